import { expect, test, type Page } from '@playwright/test';
import health from '@concordia/instruments/cases/health-partnership.json' with { type: 'json' };
import { createSession, type CreatedSession } from '../harness/api.ts';
import { faultsOf } from '../harness/axe.ts';
import { sit, type Person } from '../harness/people.ts';
import { startServer, type RunningServer } from '../harness/server.ts';

const first = 'Providers and payers of care are not aligned';

let server: RunningServer;
let session: CreatedSession;

test.beforeAll(async () => {
	server = await startServer();
});
test.afterAll(async () => {
	await server.stop();
});
test.beforeEach(async () => {
	const organizations = health.organizations.map(({ id, name }) => ({ id, name }));
	session = await createSession(server, { case: health, organizations });
});

async function openTable({ page }: Person): Promise<void> {
	await page
		.getByRole('tab', { name: 'Instrument' })
		.or(page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Instrument' }))
		.click();
	await page.getByRole('table').waitFor();
}

async function openDocument(person: Person): Promise<void> {
	const frame = (await person.items()).find(
		({ type, instrument }) => type === 'frame' && instrument
	);
	await person.page.goto(`${server.url}/s/${session.id}/d/${frame?.id}`);
	await person.page.getByRole('article').waitFor();
}

/** The cell of an organization on the first problem. */
const cellOf = (page: Page, organization: number) =>
	page
		.getByRole('row')
		.filter({ hasText: 'perspective' })
		.first()
		.getByRole('cell')
		.nth(organization);

test('an organization writes its perspective in the table, the others see it and cannot change it', async ({
	browser
}) => {
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Anna' });
	const ben = await sit(browser, server, session, { organization: 'CC', name: 'Ben' });
	await openTable(anna);
	await openTable(ben);
	await expect(anna.page.getByText('No answers yet, 0 passed, 77 missing')).toBeVisible();

	const columns = anna.page.getByRole('columnheader');
	const pn = (await columns.allInnerTexts()).findIndex((text) =>
		text.includes('Physician network')
	);
	await cellOf(anna.page, pn - 1)
		.getByRole('button')
		.click();
	await anna.page.getByRole('dialog').getByRole('button', { name: 'Add perspective' }).click();
	await anna.page.keyboard.type('We have no time to align');
	await anna.page.keyboard.press('Escape');
	await anna.page.keyboard.press('Escape');
	await expect(anna.page.getByRole('dialog')).toBeHidden();
	await expect(anna.page.getByText('1 answer, 0 passed, 76 missing')).toBeVisible();

	await expect(ben.page.getByText('1 answer, 0 passed, 76 missing')).toBeVisible();
	await ben.page.getByRole('button', { name: 'We have no time to align' }).click();
	const dialog = ben.page.getByRole('dialog');
	await expect(dialog.getByText('We have no time to align')).toBeVisible();
	await expect(dialog.getByRole('textbox')).toHaveCount(0);
	await expect(dialog.getByText('Only people of this organization write here.')).toBeVisible();
	await Promise.all([anna.close(), ben.close()]);
});

test('the table is walked by the arrow keys, and a pass is a press of a key', async ({
	browser
}) => {
	const anna = await sit(browser, server, session, { organization: 'HC', name: 'Anna' });
	await openTable(anna);
	const focused = anna.page.locator('button[data-cell]:focus');
	await anna.page.locator('button[data-cell="0-0"]').focus();
	await anna.page.keyboard.press('ArrowDown');
	await anna.page.keyboard.press('ArrowRight');
	await expect(focused).toHaveAttribute('data-cell', '1-1');
	await anna.page.keyboard.press('Home');
	await expect(focused).toHaveAttribute('data-cell', '1-0');
	await anna.page.keyboard.press('Enter');
	await anna.page.getByRole('dialog').getByRole('button', { name: 'Pass' }).press('Enter');
	await anna.page.keyboard.press('Escape');
	await expect(anna.page.getByText('No answers yet, 1 passed, 76 missing')).toBeVisible();
	await expect(focused).toHaveAttribute('data-cell', '1-0');
	await anna.close();
});

test('a problem is added in the table, worded, and links are chosen from a list', async ({
	browser
}) => {
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Anna' });
	await openTable(anna);
	await anna.page.getByRole('button', { name: 'Add problem' }).click();
	await anna.page.keyboard.type('Nobody pays for talking');
	await expect
		.poll(async () => (await anna.items()).map(({ text }) => text))
		.toContain('Nobody pays for talking');
	const worded = (await anna.items()).find(({ text }) => text === 'Nobody pays for talking');
	const row = anna.page
		.getByRole('row')
		.filter({ has: anna.page.locator(`[data-item="${worded?.id}"]`) });
	await row.getByText('Details').click();
	await row.getByRole('textbox', { name: 'Evidence' }).fill('Fee schedule of 2015');
	await row.getByRole('button', { name: 'Add to: Affected' }).click();
	await anna.page.keyboard.type('physician network');
	await anna.page.keyboard.press('Enter');
	await anna.page.keyboard.type('families');
	await anna.page.keyboard.press('Enter');
	await row.getByRole('button', { name: 'Open card' }).click();
	const form = anna.page.getByRole('dialog');
	await form.getByLabel('Add to: Feeds into').selectOption({ label: first });
	await expect(form.getByRole('button', { name: `Remove link to: ${first}` })).toBeVisible();
	await anna.settled();
	const items = await anna.items();
	const added = items.find(({ text }) => text === 'Nobody pays for talking');
	expect(added?.fields).toEqual({ evidence: 'Fee schedule of 2015', affected: ['PN', 'families'] });
	const links = items.filter(({ from }) => from && 'item' in from && from.item === added?.id);
	expect(links).toHaveLength(1);
	await form.getByRole('button', { name: `Remove link to: ${first}` }).click();
	await expect
		.poll(async () => (await anna.items()).some(({ id }) => id === links[0]?.id))
		.toBe(false);
	await anna.close();
});

test('the document says it all, is edited in place and downloads as Markdown', async ({
	browser
}) => {
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Anna' });
	const ben = await sit(browser, server, session, { organization: null, name: 'Mediator' });
	await openDocument(anna);
	await openDocument(ben);
	await expect(anna.page.getByRole('heading', { level: 1 })).toHaveText('Problem set');
	const evidence = anna.page.getByRole('textbox', { name: 'Evidence' }).first();
	await evidence.click();
	await evidence.pressSequentially('Minutes of October');
	await expect(ben.page.getByRole('textbox', { name: 'Evidence' }).first()).toHaveValue(
		'Minutes of October'
	);
	await anna.page.getByRole('button', { name: 'Pass' }).first().click();
	await expect(ben.page.getByText('Passed').nth(1)).toBeVisible();
	await expect(ben.page.getByRole('button', { name: 'Pass' })).toHaveCount(0);

	const downloading = ben.page.waitForEvent('download');
	await ben.page.getByRole('button', { name: 'Download', exact: true }).click();
	await ben.page.getByRole('menuitem', { name: 'Markdown' }).click();
	const download = await downloading;
	expect(download.suggestedFilename()).toMatch(/Problem-set\.md$/u);
	const chunks = await (await download.createReadStream()).toArray();
	const markdown = Buffer.concat(chunks as Buffer[]).toString();
	expect(markdown).toContain('**Evidence:** Minutes of October');
	expect(markdown).toContain(first);
	expect(markdown).toContain('- Passed: 1');
	await Promise.all([anna.close(), ben.close()]);
});

test('an observer reads the document without a single field to write in', async ({ browser }) => {
	const eve = await sit(browser, server, session, {
		role: 'observer',
		organization: 'EVA',
		name: 'Eve'
	});
	await openDocument(eve);
	await expect(eve.page.getByText(first).first()).toBeVisible();
	await expect(eve.page.getByRole('textbox')).toHaveCount(0);
	// Nothing of hers is saved or not.
	await expect(eve.page.getByText('Up to date')).toBeVisible();
	await eve.close();
});

for (const { name, width, locale, tab } of [
	{ name: 'a wide screen', width: 1400, locale: 'en-GB', tab: /Instrument/u },
	{ name: 'a phone in German', width: 390, locale: 'de-DE', tab: /Instrument/u }
]) {
	test(`table and document have no accessibility faults and no sideways scrolling on ${name}`, async ({
		browser
	}) => {
		const seat = { organization: 'PN', name: 'Anna', viewport: { width: 1400, height: 844 } };
		const anna = await sit(browser, server, session, seat);
		await anna.page.setViewportSize({ width, height: 844 });
		if (locale === 'de-DE') {
			await anna.page.getByRole('button', { name: 'Language and appearance' }).first().click();
			await anna.page.getByText('Deutsch').first().click();
			await anna.page.keyboard.press('Escape');
		}
		await anna.page
			.getByRole('tab', { name: tab })
			.or(anna.page.getByRole('navigation').getByRole('button', { name: tab }))
			.click();
		await anna.page.getByRole('table').waitFor();
		const sideways = (): Promise<boolean> =>
			anna.page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
		expect(await faultsOf(anna.page, 'section:has(> .scroll)')).toEqual([]);
		expect(await sideways()).toBe(false);
		await openDocument(anna);
		expect(await faultsOf(anna.page, 'main')).toEqual([]);
		expect(await sideways()).toBe(false);
		await anna.close();
	});
}
