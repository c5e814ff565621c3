import { get } from 'node:http';

/** Enough of a page's files for the engine to have compiled what serves them. */
const FILES = 12;

/**
 * Asks for a board's page and its first files once, so that the first visitor doesn't wait for what every
 * visitor needs: code that was never run is several times as slow. Never fails; at most it was in vain.
 */
export async function warmUp(local: string): Promise<void> {
	try {
		const page = await load(`${local}/s/nobody0000`, 'identity');
		const files = [...page.matchAll(/"((?:\/|\.\.?\/)[^"]+\.(?:js|css))"/g)].slice(0, FILES);
		await Promise.all([
			...files.map(([, file = '']) => load(new URL(file, `${local}/s/`).href, 'gzip')),
			load(`${local}/api/sessions/nobody0000/board`, 'gzip')
		]);
	} catch {
		// Whoever comes first finds out what is wrong, and is told.
	}
}

function load(url: string, encoding: string): Promise<string> {
	const { promise, resolve, reject } = Promise.withResolvers<string>();
	get(url, { agent: false, headers: { 'accept-encoding': encoding } }, (response) => {
		const chunks: Buffer[] = [];
		response.on('data', (chunk: Buffer) => chunks.push(chunk));
		response.on('end', () => resolve(Buffer.concat(chunks).toString()));
		response.on('error', reject);
	}).on('error', reject);
	return promise;
}
