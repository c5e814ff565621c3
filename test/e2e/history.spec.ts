import { expect, test, type Locator, type Page } from '@playwright/test';
import { createSession, type CreatedSession } from '../harness/api.ts';
import { told } from '../harness/outline.ts';
import { atBoard, insert, note, sit, type Person } from '../harness/people.ts';
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

async function update(person: Person, id: string, patch: Record<string, unknown>): Promise<void> {
	await person.page.evaluate((change) => window.concordia?.update([change]), { id, ...patch });
	await person.settled();
}

async function remove(person: Person, id: string): Promise<void> {
	await person.page.evaluate((gone) => window.concordia?.remove([gone]), id);
	await person.settled();
}

const sees = (person: Person, count: number): Promise<void> =>
	expect.poll(async () => (await person.items()).length).toBe(count);

/** Anna adds two notes, Ben moves one and writes in it, Anna removes the other. Five changes. */
async function tellStory(anna: Person, ben: Person): Promise<void> {
	await insert(anna, [note('storynote001', 'Too few nurses', 0, 0)]);
	await insert(anna, [note('storynote002', 'Too much paperwork', 300, 0)]);
	await sees(ben, 2);
	await update(ben, 'storynote001', { pos: [0, 300] });
	await update(ben, 'storynote001', { text: 'Too few good nurses' });
	await remove(anna, 'storynote002');
	await sees(ben, 1);
}

async function openHistory(person: Person, query = ''): Promise<Page> {
	const page = await person.context.newPage();
	await page.goto(`${server.url}/s/${session.id}/history${query}`);
	await expect(slider(page)).toHaveAttribute('max', /[1-9]/);
	return page;
}

const slider = (page: Page): Locator => page.getByRole('slider', { name: 'Moment of the board' });
const message = (page: Page): Locator => page.getByRole('region', { name: 'Messages' });
const seat = (organization: string, name: string) => ({ organization, name });

test('the board is seen at any moment, step by step, by slider and by play', async ({
	browser
}) => {
	const anna = await sit(browser, server, session, seat('PN', 'Anna'));
	const ben = await sit(browser, server, session, seat('CC', 'Ben'));
	await tellStory(anna, ben);
	const page = await openHistory(ben);
	await expect(slider(page)).toHaveValue('5');
	await expect(page.getByText('The newest moment', { exact: true })).toBeVisible();
	await expect(page.getByText('Anna removed “Too much paperwork”')).toBeVisible();

	await page.getByRole('button', { name: 'One change back' }).click();
	await expect(page.getByText('This is the past.')).toBeVisible();
	await expect(page.getByText('Ben wrote in “Too few good nurses”')).toBeVisible();
	const board = page.getByRole('application', { name: 'The board at the chosen moment' });
	await expect(board.getByText('Too much paperwork')).toBeVisible();
	await expect(board.getByText('Too few good nurses')).toBeVisible();

	await slider(page).focus();
	await slider(page).press('Home');
	await expect(slider(page)).toHaveAttribute('aria-valuetext', 'Before the first change');
	await slider(page).press('ArrowRight');
	await expect(slider(page)).toHaveAttribute('aria-valuetext', /Anna: change 1 of 5/);
	await expect(board.getByText('Too few nurses')).toBeVisible();
	await expect(board.getByText('Too much paperwork')).toHaveCount(0);
	await expect(page).toHaveURL(/at=\d+/);

	await page.getByLabel('Speed: changes').selectOption('20');
	await page.getByRole('button', { name: 'Play', exact: true }).click();
	await expect(slider(page)).toHaveValue('5');
	await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();

	// Whoever looks at the newest moment sees what comes; whoever looks back is left in peace.
	await insert(anna, [note('storynote003', 'Said later', 600, 0)]);
	await expect(slider(page)).toHaveValue('6', { timeout: 20_000 });
	await Promise.all([anna.close(), ben.close()]);
});

test('the past is read by keys alone: its outline, and what the canvas tells', async ({
	browser
}) => {
	const anna = await sit(browser, server, session, seat('PN', 'Anna'));
	await insert(anna, [
		{ id: 'pastframe001', type: 'frame', pos: [0, 0], size: [600, 300], z: 'a0', text: 'Causes' },
		{ ...note('pastnote0001', 'Slow letters', 20, 40), parent: 'pastframe001' },
		{ ...note('pastnote0002', 'Lost results', 300, 40), parent: 'pastframe001' }
	]);
	await insert(anna, [
		{
			id: 'pastlink0001',
			type: 'connector',
			pos: [0, 0],
			size: [0, 0],
			z: 'a5',
			from: { item: 'pastnote0001' },
			to: { item: 'pastnote0002' }
		}
	]);
	await remove(anna, 'pastnote0002');
	const page = await openHistory(anna);
	await page.getByRole('button', { name: 'One change back' }).click();
	await page.getByRole('tab', { name: 'This moment' }).press('ArrowRight');
	const list = page.getByRole('list', { name: 'Outline' });
	const lines = list.getByRole('button');
	await expect(lines).toHaveText([
		/^Causes/,
		/^Slow letters/,
		'Leads to: Lost results',
		/^Lost results/
	]);
	await expect(list.getByRole('heading', { name: 'Causes' })).toBeVisible();
	await lines.first().focus();
	for (const key of ['End', 'Enter']) await page.keyboard.press(key);
	await expect(lines.last()).toHaveAttribute('aria-pressed', 'true');
	await page.keyboard.press('ArrowUp');
	await expect(lines.nth(2)).toBeFocused();

	// The canvas tells what is chosen there, as it was then.
	const board = page.getByRole('application', { name: 'The board at the chosen moment' });
	await board.focus();
	await page.keyboard.press('Shift+Tab');
	await page.keyboard.press('Shift+Tab');
	await expect(told(page)).toHaveText(
		/^Note, Slow letters, 1 of 2, in Causes, Leads to: Lost results/
	);
	await expect(lines.nth(1)).toHaveAttribute('aria-pressed', 'true');

	// A moment later one of them is gone.
	await page.getByRole('button', { name: 'One change on' }).click();
	await expect(lines.filter({ hasText: 'Lost results' })).toHaveCount(0);
	await anna.close();
});

test('a log entry and the edits of an item lead to the board of that moment', async ({
	browser
}) => {
	const anna = await sit(browser, server, session, seat('PN', 'Anna'));
	const ben = await sit(browser, server, session, seat('CC', 'Ben'));
	await tellStory(anna, ben);
	const log = await anna.context.newPage();
	await log.goto(`${server.url}/s/${session.id}/log`);
	await log.getByRole('button', { name: /Ben moved “Too few good nurses”/ }).click();
	await log.getByRole('link', { name: 'Show the board at this moment' }).click();
	await expect(slider(log)).toHaveValue('3');
	await log.reload();
	await expect(slider(log)).toHaveValue('3');

	await anna.page.evaluate(() => window.concordia?.select(['storynote001']));
	await anna.page.getByRole('tab', { name: 'Details' }).click();
	await anna.page.getByRole('link', { name: 'Show the board then' }).first().click();
	await expect(slider(anna.page)).toHaveValue('4');
	await expect(anna.page.getByText('It is the same on the board today.')).toBeVisible();
	await anna.page.getByRole('button', { name: 'Its change before' }).click();
	await expect(slider(anna.page)).toHaveValue('3');
	await Promise.all([anna.close(), ben.close()]);
});

test('two moments are compared: what, which words, by whom', async ({ browser }) => {
	const anna = await sit(browser, server, session, seat('PN', 'Anna'));
	const ben = await sit(browser, server, session, seat('CC', 'Ben'));
	await tellStory(anna, ben);
	await insert(anna, [note('storynote003', 'A new one', 600, 0)]);
	const page = await openHistory(anna);
	await slider(page).focus();
	await slider(page).press('Home');
	await slider(page).press('ArrowRight');
	await slider(page).press('ArrowRight');
	await page.getByRole('tab', { name: 'Compare' }).click();
	await page.getByRole('button', { name: 'With the newest moment' }).click();
	const table = page.getByRole('table', { name: 'What differs between the two moments' });
	await expect(table.getByRole('row')).toHaveCount(4);
	const changed = table.getByRole('row').filter({ hasText: 'Too few good nurses' });
	await expect(changed).toContainText('Changed');
	await expect(changed).toContainText('Moved');
	await expect(changed.getByRole('insertion')).toContainText('good');
	await expect(changed).toContainText('By Ben');
	const removed = table.getByRole('row').filter({ hasText: 'Too much paperwork' });
	await expect(removed).toContainText('Removed');
	await expect(removed).toContainText('By Anna');
	await expect(table.getByRole('row').filter({ hasText: 'A new one' })).toContainText('Added');
	await page.getByRole('checkbox', { name: /Removed/ }).uncheck();
	await expect(removed).toHaveCount(0);
	await expect(page).toHaveURL(/from=\d+/);
	await Promise.all([anna.close(), ben.close()]);
});

test('a removed note, a text and a whole moment come back as a change that can be undone', async ({
	browser
}) => {
	const anna = await sit(browser, server, session, seat('PN', 'Anna'));
	const ben = await sit(browser, server, session, seat('CC', 'Ben'));
	await tellStory(anna, ben);

	const page = await openHistory(anna);
	await page.getByRole('button', { name: 'Bring back Too much paperwork' }).click();
	await page.getByRole('button', { name: 'Bring back 1 item' }).click();
	await expect(message(page).getByText('1 item brought back.')).toBeVisible();
	await sees(ben, 2);
	await message(page).getByRole('button', { name: 'Undo', exact: true }).click();
	await sees(ben, 1);

	await page.goto(`${server.url}/s/${session.id}/history?item=storynote001`);
	await page.getByRole('button', { name: 'Its change before' }).click();
	await page.getByRole('button', { name: 'Its change before' }).click();
	await page.getByRole('button', { name: 'Bring back this text' }).click();
	const dialog = page.getByRole('dialog');
	await expect(dialog.getByText('Changed since by Ben')).toBeVisible();
	await dialog.getByRole('button', { name: 'Bring back 1 item' }).click();
	await expect
		.poll(async () => (await ben.items())[0])
		.toMatchObject({ text: 'Too few nurses', pos: [0, 300] });

	// While Anna looks, Ben writes: his words stay.
	await page.goto(`${server.url}/s/${session.id}/history`);
	await slider(page).focus();
	await slider(page).press('Home');
	await slider(page).press('ArrowRight');
	await slider(page).press('ArrowRight');
	await page.getByRole('button', { name: 'Bring back the whole board' }).click();
	await expect(dialog.getByText('comes back')).toBeVisible();
	await expect(dialog.getByText('moves back to where it was')).toBeVisible();
	await update(ben, 'storynote001', { text: 'Written meanwhile' });
	await dialog.getByRole('button', { name: 'Bring back 2 items' }).click();
	await expect(message(page).getByText('1 item was left as it is')).toBeVisible();
	await sees(ben, 2);
	expect((await ben.items()).find(({ id }) => id === 'storynote001')?.text).toBe(
		'Written meanwhile'
	);
	const log = await ben.page.evaluate(async (id) => {
		const response = await fetch(`/api/sessions/${id}/log?kind=edit&item=storynote002`);
		return await response.text();
	}, session.id);
	expect(log.trim().split('\n').length).toBeGreaterThanOrEqual(4);
	await Promise.all([anna.close(), ben.close()]);
});

test('observers look back but bring nothing back; an empty board says so; work goes on offline', async ({
	browser
}) => {
	const watcher = await sit(browser, server, session, {
		...seat('PN', 'Watcher'),
		role: 'observer'
	});
	await watcher.page.goto(`${server.url}/s/${session.id}/history`);
	await expect(watcher.page.getByText('Nothing has happened on this board yet')).toBeVisible();
	const anna = await sit(browser, server, session, seat('PN', 'Anna'));
	const ben = await sit(browser, server, session, seat('CC', 'Ben'));
	await tellStory(anna, ben);
	const page = await openHistory(watcher);
	await expect(page.getByText('Bringing something back takes the right to edit.')).toBeVisible();
	await page.getByRole('button', { name: 'One change back' }).click();
	await expect(page.getByRole('button', { name: /^Bring back/ })).toHaveCount(0);
	await watcher.context.setOffline(true);
	await expect(page.getByText('No connection to the server.')).toBeVisible({ timeout: 20_000 });
	await page.getByRole('button', { name: 'To the beginning' }).click();
	await expect(slider(page)).toHaveValue('0');
	await Promise.all([anna.close(), ben.close(), watcher.close()]);
});

test('on a phone board and panel take turns, and what was brought back is shown', async ({
	browser
}) => {
	const anna = await sit(browser, server, session, {
		...seat('PN', 'Anna'),
		viewport: { width: 390, height: 844 },
		touch: true
	});
	await insert(anna, [note('phonenote001', 'Only here for a moment', 0, 0)]);
	await remove(anna, 'phonenote001');
	const page = await openHistory(anna);
	await page.getByRole('button', { name: 'Show what happened' }).tap();
	await page.getByRole('button', { name: 'Bring back Only here for a moment' }).tap();
	await page.getByRole('button', { name: 'Bring back 1 item' }).tap();
	await expect(message(page).getByText('1 item brought back.')).toBeVisible();
	const again = await atBoard('Anna', page, anna.context, server, session.id);
	await sees(again, 1);
	await anna.close();
});
