import { openSqliteStore, StoreError, type Store } from '@concordia/store';
import { createSigner } from '@concordia/transparency';
import { encodeTrouble } from '@concordia/protocol';
import type { Server } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { App } from './app.ts';
import type { Config } from './config.ts';
import { Attempts } from './http/attempts.ts';
import { makeHostCookie } from './http/auth.ts';
import { Readiness } from './http/readiness.ts';
import { Packed } from './http/packed.ts';
import { KeyDamaged, makeDataFolder, readHostKey, readSigningSeed } from './keys.ts';
import { listen, type Pages } from './listen.ts';
import { SeenIndex } from './log/seen-index.ts';
import { Sequencer } from './log/sequencer.ts';
import { createLogger } from './logger.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { removeRunning, writeRunning } from './running-file.ts';
import { tellOfChanges } from './host-changes.ts';
import { builtVerifier } from './pages.ts';
import { Registry } from './session/registry.ts';
import { Retention } from './session/retention.ts';
import { realWorld } from './world.ts';

/** The server could not start; the message is for whoever started it. */
export class StartError extends Error {
	override readonly name = 'StartError';
}

export interface Running {
	readonly app: App;
	/** Public address, without a slash at the end. */
	readonly url: string;
	/** Address on this machine. */
	readonly local: string;
	/** Stores what waits, closes every socket and the store. */
	stop(): Promise<void>;
}

const pack = promisify(gzip);
/** A tenth larger than usual, in less than half the time: somebody may be waiting. */
const LEVEL = 4;

/** Opens the store, builds the server's objects and listens. Rejects with a `StartError`. */
export async function serve(config: Config, pages: Pages, server?: Server): Promise<Running> {
	const world = realWorld();
	const logger = createLogger(config.logLevel);
	const report = (error: unknown): void => logger.error(withoutPeople(error));
	const opened = await openStore(config);
	try {
		const hostKey = config.hostKey ?? (await readHostKey(config.data, world));
		const seed = await readSigningSeed(config.data, world);
		const metrics = createMetrics({
			rooms: () => [...registry.rooms()].length,
			queuedBytes: () => {
				let bytes = 0;
				for (const room of registry.rooms()) bytes += room.queuedBytes;
				return bytes;
			}
		});
		const store = measured(opened, metrics);
		const sequencer: Sequencer = new Sequencer({
			world,
			store,
			onError: report,
			onTrouble: (state, detail) => {
				logger[state === 'ok' ? 'info' : 'error']({ state, detail }, 'storing');
				const message = encodeTrouble({ state, detail });
				for (const room of registry.rooms()) {
					for (const connection of room.connections) {
						if (connection.isConcordia) connection.send(message);
					}
				}
				if (state !== 'ok') registry.serveFromStore().catch(report);
			},
			onTurn: (batch) => metrics.checkpoints(batch.checkpoints?.length ?? 0)
		});
		// The port may be free to choose, and the logs are named by it: so it is taken first.
		const listening = await listen(config, pages, server);
		const url = config.url ?? `http://${localName(config.host)}:${listening.port}`;
		const registry: Registry = new Registry({
			world,
			store,
			sequencer,
			publicHost: new URL(url).host,
			signerOf: (origin) => createSigner(seed, origin),
			compress: (bytes) => pack(bytes, { level: LEVEL }),
			watch: {
				refused: (code) => {
					metrics.refused(code);
					logger.debug({ code }, 'edit refused');
				},
				updated: (count) => metrics.updated(count),
				failed: report
			}
		});
		const retention = new Retention({ world, store, registry, failed: report });
		const app: App = {
			config,
			hostKey,
			hostCookie: makeHostCookie(hostKey, seed),
			world,
			store,
			sequencer,
			registry,
			attempts: new Attempts(() => world.now()),
			readiness: new Readiness(
				() => world.now(),
				() => store.health()
			),
			packed: new Packed(),
			seen: new SeenIndex(store),
			metrics,
			verifier: await builtVerifier(),
			report
		};
		listening.serve(app);
		tellOfChanges(app).catch(report);
		const local = `http://${localName(config.host)}:${listening.port}`;
		await writeRunning(config.data, { pid: process.pid, local });
		logger.debug({ port: listening.port }, 'serving');
		return {
			app,
			url,
			local,
			async stop() {
				await removeRunning(config.data);
				retention.stop();
				await listening.close();
				await sequencer.stop();
				await registry.stop();
				await opened.close();
				logger.debug('stopped');
			}
		};
	} catch (error) {
		await opened.close();
		throw asStartError(error, config);
	}
}

async function openStore(config: Config): Promise<Store> {
	try {
		await makeDataFolder(config.data);
		return await openSqliteStore(config.data);
	} catch (error) {
		throw asStartError(error, config);
	}
}

function asStartError(error: unknown, config: Config): unknown {
	if (error instanceof StoreError) {
		return new StartError(`${config.data}: ${error.message}. ${error.hint}`, { cause: error });
	}
	if (error instanceof KeyDamaged) return new StartError(error.message, { cause: error });
	const { code, path } = error as NodeJS.ErrnoException;
	switch (code) {
		case 'EADDRINUSE':
			return new StartError(
				`port ${config.port} is taken by another program: stop it, or set PORT to a free one`
			);
		case 'EACCES':
		case 'EPERM':
		case 'EROFS':
			if (path === undefined)
				return new StartError(`port ${config.port} may not be used (${code})`);
			return new StartError(
				`${path} may not be written (${code}): set CONCORDIA_DATA to a folder that may`
			);
		case 'EADDRNOTAVAIL':
		case 'ENOTFOUND':
			return new StartError(`HOST ${config.host} is not an address of this machine`);
		case 'ENOTDIR':
		case 'EEXIST':
			return new StartError(`CONCORDIA_DATA ${config.data} is not a folder`);
		case 'ENOSPC':
			return new StartError(`${config.data}: the disk is full`);
		default:
			return error;
	}
}

// Every interface is no address to open in a browser.
function localName(host: string): string {
	if (host === '0.0.0.0' || host === '::' || host === '') return 'localhost';
	return host.includes(':') ? `[${host}]` : host;
}

// Messages of our own errors name ids and numbers; what a library puts into its own may hold anything.
function withoutPeople(error: unknown): { err: { name: string; message: string; stack?: string } } {
	if (!(error instanceof Error)) return { err: { name: 'unknown', message: typeof error } };
	return {
		err: {
			name: error.name,
			message: error.message,
			...(error.stack !== undefined && { stack: error.stack })
		}
	};
}

function measured(store: Store, metrics: Metrics): Store {
	return {
		...store,
		async commit(batch) {
			const started = performance.now();
			try {
				await store.commit(batch);
			} catch (error) {
				metrics.commitFailed();
				throw error;
			}
			metrics.committed((performance.now() - started) / 1000);
		}
	};
}
