import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const pack = promisify(gzip);

interface Page {
	readonly plain: string;
	readonly packed: Uint8Array<ArrayBuffer>;
	readonly headers: Headers;
}

/**
 * Pages are drawn in the browser, so that one route is the same bytes for everybody, whatever the address
 * says. Making them takes a hundred times as long as sending them: each is made once and kept.
 */
export class KeptPages {
	readonly #pages = new Map<string, Page>();

	/** The page of a route; `make` is asked for what isn't kept. Only whole pages that were found are. */
	async answer(
		route: string | null,
		request: Request,
		make: () => Promise<Response>
	): Promise<Response> {
		if (route === null || request.method !== 'GET') return make();
		let page = this.#pages.get(route);
		if (page === undefined) {
			const response = await make();
			const isPage = response.headers.get('content-type')?.startsWith('text/html') ?? false;
			if (response.status !== 200 || !isPage || response.headers.has('set-cookie')) return response;
			const plain = await response.text();
			page = {
				plain,
				packed: new Uint8Array(await pack(plain)),
				headers: new Headers(response.headers)
			};
			page.headers.delete('content-length');
			page.headers.append('vary', 'accept-encoding');
			this.#pages.set(route, page);
		}
		const etag = page.headers.get('etag');
		if (etag !== null && request.headers.get('if-none-match') === etag) {
			return new Response(null, { status: 304, headers: page.headers });
		}
		if (!/\bgzip\b/.test(request.headers.get('accept-encoding') ?? '')) {
			return new Response(page.plain, { headers: page.headers });
		}
		const headers = new Headers(page.headers);
		headers.set('content-encoding', 'gzip');
		return new Response(page.packed, { headers });
	}
}
