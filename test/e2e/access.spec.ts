import { expect, test, type Locator, type Page } from '@playwright/test';
import type { Item } from '@concordia/board';
import { createSession } from '../harness/api.ts';
import { expectNoFaults } from '../harness/axe.ts';
import { go } from '../harness/keys.ts';
import { listen, outlineOf, told } from '../harness/outline.ts';
import { insert, note, sit, type Person } from '../harness/people.ts';
import { isOnTop } from '../harness/reach.ts';
import { startServer, type RunningServer } from '../harness/server.ts';

// Story S12: everything by keys, found by role and name in the accessibility tree; no pointer anywhere.

let server: RunningServer;

test.beforeAll(async () => {
	server = await startServer();
});
test.afterAll(async () => {
	await server.stop();
});

const rowOf = (page: Page, text: string): Locator =>
	outlineOf(page).getByRole('listitem').getByRole('button', { name: text }).first();
/** Comes to the rows of the outline by Tab, and to one of them by the arrows. */
async function goToRow(page: Page, text: string, key = 'Tab'): Promise<void> {
	await go(page, outlineOf(page).locator('.entry'), key);
	await page.keyboard.press('Home');
	await go(page, rowOf(page, text), 'ArrowDown', 12);
}
const canvasOf = (page: Page): Locator => page.getByRole('application', { name: 'Board' });

const frame = (id: string, text: string, x: number, y = 0): Item => ({
	id,
	type: 'frame',
	pos: [x, y],
	size: [700, 500],
	z: 'a0',
	text
});
const inside = (id: string, text: string, x: number, y: number, parent: string): Item => ({
	...note(id, text, x, y),
	parent
});
const connector = (id: string, from: string, to: string): Item => ({
	id,
	type: 'connector',
	pos: [0, 0],
	size: [0, 0],
	z: 'a9',
	from: { item: from },
	to: { item: to }
});

const causes = [
	frame('causes', 'Causes', 0),
	inside('slow', 'Slow letters', 40, 80, 'causes'),
	inside('lost', 'Lost results', 264, 80, 'causes'),
	frame('ideas', 'Ideas', 900),
	inside('portal', 'One portal', 940, 80, 'ideas')
];

async function withBoard(
	browser: Parameters<typeof sit>[0],
	items: Item[],
	more: Partial<Parameters<typeof sit>[3]> = {},
	other: Partial<Parameters<typeof sit>[3]> = {}
): Promise<{ anna: Person; ben: Person }> {
	const session = await createSession(server);
	const ben = await sit(browser, server, session, {
		organization: 'CC',
		name: 'Ben',
		...other
	});
	await insert(ben, items);
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Anna', ...more });
	await anna.settled();
	return { anna, ben };
}

const itemAt = async (person: Person, id: string): Promise<Item | undefined> =>
	(await person.items()).find((item) => item.id === id);
const itemWith = async (person: Person, text: string): Promise<Item | undefined> =>
	(await person.items()).find((item) => item.text === text);

test('a person who sees nothing and touches no mouse takes part in all of it (S12)', async ({
	browser
}) => {
	test.setTimeout(180_000);
	const { anna, ben } = await withBoard(browser, causes, {}, { organization: null });
	const { page } = anna;

	await page.keyboard.press('Tab');
	await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(page.getByRole('main')).toBeFocused();

	// The outline: frame, group, note; frames and groups are headings to jump by.
	await expect(outlineOf(page)).toMatchAriaSnapshot(`
    - list:
      - listitem:
        - heading /Causes/ [level=3]
      - listitem:
        - heading "Group of 2 items" [level=4]
        - button /Slow letters/
      - listitem:
        - button /Lost results/
      - listitem:
        - heading /Ideas/ [level=3]
      - listitem:
        - button /One portal/
	`);
	await goToRow(page, 'Causes');
	await page.keyboard.press('Control+ArrowDown');
	await expect(rowOf(page, 'Ideas')).toBeFocused();
	await page.keyboard.press('Control+ArrowUp');
	await expect(rowOf(page, 'Causes')).toBeFocused();

	// Edit.
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('textbox', { name: 'Text: Note' })).toBeFocused();
	await page.keyboard.type(' to doctors');
	await page.keyboard.press('Escape');
	await expect.poll(async () => (await itemAt(ben, 'slow'))?.text).toBe('Slow letters to doctors');

	// Add one behind it.
	await page.keyboard.press('Control+Enter');
	await expect(page.getByRole('textbox', { name: 'Text: Note' })).toBeFocused();
	await page.keyboard.type('Call them');
	await page.keyboard.press('Escape');
	await expect(rowOf(page, 'Call them')).toBeFocused();
	expect((await itemWith(anna, 'Call them'))?.parent).toBe('causes');

	// Move it to the other frame: the dialog starts at its first question.
	const actions = page.getByRole('toolbar', { name: 'Actions for Call them' });
	await go(page, actions.getByRole('button', { name: 'Move to …' }), 'Tab', 8);
	await page.keyboard.press('Enter');
	const moving = page.getByRole('dialog', { name: 'Move in the outline' });
	await expect(moving.getByRole('combobox', { name: 'Move to …' })).toBeFocused();
	await page.keyboard.type('Ideas');
	await go(page, moving.getByRole('button', { name: 'Move', exact: true }), 'Tab', 8);
	await page.keyboard.press('Enter');
	await expect(moving).toBeHidden();
	await expect(rowOf(page, 'Call them')).toBeFocused();
	await expect.poll(async () => (await itemWith(ben, 'Call them'))?.parent).toBe('ideas');

	// Add another one, and move it to a group: it stands beside what is there.
	await goToRow(page, 'Ideas', 'Shift+Tab');
	await page.keyboard.press('Control+Enter');
	await expect(page.getByRole('textbox', { name: 'Text: Note' })).toBeFocused();
	await page.keyboard.type('Letters get lost');
	await page.keyboard.press('Escape');
	await expect(rowOf(page, 'Letters get lost')).toBeFocused();
	const others = page.getByRole('toolbar', { name: 'Actions for Letters get lost' });
	await go(page, others.getByRole('button', { name: 'Move to …' }), 'Tab', 8);
	await page.keyboard.press('Enter');
	await expect(moving.getByRole('combobox', { name: 'Move to …' })).toBeFocused();
	await page.keyboard.type('Group');
	await go(page, moving.getByRole('button', { name: 'Move', exact: true }), 'Tab', 8);
	await page.keyboard.press('Enter');
	await expect(moving).toBeHidden();
	await expect.poll(async () => (await itemWith(ben, 'Letters get lost'))?.parent).toBe('causes');
	await expect(outlineOf(page).getByRole('heading', { name: 'Group of 3 items' })).toHaveCount(1);

	// Connect the first one.
	await goToRow(page, 'Call them', 'Shift+Tab');
	await go(page, actions.getByRole('button', { name: 'Connect to …' }), 'Tab', 8);
	await page.keyboard.press('Enter');
	const connecting = page.getByRole('dialog', { name: 'Connect to another item' });
	await expect(connecting.getByRole('searchbox')).toBeFocused();
	await page.keyboard.type('lost');
	await go(page, connecting.getByRole('button', { name: /^Lost results/ }), 'Tab', 8);
	await page.keyboard.press('Enter');
	await expect(connecting).toBeHidden();
	await expect(rowOf(page, 'Leads to: Lost results')).toBeVisible();
	await expect
		.poll(async () => (await ben.items()).some(({ type }) => type === 'connector'))
		.toBe(true);

	// Vote: the mediator asks, + and − put dots on the row.
	await ben.page.evaluate(() => window.concordia?.select(['lost', 'portal']));
	await ben.page.keyboard.press('Control+k');
	await ben.page.getByRole('combobox').fill('Start a vote');
	await expect(ben.page.getByRole('option').first()).toContainText('Start a vote');
	await ben.page.keyboard.press('Enter');
	await ben.page.getByLabel('What is asked').fill('What first?');
	await ben.page.getByRole('button', { name: 'Start the vote' }).press('Enter');
	await expect(rowOf(page, 'Lost results')).toContainText('no dot of yours');
	await goToRow(page, 'Lost results', 'Shift+Tab');
	await page.keyboard.press('+');
	await page.keyboard.press('+');
	await page.keyboard.press('-');
	await expect(rowOf(page, 'Lost results')).toContainText('1 dot of yours');

	// Raise a hand: all are told, and the mediator, who has seen it, takes it down.
	const [toAnna, toBen] = [await listen(page), await listen(ben.page)];
	const hand = outlineOf(page).getByRole('button', { name: 'Raise my hand' });
	await go(page, hand, 'Shift+Tab', 20);
	await page.keyboard.press('Enter');
	await expect(hand).toHaveAttribute('aria-pressed', 'true');
	await expect.poll(toAnna).toContain('Your hand is up. Nobody waits before you.');
	await expect.poll(toBen).toContain('Anna raises their hand.');
	await go(ben.page, ben.page.getByRole('tab', { selected: true }));
	await go(ben.page, ben.page.getByRole('tab', { name: 'People' }), 'ArrowLeft', 6);
	await go(ben.page, ben.page.getByRole('button', { name: 'Take down the hand of Anna' }).last());
	await ben.page.keyboard.press('Enter');
	await expect(hand).toHaveAttribute('aria-pressed', 'false');
	await expect.poll(toAnna).toContain('The mediator has seen your hand');

	// To the person who works on something.
	await ben.page.evaluate(() => window.concordia?.select(['portal']));
	await go(page, page.getByRole('tab', { name: 'Outline' }), 'Shift+Tab', 20);
	await go(page, page.getByRole('tab', { name: 'People' }), 'ArrowRight', 6);
	await go(page, page.getByRole('button', { name: 'Find in the outline what Ben works on' }));
	await page.keyboard.press('Enter');
	await expect(rowOf(page, 'One portal')).toBeFocused();

	// What others do is told, by kind, and each kind can be switched off.
	await insert(ben, [inside('new1', 'Ask the patients', 1200, 80, 'ideas')]);
	await expect(told(page)).toContainText('New: Ask the patients.');
	await go(
		page,
		outlineOf(page).getByRole('button', { name: 'Read out changes' }),
		'Shift+Tab',
		20
	);
	await page.keyboard.press('Enter');
	const kinds = page.getByRole('dialog', { name: 'Read out changes' });
	await go(page, kinds.getByRole('checkbox', { name: 'New items' }), 'Tab', 5);
	await page.keyboard.press('Space');
	await expect(kinds.getByRole('checkbox', { name: 'New items' })).not.toBeChecked();
	await go(page, kinds.getByRole('checkbox', { name: 'Comments' }), 'Tab', 5);
	await page.keyboard.press('Space');
	await page.keyboard.press('Escape');
	const heard = await listen(page);
	await insert(ben, [
		{ id: 'said', type: 'comment', pos: [0, 0], size: [0, 0], z: 'a0', on: 'lost', text: 'Why?' }
	]);
	await insert(ben, [inside('new2', 'Unheard', 1200, 300, 'ideas')]);
	await ben.page.evaluate(() => window.concordia?.update([{ id: 'lost', text: 'Lost and found' }]));
	await expect(told(page)).toContainText('Changed: Lost and found.');
	expect(await heard()).toContain('Changed: Lost and found.');
	expect(await heard()).not.toContain('Unheard');
	expect(await heard()).not.toContain('omment');
	await expect(rowOf(page, 'Unheard')).toBeVisible();
	await expect(rowOf(page, 'Leads to: Lost and found')).toBeVisible();
	await Promise.all([anna.close(), ben.close()]);
});

test('on the canvas each item is told with its place, connectors as what they say, and Esc and Tab lead on', async ({
	browser
}) => {
	const { anna, ben } = await withBoard(browser, [...causes, connector('link', 'slow', 'lost')]);
	const { page } = anna;
	await go(page, canvasOf(page));
	await page.keyboard.press('Tab');
	await expect(told(page)).toHaveText(/^Frame, Causes, 1 of 2/);
	await page.keyboard.press('Tab');
	await expect(told(page)).toHaveText(
		/^Note, Slow letters, 1 of 2, in Causes, Leads to: Lost results/
	);
	await page.keyboard.press('i');
	await expect(told(page)).toHaveText(
		/^Note, 40 from the left, 80 from the top, 200 wide, 200 high, colour yellow, not locked/
	);
	await page.keyboard.press('Tab');
	await expect(told(page)).toHaveText(/Slow letters leads to Lost results/);
	await page.keyboard.press('Tab');
	await expect(told(page)).toHaveText(/^Note, Lost results, 2 of 2, in Causes/);
	await page.keyboard.press('Control+ArrowRight');
	await expect(told(page)).toHaveText(/^Note, One portal, 1 of 1, in Ideas/);
	await page.keyboard.press('Shift+Tab');
	await expect(told(page)).toHaveText(/^Frame, Ideas, 2 of 2/);
	await page.keyboard.press('Control+a');
	await expect(told(page)).toHaveText(/^6 selected: /);
	await expect(canvasOf(page)).toBeFocused();
	await page.keyboard.press('Escape');
	await page.keyboard.press('Tab');
	await expect(canvasOf(page)).not.toBeFocused();
	await go(page, canvasOf(page), 'Shift+Tab');
	await Promise.all([anna.close(), ben.close()]);
});

test('others’ changes wait while a person writes, are counted, and come when they are asked for', async ({
	browser
}) => {
	const { anna, ben } = await withBoard(browser, causes);
	const { page } = anna;
	const choose = async (name: string): Promise<void> => {
		await go(
			page,
			outlineOf(page).getByRole('button', { name: 'Read out changes' }),
			'Shift+Tab',
			60
		);
		await page.keyboard.press('Enter');
		const dialog = page.getByRole('dialog', { name: 'Read out changes' });
		const radios = dialog.getByRole('radio');
		await go(page, radios.and(page.locator(':checked')), 'Tab', 20);
		await go(page, dialog.getByRole('radio', { name }), 'ArrowDown', 4);
		await expect(dialog.getByRole('radio', { name })).toBeChecked();
		await page.keyboard.press('Escape');
	};
	await goToRow(page, 'Slow letters');
	await choose('when I have finished writing');
	await goToRow(page, 'Slow letters');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('textbox', { name: 'Text: Note' })).toBeFocused();
	await ben.page.evaluate(() => {
		window.concordia?.update([{ id: 'portal', text: 'Two portals' }]);
		window.concordia?.remove(['lost']);
	});
	await insert(ben, [note('fresh', 'Brand new', 0, 700)]);
	await expect(outlineOf(page).getByText('3 changes waiting')).toBeVisible();
	await expect(rowOf(page, 'One portal')).toBeVisible();
	await expect(rowOf(page, 'Lost results')).toBeVisible();
	await expect(rowOf(page, 'Brand new')).toHaveCount(0);
	await page.keyboard.type(' indeed');
	await page.keyboard.press('Escape');
	await expect(rowOf(page, 'Two portals')).toBeVisible();
	await expect(rowOf(page, 'Brand new')).toBeVisible();
	await expect(rowOf(page, 'Lost results')).toHaveCount(0);
	await expect.poll(async () => (await itemAt(ben, 'slow'))?.text).toBe('Slow letters indeed');

	await choose('when I ask for them');
	await ben.page.evaluate(() => window.concordia?.update([{ id: 'portal', text: 'Three' }]));
	await expect(outlineOf(page).getByText('1 change waiting')).toBeVisible();
	await go(page, outlineOf(page).getByRole('button', { name: 'Show now' }), 'Tab', 20);
	await page.keyboard.press('Enter');
	await expect(rowOf(page, 'Three')).toBeVisible();
	await ben.page.evaluate(() => window.concordia?.update([{ id: 'portal', text: 'Four' }]));
	await expect(outlineOf(page).getByText('1 change waiting')).toBeVisible();
	await go(page, canvasOf(page), 'Shift+Tab');
	await page.keyboard.press('u');
	await expect(rowOf(page, 'Four')).toBeVisible();
	await Promise.all([anna.close(), ben.close()]);
});

test('several are chosen in the outline, coloured, placed by numbers and deleted, and the focus stays sensible', async ({
	browser
}) => {
	const { anna, ben } = await withBoard(browser, causes);
	const { page } = anna;
	await goToRow(page, 'Slow letters');
	await page.keyboard.press('Space');
	await page.keyboard.press('Shift+ArrowDown');
	await expect(rowOf(page, 'Lost results')).toBeFocused();
	await expect(told(page)).toHaveText(/^2 selected/);
	const several = page.getByRole('toolbar', { name: 'Actions for 2 selected items' });
	await go(page, several.getByRole('button', { name: 'Colour' }), 'Tab', 8);
	await page.keyboard.press('Enter');
	await go(page, page.getByRole('button', { name: 'blue', exact: true }), 'Tab', 14);
	await page.keyboard.press('Enter');
	await expect
		.poll(async () => (await ben.items()).filter(({ color }) => color === 'blue').length)
		.toBe(2);

	const more = async (toolbar: string | RegExp, name: RegExp): Promise<void> => {
		const bar = page.getByRole('toolbar', { name: toolbar });
		await go(page, bar.getByRole('button', { name: 'More actions' }), 'Tab', 12);
		await page.keyboard.press('Enter');
		await go(page, page.getByRole('menuitem', { name }), 'ArrowDown', 40);
		await page.keyboard.press('Enter');
	};
	await go(page, rowOf(page, 'Lost results'), 'Shift+Tab', 8);
	await more('Actions for 2 selected items', /^Position and size/);
	const placing = page.getByRole('dialog', { name: 'Position and size' });
	await expect(placing.getByRole('spinbutton', { name: 'To the right by' })).toBeFocused();
	await page.keyboard.press('Control+a');
	await page.keyboard.type('100');
	await page.keyboard.press('Enter');
	await expect(placing).toBeHidden();
	await expect.poll(async () => (await itemAt(ben, 'slow'))?.pos).toEqual([140, 80]);
	expect((await itemAt(anna, 'lost'))?.pos).toEqual([364, 80]);

	await go(page, rowOf(page, 'Lost results'), 'Shift+Tab', 12);
	await page.keyboard.press('End');
	await page.keyboard.press('Space');
	await more('Actions for One portal', /^Position and size/);
	await expect(placing.getByRole('spinbutton', { name: 'From the left' })).toBeFocused();
	await go(page, placing.getByRole('spinbutton', { name: 'Width' }));
	await page.keyboard.press('Control+a');
	await page.keyboard.type('320');
	await page.keyboard.press('Enter');
	await expect.poll(async () => (await itemAt(ben, 'portal'))?.size).toEqual([320, 200]);

	// The last row goes: the focus is at the row before; with all gone, at what adds a new one.
	await go(page, rowOf(page, 'One portal'), 'Shift+Tab', 12);
	await page.keyboard.press('Delete');
	await expect(rowOf(page, 'Ideas')).toBeFocused();
	await page.keyboard.press('Control+a');
	await page.keyboard.press('Delete');
	await expect(outlineOf(page).getByRole('button', { name: 'Add', exact: true })).toBeFocused();
	await page.keyboard.press('Tab');
	await Promise.all([anna.close(), ben.close()]);
});

test('somebody else deleting the row one stands on leaves the focus at its neighbour', async ({
	browser
}) => {
	const { anna, ben } = await withBoard(browser, causes);
	const { page } = anna;
	await goToRow(page, 'Slow letters');
	await ben.page.evaluate(() => window.concordia?.remove(['slow']));
	await expect(rowOf(page, 'Slow letters')).toHaveCount(0);
	await expect(rowOf(page, 'Lost results')).toBeFocused();
	await Promise.all([anna.close(), ben.close()]);
});

test('a single-key shortcut that is switched off does nothing, and everything is in menus', async ({
	browser
}) => {
	const { anna, ben } = await withBoard(browser, causes);
	const { page } = anna;
	await go(page, canvasOf(page));
	await page.keyboard.press('?');
	const help = page.getByRole('dialog', { name: 'Help and keys' });
	const single = help.getByRole('checkbox', { name: /single/i });
	await go(page, single, 'Tab', 6);
	await page.keyboard.press('Space');
	await page.keyboard.press('Escape');
	await expect(canvasOf(page)).toBeFocused();
	await page.keyboard.press('Tab');
	await expect(told(page)).toHaveText(/^Frame, Causes/);
	const before = await told(page).textContent();
	await page.keyboard.press('Escape');
	for (const key of ['i', 'u', 'n', '?', '/', 'k']) await page.keyboard.press(key);
	await expect(help).toBeHidden();
	await expect(page.getByRole('dialog')).toHaveCount(0);
	expect(await told(page).textContent()).toBe(before);
	await expect(canvasOf(page)).toBeFocused();
	await page.evaluate(() => window.concordia?.select(['causes']));
	await page.keyboard.press('Control+k');
	await expect(page.getByRole('combobox').and(page.locator(':focus'))).toHaveCount(1);
	await page.keyboard.type('Read out place');
	await expect(page.getByRole('option', { name: /Read out place/ })).toBeVisible();
	await page.keyboard.press('Enter');
	await expect(told(page)).toHaveText(/^Frame, 0 from the left, 0 from the top/);
	await Promise.all([anna.close(), ben.close()]);
});

const looks = [
	{ name: 'light', colorScheme: 'light', forcedColors: 'none', width: 1280 },
	{ name: 'dark', colorScheme: 'dark', forcedColors: 'none', width: 1280 },
	{ name: 'forced colours', colorScheme: 'dark', forcedColors: 'active', width: 1280 },
	{ name: 'phone', colorScheme: 'light', forcedColors: 'none', width: 390 }
] as const;

for (const look of looks) {
	test(`axe finds nothing in the panels, menus and dialogs of the board (${look.name})`, async ({
		browser
	}) => {
		test.setTimeout(120_000);
		const { anna, ben } = await withBoard(browser, causes, {
			colorScheme: look.colorScheme,
			viewport: { width: look.width, height: 800 }
		});
		const { page } = anna;
		await page.emulateMedia({ forcedColors: look.forcedColors });
		const isPhone = look.width < 500;
		const tab = (name: string): Promise<void> =>
			isPhone
				? page.getByRole('navigation').getByRole('button', { name, exact: true }).click()
				: page.getByRole('tab', { name, exact: true }).click();
		const row = page.getByRole('listitem').getByRole('button', { name: 'Slow letters' });
		await tab('People');
		await expect(page.getByText('Ben').first()).toBeVisible();
		await expectNoFaults(page, 'people');
		await tab('Outline');
		await row.click();
		await expectNoFaults(page, 'outline with a row chosen');
		for (const [button, dialog] of [
			['Move to …', 'Move in the outline'],
			['Connect to …', 'Connect to another item']
		] as const) {
			await page.getByRole('toolbar').getByRole('button', { name: button }).first().click();
			await expect(page.getByRole('dialog', { name: dialog })).toBeVisible();
			await expectNoFaults(page, dialog);
			await page.keyboard.press('Escape');
		}
		await page.getByRole('button', { name: 'More actions' }).click();
		await expect(page.getByRole('menuitem').first()).toBeVisible();
		await expectNoFaults(page, 'more actions');
		await page.getByRole('menuitem', { name: /^Position and size/ }).click();
		await expect(page.getByRole('dialog', { name: 'Position and size' })).toBeVisible();
		await expectNoFaults(page, 'position and size');
		await page.keyboard.press('Escape');
		await page.getByRole('button', { name: 'Read out changes' }).click();
		await expect(page.getByRole('checkbox', { name: 'New items' })).toBeVisible();
		await expectNoFaults(page, 'read out');
		await page.keyboard.press('Escape');
		await page.getByRole('button', { name: 'Language and appearance' }).click();
		await expect(page.getByRole('checkbox', { name: 'High contrast' })).toBeVisible();
		await expectNoFaults(page, 'settings');
		await page.keyboard.press('Escape');
		await page.keyboard.press('?');
		await expect(page.getByRole('dialog', { name: 'Help and keys' })).toBeVisible();
		await expectNoFaults(page, 'help');
		await page.keyboard.press('Escape');
		const palette = page.getByRole('combobox', { name: 'What do you want to do?' });
		for (const action of ['Templates', 'Export', 'Find and replace', 'Choose several']) {
			await page.keyboard.press('Control+K');
			await palette.fill(action);
			await expect(page.getByRole('option').first()).toContainText(action);
			await expectNoFaults(page, `palette with ${action}`);
			await page.keyboard.press('Enter');
			await expect(palette).toHaveCount(0);
			await expectNoFaults(page, action);
			await page.keyboard.press('Escape');
		}
		await Promise.all([anna.close(), ben.close()]);
	});
}

test('the five tabs of the side panel stand in one row, in German, too', async ({ browser }) => {
	const session = await createSession(server);
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Anna' });
	await insert(anna, [
		{
			id: 'problemset01',
			type: 'frame',
			pos: [0, 0],
			size: [900, 600],
			z: 'a0',
			instrument: 'problem-set'
		}
	]);
	for (const locale of ['en', 'de']) {
		await anna.page.evaluate((wanted) => localStorage.setItem('concordia.locale', wanted), locale);
		await anna.page.reload();
		const tabs = anna.page.getByRole('tablist').first().getByRole('tab');
		await expect(tabs).toHaveCount(5);
		const rows = await tabs.evaluateAll((all) => all.map((tab) => tab.getBoundingClientRect().y));
		expect(new Set(rows).size, locale).toBe(1);
	}
	await anna.close();
});

test('at 400 % the outline, its dialogs and the panels need scrolling in one direction only', async ({
	browser
}) => {
	// 1280 px at 400 % are 320 CSS px.
	const { anna, ben } = await withBoard(browser, causes, { viewport: { width: 320, height: 256 } });
	const { page } = anna;
	const fits = async (where: string, width = 320): Promise<void> => {
		const wide = await page.evaluate(() =>
			[...document.querySelectorAll<HTMLElement>('body, .dock, .content, dialog[open], [popover]')]
				.filter((element) => element.checkVisibility() && element.clientWidth > 0)
				.filter((element) => element.scrollWidth > element.clientWidth + 1)
				.map((element) => element.className || element.tagName)
		);
		expect(wide, where).toEqual([]);
		expect(await page.evaluate(() => document.documentElement.scrollWidth), where).toBe(width);
	};
	const tab = (name: string): Promise<void> =>
		page.getByRole('navigation').getByRole('button', { name, exact: true }).click();
	await fits('outline');
	await page.getByRole('listitem').getByRole('button', { name: 'Slow letters' }).click();
	await fits('outline with a row chosen');
	await page.getByRole('button', { name: 'Move to …' }).click();
	await expect(page.getByRole('dialog', { name: 'Move in the outline' })).toBeVisible();
	await fits('move');
	await page.keyboard.press('Escape');
	await page.getByRole('button', { name: 'More actions' }).click();
	await page.getByRole('menuitem', { name: /^Position and size/ }).click();
	await expect(page.getByRole('dialog', { name: 'Position and size' })).toBeVisible();
	await fits('position and size');
	await page.keyboard.press('Escape');
	await tab('People');
	await expect(page.getByText('Ben').first()).toBeVisible();
	await fits('people');
	await tab('Board');
	await fits('board');
	const bar = page.getByRole('toolbar', { name: 'Actions for the selected item' });
	const reachable = async (): Promise<void> => {
		const buttons = await bar.getByRole('button').all();
		expect(buttons.length).toBeGreaterThan(3);
		for (const button of buttons) expect(await isOnTop(button)).toBe(true);
	};
	await reachable();

	// A wide screen whose text is twice as large: nothing is cut off, nothing needs two directions.
	await page.setViewportSize({ width: 1280, height: 800 });
	await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
	for (const name of ['Outline', 'People']) {
		await page.getByRole('navigation').getByRole('button', { name, exact: true }).click();
		await fits(`${name} with text of 200 %`, 1280);
	}
	await page.setViewportSize({ width: 390, height: 844 });
	await tab('Board');
	await fits('a phone with text of 200 %', 390);
	await reachable();
	await Promise.all([anna.close(), ben.close()]);
});

test('in forced colours the canvas is painted in the reader’s colours, with lines around everything', async ({
	browser
}) => {
	const { anna, ben } = await withBoard(browser, causes, { colorScheme: 'dark' });
	const { page } = anna;
	const look = (): Promise<{ fill: string; border: string; ground: string }> =>
		page
			.getByRole('application')
			.locator('div > div')
			.filter({ hasText: 'Slow letters' })
			.last()
			.evaluate((text) => {
				const box = text.parentElement?.querySelector<HTMLElement>('div') ?? text;
				const probe = document.createElement('i');
				probe.style.color = 'Canvas';
				probe.style.forcedColorAdjust = 'none';
				document.body.append(probe);
				const ground = getComputedStyle(probe).color;
				probe.remove();
				const { backgroundColor, borderTopWidth } = getComputedStyle(box);
				return { fill: backgroundColor, border: borderTopWidth, ground };
			});
	const before = await look();
	expect(before.fill).not.toBe(before.ground);
	expect(before.border).toBe('0px');
	await page.emulateMedia({ forcedColors: 'active' });
	await expect.poll(async () => (await look()).border).not.toBe('0px');
	const after = await look();
	expect(after.fill).toBe(after.ground);
	await Promise.all([anna.close(), ben.close()]);
});

test('high contrast can be chosen, holds after a reload, and the canvas follows', async ({
	browser
}) => {
	const { anna, ben } = await withBoard(browser, causes);
	const { page } = anna;
	const colors = (): Promise<string> =>
		page.evaluate(() => {
			const { backgroundColor, color } = getComputedStyle(document.body);
			return `${backgroundColor} ${color}`;
		});
	await page.getByRole('button', { name: 'Language and appearance' }).click();
	await page.getByRole('checkbox', { name: 'High contrast' }).check();
	await expect.poll(colors).toBe('rgb(255, 255, 255) rgb(0, 0, 0)');
	await page.getByRole('radio', { name: /dark/i }).check();
	await expect.poll(colors).toBe('rgb(0, 0, 0) rgb(255, 255, 255)');
	await page.reload();
	await expect(page.locator('html')).toHaveAttribute('data-contrast', 'more');
	await expect.poll(colors).toBe('rgb(0, 0, 0) rgb(255, 255, 255)');
	await Promise.all([anna.close(), ben.close()]);
});

test('on the canvas keys choose several, reach the bar of the selection and come back', async ({
	browser
}) => {
	const { anna, ben } = await withBoard(browser, [
		note('one', 'One', 0, 0),
		note('two', 'Two', 300, 0),
		note('three', 'Three', 600, 0),
		connector('line', 'one', 'two')
	]);
	const { page } = anna;
	await go(page, canvasOf(page));
	await page.keyboard.press('Tab');
	await expect(told(page)).toHaveText(/^Note, One/);
	await page.keyboard.press('Shift+K');
	await expect(told(ben.page)).toHaveText(/^Anna points at One\s*$/);
	await page.keyboard.press('Control+Space');
	await expect(told(page)).toHaveText(/^Choosing several/);
	await page.keyboard.press('Control+ArrowRight');
	await expect(told(page)).toHaveText(/^Note, Two.*, not selected\s*$/);
	await page.keyboard.press('Control+ArrowRight');
	await expect(told(page)).toHaveText(/^Note, Three.*, not selected\s*$/);
	await page.keyboard.press('Space');
	await expect(told(page)).toHaveText('2 selected: Note: 2');
	await page.keyboard.press('Escape');
	await expect(told(page)).toHaveText('Choosing several ended. 2 selected');
	await expect(canvasOf(page)).toBeFocused();

	const bar = page.getByRole('toolbar', { name: 'Actions for 2 selected items' }).first();
	await expect(bar).toBeVisible();
	await page.keyboard.press('Alt+F10');
	await expect(bar.getByRole('button').first()).toBeFocused();
	await go(page, bar.getByRole('button', { name: 'Delete' }), 'ArrowRight', 8);
	await page.keyboard.press('Escape');
	await expect(canvasOf(page)).toBeFocused();
	await page.keyboard.press('Alt+F10');
	await page.keyboard.press('ArrowLeft');
	await expect(bar.getByRole('button', { name: 'Delete' })).toBeFocused();
	await page.keyboard.press('Enter');
	await expect.poll(async () => (await anna.items()).length).toBe(2);
	await expect(canvasOf(page)).toBeFocused();
	await Promise.all([anna.close(), ben.close()]);
});

test('the outline copies, cuts and pastes rows, writes bold words, and opens the looks of a line', async ({
	browser
}) => {
	const { anna, ben } = await withBoard(browser, [
		...causes,
		note('loose', 'Loose', 0, 700),
		connector('line', 'slow', 'portal')
	]);
	const { page } = anna;
	await goToRow(page, 'Slow letters');
	await page.keyboard.press('Control+c');
	await expect(told(page)).toHaveText('1 item copied');
	await page.keyboard.press('Control+v');
	await expect(told(page)).toHaveText('1 item pasted');
	await expect(outlineOf(page).getByRole('button', { name: 'Slow letters' })).toHaveCount(2);
	await expect(rowOf(page, 'Slow letters').and(page.locator(':focus'))).toHaveCount(0);
	await page.keyboard.press('Control+x');
	await expect(outlineOf(page).getByRole('button', { name: 'Slow letters' })).toHaveCount(1);
	// Keys mean on a row what they mean on the canvas.
	await goToRow(page, 'Lost results');
	await page.keyboard.press('Shift+L');
	await expect.poll(async () => (await itemAt(ben, 'lost'))?.lock).toBeTruthy();
	await page.keyboard.press('i');
	await expect(told(page)).toHaveText(/^Note, 264 from the left.*, locked/);
	await page.keyboard.press('Shift+L');
	await expect.poll(async () => (await itemAt(ben, 'lost'))?.lock).toBeUndefined();

	await goToRow(page, 'Loose', 'Shift+Tab');
	await page.keyboard.press('F2');
	const field = outlineOf(page).getByRole('textbox', { name: 'Text: Note' });
	await expect(field).toBeFocused();
	const tools = outlineOf(page).getByRole('toolbar', { name: 'Text format' });
	await expect(tools).toBeVisible();
	await page.keyboard.press('Shift+Home');
	await page.keyboard.press('Control+b');
	await expect(field).toHaveValue('**Loose**');
	await page.keyboard.press('Alt+F10');
	await expect(tools.getByRole('button', { name: 'Bold' })).toBeFocused();
	await go(page, tools.getByRole('button', { name: 'Struck out' }), 'ArrowRight', 4);
	await page.keyboard.press('Enter');
	await expect(field).toBeFocused();
	await expect.poll(async () => (await itemAt(ben, 'loose'))?.text).toBe('**~~Loose~~**');
	await page.keyboard.press('Escape');
	await expect(rowOf(page, 'Loose')).toBeFocused();

	await goToRow(page, 'Leads to: One portal', 'Shift+Tab');
	await go(page, page.getByRole('button', { name: 'More actions' }));
	await page.keyboard.press('Enter');
	await go(page, page.getByRole('menuitem', { name: 'Lines, shape and ends' }), 'ArrowDown', 30);
	await page.keyboard.press('Enter');
	const dialog = page.getByRole('dialog', { name: 'Style' });
	const routes = dialog.getByRole('toolbar', { name: 'Route' });
	await go(page, routes.getByRole('button', { pressed: true }));
	await go(page, routes.getByRole('button', { name: 'Straight' }), 'ArrowLeft', 4);
	await page.keyboard.press('Enter');
	await expect.poll(async () => (await itemAt(ben, 'line'))?.shape).toBe('straight');
	// Its ends, its dashes, its width and the side it comes from.
	for (const [group, name] of [
		['Start', 'Dot'],
		['Line', 'Dashed'],
		['Width', 'Width 4']
	] as const) {
		const choices = dialog.getByRole('toolbar', { name: group, exact: true });
		await go(page, choices.getByRole('button', { pressed: true }), 'Tab', 8);
		await go(page, choices.getByRole('button', { name }), 'ArrowRight', 6);
		await page.keyboard.press('Enter');
	}
	await go(page, dialog.getByRole('combobox', { name: 'Starts at side' }), 'Tab', 8);
	await page.keyboard.type('Below');
	await expect
		.poll(() => itemAt(ben, 'line'))
		.toMatchObject({
			headFrom: 'dot',
			dash: 'dashed',
			stroke: 4,
			from: { item: 'slow', side: 'bottom' }
		});
	await page.keyboard.press('Escape');

	// On the canvas: its ends by the menu of keys, and a frame that cuts off what lies outside.
	await page.evaluate(() => window.concordia?.select(['line']));
	const chooseByMenu = async (name: string): Promise<void> => {
		await go(page, canvasOf(page), 'Shift+Tab');
		await page.keyboard.press('Shift+F10');
		await go(page, page.getByRole('menuitem', { name }), 'ArrowDown', 40);
		await page.keyboard.press('Enter');
	};
	await chooseByMenu('Lines, shape and ends');
	const ends = dialog.getByRole('toolbar', { name: 'End', exact: true });
	await go(page, ends.getByRole('button', { pressed: true }), 'Tab', 8);
	await go(page, ends.getByRole('button', { name: 'Diamond' }), 'ArrowRight', 6);
	await page.keyboard.press('Enter');
	await expect.poll(async () => (await itemAt(ben, 'line'))?.headTo).toBe('diamond');
	await page.keyboard.press('Escape');
	await page.evaluate(() => window.concordia?.select(['ideas']));
	await chooseByMenu('Cut off at the frame');
	await expect.poll(async () => (await itemAt(ben, 'ideas'))?.clip).toBe(true);
	await goToRow(page, 'Ideas');
	await go(page, page.getByRole('button', { name: 'More actions' }));
	await page.keyboard.press('Enter');
	await go(page, page.getByRole('menuitem', { name: 'Don’t cut off' }), 'ArrowDown', 40);
	await page.keyboard.press('Enter');
	await expect.poll(async () => (await itemAt(ben, 'ideas'))?.clip).toBeUndefined();
	await Promise.all([anna.close(), ben.close()]);
});
