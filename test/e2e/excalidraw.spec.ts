import { decodeExcalidraw, encodeExcalidraw } from '@concordia/exchange';
import type { Item } from '@concordia/board';
import { expect, test, type Page } from '@playwright/test';
import path from 'node:path';
import { build } from 'vite';
import { scenes, type Skeleton } from './excalidraw/scenes.ts';

declare global {
	interface Window {
		readonly excalidraw?: {
			write(elements: readonly Skeleton[], files: Readonly<Record<string, unknown>>): string;
			rewrite(text: string): Promise<string>;
		};
	}
}

let script: string;

test.beforeAll(async () => {
	test.setTimeout(180_000);
	const built = await build({
		configFile: false,
		logLevel: 'error',
		define: { 'process.env.NODE_ENV': '"production"', 'process.env.IS_PREACT': '"false"' },
		build: {
			write: false,
			minify: false,
			target: 'esnext',
			chunkSizeWarningLimit: 100_000,
			lib: {
				entry: path.resolve(import.meta.dirname, 'excalidraw/page.js'),
				formats: ['es'],
				fileName: 'page'
			},
			rolldownOptions: {
				external: ['@excalidraw/mermaid-to-excalidraw'],
				output: { codeSplitting: false }
			}
		}
	});
	const [first] = Array.isArray(built) ? built : [built];
	if (!first || !('output' in first)) throw new Error('nothing was built');
	script = first.output[0].code;
});

async function openExcalidraw(page: Page): Promise<void> {
	// A real page, so that everything a page has is there; nothing leaves the machine.
	await page.route('http://excalidraw.test/**', (route) => {
		const isScript = route.request().url().endsWith('/page.js');
		return route.fulfill({
			contentType: isScript ? 'text/javascript' : 'text/html',
			body: isScript ? script : '<!doctype html><script type="module" src="/page.js"></script>'
		});
	});
	await page.goto('http://excalidraw.test/');
	await page.waitForFunction(() => window.excalidraw !== undefined);
}

function counter(): () => string {
	let next = 0;
	return () => `new${(next += 1)}`;
}

interface Read {
	readonly items: readonly Item[];
	readonly pictures: ReadonlyMap<string, string>;
}

/** Reads a file as the board does: pictures are kept under an address of ours. */
function read(text: string): Read {
	const decoded = decodeExcalidraw(text, counter());
	if (!decoded.ok) throw new Error(decoded.reason);
	const pictures = new Map<string, string>();
	const sources = new Map<string, string>();
	for (const { item, dataUrl } of decoded.pictures) {
		const src = `sha256:${Buffer.from(dataUrl).toString('hex').slice(-64)}`;
		pictures.set(src, dataUrl);
		sources.set(item, src);
	}
	const items = decoded.items.map((item) => {
		const src = sources.get(item.id);
		return src === undefined ? item : { ...item, src };
	});
	return { items, pictures };
}

const byId = (items: readonly Item[]): Item[] =>
	items.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));

test('ten files of Excalidraw: read, written, read again, equal; also when Excalidraw saved them in between', async ({
	page
}) => {
	test.setTimeout(120_000);
	await openExcalidraw(page);
	expect(scenes).toHaveLength(10);
	for (const { name, elements, files = {} } of scenes) {
		const original = await page.evaluate(
			([skeletons, pictures]) => window.excalidraw?.write(skeletons, pictures) ?? '',
			[elements, files] as const
		);
		const written = JSON.parse(original) as { type: string; elements: { type: string }[] };
		expect(written.type, name).toBe('excalidraw');
		expect(written.elements.length, name).toBeGreaterThanOrEqual(elements.length);

		const first = read(original);
		expect(first.items.length, name).toBe(
			written.elements.filter((one) => !('containerId' in one && one.containerId)).length
		);
		const ours = encodeExcalidraw(first.items, first.pictures).json;
		const second = read(ours);
		expect(byId(second.items), name).toEqual(byId(first.items));

		// Excalidraw opens what we wrote, puts right what it must, and saves it: nothing of it is changed for us.
		const saved = await page.evaluate((text) => window.excalidraw?.rewrite(text) ?? '', ours);
		const third = read(saved);
		expect(byId(third.items), `${name}, saved by Excalidraw`).toEqual(byId(first.items));
		expect([...third.pictures.values()], name).toEqual([...first.pictures.values()]);
	}
});
