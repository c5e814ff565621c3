import { expect, test, type Locator, type Page } from '@playwright/test';
import type { Item } from '@concordia/board';
import { createSession } from '../harness/api.ts';
import { exportDialogOf } from '../harness/export-dialog.ts';
import { go, isFocused } from '../harness/keys.ts';
import { actByPalette, listen, rowsOf, told } from '../harness/outline.ts';
import { insert, note, sit } from '../harness/people.ts';
import { makePng } from '../harness/picture.ts';
import { startServer, type RunningServer } from '../harness/server.ts';

// What hands do on the canvas is done there by keys: its own, its menu (Shift+F10) and the palette (Ctrl+K).

let server: RunningServer;

test.beforeAll(async () => {
	server = await startServer();
});
test.afterAll(async () => {
	await server.stop();
});

const canvasOf = (page: Page): Locator => page.getByRole('application', { name: 'Board' });

const bar = (on: Page): Locator => on.getByRole('region', { name: 'Stage' });

/** What a person at the keys does on the canvas. */
function handsOf(page: Page) {
	const canvas = canvasOf(page);
	return {
		/** Goes through the items from the first one on, until the one wanted is told. */
		reach: async (wanted: RegExp): Promise<void> => {
			if (!(await isFocused(canvas))) await go(page, canvas, 'Shift+Tab');
			await page.keyboard.press('Escape');
			await page.keyboard.press('Tab');
			await go(page, canvas, 'Shift+Tab');
			for (let items = 0; items < 20; items++) {
				const before = await told(page).textContent();
				await page.keyboard.press('Tab');
				await expect(told(page)).not.toHaveText(before ?? '');
				if (wanted.test((await told(page).textContent()) ?? '')) return;
			}
			await expect(told(page)).toHaveText(wanted);
		},
		menu: async (name: string): Promise<void> => {
			await expect(canvas).toBeFocused();
			await page.keyboard.press('Shift+F10');
			await go(page, page.getByRole('menuitem', { name, exact: true }), 'ArrowDown', 40);
			await page.keyboard.press('Enter');
		},
		act: (name: string): Promise<void> => actByPalette(page, name)
	};
}

test('on the canvas: what is made, connected, sized, coloured, put into frames and taken along, by keys', async ({
	browser
}) => {
	test.setTimeout(120_000);
	const session = await createSession(server);
	const ben = await sit(browser, server, session, { organization: 'CC', name: 'Ben' });
	await insert(ben, [
		{ id: 'basket', type: 'frame', pos: [0, 700], size: [700, 500], z: 'a0', text: 'Basket' },
		note('pear', 'Pear', 0, 0),
		note('apple', 'Apple', 300, 0)
	]);
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Anna' });
	await anna.settled();
	const { page, context } = anna;
	await context.grantPermissions(['clipboard-read', 'clipboard-write']);
	const { reach, menu, act } = handsOf(page);
	const at = (id: string) => async (): Promise<Item | undefined> =>
		(await ben.items()).find((item) => item.id === id);
	const typed = async (type: string): Promise<Item[]> =>
		(await ben.items()).filter((item) => item.type === type);

	const writing = page.locator('.stage textarea');
	// A frame with its title, and a note that grows with its words.
	await go(page, canvasOf(page));
	await page.keyboard.press('f');
	await page.keyboard.press('Enter');
	await expect(told(page)).toHaveText(/^Frame, /);
	await page.keyboard.press('Enter');
	await expect(writing).toBeFocused();
	await page.keyboard.type('Ideas');
	await page.keyboard.press('Escape');
	await expect.poll(async () => (await typed('frame')).map(({ text }) => text)).toContain('Ideas');
	await expect(canvasOf(page)).toBeFocused();
	await page.keyboard.press('Delete');
	await expect.poll(async () => (await typed('frame')).length).toBe(1);
	await reach(/^Note, Pear/);
	await page.keyboard.press('Enter');
	await expect(writing).toBeFocused();
	await page.keyboard.press('Control+End');
	await page.keyboard.insertText(' and more of it than any note can hold'.repeat(20));
	await page.keyboard.press('Escape');
	const height = (): Promise<number> =>
		ben.page.evaluate(() => {
			const { zoom } = window.concordia!.camera.get();
			return Math.round(window.concordia!.rect('pear').height / zoom);
		});
	await expect.poll(height).toBeGreaterThan(200);

	// Connected, bound to a side, sized by numbers, moved into a frame.
	await reach(/^Note, Pear/);
	await menu('Connect to …');
	const connecting = page.getByRole('dialog', { name: 'Connect to another item' });
	await expect(connecting.getByRole('searchbox')).toBeFocused();
	await page.keyboard.type('Apple');
	await go(page, connecting.getByRole('button', { name: /^Apple/ }), 'Tab', 4);
	await page.keyboard.press('Enter');
	await expect
		.poll(async () => (await typed('connector'))[0])
		.toMatchObject({ from: { item: 'pear' }, to: { item: 'apple' } });
	await reach(/Pear.* leads to Apple/);
	await menu('Lines, shape and ends …');
	const style = page.getByRole('dialog', { name: 'Style' });
	await go(page, style.getByRole('combobox', { name: 'Starts at side' }), 'Tab', 20);
	await page.keyboard.type('Below');
	await expect
		.poll(async () => (await typed('connector'))[0]?.from)
		.toEqual({ item: 'pear', side: 'bottom' });
	await page.keyboard.press('Escape');
	await expect(canvasOf(page)).toBeFocused();
	await reach(/^Note, Apple/);
	await menu('Position and size …');
	const placing = page.getByRole('dialog', { name: 'Position and size' });
	await go(page, placing.getByRole('spinbutton', { name: 'Width' }), 'Tab', 8);
	await page.keyboard.press('Control+a');
	await page.keyboard.type('320');
	await page.keyboard.press('Enter');
	await expect.poll(async () => (await at('apple')())?.size[0]).toBe(320);
	await expect(canvasOf(page)).toBeFocused();
	await menu('Move to …');
	const moving = page.getByRole('dialog', { name: 'Move in the outline' });
	await expect(moving.getByRole('combobox', { name: 'Move to …' })).toBeFocused();
	await page.keyboard.type('Basket');
	await go(page, moving.getByRole('button', { name: 'Move', exact: true }), 'Tab', 8);
	await page.keyboard.press('Enter');
	await expect.poll(async () => (await at('apple')())?.parent).toBe('basket');
	await expect(canvasOf(page)).toBeFocused();
	await reach(/^Frame, Basket/);
	await menu('Suggest a title …');
	const titles = page.getByRole('dialog', { name: 'A title for this frame' });
	await expect(titles.getByRole('textbox')).toBeFocused();
	await page.keyboard.press('Control+a');
	await page.keyboard.type('Fruit');
	await page.keyboard.press('Enter');
	await expect.poll(async () => (await at('basket')())?.text).toBe('Fruit');

	// Copied, pasted, coloured together, pointed to by a link, found.
	await reach(/^Note, Apple/);
	await menu('Copy link to this item');
	await expect(told(page)).toHaveText(/^Link copied/);
	expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('#item=apple');
	await page.keyboard.press('Control+c');
	await page.keyboard.press('Control+v');
	await expect.poll(async () => (await typed('note')).length).toBe(3);
	await page.keyboard.press('Control+x');
	await expect.poll(async () => (await typed('note')).length).toBe(2);
	await page.keyboard.press('Control+a');
	await act('Colour: green');
	await expect
		.poll(async () => (await typed('note')).map(({ color }) => color))
		.toEqual(['green', 'green']);
	await page.keyboard.press('Control+f');
	const find = page.getByRole('search', { name: 'Find and replace' });
	await expect(find.getByRole('searchbox')).toBeFocused();
	await page.keyboard.type('apple');
	await expect(find.getByRole('status')).toHaveText('1 of 1');
	await page.keyboard.press('Enter');
	await expect(told(page)).toHaveText('1 of 1. Apple');
	await page.keyboard.press('Escape');
	await expect(canvasOf(page)).toBeFocused();

	// A picture from a file, sized and described.
	const heard = await listen(page);
	const choosing = page.waitForEvent('filechooser');
	await act('Picture …');
	const buffer = Buffer.from(makePng(640, 400, 3));
	await (await choosing).setFiles([{ name: 'map.png', mimeType: 'image/png', buffer }]);
	await expect.poll(async () => (await typed('image')).length).toBe(1);
	await expect.poll(heard).toContain('The picture is on the board.');
	await go(page, canvasOf(page), 'Shift+Tab');
	await menu('Describe the picture');
	await expect(page.getByRole('textbox', { name: 'What can be seen?' })).toBeFocused();
	await page.keyboard.type('A map');
	await go(page, page.getByRole('dialog').getByRole('button', { name: 'Save' }), 'Tab', 4);
	await page.keyboard.press('Enter');
	await expect.poll(async () => (await typed('image'))[0]?.alt).toBe('A map');
	await menu('Position and size …');
	await go(page, placing.getByRole('spinbutton', { name: 'Width' }), 'Tab', 8);
	await page.keyboard.press('Control+a');
	await page.keyboard.type('240');
	await page.keyboard.press('Enter');
	await expect.poll(async () => (await typed('image'))[0]?.size[0]).toBe(240);

	// A table: a row more, a column less.
	await act('Table');
	await expect(page.locator('[data-cell="0 0"]')).toBeFocused();
	const lines = async (name: string): Promise<void> => {
		await page.keyboard.press('Shift+F10');
		await go(page, page.getByRole('menuitem', { name }), 'ArrowDown', 20);
		await page.keyboard.press('Enter');
	};
	await lines('Add a row below');
	await expect.poll(async () => (await typed('table'))[0]?.rows?.length).toBe(4);
	await lines('Remove the column');
	await expect.poll(async () => (await typed('table'))[0]?.columns?.length).toBe(2);
	await page.keyboard.press('Escape');
	await expect(canvasOf(page)).toBeFocused();

	// Taken along: the whole board, the selection, a frame; and a file that comes.
	const { sheet, losses, ...dialog } = exportDialogOf(page);
	const save = async (format: string, scope: string): Promise<string> => {
		await act('Export …');
		await dialog.chooseFormat(format);
		await dialog.chooseScope(scope);
		return dialog.save();
	};
	expect(await save('PNG', 'The whole')).toMatch(/^.PNG/);
	const svg = await save('SVG', 'Frame: Fruit');
	expect(svg).toContain('Apple');
	expect(svg).not.toContain('Pear');
	expect(await save('CSV', 'The whole')).toContain('Pear');
	const drawing = await save('Excalidraw', 'The whole');
	expect(drawing).toContain('Pear');
	const json = await save('JSON Canvas', 'The whole');
	expect(losses.join()).toContain('Other programs don’t show this');
	await page.evaluate(() => (window.print = () => document.body.setAttribute('data-printing', '')));
	await act('Export …');
	await dialog.chooseFormat('PDF');
	await go(page, sheet.getByRole('combobox', { name: 'Paper' }), 'Tab', 4);
	await page.keyboard.type('A3');
	await go(page, sheet.getByRole('button', { name: 'Print or save as PDF' }), 'Tab', 12);
	await page.keyboard.press('Enter');
	await expect(page.locator('body[data-printing]')).toBeAttached();
	await page.evaluate(() => dispatchEvent(new Event('afterprint')));
	await page.keyboard.press('Control+a');
	await page.keyboard.press('Delete');
	await expect.poll(async () => (await ben.items()).length).toBe(0);
	for (const [name, text] of [
		['board.canvas', json],
		['board.excalidraw', drawing]
	] as const) {
		const coming = page.waitForEvent('filechooser');
		await act('Open a file …');
		await (await coming).setFiles([{ name, mimeType: '', buffer: Buffer.from(text, 'latin1') }]);
		await expect.poll(async () => (await typed('frame')).length).toBe(1);
		await page.keyboard.press('Control+a');
		await page.keyboard.press('Delete');
		await expect.poll(async () => (await ben.items()).length).toBe(0);
	}

	// Templates: a ready one, and one's own.
	await act('Templates');
	const templates = page.getByRole('dialog', { name: 'Templates' });
	await go(page, templates.getByRole('button', { name: /^SWOT/ }), 'Tab', 40);
	await page.keyboard.press('Enter');
	await expect.poll(async () => (await typed('frame')).length).toBe(4);
	await act('Save the selection as a template');
	await expect(templates.getByRole('textbox', { name: /^Name for/ })).toBeFocused();
	await page.keyboard.type('Our four');
	await page.keyboard.press('Enter');
	await go(page, templates.getByRole('button', { name: 'Our four', exact: true }), 'Tab', 8);
	await page.keyboard.press('Enter');
	await expect.poll(async () => (await typed('frame')).length).toBe(8);
	await Promise.all([anna.close(), ben.close()]);
});

test('the history is gone through by keys: from an item, played, compared, and what was is brought back', async ({
	browser
}) => {
	test.setTimeout(90_000);
	const session = await createSession(server);
	const ben = await sit(browser, server, session, { organization: 'CC', name: 'Ben' });
	const change = async (patch: { id: string } & Record<string, unknown>): Promise<void> => {
		await ben.page.evaluate((one) => window.concordia?.update([one]), patch);
		await ben.settled();
	};
	await insert(ben, [note('pear', 'Pear', 0, 0)]);
	await insert(ben, [note('apple', 'Apple', 300, 0)]);
	await change({ id: 'pear', pos: [0, 300] });
	await change({ id: 'pear', text: 'Ripe pear' });
	await ben.page.evaluate(() => window.concordia?.remove(['apple']));
	await ben.settled();
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Anna' });
	await anna.settled();
	const { page } = anna;
	const press = async (target: Locator, key = 'Tab'): Promise<void> => {
		await go(page, target, key);
		await page.keyboard.press('Enter');
	};
	const texts = async (): Promise<string> =>
		(await ben.items())
			.map(({ text }) => text)
			.toSorted((a = '', b = '') => a.localeCompare(b))
			.join();

	// From a row, and from the canvas, to the moments of an item.
	const { goTo, more } = rowsOf(page);
	await goTo('Ripe pear');
	await more('History of this item');
	const slider = page.getByRole('slider', { name: 'Moment of the board' });
	await expect(slider).toHaveAttribute('max', '5');
	await press(page.getByRole('button', { name: 'Its change before' }), 'Shift+Tab');
	await expect(slider).toHaveValue('4');
	await page.goBack();
	await go(page, canvasOf(page));
	await page.keyboard.press('Tab');
	await expect(told(page)).toHaveText(/^Note, Ripe pear/);
	await handsOf(page).menu('History of this item');
	await expect(slider).toHaveAttribute('max', '5');

	// Played from the beginning.
	await go(page, slider);
	await page.keyboard.press('Home');
	await expect(slider).toHaveValue('0');
	await go(page, page.getByRole('combobox', { name: 'Speed: changes' }));
	await page.keyboard.press('End');
	await press(page.getByRole('button', { name: 'Play', exact: true }), 'Shift+Tab');
	await expect(slider).toHaveValue('5');
	await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeFocused();

	// What was removed comes back.
	await page.goto(`${server.url}/s/${session.id}/history`);
	await press(page.getByRole('button', { name: 'Bring back Apple' }));
	const question = page.getByRole('dialog');
	await press(question.getByRole('button', { name: 'Bring back 1 item' }));
	await expect(page.getByRole('region', { name: 'Messages' })).toContainText(
		'1 item brought back.'
	);
	await expect.poll(texts).toBe('Apple,Ripe pear');

	// Two moments side by side, as a table.
	await page.goto(`${server.url}/s/${session.id}/history`);
	await go(page, slider);
	await page.keyboard.press('Home');
	await page.keyboard.press('ArrowRight');
	await go(page, page.getByRole('tab', { selected: true }));
	await go(page, page.getByRole('tab', { name: 'Compare' }), 'ArrowRight', 4);
	await press(page.getByRole('button', { name: 'With the newest moment' }));
	const table = page.getByRole('table', { name: 'What differs between the two moments' });
	await expect(table.getByRole('row').filter({ hasText: 'Ripe pear' })).toContainText('Moved');
	await expect(table.getByRole('row').filter({ hasText: 'Apple' })).toContainText('Added');

	// The whole moment comes back.
	await page.goto(`${server.url}/s/${session.id}/history`);
	await go(page, slider);
	await page.keyboard.press('Home');
	await page.keyboard.press('ArrowRight');
	await press(page.getByRole('button', { name: 'Bring back the whole board' }), 'Shift+Tab');
	await press(question.getByRole('button', { name: /^Bring back \d item/ }));
	await expect.poll(texts).toBe('Pear');
	await Promise.all([anna.close(), ben.close()]);
});

test('the mediator leads by keys: collecting with more time, revealing and ending, hands, pointers, who is missing', async ({
	browser
}) => {
	test.setTimeout(90_000);
	const session = await createSession(server);
	const ben = await sit(browser, server, session, { organization: 'CC', name: 'Ben' });
	const mia = await sit(browser, server, session, { organization: null, name: 'Mia' });
	const { page } = mia;
	const { act } = handsOf(page);
	const bens = handsOf(ben.page);
	const heard = await listen(page);
	const press = async (target: Locator, key = 'Tab', on = page): Promise<void> => {
		await go(on, target, key);
		await on.keyboard.press('Enter');
	};

	await go(ben.page, canvasOf(ben.page));
	await bens.act('Raise my hand');
	await expect.poll(heard).toContain('Ben raises their hand.');
	await go(page, page.getByRole('tab', { selected: true }));
	await go(page, page.getByRole('tab', { name: 'People' }), 'ArrowRight', 6);
	const people = page.getByRole('tabpanel', { name: 'People' });
	await expect(people.getByRole('heading', { name: 'Community centre' })).toBeVisible();
	await press(page.getByRole('button', { name: 'Take down the hand of Ben' }).last());
	await go(page, people.getByRole('checkbox', { name: 'Show others’ pointers' }));
	await page.keyboard.press('Space');
	await expect(people.getByRole('checkbox', { name: 'Show others’ pointers' })).not.toBeChecked();
	await go(page, canvasOf(page), 'Shift+Tab');
	await act('Show others’ pointers');
	await expect(people.getByRole('checkbox', { name: 'Show others’ pointers' })).toBeChecked();

	const collect = async (): Promise<void> => {
		await act('Collect in silence …');
		const dialog = page.getByRole('dialog', { name: 'Collect in silence' });
		await expect(dialog).toContainText(/not here: .*Physician network/);
		await go(page, dialog.getByRole('textbox', { name: 'What is asked' }), 'Tab', 8);
		await page.keyboard.type('What first?');
		await press(dialog.getByRole('button', { name: 'Start collecting' }));
		await expect(bar(page)).toContainText('What first?');
	};
	const write = async (text: string): Promise<void> => {
		await press(bar(ben.page).getByRole('button', { name: 'My notes' }), 'Shift+Tab', ben.page);
		await go(ben.page, ben.page.getByRole('textbox', { name: 'New note' }));
		await ben.page.keyboard.type(text);
		await ben.page.keyboard.press('Enter');
		await expect(bar(page).getByRole('list')).toContainText('Community centre: 1 note');
	};
	const late = async (name: RegExp): Promise<void> => {
		await press(bar(page).getByRole('button', { name: 'More about this stage' }));
		await go(page, page.getByRole('menuitem', { name }), 'ArrowDown', 6);
		await page.keyboard.press('Enter');
	};
	await collect();
	await write('Seen by all');
	const left = async (): Promise<number> =>
		Number.parseInt((await bar(page).getByRole('timer').getAttribute('aria-label')) ?? '0');
	const before = await left();
	await late(/^5 minutes more/);
	await expect.poll(left).toBeGreaterThan(before);
	await press(bar(page).getByRole('button', { name: 'Reveal' }));
	const question = page.getByRole('dialog');
	await press(question.getByRole('button', { name: 'Reveal' }));
	await expect
		.poll(async () => (await ben.items()).map(({ text }) => text))
		.toContain('Seen by all');

	// Ended without revealing: what was written stays with who wrote it, and comes when they say so.
	await go(page, canvasOf(page));
	await collect();
	await write('Kept');
	await late(/End without revealing/);
	await press(question.getByRole('button', { name: 'End without revealing' }));
	await expect(bar(ben.page)).toContainText('1 note of yours is not on the board');
	expect((await ben.items()).map(({ text }) => text)).not.toContain('Kept');
	await press(
		bar(ben.page).getByRole('button', { name: 'Put on the board' }),
		'Shift+Tab',
		ben.page
	);
	await expect.poll(async () => (await mia.items()).map(({ text }) => text)).toContain('Kept');
	await Promise.all([mia.close(), ben.close()]);
});
