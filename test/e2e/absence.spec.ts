import { expect, test } from '@playwright/test';
import { createSession } from '../harness/api.ts';
import { faultsOf } from '../harness/axe.ts';
import { go } from '../harness/keys.ts';
import { listen } from '../harness/outline.ts';
import { sit, type Person } from '../harness/people.ts';
import { startServer, type RunningServer } from '../harness/server.ts';

let server: RunningServer;

test.beforeAll(async () => {
	server = await startServer();
});
test.afterAll(async () => {
	await server.stop();
});

const organizations = [
	{ id: 'PN', name: 'Physician network' },
	{ id: 'CC', name: 'Community centre' },
	{ id: 'HI1', name: 'Health insurer 1' }
];
const reason = 'Left the alliance in spring';

const showPeople = ({ page }: Person): Promise<void> =>
	page.getByRole('button', { name: /people here/ }).click();

const sheet = ({ page }: Person) =>
	page.getByRole('region', { name: 'We will keep one list of free beds' });

test('the mediator says by keys that a partner does not take part, all hear and read it, and it counts again when somebody comes', async ({
	browser
}) => {
	test.slow();
	const session = await createSession(server, { organizations });
	const mia = await sit(browser, server, session, { organization: null, name: 'Mia' });
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Anna' });
	const ben = await sit(browser, server, session, {
		organization: 'CC',
		name: 'Ben',
		viewport: { width: 390, height: 780 },
		touch: true,
		colorScheme: 'dark'
	});
	for (const person of [mia, anna]) await showPeople(person);
	const deed = mia.page.getByRole('button', { name: /does not take part/ });

	// Only of the partner that has nobody here, and only by the mediator.
	await expect(deed).toHaveCount(1);
	await expect(anna.page.getByRole('button', { name: /does not take part/ })).toHaveCount(0);
	await expect(mia.page.getByText('1 organization is missing')).toBeVisible();
	const heard = await Promise.all([mia, anna, ben].map(({ page }) => listen(page)));
	await go(mia.page, deed);
	const keys = mia.page.keyboard;
	await keys.press('Enter');
	const dialog = mia.page.getByRole('dialog', { name: 'Health insurer 1 does not take part?' });
	await expect(dialog.getByRole('textbox', { name: 'Reason' })).toBeFocused();
	await go(mia.page, dialog.getByRole('button', { name: 'Does not take part' }));
	await keys.press('Enter');
	await expect(dialog.getByText('Write the reason: everybody reads it.')).toBeVisible();
	await go(mia.page, dialog.getByRole('textbox', { name: 'Reason' }));
	await keys.type(reason);
	await expect(dialog.getByText('Write the reason: everybody reads it.')).toHaveCount(0);
	expect(await faultsOf(mia.page, 'dialog')).toEqual([]);
	await go(mia.page, dialog.getByRole('button', { name: 'Does not take part' }));
	await keys.press('Enter');
	await expect(dialog).toHaveCount(0);

	// Everybody hears it, and finds it beside the organization.
	const said = `Health insurer 1 does not take part: ${reason}. Nothing waits for it from now on.`;
	for (const told of heard) await expect.poll(told).toContain(said);
	for (const { page } of [mia, anna])
		await expect(
			page.getByText(new RegExp(`^Does not take part since .*: ${reason}$`))
		).toBeVisible();
	await expect(mia.page.getByText('1 organization is missing')).toHaveCount(0);
	expect(await faultsOf(mia.page, 'main')).toEqual([]);

	// A decision is opened without it, and says so.
	await mia.page.evaluate(() => {
		window.concordia?.insert([
			{
				id: 'decisions',
				type: 'frame',
				pos: [0, 0],
				size: [1920, 1240],
				z: 'a0',
				instrument: 'decisions',
				text: 'Decisions of the district'
			},
			{
				id: 'list',
				type: 'card',
				z: 'a1',
				parent: 'decisions',
				instrument: 'decisions',
				kind: 'proposal',
				pos: [60, 200],
				size: [240, 140],
				text: 'We will keep one list of free beds',
				fields: { rule: 'consent' }
			}
		]);
	});
	await mia.settled();
	const open = async ({ page }: Person): Promise<void> => {
		await page.goto(`${server.url}/s/${session.id}/d/decisions?view=sheet`);
		await page.getByRole('tabpanel').waitFor();
	};
	await open(mia);
	const question = mia.page.getByRole('dialog');
	await sheet(mia).getByRole('button', { name: 'Put to decision' }).click();
	await question.getByRole('button', { name: 'Put to decision' }).click();
	for (const person of [anna, ben]) await open(person);
	for (const person of [mia, anna, ben])
		await expect(sheet(person).getByText(`Without Health insurer 1: ${reason}`)).toBeVisible();
	for (const { page } of [anna, ben])
		await page.getByRole('button', { name: 'I have read it' }).click();
	await expect(sheet(mia).getByText('2 of 2 delegates have seen the wording.')).toBeVisible({
		timeout: 40_000
	});
	await sheet(mia).getByRole('button', { name: 'Open for answers' }).click();
	await question.getByRole('button', { name: 'Open for answers' }).click();
	await expect(sheet(mia).getByText('0 of 2 organizations have answered.')).toBeVisible();

	// Somebody of it comes: it takes part again, but not in what was opened without it.
	const toldMia = await listen(mia.page);
	const cem = await sit(browser, server, session, { organization: 'HI1', name: 'Cem' });
	const again = 'Health insurer 1 takes part again.';
	await expect.poll(toldMia).toContain(again);
	await open(cem);
	await expect(
		cem.page.getByText('This was opened for answers when your organization did not take part.')
	).toBeVisible();
	await expect(cem.page.getByRole('radio')).toHaveCount(0);
	expect(await faultsOf(cem.page, 'main')).toEqual([]);

	// The log has both, for everybody alike.
	await cem.page.goto(`${server.url}/s/${session.id}/log`);
	for (const text of [
		`Mia said that Health insurer 1 does not take part: ${reason}`,
		'With Cem, Health insurer 1 takes part again'
	])
		await expect(cem.page.getByText(text)).toBeVisible();
});
