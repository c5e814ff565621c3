import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { expect, test, type Page } from '@playwright/test';
import { unzipSync, zipSync } from 'fflate';
import { createSession, type CreatedSession } from '../harness/api.ts';
import { expectNoFaults } from '../harness/axe.ts';
import { insert, note, sit, type Person } from '../harness/people.ts';
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

async function openLog(person: Person): Promise<Page> {
	const page = await person.context.newPage();
	await page.goto(`${server.url}/s/${session.id}/log`);
	await expect(page.getByRole('heading', { name: /^Log/ })).toBeVisible();
	return page;
}

test('the log grows while it is read, is filtered, and verifies in the browser', async ({
	browser
}) => {
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Physician' });
	const ben = await sit(browser, server, session, { organization: 'CC', name: 'Coordinator' });
	const log = await openLog(anna);
	await insert(ben, [note('livenote0001', 'Too few translators', 0, 0)]);
	await expect(log.getByText('Coordinator added “Too few translators”').first()).toBeVisible();
	await insert(anna, [note('livenote0002', 'Too much paperwork', 300, 0)]);
	await expect(log.getByText('Physician added “Too much paperwork”').first()).toBeVisible();

	await log.getByLabel('Organization', { exact: true }).selectOption({ label: 'Community centre' });
	await expect(log.getByText('Coordinator added “Too few translators”').first()).toBeVisible();
	await expect(log.getByText('Physician added')).toHaveCount(0);
	await expect(log).toHaveURL(/organization=CC/);
	await log.getByRole('button', { name: 'Show all', exact: true }).click();

	await log.getByRole('button', { name: 'Verify' }).click();
	await expect(log.getByText('Verified', { exact: true })).toBeVisible();

	// What repeats is one row, which unfolds and says what changed.
	for (const text of ['Too few interpreters', 'Far too few interpreters']) {
		await ben.page.evaluate((words) => {
			window.concordia?.update([{ id: 'livenote0001', text: words }]);
		}, text);
		await ben.settled();
	}
	const row = log.getByRole('button', { name: /Coordinator wrote in .*, 2 times/ });
	await expect(row).toBeVisible();
	await row.press('ArrowRight');
	// Signatures repeat as well, and stand in a row of their own.
	const several = log.getByRole('listitem').filter({ has: row });
	await expect(several.getByRole('button', { name: 'Show its 2 entries' })).toHaveAttribute(
		'aria-expanded',
		'true'
	);
	await row.press('Enter');
	const changed = log.getByRole('dialog').getByRole('region', { name: 'What changed' });
	await expect(changed.locator('del', { hasText: 'translators' })).toBeVisible();
	await expect(changed.locator('ins', { hasText: 'interpreters' })).toBeVisible();
	await expect(log.getByText(/^Signed with a key announced for this person/)).toBeVisible({
		timeout: 20_000
	});
	await log.keyboard.press('Escape');

	// A stretch of time by keyboard, kept as a view; then what partners file and send.
	await log.getByRole('slider', { name: 'Beginning of the stretch' }).press('ArrowRight');
	await log.getByRole('slider', { name: 'Beginning of the stretch' }).press('Enter');
	await expect(log).toHaveURL(/from=.*Z/);
	await log.getByLabel('Name of this view').fill('The end');
	await log.getByRole('button', { name: 'Save view' }).click();
	await log.getByRole('button', { name: 'Show the whole time' }).click();
	await expect(log.getByRole('button', { name: 'The end', exact: true })).toBeVisible();
	await expectNoFaults(log);
	await log.getByRole('button', { name: 'Digest and minutes' }).click();
	await expect(log.getByLabel('The text, as Markdown')).toHaveValue(
		/“Far too few interpreters” .*: Community centre \(3 times\)/
	);
	await log.keyboard.press('Escape');
	await log.getByRole('link', { name: 'Print view' }).click();
	await expect(log.getByText('Code to compare by voice')).toBeVisible();
	await expect(log.getByRole('row', { name: /Physician joined/ })).toBeVisible();
	await Promise.all([anna.close(), ben.close()]);
});

test('what was on a screen is logged for the item and its version, and only then', async ({
	browser
}) => {
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Physician' });
	const ben = await sit(browser, server, session, { organization: 'CC', name: 'Coordinator' });
	await ben.page.evaluate(() => window.concordia?.camera.set({ x: -300, y: -200, zoom: 1 }));
	await insert(anna, [
		note('insight00001', 'on the screen', 0, 0),
		// The outline beside the board shows no more than its beginning.
		note('outofsight01', 'far away '.repeat(40), 9000, 9000)
	]);
	await ben.page.bringToFront();
	const seenBy = async (item: string): Promise<number> =>
		ben.page.evaluate(
			async ([id, wanted]) => {
				const response = await fetch(`/api/sessions/${id}/log?kind=seen&item=${wanted}`);
				return (await response.text()).split('\n').filter((line) => line !== '').length;
			},
			[session.id, item] as const
		);
	await expect.poll(() => seenBy('insight00001'), { timeout: 20_000 }).toBeGreaterThan(0);
	expect(await seenBy('outofsight01')).toBe(0);
	await Promise.all([anna.close(), ben.close()]);
});

test('an item says who saw and edited it; "I have read this" is logged', async ({ browser }) => {
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Physician' });
	const ben = await sit(browser, server, session, { organization: 'CC', name: 'Coordinator' });
	await insert(anna, [note('details00001', 'Read me', 0, 0)]);
	await expect.poll(async () => (await ben.items()).length).toBe(1);
	await ben.page.evaluate(() => window.concordia?.select(['details00001']));
	await ben.page.getByRole('tab', { name: 'Details' }).click();
	const panel = ben.page.getByRole('tabpanel', { name: 'Details' });
	await expect(panel.getByText(/Physician/).first()).toBeVisible();
	await panel.getByText('Who wrote this').click();
	await expect(panel.locator('[data-author]')).toHaveText(
		/Physician \(Physician network\).*Read me/
	);
	// The page learns within a second which version it shows; what is confirmed before is an older one.
	await expect(
		panel
			.getByRole('listitem')
			.filter({ hasText: 'Community centre' })
			.getByText('Last version on a screen')
	).toBeVisible({ timeout: 20_000 });
	await panel.getByRole('button', { name: 'I have read this' }).click();
	await expect(panel.getByText('You confirmed that you have read this version.')).toBeVisible();
	const log = await openLog(anna);
	await expect(log.getByText('Coordinator confirmed having read “Read me”').first()).toBeVisible();
	await Promise.all([anna.close(), ben.close()]);
});

test('an export verifies on the verify page without a connection, and damage is named', async ({
	browser
}, info) => {
	const anna = await sit(browser, server, session, { organization: 'PN', name: 'Physician' });
	await insert(anna, [note('exported0001', 'On paper too', 0, 0)]);
	const log = await openLog(anna);
	const download = log.waitForEvent('download');
	await log.getByRole('link', { name: 'Export session' }).click();
	const file = info.outputPath('session.zip');
	await (await download).saveAs(file);
	await log.getByRole('button', { name: /Physician added “On paper too”/ }).click();
	const proving = log.waitForEvent('download');
	await log.getByRole('link', { name: 'Save the proof' }).click();
	const proof = info.outputPath('entry.tlog-proof');
	await (await proving).saveAs(proof);
	const damaged = info.outputPath('damaged.zip');
	const files = unzipSync(readFileSync(file));
	const lines = new TextDecoder().decode(files['log.jsonl']);
	files['log.jsonl'] = new TextEncoder().encode(
		lines.replace('"edit', '"edlt').replace('\\"k\\":\\"edit\\"', '\\"k\\":\\"edlt\\"')
	);
	writeFileSync(damaged, zipSync(files));

	const verify = await anna.context.newPage();
	await verify.goto(`${server.url}/verify`);
	// Once it is shown, all of it is there.
	await expect(verify.getByText('Choose export (zip)')).toBeVisible();
	await anna.context.setOffline(true);
	await verify.locator('input[type=file]').first().setInputFiles(file);
	await verify.getByRole('button', { name: 'Check', exact: true }).click();
	await expect(verify.getByText('Everything fits together')).toBeVisible();
	await verify.getByRole('button', { name: 'Check another export' }).click();
	await verify.locator('input[type=file]').first().setInputFiles(damaged);
	await verify.getByRole('button', { name: 'Check', exact: true }).click();
	await expect(verify.getByText('This export is not in order')).toBeVisible();

	// One entry alone, and the same entry with another person in it.
	const other = info.outputPath('other.tlog-proof');
	const [, extra = ''] = readFileSync(proof, 'utf8').split('\n');
	const told = Buffer.from(extra.slice('extra '.length), 'base64').toString('utf8');
	const changed = Buffer.from(told.replace('"og\\":\\"PN', '"og\\":\\"CC')).toString('base64');
	writeFileSync(other, readFileSync(proof, 'utf8').replace(extra, `extra ${changed}`));
	for (const [chosen, said] of [
		[proof, /^Entry \d+ is in the log$/],
		[other, 'This proof is not in order']
	] as const) {
		await verify.getByRole('button', { name: 'Check another export' }).click();
		await verify.locator('input[type=file]').first().setInputFiles(chosen);
		await verify.getByRole('button', { name: 'Check', exact: true }).click();
		await expect(verify.getByText(said)).toBeVisible();
	}

	// The page that lies in the export does the same from a disk.
	const single = info.outputPath('verify.html');
	writeFileSync(single, files['verify.html'] ?? new Uint8Array());
	await verify.goto(pathToFileURL(single).href);
	await verify.locator('input[type=file]').first().setInputFiles(file);
	await verify.getByRole('button', { name: 'Check', exact: true }).click();
	await expect(verify.getByText(/The board was made anew from its \d+ edits/)).toBeVisible();
	await expect(verify.getByText(/^The list of people, .* are the same: 2 files/)).toBeVisible();
	await expectNoFaults(verify);
	await verify.getByRole('button', { name: 'Deutsch' }).click();
	await expect(verify.getByText('Alles passt zusammen')).toBeVisible();
	await verify.getByRole('button', { name: 'Einen anderen Export prüfen' }).click();
	await verify.locator('input[type=file]').first().setInputFiles(damaged);
	await verify.getByRole('button', { name: 'Prüfen', exact: true }).click();
	await expect(verify.getByText('Dieser Export ist nicht in Ordnung')).toBeVisible();
	await anna.close();
});
