import { expect, test } from '@playwright/test';
import type { Item } from '@concordia/board';
import { createSession } from '../harness/api.ts';
import { exportDialogOf } from '../harness/export-dialog.ts';
import { go } from '../harness/keys.ts';
import { listen, outlineOf, rowOf, rowsOf, told } from '../harness/outline.ts';
import { insert, note, sit, smallTable, type Person } from '../harness/people.ts';
import { makePng } from '../harness/picture.ts';
import { startServer, type RunningServer } from '../harness/server.ts';

// What is done on the canvas is done on rows of the outline: by keys and names alone, seen by a second person.

let server: RunningServer;

test.beforeAll(async () => {
	server = await startServer();
});
test.afterAll(async () => {
	await server.stop();
});

/** The mediator works by keys, a delegate sees what becomes of it. */
async function pair(
	browser: Parameters<typeof sit>[0],
	items: Item[]
): Promise<{ mia: Person; ben: Person; session: string }> {
	const session = await createSession(server);
	const ben = await sit(browser, server, session, { organization: 'CC', name: 'Ben' });
	await insert(ben, items);
	const mia = await sit(browser, server, session, { organization: null, name: 'Mia' });
	await mia.settled();
	return { mia, ben, session: session.id };
}

const itemAt = async (person: Person, id: string): Promise<Item | undefined> =>
	(await person.items()).find((item) => item.id === id);

const fruit: Item[] = [
	{ ...note('pear', 'Pear', 0, 0), color: 'red', fields: { organization: 'PN' } },
	{ ...note('apple', 'Apple', 300, 40), color: 'blue', z: 'a1', fields: { organization: 'SHA' } },
	{ ...note('fig', 'Fig', 900, 10), color: 'red', z: 'a2', fields: { organization: 'CC' } }
];

const line: Item = {
	id: 'line',
	type: 'connector',
	pos: [0, 0],
	size: [0, 0],
	z: 'a9',
	from: { item: 'pear' },
	to: { item: 'apple' }
};

test('rows are grouped, locked, lined up, sorted, turned, stacked, given a look and a kind, and put into frames', async ({
	browser
}) => {
	test.setTimeout(120_000);
	const { mia, ben } = await pair(browser, [...fruit, line]);
	const { page } = mia;
	const { goTo, choose, more, act } = rowsOf(page);
	const notes = async (): Promise<Item[]> =>
		(await ben.items()).filter(({ id }) => ['pear', 'apple', 'fig'].includes(id));
	const each = (field: keyof Item) => async () => (await notes()).map((item) => item[field]);
	const along = (axis: 0 | 1) => async () => (await notes()).map(({ pos }) => pos[axis]);
	const said = (text: string | RegExp): Promise<void> => expect(told(page)).toHaveText(text);
	const read = async (): Promise<string> =>
		(await notes())
			.toSorted((a, b) => a.pos[1] - b.pos[1] || a.pos[0] - b.pos[0])
			.map(({ text }) => text)
			.join(' ');
	const stacked = async (): Promise<string> =>
		(await ben.items())
			.toSorted((a, b) => (a.z < b.z ? -1 : 1))
			.map(({ id }) => id)
			.join(' ');

	await choose('Pear', 'Apple', 'Fig');
	await more('Group');
	await said('3 items grouped');
	await expect.poll(async () => (await notes()).filter(({ groups }) => groups).length).toBe(3);
	await more('Ungroup');
	await said('Group dissolved');
	await expect.poll(async () => (await notes()).filter(({ groups }) => groups).length).toBe(0);

	await act('Align top');
	await said('Done: Align top, 3 items');
	await expect.poll(along(1)).toEqual([0, 0, 0]);
	await act('Equal gaps side by side');
	await expect.poll(along(0)).toEqual([0, 450, 900]);
	await act('Put in a column');
	await said('Done: Put in a column, 3 items');
	await expect.poll(along(0)).toEqual([0, 0, 0]);
	await more('Tidy into a grid');
	await expect.poll(async () => new Set(await along(0)()).size).toBe(2);
	await act('Sort by text');
	await expect.poll(read).toBe('Apple Fig Pear');
	await act('Sort by organization');
	await said('Done: Sort by organization, 3 items');
	await expect.poll(read).toBe('Fig Pear Apple');
	await act('Sort by colour');
	await expect.poll(read).toMatch(/ Apple$/);
	await act('Turn into shapes');
	await expect.poll(each('type')).toEqual(['shape', 'shape', 'shape']);
	await said('Done: Turn into shapes, 3 items');
	await act('Turn into notes');
	await expect.poll(each('type')).toEqual(['note', 'note', 'note']);

	// One row: held, above and below, turned, copied, with the look of another.
	await choose('Apple');
	await more('Lock for everybody but me');
	await expect.poll(async () => (await itemAt(ben, 'apple'))?.lock).toBe('mediator');
	await expect(rowOf(page, 'Apple')).toBeVisible();
	await more('Unlock');
	await said('Unlocked');
	await expect.poll(async () => (await itemAt(ben, 'apple'))?.lock).toBeUndefined();
	await more('Bring to front');
	await said('Done: Bring to front, 1 item');
	await expect.poll(stacked).toMatch(/apple$/);
	await goTo('Apple');
	await page.keyboard.press('Control+[');
	await expect.poll(stacked).toMatch(/apple \w+$/);
	await said('Done: One step back, 1 item');
	await more('Send to back');
	await expect.poll(stacked).toMatch(/^apple/);
	await more('Turn right by 15°');
	await expect.poll(async () => (await itemAt(ben, 'apple'))?.rotation).toBe(15);
	await said('Done: Turn right by 15°, 1 item');
	await act('Set upright');
	await expect.poll(async () => (await itemAt(ben, 'apple'))?.rotation).toBeUndefined();
	await goTo('Fig');
	await page.keyboard.press('Control+Alt+c');
	await said(/^Look copied/);
	await goTo('Apple');
	await page.keyboard.press('Control+Alt+v');
	await expect.poll(async () => (await itemAt(ben, 'apple'))?.color).toBe('red');
	await said('Done: Apply the copied look, 1 item');
	await page.keyboard.press('Control+z');
	await expect.poll(async () => (await itemAt(ben, 'apple'))?.color).toBe('blue');
	await said('Done: Undo my last change');

	// The copy has the focus, and is what the next key is for.
	await page.keyboard.press('Control+d');
	await said('Done: Duplicate, 1 item');
	await expect(outlineOf(page).getByRole('button', { name: /^Apple/ })).toHaveCount(2);
	await expect.poll(async () => (await ben.items()).length).toBe(5);
	await page.keyboard.press('Delete');
	await expect.poll(async () => (await ben.items()).length).toBe(4);
	expect(await itemAt(ben, 'apple')).toBeDefined();

	// The line: its label, and another end.
	await goTo('Leads to: Apple');
	await page.keyboard.press('F2');
	await expect(outlineOf(page).getByRole('textbox', { name: 'Text: Connection' })).toBeFocused();
	await page.keyboard.type('feeds');
	await page.keyboard.press('Escape');
	await expect.poll(async () => (await itemAt(ben, 'line'))?.text).toBe('feeds');
	await expect(rowOf(page, 'feeds: Apple')).toBeFocused();
	await more('End at another item …');
	const hanging = page.getByRole('dialog', { name: 'End at another item' });
	await expect(hanging.getByRole('searchbox')).toBeFocused();
	await page.keyboard.type('Fig');
	await go(page, hanging.getByRole('button', { name: /^Fig/ }), 'Tab', 4);
	await page.keyboard.press('Enter');
	await expect.poll(async () => (await itemAt(ben, 'line'))?.to).toEqual({ item: 'fig' });
	await expect(rowOf(page, 'feeds: Fig')).toBeVisible();

	// Frames by colour, one named by hand; a title from the words in it; the order they are presented in.
	await choose('Pear', 'Apple', 'Fig');
	await more(/^Group by colour/);
	const cluster = page.getByRole('dialog', { name: 'Put together what belongs together' });
	await go(page, cluster.getByRole('textbox', { name: 'Frame with 2 items' }), 'Tab', 12);
	await page.keyboard.press('Control+a');
	await page.keyboard.type('Urgent');
	await go(page, cluster.getByRole('button', { name: 'Make frames' }), 'Tab', 12);
	await page.keyboard.press('Enter');
	await expect(cluster).toBeHidden();
	await expect(outlineOf(page).getByRole('heading', { name: /Urgent/ })).toBeVisible();
	await expect(outlineOf(page).getByRole('heading', { name: /Blue/ })).toBeVisible();
	await expect.poll(async () => (await ben.items()).map(({ text }) => text)).toContain('Urgent');
	await choose('Urgent');
	await more('Suggest a title …');
	const titles = page.getByRole('dialog', { name: 'A title for this frame' });
	await expect(titles.getByRole('textbox')).toBeFocused();
	await page.keyboard.press('Control+a');
	await page.keyboard.type('Fruit');
	await page.keyboard.press('Enter');
	await expect.poll(async () => (await ben.items()).map(({ text }) => text)).toContain('Fruit');
	await act('Present the frames');
	const shown = page.getByRole('region', { name: 'Presentation' });
	await expect(shown.getByText('of 2')).toBeVisible();
	await go(page, shown.getByRole('button', { name: 'All frames and their order' }), 'Tab', 8);
	await page.keyboard.press('Enter');
	await go(page, shown.getByRole('button', { name: 'Blue: earlier' }), 'Tab', 8);
	await page.keyboard.press('Enter');
	await expect(shown.getByRole('list').getByRole('button').first()).toHaveText(/Blue/);
	await expect(shown.locator(':focus')).toHaveCount(1);
	await page.keyboard.press('Escape');
	await expect(shown).toBeHidden();
	await Promise.all([mia.close(), ben.close()]);
});

test('rows are talked about: reactions, comments, pointing, words, what is found, a vote, and all called together', async ({
	browser
}) => {
	test.setTimeout(120_000);
	const { mia, ben, session } = await pair(browser, fruit);
	const { page } = mia;
	const { goTo, choose, more, act } = rowsOf(page);
	await mia.context.grantPermissions(['clipboard-read', 'clipboard-write']);
	const heard = await listen(ben.page);
	const bens = rowsOf(ben.page);

	await goTo('Apple');
	await page.keyboard.press('Shift+R');
	const react = page.getByRole('dialog', { name: 'React to “Apple”' });
	await expect(react.locator(':focus')).toHaveCount(1);
	await page.keyboard.press('1');
	await expect(react).toContainText(/Agree – .*: Mia/);
	await page.keyboard.press('Escape');
	await expect(react).toHaveCount(0);
	await expect(rowOf(page, 'Apple')).toBeFocused();
	await expect(rowOf(ben.page, 'Apple')).toContainText('1 reaction');

	await page.keyboard.press('Shift+K');
	await expect.poll(heard).toContain('Mia points at Apple');
	await act('Say something at the pointer');
	await expect(page.getByRole('textbox', { name: 'What you say at your pointer' })).toBeFocused();
	await page.keyboard.type('Fresh ones');
	await page.keyboard.press('Enter');
	await expect.poll(heard).toContain('Mia says: Fresh ones');
	await expect(rowOf(page, 'Apple')).toBeFocused();

	await more('Copy link to this item');
	await expect(told(page)).toHaveText(/^Link copied/);
	expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(
		`/s/${session}#item=apple`
	);

	// A comment with a mention; who is mentioned answers and settles it, by keys as well.
	await goTo('Apple');
	await page.keyboard.press('c');
	const panel = page.getByRole('tabpanel', { name: 'Comments' });
	await expect(panel.getByRole('combobox', { name: 'Comment' })).toBeFocused();
	await page.keyboard.type('Ripe, @be');
	await expect(page.getByRole('option', { name: 'Ben' })).toBeVisible();
	await page.keyboard.press('Enter');
	await page.keyboard.type('?');
	await page.keyboard.press('Enter');
	await expect(panel.getByRole('article')).toContainText('Ripe, @Ben ?');
	await expect.poll(heard).toContain('New comment on Apple.');
	await expect(rowOf(ben.page, 'Apple')).toContainText('1 comment, 1 new');
	await go(ben.page, ben.page.getByRole('tab', { selected: true }));
	await go(ben.page, ben.page.getByRole('tab', { name: 'Comments' }), 'ArrowLeft', 6);
	const answers = ben.page.getByRole('tabpanel', { name: 'Comments' });
	await go(ben.page, answers.getByRole('button', { name: /Ripe/ }), 'Tab', 20);
	await ben.page.keyboard.press('Enter');
	await expect(answers.getByRole('heading', { name: 'Apple' })).toBeFocused();
	await go(ben.page, answers.getByRole('combobox', { name: 'Reply' }), 'Tab', 20);
	await ben.page.keyboard.type('Not yet');
	await ben.page.keyboard.press('Enter');
	await expect(panel.getByRole('article')).toHaveCount(2);
	await go(ben.page, answers.getByRole('button', { name: 'Resolve' }), 'Tab', 20);
	await ben.page.keyboard.press('Enter');
	await expect(told(ben.page)).toHaveText('Resolved');
	await expect(panel.getByText('This thread is resolved.')).toBeVisible();
	await go(page, page.getByRole('tab', { name: 'Comments' }), 'Shift+Tab');
	await go(page, page.getByRole('tab', { name: 'Outline' }), 'ArrowLeft', 6);

	// Who writes where is told in the row, before somebody else begins.
	await go(ben.page, ben.page.getByRole('tab', { name: 'Comments' }), 'Shift+Tab', 20);
	await go(ben.page, ben.page.getByRole('tab', { name: 'Outline' }), 'ArrowLeft', 6);
	await bens.goTo('Fig');
	await ben.page.keyboard.press('Enter');
	await expect(rowOf(page, 'Fig')).toContainText('Ben writes here');
	await ben.page.keyboard.press('Escape');

	// Words are found in the list, or on the whole board, and replaced.
	await goTo('Pear');
	await act('Find in the outline');
	await expect(page.getByRole('searchbox', { name: 'Find in the outline' })).toBeFocused();
	await page.keyboard.type('fi');
	await expect(outlineOf(page).getByRole('status')).toHaveText('1 item found');
	await goTo('Fig');
	await page.keyboard.press('Space');
	await expect(rowOf(page, 'Fig')).toHaveAttribute('aria-current', 'true');
	await go(page, page.getByRole('searchbox', { name: 'Find in the outline' }), 'Shift+Tab', 4);
	await page.keyboard.press('Control+a');
	await page.keyboard.press('Delete');
	await goTo('Fig');
	await page.keyboard.press('Control+f');
	const find = page.getByRole('search', { name: 'Find and replace' });
	await expect(find.getByRole('searchbox', { name: 'Find words' })).toBeFocused();
	await page.keyboard.type('pear');
	await expect(find.getByRole('status')).toHaveText('1 of 1');
	await page.keyboard.press('Enter');
	await expect(told(page)).toHaveText('1 of 1. Pear');
	await go(page, find.getByRole('button', { name: 'Replace', exact: true }), 'Tab', 8);
	await page.keyboard.press('Enter');
	await go(page, find.getByRole('textbox', { name: 'Replace with' }), 'Tab', 8);
	await page.keyboard.type('Plum');
	await go(page, find.getByRole('button', { name: 'Replace all' }), 'Tab', 4);
	await page.keyboard.press('Enter');
	await expect.poll(async () => (await itemAt(ben, 'pear'))?.text).toBe('Plum');
	await expect(told(page)).toHaveText('1 place replaced.');
	await page.keyboard.press('Escape');
	await expect(rowOf(page, 'Plum')).toBeFocused();

	// A vote about the rows chosen.
	await choose('Plum', 'Fig');
	await more('Start a vote …');
	const asking = page.getByRole('dialog', { name: 'Start a vote' });
	await go(page, asking.getByLabel('What is asked'), 'Tab', 8);
	await page.keyboard.type('Which one?');
	await go(page, asking.getByRole('button', { name: 'Start the vote' }), 'Tab', 12);
	await page.keyboard.press('Enter');
	await expect(rowOf(ben.page, 'Plum')).toContainText('no dot of yours');
	await bens.goTo('Plum');
	await bens.more('Put a dot');
	await expect(told(ben.page)).toContainText('Plum: 1 dot');
	await expect(rowOf(ben.page, 'Plum')).toContainText('1 dot of yours');
	await go(page, page.getByRole('button', { name: 'Close the vote' }));
	await page.keyboard.press('Enter');
	const closing = page.getByRole('dialog', { name: 'Close the vote?' });
	await go(page, closing.getByRole('button', { name: 'Close the vote' }), 'Tab', 4);
	await page.keyboard.press('Enter');
	await expect(closing).toHaveCount(0);
	await expect(page.getByRole('table').getByRole('row').filter({ hasText: 'Plum' })).toBeVisible();

	// Everybody is asked to come; somebody stays.
	await act('Bring everyone to me');
	await expect(told(page)).toHaveText('One person was asked to come to you.');
	await expect.poll(heard).toContain('Mia asks everybody to look at the same place.');
	await go(ben.page, ben.page.getByRole('button', { name: 'Stay here' }));
	await ben.page.keyboard.press('Enter');
	await expect(ben.page.getByRole('button', { name: 'Stay here' })).toHaveCount(0);
	await Promise.all([mia.close(), ben.close()]);
});

const table: Item = { ...smallTable('tableofrows1', 0, 700, 'Nurse'), z: 'b0' };

test('from the outline: shapes, lines and columns of tables, pictures and files in and out, clipboards, templates', async ({
	browser
}) => {
	test.setTimeout(120_000);
	const { mia, ben } = await pair(browser, [...fruit, table]);
	const { page, context } = mia;
	const { goTo, choose, more, act } = rowsOf(page);
	await context.grantPermissions(['clipboard-read', 'clipboard-write']);
	const typed = async (type: string): Promise<Item[]> =>
		(await ben.items()).filter((item) => item.type === type);
	const add = async (what: string): Promise<void> => {
		const button = outlineOf(page).getByRole('button', { name: 'Add', exact: true });
		await go(page, button, 'Shift+Tab', 30);
		await page.keyboard.press('Enter');
		await go(page, page.getByRole('menuitem', { name: what, exact: true }), 'ArrowDown', 40);
		await page.keyboard.press('Enter');
	};
	const give = (text: string, html = ''): Promise<void> =>
		page.evaluate(
			async ([plain = '', markup = '']) => {
				const rich = { 'text/html': new Blob([markup], { type: 'text/html' }) };
				await navigator.clipboard.write([
					new ClipboardItem({
						'text/plain': new Blob([plain], { type: 'text/plain' }),
						...(markup !== '' && rich)
					})
				]);
			},
			[text, html]
		);

	// A shape with its label.
	await goTo('Fig');
	await add('Diamond');
	await expect(page.getByRole('textbox', { name: 'Text: Diamond' })).toBeFocused();
	await page.keyboard.type('Ripe?');
	await page.keyboard.press('Escape');
	await expect(rowOf(page, 'Ripe?')).toBeFocused();
	await expect
		.poll(async () => (await typed('shape'))[0])
		.toMatchObject({ shape: 'diamond', text: 'Ripe?' });

	// A table: rows and columns come, go, move and grow.
	await goTo('Table, 2 rows, 2 columns');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('columnheader', { name: 'Who' })).toBeFocused();
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('Alt+ArrowUp');
	await expect(told(page)).toHaveText('Now row 1');
	await page.keyboard.press('Alt+ArrowDown');
	await page.keyboard.press('Alt+Shift+ArrowRight');
	await expect.poll(async () => (await typed('table'))[0]?.columns?.[0]?.width).toBe(176);
	const lines = async (name: string): Promise<void> => {
		await page.keyboard.press('Shift+F10');
		await go(page, page.getByRole('menuitem', { name }), 'ArrowDown', 20);
		await page.keyboard.press('Enter');
	};
	await lines('Add a column on the left');
	await expect.poll(async () => (await typed('table'))[0]?.columns?.length).toBe(3);
	await expect(page.locator('[data-cell]:focus')).toHaveCount(1);
	await lines('Add a row below');
	await expect.poll(async () => (await typed('table'))[0]?.rows?.length).toBe(3);
	await lines('Remove the column');
	await expect.poll(async () => (await typed('table'))[0]?.columns?.length).toBe(2);
	await give('1\t2\n3\t4');
	await page.keyboard.press('Control+v');
	await expect
		.poll(async () => Object.values((await typed('table'))[0]?.cells ?? {}).join())
		.toContain('1');
	await page.keyboard.press('Escape');
	await expect(page.getByRole('grid')).toHaveCount(0);
	await expect(rowOf(page, 'Table, ')).toBeFocused();

	// Clipboards: of a spreadsheet, of another program, an address.
	await give('Name\tAge\nPlum\t3');
	await page.keyboard.press('Control+v');
	await expect.poll(async () => (await typed('table')).length).toBe(2);
	await expect(outlineOf(page).locator('.entry:focus')).toHaveCount(1);
	const element = { id: 'r', type: 'rectangle', x: 0, y: 0, width: 120, height: 60, angle: 0 };
	await give(JSON.stringify({ type: 'excalidraw/clipboard', elements: [element], files: {} }));
	await page.keyboard.press('Control+v');
	await expect.poll(async () => (await typed('shape')).length).toBe(2);
	await give('https://example.org/plan');
	await page.keyboard.press('Control+v');
	await expect.poll(async () => (await typed('card'))[0]?.url).toBe('https://example.org/plan');
	await goTo('plan');
	const followed = context.waitForEvent('page');
	await more('Open the link');
	await (await followed).close();

	// A picture and a file, chosen; what the picture shows is asked for and written.
	const choosing = page.waitForEvent('filechooser');
	await goTo('Fig');
	await add('Picture …');
	await (
		await choosing
	).setFiles([{ name: 'map.png', mimeType: 'image/png', buffer: Buffer.from(makePng(64, 40, 3)) }]);
	await expect.poll(async () => (await typed('image')).length).toBe(1);
	await expect(told(page)).toHaveText(/^The picture is on the board/);
	await choose('Image without text');
	await more('Describe the picture');
	await expect(page.getByRole('textbox', { name: 'What can be seen?' })).toBeFocused();
	await page.keyboard.type('A map');
	await page.keyboard.press('Tab');
	await go(page, page.getByRole('dialog').getByRole('button', { name: 'Save' }), 'Tab', 4);
	await page.keyboard.press('Enter');
	await expect.poll(async () => (await typed('image'))[0]?.alt).toBe('A map');
	await expect(rowOf(page, 'A map')).toBeVisible();
	const coming = page.waitForEvent('filechooser');
	await act('Open a file …');
	const nodes = [
		{ id: 'a', type: 'text', text: 'From a file', x: 0, y: 0, width: 200, height: 100 },
		{ id: 'b', type: 'file', file: 'plan.pdf', x: 300, y: 0, width: 200, height: 100 }
	];
	await (
		await coming
	).setFiles([
		{
			name: 'plan.canvas',
			mimeType: '',
			buffer: Buffer.from(JSON.stringify({ nodes, edges: [] }))
		}
	]);
	const opened = page.getByRole('dialog', { name: 'Opened, with small differences' });
	await expect(opened).toContainText('Only the name of an attached file is there');
	await page.keyboard.press('Escape');
	await expect(rowOf(ben.page, 'From a file')).toBeVisible();

	// What is chosen goes out in every format.
	const { sheet, ...dialog } = exportDialogOf(page);
	const save = async (format: string, isWhole = false): Promise<string> => {
		await choose('Pear', 'Apple');
		await more('Export …');
		await expect(sheet.getByRole('combobox', { name: 'What' })).toHaveValue('selection');
		await dialog.chooseFormat(format);
		if (isWhole) await dialog.chooseScope('The whole');
		return dialog.save();
	};
	expect(await save('PNG', true)).toMatch(/^.PNG/);
	expect(await save('SVG', true)).toContain('Fig');
	const svg = await save('SVG');
	expect(svg).toContain('Pear');
	expect(svg).not.toContain('Fig');
	expect(await save('CSV')).toContain('Apple');
	expect(await save('JSON Canvas')).toContain('Pear');
	const drawing = Buffer.from(await save('Excalidraw'), 'latin1');
	const back = page.waitForEvent('filechooser');
	await act('Open a file …');
	await (await back).setFiles([{ name: 'b.excalidraw', mimeType: '', buffer: drawing }]);
	await expect
		.poll(async () => (await typed('note')).filter(({ text }) => text === 'Pear').length)
		.toBe(2);

	// Templates: a ready one, and one's own of the rows chosen.
	await goTo('Fig');
	await act('Templates');
	const templates = page.getByRole('dialog', { name: 'Templates' });
	await go(page, templates.getByRole('button', { name: /^SWOT/ }), 'Tab', 40);
	await page.keyboard.press('Enter');
	await expect(told(page)).toHaveText('“SWOT” is on the board.');
	await expect.poll(async () => (await typed('frame')).length).toBe(4);
	await expect(outlineOf(page).getByRole('heading', { name: /Strengths/ })).toBeVisible();
	await choose('Pear', 'Fig');
	await act('Save the selection as a template');
	await expect(templates.getByRole('textbox', { name: 'Name for 2 items' })).toBeFocused();
	await page.keyboard.type('Basket');
	await page.keyboard.press('Enter');
	await expect(told(page)).toHaveText('“Basket” is kept as a template.');
	await go(page, templates.getByRole('button', { name: 'Basket', exact: true }), 'Tab', 8);
	await page.keyboard.press('Enter');
	await expect
		.poll(async () => (await typed('note')).filter(({ text }) => text === 'Fig').length)
		.toBe(2);
	await Promise.all([mia.close(), ben.close()]);
});
