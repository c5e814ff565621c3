import { expect, test, type Browser, type Page } from '@playwright/test';
import { createSession, linkOf, organizations, type CreatedSession } from '../harness/api.ts';
import { startServer, type RunningServer } from '../harness/server.ts';

const problems = ['Nobody knows who decides', 'Families wait for months'] as const;
const solution = 'One office for all forms';

let server: RunningServer;
let session: CreatedSession;

test.beforeAll(async () => {
	server = await startServer();
	session = await createSession(server, {
		organizations,
		case: {
			alliance: { name: 'Ten people of five organizations' },
			organizations,
			problem_set: problems.map((statement, at) => ({ id: `p${at}`, statement })),
			vision: {
				shared: 'Care is near',
				goals: [{ text: 'Shorter ways', indicator: 'days', baseline: 90, target: 30 }]
			},
			annual_plan_example: { year: 2027, activities: [] }
		}
	});
});
test.afterAll(async () => {
	await server.stop();
});

/** Somebody at a page of the session. */
interface Seat {
	readonly name: string;
	readonly page: Page;
}

/** Joins as the pages of an invitation do, without looking at them. */
async function take(browser: Browser, name: string, organization: string | null): Promise<Seat> {
	const context = await browser.newContext({ locale: 'en-GB' });
	const role = organization === null ? 'mediator' : 'delegate';
	const { token } = linkOf(session, role, organization);
	const answer = await context.request.post(`${server.url}/api/join`, {
		data: { token, name, consent: true },
		headers: { origin: server.url }
	});
	if (!answer.ok()) throw new Error(`${name} could not join: ${await answer.text()}`);
	return { name, page: await context.newPage() };
}

const letters = (text: string): string => text.split('').toSorted().join('');

async function show({ page }: Seat, view: string): Promise<void> {
	await page.getByRole('tab', { name: view, exact: true }).click();
}

/** The frame of an instrument, opened at one of its views by all of them. */
async function open(seats: readonly Seat[], instrument: string, view: string): Promise<void> {
	const { request } = seats[0]!.page.context();
	const answer = await request.get(`${server.url}/api/sessions/${session.id}/board`);
	const { items } = (await answer.json()) as {
		items: { id: string; type: string; instrument?: string }[];
	};
	const frame = items.find((item) => item.type === 'frame' && item.instrument === instrument);
	await Promise.all(
		seats.map(async ({ page }) => {
			await page.goto(`${server.url}/s/${session.id}/d/${frame?.id}?view=${view}`);
			await page.getByRole('tabpanel').waitFor();
		})
	);
}

/** A problem in the graph of causes. */
const node = ({ page }: Seat, words: string) =>
	page.locator('button[data-node]').filter({ hasText: words });

/** The hash of the present wording. */
const hash = ({ page }: Seat) => page.getByRole('tabpanel').locator('code').first().innerText();

const version = (words: string) => `${words} version 1`;
const grid = (page: Page) => page.getByRole('grid');

/** The cell of a row, by a word in the row and the name of the column. */
async function cell(page: Page, row: string, column: string) {
	const names = await grid(page).getByRole('columnheader').allInnerTexts();
	const index = names.findIndex((name) => name.trim() === column);
	if (index === -1) throw new Error(`no column ${column} among ${names.join(', ')}`);
	return grid(page)
		.getByRole('row')
		.filter({ hasText: row })
		.locator(`[aria-colindex="${index + 1}"]`);
}

async function fill({ page }: Seat, row: string, column: string, text: string): Promise<void> {
	await (await cell(page, row, column)).click();
	await page.keyboard.type(text);
	await page.keyboard.press('Enter');
}

/** A new row of a sheet, with its cells by the names of their columns. */
async function addRow(
	seat: Seat,
	sheet: string,
	button: string,
	title: string,
	cells: Readonly<Record<string, string>>
): Promise<void> {
	await seat.page.getByLabel('Sheet').selectOption(sheet);
	await seat.page.getByRole('button', { name: button }).click();
	await seat.page.keyboard.type(title);
	await seat.page.keyboard.press('Enter');
	await expect(grid(seat.page)).toBeFocused();
	for (const [column, text] of Object.entries(cells)) await fill(seat, title, column, text);
}

async function answerWording(
	{ page }: Seat,
	heading: string,
	grade: string,
	text: string
): Promise<void> {
	const wording = page.getByRole('article').filter({
		has: page.getByRole('heading', { name: heading })
	});
	await wording.first().getByRole('button', { name: /nswer/ }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByRole('radio', { name: grade }).check();
	await dialog.getByLabel('In your own words').fill(text);
	await dialog.getByRole('button', { name: 'Save answer' }).click();
	await expect(dialog).toBeHidden();
}

test('ten people of five organizations come from problems to a vision and a plan of the year', async ({
	browser
}) => {
	test.setTimeout(300_000);
	const mia = await take(browser, 'Mia', null);
	const names = ['Ada', 'Ben', 'Cem', 'Dan', 'Eva', 'Fay', 'Gil', 'Hal', 'Ida', 'Jan'] as const;
	const seats = await Promise.all(
		names.map((name, at) => take(browser, name, organizations[at % organizations.length]!.id))
	);
	const [ada, ben, cem, dan, eva, fay, gil, hal, ida, jan] = seats as [
		Seat,
		Seat,
		Seat,
		Seat,
		Seat,
		Seat,
		Seat,
		Seat,
		Seat,
		Seat
	];

	await open([mia, ...seats], 'problem-set', 'parking');

	await test.step('S3.1 a solution that comes too early is parked', async () => {
		await ada.page.getByLabel('A solution that comes too early').fill(solution);
		await ada.page.keyboard.press('Enter');
		for (const { page } of [mia, jan]) {
			await expect(page.getByText('1 solution is parked')).toBeVisible();
			await expect(page.getByText(solution)).toHaveCount(0);
		}
	});

	await test.step('S3.2 each organization gives its perspective or passes', async () => {
		await show(fay, 'Table');
		await fay.page.locator('button[data-cell="0-0"]').click();
		const dialog = fay.page.getByRole('dialog');
		await dialog.getByRole('button', { name: 'Add perspective' }).click();
		await fay.page.keyboard.type('Everybody decides a bit');
		await fay.page.keyboard.press('Escape');
		await fay.page.keyboard.press('Escape');
		await expect(dialog).toBeHidden();
		await Promise.all(
			[fay, ben, cem, dan, eva].map(async (seat) => {
				await show(seat, 'Document');
				const pass = seat.page.getByRole('button', { name: 'Pass' });
				for (let left = seat === fay ? 1 : 2; left > 0; left -= 1) {
					await expect(pass).toHaveCount(left);
					await pass.first().click();
				}
				await expect(pass).toHaveCount(0);
			})
		);
		await expect(mia.page.getByText('Every organization that is here has given')).toBeVisible();
		await expect(dan.page.getByText('Everybody decides a bit')).toBeVisible();
	});

	await test.step('S3.3 do we see the same?', async () => {
		const said = [
			[gil, '5', 'Nobody is asked'],
			[hal, '2', 'We know it well']
		] as const;
		for (const [seat, grade, words] of said) {
			await show(seat, 'Do we see the same?');
			const problem = seat.page.getByRole('region', { name: problems[0] });
			await problem.getByRole('radio', { name: grade }).check();
			await problem.getByLabel('In my own words, in one sentence').fill(words);
			await problem.getByRole('button', { name: 'Answer' }).click();
		}
		await show(ida, 'Do we see the same?');
		const rated = ida.page.getByRole('region', { name: problems[0] });
		await expect(rated).toContainText('3.5 of 5, 2 answers From 2 to 5.');
		for (const [, , words] of said) await expect(rated.getByText(words)).toBeVisible();
	});

	await test.step('S3.4 causes are linked, and the root is named', async () => {
		await Promise.all([show(ida, 'Causes'), show(jan, 'Causes')]);
		await node(ida, problems[0]).focus();
		await ida.page.keyboard.press('l');
		await node(ida, problems[1]).focus();
		await ida.page.keyboard.press('Enter');
		await expect(node(jan, problems[0])).toContainText('Start');
	});

	await test.step('S3.5 what was parked comes back with its organization', async () => {
		await mia.page.getByRole('button', { name: 'Release all' }).click();
		await mia.page.getByRole('dialog').getByRole('button', { name: 'Release all' }).click();
		await show(jan, 'Parking');
		await expect(jan.page.getByText(solution)).toBeVisible();
	});

	await open([mia, ...seats], 'shared-vision', 'wordings');
	const vision = ({ page }: Seat) => page.getByRole('textbox', { name: 'Vision', exact: true });

	await test.step('S4.1 ten people write one text at once', async () => {
		const before = await vision(mia).inputValue();
		await Promise.all(
			seats.map(async (seat) => {
				await vision(seat).click();
				await seat.page.keyboard.press('Control+End');
				await seat.page.keyboard.type(` ${seat.name}`);
			})
		);
		const all = letters(before + names.map((name) => ` ${name}`).join(''));
		await expect.poll(async () => letters(await vision(mia).inputValue())).toBe(all);
		const together = await vision(mia).inputValue();
		for (const seat of seats) await expect(vision(seat)).toHaveValue(together);
	});

	await test.step('S4.3 an alternative beside it, with grades of agreement', async () => {
		const add = ben.page.getByRole('button', { name: 'Add alternative wording' }).first();
		await add.click();
		await ben.page.keyboard.type('Nobody waits');
		for (const { page } of [cem, dan, eva]) {
			await expect(page.getByRole('textbox', { name: 'Alternative wording' })).toHaveValue(
				'Nobody waits'
			);
		}
		await answerWording(cem, 'B · Alternative wording', '1 · ', 'Short and clear');
		await answerWording(dan, 'B · Alternative wording', '7 · ', 'Who pays for it?');
		const agreement = eva.page.getByRole('group', { name: 'Agreement: B · Alternative wording' });
		await expect(agreement.getByRole('listitem')).toContainText([/1, Endorse/, /7, Disagree/]);
	});

	await test.step('S4.4 the own objectives stand beside the goals', async () => {
		await Promise.all([fay, gil, hal].map((seat) => show(seat, 'Own objectives and goals')));
		await fay.page.getByRole('button', { name: 'Add own objective' }).click();
		await fay.page.keyboard.type('No surprises');
		await gil.page
			.getByRole('combobox', { name: /Our own objectives and the goal “Shorter ways/ })
			.selectOption('Support it');
		await gil.page.keyboard.type('Fewer repeat visits');
		for (const words of ['No surprises', 'Fewer repeat visits']) {
			await expect(hal.page.getByText(words)).toBeVisible();
		}
	});

	await test.step('S4.5 objections have words', async () => {
		const objections = jan.page.getByRole('group', {
			name: 'Objections: B · Alternative wording'
		});
		await expect(objections.getByText('Who pays for it?')).toBeVisible();
	});

	await test.step('S4.6 the wording is frozen, and its hash is one for all', async () => {
		await Promise.all([show(ida, 'Versions'), show(jan, 'Versions')]);
		await ida.page.getByRole('button', { name: 'Freeze as version 1' }).click();
		const dialog = ida.page.getByRole('dialog');
		await dialog.getByRole('button', { name: 'Freeze as version 1' }).click();
		await expect(dialog).toBeHidden();
		await expect(jan.page.getByText('The present text is version 1')).toBeVisible();
		expect(await hash(jan)).toBe(await hash(ida));
	});

	await open([mia, ...seats], 'annual-plan', 'table');

	await test.step('S5.1 three objectives, each with its figures and day', async () => {
		const measured = { Indicator: 'days', Baseline: '90', Target: '30', Due: '31.12.2027' };
		await Promise.all(
			[ada, ben, cem].map((seat) =>
				addRow(seat, 'Objectives of the year', 'Add objective', `Objective of ${seat.name}`, {
					...(seat === ada && { 'Goal of the vision': 'shorter' }),
					...measured
				})
			)
		);
		await mia.page.getByLabel('Sheet').selectOption('Objectives of the year');
		await expect(await cell(mia.page, 'Objective of Ada', 'Goal of the vision')).toContainText(
			'Shorter ways'
		);
		await expect(await cell(mia.page, 'Objective of Cem', 'Due')).toContainText('2027-12-31');
	});

	await test.step('S5.3 an activity with its lead and days, and what each partner brings', async () => {
		await addRow(dan, 'Activities', 'Add activity', 'One form for all', {
			Objective: 'objective of ada',
			Lead: 'health insurer 2',
			From: '2027-02-01',
			To: '2027-06-30'
		});
		await Promise.all(
			[eva, fay].map((seat) =>
				addRow(seat, 'Contributions', 'Add contribution', `Brought by ${seat.name}`, {
					Activity: 'one form',
					Organization: seat === eva ? 'state' : 'physician',
					Level: 'tact',
					'Person-days': '12.5'
				})
			)
		);
	});

	await test.step('S5.4 what is moved on the timeline has moved in the table of all', async () => {
		await show(gil, 'Timeline');
		const bar = gil.page.getByRole('button', { name: /^One form for all/ });
		await bar.focus();
		await gil.page.keyboard.press('Shift+ArrowRight');
		for (const { page } of [dan, hal]) {
			await page.getByLabel('Sheet').selectOption('Activities');
			await expect(await cell(page, 'One form', 'From')).toHaveText('2027-02-08');
		}
	});

	await test.step('S5.5 what is missing is listed, and done by another', async () => {
		await show(ida, 'What is missing');
		const missing = ida.page.getByText('Health insurer 2 brings nothing yet');
		await expect(missing).toBeVisible();
		await addRow(jan, 'Contributions', 'Add contribution', 'A room', {
			Activity: 'one form',
			Organization: 'health insurer 2',
			Level: 'oper',
			'Person-days': '3'
		});
		await expect(missing).toBeHidden();
	});

	await Promise.all([mia, ...seats].map((seat) => show(seat, 'Versions')));

	await test.step('S5.6 what nobody has seen in its final wording is named', async () => {
		await mia.page.getByRole('button', { name: version('Freeze as') }).click();
		await mia.page
			.getByRole('dialog')
			.getByRole('button', { name: version('Freeze as') })
			.click();
		for (const { page } of [mia, jan]) {
			await expect(page.getByText(`0 of 5 organizations have confirmed version 1`)).toBeVisible();
			await expect(page.getByText('Missing: Physician network')).toBeVisible();
		}
	});

	await test.step('S5.7 ratified by all delegates', async () => {
		await Promise.all(
			seats.map(async ({ page }) => {
				const readFirst = page.getByText('You can confirm version 1 once');
				await page
					.getByRole('button', { name: version('Read') })
					.first()
					.click();
				// What others confirm meanwhile may push the text down: whoever reads scrolls on.
				await expect(async () => {
					await page.mouse.wheel(0, 150);
					await expect(readFirst).toBeHidden({ timeout: 2500 });
				}).toPass({ timeout: 40_000 });
				await page.getByRole('button', { name: version('Confirm') }).click();
				const dialog = page.getByRole('dialog');
				await dialog.getByRole('button', { name: version('Confirm') }).click();
				await expect(dialog).toBeHidden();
			})
		);
		for (const { page } of [mia, ada, jan]) {
			await expect(page.getByText('Version 1 is agreed')).toBeVisible();
		}
	});

	await Promise.all([mia, ...seats].map(({ page }) => page.context().close()));
});
