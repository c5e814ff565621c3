import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Config } from './config.ts';
import type { Pages } from './listen.ts';

const BUILD = new URL('../../web/build/handler.js', import.meta.url);

/** The built pages, or null when there is no build. */
export async function builtPages(config: Config): Promise<Pages | null> {
	const file = fileURLToPath(BUILD);
	if (!existsSync(file)) return null;
	// Without this SvelteKit takes every request for https and refuses our own forms. Only a trusted
	// proxy may say what the scheme is.
	process.env['PROTOCOL_HEADER'] ??= 'x-forwarded-proto';
	const { handler } = (await import(pathToFileURL(file).href)) as {
		handler: (
			request: Parameters<Pages>[0],
			response: Parameters<Pages>[1],
			next: () => void
		) => void;
	};
	const scheme = config.url === null ? 'http' : new URL(config.url).protocol.slice(0, -1);
	return (request, response) => {
		if (!config.trustProxy) request.headers['x-forwarded-proto'] = scheme;
		handler(request, response, () => response.writeHead(404).end());
	};
}

const VERIFIER = new URL('../../web/build/verify.html', import.meta.url);

/** The built page that checks exports, as one file; null when there is no build. */
export async function builtVerifier(): Promise<Uint8Array | null> {
	const file = fileURLToPath(VERIFIER);
	return existsSync(file) ? readFile(file) : null;
}

/** Says what is missing, to those who open a page of a server without a build. */
export const noPages: Pages = (_request, response) => {
	response.writeHead(503, { 'content-type': 'text/plain; charset=utf-8' });
	response.end('The pages are not built. Run `pnpm build`, or start with `pnpm start`.\n');
};
