import { readFile } from 'node:fs/promises';
import type { Item } from '@concordia/board';
import { expect, test, type Browser, type Page } from '@playwright/test';
import { createSession, type CreatedSession } from '../harness/api.ts';
import type { Place } from '../harness/fingers.ts';
import { note, type Person } from '../harness/people.ts';
import { look, phone as phoneAt, type Phone, type PhoneSeat } from '../harness/phone.ts';
import { makePng } from '../harness/picture.ts';
import { isOnTop } from '../harness/reach.ts';
import { startServer, type RunningServer } from '../harness/server.ts';

/** The whiteboard on a phone, by touch alone. `hands.spec.ts` has its gestures, and a first walk through it. */

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

/** Somebody with a phone, who looks at the board. */
const phone = (browser: Browser, items: Item[], seat: PhoneSeat = {}): Promise<Phone> =>
	phoneAt(browser, server, session, items, seat);

const frame = (id: string, pos: Place, text: string): Item => ({
	id,
	type: 'frame',
	pos: [...pos],
	size: [240, 240],
	z: 'a0',
	text
});

/** Where the title of a frame is on the page. */
async function titleOf({ page }: Person, id: string): Promise<Place> {
	const rect = await page.evaluate((item) => window.concordia!.rect(item), id);
	return [rect.x + 20, rect.y - 10];
}

const cameraOf = async ({ page }: Person) => page.evaluate(() => window.concordia!.camera.get());

/** What "People" says of an organization. */
const partOf = (page: Page, organization: string) =>
	page
		.locator('.people > section')
		.filter({ has: page.getByRole('heading', { name: organization }) });

const closed = async (...people: readonly Person[]): Promise<void> => {
	await Promise.all(people.map((person) => person.close()));
};

const dialog = (page: Page, name: string | RegExp) => page.getByRole('dialog', { name });

test('frames: a title from their words, cut off at the edge, presented in an order, taken along as a file', async ({
	browser
}) => {
	const anna = await phone(browser, [
		frame('firstframe01', [0, 0], 'One'),
		frame('secondframe1', [0, 340], 'Two'),
		{ ...note('waitingnote1', 'Waiting for a therapist', 20, 20), parent: 'firstframe01' },
		{ ...note('waitingnote2', 'Waiting lists are long', 130, 60), parent: 'firstframe01' }
	]);
	const { page, fingers } = anna;

	await fingers.choose(await titleOf(anna, 'firstframe01'), 'Suggest a title …');
	const titles = dialog(page, 'A title for this frame');
	await titles.getByRole('button', { name: 'Waiting', exact: true }).tap();
	await titles.getByRole('button', { name: 'Use this title' }).tap();
	await expect.poll(async () => (await anna.item('firstframe01'))?.text).toBe('Waiting');

	await fingers.choose(await titleOf(anna, 'firstframe01'), 'Cut off at the frame’s edge');
	await expect.poll(async () => (await anna.item('firstframe01'))?.clip).toBe(true);

	// A frame alone, as a file: first what was held, then what is chosen in the dialog.
	await fingers.choose(await titleOf(anna, 'secondframe1'), 'Export …');
	const sheet = dialog(page, 'Export');
	const scope = sheet.getByRole('combobox', { name: 'What' });
	await expect(scope).toHaveValue('selection');
	await scope.selectOption({ label: 'Frame: Waiting' });
	await sheet.getByText('SVG', { exact: true }).tap();
	const download = page.waitForEvent('download');
	await sheet.getByRole('button', { name: 'Save the file' }).tap();
	const svg = await readFile(await (await download).path(), 'utf8');
	expect(svg).toContain('therapist');
	expect(svg).not.toContain('>Two<');

	await fingers.act('Present the frames');
	const shown = page.getByRole('region', { name: 'Presentation' });
	// With the one that is chosen, to begin with.
	await expect(shown.getByText('2 of 2')).toBeVisible();
	await shown.getByRole('button', { name: 'Previous frame' }).tap();
	await expect(shown.getByText('1 of 2')).toBeVisible();
	await shown.getByRole('button', { name: 'Next frame' }).tap();
	await shown.getByRole('button', { name: 'All frames and their order' }).tap();
	await shown.getByRole('button', { name: 'Two: earlier' }).tap();
	await expect(shown.getByText('1 of 2')).toBeVisible();
	await shown.getByRole('button', { name: 'End the presentation' }).tap();
	await expect(shown).toBeHidden();
	await closed(anna);
});

test('several: a group, a lock, a look, a row, frames by colour; a note is turned and stacked', async ({
	browser
}) => {
	const anna = await phone(browser, [
		{ ...note('pearnote0001', 'Pear', 0, 0), color: 'red' },
		{ ...note('applenote001', 'Apple', 240, 40), color: 'blue' },
		{ ...note('fignote00001', 'Fig', 60, 320), color: 'red' }
	]);
	const { page, fingers } = anna;
	const pos = async (id: string) => (await anna.item(id))?.pos;
	const chooseAll = () => fingers.choose([330, 640], 'Select everything');

	// Two of them are a group: where one is dragged the other goes along.
	await fingers.choose('pearnote0001', 'Choose several');
	await fingers.tap(await fingers.middleOf('applenote001'));
	await page.getByRole('button', { name: 'Actions', exact: true }).tap();
	await page.getByRole('menuitem', { name: 'Group', exact: true }).tap();
	await expect.poll(async () => (await anna.item('applenote001'))?.groups).toHaveLength(1);
	await page.getByRole('button', { name: 'Done' }).first().tap();
	const from = await fingers.middleOf('pearnote0001');
	await fingers.swipe(from, [from[0], from[1] + 60]);
	await expect.poll(async () => (await pos('applenote001'))?.[1]).toBeGreaterThan(100);
	await fingers.choose('pearnote0001', 'Ungroup');
	await expect.poll(async () => (await anna.item('pearnote0001'))?.groups).toBeUndefined();

	// A lock holds against a finger, and is opened by its button.
	await fingers.choose('fignote00001', 'Lock');
	await expect.poll(async () => (await anna.item('fignote00001'))?.lock).toBe('open');
	const locked = await fingers.middleOf('fignote00001');
	await fingers.swipe(locked, [locked[0], locked[1] + 80]);
	expect(await pos('fignote00001')).toEqual([60, 320]);
	// The board went along with the finger instead.
	expect((await fingers.middleOf('fignote00001'))[1]).toBeGreaterThan(locked[1] + 50);
	await page.getByRole('button', { name: 'Unlock' }).tap();
	await expect.poll(async () => (await anna.item('fignote00001'))?.lock).toBeUndefined();

	await look(anna, 0.6);
	await fingers.choose('fignote00001', 'Turn right by 15°');
	await expect.poll(async () => (await anna.item('fignote00001'))?.rotation).toBe(15);
	await fingers.act('Set upright');
	await expect.poll(async () => (await anna.item('fignote00001'))?.rotation).toBeUndefined();
	await fingers.choose('pearnote0001', 'Bring to front');
	await expect
		.poll(async () => (await anna.items()).toSorted((a, b) => (a.z < b.z ? -1 : 1)).at(-1)?.id)
		.toBe('pearnote0001');
	await fingers.act('Copy the look');
	await expect(page.getByText('Look copied.').first()).toBeVisible();
	await fingers.tap(await fingers.middleOf('applenote001'));
	await fingers.act('Apply the copied look');
	await expect.poll(async () => (await anna.item('applenote001'))?.color).toBe('red');
	await page.getByRole('button', { name: 'Undo my last change' }).tap();
	await expect.poll(async () => (await anna.item('applenote001'))?.color).toBe('blue');

	await chooseAll();
	const bar = page.getByRole('toolbar', { name: 'Actions for 3 selected items' });
	await bar.getByRole('button', { name: 'Colour' }).tap();
	await page.getByRole('group', { name: 'Colour' }).getByRole('button', { name: 'green' }).tap();
	const colors = async () => (await anna.items()).map(({ color }) => color).join(' ');
	await expect.poll(colors).toBe('green green green');
	await page.getByRole('button', { name: 'Undo my last change' }).tap();
	await expect.poll(colors).toBe('red blue red');

	await fingers.act('Put in a row');
	await expect
		.poll(async () => new Set((await anna.items()).map((item) => item.pos[1])).size)
		.toBe(1);
	await fingers.act('Sort by text');
	const read = async (): Promise<string> =>
		(await anna.items())
			.filter(({ type }) => type === 'note')
			.toSorted((a, b) => a.pos[1] - b.pos[1] || a.pos[0] - b.pos[0])
			.map(({ text }) => text)
			.join(' ');
	await expect.poll(read).toBe('Apple Fig Pear');

	await fingers.act('Group by colour, organization or words');
	const cluster = dialog(page, 'Put together what belongs together');
	const named = cluster.getByRole('textbox', { name: 'Frame with 2 items' });
	await expect(named).toHaveValue('Red');
	await named.tap();
	await named.fill('Urgent');
	await cluster.getByRole('button', { name: 'Make frames' }).tap();
	const frames = async () =>
		(await anna.items()).filter(({ type }) => type === 'frame').map(({ text }) => text);
	await expect.poll(frames).toEqual(expect.arrayContaining(['Urgent', 'Blue']));
	await closed(anna);
});

test('lists and links in a note; a label stays where it is written; what stands far away is found', async ({
	browser
}) => {
	const anna = await phone(browser, [
		note('listnote0001', 'Ask the insurer', 0, 0),
		note('farnote00001', 'Far away', 4000, 3000),
		note('othernote001', 'Other', 300, 420),
		{
			id: 'labelledline',
			type: 'connector',
			pos: [0, 0],
			size: [0, 0],
			z: 'az',
			shape: 'elbow',
			from: { item: 'listnote0001' },
			to: { item: 'othernote001' }
		}
	]);
	const { page, context, fingers } = anna;
	const field = page.locator('.stage textarea');
	const bar = page.getByRole('toolbar', { name: 'Text format' });
	const write = async (id: string): Promise<void> => {
		const at = await fingers.middleOf(id);
		await expect(async () => {
			await fingers.tap(at);
			await fingers.tap(at);
			await expect(field).toBeFocused({ timeout: 1000 });
		}).toPass();
	};
	const text = async () => (await anna.item('listnote0001'))?.text;

	await write('listnote0001');
	await bar.getByRole('button', { name: 'List', exact: true }).tap();
	await expect(field).toHaveValue('- Ask the insurer');
	await bar.getByRole('button', { name: 'Numbered list' }).tap();
	await expect(field).toHaveValue('1. Ask the insurer');
	await field.evaluate((area: HTMLTextAreaElement) => area.setSelectionRange(3, 18));
	await bar.getByRole('button', { name: 'Link', exact: true }).tap();
	await page.getByRole('textbox', { name: 'Address of the link' }).fill('example.org');
	await bar.getByRole('button', { name: 'Link', exact: true }).tap();
	await expect.poll(text).toBe('1. [Ask the insurer](https://example.org)');
	await expect(bar.getByRole('button', { name: /example\.org/ })).toBeVisible();
	await fingers.tap([340, 640]);
	await expect(field).toHaveCount(0);

	// Near enough to be read, and still under the finger.
	await page.evaluate(() => window.concordia!.camera.set({ x: -60, y: -200, zoom: 0.55 }));
	await page.evaluate(() => window.concordia!.select(['labelledline']));
	const middle = async (): Promise<Place> => fingers.middleOf('labelledline');
	const before = await middle();
	await page
		.getByRole('toolbar', { name: 'Actions for the selected item' })
		.getByRole('button', { name: 'Edit text' })
		.tap();
	await expect(field).toBeFocused();
	await page.keyboard.insertText('feeds');
	const box = (await field.boundingBox())!;
	expect(box.height).toBeGreaterThan(15);
	const after = await middle();
	expect(Math.hypot(after[0] - before[0], after[1] - before[1])).toBeLessThan(90);
	await fingers.tap([30, 640]);
	await expect.poll(async () => (await anna.item('labelledline'))?.text).toBe('feeds');

	// The link to an item, as the clipboard has it, leads there; so does what is found.
	await context.grantPermissions(['clipboard-read', 'clipboard-write']);
	await look(anna, 0.6);
	await fingers.choose('listnote0001', 'Copy link to this item');
	await expect
		.poll(() => page.evaluate(() => navigator.clipboard.readText()))
		.toContain(`/s/${session.id}#item=listnote0001`);
	await page.getByRole('button', { name: 'Menu', exact: true }).tap();
	await page.getByRole('menuitem', { name: 'Find and replace' }).tap();
	const find = page.getByRole('search', { name: 'Find and replace' });
	await find.getByRole('searchbox', { name: 'Find words' }).fill('far');
	await expect(find.getByRole('status')).toHaveText('1 of 1');
	await find.getByRole('button', { name: 'Next' }).tap();
	await expect.poll(async () => (await fingers.middleOf('farnote00001'))[0]).toBeLessThan(390);
	await find.getByRole('button', { name: 'Replace', exact: true }).tap();
	await find.getByRole('textbox', { name: 'Replace with' }).fill('Near');
	await find.getByRole('button', { name: 'Replace all' }).tap();
	await expect.poll(async () => (await anna.item('farnote00001'))?.text).toBe('Near away');
	await closed(anna);
});

const table: Item = {
	id: 'fingertable1',
	type: 'table',
	pos: [0, 0],
	size: [600, 120],
	z: 'a0',
	rows: ['r1', 'r2', 'r3'].map((id, at) => ({ id, order: `a${at}`, height: 40 })),
	columns: ['c1', 'c2', 'c3'].map((id, at) => ({ id, order: `a${at}`, width: 200 })),
	cells: { 'r1:c1': 'Who', 'r1:c2': 'What', 'r1:c3': 'When' }
};

test('a table: its columns and rows are held, and nothing lies over the cell that is written', async ({
	browser
}) => {
	const anna = await phone(browser, [table]);
	const { page, fingers } = anna;
	const at = await fingers.middleOf('fingertable1');
	await expect(async () => {
		await fingers.tap(at);
		await fingers.tap(at);
		await expect(page.getByRole('grid')).toBeVisible({ timeout: 1000 });
	}).toPass();
	const columns = async () =>
		(await anna.item('fingertable1'))?.columns?.map(({ id, width }) => [id, Math.round(width)]);
	const middle = async (name: string): Promise<Place> => {
		const box = (await page.getByRole('button', { name, exact: true }).boundingBox())!;
		return [box.x + box.width / 2, box.y + box.height / 2];
	};

	// Everything that holds it is on the screen, with room for a finger.
	for (const name of ['Rows and columns', 'Add a column at the end', 'Add a row at the end']) {
		const box = (await page.getByRole('button', { name }).boundingBox())!;
		expect(box.x, name).toBeGreaterThanOrEqual(0);
		expect(box.x + box.width, name).toBeLessThanOrEqual(390);
		expect(Math.min(box.width, box.height), name).toBeGreaterThanOrEqual(44);
		const button = page.getByRole('button', { name });
		expect(await isOnTop(button), name).toBe(true);
	}

	const [first, second] = [await middle('Column 1'), await middle('Column 2')];
	await fingers.swipe(first, [second[0] + 10, second[1]]);
	await expect.poll(async () => (await columns())?.map(([id]) => id)).toEqual(['c2', 'c1', 'c3']);
	const grip = (await page.getByRole('button', { name: 'Column 1', exact: true }).boundingBox())!;
	const edge: Place = [grip.x + grip.width, grip.y + grip.height / 2];
	await fingers.swipe(edge, [edge[0] - 30, edge[1]]);
	await expect.poll(async () => Number((await columns())?.[0]?.[1])).toBeLessThan(180);
	await page.getByRole('button', { name: 'Add a column at the end' }).tap();
	await expect.poll(async () => (await columns())?.length).toBe(4);
	await page.getByRole('button', { name: 'Rows and columns' }).tap();
	await page.getByRole('menuitem', { name: 'Remove the column' }).tap();
	await expect.poll(async () => (await columns())?.length).toBe(3);

	const row = (await page.getByRole('button', { name: 'Row 2', exact: true }).boundingBox())!;
	const below: Place = [row.x + row.width / 2, row.y + row.height + 2];
	await fingers.swipe(below, [below[0], below[1] + 30]);
	await expect
		.poll(async () => Number((await anna.item('fingertable1'))?.rows?.[1]?.height))
		.toBeGreaterThan(60);

	// The format bar stands beside the table: every cell can be seen.
	await page.locator('[data-cell="1 1"]').tap();
	await page.locator('[data-cell="1 1"]').tap();
	await expect(page.locator('[data-cell="1 1"] textarea')).toBeFocused();
	const bar = (await page.getByRole('toolbar', { name: 'Text format' }).boundingBox())!;
	const cells = await page
		.locator('[data-cell]')
		.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON() as DOMRect));
	for (const { top, bottom } of cells) {
		expect(bar.y + bar.height <= top || bar.y >= bottom).toBe(true);
	}
	expect(await isOnTop(page.getByRole('button', { name: 'Rows and columns' }))).toBe(true);
	expect(bar.x).toBeGreaterThanOrEqual(0);
	expect(bar.x + bar.width).toBeLessThanOrEqual(390);
	await closed(anna);
});

test('pictures and files are chosen; a picture is sized and described', async ({ browser }) => {
	const anna = await phone(browser, []);
	const { page, fingers } = anna;
	const give = async (entry: string, name: string, buffer: Buffer): Promise<void> => {
		const chooser = page.waitForEvent('filechooser');
		await page.getByRole('button', { name: 'Menu', exact: true }).tap();
		await page.getByRole('menuitem', { name: entry }).tap();
		await (await chooser).setFiles({ name, mimeType: '', buffer });
	};
	const only = async (type: string) => (await anna.items()).find((item) => item.type === type);

	await give('Picture …', 'photo.png', Buffer.from(makePng(320, 200, 1)));
	await expect.poll(() => only('image')).toBeDefined();
	const { id, size } = (await only('image'))!;
	await page.getByRole('button', { name: 'Describe', exact: true }).tap();
	const words = dialog(page, 'Describe the picture');
	await words.getByLabel('What can be seen?').fill('A map of the district');
	await words.getByRole('button', { name: 'Save' }).tap();
	await expect.poll(async () => (await anna.item(id))?.alt).toBe('A map of the district');

	// By its corner it keeps its proportions.
	await page.evaluate((item) => window.concordia!.select([item]), id);
	const rect = await page.evaluate((item) => window.concordia!.rect(item), id);
	const corner: Place = [rect.x + rect.width + 8, rect.y + rect.height + 8];
	await fingers.swipe(corner, [corner[0] - 60, corner[1] - 40]);
	await expect.poll(async () => (await anna.item(id))?.size[0]).toBeLessThan(size[0] - 20);
	const [width = 0, height = 1] = (await anna.item(id))?.size ?? [];
	expect(width / height).toBeCloseTo(size[0] / size[1], 1);

	// A link leads to it, though there is no text to read.
	await page.evaluate(() => window.concordia!.camera.set({ x: 5000, y: 5000, zoom: 0.6 }));
	await page.evaluate((item) => (location.hash = `#item=${item}`), id);
	await expect.poll(async () => (await fingers.middleOf(id))[0]).toBeGreaterThan(0);

	const canvas = {
		nodes: [{ id: 'a', type: 'text', x: 0, y: 900, width: 200, height: 200, text: 'From a file' }],
		edges: []
	};
	await give('Open a file …', 'other.canvas', Buffer.from(JSON.stringify(canvas)));
	await expect
		.poll(async () => (await anna.items()).map(({ text }) => text))
		.toContain('From a file');
	await closed(anna);
});

test('templates: one of the gallery, one of one’s own', async ({ browser }) => {
	const anna = await phone(browser, []);
	const { page, fingers } = anna;
	const templates = dialog(page, 'Templates');
	const frames = async () => (await anna.items()).filter(({ type }) => type === 'frame').length;
	await fingers.choose([200, 450], 'Templates');
	await templates.getByRole('button', { name: /^SWOT/ }).tap();
	await expect.poll(frames).toBe(4);
	await expect(templates).toBeHidden();
	await fingers.act('Save the selection as a template');
	await templates.getByRole('textbox', { name: /^Name for/ }).fill('Our four');
	await templates.getByRole('button', { name: 'Keep as a template' }).tap();
	await templates.getByRole('button', { name: 'Our four', exact: true }).tap();
	await expect.poll(frames).toBe(8);
	await closed(anna);
});

test('together: comments settled and read, a hand raised, who is missing, whom one follows', async ({
	browser
}) => {
	const anna = await phone(browser, [note('talknote0001', 'Waiting lists', 0, 0)]);
	const ben = await phone(browser, [], { name: 'Mediator', organization: null });
	const { page, fingers } = anna;

	await fingers.choose('talknote0001', 'Comment');
	await page.getByRole('combobox', { name: 'Comment' }).fill('Who leads it?');
	await page.getByRole('button', { name: 'Send' }).tap();
	await ben.fingers.view('Comments');
	await ben.page.getByRole('radio', { name: /Unread/ }).tap();
	await ben.page.getByRole('button', { name: /Who leads it/ }).tap();
	await ben.page.getByRole('combobox', { name: 'Reply' }).fill('We do.');
	await ben.page.getByRole('button', { name: 'Reply', exact: true }).tap();
	await expect(page.getByRole('article').nth(1)).toContainText('We do.');
	await page.getByRole('button', { name: 'Resolve' }).tap();
	await expect(page.getByText('This thread is resolved.')).toBeVisible();
	await expect(ben.page.getByText('This thread is resolved.')).toBeVisible();

	// Organizations that are not here are marked, and hands that are up.
	await fingers.view('People');
	await expect(page.getByText('4 organizations are missing')).toBeVisible();
	await expect(partOf(page, 'Health insurer 1')).toContainText('Nobody has joined yet');
	await page.getByRole('button', { name: 'Raise my hand' }).tap();
	await ben.fingers.view('People');
	await expect(partOf(ben.page, 'Physician network')).toContainText('hand raised');
	await ben.page
		.locator('.people')
		.getByRole('button', { name: 'Take down the hand of Physician' })
		.tap();
	await expect(page.getByRole('button', { name: 'Raise my hand' })).toBeVisible();
	await page.getByRole('checkbox', { name: 'Show others’ pointers' }).tap();
	await expect(page.getByRole('checkbox', { name: 'Show others’ pointers' })).not.toBeChecked();

	// Whom one follows is followed until one moves the board oneself.
	await ben.page.getByRole('button', { name: 'Follow the view of Physician' }).tap();
	await page.evaluate(() => window.concordia!.camera.set({ x: 900, y: 700, zoom: 0.6 }));
	await expect.poll(async () => Math.round((await cameraOf(ben)).x / 10)).toBe(90);
	await ben.fingers.swipe([200, 500], [200, 300]);
	await expect(ben.page.getByRole('button', { name: 'Back to Physician' })).toBeVisible();

	// Everybody is asked to come; it can be declined, and accepted.
	// On a phone whatever is seen then, and who goes sees the board.
	await ben.fingers.act('Bring everyone to me');
	await expect(page.getByRole('heading', { name: 'People' })).toBeVisible();
	await page.getByRole('button', { name: 'Stay here' }).tap();
	expect(Math.round((await cameraOf(anna)).y)).toBe(700);
	await ben.fingers.act('Bring everyone to me');
	await page.getByRole('button', { name: 'Go there' }).tap();
	await expect(page.getByRole('heading', { name: 'People' })).toBeHidden();
	await expect.poll(async () => Math.round((await cameraOf(anna)).y)).toBeGreaterThan(800);
	await closed(anna, ben);
});

test('names of keys are there for those who have keys', async ({ browser }) => {
	const anna = await phone(browser, [note('keylessnote1', 'No keys', 0, 0)]);
	const { page, fingers } = anna;
	const entry = async (name: string) => (await fingers.hold('keylessnote1')).getByText(name);
	const leave = () => fingers.tap([20, 640]);

	// A phone has none: neither in menus nor in dialogs, and the help begins with fingers.
	await expect(await entry('Ctrl D')).toHaveCount(0);
	await leave();
	await fingers.choose('keylessnote1', 'React');
	const reactions = dialog(page, /^React to/);
	await expect(reactions).toContainText('Everybody sees who reacted.');
	await expect(reactions).not.toContainText('digits');
	await reactions.getByRole('button', { name: 'Close' }).tap();
	await page.getByRole('button', { name: 'Menu', exact: true }).tap();
	await page.getByRole('menuitem', { name: /^Help/ }).tap();
	const help = dialog(page, 'Help and keys');
	await expect(help.getByText('Two fingers apart or together: zoom')).toBeVisible();
	await expect(help.getByText('Duplicate', { exact: true })).toBeHidden();
	await help.getByText('Keys, mouse and pen').tap();
	await expect(help.getByText('Duplicate', { exact: true })).toBeVisible();
	await help.getByRole('button', { name: 'Close' }).tap();

	// A tablet with a keyboard has them as soon as one is pressed.
	await page.keyboard.press('ArrowRight');
	await expect(await entry('Ctrl D')).toBeVisible();
	await closed(anna);
});

test('whoever only reads moves the board by a finger, wherever it touches', async ({ browser }) => {
	const anna = await phone(browser, [note('readnote0001', 'To be read', 0, 0)]);
	const olga = await phone(browser, [], { role: 'observer', name: 'Observer' });
	await look(olga, 0.6);
	const from = await olga.fingers.middleOf('readnote0001');
	await olga.fingers.swipe(from, [from[0] + 40, from[1] + 200]);
	expect((await olga.fingers.middleOf('readnote0001'))[1]).toBeGreaterThan(from[1] + 150);
	await closed(anna, olga);
});

test('where motion is not wanted what others move is there at once', async ({ browser }) => {
	const anna = await phone(browser, [note('stillnote001', 'Still', 0, 0)]);
	const ben = await phone(browser, [], { name: 'Mediator', organization: null });
	const { page } = anna;
	/** How many places it is seen at while somebody else drags it in one step. */
	async function places(): Promise<number> {
		await look(anna, 0.6);
		await look(ben, 0.6);
		const [x, y] = await ben.fingers.middleOf('stillnote001');
		const watched = page.evaluate(async () => {
			const seen = new Set<number>();
			for (let frames = 0; frames < 90; frames++) {
				await new Promise((next) => requestAnimationFrame(next));
				seen.add(Math.round(window.concordia!.rect('stillnote001').y));
			}
			return seen.size;
		});
		await ben.fingers.touch('touchStart', [x, y]);
		await ben.fingers.touch('touchMove', [x, y + 300]);
		const seen = await watched;
		await ben.fingers.touch('touchEnd');
		return seen;
	}
	// It glides after the finger, or it doesn't.
	expect(await places()).toBeGreaterThan(4);
	await ben.page.evaluate(() => window.concordia!.undo());
	await expect.poll(async () => (await anna.item('stillnote001'))?.pos).toEqual([0, 0]);
	await page.emulateMedia({ reducedMotion: 'reduce' });
	expect(await places()).toBeLessThan(4);
	await closed(anna, ben);
});
