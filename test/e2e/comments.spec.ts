import { expect, test, type Page } from '@playwright/test';
import { createSession, type CreatedSession } from '../harness/api.ts';
import { insert, note, sit, type Person } from '../harness/people.ts';
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

const canvasOf = (page: Page) => page.getByRole('application', { name: 'Board' });
const panelOf = (page: Page) => page.getByRole('tabpanel', { name: 'Comments' });

/** Roughly where somebody looks: two pages of one size show the same then. */
const middle = (person: Person) =>
	person.page.evaluate(() => {
		const { x, y, zoom } = window.concordia!.camera.get();
		return Math.round((x + 300 / zoom) / 500) + Math.round((y + 300 / zoom) / 500);
	});

/** Puts the focus on the canvas with one item chosen, as a person at the keys has it. */
async function choose(person: Person, id: string): Promise<void> {
	await person.page.evaluate((wanted) => window.concordia?.select([wanted]), id);
	await canvasOf(person.page).focus();
}

test('three people talk about a note by keyboard: mention, reply, settle; an observer reads along', async ({
	browser
}) => {
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Anna Aster' });
	const ben = await sit(browser, server, session, { organization: 'CC', name: 'Ben Birke' });
	const olga = await sit(browser, server, session, {
		organization: 'SHA',
		name: 'Olga',
		role: 'observer'
	});
	await insert(anna, [note('talkednote01', 'Waiting lists', 0, 0)]);
	await expect.poll(async () => (await ben.items()).length).toBeGreaterThan(0);

	// C on the chosen note; the mention is completed by keys.
	await choose(anna, 'talkednote01');
	await anna.page.keyboard.press('c');
	const field = panelOf(anna.page).getByRole('combobox', { name: 'Comment' });
	await expect(field).toBeFocused();
	await anna.page.keyboard.type('What do you think, @ben');
	await expect(anna.page.getByRole('option', { name: 'Ben Birke' })).toBeVisible();
	await anna.page.keyboard.press('Enter');
	await expect(field).toHaveValue('What do you think, @Ben Birke ');
	await anna.page.keyboard.press('Enter');
	const said = (page: Page) => panelOf(page).getByRole('article').first();
	await expect(said(anna.page)).toContainText('@Ben Birke');

	// The others see a pin; the panel tells who wrote it, from the log.
	await expect(
		ben.page.getByRole('button', { name: /Waiting lists.*1 comment, 1 new/ })
	).toBeVisible();
	await ben.page.getByRole('tab', { name: 'Comments' }).click();
	await panelOf(ben.page)
		.getByRole('radio', { name: /Mention me/ })
		.check();
	const line = panelOf(ben.page).getByRole('button', { name: /What do you think/ });
	await expect(line).toContainText('Anna Aster');
	await expect(line).toContainText('New');
	await line.focus();
	await ben.page.keyboard.press('Enter');
	await expect(said(ben.page)).toContainText('Anna Aster');
	await panelOf(ben.page).getByRole('combobox', { name: 'Reply' }).focus();
	await ben.page.keyboard.type('Too long.');
	await ben.page.keyboard.press('Enter');
	await expect(panelOf(anna.page).getByRole('article')).toHaveCount(2);
	await expect(panelOf(anna.page).getByRole('article').nth(1)).toContainText('Ben Birke');
	// Nobody changes what the other said.
	await expect(said(ben.page).getByRole('button', { name: 'Delete my comment' })).toHaveCount(0);
	await expect(said(anna.page).getByRole('button', { name: 'Delete my comment' })).toBeVisible();

	// An observer reads everything and writes nothing.
	await olga.page.getByRole('tab', { name: 'Comments' }).click();
	await panelOf(olga.page)
		.getByRole('button', { name: /What do you think/ })
		.click();
	await expect(panelOf(olga.page).getByRole('article')).toHaveCount(2);
	await expect(panelOf(olga.page).getByRole('combobox')).toHaveCount(0);
	await expect(panelOf(olga.page).getByRole('button', { name: 'Resolve' })).toHaveCount(0);

	// The pin keeps its size and follows the note; it goes when the thread is settled.
	const pin = ben.page.getByRole('button', { name: /2 comments on “Waiting lists”/ });
	await expect(pin).toBeVisible();
	await pin.click();
	const beside = ben.page.getByRole('dialog', { name: /2 comments on “Waiting lists”/ });
	await expect(beside.getByRole('heading', { name: 'Waiting lists' })).toBeVisible();
	await expect(beside.getByRole('combobox', { name: 'Reply' })).toBeVisible();
	await expect(beside).toBeFocused();
	await ben.page.keyboard.press('Escape');
	await expect(beside).toHaveCount(0);
	await expect(pin).toBeFocused();
	const before = await pin.boundingBox();
	await ben.page.evaluate(() => {
		const camera = window.concordia!.camera.get();
		window.concordia!.camera.set({ ...camera, zoom: camera.zoom / 3 });
	});
	await expect.poll(async () => (await pin.boundingBox())?.width).toBe(before?.width);
	await panelOf(ben.page).getByRole('button', { name: 'Resolve' }).click();
	await expect(pin).toHaveCount(0);
	await expect(panelOf(olga.page).getByText('This thread is resolved.')).toBeVisible();
	await panelOf(anna.page).getByRole('button', { name: 'Reopen' }).click();
	await expect(pin).toBeVisible();

	// Taking back leaves the reply where it is; undo has nothing to do with it.
	await said(anna.page).getByRole('button', { name: 'Delete my comment' }).click();
	await expect(said(ben.page)).toContainText('Deleted by its author');
	await expect(panelOf(ben.page).getByText('Too long.')).toBeVisible();
	await anna.page.evaluate(() => window.concordia?.undo());
	await expect
		.poll(async () => (await ben.items()).some(({ id }) => id === 'talkednote01'))
		.toBe(false);
	await expect(panelOf(ben.page).getByText('Too long.')).toBeVisible();
	await Promise.all([anna.close(), ben.close(), olga.close()]);
});

test('people react by keys and pointer, and everybody reads who did', async ({ browser }) => {
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Anna' });
	const ben = await sit(browser, server, session, { organization: 'CC', name: 'Ben' });
	await insert(anna, [note('reactednote1', 'One number for all', 0, 0)]);
	await expect.poll(async () => (await ben.items()).length).toBeGreaterThan(0);
	await choose(anna, 'reactednote1');
	await anna.page.keyboard.press('Shift+R');
	const dialog = anna.page.getByRole('dialog', { name: 'React to “One number for all”' });
	await expect(dialog).toBeVisible();
	await anna.page.keyboard.press('1');
	await expect(dialog.getByRole('button', { name: 'Agree, 1' })).toHaveAttribute(
		'aria-pressed',
		'true'
	);
	await expect(dialog).toContainText(/Agree – .*: Anna/);
	await anna.page.keyboard.press('Escape');
	await expect(dialog).toHaveCount(0);

	const mark = ben.page.locator('.marks button');
	await expect(mark).toHaveText('1');
	await mark.click();
	await expect(mark).toHaveText('2');
	await expect.poll(async () => (await anna.items())[0]?.reactions).toHaveLength(2);
	await ben.page.getByRole('tab', { name: 'Outline' }).click();
	await expect(ben.page.getByRole('tabpanel', { name: 'Outline' })).toContainText('2 reactions');
	await Promise.all([anna.close(), ben.close()]);
});

test('the mediator asks everybody to come; one comes, one stays; who looks away can come back', async ({
	browser
}) => {
	const mara = await sit(browser, server, session, { organization: null, name: 'Mara' });
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Anna' });
	const ben = await sit(browser, server, session, { organization: 'CC', name: 'Ben' });
	await mara.page.evaluate(() => window.concordia?.camera.set({ x: 5000, y: 4000, zoom: 1 }));
	const there = await middle(mara);
	const before = await middle(ben);
	await mara.page.getByRole('tab', { name: 'People' }).click();
	await mara.page.getByRole('button', { name: 'Bring everyone to me' }).click();
	await expect(
		anna.page.getByText('Mara asks everybody to look at the same place.').first()
	).toBeVisible();
	await anna.page.getByRole('button', { name: 'Go there' }).press('Enter');
	await expect.poll(() => middle(anna)).toBe(there);
	await expect(anna.page.getByText('You follow Mara')).toBeVisible();
	await ben.page.getByRole('button', { name: 'Stay here' }).press('Enter');
	await expect(ben.page.getByRole('button', { name: 'Go there' })).toHaveCount(0);
	expect(await middle(ben)).toBe(before);

	// The view follows; a hand of one's own ends that, one button brings back.
	await mara.page.evaluate(() => window.concordia?.camera.set({ x: -9000, y: 4000, zoom: 1 }));
	await expect.poll(() => middle(anna)).toBe(await middle(mara));
	await anna.page.mouse.move(500, 400);
	await anna.page.mouse.wheel(0, 900);
	await expect(anna.page.getByText('You follow Mara')).toHaveCount(0);
	await anna.page.getByRole('button', { name: 'Back to Mara' }).press('Enter');
	await expect.poll(() => middle(anna)).toBe(await middle(mara));
	// Others can’t call everybody.
	await anna.page.getByRole('tab', { name: 'People' }).click();
	await expect(anna.page.getByRole('button', { name: 'Bring everyone to me' })).toHaveCount(0);
	await Promise.all([mara.close(), anna.close(), ben.close()]);
});

test('words at the pointer are seen by the others and go away; pointers can be hidden', async ({
	browser
}) => {
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Anna' });
	const ben = await sit(browser, server, session, { organization: 'CC', name: 'Ben' });
	await insert(anna, [note('herenote0001', 'here', 0, 0)]);
	await canvasOf(anna.page).hover({ position: { x: 300, y: 300 } });
	await canvasOf(anna.page).focus();
	await anna.page.keyboard.press('/');
	await expect(
		anna.page.getByRole('textbox', { name: 'What you say at your pointer' })
	).toBeFocused();
	await anna.page.keyboard.type('Shall we start here?');
	const bubble = ben.page.getByText('Shall we start here?').first();
	await expect(bubble).toBeVisible();
	await anna.page.keyboard.press('Enter');
	await expect(ben.page.locator('.bubble')).toHaveCount(0, { timeout: 20_000 });
	await ben.page.getByRole('tab', { name: 'People' }).click();
	await ben.page.getByLabel('Show others’ pointers').uncheck();
	await ben.page.reload();
	await ben.page.getByRole('tab', { name: 'People' }).click();
	await expect(ben.page.getByLabel('Show others’ pointers')).not.toBeChecked();
	await Promise.all([anna.close(), ben.close()]);
});

test('who writes where is told before one starts', async ({ browser }) => {
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Anna' });
	const ben = await sit(browser, server, session, { organization: 'CC', name: 'Ben' });
	await insert(anna, [note('writtennote1', 'Draft', 0, 0)]);
	await choose(anna, 'writtennote1');
	await anna.page.keyboard.press('Enter');
	await expect(ben.page.getByText('Anna writes here')).toBeVisible();
	await ben.page.getByRole('tab', { name: 'People' }).click();
	await expect(ben.page.getByText('writes in “Draft”')).toBeVisible();
	await Promise.all([anna.close(), ben.close()]);
});
