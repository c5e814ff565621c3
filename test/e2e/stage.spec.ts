import { expect, test, type Page } from '@playwright/test';
import { createSession, type CreatedSession } from '../harness/api.ts';
import { expectNoFaults } from '../harness/axe.ts';
import { sit, type Person } from '../harness/people.ts';
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

const barOf = (page: Page) => page.getByRole('region', { name: 'Stage' });
const entryOf = (page: Page) => page.getByRole('textbox', { name: 'New note' });
const ownOf = (page: Page) => page.getByRole('textbox', { name: /^My note \d/ });

/** What is on the board as this person has it. */
async function notesOn(person: Person): Promise<string[]> {
	return (await person.items())
		.filter(({ type }) => type === 'note')
		.map(({ text = '' }) => text)
		.toSorted((a, b) => a.localeCompare(b));
}

async function startCollecting(mediator: Person, signed: string): Promise<void> {
	const { page } = mediator;
	await page.getByRole('button', { name: 'Menu' }).click();
	await page.getByRole('menuitem', { name: 'Collect in silence' }).click();
	const dialog = page.getByRole('dialog', { name: 'Collect in silence' });
	await expect(dialog).toContainText(/not here: .*Health insurer 1/);
	await dialog.getByLabel('What is asked').fill('What keeps us apart?');
	await dialog.getByLabel('When revealed, notes bear').selectOption({ label: signed });
	await dialog.getByRole('button', { name: 'Start collecting' }).click();
	await expect(barOf(page)).toContainText('What keeps us apart?');
}

/** Several lines from another program, as the clipboard brings them. */
async function paste(page: Page, text: string): Promise<void> {
	await entryOf(page).evaluate((field, lines) => {
		const clipboardData = new DataTransfer();
		clipboardData.setData('text/plain', lines);
		field.dispatchEvent(
			new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
		);
	}, text);
}

test('people collect in silence, at a desk, by keys and on a phone, and all of it is revealed at once', async ({
	browser
}) => {
	test.setTimeout(150_000);
	const mediator = await sit(browser, server, session, { organization: null, name: 'Mia Moor' });
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Anna Aster' });
	const ben = await sit(browser, server, session, {
		organization: 'CC',
		name: 'Ben Birke',
		viewport: { width: 390, height: 844 },
		touch: true
	});
	await startCollecting(mediator, 'the organization only');

	// At a desk a new note on the board is a private one, and twelve pasted lines are twelve.
	await expect(barOf(anna.page)).toContainText('only you see your notes');
	await anna.page.getByRole('application', { name: 'Board' }).focus();
	await anna.page.keyboard.press('n');
	await anna.page.mouse.click(400, 400);
	await expect(anna.page.getByRole('textbox', { name: 'My note, only I see it' })).toBeFocused();
	await anna.page.keyboard.type('Two billing systems');
	await anna.page.keyboard.press('Escape');
	await expect(anna.page.locator('[data-private-note]')).toContainText('Only you see this');
	// By keys it is moved, coloured and written in as any other.
	const own = anna.page.getByRole('button', { name: 'Two billing systems', exact: true });
	const before = await own.boundingBox();
	await own.press('Shift+ArrowRight');
	await expect.poll(async () => (await own.boundingBox())!.x).toBeGreaterThan(before!.x + 20);
	await anna.page.keyboard.press('Tab');
	await expect(anna.page.getByRole('button', { name: 'Colour' })).toBeFocused();
	await anna.page.keyboard.press('Enter');
	await anna.page.getByRole('button', { name: 'blue', exact: true }).press('Enter');
	await expect(anna.page.locator('[data-private-note]')).toHaveAttribute('style', /--note-blue/);
	await anna.page.keyboard.press('Escape');
	await own.press('Enter');
	await expect(anna.page.getByRole('textbox', { name: 'My note, only I see it' })).toBeFocused();
	await anna.page.keyboard.press('Escape');
	await barOf(anna.page).getByRole('button', { name: 'My notes' }).press('Enter');
	await paste(anna.page, Array.from({ length: 12 }, (_, n) => `- pasted ${n + 1}`).join('\n'));
	await expect(ownOf(anna.page)).toHaveCount(13);

	// On a phone, one after the other.
	await barOf(ben.page).getByRole('button', { name: 'My notes' }).tap();
	for (const text of ['Nobody knows whom to call', 'Forms are sent twice']) {
		await entryOf(ben.page).fill(text);
		await ben.page.getByRole('button', { name: 'Add note' }).tap();
		await expect(entryOf(ben.page)).toHaveValue('');
	}
	await expect(ownOf(ben.page)).toHaveCount(2);

	for (const { page } of [anna, ben]) await expectNoFaults(page);

	// The others have numbers; nothing is on anybody's board.
	const counts = barOf(mediator.page).getByRole('list');
	await expect(counts).toContainText('Physician network: 13 notes');
	await expect(counts).toContainText('Community centre: 2 notes');
	for (const person of [mediator, anna, ben]) expect(await notesOn(person)).toEqual([]);
	await expect(mediator.page.getByText('Two billing systems')).toHaveCount(0);
	await expect(barOf(anna.page).getByRole('button', { name: 'Reveal' })).toHaveCount(0);

	// A network that goes away in the middle: what is written then comes late.
	await ben.context.setOffline(true);
	await entryOf(ben.page).fill('Written without a network');
	await entryOf(ben.page).press('Enter');
	await expect(ben.page.getByText('kept in this browser')).toBeVisible();

	await barOf(mediator.page).getByRole('button', { name: 'Reveal' }).click();
	const question = mediator.page.getByRole('dialog', { name: 'Reveal all notes?' });
	await expect(question).toContainText('15 notes appear on everybody’s board.');
	await expect(question).toContainText('Health insurer 1');
	await expectNoFaults(mediator.page);
	await question.getByRole('button', { name: 'Reveal' }).click();
	await expect.poll(async () => (await notesOn(mediator)).length).toBe(15);
	await expect.poll(async () => (await notesOn(anna)).length).toBe(15);
	await expect(barOf(mediator.page)).toContainText('15 notes were revealed');
	await expect(anna.page.locator('[data-private-note]')).toHaveCount(0);

	// Back again, they put it on the board themselves.
	await ben.context.setOffline(false);
	await expect(barOf(ben.page)).toContainText('1 note of yours is not on the board', {
		timeout: 45_000
	});
	expect(await notesOn(mediator)).not.toContain('Written without a network');
	await barOf(ben.page).getByRole('button', { name: 'Put on the board' }).tap();
	await expect.poll(async () => notesOn(mediator)).toContain('Written without a network');
	await expect(ownOf(ben.page)).toHaveCount(0);

	// The log names the organization, as agreed.
	await anna.page.goto(`${server.url}/s/${session.id}/log`);
	const log = anna.page.getByRole('main');
	await expect(log).toContainText('Mia Moor revealed what was collected: 15 notes');
	await expect(log).toContainText('Physician network added 13 items');
	await expect(log).toContainText('Community centre added');
	await expect(log).not.toContainText('Ben Birke added');
	for (const person of [mediator, anna, ben]) await person.close();
});

test('closing the session in the middle is told before, and each keeps their own notes to read', async ({
	browser
}) => {
	const mediator = await sit(browser, server, session, { organization: null, name: 'Mia Moor' });
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Anna Aster' });
	await startCollecting(mediator, 'the organization only');
	await barOf(anna.page).getByRole('button', { name: 'My notes' }).click();
	await entryOf(anna.page).fill('Two billing systems');
	await entryOf(anna.page).press('Enter');
	await expect(barOf(mediator.page).getByRole('list')).toContainText('Physician network: 1 note');

	const host = await (await browser.newContext()).newPage();
	await host.goto(`${server.url}/host#${server.hostKey}`);
	await host.getByRole('button', { name: 'Open' }).click();
	await host.getByRole('link', { name: 'Strategy workshop' }).first().click();
	await host.getByRole('button', { name: 'Close session' }).click();
	const question = host.getByRole('dialog');
	await expect(question).toContainText('Notes are being collected for “What keeps us apart?”');
	await expectNoFaults(host);
	await question.getByRole('button', { name: 'Close session' }).click();

	await expect(barOf(anna.page)).toContainText('1 note of yours is not on the board');
	await expect(barOf(anna.page).getByRole('button', { name: 'Put on the board' })).toHaveCount(0);
	await expect(ownOf(anna.page)).toHaveValue('Two billing systems');
	await expect(ownOf(anna.page)).not.toBeEditable();
	await expect(barOf(mediator.page)).toHaveCount(0);
	expect(await notesOn(mediator)).toEqual([]);
	await expectNoFaults(anna.page);
});
