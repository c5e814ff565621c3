import { expect, test, type Locator } from '@playwright/test';
import type { Item } from '@concordia/board';
import { createSession, type CreatedSession } from '../harness/api.ts';
import { insert, sit, smallTable, type Person } from '../harness/people.ts';
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
	session = await createSession(server);
});

const small = smallTable('smalltable01', 0, 0, 'Anna');

async function tableOf(person: Person): Promise<Item | undefined> {
	return (await person.items()).find((item) => item.type === 'table');
}

/** What the cells say, row by row, cells with `|` between. */
async function cells(person: Person): Promise<string[]> {
	const table = await tableOf(person);
	return (table?.rows ?? []).map((row) =>
		(table?.columns ?? []).map((column) => table?.cells?.[`${row.id}:${column.id}`] ?? '').join('|')
	);
}

async function look(person: Person): Promise<void> {
	await person.page.evaluate(() => {
		window.concordia?.camera.set({ x: -300, y: -260, zoom: 1 });
	});
	await person.settled();
}

/** Opens the table at a cell, from 0. */
async function open(person: Person, row: number, column: number): Promise<void> {
	const rect = await person.page.evaluate(() => window.concordia?.rect('smalltable01'));
	if (!rect) throw new Error('the table has no place on the page');
	await person.page.mouse.dblclick(rect.x + 20 + column * 160, rect.y + 20 + row * 40);
	await expect(cell(person, row, column)).toBeFocused();
}

const cell = (person: Person, row: number, column: number): Locator =>
	person.page.locator(`[data-cell="${row} ${column}"]`);
const field = (person: Person): Locator => person.page.locator('[data-cell] textarea');
const press = (person: Person, key: string): Promise<void> => person.page.keyboard.press(key);

async function start(browser: Parameters<typeof sit>[0]): Promise<[Person, Person]> {
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Physician' });
	const ben = await sit(browser, server, session, { organization: 'CC', name: 'Coordinator' });
	await insert(anna, [small]);
	await expect.poll(() => cells(ben)).toEqual(['Who|What', 'Anna|']);
	await look(anna);
	await look(ben);
	return [anna, ben];
}

test('a table is drawn, and its cells are reached and written by keyboard', async ({ browser }) => {
	const [anna, ben] = await start(browser);
	for (const person of [anna, ben]) {
		await expect(
			person.page.locator('[role="application"]').getByText('Anna', { exact: true })
		).toBeVisible();
	}
	await open(anna, 1, 1);
	await expect(anna.page.getByRole('grid', { name: 'Table, 2 rows, 2 columns' })).toBeVisible();
	await press(anna, 'Enter');
	await anna.page.keyboard.type('asks');
	await press(anna, 'Tab');
	// Behind the last cell a new row begins.
	await expect(cell(anna, 2, 0)).toBeFocused();
	await anna.page.keyboard.type('Ben');
	await press(anna, 'Enter');
	await press(anna, 'ArrowRight');
	await press(anna, 'F2');
	await anna.page.keyboard.type('answers');
	await press(anna, 'Escape');
	await expect.poll(() => cells(ben)).toEqual(['Who|What', 'Anna|asks', 'Ben|answers']);
	await press(anna, 'Control+ArrowUp');
	await expect(cell(anna, 0, 1)).toBeFocused();
	await expect(cell(anna, 0, 1)).toHaveRole('columnheader');
	await press(anna, 'Escape');
	await expect(anna.page.getByRole('grid')).toHaveCount(0);
	await expect(anna.page.locator('[role="application"]')).toBeFocused();
	// From the canvas by key, too.
	await press(anna, 'Enter');
	await expect(cell(anna, 0, 0)).toBeFocused();
	await Promise.all([anna.close(), ben.close()]);
});

test('two people write into one cell letter by letter and see each other there', async ({
	browser
}) => {
	const [anna, ben] = await start(browser);
	for (const person of [anna, ben]) {
		await open(person, 1, 0);
		await press(person, 'Enter');
	}
	await expect(ben.page.locator('[data-caret-of="Physician"]')).toBeVisible();
	await expect(cell(ben, 1, 0)).toContainText('Physician');
	await press(anna, 'Control+Home');
	await press(ben, 'Control+End');
	await Promise.all([
		anna.page.keyboard.type('Dr ', { delay: 15 }),
		ben.page.keyboard.type(' Berger', { delay: 15 })
	]);
	for (const person of [anna, ben]) {
		await expect(field(person)).toHaveValue('Dr Anna Berger');
		await expect.poll(() => cells(person)).toEqual(['Who|What', 'Dr Anna Berger|']);
	}
	await Promise.all([anna.close(), ben.close()]);
});

test('rows and columns are added, moved, sized and removed, each by key or menu, each one undo', async ({
	browser
}) => {
	const [anna, ben] = await start(browser);
	await open(anna, 1, 0);
	await press(anna, 'Alt+ArrowUp');
	await expect.poll(() => cells(ben)).toEqual(['Anna|', 'Who|What']);
	await press(anna, 'Alt+ArrowRight');
	await expect.poll(() => cells(ben)).toEqual(['|Anna', 'What|Who']);
	await press(anna, 'Alt+Shift+ArrowRight');
	await expect.poll(async () => (await tableOf(ben))?.columns?.[1]?.width).toBe(176);
	for (let i = 0; i < 3; i++) await press(anna, 'Control+z');
	await expect.poll(() => cells(ben)).toEqual(['Who|What', 'Anna|']);
	const choose = async (name: string): Promise<void> => {
		await anna.page.getByRole('button', { name: 'Rows and columns' }).click();
		await anna.page.getByRole('menuitem', { name }).click();
	};
	await choose('Add a column on the left');
	await expect.poll(() => cells(ben)).toEqual(['Who||What', 'Anna||']);
	await choose('Remove the column');
	await expect.poll(() => cells(ben)).toEqual(['Who|What', 'Anna|']);
	await anna.page.getByRole('button', { name: 'Add a row at the end' }).click();
	await expect.poll(() => cells(ben)).toEqual(['Who|What', 'Anna|', '|']);
	await Promise.all([anna.close(), ben.close()]);
});

test('columns are sized and moved by hand', async ({ browser }) => {
	const [anna, ben] = await start(browser);
	await open(anna, 0, 0);
	const rect = await anna.page.evaluate(() => window.concordia?.rect('smalltable01'));
	if (!rect) throw new Error('the table has no place on the page');
	const { mouse } = anna.page;
	await mouse.move(rect.x + 160, rect.y + 10);
	await mouse.down();
	await mouse.move(rect.x + 220, rect.y + 10, { steps: 4 });
	await mouse.up();
	await expect.poll(async () => (await tableOf(ben))?.columns?.[0]?.width).toBe(220);
	await mouse.move(rect.x + 80, rect.y - 12);
	await mouse.down();
	await mouse.move(rect.x + 340, rect.y - 12, { steps: 6 });
	await mouse.up();
	await expect.poll(() => cells(ben)).toEqual(['What|Who', '|Anna']);
	await Promise.all([anna.close(), ben.close()]);
});

test('cells pasted from a spreadsheet become a table; into a table they fill it; copied ones are text', async ({
	browser
}) => {
	const [anna, ben] = await start(browser);
	await anna.context.grantPermissions(['clipboard-read', 'clipboard-write']);
	const clip = (html: string, text: string): Promise<void> =>
		anna.page.evaluate(
			async ([markup, plain]) => {
				await navigator.clipboard.write([
					new ClipboardItem({
						'text/html': new Blob([markup ?? ''], { type: 'text/html' }),
						'text/plain': new Blob([plain ?? ''], { type: 'text/plain' })
					})
				]);
			},
			[html, text]
		);
	await clip(
		'<table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>',
		'1\t2\n3\t4'
	);
	await open(anna, 1, 1);
	await press(anna, 'Control+v');
	await expect.poll(() => cells(ben)).toEqual(['Who|What|', 'Anna|1|2', '|3|4']);
	await press(anna, 'Control+c');
	expect(await anna.page.evaluate(() => navigator.clipboard.readText())).toBe('1\t2\n3\t4');
	await press(anna, 'Control+z');
	await expect.poll(() => cells(ben)).toEqual(['Who|What', 'Anna|']);
	await press(anna, 'Escape');
	await press(anna, 'Delete');
	await expect.poll(async () => (await ben.items()).length).toBe(0);
	await clip('', 'Name\tAge\nAnna\t40\n"two\nlines"\t');
	await press(anna, 'Control+v');
	await expect.poll(() => cells(ben)).toEqual(['Name|Age', 'Anna|40', 'two\nlines|']);
	await Promise.all([anna.close(), ben.close()]);
});

test('what two people did to a table apart comes together, and no word is lost', async ({
	browser
}) => {
	const [anna, ben] = await start(browser);
	await anna.context.setOffline(true);
	await open(anna, 1, 0);
	await anna.page.getByRole('button', { name: 'Add a row at the end' }).click();
	await expect.poll(() => cells(anna)).toEqual(['Who|What', 'Anna|', '|']);
	await anna.page.keyboard.type('from Anna');
	await press(anna, 'Escape');
	await open(ben, 1, 0);
	await ben.page.getByRole('button', { name: 'Add a column at the end' }).click();
	await expect.poll(() => cells(ben)).toEqual(['Who|What|', 'Anna||']);
	await ben.page.keyboard.type('from Ben');
	await press(ben, 'Escape');
	await anna.context.setOffline(false);
	for (const person of [anna, ben]) {
		await expect
			.poll(async () => (await cells(person)).join(' / '), { timeout: 45_000 })
			.toMatch(/from Anna/);
		await expect
			.poll(async () => (await cells(person)).join(' / '), { timeout: 45_000 })
			.toMatch(/from Ben/);
		expect((await cells(person)).map((row) => row.split('|').length)).toEqual([3, 3, 3]);
	}
	expect(await cells(anna)).toEqual(await cells(ben));
	await Promise.all([anna.close(), ben.close()]);
});

test('the outline tells how large a table is, and every cell can be written there', async ({
	browser
}) => {
	const [anna, ben] = await start(browser);
	const row = anna.page.locator('[data-row="smalltable01"]');
	await expect(row.getByRole('button', { name: 'Table, 2 rows, 2 columns' })).toBeVisible();
	await row.getByRole('button', { name: 'Table, 2 rows, 2 columns' }).dblclick();
	const grid = row.getByRole('grid', { name: 'Table, 2 rows, 2 columns' });
	await expect(grid.getByRole('columnheader', { name: 'Who' })).toBeFocused();
	await press(anna, 'ArrowDown');
	await press(anna, 'ArrowRight');
	await anna.page.keyboard.type('asks');
	await press(anna, 'Enter');
	await expect.poll(() => cells(ben)).toEqual(['Who|What', 'Anna|asks']);
	await press(anna, 'Escape');
	await expect(grid).toHaveCount(0);
	await Promise.all([anna.close(), ben.close()]);
});

test('the tool of the rail adds an empty table and opens its first cell', async ({ browser }) => {
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Physician' });
	await anna.page
		.getByRole('toolbar', { name: 'Tools' })
		.getByRole('button', { name: 'Table' })
		.click();
	await expect(cell(anna, 0, 0)).toBeFocused();
	await anna.page.keyboard.type('First');
	await press(anna, 'Tab');
	await anna.page.keyboard.type('Second');
	await press(anna, 'Escape');
	await expect.poll(() => cells(anna)).toEqual(['First|Second|', '||', '||']);
	await anna.close();
});
