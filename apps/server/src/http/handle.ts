import type { IncomingMessage, ServerResponse } from 'node:http';
import { StoreError } from '@concordia/store';
import { promisify } from 'node:util';
import { brotliCompress, constants, gunzip, gzip } from 'node:zlib';
import type { App } from '../app.ts';
import { problem, type Answer } from './answer.ts';
import { authorRoutes } from './authors.ts';
import { backupRoutes } from './backup.ts';
import { BadBody, readJson } from './body.ts';
import { blobRoutes } from './blobs.ts';
import { boardRoutes } from './board.ts';
import { deviceRoutes } from './device.ts';
import { exportRoutes } from './export.ts';
import { healthRoutes } from './health.ts';
import { historyRoutes } from './history.ts';
import { hostRoutes } from './host.ts';
import { joinRoutes } from './join.ts';
import { logRoutes } from './log.ts';
import { addressOf, isOwnPage, ownOrigin } from './origin.ts';
import { findRoute, type Route } from './route.ts';
import { LogDamaged } from '../session/load.ts';
import { privacyRoutes } from './privacy.ts';
import { seenRoutes } from './seen.ts';
import { sessionRoutes } from './sessions.ts';
import { versionRoutes } from './versions.ts';
import { notStored, withinTime } from './storing.ts';

const routes: readonly Route[] = [
	...healthRoutes,
	...hostRoutes,
	...joinRoutes,
	...deviceRoutes,
	...sessionRoutes,
	...privacyRoutes,
	...boardRoutes,
	...blobRoutes,
	...historyRoutes,
	...logRoutes,
	...authorRoutes,
	...seenRoutes,
	...versionRoutes,
	...exportRoutes,
	...backupRoutes
];

const brotli = promisify(brotliCompress);
const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** Less than this is not worth packing. */
const MIN_PACKED_BYTES = 1024;
const compressible =
	/^(?:application\/(?:problem\+)?json|application\/x-ndjson|application\/octet-stream|text\/)/;

const securityHeaders: Readonly<Record<string, string>> = {
	'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
	'x-content-type-options': 'nosniff',
	'referrer-policy': 'no-referrer',
	'cross-origin-resource-policy': 'same-origin',
	'cross-origin-opener-policy': 'same-origin'
};

/** Whether a path belongs to this server itself and not to the pages. */
export function isOurs(path: string): boolean {
	return path === '/api' || path.startsWith('/api/') || /^\/(?:healthz|readyz|metrics)$/.test(path);
}

/** Answers one request to the API. Never rejects. */
export async function handleApi(
	app: App,
	request: IncomingMessage,
	response: ServerResponse
): Promise<void> {
	try {
		await send(request, response, await answer(app, request));
	} catch (error) {
		app.report(error);
		if (response.headersSent) response.destroy();
		else await send(request, response, problem(500, 'server-error'));
	}
}

async function answer(app: App, request: IncomingMessage): Promise<Answer> {
	const { config } = app;
	const method = request.method ?? 'GET';
	const target = request.url ?? '/';
	if (!URL.canParse(target, 'http://localhost')) return problem(400, 'path-malformed');
	const url = new URL(target, 'http://localhost');
	const { route, params, methods } = findRoute(routes, method, url.pathname);
	if (route === null) {
		return methods.length === 0
			? problem(404, 'path-unknown')
			: problem(405, 'method-unknown', '', { allow: methods.join(', ') });
	}
	if (method === 'HEAD' && route.writes === true) {
		return problem(405, 'method-unknown', 'asking for it leaves an entry', { allow: route.method });
	}
	// A link on another page must not leave an entry in somebody's name either.
	if ((route.method !== 'GET' || route.writes === true) && !isOwnPage(request, config)) {
		return problem(403, 'origin-foreign', 'this page may not do that');
	}
	if (route.writes === true && app.sequencer.state !== 'ok') return notStored();
	const call = {
		app,
		request,
		url,
		params,
		address: addressOf(request, config),
		origin: ownOrigin(request, config),
		readJson: (maxBytes?: number) => readJson(request, maxBytes)
	};
	try {
		return route.writes === true && route.isLong !== true
			? await withinTime(app, Promise.resolve(route.handle(call)))
			: await route.handle(call);
	} catch (error) {
		if (error instanceof BadBody) return problem(error.status, error.code, error.message);
		if (error instanceof LogDamaged) {
			app.report(error);
			return problem(503, 'log-damaged', error.message);
		}
		if (error instanceof StoreError) {
			app.report(error);
			return notStored();
		}
		throw error;
	}
}

async function send(
	request: IncomingMessage,
	response: ServerResponse,
	given: Answer
): Promise<void> {
	const { body, encoding } = await encode(request, given);
	response.writeHead(given.status, {
		'cache-control': 'no-store',
		...securityHeaders,
		...given.headers,
		...(encoding !== null && { 'content-encoding': encoding }),
		vary: 'accept-encoding, cookie, authorization',
		...(given.status !== 204 && given.status !== 304 && { 'content-length': body.length }),
		// A body that was not read to its end would be taken for the next request.
		...(!request.complete && { connection: 'close' })
	});
	if (given.afterwards !== undefined) response.once('finish', given.afterwards);
	response.end(request.method === 'HEAD' ? undefined : body);
}

async function encode(
	request: IncomingMessage,
	given: Answer
): Promise<{ body: Uint8Array; encoding: 'gzip' | 'br' | null }> {
	const accepted = request.headers['accept-encoding'] ?? '';
	const body = typeof given.body === 'string' ? Buffer.from(given.body) : given.body;
	if (given.encoding === 'gzip') {
		return /\bgzip\b/.test(accepted)
			? { body, encoding: 'gzip' }
			: { body: await unpack(body), encoding: null };
	}
	const type = String(given.headers['content-type'] ?? '');
	if (body.length < MIN_PACKED_BYTES || !compressible.test(type)) return { body, encoding: null };
	if (/\bbr\b/.test(accepted)) {
		const params = { [constants.BROTLI_PARAM_QUALITY]: 4 };
		return { body: await brotli(body, { params }), encoding: 'br' };
	}
	if (/\bgzip\b/.test(accepted)) return { body: await pack(body), encoding: 'gzip' };
	return { body, encoding: null };
}
