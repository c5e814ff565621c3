import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { createSession, type CreatedSession } from '../harness/api.ts';
import { atBoard, insert, note } from '../harness/people.ts';
import { phone, type Phone } from '../harness/phone.ts';
import { startServer, type RunningServer } from '../harness/server.ts';

/** What was, what is taken along, and how it looks: on a phone, by touch alone. */

let server: RunningServer;
let session: CreatedSession;

test.beforeAll(async () => {
	server = await startServer();
});
test.afterAll(async () => {
	await server.stop();
});
test.beforeEach(async () => {
	session = await createSession(server);
});

const dialog = (page: Page, name: string | RegExp) => page.getByRole('dialog', { name });

test('the history: a slider, playing, two moments compared, from the log, a whole moment brought back', async ({
	browser
}) => {
	const anna = await phone(browser, server, session, [
		note('storynote001', 'Too few nurses', 0, 0)
	]);
	const { page, fingers } = anna;
	await insert(anna, [note('storynote002', 'Too much paperwork', 0, 300)]);
	await page.evaluate(() => window.concordia!.update([{ id: 'storynote001', pos: [0, 600] }]));
	await anna.settled();
	await page.evaluate(() => window.concordia!.remove(['storynote002']));
	await anna.settled();

	await fingers.choose([300, 600], 'History of the board');
	const slider = page.getByRole('slider', { name: 'Moment of the board' });
	await expect(slider).toHaveValue('4');
	const board = page.getByRole('application', { name: 'The board at the chosen moment' });
	const bar = (await slider.boundingBox())!;
	expect(bar.height).toBeGreaterThanOrEqual(24);
	const onSlider = (part: number) =>
		[bar.x + 8 + (bar.width - 16) * part, bar.y + bar.height / 2] as const;
	await fingers.swipe(onSlider(1), onSlider(0.5));
	await expect(slider).toHaveValue('2');
	await expect(board.getByText('Too much paperwork')).toBeVisible();
	await page.getByRole('button', { name: 'One change on' }).tap();
	await expect(slider).toHaveValue('3');
	await fingers.tap(onSlider(0));
	await expect(slider).toHaveValue('0');
	await page.getByRole('button', { name: 'Play', exact: true }).tap();
	await expect(slider).toHaveValue('4', { timeout: 15_000 });

	// Two moments.
	await fingers.tap(onSlider(0.25));
	await expect(slider).toHaveValue('1');
	await page.getByRole('button', { name: 'Show what happened' }).tap();
	await page.getByRole('tab', { name: 'Compare' }).tap();
	await page.getByRole('button', { name: 'With the newest moment' }).tap();
	const table = page.getByRole('table', { name: 'What differs between the two moments' });
	await expect(table.getByRole('row').filter({ hasText: 'Too few nurses' })).toContainText('Moved');
	await page.getByRole('checkbox', { name: /Moved/ }).tap();
	await expect(table).toHaveCount(0);
	await page.getByRole('button', { name: 'Stop comparing' }).tap();

	// From the log to its moment, and that moment comes back.
	await page.goto(`${server.url}/s/${session.id}/log`);
	await page.getByRole('button', { name: /moved “Too few nurses”/ }).tap();
	await page.getByRole('link', { name: 'Show the board at this moment' }).tap();
	await expect(slider).toHaveValue('3');
	await page.getByRole('button', { name: 'Show what happened' }).tap();
	await page.getByRole('button', { name: 'Bring back the whole board' }).tap();
	await page.getByRole('button', { name: 'Bring back 1 item' }).tap();
	await expect(page.getByText('1 item brought back.').first()).toBeVisible();
	const again = await atBoard('Physician', page, anna.context, server, session.id);
	await expect.poll(async () => (await again.items()).length).toBe(2);
	await anna.close();
});

/** Takes the board along; what is told about it is read and closed. */
async function exported({ page }: Phone, format: string): Promise<string> {
	await page.getByRole('button', { name: 'Menu', exact: true }).tap();
	await page.getByRole('menuitem', { name: 'Export' }).tap();
	const sheet = dialog(page, 'Export');
	await sheet.getByText(format, { exact: true }).tap();
	const download = page.waitForEvent('download');
	await sheet.getByRole('button', { name: 'Save the file' }).tap();
	return readFile(await (await download).path(), 'utf8');
}

test('files for other programs, out and in; contrast, dark', async ({ browser }) => {
	const anna = await phone(browser, server, session, [
		{ id: 'paperframe01', type: 'frame', pos: [0, 0], size: [480, 270], z: 'a0', text: 'First' },
		{ ...note('papernote001', 'Long waits', 40, 40), parent: 'paperframe01', z: 'a1' },
		{ ...note('papernote002', 'Turned', 40, 340), rotation: 15, z: 'a2' },
		{
			id: 'paperline001',
			type: 'connector',
			pos: [0, 0],
			size: [0, 0],
			z: 'a3',
			dash: 'dashed',
			from: { item: 'papernote001' },
			to: { item: 'papernote002' }
		}
	]);
	const { page } = anna;
	const report = dialog(page, 'Saved, with small differences');
	const close = report.getByRole('button', { name: 'Close' }).last();
	expect(await exported(anna, 'CSV')).toContain('Long waits');
	await expect(report).toContainText('it was left out');
	await expect(report).not.toContainText('Opened here again');
	await close.tap();
	const drawing = await exported(anna, 'Excalidraw');
	expect(drawing).toContain('"excalidraw"');
	const canvas = await exported(anna, 'JSON Canvas');
	expect(JSON.parse(canvas)).toMatchObject({ nodes: expect.any(Array) });
	await expect(report).toContainText('Opened here again, nothing of it is missing.');
	await close.tap();

	// Both come in again by the file chooser.
	for (const [name, text] of [
		['other.canvas', canvas],
		['other.excalidraw', drawing]
	] as const) {
		const before = (await anna.items()).length;
		const chooser = page.waitForEvent('filechooser');
		await page.getByRole('button', { name: 'Menu', exact: true }).tap();
		await page.getByRole('menuitem', { name: 'Open a file …' }).tap();
		await (await chooser).setFiles({ name, mimeType: '', buffer: Buffer.from(text) });
		await expect.poll(async () => (await anna.items()).length).toBe(before + 4);
	}

	await page.getByRole('button', { name: 'Language and appearance' }).tap();
	const colors = (): Promise<string> =>
		page.evaluate(() => {
			const { backgroundColor, color } = getComputedStyle(document.body);
			return `${backgroundColor} ${color}`;
		});
	await page.getByRole('checkbox', { name: 'High contrast' }).tap();
	await expect.poll(colors).toBe('rgb(255, 255, 255) rgb(0, 0, 0)');
	await page.getByRole('radio', { name: /dark/i }).tap();
	await expect.poll(colors).toBe('rgb(0, 0, 0) rgb(255, 255, 255)');
	await anna.close();
});
