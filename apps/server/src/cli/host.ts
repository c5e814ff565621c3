import type { Config } from '../config.ts';
import { findHostKey } from '../keys.ts';
import { noPages } from '../pages.ts';
import { readRunning } from '../running-file.ts';
import { serve } from '../serve.ts';

/** The API, called with the host key. */
export interface Host {
	get(path: string): Promise<Response>;
	post(path: string, body: unknown): Promise<Response>;
}

/** A command was refused; the message is for whoever typed it. */
export class Refused extends Error {
	override readonly name = 'Refused';
}

const anotherKey =
	'the server that runs on this data folder has another host key: set CONCORDIA_HOST_KEY to the one it was started with';

/**
 * Runs a task against the server of the data folder. When none is running, one is started for the
 * task alone, on a port of its own: so there is one way in, and the store has one owner.
 */
export async function withHost<T>(config: Config, task: (host: Host) => Promise<T>): Promise<T> {
	const running = await readRunning(config.data);
	if (running !== null && (await isAlive(running.local))) {
		const key = config.hostKey ?? (await findHostKey(config.data));
		if (key === null) throw new Refused(anotherKey);
		return task(hostAt(running.local, key));
	}
	const url = config.url ?? `http://localhost:${config.port === 0 ? 3000 : config.port}`;
	const own = await serve(
		{ ...config, url, host: '127.0.0.1', port: 0, logLevel: 'silent' },
		noPages
	);
	try {
		return await task(hostAt(own.local, own.app.hostKey));
	} finally {
		await own.stop();
	}
}

/** The answer's JSON, or a `Refused` with what the server says. */
export async function accepted<T>(response: Response): Promise<T> {
	if (response.status === 401) throw new Refused(anotherKey);
	const text = await response.text();
	if (response.ok) return JSON.parse(text) as T;
	throw new Refused(reasonIn(text) ?? `the server answered ${response.status}`);
}

function reasonIn(text: string): string | null {
	try {
		const { code, detail, title } = JSON.parse(text) as Record<string, string>;
		return [code ?? title, detail].filter((part) => part !== undefined && part !== '').join(': ');
	} catch {
		return null;
	}
}

function hostAt(address: string, key: string): Host {
	const authorization = `Bearer ${key}`;
	return {
		get: (path) => fetch(`${address}${path}`, { headers: { authorization } }),
		post: (path, body) =>
			fetch(`${address}${path}`, {
				method: 'POST',
				headers: { authorization, 'content-type': 'application/json' },
				body: JSON.stringify(body)
			})
	};
}

async function isAlive(address: string): Promise<boolean> {
	try {
		return (await fetch(`${address}/healthz`)).ok;
	} catch {
		return false;
	}
}
