import { expect, test, type Page } from '@playwright/test';
import wage from '@concordia/instruments/cases/wage-data-alliance.json' with { type: 'json' };
import { createSession, type CreatedSession } from '../harness/api.ts';
import { faultsOf } from '../harness/axe.ts';
import { sit, type Person } from '../harness/people.ts';
import { startServer, type RunningServer } from '../harness/server.ts';

let server: RunningServer;

test.beforeAll(async () => {
	server = await startServer();
});
test.afterAll(async () => {
	await server.stop();
});

const base = { pos: [0, 0], size: [240, 140], z: '' } as const;

async function insert({ page }: Person, items: readonly object[]): Promise<void> {
	await page.evaluate((list) => window.concordia!.insert(list as never), items as never[]);
}

async function openMap(person: Person, session: CreatedSession, frame: string): Promise<void> {
	await person.page.goto(`${server.url}/s/${session.id}/d/${frame}?view=map`);
	await person.page.getByRole('textbox', { name: /^Add / }).first().waitFor();
}

async function addStep(page: Page, label: string, text: string, lane: string): Promise<void> {
	await page.getByRole('textbox', { name: label }).fill(text);
	await page
		.getByLabel(label === 'Add step' ? 'Organization' : 'Carried out by')
		.first()
		.selectOption(lane);
	await page.keyboard.press('Tab');
	await page.getByRole('textbox', { name: label }).press('Enter');
	await expect(stepOf(page, text)).toHaveAttribute('aria-pressed', 'true');
}

const stepOf = (page: Page, text: string) =>
	page.getByRole('group', { name: 'Map with lanes' }).getByRole('button', { name: text });
const panelOf = (page: Page, text: string) => page.getByRole('region', { name: `Step: ${text}` });
const listOf = (page: Page, title: string) =>
	page.getByRole('heading', { name: title }).locator('..');

test('S7: several draw one alliance map, mark what is difficult, and compare it with last year’s', async ({
	browser
}) => {
	test.slow();
	const organizations = wage.organizations.map(({ id, name }) => ({ id, name }));
	const session = await createSession(server, { case: wage, organizations });
	const seats = [
		{ organization: 'IRS', name: 'Anna' },
		{ organization: 'SSA', name: 'Ben' },
		{ organization: 'STAT', name: 'Cleo' }
	];
	const [anna, ben, cleo] = (await Promise.all(
		seats.map((seat) => sit(browser, server, session, seat))
	)) as [Person, Person, Person];
	const frame = (await cleo.items()).find(
		({ type, instrument }) => type === 'frame' && instrument === 'alliance-map'
	)!;
	await insert(cleo, [
		{
			...base,
			id: 'then',
			type: 'frame',
			size: [900, 600],
			pos: [0, 3000],
			text: 'Map of 2017',
			instrument: 'alliance-map'
		},
		{
			...base,
			id: 'then-1',
			type: 'card',
			pos: [50, 3100],
			parent: 'then',
			instrument: 'alliance-map',
			kind: 'step',
			text: 'Makes statistics',
			fields: { organization: 'STAT' }
		},
		{
			...base,
			id: 'then-2',
			type: 'card',
			pos: [350, 3100],
			parent: 'then',
			instrument: 'alliance-map',
			kind: 'step',
			text: 'prints the yearbook',
			fields: { organization: 'STAT' }
		}
	]);
	await Promise.all([openMap(anna, session, frame.id), openMap(ben, session, frame.id)]);

	await test.step('two add steps at once, both see both', async () => {
		await Promise.all([
			addStep(anna.page, 'Add step', 'answers employers', 'IRS'),
			addStep(ben.page, 'Add step', 'pays abroad', 'SSA')
		]);
		await expect(stepOf(anna.page, 'pays abroad (Social Security Agency')).toBeVisible();
		await expect(stepOf(ben.page, 'answers employers (Internal Revenue Service')).toBeVisible();
	});

	await test.step('what comes before and after a step is listed and said', async () => {
		await stepOf(anna.page, 'keeps the wage data').click();
		const panel = panelOf(anna.page, 'keeps the wage data');
		await expect(panel.getByRole('listitem').filter({ hasText: 'directly' })).toHaveCount(2);
		await expect(panel.getByRole('listitem').filter({ hasText: '2 steps away' })).toHaveCount(2);
		await expect(stepOf(anna.page, 'use the data (Users of the data) after')).toBeVisible();
		await expect(
			stepOf(anna.page, "employers' payroll is calculated (Payroll administrators) before")
		).toBeVisible();
	});

	await test.step('a hand-over is added by keys and marked as difficult; the others see why', async () => {
		await stepOf(ben.page, 'makes statistics').focus();
		await ben.page.keyboard.press('Enter');
		const panel = panelOf(ben.page, 'makes statistics');
		await panel
			.getByLabel('To', { exact: true })
			.selectOption({ label: 'pays abroad, Social Security Agency' });
		await panel
			.getByRole('textbox', { name: 'What is handed over (optional)' })
			.fill('corrections');
		await ben.page.keyboard.press('Enter');
		const flow = panel.getByRole('listitem').filter({ hasText: 'corrections' });
		await flow.getByText('Edit').click();
		await flow.getByRole('checkbox', { name: 'This interface is difficult' }).check();
		await flow.getByRole('textbox', { name: 'What makes it difficult' }).fill('two formats');
		await expect(listOf(anna.page, 'Difficult hand-overs')).toContainText(
			'Statistics Netherlands hands over to Social Security Agency: corrections, difficult, two formats'
		);
		await expect
			.poll(async () => (await cleo.items()).find(({ text }) => text === 'corrections'))
			.toMatchObject({ color: 'red', dash: 'dashed' });
	});

	await test.step('somebody says where they are', async () => {
		await panelOf(ben.page, 'makes statistics').getByRole('button', { name: 'I am here' }).click();
		await expect(listOf(anna.page, 'Who is where')).toContainText('Ben: makes statistics');
		await expect(
			stepOf(anna.page, 'makes statistics').and(
				anna.page.getByRole('button', { name: 'here: Ben' })
			)
		).toBeVisible();
	});

	await test.step('beside last year’s map', async () => {
		await anna.page.getByLabel('Compare with').selectOption('Map of 2017');
		const list = listOf(anna.page, 'Since Map of 2017');
		await expect(list).toContainText('1 step is as before.');
		await expect(list).toContainText('no longer there: prints the yearbook');
		await expect(list).toContainText('new: answers employers');
		expect(await faultsOf(anna.page)).toEqual([]);
	});

	await test.step('laid out on the board in one step, and taken back in one', async () => {
		const placesOf = async (): Promise<string> =>
			(await cleo.items())
				.filter(({ parent }) => parent === frame.id)
				.map(({ id, pos }) => `${id} ${pos.join(' ')}`)
				.toSorted()
				.join('\n');
		const before = await placesOf();
		await cleo.page.getByRole('tab', { name: 'Instrument' }).click();
		await cleo.page.getByRole('combobox', { name: 'Instrument' }).selectOption(frame.id);
		await cleo.page.getByRole('button', { name: 'Lay out on the board' }).click();
		await expect.poll(placesOf).not.toBe(before);
		const items = new Map((await cleo.items()).map((item) => [item.id, item]));
		const drawn = [...items.values()].filter(({ kind }) => kind === 'hand-over');
		expect(drawn).toHaveLength(5);
		for (const { from, to } of drawn) {
			for (const end of [from!, to!]) expect('item' in end && items.has(end.item)).toBe(true);
		}
		await cleo.page.evaluate(() => window.concordia!.undo());
		await expect.poll(placesOf).toBe(before);
	});
	await Promise.all([anna.close(), ben.close(), cleo.close()]);
});

test('S8: a service map says who informs whom, what is co-produced, and what is missing', async ({
	browser
}) => {
	test.slow();
	const organizations = [
		{ id: 'GP', name: 'Practice' },
		{ id: 'DI', name: 'Distributor Ltd' }
	];
	const session = await createSession(server, { organizations });
	const gina = await sit(browser, server, session, { organization: 'GP', name: 'Gina' });
	const dirk = await sit(browser, server, session, { organization: 'DI', name: 'Dirk' });
	await insert(dirk, [
		{
			...base,
			id: 'map',
			type: 'frame',
			size: [1920, 1280],
			text: 'Pump therapy',
			instrument: 'service-map'
		}
	]);
	await dirk.settled();
	await openMap(gina, session, 'map');
	const { page } = gina;

	for (const name of ['GP', 'distributor']) {
		await page.getByRole('textbox', { name: 'Add actor' }).fill(name);
		await page.keyboard.press('Enter');
	}
	await page.getByRole('button', { name: 'Add the lane of the citizens' }).click();
	await addStep(page, 'Add sub-process', 'discharges', 'GP');
	await addStep(page, 'Add sub-process', 'delivers the pump', 'distributor');
	await expect(listOf(page, 'What is missing').getByRole('listitem')).toHaveCount(4);

	const panel = panelOf(page, 'discharges');
	await stepOf(page, 'discharges').click();
	await panel.getByLabel('What kind').selectOption('Information flow');
	await panel.getByRole('textbox', { name: 'Which information (optional)' }).fill('therapy need');
	await page.keyboard.press('Enter');
	await expect(listOf(page, 'What is missing')).toContainText(
		'This information ends nowhere: GP informs nobody: therapy need'
	);
	await panel.getByRole('button', { name: 'Remove: GP informs nobody: therapy need' }).click();
	await panel
		.getByLabel('To', { exact: true })
		.selectOption({ label: 'delivers the pump, distributor' });
	await panel.getByRole('textbox', { name: 'Which information (optional)' }).fill('therapy need');
	await page.keyboard.press('Enter');
	const flow = panel.getByRole('listitem').filter({ hasText: 'GP informs distributor' });
	await flow.getByText('Edit').click();
	await flow.getByRole('textbox', { name: 'When' }).fill('at discharge');
	await panel.getByRole('checkbox', { name: 'Co-produced with citizens *' }).check();
	await panel.getByLabel('Who decides about it').selectOption('GP');
	await panel.getByLabel('Who stops it when it does harm').selectOption('GP');
	await expect(listOf(page, 'What is missing').getByRole('listitem')).toHaveCount(2);
	await expect(stepOf(page, 'discharges (co-produced with citizens, GP')).toContainText(
		'discharges *'
	);

	const row = page.getByRole('row').filter({ hasText: 'therapy need' });
	await expect(row.getByRole('cell')).toHaveText([/gives/, /gets.*at discharge/, /not concerned/]);

	await dirk.page.getByRole('tab', { name: 'Outline' }).click();
	await expect(
		dirk.page.getByRole('button', { name: 'GP informs distributor: therapy need, at discharge' })
	).toBeVisible();
	expect(await faultsOf(page)).toEqual([]);
	await Promise.all([gina.close(), dirk.close()]);
});

test('terms of the glossary are marked where they stand, and rules are at hand', async ({
	browser
}) => {
	const organizations = [{ id: 'IRS', name: 'Revenue Service' }];
	const session = await createSession(server, { organizations });
	const anna = await sit(browser, server, session, { organization: 'IRS', name: 'Anna' });
	const { page } = anna;
	const words = { ...base, type: 'card', instrument: 'glossary' };
	await insert(anna, [
		{
			...words,
			id: 't',
			kind: 'term',
			text: 'wage data',
			fields: { agreed: 'What is declared', forms: 'WD' }
		},
		{
			...words,
			id: 'd',
			kind: 'definition',
			text: 'All fields',
			pos: [300, 0],
			fields: { term: 't', organization: 'IRS' }
		},
		{ ...base, id: 'n', type: 'note', pos: [0, 200], text: 'Keep wage data, not wage databases' },
		{ ...base, id: 'm', type: 'note', pos: [300, 200], text: 'Lohn-WD' },
		{
			...base,
			id: 'r',
			type: 'card',
			pos: [600, 0],
			instrument: 'ground-rules',
			kind: 'rule',
			text: 'One speaks at a time'
		}
	]);
	await anna.settled();
	await page.evaluate(() => window.concordia!.camera.fit());
	const marked = (): Promise<string[]> =>
		page.evaluate(() =>
			[...(CSS.highlights.get('concordia-terms') ?? [])].map((range) =>
				(range.startContainer as Text).data.slice(range.startOffset, range.endOffset)
			)
		);
	// On the canvas and in the outline: the term itself and the note; the other form on its card.
	await expect
		.poll(async () => (await marked()).toSorted())
		.toEqual(['WD', ...Array<string>(4).fill('wage data')]);

	await page.getByRole('button', { name: 'Glossary: 1 term' }).click();
	const dialog = page.getByRole('dialog', { name: 'Glossary' });
	await expect(dialog).toContainText('Revenue Service: All fields');
	await dialog.getByText('Appears in 1 place').click();
	await dialog.getByRole('checkbox').uncheck();
	await expect.poll(marked).toEqual([]);
	await dialog.getByRole('checkbox').check();
	await dialog.getByRole('button', { name: /^Keep wage data/ }).click();
	await expect(dialog).toBeHidden();

	await page.getByRole('searchbox', { name: 'Find in the outline' }).focus();
	await page.keyboard.press('Tab');
	await expect(page.getByRole('tooltip')).toContainText('What is declared');
	await page.keyboard.press('Escape');
	await expect(page.getByRole('tooltip')).toBeHidden();

	await page.getByRole('button', { name: '1 ground rule' }).click();
	await expect(page.getByRole('dialog', { name: 'Ground rules' })).toContainText(
		'One speaks at a time'
	);
	await anna.close();
});
