import type { IncomingMessage } from 'node:http';
import type { Answer } from './answer.ts';
import type { App } from '../app.ts';

/** A request as the routes see it. */
export interface Call {
	readonly app: App;
	readonly request: IncomingMessage;
	readonly url: URL;
	/** The parts of the path that the pattern names. */
	readonly params: Readonly<Record<string, string>>;
	/** Where the request came from, for counting failed attempts; never logged. */
	readonly address: string;
	/** Scheme and host under which the caller reaches this server. */
	readonly origin: string;
	/** The body as JSON. Throws `BadBody`. */
	readJson(maxBytes?: number): Promise<unknown>;
}

export interface Route {
	readonly method: 'GET' | 'POST' | 'DELETE';
	/** `/api/sessions/:id/board`; a last part `*rest` takes everything to the end. */
	readonly path: string;
	/** Waits for something to be stored; refused while nothing can be. */
	readonly writes?: boolean;
	/** Takes as long as it takes: what it makes may be large. */
	readonly isLong?: boolean;
	readonly handle: (call: Call) => Promise<Answer> | Answer;
}

/** Finds the route for a path; `methods` tells what else the path would answer to. */
export function findRoute(
	routes: readonly Route[],
	method: string,
	path: string
): { route: Route | null; params: Record<string, string>; methods: string[] } {
	const methods: string[] = [];
	for (const route of routes) {
		const params = matchPath(route.path, path);
		if (params === null) continue;
		if (route.method === method || (method === 'HEAD' && route.method === 'GET')) {
			return { route, params, methods };
		}
		methods.push(route.method);
	}
	return { route: null, params: {}, methods };
}

function matchPath(pattern: string, path: string): Record<string, string> | null {
	const wanted = pattern.split('/');
	const given = path.split('/');
	const params: Record<string, string> = {};
	for (const [at, part] of wanted.entries()) {
		if (part.startsWith('*')) {
			params[part.slice(1)] = given.slice(at).join('/');
			return given.length > at ? params : null;
		}
		const value = given[at];
		if (value === undefined) return null;
		if (part.startsWith(':')) {
			if (!/^[A-Za-z0-9_~-]{1,160}$/.test(value)) return null;
			params[part.slice(1)] = value;
		} else if (part !== value) return null;
	}
	return given.length === wanted.length ? params : null;
}
