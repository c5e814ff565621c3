import { readFile } from 'node:fs/promises';
import type { Item } from '@concordia/board';
import { expect, test, type Page } from '@playwright/test';
import { createSession, type CreatedSession } from '../harness/api.ts';
import { insert, note, sit, type Person } from '../harness/people.ts';
import { makePng } from '../harness/picture.ts';
import { startServer, type RunningServer } from '../harness/server.ts';

let server: RunningServer;
let session: CreatedSession;

test.beforeAll(async () => {
	server = await startServer();
});
test.afterAll(async () => {
	await server.stop();
});
test.beforeEach(async () => {
	session = await createSession(server, { title: 'Files' });
});

interface Given {
	readonly files?: readonly {
		readonly name: string;
		readonly type: string;
		readonly text: string;
	}[];
	readonly text?: string;
	readonly html?: string;
}

/** Pastes or drops on the board; files come as latin-1 text. */
async function give(page: Page, way: 'paste' | 'drop', given: Given): Promise<void> {
	await page.evaluate(
		([how, { files = [], text = '', html = '' }]) => {
			const data = new DataTransfer();
			for (const file of files) {
				const bytes = Uint8Array.from(file.text, (letter) => letter.charCodeAt(0));
				data.items.add(new File([bytes], file.name, { type: file.type }));
			}
			if (text !== '') data.setData('text/plain', text);
			if (html !== '') data.setData('text/html', html);
			const board = document.querySelector<HTMLElement>('[role=application]');
			if (!board) throw new Error('there is no board');
			const { x, y, width, height } = board.getBoundingClientRect();
			const at = { clientX: x + width / 2, clientY: y + height / 2 };
			const more = { bubbles: true, cancelable: true };
			board.dispatchEvent(
				how === 'paste'
					? new ClipboardEvent('paste', { clipboardData: data, ...more })
					: new DragEvent('drop', { dataTransfer: data, ...at, ...more })
			);
		},
		[way, given] as const
	);
}

const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

function picture(seed: number, width = 640, height = 400) {
	return {
		name: `photo-${seed}.png`,
		type: 'image/png',
		text: latin(makePng(width, height, seed))
	};
}

const messages = ({ page }: Person) => page.getByRole('region', { name: 'Messages' });

async function only(person: Person, type: string): Promise<Item> {
	await expect.poll(async () => (await person.items()).map((item) => item.type)).toContain(type);
	const found = (await person.items()).find((item) => item.type === type);
	if (!found) throw new Error(`no ${type}`);
	return found;
}

/** What must come back, whatever the ids are. */
const sorted = (items: Item[]): unknown =>
	items
		.map(({ type, text = '', size, src = '' }) => JSON.stringify([type, text, size, src]))
		.toSorted();

async function exported(person: Person, format: string): Promise<Buffer> {
	const { page } = person;
	await page.getByRole('button', { name: 'Menu', exact: true }).click();
	await page.getByRole('menuitem', { name: 'Export' }).click();
	const dialog = page.getByRole('dialog', { name: 'Export' });
	await dialog.getByRole('radio', { name: new RegExp(`^${format}`) }).check();
	const download = page.waitForEvent('download');
	await dialog.getByRole('button', { name: 'Save the file' }).click();
	return readFile(await (await download).path());
}

test('a pasted picture is on everybody’s board, with its proportions and with words for it', async ({
	browser
}) => {
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Anna' });
	const ben = await sit(browser, server, session, { organization: 'CC', name: 'Ben' });
	await give(anna.page, 'paste', { files: [picture(1)] });
	const image = await only(ben, 'image');
	expect(image.src).toMatch(/^sha256:[0-9a-f]{64}$/);
	expect(image.size).toEqual([480, 300]);

	await anna.page.getByRole('button', { name: 'Describe', exact: true }).click();
	const dialog = anna.page.getByRole('dialog', { name: 'Describe the picture' });
	await dialog.getByLabel('What can be seen?').fill('A map of the district');
	await dialog.getByRole('button', { name: 'Save' }).click();
	await expect.poll(async () => (await only(ben, 'image')).alt).toBe('A map of the district');

	// By keyboard, in the outline: it is read by these words, and they can be changed there.
	const row = ben.page.getByRole('button', { name: 'A map of the district' });
	await row.press('F2');
	const again = ben.page.getByRole('dialog', { name: 'Describe the picture' });
	await again.getByLabel('What can be seen?').fill('A map of both districts');
	await again.getByRole('button', { name: 'Save' }).click();
	await expect.poll(async () => (await only(anna, 'image')).alt).toBe('A map of both districts');

	// It is really drawn: its colours are on Ben's screen.
	await ben.page.evaluate(() => window.concordia?.camera.fit());
	await expect
		.poll(async () => {
			await ben.settled();
			return ben.page.evaluate((id) => {
				const rect = window.concordia?.rect(id);
				const canvases = document.querySelectorAll<HTMLCanvasElement>('[role=application] canvas');
				const canvas = [...canvases].find((one) => one.checkVisibility());
				if (!rect || !canvas) return null;
				const from = canvas.getBoundingClientRect();
				const scale = canvas.width / from.width;
				const pixel = canvas
					.getContext('2d')
					?.getImageData(
						(rect.x + rect.width * 0.9 - from.x) * scale,
						(rect.y + rect.height * 0.1 - from.y) * scale,
						1,
						1
					).data;
				return pixel && pixel[0]! > 200 && pixel[1]! < 60;
			}, image.id);
		})
		.toBe(true);
	await Promise.all([anna.close(), ben.close()]);
});

test('pictures that are too large are made smaller, drawings lose their scripts, the rest is explained', async ({
	browser
}) => {
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Anna' });
	const requests: string[] = [];
	anna.page.on('request', (request) => requests.push(request.url()));
	const svg =
		'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"><script>window.__ran=1</script>' +
		'<image href="https://example.org/spy.png" width="9" height="9"/><rect width="300" height="200" fill="teal"/></svg>';
	await give(anna.page, 'drop', {
		files: [
			picture(2, 5000, 100),
			{ name: 'drawing.svg', type: 'image/svg+xml', text: svg },
			{ name: 'broken.png', type: 'image/png', text: '\x89PNG nothing else' },
			{ name: 'plan.pdf', type: 'application/pdf', text: '%PDF-1.7' },
			{ name: 'plan.canvas', type: '', text: '{"nodes": [' }
		]
	});
	await expect.poll(async () => (await anna.items()).length).toBe(2);
	const [wide, drawing] = await anna.items();
	expect(wide?.size).toEqual([480, 10]);
	expect(drawing?.size).toEqual([480, 320]);
	for (const text of [
		'“broken.png” was not added: It is no picture this browser can read.',
		'“plan.pdf” was not added: Files of this kind can’t be opened.',
		'“plan.canvas” was not added: It is damaged'
	])
		await expect(messages(anna)).toContainText(text);
	const kept = await Promise.all(
		[wide, drawing].map(async (item) => {
			const hash = item?.src?.slice('sha256:'.length) ?? '';
			const response = await anna.page.request.get(
				`${server.url}/api/sessions/${session.id}/blobs/${hash}`
			);
			return response.headers()['content-type'];
		})
	);
	expect(kept).toEqual(['image/webp', 'image/png']);
	expect(await anna.page.evaluate(() => Reflect.get(window, '__ran'))).toBeUndefined();
	expect(requests.filter((url) => !url.startsWith(server.url) && !url.startsWith('blob:'))).toEqual(
		[]
	);
	await anna.close();
});

test('pasted addresses become cards that lead there, and nothing is fetched', async ({
	browser
}) => {
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Anna' });
	const requests: string[] = [];
	anna.page.on('request', (request) => requests.push(request.url()));
	await give(anna.page, 'paste', {
		text: 'https://example.org/health/annual-plan',
		html: '<a href="https://example.org/health/annual-plan">The annual <b>plan</b></a>'
	});
	const card = await only(anna, 'card');
	expect(card).toMatchObject({
		url: 'https://example.org/health/annual-plan',
		text: 'The annual plan'
	});
	await expect(anna.page.getByText('example.org ↗').first()).toBeVisible();
	const opened = anna.context.waitForEvent('page');
	await anna.page.getByRole('button', { name: 'Open the link in a new tab' }).click();
	const tab = await opened;
	expect(await tab.evaluate(() => window.opener as unknown)).toBeNull();
	await tab.close();
	await give(anna.page, 'paste', { text: 'javascript:alert(1)' });
	await expect.poll(async () => (await anna.items()).map(({ type }) => type)).toContain('note');
	expect(requests.filter((url) => !url.startsWith(server.url))).toEqual([]);
	await anna.close();
});

test('files of other programs become items, and what is lost is said', async ({ browser }) => {
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Anna' });
	const canvas = {
		nodes: [
			{ id: 'a', type: 'text', text: 'From a canvas', x: 0, y: 0, width: 200, height: 100 },
			{ id: 'b', type: 'file', file: 'notes/plan.pdf', x: 300, y: 0, width: 200, height: 100 }
		],
		edges: [{ id: 'e', fromNode: 'a', toNode: 'b' }]
	};
	await give(anna.page, 'drop', {
		files: [{ name: 'plan.canvas', type: '', text: JSON.stringify(canvas) }]
	});
	const dialog = anna.page.getByRole('dialog', { name: 'Opened, with small differences' });
	await expect(dialog).toContainText('3 items came from “plan.canvas”');
	await expect(dialog).toContainText('Only the name of an attached file is there');
	await expect(dialog).toContainText('notes/plan.pdf');
	await dialog.getByRole('button', { name: 'Close' }).last().click();
	await give(anna.page, 'drop', {
		files: [{ name: 'list.csv', type: 'text/csv', text: 'one,two\nthree,four' }]
	});
	await give(anna.page, 'drop', {
		files: [{ name: 'list.md', type: 'text/markdown', text: '# Title\n\n- five\n- six' }]
	});
	await expect
		.poll(async () => (await anna.items()).flatMap(({ text }) => text || []).toSorted())
		.toEqual(
			[
				'From a canvas',
				'notes/plan.pdf',
				'one',
				'two',
				'three',
				'four',
				'Title',
				'five',
				'six'
			].toSorted()
		);
	await anna.close();
});

test('clipboards of Excalidraw and tldraw become items', async ({ browser }) => {
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Anna' });
	const element = {
		id: 'r',
		type: 'rectangle',
		x: 0,
		y: 0,
		width: 120,
		height: 60,
		angle: 0,
		strokeColor: '#1e1e1e',
		backgroundColor: '#a5d8ff'
	};
	await give(anna.page, 'paste', {
		text: JSON.stringify({ type: 'excalidraw/clipboard', elements: [element], files: {} })
	});
	expect(await only(anna, 'shape')).toMatchObject({ size: [120, 60], color: 'blue' });
	const shape = {
		id: 'shape:n',
		type: 'note',
		x: 0,
		y: 0,
		props: {
			color: 'green',
			richText: {
				type: 'doc',
				content: [{ type: 'paragraph', content: [{ type: 'text', text: 'From tldraw' }] }]
			}
		}
	};
	const content = {
		type: 'application/tldraw',
		kind: 'content',
		version: 2,
		data: { shapes: [shape] }
	};
	await give(anna.page, 'paste', {
		text: 'From tldraw',
		html: `<div data-tldraw>${JSON.stringify(content)}</div>`
	});
	expect(await only(anna, 'note')).toMatchObject({ text: 'From tldraw', color: 'green' });
	await anna.close();
});

test.describe('exporting', () => {
	let anna: Person;

	test.beforeEach(async ({ browser }) => {
		anna = await sit(browser, server, session, { organization: 'PN', name: 'Anna' });
		await insert(anna, [
			{ id: 'frame0000001', type: 'frame', pos: [0, 0], size: [960, 540], z: 'a0', text: 'First' },
			{
				...note('noteinframe1', 'Zu wenige Ärzte, мало врачей', 40, 40),
				parent: 'frame0000001',
				z: 'a1'
			},
			{
				id: 'frame0000002',
				type: 'frame',
				pos: [1100, 0],
				size: [960, 540],
				z: 'a2',
				text: 'Second'
			},
			{ ...note('noteinframe2', 'Long waits', 1140, 40), parent: 'frame0000002', z: 'a3' },
			{
				id: 'connector001',
				type: 'connector',
				pos: [0, 0],
				size: [0, 0],
				z: 'a4',
				from: { item: 'noteinframe1' },
				to: { item: 'noteinframe2' }
			}
		]);
		await give(anna.page, 'paste', { files: [picture(5)] });
		await only(anna, 'image');
		await anna.page.keyboard.press('Escape');
		await anna.page.evaluate(() => window.concordia?.select([]));
	});
	test.afterEach(async () => {
		await anna.close();
	});

	test('as PNG, as large as chosen', async () => {
		const png = await exported(anna, 'PNG');
		const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
		expect(width).toBeGreaterThan(2 * 2060);
		expect(height).toBeGreaterThan(2 * 540);
		// Other colours than the background's are in it: a flat picture packs to nearly nothing.
		expect(png.length).toBeGreaterThan(50_000);
		await test.info().attach('board.png', { body: png, contentType: 'image/png' });
	});

	test('as SVG that needs nothing from elsewhere and keeps its words', async () => {
		const svg = (await exported(anna, 'SVG')).toString();
		expect(svg).toContain('Zu wenige Ärzte');
		expect(svg).toContain('@font-face');
		expect(svg).toMatch(/<image [^>]*href="data:image\/png;base64,/);
		expect(svg).not.toMatch(/(?:href|src)="(?!data:)/);
		expect(svg).not.toContain('<script');
	});

	test('as PDF: a page for each frame, in the size chosen, with text that can be read', async () => {
		const { page } = anna;
		await page.evaluate(() => {
			window.print = () => document.body.setAttribute('data-printing', '');
		});
		await page.getByRole('button', { name: 'Menu', exact: true }).click();
		await page.getByRole('menuitem', { name: 'Export' }).click();
		const dialog = page.getByRole('dialog', { name: 'Export' });
		await dialog.getByRole('radio', { name: /^PDF/ }).check();
		await dialog.getByLabel('Paper').selectOption('A3');
		await dialog.getByLabel('A page for each of the 2 frames').check();
		await dialog.getByRole('button', { name: 'Print or save as PDF' }).click();
		await expect(page.locator('body[data-printing]')).toBeAttached();
		const pdf = (await page.pdf({ preferCSSPageSize: true, tagged: true })).toString('latin1');
		await test.info().attach('board.pdf', {
			body: Buffer.from(pdf, 'latin1'),
			contentType: 'application/pdf'
		});
		expect(pdf.match(/\/Type ?\/Page\b/g)).toHaveLength(2);
		const boxes = [...pdf.matchAll(/\/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]/g)];
		for (const [, width, height] of boxes) {
			// A3 in points.
			expect(Math.abs(Number(width) - 1190.55)).toBeLessThan(3);
			expect(Math.abs(Number(height) - 841.89)).toBeLessThan(3);
		}
		expect(pdf).toContain('/StructTreeRoot');
		// Letters with their meaning, not outlines only.
		expect(pdf).toContain('/ToUnicode');
		await page.evaluate(() => dispatchEvent(new Event('afterprint')));
		await expect(page.locator('.print-pages')).toHaveCount(0);
	});

	test('as JSON Canvas and Excalidraw, and back into another session without a loss', async ({
		browser
	}) => {
		const before = sorted(await anna.items());
		for (const [format, name] of [
			['JSON Canvas', 'board.canvas'],
			['Excalidraw', 'board.excalidraw']
		] as const) {
			const file = (await exported(anna, format)).toString('utf8');
			const report = anna.page.getByRole('dialog', { name: 'Saved, with small differences' });
			if (format === 'JSON Canvas') {
				await expect(report).toContainText('Opened here again, nothing of it is missing.');
				await report.getByRole('button', { name: 'Close' }).last().click();
			}
			const elsewhere = await createSession(server, { title: 'Elsewhere' });
			const ben = await sit(browser, server, elsewhere, { organization: 'CC', name: 'Ben' });
			await give(ben.page, 'drop', {
				files: [{ name, type: '', text: latin(Buffer.from(file, 'utf8')) }]
			});
			await expect.poll(async () => sorted(await ben.items())).toEqual(before);
			const image = await only(ben, 'image');
			const hash = image.src?.slice('sha256:'.length) ?? '';
			const kept = await ben.page.request.get(
				`${server.url}/api/sessions/${elsewhere.id}/blobs/${hash}`
			);
			expect(kept.status()).toBe(200);
			await ben.close();
		}
	});

	test('as CSV', async () => {
		const csv = (await exported(anna, 'CSV')).toString();
		expect(csv).toContain('Long waits');
		expect(csv).toContain('Zu wenige Ärzte, мало врачей');
	});
});

test('whoever only reads can export, and can’t bring anything', async ({ browser }) => {
	const watcher = await sit(browser, server, session, {
		organization: 'PN',
		name: 'Watcher',
		role: 'observer'
	});
	await give(watcher.page, 'drop', { files: [picture(7)] });
	await expect(messages(watcher)).toContainText('You can’t change this board now.');
	await watcher.page.getByRole('button', { name: 'Menu', exact: true }).click();
	await expect(watcher.page.getByRole('menuitem', { name: 'Export' })).toBeVisible();
	await expect(watcher.page.getByRole('menuitem', { name: 'Open a file' })).toHaveCount(0);
	await watcher.close();
});
