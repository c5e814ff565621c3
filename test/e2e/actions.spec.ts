import { expect, test, type Page } from '@playwright/test';
import { createSession } from '../harness/api.ts';
import { insert, sit } from '../harness/people.ts';
import { startServer, type RunningServer } from '../harness/server.ts';

let server: RunningServer;

test.beforeAll(async () => {
	server = await startServer();
});
test.afterAll(async () => {
	await server.stop();
});

const note = (id: string, x: number, y: number, text: string) =>
	({ id, type: 'note', pos: [x, y], size: [200, 200], z: `a${id}`, text }) as const;

const frame = (id: string, x: number, text: string) =>
	({ id, type: 'frame', pos: [x, 0], size: [800, 600], z: `a${id}`, text }) as const;

const byText = (a: string, b: string): number => (a < b ? -1 : 1);

test('the palette finds an action by some of its letters and does it', async ({ browser }) => {
	const session = await createSession(server);
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Anna' });
	await insert(anna, [note('n1', 0, 0, 'One'), note('n2', 300, 0, 'Two')]);
	const { page } = anna;
	await page.getByRole('application').focus();
	await page.keyboard.press('Control+K');
	const search = page.getByRole('combobox', { name: 'What do you want to do?' });
	await expect(search).toBeFocused();
	await search.fill('dupl');
	await expect(
		page.getByRole('option', { name: /Duplicate.*Select something first/ })
	).toBeVisible();
	await search.fill('selev');
	await page.keyboard.press('Enter');
	await expect(
		page.getByRole('toolbar', { name: 'Actions for 2 selected items' }).first()
	).toBeVisible();
	await page.keyboard.press('Control+K');
	await expect(page.getByRole('option').first()).toContainText('Select everything');
	await page.getByRole('combobox').fill('duplicate');
	await page.keyboard.press('Enter');
	await expect.poll(async () => (await anna.items()).length).toBe(4);
	await anna.close();
});

test('what is typed before the palette has come is written into it, and reaches nothing else', async ({
	browser
}) => {
	const session = await createSession(server);
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Anna' });
	await insert(anna, [note('n1', 0, 0, 'One'), note('n2', 300, 0, 'Two')]);
	const { page } = anna;
	const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
	let held = 0;
	await page.route('**/*.js', async (route) => {
		held += 1;
		await arrived;
		await route.continue();
	});
	await page.getByRole('application').focus();
	await page.keyboard.press('Control+K');
	await page.keyboard.type('selex');
	await page.keyboard.press('Backspace');
	await page.keyboard.type('v');
	expect(held, 'scripts that are still to come').toBeGreaterThan(0);
	await expect(page.getByRole('combobox')).toHaveCount(0);
	arrive();
	const search = page.getByRole('combobox', { name: 'What do you want to do?' });
	await expect(search).toBeFocused();
	await expect(search).toHaveValue('selev');
	await page.keyboard.type('erything');
	await page.keyboard.press('Enter');
	await expect(
		page.getByRole('toolbar', { name: 'Actions for 2 selected items' }).first()
	).toBeVisible();
	await anna.close();
});

test('a right click on an item offers what can be done with it', async ({ browser }) => {
	const session = await createSession(server);
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Anna' });
	await insert(anna, [note('n1', 0, 0, 'One')]);
	const { page } = anna;
	const box = await page.evaluate(() => window.concordia!.rect('n1'));
	await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2, { button: 'right' });
	await page.getByRole('menuitem', { name: 'Duplicate' }).click();
	await expect.poll(async () => (await anna.items()).length).toBe(2);
	await anna.close();
});

/** Does an action by its name, as somebody at the keyboard does. */
async function act(page: Page, name: string): Promise<void> {
	await page.keyboard.press('Control+K');
	await page.getByRole('combobox', { name: 'What do you want to do?' }).fill(name);
	await expect(page.getByRole('option').first()).toContainText(name);
	await page.keyboard.press('Enter');
}

test('the menu key opens the menu of what is selected, and things are tidied into a grid', async ({
	browser
}) => {
	const session = await createSession(server);
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Anna' });
	await insert(anna, [
		note('n1', 0, 0, 'One'),
		note('n2', 60, 30, 'Two'),
		note('n3', 500, 10, 'Three'),
		note('n4', 30, 400, 'Four')
	]);
	const { page } = anna;
	await page.getByRole('application', { name: 'Board' }).focus();
	await page.keyboard.press('Control+A');
	await page.keyboard.press('Shift+F10');
	const tidy = page.getByRole('menuitem', { name: 'Tidy into a grid' });
	await expect(tidy).toBeVisible();
	await tidy.press('Enter');
	const places = async () => (await anna.items()).map(({ id, pos }) => [id, ...pos].join(' '));
	await expect
		.poll(async () => (await places()).toSorted())
		.toEqual(['n1 0 0', 'n2 224 0', 'n3 448 0', 'n4 0 224']);
	await page.getByRole('application', { name: 'Board' }).press('Control+Z');
	await expect.poll(async () => (await places()).toSorted()).toContain('n2 60 30');
	await anna.close();
});

test('a look is copied by keys, and a note becomes a shape with its text', async ({ browser }) => {
	const session = await createSession(server);
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Anna' });
	await insert(anna, [
		{ ...note('n1', 0, 0, 'One'), color: 'red' },
		{ ...note('n2', 300, 0, 'Two'), color: 'blue' }
	]);
	const { page } = anna;
	const surface = page.getByRole('application', { name: 'Board' });
	const second = async () => (await anna.items()).find(({ id }) => id === 'n2');
	await surface.focus();
	await page.evaluate(() => window.concordia!.select(['n1']));
	await page.keyboard.press('Control+Alt+c');
	await expect(page.getByText('Look copied.').first()).toBeVisible();
	await page.evaluate(() => window.concordia!.select(['n2']));
	await page.keyboard.press('Control+Alt+v');
	await expect.poll(async () => (await second())?.color).toBe('red');
	await act(page, 'Turn into shapes');
	await expect.poll(async () => (await second())?.type).toBe('shape');
	expect((await second())?.text).toBe('Two');
	await anna.close();
});

test('words are found, counted and replaced in one step; what is locked stays', async ({
	browser
}) => {
	const session = await createSession(server);
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Anna' });
	await insert(anna, [
		note('n1', 0, 0, 'Data and data'),
		note('n2', 300, 0, 'More data'),
		{ ...note('n3', 600, 0, 'Locked data'), lock: 'open' } as ReturnType<typeof note>
	]);
	const { page } = anna;
	await page.getByRole('application', { name: 'Board' }).focus();
	await page.keyboard.press('Control+F');
	const find = page.getByRole('search', { name: 'Find and replace' });
	await find.getByRole('searchbox', { name: 'Find words' }).fill('data');
	await expect(find.getByRole('status')).toHaveText('1 of 4');
	const next = find.getByRole('button', { name: 'Next' });
	await next.click();
	await expect(find.getByRole('status')).toHaveText('1 of 4');
	await next.click();
	await next.click();
	await expect(find.getByRole('status')).toHaveText('3 of 4');
	await expect(
		page.getByRole('toolbar', { name: 'Actions for the selected item' }).first()
	).toBeVisible();
	await find.getByRole('button', { name: 'Replace', exact: true }).click();
	await find.getByRole('textbox', { name: 'Replace with' }).fill('facts');
	await find.getByRole('button', { name: 'Replace all' }).click();
	const texts = async () => (await anna.items()).map(({ text }) => text ?? '').toSorted(byText);
	await expect.poll(texts).toEqual(['Locked data', 'More facts', 'facts and facts']);
	await page.keyboard.press('Escape');
	await page.keyboard.press('Control+Z');
	await expect.poll(texts).toEqual(['Data and data', 'Locked data', 'More data']);
	await anna.close();
});

test('a link opens the board at its item, and says when that is gone', async ({ browser }) => {
	const session = await createSession(server);
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Anna' });
	await insert(anna, [note('n1', 0, 0, 'One'), note('far', 9000, 9000, 'Far away')]);
	await anna.settled();
	const { page } = anna;
	await page.evaluate(() => (location.hash = '#item=far'));
	await expect(
		page.getByRole('toolbar', { name: 'Actions for the selected item' }).first()
	).toBeVisible();
	await page.reload();
	await page.waitForFunction(() => window.concordia !== undefined);
	await page.evaluate(() => window.concordia?.ready);
	await expect(
		page.getByRole('toolbar', { name: 'Actions for the selected item' }).first()
	).toBeVisible();
	const box = await page.evaluate(() => window.concordia!.rect('far'));
	expect(box.x).toBeGreaterThan(0);
	expect(box.x).toBeLessThan(1280);
	await page.evaluate(() => (location.hash = '#item=gone'));
	await expect(
		page.getByText('What this link points to is no longer on the board.').first()
	).toBeVisible();
	await anna.close();
});

test('the map moves the view by keys and by dragging', async ({ browser }) => {
	const session = await createSession(server);
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Anna' });
	await insert(anna, [note('n1', 0, 0, 'One'), note('n2', 6000, 4000, 'Two')]);
	const { page } = anna;
	await page.getByRole('button', { name: 'Menu', exact: true }).click();
	await page.getByRole('menuitem', { name: 'Map of the board' }).click();
	const map = page.getByRole('application', { name: 'Map of the board' });
	await map.focus();
	const x = () => page.evaluate(() => window.concordia!.camera.get().x);
	const before = await x();
	await page.keyboard.press('ArrowRight');
	await expect.poll(x).toBeGreaterThan(before);
	const moved = await x();
	const box = (await map.boundingBox())!;
	await page.mouse.click(box.x + 12, box.y + box.height / 2);
	await expect.poll(x).toBeLessThan(moved);
	await page.getByRole('button', { name: 'Close the map' }).click();
	await expect(map).toBeHidden();
	await anna.close();
});

test('frames are presented in an order that can be changed, by keys', async ({ browser }) => {
	const session = await createSession(server);
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Anna' });
	await insert(anna, [
		frame('f1', 0, 'Start'),
		frame('f2', 1000, 'Middle'),
		frame('f3', 2000, 'End')
	]);
	const { page } = anna;
	await page.getByRole('application', { name: 'Board' }).focus();
	await act(page, 'Present the frames');
	const shown = page.getByRole('region', { name: 'Presentation' });
	await expect(shown.getByText('1 of 3')).toBeVisible();
	await expect(page.getByRole('banner')).toBeHidden();
	await page.keyboard.press('ArrowRight');
	await page.keyboard.press(' ');
	await expect(shown.getByText('3 of 3')).toBeVisible();
	const inView = () =>
		page.evaluate(() => {
			const box = window.concordia!.rect('f3');
			return box.x >= 0 && box.x + box.width <= innerWidth;
		});
	await expect.poll(inView).toBe(true);
	await shown.getByRole('button', { name: 'All frames and their order' }).click();
	await shown.getByRole('button', { name: 'End: earlier' }).click();
	await expect(shown.getByText('2 of 3')).toBeVisible();
	await page.keyboard.press('Escape');
	await expect(shown).toBeHidden();
	await expect(page.getByRole('banner')).toBeVisible();
	await anna.close();
});

test('a template is put where one looks; the selection is kept as a template', async ({
	browser
}) => {
	const session = await createSession(server);
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Anna' });
	const { page } = anna;
	await page.getByRole('application', { name: 'Board' }).focus();
	await act(page, 'Templates');
	const dialog = page.getByRole('dialog', { name: 'Templates' });
	await dialog.getByRole('button', { name: /^SWOT/ }).click();
	await expect
		.poll(async () => (await anna.items()).filter(({ type }) => type === 'frame').length)
		.toBe(4);
	await expect(dialog).toBeHidden();
	await act(page, 'Save the selection as a template');
	await dialog.getByRole('textbox', { name: /^Name for/ }).fill('Our four');
	await dialog.getByRole('button', { name: 'Keep as a template' }).click();
	await dialog.getByRole('button', { name: 'Our four', exact: true }).click();
	await expect
		.poll(async () => (await anna.items()).filter(({ type }) => type === 'frame').length)
		.toBe(8);
	await anna.close();
});

test('notes are put into frames by colour, named and undone at once', async ({ browser }) => {
	const session = await createSession(server);
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Anna' });
	await insert(anna, [
		{ ...note('n1', 0, 0, 'One'), color: 'red' },
		{ ...note('n2', 300, 0, 'Two'), color: 'blue' },
		{ ...note('n3', 600, 0, 'Three'), color: 'red' }
	]);
	const { page } = anna;
	await page.getByRole('application', { name: 'Board' }).focus();
	await page.keyboard.press('Control+A');
	await act(page, 'Group by colour');
	const dialog = page.getByRole('dialog', { name: 'Put together what belongs together' });
	await dialog.getByRole('textbox', { name: 'Frame with 2 items' }).fill('Urgent');
	await dialog.getByRole('button', { name: 'Make frames' }).click();
	const frames = async () =>
		(await anna.items()).filter(({ type }) => type === 'frame').map(({ text }) => text);
	await expect.poll(frames).toEqual(expect.arrayContaining(['Urgent', 'Blue']));
	const urgent = (await anna.items()).find(({ text }) => text === 'Urgent');
	expect((await anna.items()).filter(({ parent }) => parent === urgent?.id)).toHaveLength(2);
	await page.evaluate(() => window.concordia!.undo());
	await expect.poll(frames).toEqual([]);
	await anna.close();
});

test('what is chosen is lined up, spread, sorted and stacked by the palette, and a line is hung elsewhere', async ({
	browser
}) => {
	const session = await createSession(server);
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Anna' });
	const { page } = anna;
	await insert(anna, [
		{ ...note('n1', 0, 0, 'Pear'), color: 'white', fields: { organization: 'PN' } },
		{ ...note('n2', 300, 40, 'Apple'), color: 'red', fields: { organization: 'SHA' } },
		{ ...note('n3', 900, 10, 'Fig'), color: 'yellow', fields: { organization: 'CC' } },
		{
			id: 'line',
			type: 'connector',
			pos: [0, 0],
			size: [0, 0],
			z: 'az',
			from: { item: 'n1' },
			to: { item: 'n2' }
		}
	]);
	const all = ['n1', 'n2', 'n3'];
	const choose = (ids: string[]) => page.evaluate((list) => window.concordia?.select(list), ids);
	const run = async (action: string): Promise<void> => {
		await page.keyboard.press('Control+K');
		await page.getByRole('combobox', { name: 'What do you want to do?' }).fill(action);
		await expect(page.getByRole('option').first()).toContainText(action);
		await page.keyboard.press('Enter');
	};
	const placed = async () => (await anna.items()).filter(({ type }) => type === 'note');
	const along = (axis: 0 | 1) => async () => (await placed()).map(({ pos }) => pos[axis]);
	const read = async (): Promise<string> =>
		(await placed())
			.toSorted((a, b) => a.pos[1] - b.pos[1] || a.pos[0] - b.pos[0])
			.map(({ text }) => text)
			.join(' ');
	const stacked = async (): Promise<string> =>
		(await placed())
			.toSorted((a, b) => byText(a.z, b.z))
			.map(({ id }) => id)
			.join(' ');

	await choose(all);
	await run('Align top');
	await expect.poll(along(1)).toEqual([0, 0, 0]);
	await run('Equal gaps side by side');
	await expect.poll(along(0)).toEqual([0, 450, 900]);
	await run('Sort by text');
	await expect.poll(read).toBe('Apple Fig Pear');
	await run('Sort by colour');
	await expect.poll(read).toBe('Fig Apple Pear');
	await run('Sort by organization');
	await expect.poll(read).toBe('Fig Pear Apple');
	await choose(['n1']);
	await run('Bring to front');
	await expect.poll(stacked).toBe('n2 n3 n1');
	await run('Send to back');
	await expect.poll(stacked).toBe('n1 n2 n3');

	await choose(['line']);
	await run('End at another item');
	await page.getByRole('dialog').getByRole('searchbox').fill('Fig');
	await page.keyboard.press('Tab');
	await page.keyboard.press('Enter');
	await expect
		.poll(async () => (await anna.items()).find(({ id }) => id === 'line')?.to)
		.toMatchObject({ item: 'n3' });
	await anna.close();
});
