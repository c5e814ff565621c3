import { expect, test, type BrowserContext } from '@playwright/test';
import type { Item } from '@concordia/board';
import { createSession, type CreatedSession } from '../harness/api.ts';
import { atBoard, insert, note, sit, textOf, type Person } from '../harness/people.ts';
import { startServer, type RunningServer } from '../harness/server.ts';

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

test('two people write into one note letter by letter, and neither loses the caret', async ({
	browser
}) => {
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Physician' });
	const ben = await sit(browser, server, session, { organization: 'CC', name: 'Coordinator' });
	await insert(anna, [note('sharednote01', 'middle', 0, 0)]);
	for (const person of [anna, ben]) {
		await expect.poll(() => textOf(person, 'sharednote01')).toBe('middle');
		await person.page.evaluate(() => {
			window.concordia?.camera.set({ x: -300, y: -200, zoom: 1 });
		});
		await person.settled();
		const rect = await person.page.evaluate(() => window.concordia?.rect('sharednote01'));
		if (!rect) throw new Error('the note has no place on the page');
		await person.page.mouse.dblclick(rect.x + rect.width / 2, rect.y + rect.height / 2);
	}
	await anna.page.keyboard.press('Control+Home');
	await ben.page.keyboard.press('Control+End');
	await Promise.all([
		anna.page.keyboard.type('before ', { delay: 15 }),
		ben.page.keyboard.type(' after', { delay: 15 })
	]);
	for (const person of [anna, ben]) {
		await expect.poll(() => textOf(person, 'sharednote01')).toBe('before middle after');
	}
	await Promise.all([anna.close(), ben.close()]);
});

test("undo takes back one's own change and leaves the other's", async ({ browser }) => {
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Physician' });
	const ben = await sit(browser, server, session, { organization: 'CC', name: 'Coordinator' });
	await insert(anna, [note('fromanna0001', 'of Anna', 0, 0)]);
	await expect.poll(() => textOf(ben, 'fromanna0001')).toBe('of Anna');
	await insert(ben, [note('fromben00001', 'of Ben', 300, 0)]);
	await expect.poll(() => textOf(anna, 'fromben00001')).toBe('of Ben');
	await anna.page.evaluate(() => window.concordia?.undo());
	await expect.poll(() => textOf(ben, 'fromanna0001')).toBeUndefined();
	expect(await textOf(ben, 'fromben00001')).toBe('of Ben');
	expect(await textOf(anna, 'fromben00001')).toBe('of Ben');
	await Promise.all([anna.close(), ben.close()]);
});

test('work done offline survives a reload and merges on return; the saved state tells the truth', async ({
	browser
}) => {
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Physician' });
	const ben = await sit(browser, server, session, { organization: 'CC', name: 'Coordinator' });
	await expect(anna.page.getByText('Everything saved')).toBeVisible();
	await anna.context.setOffline(true);
	await anna.page.evaluate(
		(item) => window.concordia?.insert([item]),
		note('offline00001', 'written in a tunnel', 0, 0)
	);
	await expect(anna.page.getByText(/Offline, 1 change not saved|Saving 1 change/)).toBeVisible();
	await insert(ben, [note('meanwhile001', 'meanwhile', 300, 0)]);
	await expect(anna.page.getByText('Everything saved')).toHaveCount(0);
	await anna.context.setOffline(false);
	await expect
		.poll(() => textOf(ben, 'offline00001'), { timeout: 45_000 })
		.toBe('written in a tunnel');
	await expect.poll(() => textOf(anna, 'meanwhile001')).toBe('meanwhile');
	await expect(anna.page.getByText('Everything saved')).toBeVisible();
	await Promise.all([anna.close(), ben.close()]);
});

test('the server is killed and comes back: nothing is lost, and nothing was called saved too early', async ({
	browser
}) => {
	const own = await startServer({ data: `${server.data}/killed` });
	const created = await createSession(own);
	const anna = await sit(browser, own, created, { organization: 'PN', name: 'Physician' });
	await insert(anna, [note('beforekill01', 'before', 0, 0)]);
	await own.kill();
	await anna.page.evaluate(
		(item) => window.concordia?.insert([item]),
		note('duringkill01', 'while it was gone', 300, 0)
	);
	await expect(anna.page.getByText('Everything saved')).toHaveCount(0);
	// A reload now finds no server; what was written must be there all the same when it is back.
	const again = await startServer({ data: `${server.data}/killed`, port: own.port });
	await expect(anna.page.getByText('Everything saved')).toBeVisible({ timeout: 45_000 });
	const ben = await sit(browser, again, created, { organization: 'CC', name: 'Coordinator' });
	await expect.poll(() => textOf(ben, 'beforekill01')).toBe('before');
	await expect.poll(() => textOf(ben, 'duringkill01')).toBe('while it was gone');
	await Promise.all([anna.close(), ben.close()]);
	await again.stop();
});

test('unsaved work is still there after the page was reloaded without a connection to the board', async ({
	browser
}) => {
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Physician' });
	await insert(anna, [note('kept00000001', 'kept', 0, 0)]);
	const reopened = await reopenCutOff(anna, note('unsaved00001', 'not saved yet', 300, 0));
	await expect(reopened.page.getByText(/not saved/).first()).toBeVisible();
	await expect.poll(() => keptEdits(anna.context)).toBeGreaterThan(0);
	await reopened.page.reload();
	await reopened.page.waitForFunction(() => window.concordia !== undefined);
	await expect.poll(() => textOf(reopened, 'unsaved00001')).toBe('not saved yet');
	await reopened.page.unrouteAll();
	await anna.close();
});

test('words in what somebody else removes at that moment are offered again, on and off line', async ({
	browser
}) => {
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Physician' });
	const ben = await sit(browser, server, session, { organization: 'CC', name: 'Coordinator' });
	const offered = anna.page.getByRole('dialog', { name: 'A change of yours is not on the board' });
	await insert(ben, [note('removed00001', 'first', 0, 0), note('removed00002', 'second', 300, 0)]);
	await expect.poll(() => textOf(anna, 'removed00002')).toBe('second');

	await anna.page.evaluate(() => window.concordia?.select(['removed00001']));
	await anna.page.getByRole('application').press('Enter');
	await anna.page.keyboard.type(' and more');
	await expect.poll(() => textOf(ben, 'removed00001')).toBe('first and more');
	await ben.page.evaluate(() => window.concordia?.remove(['removed00001']));
	await expect(offered).toContainText('first and more');
	await expect(offered).toContainText('Somebody removed it while you wrote in it.');
	await offered.getByRole('button', { name: 'Done' }).click();

	// The same when it is parked: the mediator takes it from the board while Anna writes in it.
	const mia = await sit(browser, server, session, { organization: null, name: 'Mediator' });
	await insert(mia, [
		{
			id: 'problemset01',
			type: 'frame',
			pos: [0, 400],
			size: [900, 600],
			z: 'a0',
			instrument: 'problem-set'
		}
	]);
	await insert(anna, [{ ...note('parked000001', 'One office', 100, 500), parent: 'problemset01' }]);
	await expect.poll(() => textOf(mia, 'parked000001')).toBe('One office');
	await anna.page.evaluate(() => window.concordia?.select(['parked000001']));
	await anna.page.getByRole('application').press('Enter');
	await anna.page.keyboard.type(' for all');
	await expect.poll(() => textOf(mia, 'parked000001')).toBe('One office for all');
	await mia.page.evaluate(() => window.concordia?.select(['parked000001']));
	await mia.page.getByRole('application').press('Control+k');
	await mia.page.getByRole('dialog').getByRole('combobox').fill('Park this solution');
	await mia.page.keyboard.press('Enter');
	await expect(offered).toContainText('One office for all');
	await offered.getByRole('button', { name: 'Done' }).click();
	await expect(anna.page.getByRole('textbox', { name: /^Text of/ })).toHaveCount(0);
	await mia.close();

	await anna.context.setOffline(true);
	await anna.page.evaluate(() =>
		window.concordia?.update([{ id: 'removed00002', text: 'second, in a tunnel' }])
	);
	await ben.page.evaluate(() => window.concordia?.remove(['removed00002']));
	await expect(ben.page.getByText('Everything saved')).toBeVisible();
	await anna.context.setOffline(false);
	await expect(offered).toContainText('second, in a tunnel', { timeout: 45_000 });
	await Promise.all([anna.close(), ben.close()]);
});

test('without a connection the document counts, also where the first picture knew more', async ({
	browser
}) => {
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Physician' });
	const answer = await anna.context.request.get(
		`${server.url}/api/sessions/${session.id}/snapshot`
	);
	expect(answer.status()).toBe(200);
	const older = {
		body: await answer.body(),
		headers: { 'x-concordia-seq': answer.headers()['x-concordia-seq'] ?? '' }
	};
	await insert(anna, [note('newer0000001', 'only in the picture', 300, 0)]);
	// Pages are content with records of a moment ago: this one gets those of now.
	await anna.page.route(/\/board$/, (route) => {
		const headers = { ...route.request().headers(), 'cache-control': 'no-cache' };
		return route.continue({ headers });
	});
	// The document comes as it was before the note, and the socket will not bring the rest.
	await anna.page.route(/\/snapshot$/, (route) => route.fulfill(older));
	const reopened = await reopenCutOff(anna, note('offline00001', 'written without it', 600, 0));
	const ids = async (): Promise<readonly string[]> =>
		(await reopened.items()).map(({ id }) => id).toSorted();
	await expect.poll(ids).toEqual(['offline00001']);
	await reopened.page.unrouteAll();
	await anna.close();

	const ben = await sit(browser, server, session, { organization: 'CC', name: 'Coordinator' });
	await expect.poll(() => textOf(ben, 'newer0000001')).toBe('only in the picture');
	await ben.close();
});

/** Loads the page again and writes there. Only the socket is cut: the page itself can be loaded. */
async function reopenCutOff({ page, context }: Person, item: Item): Promise<Person> {
	await page.routeWebSocket(/\/sync\//, (socket) => {
		void socket.close({ code: 1012 });
	});
	const reopened = await atBoard('Physician', page, context, server, session.id);
	await page.evaluate((given) => window.concordia?.insert([given]), item);
	return reopened;
}

interface Kept {
	readonly origins: readonly {
		readonly origin: string;
		readonly indexedDB?: readonly { readonly stores: readonly { readonly records: unknown[] }[] }[];
	}[];
}

/** How many edits this browser keeps for when it is connected again. */
async function keptEdits(context: BrowserContext): Promise<number> {
	// The published types leave the databases out.
	const { origins } = (await context.storageState({ indexedDB: true })) as Kept;
	return origins
		.flatMap(({ indexedDB }) => indexedDB ?? [])
		.flatMap(({ stores }) => stores)
		.reduce((count, { records }) => count + records.length, 0);
}

test('an observer reads and finds no way to edit', async ({ browser }) => {
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Physician' });
	const guest = await sit(browser, server, session, {
		organization: 'SHA',
		role: 'observer',
		name: 'Guest'
	});
	await insert(anna, [note('foreveryone1', 'to be read', 0, 0)]);
	await expect.poll(() => textOf(guest, 'foreveryone1')).toBe('to be read');
	await expect(guest.page.getByText('You are looking on')).toBeVisible();
	await expect(guest.page.getByRole('button', { name: 'Note', exact: true })).toHaveCount(0);
	await guest.page.keyboard.press('n');
	await guest.page.mouse.click(500, 400);
	expect((await guest.items()).length).toBe(1);
	await Promise.all([anna.close(), guest.close()]);
});

test('everybody sees who is here, by organization', async ({ browser }) => {
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Physician' });
	const ben = await sit(browser, server, session, { organization: 'CC', name: 'Coordinator' });
	for (const { page } of [anna, ben]) {
		await page.getByRole('tab', { name: 'People' }).click();
		const panel = page.getByRole('tabpanel', { name: 'People' });
		await expect(panel.getByRole('listitem').filter({ hasText: 'Physician' })).toBeVisible();
		await expect(panel.getByRole('listitem').filter({ hasText: 'Coordinator' })).toBeVisible();
		await expect(panel.getByText('Physician network')).toBeVisible();
		await expect(panel.getByText('Community centre')).toBeVisible();
	}
	await ben.close();
	await anna.close();
});
