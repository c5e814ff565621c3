import type { Page } from '@playwright/test';

/** What the scripts of a page weigh, asked for once more with gzip. */
export async function scriptBytes(page: Page, before = Infinity): Promise<number> {
	const urls = await page.evaluate(
		(limit) =>
			performance
				.getEntriesByType('resource')
				.filter(({ startTime }) => startTime < limit)
				.map(({ name }) => name)
				.filter((name) => new URL(name).pathname.endsWith('.js')),
		before
	);
	let bytes = 0;
	for (const url of new Set(urls)) {
		// Fetch unpacks what it gets, so the length is read from the header.
		const response = await fetch(url, { headers: { 'accept-encoding': 'gzip' } });
		bytes += Number(
			response.headers.get('content-length') ?? (await response.arrayBuffer()).byteLength
		);
		await response.body?.cancel().catch(() => {});
	}
	return bytes;
}
