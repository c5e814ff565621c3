import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { createSession, join, linkOf } from '../../harness/api.ts';
import { temporaryFolder } from '../../harness/server.ts';
import { hocuspocusWire, plainWire, type Wire } from './wire.ts';

const PEERS = path.resolve(import.meta.dirname, '../peers');
const MAIN = path.resolve(import.meta.dirname, '../../../apps/server/src/main.ts');
const HOST_KEY = 'bench-host-key-0123456789abcdef';

/** A server under load: where its clients connect and how they speak. */
export interface Target {
	readonly name: string;
	readonly wire: Wire;
	/** One address per client: ours has a person behind each connection. */
	addresses(people: number): Promise<string[]>;
	/** CPU seconds used so far, all threads. */
	cpuSeconds(): number;
	/** Resident memory, MiB. */
	memory(): number;
	stop(): Promise<void>;
}

/** Installs the peers once; the first time takes a minute (one of them compiles its SQLite). */
export function installPeers(): void {
	if (existsSync(path.join(PEERS, 'node_modules/.modules.yaml'))) return;
	console.log('installing the servers to compare with …');
	const { status } = spawnSync('npx', ['-y', 'pnpm@12.21.0', 'install', '--frozen-lockfile'], {
		cwd: PEERS,
		stdio: ['ignore', 'ignore', 'inherit'],
		env: { ...process.env, npm_config_nodedir: path.resolve(process.execPath, '../..') }
	});
	if (status !== 0) throw new Error('could not install the servers to compare with');
}

export async function startOurs(): Promise<Target> {
	const data = temporaryFolder();
	const port = await freePort();
	const child = pinned([MAIN], {
		HOST: '127.0.0.1',
		PORT: String(port),
		CONCORDIA_DATA: data,
		CONCORDIA_SAMPLE: '0',
		CONCORDIA_HOST_KEY: HOST_KEY
	});
	const url = `http://127.0.0.1:${port}`;
	await answers(`${url}/readyz`);
	const session = await createSession({ url, hostKey: HOST_KEY }, { title: 'Bench' });
	const { token } = linkOf(session, 'participant', 'PN');
	return target('concordia', child, plainWire(), data, async (people) => {
		const addresses: string[] = [];
		for (let i = 0; i < people; i++) {
			const { accessToken } = await join({ url }, token, `Person ${i + 1}`);
			addresses.push(`ws://127.0.0.1:${port}/sync/${session.id}?token=${accessToken}`);
		}
		return addresses;
	});
}

/** With a folder that is given its documents outlive it. */
export async function startHocuspocus(given?: string): Promise<Target> {
	const data = given ?? temporaryFolder();
	const port = await freePort();
	const child = pinned([
		path.join(PEERS, 'hocuspocus.mjs'),
		String(port),
		path.join(data, 'documents.sqlite')
	]);
	await printed(child);
	return target('hocuspocus', child, hocuspocusWire('bench'), given ? null : data, async (people) =>
		Array.from({ length: people }, () => `ws://127.0.0.1:${port}/`)
	);
}

export async function startYWebsocket(): Promise<Target> {
	const port = await freePort();
	const child = pinned([path.join(PEERS, 'y-websocket.mjs'), String(port)]);
	await printed(child);
	return target('y-websocket', child, plainWire(), null, async (people) =>
		Array.from({ length: people }, () => `ws://127.0.0.1:${port}/bench`)
	);
}

/** The server gets core 0 for itself; the bench runs on core 1 (see run.ts). */
function pinned(args: string[], env: Record<string, string> = {}): ChildProcess {
	const child = spawn('taskset', ['-c', '0', process.execPath, ...args], {
		env: { ...process.env, ...env },
		stdio: ['ignore', 'pipe', 'pipe']
	});
	child.stderr?.on('data', (chunk: Buffer) => process.stderr.write(chunk));
	child.stdout?.resume();
	return child;
}

async function printed(child: ChildProcess): Promise<void> {
	if (!child.stdout) throw new Error('no output');
	await Promise.race([
		once(child.stdout, 'data'),
		once(child, 'exit').then(() => Promise.reject(new Error('the server ended at its start')))
	]);
}

async function answers(url: string): Promise<void> {
	for (let i = 0; i < 600; i++) {
		try {
			if ((await fetch(url)).ok) return;
		} catch {
			// not listening yet
		}
		await new Promise((next) => setTimeout(next, 50));
	}
	throw new Error(`${url} never answered`);
}

async function freePort(): Promise<number> {
	const probe = createServer().listen(0, '127.0.0.1');
	await once(probe, 'listening');
	const address = probe.address();
	probe.close();
	if (address === null || typeof address === 'string') throw new Error('no port');
	return address.port;
}

function target(
	name: string,
	child: ChildProcess,
	wire: Wire,
	data: string | null,
	addresses: Target['addresses']
): Target {
	return {
		name,
		wire,
		addresses,
		cpuSeconds() {
			const fields =
				readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
			return (Number(fields[11]) + Number(fields[12])) / 100; // utime + stime in clock ticks
		},
		memory() {
			const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
			return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
		},
		async stop() {
			const exited = once(child, 'exit');
			child.kill('SIGKILL');
			await exited;
			if (data !== null) rmSync(data, { recursive: true, force: true });
		}
	};
}
