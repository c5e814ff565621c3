import { type Browser, expect, type Page, test } from '@playwright/test';
import { expectNoFaults } from '../harness/axe.ts';
import { type RunningServer, startServer } from '../harness/server.ts';

let server: RunningServer;
let session: string;
/** Links by "organization, role", as the host copied them. */
const links = new Map<string, string>();
/** What any page complained about: a strict policy must not cost anything. */
const complaints: string[] = [];

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
	server = await startServer();
});
test.afterAll(async () => {
	await server.stop();
});

async function newPage(browser: Browser, locale = 'en-GB'): Promise<Page> {
	const context = await browser.newContext({ baseURL: server.url, locale });
	const page = await context.newPage();
	page.on('pageerror', (error) => complaints.push(error.message));
	page.on('console', (message) => {
		const isExpected = message.text().startsWith('Failed to load resource');
		if (message.type() === 'error' && !isExpected) complaints.push(message.text());
	});
	return page;
}

async function hostPage(browser: Browser): Promise<Page> {
	const page = await newPage(browser);
	await page.goto(`/host#${server.hostKey}`);
	await page.getByRole('button', { name: 'Open' }).click();
	await expect(page.getByRole('heading', { name: 'Sessions', exact: true })).toBeVisible();
	return page;
}

async function join(
	browser: Browser,
	link: string,
	name: string,
	button = 'Agree and join'
): Promise<Page> {
	const page = await newPage(browser);
	await page.goto(link);
	await page.getByLabel('Your name').fill(name);
	await page.getByRole('button', { name: button }).click();
	await page.waitForURL(/\/s\/[a-z0-9]+$/);
	return page;
}

test('a host signs in with the key of the link, which leaves the address', async ({ browser }) => {
	const page = await newPage(browser);
	await page.goto('/host#not-the-right-key');
	await page.getByRole('button', { name: 'Open' }).click();
	await expect(page.getByText('This host key is not right')).toBeVisible();
	await expectNoFaults(page);
	await page.getByLabel('Host key').fill(server.hostKey);
	await page.getByRole('button', { name: 'Open' }).click();
	await expect(page.getByRole('heading', { name: 'Sessions', exact: true })).toBeVisible();
	expect(page.url()).toBe(`${server.url}/host`);
});

test('a host opens a session and hands out links', async ({ browser }) => {
	const page = await hostPage(browser);
	await page.getByRole('link', { name: 'New session' }).click();
	await page.getByRole('button', { name: 'Open session' }).click();
	await expect(page.getByText('Give the session a title.')).toBeVisible();

	await page.getByLabel('Title').fill('Care for the north');
	const names = page.getByLabel('Name', { exact: true });
	await names.nth(0).fill('Clinic');
	await names.nth(1).fill('clinic');
	await expect(page.getByText('Another line has this name.')).toHaveCount(2);
	await names.nth(1).fill('Insurer');
	await expectNoFaults(page);
	await page.getByRole('button', { name: 'Open session' }).click();

	await expect(page.getByText('These links are shown only now')).toBeVisible();
	await expectNoFaults(page);
	session = page.url().split('/').at(-1)!;
	for (const what of ['Mediator', 'Clinic, Delegate', 'Insurer, Participant']) {
		await page.getByRole('button', { name: `Show the code for ${what}` }).click();
		links.set(what, await page.getByRole('dialog').locator('code').innerText());
		await page.keyboard.press('Escape');
	}
	expect(new Set(links.values()).size).toBe(3);
});

test('a host who has lost the links makes a new set, as a table with codes', async ({
	browser
}) => {
	const page = await hostPage(browser);
	await page.getByRole('link', { name: 'Care for the north' }).click();
	await page.getByRole('button', { name: 'Links for everybody' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Links for everybody' }).click();
	// The mediator's, and one for each organization.
	const codes = page.getByRole('table').getByRole('img', { name: 'QR code of the link' });
	await expect(codes).toHaveCount(3);
	await expectNoFaults(page);
	await page.getByRole('button', { name: 'Show the code for Insurer, Delegate' }).click();
	const link = await page.getByRole('dialog').locator('code').innerText();
	const guest = await newPage(browser);
	await guest.goto(link);
	await expect(guest.getByRole('heading', { name: 'Care for the north' })).toBeVisible();
});

test('whoever is invited reads what is logged, then decides', async ({ browser }) => {
	const page = await newPage(browser);
	await page.goto(links.get('Clinic, Delegate')!);
	await expect(page.getByRole('heading', { name: 'Care for the north' })).toBeVisible();
	await expect(page.getByText('Nothing about you is recorded until you decide')).toBeVisible();
	await expectNoFaults(page);
	await page.getByRole('button', { name: 'Agree and join' }).click();
	await expect(page.getByText('Enter your name.')).toBeVisible();
	await expect(page.getByLabel('Your name')).toBeFocused();
	await page.getByLabel('Your name').fill('Ana');
	await page.getByRole('button', { name: 'Agree and join' }).click();
	await page.waitForURL(`${server.url}/s/${session}`);

	await page.goto(links.get('Clinic, Delegate')!);
	await page.getByRole('link', { name: 'Continue as Ana' }).click();
	await page.waitForURL(`${server.url}/s/${session}`);
});

test('the mediator sees who is missing, invites one person and removes another', async ({
	browser
}) => {
	const looker = await join(browser, links.get('Insurer, Participant')!, 'Kim', 'Look on without');
	const page = await join(browser, links.get('Mediator')!, 'Jonas');
	await page.goto(`/s/${session}/people`);
	const insurer = page.getByRole('region', { name: 'Insurer' });
	await expect(insurer.getByText('Kim')).toBeVisible();
	await expect(insurer.getByText('Observer')).toBeVisible();
	await expectNoFaults(page);

	await page.getByRole('button', { name: 'New invitation' }).click();
	await page.getByLabel('Organization', { exact: true }).selectOption('Clinic');
	await page.getByLabel('Name of the person').fill('Dr. Berg');
	await page.getByRole('button', { name: 'Make link' }).click();
	const link = await page.getByRole('dialog').locator('code').innerText();
	await page.keyboard.press('Escape');

	const guest = await newPage(browser);
	await guest.goto(link);
	await expect(guest.getByLabel('Your name')).toHaveValue('Dr. Berg');
	await guest.getByRole('button', { name: 'Agree and join' }).click();
	await guest.waitForURL(/\/s\//);
	const late = await newPage(browser);
	await late.goto(link);
	await expect(late.getByRole('heading', { name: 'already been used' })).toBeVisible();
	await expectNoFaults(late);

	await page.getByRole('button', { name: 'What to do about Kim' }).click();
	await page.getByRole('menuitem', { name: 'Remove' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
	await expect(insurer.getByText('Nobody has joined yet')).toBeVisible();
	await looker.goto(`/s/${session}/people`);
	await expect(looker.getByRole('heading', { name: 'You are not in this session' })).toBeVisible();

	await page.getByText('Removed from the session (1)').click();
	await page.getByRole('button', { name: 'Erase the name of Kim' }).click();
	await page.getByRole('dialog').getByLabel('Reason').fill('Kim asked for it');
	await page.getByRole('dialog').getByRole('button', { name: 'Erase name' }).click();
	await expect(page.getByText('The name was erased').first()).toBeVisible();
	await expect(page.getByText('Kim', { exact: true })).toHaveCount(0);
});

/** How many keys this browser has: for what its owner changes, and to cosign the log. */
function keptKeys(page: Page): Promise<number> {
	return page.evaluate(async () => {
		const known = (await indexedDB.databases()).map(({ name }) => name);
		const counts = await Promise.all(
			[
				['concordia.keys', 'keys'],
				['concordia/witness', 'logs']
			].map(async ([name = '', store = '']) => {
				if (!known.includes(name)) return 0;
				const opening = indexedDB.open(name);
				await new Promise((opened) => opening.addEventListener('success', opened));
				const database = opening.result;
				const counting = database.transaction(store).objectStore(store).count();
				await new Promise((counted) => counting.addEventListener('success', counted));
				database.close();
				return counting.result;
			})
		);
		return counts.reduce((sum, count) => sum + count, 0);
	});
}

test('a person comes back by the personal link, on another device', async ({ browser }) => {
	const page = await join(browser, links.get('Clinic, Delegate')!, 'Ben');
	await page.goto(`/s/${session}/people`);
	await page.getByRole('button', { name: 'Make a return link' }).click();
	const link = await page.getByText(/\/return#/).innerText();

	const other = await newPage(browser);
	await other.goto(link);
	await other.getByRole('button', { name: 'Continue' }).click();
	await other.waitForURL(`${server.url}/s/${session}`);
	await expect.poll(() => keptKeys(other), { timeout: 20_000 }).toBe(2);
	await other.goto(`/s/${session}/people`);
	const me = other.getByRole('listitem').filter({ has: other.getByText('you', { exact: true }) });
	await expect(me).toContainText('Ben');

	await other.getByRole('button', { name: 'Leave on this device' }).click();
	const question = other.getByRole('dialog');
	await question.getByRole('button', { name: 'Leave on this device' }).click();
	await other.waitForURL(`${server.url}/`);
	expect(await keptKeys(other)).toBe(0);
	await other.goto(`/s/${session}/people`);
	await expect(other.getByRole('heading', { name: 'You are not in this session' })).toBeVisible();
});

test('links that lead nowhere say why, in the reader’s language', async ({ browser }) => {
	const page = await newPage(browser, 'de-DE');
	await page.goto('/join');
	await expect(page.getByRole('heading', { name: 'Der Link ist nicht vollständig' })).toBeVisible();
	await page.goto(`/join#${'x'.repeat(43)}`);
	await expect(page.getByRole('heading', { name: 'hier nicht bekannt' })).toBeVisible();
	await page.goto('/nowhere');
	await expect(page.getByRole('heading', { name: 'Seite nicht gefunden' })).toBeVisible();
	await page.goto('/');
	await page.getByLabel('Einladungslink oder Code').fill('https://elsewhere.example/join#x');
	await page.getByRole('button', { name: 'Einladung öffnen' }).click();
	await expect(page.getByText('elsewhere.example')).toBeVisible();
	await expect(page.locator('html')).toHaveAttribute('lang', 'de');
	await expectNoFaults(page);
});

test('a closed session takes nobody in', async ({ browser }) => {
	const page = await hostPage(browser);
	await page.getByRole('link', { name: 'Care for the north' }).click();
	await page.getByRole('button', { name: 'Close session' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Close session' }).click();
	await expect(page.getByText('Closed', { exact: true })).toBeVisible();
	const late = await newPage(browser);
	await late.goto(links.get('Mediator')!);
	await expect(late.getByRole('heading', { name: 'This session is closed' })).toBeVisible();
});

test('no page complained', () => {
	expect(complaints).toEqual([]);
});
