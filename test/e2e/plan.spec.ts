import { expect, test, type Locator, type Page } from '@playwright/test';
import type { Item } from '@concordia/board';
import wage from '@concordia/instruments/cases/wage-data-alliance.json' with { type: 'json' };
import { createSession, type CreatedSession } from '../harness/api.ts';
import { expectNoFaults } from '../harness/axe.ts';
import { insert, sit, type Person } from '../harness/people.ts';
import { startServer, type RunningServer } from '../harness/server.ts';

let server: RunningServer;
let session: CreatedSession;

test.beforeAll(async () => {
	server = await startServer();
	const organizations = wage.organizations.map(({ id, name }) => ({ id, name }));
	session = await createSession(server, { case: wage, organizations });
});
test.afterAll(async () => {
	await server.stop();
});

/** A person at one view of the plan. */
async function planOf(person: Person, view: string): Promise<void> {
	const plan = (await person.items()).find(
		({ type, instrument }) => type === 'frame' && instrument === 'annual-plan'
	);
	await person.page.goto(`${server.url}/s/${session.id}/d/${plan?.id}?view=${view}`);
	await person.page.getByRole('tabpanel').getByRole('region').first().waitFor();
}

const show = (page: Page, view: string): Promise<void> =>
	page.getByRole('tab', { name: view, exact: true }).click();

const sheet = (page: Page, name: string): Promise<unknown> =>
	page.getByLabel('Sheet').selectOption(name);

const grid = (page: Page): Locator => page.getByRole('grid');

/** The cell of a row, by a word in the row and the name of the column. */
async function cell(page: Page, row: string, column: string): Promise<Locator> {
	const names = await grid(page).getByRole('columnheader').allInnerTexts();
	const index = names.findIndex((name) => name.trim() === column);
	return grid(page)
		.getByRole('row')
		.filter({ hasText: row })
		.locator(`[aria-colindex="${index + 1}"]`);
}

async function fill(page: Page, row: string, column: string, text: string): Promise<void> {
	await (await cell(page, row, column)).click();
	await page.keyboard.type(text);
	await page.keyboard.press('Enter');
}

test('partners of three organizations draft the plan of the year in table, timeline and board', async ({
	browser
}) => {
	test.setTimeout(120_000);
	const ina = await sit(browser, server, session, { organization: 'IRS', name: 'Ina' });
	const sam = await sit(browser, server, session, { organization: 'SSA', name: 'Sam' });
	const mia = await sit(browser, server, session, { organization: null, name: 'Mia' });
	await ina.context.grantPermissions(['clipboard-read', 'clipboard-write']);
	await planOf(ina, 'table');
	await planOf(sam, 'missing');

	await test.step('three objectives: one typed, two pasted from a spreadsheet', async () => {
		await expect(sam.page.getByText('There is no objective of the year yet')).toBeVisible();
		await sheet(ina.page, 'Objectives of the year');
		await ina.page.getByRole('button', { name: 'Add objective' }).click();
		await ina.page.keyboard.type('Fewer wrong declarations');
		await ina.page.keyboard.press('Enter');
		await expect(grid(ina.page)).toBeFocused();
		await fill(ina.page, 'Fewer wrong', 'Indicator', 'corrected (%)');
		await fill(ina.page, 'Fewer wrong', 'Baseline', '6');
		await fill(ina.page, 'Fewer wrong', 'Target', '4');
		await fill(ina.page, 'Fewer wrong', 'Due', 'at year’s end');
		await expect(sam.page.getByText('Only one objective of the year')).toBeVisible();
		await ina.page.getByRole('button', { name: 'Add objective' }).click();
		await ina.page.keyboard.press('Escape');
		await ina.page.evaluate(() =>
			navigator.clipboard.writeText('One language\r\nOne conference\r\n')
		);
		await ina.page.keyboard.press('ControlOrMeta+v');
		await expect(grid(ina.page).getByText('One conference')).toBeVisible();
		await expect(sam.page.getByText('of the year: three to seven are meant')).toBeHidden();
	});

	await test.step('what is missing is named, a date that is none stays as it was typed', async () => {
		const due = await cell(ina.page, 'Fewer wrong', 'Due');
		await expect(due).toContainText('at year’s end');
		await expect(due).toHaveAttribute('aria-invalid', 'true');
		await sam.page.getByRole('button', { name: 'Objective: Fewer wrong declarations' }).waitFor();
		const entry = sam.page.locator('li[data-item]', { hasText: 'Fewer wrong declarations' });
		await expect(entry.getByText('Due is missing')).toBeVisible();
		await fill(ina.page, 'Fewer wrong', 'Due', '31.12.2018');
		await expect(due).toContainText('2018-12-31');
		await expect(entry.getByText('Due is missing')).toBeHidden();
	});

	await test.step('activities get their objective by a list, filled down', async () => {
		await sheet(ina.page, 'Activities');
		await (await cell(ina.page, 'Better quality', 'Objective')).click();
		await ina.page.keyboard.type('fewer');
		await expect(ina.page.getByRole('option', { name: 'Fewer wrong declarations' })).toBeVisible();
		await ina.page.keyboard.press('Enter');
		await (await cell(ina.page, 'Better quality', 'Objective')).click();
		await ina.page.keyboard.press('Shift+ArrowDown');
		await ina.page.keyboard.press('ControlOrMeta+d');
		await expect(await cell(ina.page, 'Autumn conference', 'Objective')).toHaveText(
			'Fewer wrong declarations'
		);
	});

	await test.step('what an activity waits for is typed by name, and drawn on the board', async () => {
		await (await cell(ina.page, 'Autumn conference', 'Waits for')).click();
		await ina.page.keyboard.type('better');
		await expect(ina.page.getByRole('option', { name: /^Better quality/ })).toBeVisible();
		await ina.page.keyboard.press('Enter');
		await expect(await cell(ina.page, 'Autumn conference', 'Waits for')).toContainText(
			'Better quality'
		);
		await expect
			.poll(async () => (await mia.items()).filter(({ kind }) => kind === 'needed-for').length)
			.toBe(1);
		await (await cell(ina.page, 'Autumn conference', 'Waits for')).click();
		await ina.page.keyboard.press('Delete');
		await expect
			.poll(async () => (await mia.items()).filter(({ kind }) => kind === 'needed-for').length)
			.toBe(0);
	});

	await test.step('a partner says what it brings, and the costs are shared to the cent', async () => {
		await show(sam.page, 'Table');
		await sheet(sam.page, 'Contributions');
		await sam.page.getByRole('button', { name: 'Add contribution' }).click();
		await sam.page.keyboard.type('Rooms');
		await sam.page.keyboard.press('Tab');
		for (const text of ['better', 'social', 'tact', '12.5', '1000']) {
			await sam.page.keyboard.type(text);
			await sam.page.keyboard.press('Tab');
		}
		await show(sam.page, 'Costs');
		await sam.page.getByLabel('Settlement').selectOption('Equal shares');
		const settled = sam.page.getByRole('table').last();
		await expect(settled.getByRole('row', { name: /Social Security/ })).toContainText(
			'1,000.00166.67receives 833.33'
		);
		await expect(settled.getByRole('row', { name: /^Total/ })).toContainText(
			'1,000.001,000.000.00'
		);
		await show(sam.page, 'Load');
		const load = sam.page.getByRole('table', { name: 'Load in 2018' });
		await expect(load.getByRole('row', { name: /^Total/ })).toContainText('472.5');
	});

	await test.step('moved on the timeline, it has moved in the table and on the board at once', async () => {
		await show(sam.page, 'Timeline');
		const bar = sam.page.getByRole('button', { name: /^Better quality/ });
		await bar.focus();
		await sam.page.keyboard.press('Shift+ArrowRight');
		await sam.page.keyboard.press('Alt+ArrowLeft');
		await expect(bar).toHaveAccessibleName(/22 Jan 2018 to 6 Oct 2018/);
		await expect(await cell(ina.page, 'Better quality', 'From')).toHaveText('2018-01-22');
		const to = await cell(ina.page, 'Better quality', 'To');
		await expect(to).toContainText('2018-10-06');
		await expect(to).toContainText('Overdue');
		await expect(bar).toHaveAccessibleName(/Overdue/);
		await expect
			.poll(async () => (await mia.items()).find(({ text }) => text?.startsWith('Better'))?.fields)
			.toMatchObject({ from: '2018-01-22', to: '2018-10-06' });
		const end = bar.locator('[data-part="end"]');
		const box = await end.boundingBox();
		await sam.page.mouse.move(box!.x + box!.width / 2, box!.y + box!.height / 2);
		await sam.page.mouse.down();
		await sam.page.mouse.move(box!.x + 60, box!.y + box!.height / 2, { steps: 4 });
		await sam.page.mouse.up();
		await expect(bar).not.toHaveAccessibleName(/6 Oct 2018/);
		await expect(bar).toHaveAccessibleName(/22 Jan 2018 to/);
		await expect(await cell(ina.page, 'Better quality', 'From')).toHaveText('2018-01-22');
	});

	await test.step('two people write in one cell at once, and no letter is lost', async () => {
		await show(sam.page, 'Table');
		await sheet(sam.page, 'Activities');
		await (await cell(ina.page, 'Shared definitions', 'Activity')).dblclick();
		const both = await cell(sam.page, 'Shared definitions', 'Activity');
		await expect(both).toContainText('also here: Ina');
		await expect(sam.page.getByRole('list', { name: 'Also in this table' })).toContainText('Ina');
		await both.dblclick();
		await sam.page.keyboard.press('Home');
		await Promise.all([
			ina.page.keyboard.type(', agreed by all', { delay: 20 }),
			sam.page.keyboard.type('First: ', { delay: 20 })
		]);
		for (const { page } of [ina, sam]) await page.keyboard.press('Enter');
		for (const { page } of [ina, sam]) {
			await expect(
				grid(page).getByText('First: Shared definitions of wage terms, agreed by all')
			).toBeVisible();
		}
	});

	await test.step('Escape takes back what one wrote, and leaves what another wrote meanwhile', async () => {
		for (const { page } of [ina, sam]) {
			await (await cell(page, 'Shared definitions', 'Activity')).dblclick();
		}
		await ina.page.keyboard.type(' NOT');
		await expect(sam.page.getByRole('textbox', { name: 'Activity' })).toHaveValue(/ NOT$/);
		await sam.page.keyboard.press('ControlOrMeta+Home');
		await sam.page.keyboard.type('Now ');
		await expect(ina.page.getByRole('textbox', { name: 'Activity' })).toHaveValue(/^Now First/);
		await ina.page.keyboard.press('Escape');
		await sam.page.keyboard.press('Enter');
		for (const { page } of [ina, sam]) {
			await expect(
				grid(page).getByText('Now First: Shared definitions of wage terms, agreed by all', {
					exact: true
				})
			).toBeVisible();
		}
	});

	await test.step('each quarter: the actual beside the plan, with its reason', async () => {
		await show(sam.page, 'Review');
		await sam.page
			.getByRole('button', { name: 'Review Fewer wrong declarations, Quarter 1' })
			.click();
		const dialog = sam.page.getByRole('dialog');
		await dialog.getByRole('textbox', { name: 'Reason' }).fill('Two administrators joined late');
		await dialog.getByLabel('Actual').fill('5');
		await dialog.getByLabel('Status').selectOption('Late');
		await dialog.getByRole('button', { name: 'Close' }).click();
		await expect(dialog).toBeHidden();
		await show(ina.page, 'Review');
		const row = ina.page.getByRole('row', { name: /Fewer wrong declarations/ });
		await expect(
			row.getByRole('button', { name: '5 Late Two administrators joined late' })
		).toBeVisible();
		await show(ina.page, 'Scorecard');
		const score = ina.page.getByRole('tabpanel').locator('li', { hasText: 'Fewer wrong' });
		await expect(score).toContainText('Quarter 1');
		await expect(score).toContainText('on the way · 50 %');
	});

	await test.step('every view has names and order for those who read by other means', async () => {
		for (const view of [
			'Timeline',
			'Load',
			'Scorecard',
			'Costs',
			'Review',
			'What is missing',
			'Table'
		]) {
			await show(ina.page, view);
			await expectNoFaults(ina.page, view);
		}
	});
	await Promise.all([ina, sam, mia].map((person) => person.close()));
});

test('rows of a long table stand in their order wherever it was scrolled to; their titles stay, and so does what is being written', async ({
	browser
}) => {
	const long = await createSession(server, { organizations: [{ id: 'IRS', name: 'Revenue' }] });
	const ina = await sit(browser, server, long, { organization: 'IRS', name: 'Ina' });
	const plan = { instrument: 'annual-plan', z: 'a0' } as const;
	await insert(ina, [
		{ ...plan, id: 'longplan', type: 'frame', pos: [0, 0], size: [9000, 9000], text: 'Plan' },
		...Array.from({ length: 150 }, (_, at): Item => ({
			...plan,
			id: `activity${at}`,
			type: 'card',
			kind: 'activity',
			parent: 'longplan',
			pos: [100, 100 + at * 50],
			size: [280, 40],
			text: `Activity ${at + 1}`
		}))
	]);
	await ina.page.goto(`${server.url}/s/${long.id}/d/longplan?view=table`);
	await sheet(ina.page, 'Activities');
	await expect(grid(ina.page).getByText('Activity 1', { exact: true })).toBeVisible();
	await grid(ina.page).hover();
	const numbers = (): Promise<number[]> =>
		grid(ina.page)
			.locator('[data-item]')
			.evaluateAll((rows) => rows.map((row) => Number(row.getAttribute('aria-rowindex'))));
	const ordered = async (): Promise<boolean> => {
		const found = await numbers();
		return found.every((number, at) => at === 0 || number > found[at - 1]!);
	};
	for (const [deltaY, shown] of [
		[2500, 'Activity 62'],
		[-600, 'Activity 47'],
		[90_000, 'Activity 150'],
		[-2000, 'Activity 100']
	] as const) {
		await ina.page.mouse.wheel(0, deltaY);
		await expect(grid(ina.page).getByText(shown, { exact: true })).toBeInViewport();
		await expect.poll(ordered).toBe(true);
	}
	const number = ina.page.locator('[data-item=activity99] [role=rowheader]');
	const before = await number.boundingBox();
	await ina.page.mouse.wheel(400, 0);
	await expect.poll(() => grid(ina.page).evaluate(({ scrollLeft }) => scrollLeft)).toBe(400);
	await expect.poll(() => number.boundingBox()).toEqual(before);
	await ina.page.mouse.wheel(0, -80);
	await expect.poll(async () => (await number.boundingBox())?.x).toBe(before?.x);
	// The field somebody writes in keeps the caret while all other rows are scrolled away, and back.
	await (await cell(ina.page, 'Activity 100', 'Activity')).dblclick();
	await ina.page.keyboard.type(', half');
	await ina.page.mouse.wheel(0, -90_000);
	await expect(grid(ina.page).getByText('Activity 1', { exact: true })).toBeInViewport();
	await ina.page.keyboard.type(' written');
	await ina.page.keyboard.press('Enter');
	await expect(
		grid(ina.page).getByText('Activity 100, half written', { exact: true })
	).toBeInViewport();
	await expect.poll(ordered).toBe(true);
	await ina.close();
});
