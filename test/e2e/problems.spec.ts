import { expect, test, type Page } from '@playwright/test';
import health from '@concordia/instruments/cases/health-partnership.json' with { type: 'json' };
import { createSession } from '../harness/api.ts';
import { faultsOf } from '../harness/axe.ts';
import { insert, sit, type Person } from '../harness/people.ts';
import { startServer, type RunningServer } from '../harness/server.ts';

let server: RunningServer;
test.beforeAll(async () => {
	server = await startServer();
});
test.afterAll(async () => {
	await server.stop();
});

const secret = 'Employ translators together';
const seen = 'One office for all forms';

async function openView({ page }: Person, view: string): Promise<void> {
	const instrument = page.getByRole('tab', { name: 'Instrument' });
	if ((await instrument.getAttribute('aria-selected')) !== 'true') await instrument.click();
	await page.getByRole('tab', { name: view, exact: true }).click();
}

const nodeOf = (page: Page, words: string) =>
	page.locator('button[data-node]').filter({ hasText: words });

test('people of several organizations draft a problem set: parked, heard, rated, linked, merged, released', async ({
	browser
}) => {
	test.setTimeout(240_000);
	const organizations = health.organizations
		.filter(({ id }) => ['PN', 'CC', 'HI1'].includes(id))
		.map(({ id, name }) => ({ id, name }));
	const [first = '', second = '', third = ''] = health.problem_set.map(
		({ statement }) => statement
	);
	const session = await createSession(server, {
		organizations,
		case: {
			alliance: health.alliance,
			organizations,
			problem_set: [
				{ id: 'p1', statement: first, feeds_into: ['p2'] },
				{ id: 'p2', statement: second },
				{ id: 'p3', statement: third }
			]
		}
	});
	const mia = await sit(browser, server, session, { organization: null, name: 'Mia' });
	const ana = await sit(browser, server, session, { organization: 'PN', name: 'Ana' });
	const ben = await sit(browser, server, session, { organization: 'CC', name: 'Ben' });
	const all = [mia, ana, ben];
	const frame = (await mia.items()).find(({ type, instrument }) => type === 'frame' && instrument);

	// 1 A solution is parked unseen; one that stood on the board is parked by its author, who was asked.
	await openView(ana, 'Parking');
	await ana.page.getByLabel('A solution that comes too early').fill(secret);
	await ana.page.keyboard.press('Enter');
	await openView(mia, 'Parking');
	await expect(mia.page.getByText('1 solution is parked')).toBeVisible();
	await insert(ben, [
		{
			id: 'solutionnote',
			type: 'note',
			pos: [100, 900],
			size: [200, 200],
			z: 'zz',
			text: seen,
			parent: frame?.id ?? ''
		}
	]);
	await expect.poll(async () => (await mia.items()).some(({ text }) => text === seen)).toBe(true);
	await mia.page.evaluate(() => window.concordia?.select(['solutionnote']));
	await mia.page.getByRole('application', { name: 'Board' }).press('Control+k');
	await mia.page.getByRole('dialog').getByRole('combobox').fill('Ask the author');
	await mia.page.keyboard.press('Enter');
	const question = ben.page.getByRole('region', { name: 'A question from the mediator' });
	await expect(question).toContainText(seen);
	await question.getByRole('button', { name: 'Park', exact: true }).click();
	await expect(mia.page.getByText('2 solutions are parked')).toBeVisible();
	for (const person of [mia, ben]) {
		const texts = (await person.items()).map(({ text = '' }) => text);
		expect(texts.filter((text) => text.includes(secret) || text === seen)).toEqual([]);
	}
	await expect(ana.page.getByRole('textbox', { name: 'My parked solution 1' })).toHaveValue(secret);

	// 3 Each delegate rates a problem and says it in their own words; all of it stands side by side.
	for (const [person, grade, words] of [
		[ana, '5', 'Nobody sits at one table'],
		[ben, '2', 'Money goes its own ways']
	] as const) {
		await openView(person, 'Do we see the same?');
		const problem = person.page.getByRole('region', { name: first });
		await problem.getByRole('radio', { name: grade }).check();
		await problem.getByLabel('In my own words, in one sentence').fill(words);
		await problem.getByRole('button', { name: 'Answer' }).click();
	}
	await openView(mia, 'Do we see the same?');
	const rated = mia.page.getByRole('region', { name: first });
	await expect(rated).toContainText('3.5 of 5, 2 answers From 2 to 5.');
	for (const words of ['Nobody sits at one table', 'Money goes its own ways']) {
		await expect(rated.getByText(words)).toBeVisible();
	}
	expect(await faultsOf(mia.page, '.agreement')).toEqual([]);

	// 4 Problems are linked by keys in the graph; a loop is named; two that say the same become one.
	await openView(mia, 'Causes');
	await nodeOf(mia.page, second).focus();
	await mia.page.keyboard.press('l');
	await nodeOf(mia.page, first).focus();
	await mia.page.keyboard.press('Enter');
	await expect(nodeOf(mia.page, first)).toContainText('Loop 1');
	await openView(ana, 'Causes');
	await nodeOf(ana.page, first).click();
	const panel = ana.page.getByRole('region', { name: first });
	await panel.getByLabel('Says the same as').selectOption({ label: third });
	await expect(nodeOf(ana.page, first)).toContainText('1 more wording');
	await expect(nodeOf(mia.page, third)).toHaveCount(0);
	expect(await faultsOf(mia.page, '.graph')).toEqual([]);
	await ana.page.getByRole('button', { name: 'Tidy on the board' }).click();
	await ana.settled();

	// 2 Each organization that is here passes on each problem; until then who is missing is named.
	await openView(mia, 'Parking');
	await expect(mia.page.getByText('2 perspectives missing')).toHaveCount(2);
	for (const person of [ana, ben]) {
		await openView(person, 'Document');
		const pass = person.page.getByRole('button', { name: 'Pass' });
		for (let left = 2; left > 0; left -= 1) {
			await expect(pass).toHaveCount(left, { timeout: 20_000 });
			await pass.first().click();
		}
		await expect(pass).toHaveCount(0);
	}

	// 5 The parked solutions come back, with organization and time.
	await expect(mia.page.getByText('Every organization that is here has given')).toBeVisible();
	await mia.page.getByRole('button', { name: 'Release all' }).click();
	await mia.page.getByRole('dialog').getByRole('button', { name: 'Release all' }).click();
	for (const person of all) {
		await expect
			.poll(async () =>
				(await person.items())
					.filter(({ kind }) => kind === 'parked-solution')
					.map(({ text, fields }) => `${text} ${String(fields?.['organization'])}`)
					.toSorted((a, b) => a.localeCompare(b))
			)
			.toEqual([`${secret} PN`, `${seen} CC`]);
	}
	await openView(ben, 'Parking');
	await expect(ben.page.getByText(secret)).toBeVisible();
	expect(await faultsOf(ben.page, '.parking')).toEqual([]);
	await Promise.all(all.map((person) => person.close()));
});
