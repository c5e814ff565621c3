import { expect, test, type Browser, type Page } from '@playwright/test';
import type { Item } from '@concordia/board';
import { createSession, type CreatedSession } from '../harness/api.ts';
import { hasBeam } from '../harness/beam.ts';
import { note } from '../harness/people.ts';
import { look, phone as phoneAt, type Phone, type PhoneSeat } from '../harness/phone.ts';
import { startServer, type RunningServer } from '../harness/server.ts';

/** Two people, each with a phone: at one item, in one text, in one stage and in one vote. */

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

const phone = (browser: Browser, items: Item[], seat: PhoneSeat = {}): Promise<Phone> =>
	phoneAt(browser, server, session, items, seat);

const dialog = (page: Page, name: string | RegExp) => page.getByRole('dialog', { name });
const field = ({ page }: Phone) => page.locator('.stage textarea');

async function write(person: Phone, id: string): Promise<void> {
	const at = await person.fingers.middleOf(id);
	await expect(async () => {
		await person.fingers.tap(at);
		await person.fingers.tap(at);
		await expect(field(person)).toBeFocused({ timeout: 1000 });
	}).toPass();
}

test('two phones at one board: one text, one note in two hands, a laser, words at a place, who is where', async ({
	browser
}) => {
	const anna = await phone(browser, [
		note('sharednote01', 'one two', 0, 0),
		note('othernote001', 'Other', 0, 400),
		note('faraway00001', 'Far away', 3000, 3000)
	]);
	const ben = await phone(browser, [], { name: 'Mediator', organization: null });
	const { page, fingers } = anna;

	// One text: each sees the other's caret, and who writes before starting.
	await write(anna, 'sharednote01');
	await ben.fingers.view('People');
	await expect(ben.page.getByText('writes in “one two”')).toBeVisible();
	await ben.fingers.view('Outline');
	await expect(ben.page.getByText('Physician writes here')).toBeVisible();
	await ben.fingers.view('Board');
	await write(ben, 'sharednote01');
	await expect(ben.page.locator('[data-caret-of="Physician"]')).toBeVisible();
	await expect(page.locator('[data-caret-of="Mediator"]')).toBeVisible();
	await page.keyboard.insertText(' three');
	await expect(field(ben)).toHaveValue(/three/);
	await ben.page.keyboard.insertText(' four');
	await expect(field(anna)).toHaveValue(/four/);
	await fingers.tap([330, 640]);
	await ben.fingers.tap([330, 640]);
	await expect(field(anna)).toHaveCount(0);
	const words = (await anna.item('sharednote01'))?.text ?? '';
	for (const word of ['one', 'two', 'three', 'four']) expect(words).toContain(word);
	await expect.poll(async () => (await ben.item('sharednote01'))?.text).toBe(words);

	// One note in two hands: whoever lifts last.
	const at = await fingers.middleOf('othernote001');
	await fingers.touch('touchStart', at);
	await ben.fingers.touch('touchStart', at);
	for (const step of [30, 60, 100]) {
		await fingers.touch('touchMove', [at[0] + step, at[1]]);
		await ben.fingers.touch('touchMove', [at[0], at[1] + step]);
	}
	// Both come to rest: the tap after a finger that was flung off only stops the movement.
	await page.waitForTimeout(100);
	await fingers.touch('touchMove', [at[0] + 100, at[1]]);
	await ben.fingers.touch('touchMove', [at[0], at[1] + 100]);
	await fingers.touch('touchEnd');
	await expect.poll(async () => (await ben.item('othernote001'))?.pos[0]).toBeGreaterThan(100);
	expect((await ben.fingers.middleOf('othernote001'))[1]).toBeCloseTo(at[1] + 100, -1);
	await ben.fingers.touch('touchEnd');
	await expect
		.poll(async () => Math.round((await anna.item('othernote001'))?.pos[0] ?? -1))
		.toBeLessThan(20);
	expect((await anna.item('othernote001'))!.pos[1]).toBeGreaterThan(500);

	// A laser, by its tool and as a hint at an item.
	await fingers.tool('Laser pointer');
	const laser = page.getByRole('button', { name: 'Laser pointer' });
	await expect(laser).toHaveAttribute('aria-pressed', 'true');
	let points = 0;
	await fingers.touch('touchStart', [100, 500]);
	await expect(async () => {
		points += 1;
		await fingers.touch('touchMove', [100 + (points % 20) * 10, 500 + (points % 7) * 5]);
		expect(await hasBeam(ben.page)).toBe(true);
	}).toPass({ timeout: 4000 });
	await fingers.touch('touchEnd');
	await expect.poll(() => hasBeam(ben.page)).toBe(false);
	await fingers.tool('Select');
	await fingers.choose('sharednote01', 'Point at this');
	await expect.poll(() => hasBeam(ben.page)).toBe(true);

	// Words at the place that was tapped last.
	await fingers.tap([200, 600]);
	await fingers.act('Say something at the pointer');
	await expect(page.getByRole('textbox', { name: 'What you say at your pointer' })).toBeFocused();
	await page.keyboard.insertText('Shall we start here?');
	const bubble = ben.page.getByText('Shall we start here?').first();
	await expect(bubble).toBeVisible();
	await page.keyboard.press('Enter');

	// To what somebody else works on.
	await look(ben, 0.6);
	await page.evaluate(() => window.concordia?.select(['faraway00001']));
	await ben.fingers.view('People');
	await ben.page.getByRole('button', { name: 'Find in the outline what Physician works on' }).tap();
	await expect(ben.page.getByRole('heading', { name: 'Outline' })).toBeVisible();
	const row = ben.page.getByRole('button', { name: /^Far away/ });
	await expect(row).toBeVisible();
	await Promise.all([anna.close(), ben.close()]);
});

const stageOf = ({ page }: Phone) => page.getByRole('region', { name: 'Stage' });

/** Begins to collect, by the menu. */
async function collect({ page }: Phone, question: string): Promise<void> {
	await page.getByRole('button', { name: 'Menu', exact: true }).tap();
	await page.getByRole('menuitem', { name: 'Collect in silence' }).tap();
	const sheet = dialog(page, 'Collect in silence');
	await sheet.getByLabel('What is asked').fill(question);
	await sheet.getByLabel('Minutes').fill('1');
	await sheet.getByRole('button', { name: 'Start collecting' }).tap();
}

/** Writes a note that nobody else sees. */
async function jot(person: Phone, text: string): Promise<void> {
	const { page } = person;
	const entry = page.getByRole('textbox', { name: 'New note' });
	if (!(await entry.isVisible())) {
		await stageOf(person).getByRole('button', { name: 'My notes' }).tap();
	}
	await entry.fill(text);
	await page.getByRole('button', { name: 'Add note' }).tap();
	await expect(entry).toHaveValue('');
}

test('two phones collect in silence: cancelled, with more time, too late; a vote is opened and closed', async ({
	browser
}) => {
	const mediator = await phone(browser, [], { name: 'Mediator', organization: null });
	const anna = await phone(browser, []);
	const { page } = mediator;
	const bar = stageOf(mediator);
	const texts = async () =>
		(await mediator.items())
			.flatMap(({ type, text = '' }) => (type === 'note' ? text : []))
			.toSorted();

	// Ended without revealing: the notes stay with who wrote them, to be put on the board by hand.
	await collect(mediator, 'What keeps us apart?');
	await jot(anna, 'Two forms');
	await expect(bar).toContainText('1 note');
	await bar.getByRole('button', { name: 'More about this stage' }).tap();
	await page.getByRole('menuitem', { name: '5 minutes more' }).tap();
	await expect(bar.getByRole('timer')).toHaveText(/^[56]:/);
	await bar.getByRole('button', { name: 'More about this stage' }).tap();
	await page.getByRole('menuitem', { name: 'End without revealing' }).tap();
	const question = dialog(page, 'End without revealing?');
	await question.getByRole('button', { name: 'End without revealing' }).tap();
	await expect(stageOf(anna)).toContainText('1 note of yours is not on the board');
	expect(await texts()).toEqual([]);
	await stageOf(anna).getByRole('button', { name: 'Put on the board' }).tap();
	await expect.poll(texts).toEqual(['Two forms']);

	// Revealed; what is written without a network comes too late.
	await collect(mediator, 'What helps?');
	await jot(anna, 'One portal');
	await expect(bar).toContainText('1 note');
	await anna.context.setOffline(true);
	await jot(anna, 'One more');
	await expect(anna.page.getByText('kept in this browser')).toBeVisible();
	await bar.getByRole('button', { name: 'Reveal' }).tap();
	await dialog(page, 'Reveal all notes?').getByRole('button', { name: 'Reveal' }).tap();
	await expect.poll(texts).toEqual(['One portal', 'Two forms']);
	await anna.context.setOffline(false);
	await expect(stageOf(anna)).toContainText('1 note of yours is not on the board', {
		timeout: 45_000
	});
	await stageOf(anna).getByRole('button', { name: 'Put on the board' }).tap();
	await expect.poll(texts).toEqual(['One more', 'One portal', 'Two forms']);

	// A vote on them.
	await mediator.fingers.view('Board');
	await page.getByRole('button', { name: 'Menu', exact: true }).tap();
	await page.getByRole('menuitem', { name: 'Start a vote' }).tap();
	const vote = dialog(page, 'Start a vote');
	await vote.getByLabel('What is asked').fill('What first?');
	const about = vote.getByLabel('What is voted on');
	const inFrame = about.getByRole('option', { name: / items? in “/ }).last();
	await about.selectOption((await inFrame.textContent())!.trim());
	await vote.getByRole('button', { name: 'Start the vote' }).tap();
	await anna.page.getByRole('button', { name: 'Vote', exact: true }).tap();
	await anna.page.getByRole('button', { name: 'Put a dot on One portal' }).tap();
	await expect(page.getByText('1 of 1 people have voted')).toBeVisible();
	await page.getByRole('button', { name: 'Close the vote' }).tap();
	await dialog(page, 'Close the vote?').getByRole('button', { name: 'Close the vote' }).tap();
	const result = page.getByRole('table').getByRole('row').filter({ hasText: 'One portal' });
	await expect(result).toContainText('1');
	await Promise.all([mediator.close(), anna.close()]);
});
