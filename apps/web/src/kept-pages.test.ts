import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { KeptPages } from './kept-pages.ts';

const html = { 'content-type': 'text/html', etag: '"1"', 'x-frame-options': 'DENY' };

function asked(headers: Record<string, string> = {}, method = 'GET'): Request {
	return new Request('http://localhost/s/abc', { method, headers });
}

const make = async (): Promise<Response> => new Response('the page', { headers: html });

describe('kept pages', () => {
	it('are made once for each route, with the headers they were made with', async () => {
		const pages = new KeptPages();
		let made = 0;
		const count = async (): Promise<Response> => new Response(`page ${++made}`, { headers: html });
		expect(await (await pages.answer('/s/[session]', asked(), count)).text()).toBe('page 1');
		const again = await pages.answer('/s/[session]', asked(), count);
		expect(await again.text()).toBe('page 1');
		expect(again.headers.get('x-frame-options')).toBe('DENY');
		expect(await (await pages.answer('/join', asked(), count)).text()).toBe('page 2');
	});

	it('go out packed to those who take it, and not at all to those who have them', async () => {
		const pages = new KeptPages();
		for (let turn = 0; turn < 2; turn++) {
			const packed = await pages.answer('/', asked({ 'accept-encoding': 'br, gzip' }), make);
			expect(packed.headers.get('content-encoding')).toBe('gzip');
			expect(packed.headers.get('vary')).toBe('accept-encoding');
			expect(gunzipSync(await packed.bytes()).toString()).toBe('the page');
		}
		const known = await pages.answer('/', asked({ 'if-none-match': '"1"' }), make);
		expect(known.status).toBe(304);
		expect(await known.text()).toBe('');
	});

	it('are not made of errors, other answers, answers to one person, or unknown routes', async () => {
		const pages = new KeptPages();
		const cases: [string | null, Request, ResponseInit][] = [
			['/a', asked(), { headers: html, status: 500 }],
			['/b', asked(), { headers: { 'content-type': 'application/json' } }],
			['/c', asked(), { headers: { ...html, 'set-cookie': 'a=b' } }],
			[null, asked(), { headers: html }],
			['/d', asked({}, 'HEAD'), { headers: html }]
		];
		for (const [route, request, init] of cases) {
			let made = 0;
			const count = async (): Promise<Response> => new Response(`${++made}`, init);
			await pages.answer(route, request, count);
			await pages.answer(route, request, count);
			expect(made).toBe(2);
		}
	});
});
