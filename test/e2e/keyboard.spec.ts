import { expect, test, type Locator, type Page } from '@playwright/test';
import health from '@concordia/instruments/cases/health-partnership.json' with { type: 'json' };
import { createSession } from '../harness/api.ts';
import { go, isFocused } from '../harness/keys.ts';
import { outlineOf } from '../harness/outline.ts';
import { atBoard, sit, textOf, type Person } from '../harness/people.ts';
import { startServer, type RunningServer } from '../harness/server.ts';

// Everything here is found by role and name and reached by keys (or, on the phone, by taps).

let server: RunningServer;

test.beforeAll(async () => {
	server = await startServer();
});
test.afterAll(async () => {
	await server.stop();
});

const entryOf = (page: Page, text: string): Locator =>
	page.getByRole('listitem').getByRole('button', { name: text }).first();

/** Goes to a row of the outline, from another row. */
async function goToRow(page: Page, text: string): Promise<void> {
	const entry = entryOf(page, text);
	await entry.waitFor();
	await page.keyboard.press('Home');
	for (let rows = 0; rows < 20 && !(await isFocused(entry)); rows++) {
		const before = await page.evaluateHandle(() => document.activeElement);
		await page.keyboard.press('ArrowDown');
		await page.waitForFunction((element) => document.activeElement !== element, before);
	}
	await expect(entry).toBeFocused();
}

/** Adds a note, a text or a frame by the menu of the outline, and words it. */
async function addByKeys(page: Page, what: 'Note' | 'Text' | 'Frame', text: string): Promise<void> {
	const panel = outlineOf(page);
	const add = panel.getByRole('button', { name: 'Add', exact: true });
	const entry = panel.getByRole('listitem').getByRole('button');
	await go(page, add, (await isFocused(entry)) ? 'Shift+Tab' : 'Tab');
	await page.keyboard.press('Enter');
	await go(page, page.getByRole('menuitem', { name: what, exact: true }), 'ArrowDown', 5);
	await page.keyboard.press('Enter');
	await expect(page.getByRole('textbox', { name: `Text: ${what}` })).toBeFocused();
	await page.keyboard.type(text);
	await page.keyboard.press('Escape');
	await expect(entryOf(page, text)).toBeFocused();
}

/** Presses a button among the actions of the row that has the focus. */
async function act(page: Page, name: string, text: string): Promise<void> {
	const actions = page.getByRole('toolbar', { name: `Actions for ${text}` });
	await go(page, actions.getByRole('button', { name }), 'Tab', 8);
	await page.keyboard.press('Enter');
}

const itemWith = async (person: Person, text: string) =>
	(await person.items()).find((item) => item.text === text);

test('the skip link comes first and leads past the head of the page', async ({ browser }) => {
	const session = await createSession(server);
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Anna' });
	const skip = anna.page.getByRole('link', { name: 'Skip to content' });
	await anna.page.keyboard.press('Tab');
	await expect(skip).toBeFocused();
	const box = await skip.boundingBox();
	expect(box?.width).toBeGreaterThan(40);
	expect(box?.height).toBeGreaterThan(20);
	await anna.page.keyboard.press('Enter');
	await expect(anna.page.getByRole('main')).toBeFocused();
	await anna.page.keyboard.press('Tab');
	await expect(anna.page.getByRole('main').locator(':focus')).toHaveCount(1);
	await anna.close();
});

test('all work on the board is done by keys in the outline, and a second person stays in step undisturbed', async ({
	browser
}) => {
	test.setTimeout(120_000);
	const session = await createSession(server);
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Anna' });
	const ben = await sit(browser, server, session, { organization: 'CC', name: 'Ben' });
	const { page } = anna;

	// Ben chooses an item of his own and stands on it while Anna works.
	await addByKeys(ben.page, 'Note', 'Of Ben');
	await ben.page.keyboard.press('Space');
	const benStands = async (): Promise<void> => {
		await expect(entryOf(ben.page, 'Of Ben')).toBeFocused();
		await expect(entryOf(ben.page, 'Of Ben')).toHaveAttribute('aria-current', 'true');
	};
	await benStands();
	await expect(entryOf(page, 'Of Ben')).toBeVisible();

	await addByKeys(page, 'Note', 'First');
	await addByKeys(page, 'Frame', 'Causes');
	await goToRow(page, 'First');
	await page.keyboard.press('Control+Enter');
	await expect(page.getByRole('textbox', { name: 'Text: Note' })).toBeFocused();
	await page.keyboard.type('Second');
	await page.keyboard.press('Escape');
	for (const text of ['First', 'Causes', 'Second']) {
		await expect(entryOf(ben.page, text)).toBeVisible();
	}
	await benStands();

	await goToRow(page, 'First');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('textbox', { name: 'Text: Note' })).toBeFocused();
	await page.keyboard.type(' thought');
	await page.keyboard.press('Escape');
	await expect(entryOf(page, 'First thought')).toBeFocused();
	await expect(entryOf(ben.page, 'First thought')).toBeVisible();
	await benStands();

	const frame = await itemWith(anna, 'Causes');
	await act(page, 'Move to …', 'First thought');
	const moving = page.getByRole('dialog', { name: 'Move in the outline' });
	await go(page, moving.getByRole('combobox', { name: 'Move to …' }), 'Tab', 8);
	await page.keyboard.type('Causes');
	await go(page, moving.getByRole('button', { name: 'Move', exact: true }), 'Tab', 8);
	await page.keyboard.press('Enter');
	await expect(moving).toBeHidden();
	await expect(entryOf(page, 'First thought')).toBeFocused();
	await expect
		.poll(async () => (await itemWith(ben, 'First thought'))?.parent)
		.toBe(frame?.id ?? 'a frame');
	await benStands();

	await act(page, 'Connect to …', 'First thought');
	const connecting = page.getByRole('dialog', { name: 'Connect to another item' });
	await expect(connecting.getByRole('searchbox')).toBeFocused();
	await page.keyboard.type('sec');
	await go(page, connecting.getByRole('button', { name: /^Second/ }), 'Tab', 8);
	await page.keyboard.press('Enter');
	await expect(connecting).toBeHidden();
	await expect(entryOf(page, 'First thought')).toBeFocused();
	const first = await itemWith(anna, 'First thought');
	const second = await itemWith(anna, 'Second');
	const endsAtBen = async () => {
		const connector = (await ben.items()).find(({ type }) => type === 'connector');
		return [connector?.from, connector?.to];
	};
	await expect.poll(endsAtBen).toEqual([{ item: first?.id }, { item: second?.id }]);
	await expect(outlineOf(ben.page).getByText('Leads to: Second').first()).toBeVisible();
	await benStands();

	await act(page, 'Colour', 'First thought');
	await go(page, page.getByRole('button', { name: 'blue', exact: true }), 'Tab', 14);
	await page.keyboard.press('Enter');
	await expect.poll(async () => (await itemWith(ben, 'First thought'))?.color).toBe('blue');
	await go(page, entryOf(page, 'First thought'), 'Shift+Tab', 8);
	await benStands();

	await page.keyboard.press('Delete');
	await expect(entryOf(ben.page, 'First thought')).toHaveCount(0);
	await expect(outlineOf(page).getByRole('listitem').locator(':focus').first()).toBeVisible();
	await page.keyboard.press('Control+z');
	await expect(entryOf(ben.page, 'First thought')).toBeVisible();
	await expect(entryOf(page, 'First thought')).toBeVisible();
	await expect.poll(endsAtBen).toEqual([{ item: first?.id }, { item: second?.id }]);
	expect(await ben.items()).toHaveLength(5);
	await benStands();

	// Ben has a word of his note selected; Anna writes before it.
	await ben.page.keyboard.press('Enter');
	const field = ben.page.getByRole('textbox', { name: 'Text: Note' });
	await expect(field).toBeFocused();
	await ben.page.keyboard.press('Control+Shift+ArrowLeft');
	const chosen = (): Promise<string> =>
		field.evaluate((area: HTMLTextAreaElement) =>
			area.value.slice(area.selectionStart, area.selectionEnd)
		);
	expect(await chosen()).toBe('Ben');
	await goToRow(page, 'Of Ben');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('textbox', { name: 'Text: Note' })).toBeFocused();
	await page.keyboard.press('Control+Home');
	await page.keyboard.type('A word ');
	await page.keyboard.press('Escape');
	await expect(field).toHaveValue('A word Of Ben');
	await expect(field).toBeFocused();
	expect(await chosen()).toBe('Ben');
	await ben.page.keyboard.type('us both');
	await expect(entryOf(page, 'A word Of us both')).toBeVisible();
	await Promise.all([anna.close(), ben.close()]);
});

test('Tab leads through a board that is not empty, and the panels beside it change by the arrow keys', async ({
	browser
}) => {
	const session = await createSession(server);
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Anna' });
	const { page } = anna;
	await addByKeys(page, 'Note', 'One');
	await addByKeys(page, 'Note', 'Two');
	await atBoard('Anna', page, anna.context, server, session.id);
	await go(page, page.getByRole('application', { name: 'Board' }));
	const tab = (name: string): Locator => page.getByRole('tab', { name });
	await go(page, tab('Outline'));
	for (const [key, name] of [
		['ArrowRight', 'Details'],
		['ArrowRight', 'People'],
		['ArrowRight', 'Comments'],
		['ArrowRight', 'Outline'],
		['ArrowLeft', 'Comments'],
		['ArrowLeft', 'People'],
		['ArrowLeft', 'Details'],
		['Home', 'Outline'],
		['End', 'Comments']
	] as const) {
		await page.keyboard.press(key);
		await expect(tab(name)).toBeFocused();
		await expect(tab(name)).toHaveAttribute('aria-selected', 'true');
		await expect(page.getByRole('tabpanel', { name })).toBeVisible();
	}
	await anna.close();
});

test('a question mark opens the help wherever the focus is, and Esc leads back there', async ({
	browser
}) => {
	const session = await createSession(server);
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Anna' });
	const { page } = anna;
	const help = page.getByRole('dialog', { name: 'Help and keys' });
	await addByKeys(page, 'Note', 'One');
	await page.keyboard.press('?');
	await expect(help).toBeVisible();
	await expect(help.getByText('Undo my last change')).toBeVisible();
	await page.keyboard.press('Escape');
	await expect(help).toBeHidden();
	await expect(entryOf(page, 'One')).toBeFocused();

	await go(page, page.getByRole('application', { name: 'Board' }), 'Shift+Tab');
	await page.keyboard.press('?');
	await expect(help).toBeVisible();
	await page.keyboard.press('Escape');
	await expect(help).toBeHidden();
	await expect(page.getByRole('application', { name: 'Board' })).toBeFocused();

	// In a text it is a letter like any other.
	await go(page, entryOf(page, 'One'));
	await page.keyboard.press('Enter');
	await expect(page.getByRole('textbox', { name: 'Text: Note' })).toBeFocused();
	await page.keyboard.press('?');
	await expect(page.getByRole('textbox', { name: 'Text: Note' })).toHaveValue('One?');
	await expect(help).toBeHidden();
	await anna.close();
});

test('a cell of the table is found, worded and worded again by keys', async ({ browser }) => {
	const organizations = health.organizations.map(({ id, name }) => ({ id, name }));
	const session = await createSession(server, { case: health, organizations });
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Anna' });
	const { page } = anna;
	await go(page, page.getByRole('tab', { name: 'Outline' }));
	await page.keyboard.press('ArrowRight');
	await expect(page.getByRole('tab', { name: 'Instrument' })).toBeFocused();
	const row = page.getByRole('table').getByRole('row').nth(1);
	const cell = (column: number): Locator => row.getByRole('cell').nth(column).getByRole('button');
	await go(page, cell(0));
	const own = organizations.findIndex(({ id }) => id === 'PN');
	await go(page, cell(own), 'ArrowRight', organizations.length);

	await page.keyboard.press('Enter');
	const dialog = page.getByRole('dialog', { name: 'Physician network' });
	await go(page, dialog.getByRole('button', { name: 'Add perspective' }), 'Tab', 6);
	await page.keyboard.press('Enter');
	await expect(dialog.getByRole('textbox')).toBeFocused();
	await page.keyboard.type('No time');
	await page.keyboard.press('Escape');
	await page.keyboard.press('Escape');
	await expect(dialog).toBeHidden();
	await expect(cell(own)).toBeFocused();
	await expect(cell(own)).toContainText('No time');

	await page.keyboard.press('Enter');
	await go(page, dialog.getByRole('textbox'), 'Tab', 6);
	await page.keyboard.press('Control+End');
	await page.keyboard.type(' to align');
	await page.keyboard.press('Escape');
	await page.keyboard.press('Escape');
	await expect(dialog).toBeHidden();
	await expect(cell(own)).toBeFocused();
	await expect(cell(own)).toContainText('No time to align');
	await expect
		.poll(async () => (await itemWith(anna, 'No time to align'))?.kind)
		.toBe('perspective');
	await anna.close();
});

test('on a phone, adding, editing and moving take nothing but taps', async ({ browser }) => {
	const session = await createSession(server);
	const viewport = { width: 390, height: 844 };
	const seat = { organization: 'PN', name: 'Anna', viewport, touch: true };
	const anna = await sit(browser, server, session, seat);
	const { page } = anna;
	const add = async (what: string, text: string): Promise<void> => {
		await page.getByRole('button', { name: 'Add', exact: true }).tap();
		await page.getByRole('menuitem', { name: what, exact: true }).tap();
		await expect(page.getByRole('textbox', { name: `Text: ${what}` })).toBeFocused();
		await page.keyboard.insertText(text);
	};
	await add('Frame', 'Causes');
	await add('Note', 'First');
	await page.getByRole('heading', { name: 'Outline' }).tap();
	await expect(entryOf(page, 'First')).toBeVisible();

	await entryOf(page, 'First').tap();
	const actions = page.getByRole('toolbar', { name: 'Actions for First' });
	await actions.getByRole('button', { name: 'Edit text' }).tap();
	await expect(page.getByRole('textbox', { name: 'Text: Note' })).toBeFocused();
	await page.keyboard.insertText(' thought');
	await page.getByRole('heading', { name: 'Outline' }).tap();
	await expect(entryOf(page, 'First thought')).toBeVisible();

	const note = await itemWith(anna, 'First thought');
	const frame = await itemWith(anna, 'Causes');
	if (!note || !frame) throw new Error('the note and the frame are not on the board');
	expect(note.parent).toBe(frame.id);
	const moveTo = async (place: string): Promise<void> => {
		await entryOf(page, 'First thought').tap();
		await page.getByRole('button', { name: 'Move to …' }).tap();
		const dialog = page.getByRole('dialog', { name: 'Move in the outline' });
		// The list itself is the phone's own.
		await dialog.getByRole('combobox', { name: 'Move to …' }).selectOption({ label: place });
		await dialog.getByRole('button', { name: 'Move', exact: true }).tap();
		await expect(dialog).toBeHidden();
	};
	await moveTo('Board, outside of frames');
	await expect.poll(async () => (await itemWith(anna, 'First thought'))?.parent).toBeUndefined();
	await moveTo('Causes');
	await expect.poll(async () => (await itemWith(anna, 'First thought'))?.parent).toBe(frame.id);

	await page.getByRole('navigation').getByRole('button', { name: 'Board', exact: true }).tap();
	await page.getByRole('button', { name: 'Show everything' }).tap();
	await anna.settled();
	await page.getByRole('button', { name: 'Note', exact: true }).tap();
	await page.touchscreen.tap(195, 650);
	await expect(page.getByRole('textbox').and(page.locator(':focus'))).toHaveCount(1);
	await page.keyboard.insertText('On the board');
	await expect.poll(async () => (await itemWith(anna, 'On the board'))?.type).toBe('note');
	await page.touchscreen.tap(30, 760);
	await expect(page.getByRole('textbox').and(page.locator(':focus'))).toHaveCount(0);
	expect(await textOf(anna, note.id)).toBe('First thought');

	const sideways = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
	expect(sideways).toBe(false);
	await anna.close();
});
