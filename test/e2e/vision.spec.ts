import { expect, test, type Browser, type Page } from '@playwright/test';
import health from '@concordia/instruments/cases/health-partnership.json' with { type: 'json' };
import { createHash } from 'node:crypto';
import { createSession, type CreatedSession } from '../harness/api.ts';
import { faultsOf } from '../harness/axe.ts';
import { sit, type Person, type Seat } from '../harness/people.ts';
import { startServer, type RunningServer } from '../harness/server.ts';

let server: RunningServer;

test.beforeAll(async () => {
	server = await startServer();
});
test.afterAll(async () => {
	await server.stop();
});

const two = health.organizations
	.filter(({ id }) => id === 'PN' || id === 'CC')
	.map(({ id, name }) => ({ id, name }));

/** Two partners with a vision of one sentence. */
const small = {
	organizations: two,
	case: {
		alliance: { name: 'Two partners' },
		organizations: two,
		vision: {
			shared: 'Care is developed jointly by those who work in it',
			goals: [{ text: 'Shorter ways', indicator: 'days', baseline: 90, target: 30 }]
		}
	}
};

/** People at a shared vision, the sample's if no other is given, each in the view of wordings. */
async function meet(
	browser: Browser,
	seats: readonly Seat[],
	given?: typeof small
): Promise<{
	session: CreatedSession;
	people: Person[];
	open: (person: Person, view: string) => Promise<void>;
}> {
	const organizations = health.organizations.map(({ id, name }) => ({ id, name }));
	const session = await createSession(server, given ?? { case: health, organizations });
	const people: Person[] = [];
	for (const seat of seats) people.push(await sit(browser, server, session, seat));
	const frame = (await people[0]!.items()).find(
		({ type, instrument }) => type === 'frame' && instrument === 'shared-vision'
	);
	const open = async ({ page }: Person, view: string): Promise<void> => {
		await page.goto(`${server.url}/s/${session.id}/d/${frame?.id}?view=${view}`);
		await page.getByRole('tabpanel').waitFor();
	};
	await Promise.all(people.map((person) => open(person, 'wordings')));
	return { session, people, open };
}

const visionText = (page: Page) => page.getByRole('textbox', { name: 'Vision', exact: true });
const wording = (page: Page, title: string) =>
	page
		.getByRole('article')
		.filter({ has: page.getByRole('heading', { name: title }) })
		.first();

/** What a text is made of, whatever the order. */
const letters = (text: string): string => text.split('').toSorted().join('');

/** Types at the end of the vision, as people do: letter by letter. */
async function append({ page }: Person, words: string): Promise<void> {
	await visionText(page).click();
	await page.keyboard.press('Control+End');
	await page.keyboard.type(words);
}

/** The letters of the vision that somebody wrote, as they are marked. */
async function lettersBy(page: Page, author: string): Promise<string> {
	const field = page.locator('[data-item]').filter({ has: visionText(page) });
	return letters((await field.locator(`[data-author^="${author}"]`).allTextContents()).join(''));
}

async function answer({ page }: Person, title: string, grade: string, text = ''): Promise<void> {
	await wording(page, title).getByRole('button', { name: /nswer/ }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByRole('radio', { name: grade }).check();
	if (text !== '') await dialog.getByLabel('In your own words').fill(text);
	await dialog.getByRole('button', { name: 'Save answer' }).click();
	await expect(dialog).toBeHidden();
}

test('partners word a vision together, say how far they agree and what they object to', async ({
	browser
}) => {
	test.slow(); // four browsers
	const { people, open } = await meet(browser, [
		{ organization: 'PN', name: 'Anna' },
		{ organization: 'CC', name: 'Ben' },
		{ organization: 'HI2', name: 'Ida' },
		{ organization: null, name: 'Maria' }
	]);
	const [anna, ben, ida, maria] = people as [Person, Person, Person, Person];

	// All at once, at one place: whatever the order, no letter is lost.
	const before = await visionText(maria.page).inputValue();
	await Promise.all(people.map((person) => append(person, ` and ${person.name}`)));
	const all = letters(before + people.map(({ name }) => ` and ${name}`).join(''));
	await expect.poll(async () => letters(await visionText(maria.page).inputValue())).toBe(all);
	const together = await visionText(maria.page).inputValue();
	for (const { page } of people) await expect(visionText(page)).toHaveValue(together);

	// Who wrote which letters: also when Ben has taken all of it out and brought it back.
	await visionText(ben.page).click();
	await ben.page.keyboard.press('Control+a');
	await ben.page.keyboard.press('Delete');
	await expect(visionText(maria.page)).toHaveValue('');
	await ben.page.keyboard.press('Control+z');
	for (const { page } of people) await expect(visionText(page)).toHaveValue(together);
	await maria.page.getByRole('button', { name: 'Who wrote what' }).click();
	for (const { name } of people) {
		await expect.poll(() => lettersBy(maria.page, name)).toBe(letters(` and ${name}`));
	}
	const shares = maria.page.locator('[data-shares] tbody tr');
	await expect(shares.filter({ hasText: 'Physician network' })).toContainText('Anna');
	await expect(shares.filter({ hasText: 'Community centre' })).toContainText('Ben');
	// What somebody writes meanwhile gets their mark, too, and is told in words at the caret.
	await append(ida, ' together');
	const byIda = letters(' and Ida together');
	await expect.poll(() => lettersBy(maria.page, 'Ida')).toBe(byIda);
	await visionText(maria.page).click();
	await maria.page.keyboard.press('Control+End');
	await expect(visionText(maria.page)).toHaveAccessibleDescription(/^Ida \(/);
	expect(await faultsOf(maria.page)).toEqual([]);
	await maria.page.getByRole('button', { name: 'Who wrote what' }).click();
	await expect(maria.page.locator('[data-author]')).toHaveCount(0);

	await ben.page.getByRole('button', { name: 'Add alternative wording' }).first().click();
	await ben.page.keyboard.type('Nobody waits longer than two weeks');
	for (const { page } of [anna, ida]) {
		await expect(page.getByRole('textbox', { name: 'Alternative wording' })).toHaveValue(
			'Nobody waits longer than two weeks'
		);
	}

	await answer(anna, 'A · Present wording', '2 · ');
	await answer(ben, 'B · Alternative wording', '1 · ');
	await answer(ida, 'B · Alternative wording', '7 · ', 'Who pays for two weeks?');
	const agreement = maria.page.getByRole('group', { name: 'Agreement: B · Alternative wording' });
	await expect(
		agreement.getByRole('listitem').filter({ hasText: 'Community centre' })
	).toContainText('1, Endorse');
	await expect(agreement.getByTitle(/take no part/)).toHaveText(/^\s*7/);
	const objections = maria.page.getByRole('group', {
		name: 'Objections: B · Alternative wording'
	});
	await expect(objections.getByText('Who pays for two weeks?')).toBeVisible();
	await expect(maria.page.getByRole('button', { name: /Answer as a delegate/ })).toHaveCount(0);

	await wording(anna.page, 'B · Alternative wording')
		.getByRole('button', { name: 'Add objection' })
		.click();
	await anna.page.keyboard.type('Two weeks is not ours to promise');
	await expect(objections.getByText('Two weeks is not ours to promise')).toBeVisible();

	// A change of the wording leaves the answers to it behind.
	await ben.page.getByRole('textbox', { name: 'Alternative wording' }).click();
	await ben.page.keyboard.press('Control+End');
	await ben.page.keyboard.type(', by 2030');
	await expect(agreement.getByText('2 answers to an earlier wording')).toBeVisible();
	await expect(objections.getByText('Who pays for two weeks?')).toBeHidden();
	expect(await faultsOf(maria.page)).toEqual([]);

	await Promise.all([open(anna, 'stances'), open(ida, 'stances')]);
	const closed = /organizations of 11 have laid no own objective open/;
	await expect(ida.page.getByText(closed)).toHaveText(/^\s*8 /);
	await anna.page
		.getByRole('combobox', { name: /Our own objectives and the goal “Multilingual/ })
		.selectOption('Support it');
	await anna.page.keyboard.type('Fewer repeat visits');
	await ida.page.getByRole('button', { name: 'Add own objective' }).click();
	await ida.page.keyboard.type('No surprises in the budget');
	await expect(anna.page.getByText(closed)).toHaveText(/^\s*7 /);
	const row = ida.page.getByRole('row').filter({ hasText: 'Physician network' });
	await expect(row.getByText('Support it')).toBeVisible();
	await expect(row.getByText('Fewer repeat visits')).toBeVisible();
	expect(await faultsOf(ida.page)).toEqual([]);
	await Promise.all(people.map((person) => person.close()));
});

/** Reads a version until it was on the screen for long enough, then confirms it, all by keyboard. */
async function confirmByKeyboard({ page }: Person, number: number, name: string): Promise<void> {
	const readFirst = page.getByText(`You can confirm version ${number} once`);
	if (await readFirst.isVisible()) {
		await page
			.getByRole('button', { name: `Read version ${number}` })
			.first()
			.press('Enter');
	}
	await expect(readFirst).toBeHidden();
	const confirm = `Confirm version ${number} for ${name}`;
	await page.getByRole('button', { name: confirm }).press('Enter');
	const dialog = page.getByRole('dialog');
	await dialog.getByRole('button', { name: confirm }).press('Enter');
	await expect(dialog).toBeHidden();
}

test('a wording is frozen with its hash, all delegates confirm it, and the next change begins the next version', async ({
	browser
}) => {
	test.slow(); // four browsers
	const { session, people, open } = await meet(
		browser,
		[
			{ organization: null, name: 'Maria' },
			{ organization: 'PN', name: 'Anna' },
			{ organization: 'CC', name: 'Ben', role: 'observer' },
			{ organization: 'CC', name: 'Cleo' }
		],
		small
	);
	const [maria, anna, ben, cleo] = people as [Person, Person, Person, Person];
	await Promise.all([maria, ben, cleo].map((person) => open(person, 'versions')));
	await expect(maria.page.getByText('No version has been frozen yet')).toBeVisible();
	await expect(ben.page.getByRole('button', { name: 'Freeze as version 1' })).toHaveCount(0);
	await maria.page.getByRole('button', { name: 'Freeze as version 1' }).click();
	const dialog = maria.page.getByRole('dialog');
	await expect(dialog.getByText(/nobody can change or delete the version/)).toBeVisible();
	await dialog.getByRole('button', { name: 'Freeze as version 1' }).click();
	await expect(dialog).toBeHidden();
	await expect(ben.page.getByText('The present text is version 1')).toBeVisible();

	await append(anna, ' and for everybody');
	await expect(ben.page.getByText('The present text is no longer version 1')).toBeVisible();
	await expect(
		ben.page.getByText('It would become version 2, which nobody has confirmed.')
	).toBeVisible();
	await expect(ben.page.locator('ins')).toHaveText(/and for everybody/);

	// Whoever only reads is told as well who wrote what.
	await open(ben, 'document');
	await ben.page.getByRole('button', { name: 'Who wrote what' }).click();
	await expect(ben.page.locator('article [data-author^="Anna"]')).toContainText(
		'and for everybody'
	);
	await expect(ben.page.getByRole('textbox')).toHaveCount(0);
	await open(ben, 'versions');

	await open(anna, 'versions');
	await anna.page.getByRole('button', { name: 'Freeze as version 2' }).click();
	await anna.page.getByRole('dialog').getByRole('button', { name: 'Freeze as version 2' }).click();
	await expect(maria.page.getByText('The present text is version 2')).toBeVisible();
	await maria.page.getByRole('button', { name: 'Read version 1' }).click();
	await expect(maria.page.getByText('developed jointly by those who work in it')).toBeVisible();
	await expect(maria.page.getByText('and for everybody')).toHaveCount(0);
	expect(await faultsOf(maria.page)).toEqual([]);

	// What is served is, to the byte, what the hash on the screen says; and nothing writes it.
	const frame = new URL(maria.page.url()).pathname.split('/').at(-1);
	const path = `/api/sessions/${session.id}/versions/${frame}/1`;
	const text = await ben.page.evaluate(async (url) => (await fetch(url)).text(), path);
	const hash = createHash('sha256').update(text).digest('hex');
	await expect(
		ben.page
			.locator('code')
			.filter({ hasText: hash.slice(0, 12) })
			.last()
	).toBeVisible();
	await test.step('S4.7 all delegates confirm it, and nobody else can', async () => {
		await maria.page.getByLabel('To').selectOption('now');
		for (const { page } of [maria, ben]) {
			await expect(page.getByText('0 of 2 organizations have confirmed version 2')).toBeVisible();
			await expect(page.getByRole('button', { name: /^Confirm version/ })).toHaveCount(0);
		}
		await confirmByKeyboard(anna, 2, 'Physician network');
		await expect(maria.page.getByText('Missing: Community centre.')).toBeVisible();
		const home = maria.page.getByRole('listitem').filter({ hasText: 'Physician network' });
		await expect(home.getByText(/Confirmed by Anna/)).toBeVisible();
		await anna.page.getByRole('button', { name: 'Take back the confirmation' }).click();
		await anna.page
			.getByRole('dialog')
			.getByRole('button', { name: /^Take back/ })
			.click();
		await expect(home.getByText('Anna has not confirmed it yet')).toBeVisible();
		await confirmByKeyboard(anna, 2, 'Physician network');
		await confirmByKeyboard(cleo, 2, 'Community centre');
		for (const { page } of people) {
			await expect(page.getByText('Version 2 is agreed')).toBeVisible();
			await expect(page.getByRole('button', { name: 'Take back the confirmation' })).toHaveCount(0);
		}
		expect(await faultsOf(maria.page)).toEqual([]);
		await open(anna, 'wordings');
		await append(anna, ' tomorrow');
		await expect(
			maria.page.getByText(/become version 3, which nobody has confirmed/)
		).toBeVisible();
		await expect(maria.page.getByText('Version 2 is agreed')).toBeVisible();
	});

	for (const method of ['PUT', 'POST', 'DELETE', 'PATCH']) {
		const status = await maria.page.evaluate(
			async ([url, how]) => (await fetch(url!, { method: how!, body: '{}' })).status,
			[path, method]
		);
		expect(status).toBe(405);
	}
	await Promise.all(people.map((person) => person.close()));
});
