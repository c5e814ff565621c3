import { expect, test, type Locator } from '@playwright/test';
import health from '@concordia/instruments/cases/health-partnership.json' with { type: 'json' };
import { createSession } from '../harness/api.ts';
import { sit, type Person } from '../harness/people.ts';
import { startServer, type RunningServer } from '../harness/server.ts';

let server: RunningServer;
test.beforeAll(async () => {
	server = await startServer();
});
test.afterAll(async () => {
	await server.stop();
});

const seats = [
	{ organization: 'PN', name: 'Physician' },
	{ organization: 'CC', name: 'Coordinator' },
	{ organization: 'HI1', name: 'Care manager' },
	{ organization: 'HI2', name: 'Contract officer' },
	{ organization: 'SHA', name: 'Adviser' }
] as const;

/** Writes a note where the pointer is, as people do: N, a click, words, Esc. */
async function writeNote({ page }: Person, x: number, y: number, text: string): Promise<void> {
	const board = page.getByRole('application', { name: 'Board' });
	await board.press('n');
	await board.click({ position: { x, y } });
	await page.keyboard.type(text);
	await page.keyboard.press('Escape');
}

async function park({ page }: Person, id: string): Promise<void> {
	await page.evaluate((item) => window.concordia?.select([item]), id);
	const actions = page.getByRole('toolbar', { name: 'Actions for the selected item' });
	await actions.getByRole('button', { name: 'Park this solution' }).click();
}

const idOf = async (person: Person, text: string): Promise<string | undefined> =>
	(await person.items()).find((item) => item.text === text)?.id;

async function openTable({ page }: Person): Promise<Locator> {
	await page.getByRole('tab', { name: 'Instrument' }).click();
	const table = page.getByRole('table');
	await table.waitFor();
	return table;
}

test('six people draft a problem set: solutions parked, a perspective each, causes linked', async ({
	browser
}) => {
	test.setTimeout(180_000);
	const organizations = health.organizations.map(({ id, name }) => ({ id, name }));
	const session = await createSession(server, { case: health, organizations });
	const [anna, ...others] = await Promise.all(
		seats.map((seat) => sit(browser, server, session, seat))
	);
	const mediator = await sit(browser, server, session, { organization: null, name: 'Mediator' });
	const [ben] = others;
	if (!anna || !ben) throw new Error('nobody came');
	const everybody = [mediator, anna, ...others];

	// 1 Solution-like notes go to the parking, by their author or by the mediator; a placeholder stays.
	for (const person of everybody) {
		await person.page.evaluate(() => window.concordia?.camera.set({ x: 0, y: 640, zoom: 1 }));
	}
	await writeNote(anna, 300, 300, 'Employ translators together');
	await writeNote(ben, 600, 300, 'One office for all forms');
	for (const text of ['Employ translators together', 'One office for all forms']) {
		await expect.poll(() => idOf(mediator, text)).toBeDefined();
	}
	await park(anna, (await idOf(anna, 'Employ translators together')) ?? '');
	await park(mediator, (await idOf(mediator, 'One office for all forms')) ?? '');
	for (const person of everybody) {
		await expect
			.poll(
				async () =>
					(await person.items()).filter(({ kind }) => kind === 'parking-placeholder').length
			)
			.toBe(2);
		const texts = (await person.items()).map(({ text = '' }) => text);
		expect(texts.filter((text) => /Employ translators|One office/.test(text))).toEqual([]);
	}

	// 2 Each organization adds its perspective to a problem; the gaps that are left are counted.
	for (const [index, person] of [anna, ...others].entries()) {
		const table = await openTable(person);
		const names = await table.getByRole('columnheader').allInnerTexts();
		const own = organizations.find(({ id }) => id === seats[index]?.organization)?.name ?? '';
		const column = names.findIndex((name) => name.includes(own));
		const row = table.getByRole('row').filter({ hasText: 'perspective' }).first();
		await row
			.getByRole('cell')
			.nth(column - 1)
			.getByRole('button')
			.click();
		const dialog = person.page.getByRole('dialog');
		await dialog.getByRole('button', { name: 'Add perspective' }).click();
		await person.page.keyboard.type(`As seen by ${person.name}`);
		await person.page.keyboard.press('Escape');
		await person.page.keyboard.press('Escape');
		await expect(dialog).toBeHidden();
	}
	const table = await openTable(mediator);
	await expect(mediator.page.getByText('5 answers, 0 passed, 72 missing')).toBeVisible();
	for (const { name } of seats) await expect(table.getByText(`As seen by ${name}`)).toBeVisible();

	// 4 Problems are linked, and everybody sees the link.
	const before = (await mediator.items()).filter(({ kind }) => kind === 'feeds-into').length;
	const cause = await idOf(mediator, 'Bureaucracy eats the time of care');
	const row = table
		.getByRole('row')
		.filter({ has: mediator.page.locator(`[data-item="${cause}"]`) });
	await row.getByText('Details').click();
	await row.getByRole('button', { name: 'Open card' }).click();
	const form = mediator.page.getByRole('dialog');
	const target = health.problem_set.find(({ id }) => id === 'p1')?.statement ?? '';
	await form.getByLabel('Add to: Feeds into').selectOption({ label: target });
	for (const person of everybody) {
		await expect
			.poll(async () => (await person.items()).filter(({ kind }) => kind === 'feeds-into').length)
			.toBe(before + 1);
	}

	// The log tells who did it, in the same words to all.
	const log = await anna.context.newPage();
	await log.goto(`${server.url}/s/${session.id}/log`);
	await log.getByLabel('What happened').selectOption({ label: 'Changes on the board' });
	for (const { name } of seats) {
		await log.getByLabel('Person', { exact: true }).selectOption({ label: name });
		await expect(log.getByText(new RegExp(`^${name} (added|wrote in)`)).first()).toBeVisible();
	}
	await Promise.all(everybody.map((person) => person.close()));
});
