import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const MAIN = path.resolve(import.meta.dirname, '../../apps/server/src/main.ts');
const START_TIMEOUT_MS = 60_000;

/** A real server process on a port and a data folder of its own. */
export interface RunningServer {
	readonly url: string;
	readonly port: number;
	readonly hostKey: string;
	/** The data folder; removed by `stop` and `kill` unless it was given by the caller. */
	readonly data: string;
	readonly process: ChildProcess;
	/** Everything it printed so far, both streams. */
	output(): string;
	/** Asks it to stop (SIGTERM) and gives its exit code. */
	stop(): Promise<number | null>;
	/** SIGKILL: no chance to write anything more. */
	kill(): Promise<void>;
}

export interface ServerOptions {
	/** Keeps this folder when the server ends; without it a temporary one is made and removed. */
	readonly data?: string;
	/** 0, the default, takes any free port. */
	readonly port?: number;
	readonly env?: Readonly<Record<string, string>>;
}

export function temporaryFolder(): string {
	return mkdtempSync(path.join(tmpdir(), 'concordia-'));
}

/** Starts the process without waiting for it to serve: for tests of refused starts. */
export function spawnServer(options: Required<ServerOptions>): {
	process: ChildProcess;
	output: () => string;
} {
	const child = spawn(process.execPath, [MAIN], {
		env: {
			...process.env,
			HOST: '127.0.0.1',
			PORT: String(options.port),
			CONCORDIA_DATA: options.data,
			CONCORDIA_SAMPLE: '0',
			...options.env
		},
		stdio: ['ignore', 'pipe', 'pipe']
	});
	let printed = '';
	const keep = (chunk: Buffer): void => {
		printed += chunk.toString();
	};
	child.stdout.on('data', keep);
	child.stderr.on('data', keep);
	return { process: child, output: () => printed };
}

/** Resolves when the server answers `GET /readyz` with 200. */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
	const data = options.data ?? temporaryFolder();
	const hostKey = options.env?.['CONCORDIA_HOST_KEY'] ?? 'test-host-key-0123456789abcdef';
	const { process: child, output } = spawnServer({
		data,
		port: options.port ?? 0,
		env: { CONCORDIA_HOST_KEY: hostKey, ...options.env }
	});
	const clean = (): void => {
		if (options.data === undefined) rmSync(data, { recursive: true, force: true });
	};
	const exited = once(child, 'exit') as Promise<[number | null]>;
	const port = await serving(child, output);
	return {
		url: `http://127.0.0.1:${port}`,
		port,
		hostKey,
		data,
		process: child,
		output,
		async stop() {
			child.kill('SIGTERM');
			const [code] = await exited;
			clean();
			return code;
		},
		async kill() {
			child.kill('SIGKILL');
			await exited;
			clean();
		}
	};
}

async function serving(child: ChildProcess, output: () => string): Promise<number> {
	const deadline = Date.now() + START_TIMEOUT_MS;
	while (Date.now() < deadline) {
		if (child.exitCode !== null) throw new Error(`the server ended at its start:\n${output()}`);
		const port = /https?:\/\/[^\s/]+:(\d+)/.exec(output())?.[1];
		if (port !== undefined && (await isReady(`http://127.0.0.1:${port}/readyz`))) {
			return Number(port);
		}
		await new Promise((next) => setTimeout(next, 20));
	}
	child.kill('SIGKILL');
	throw new Error(`the server is not ready after ${START_TIMEOUT_MS} ms:\n${output()}`);
}

async function isReady(url: string): Promise<boolean> {
	try {
		return (await fetch(url)).ok;
	} catch {
		return false;
	}
}
