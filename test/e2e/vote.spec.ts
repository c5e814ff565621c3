import { readFile } from 'node:fs/promises';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { createSession } from '../harness/api.ts';
import { go } from '../harness/keys.ts';
import { outlineOf } from '../harness/outline.ts';
import { insert, note, sit } from '../harness/people.ts';
import { startServer, type RunningServer } from '../harness/server.ts';

// Story S1, step 8: five dots each, at most three on one, hidden until closed; by mouse, by keys, on a phone.

let server: RunningServer;

test.beforeAll(async () => {
	server = await startServer();
});
test.afterAll(async () => {
	await server.stop();
});

const panelOf = (page: Page): Locator => page.getByRole('tabpanel', { name: 'Votes' });
const told = (page: Page): Locator => page.locator('[aria-live][aria-atomic="true"]');

/** By the palette, as any other action. */
async function askForVote(page: Page): Promise<void> {
	await page.keyboard.press('Control+k');
	await page.getByRole('combobox').fill('Start a vote');
	await expect(page.getByRole('option').first()).toContainText('Start a vote');
	await page.keyboard.press('Enter');
}

test('people put dots by keys, by clicks and on a phone; nobody sees them before the vote is closed', async ({
	browser
}) => {
	// Three browsers, one after the other.
	test.slow();
	const session = await createSession(server);
	const mediator = await sit(browser, server, session, { organization: null, name: 'Mia' });
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Anna' });
	const ben = await sit(browser, server, session, {
		organization: 'CC',
		name: 'Ben',
		viewport: { width: 390, height: 780 },
		touch: true
	});
	await insert(anna, [
		note('slow', 'Slow letters', 0, 0),
		note('lost', 'Lost results', 260, 0),
		note('home', 'Nobody at home', 520, 0)
	]);
	const everybody = [mediator, anna, ben];
	for (const { page } of everybody) {
		await expect.poll(() => page.evaluate(() => window.concordia?.items().length ?? 0)).toBe(3);
	}
	/** All that reached the others while the vote was open. */
	const heard: string[] = [];
	for (const { page } of [mediator, ben]) {
		page.on('websocket', (socket) =>
			socket.on('framereceived', ({ payload }) => heard.push(payload.toString()))
		);
	}

	// The mediator selects what it is about and opens the vote from the menu.
	await mediator.page.evaluate(() => window.concordia?.select(['slow', 'lost', 'home']));
	await askForVote(mediator.page);
	const dialog = mediator.page.getByRole('dialog', { name: 'Start a vote' });
	await dialog.getByLabel('What is asked').fill('What first?');
	await expect(dialog.getByLabel('What is voted on')).toHaveValue('selection');
	await dialog.getByRole('button', { name: 'Start the vote' }).click();
	await expect(panelOf(mediator.page).getByText('0 of 2 people have voted')).toBeVisible();
	await expect(panelOf(mediator.page).getByText('You lead the vote')).toBeVisible();

	// Anna has no mouse: rows of the outline take + and −, then buttons of the panel.
	const keys = anna.page.keyboard;
	const row = outlineOf(anna.page).getByRole('button', { name: 'Lost results' }).first();
	await expect(row).toContainText('no dot of yours');
	await go(anna.page, outlineOf(anna.page).locator('.entry'));
	await keys.press('Home');
	await go(anna.page, row, 'ArrowDown', 5);
	for (let dots = 0; dots < 3; dots++) await keys.press('+');
	await expect(told(anna.page).filter({ hasText: 'Lost results: 3 dots. 2 left.' })).toHaveCount(1);
	await keys.press('+');
	await expect(told(anna.page).filter({ hasText: 'No more than 3 on one item.' })).toHaveCount(1);
	await keys.press('-');
	await expect(row).toContainText('2 dots of yours');
	await go(anna.page, anna.page.getByRole('tab', { name: 'Outline' }), 'Shift+Tab');
	await go(anna.page, anna.page.getByRole('tab', { name: 'Votes' }), 'ArrowRight', 6);
	const put = panelOf(anna.page).getByRole('button', { name: 'Put a dot on Slow letters' });
	await go(anna.page, put);
	await keys.press('Enter');
	await keys.press('Space');
	await expect(
		panelOf(anna.page).getByRole('group', { name: 'Slow letters: 2 of 3 dots' })
	).toBeVisible();
	await expect(panelOf(anna.page).getByText('1 of 5 dots left')).toBeVisible();
	await expect(panelOf(anna.page).getByText('Your ballot is stored.')).toBeVisible();

	// Ben taps: the list first, then notes on the board.
	await ben.page.getByRole('button', { name: 'Vote', exact: true }).tap();
	const tall = await ben.page
		.getByRole('button', { name: 'Put a dot on Lost results' })
		.boundingBox();
	expect(Math.min(tall?.height ?? 0, tall?.width ?? 0)).toBeGreaterThanOrEqual(44);
	await ben.page.getByRole('button', { name: 'Put a dot on Lost results' }).tap();
	await expect(ben.page.getByText('4 of 5 dots left').first()).toBeVisible();
	await ben.page
		.getByRole('navigation', { name: 'Views' })
		.getByRole('button', { name: 'Board' })
		.tap();
	await ben.page.getByRole('button', { name: 'Vote on the board' }).tap();
	await ben.settled();
	await expect(ben.page.locator('[data-voting] .target')).toHaveCount(3);
	const place = await ben.page.evaluate(() => window.concordia?.rect('home'));
	if (!place) throw new Error('the note has no place on the page');
	await ben.page.touchscreen.tap(place.x + place.width / 2, place.y + place.height / 2);
	await expect(ben.page.getByText('3 of 5 dots left').first()).toBeVisible();

	// Until the end the others know that they voted, not for what.
	await expect(panelOf(mediator.page).getByText('2 of 2 people have voted')).toBeVisible();
	expect(heard.some((payload) => /"lost":\d/.test(payload))).toBe(false);
	await panelOf(mediator.page).getByRole('button', { name: 'Close the vote' }).click();
	const question = mediator.page.getByRole('dialog', { name: 'Close the vote?' });
	await question.getByRole('button', { name: 'Close the vote' }).click();
	const table = panelOf(mediator.page).getByRole('table');
	await expect(table.getByRole('row')).toHaveText([
		/Item.*Dots.*Physician network.*Community centre/,
		/1\s*Lost results.*3.*2.*1/,
		/2\s*Slow letters.*2.*2.*0/,
		/3\s*Nobody at home.*1.*0.*1/
	]);
	const download = mediator.page.waitForEvent('download');
	await panelOf(mediator.page).getByRole('button', { name: 'Save as CSV' }).click();
	expect(await readFile(await (await download).path(), 'utf8')).toBe(
		'\uFEFFRank,Item,Dots,Physician network,Community centre\r\n' +
			'1,Lost results,3,2,1\r\n2,Slow letters,2,2,0\r\n3,Nobody at home,1,0,1\r\n'
	);
	// Each checks in the log that theirs was counted, and finds the totals in the outline.
	await go(
		anna.page,
		panelOf(anna.page).getByRole('button', { name: 'Check that mine was counted' })
	);
	await keys.press('Enter');
	await expect(
		panelOf(anna.page).getByText('stands in the log exactly as you cast it')
	).toBeVisible();
	await go(anna.page, anna.page.getByRole('tab', { name: 'Votes' }), 'Shift+Tab');
	await go(anna.page, anna.page.getByRole('tab', { name: 'Outline' }), 'ArrowLeft', 6);
	await expect(row).toContainText('3 dots');
	await Promise.all(everybody.map((person) => person.close()));
});

test('dots put without a connection are kept and sent on return', async ({ browser }) => {
	const session = await createSession(server);
	const mediator = await sit(browser, server, session, { organization: null, name: 'Mia' });
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Anna' });
	await insert(anna, [note('slow', 'Slow letters', 0, 0), note('lost', 'Lost results', 260, 0)]);
	await expect
		.poll(() => mediator.page.evaluate(() => window.concordia?.items().length ?? 0))
		.toBe(2);
	await mediator.page.evaluate(() => window.concordia?.select(['slow', 'lost']));
	await askForVote(mediator.page);
	await mediator.page.getByLabel('What is asked').fill('What first?');
	await mediator.page.getByRole('button', { name: 'Start the vote' }).click();
	await anna.page.getByRole('button', { name: 'Vote', exact: true }).click();
	await anna.context.setOffline(true);
	await panelOf(anna.page).getByRole('button', { name: 'Put a dot on Lost results' }).click();
	await expect(panelOf(anna.page).getByText('Not sent yet: no connection.')).toBeVisible();
	await expect(panelOf(mediator.page).getByText('0 of 1 people have voted')).toBeVisible();
	await anna.context.setOffline(false);
	await expect(panelOf(mediator.page).getByText('1 of 1 people have voted')).toBeVisible({
		timeout: 45_000
	});
	await expect(panelOf(anna.page).getByText('Your ballot is stored.')).toBeVisible();
	await Promise.all([mediator.close(), anna.close()]);
});
