import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { expect, test, type Page } from '@playwright/test';
import { unzipSync, zipSync } from 'fflate';
import { createSession, type CreatedSession } from '../harness/api.ts';
import { expectNoFaults } from '../harness/axe.ts';
import { insert, note, sit, type Person } from '../harness/people.ts';
import { startServer, temporaryFolder, type RunningServer } from '../harness/server.ts';

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

/** The rows of the log that are shown, as a reader sees them. */
async function rowsOf(log: Page): Promise<string[]> {
	const list = log.getByRole('list', { name: 'Entries of the log, newest first' });
	await expect(list.getByRole('listitem').first()).toBeVisible();
	await expect(log.getByText(/^\d+ of \d+ entr/)).toBeVisible();
	// Names of items come a moment after the rows.
	await expect(list.getByText('no longer on the board')).toHaveCount(0);
	return list.getByRole('listitem').allInnerTexts();
}

/** Follows a link or button that downloads, and keeps the file. */
async function keep(page: Page, name: string, path: string): Promise<string> {
	const download = page.waitForEvent('download');
	await page.getByRole('button', { name }).or(page.getByRole('link', { name })).click();
	await (await download).saveAs(path);
	return path;
}

/** An export with other lines in its log. */
function tamper(from: string, to: string, change: (lines: string[]) => string[]): string {
	const files = unzipSync(readFileSync(from));
	const lines = new TextDecoder().decode(files['log.jsonl']).trimEnd().split('\n');
	files['log.jsonl'] = new TextEncoder().encode(`${change(lines).join('\n')}\n`);
	writeFileSync(to, zipSync(files));
	return to;
}

/** A process that believes it is so many days later. */
const later = (days: number): string => {
	const program = `const now = Date.now; Date.now = () => now() + ${days} * 86400000;`;
	return `--import=data:text/javascript,${encodeURIComponent(program)}`;
};

test.describe('three organizations that don’t trust each other', () => {
	test.setTimeout(240_000);
	const data = temporaryFolder();
	let own: RunningServer;
	test.afterEach(async () => {
		await own.stop();
		rmSync(data, { recursive: true, force: true });
	});

	test('check one log, a newcomer reads what changed, and a year later it still verifies', async ({
		browser
	}, info) => {
		own = await startServer({ data });
		const partners = [
			{ id: 'PN', name: 'Physician network' },
			{ id: 'CC', name: 'Community centre' },
			{ id: 'HI', name: 'Health insurer' }
		];
		const made = await createSession(own, { organizations: partners, retentionDays: 30 });
		const [ana, ben, cleo, mo] = await Promise.all([
			sit(browser, own, made, { organization: 'PN', name: 'Ana' }),
			sit(browser, own, made, { organization: 'CC', name: 'Ben' }),
			sit(browser, own, made, { organization: 'HI', name: 'Cleo' }),
			sit(browser, own, made, { organization: null, name: 'Mo' })
		]);
		const at = (path: string): string => `${own.url}/s/${made.id}${path}`;
		const open = async (person: Person, path: string): Promise<Page> => {
			const page = await person.context.newPage();
			await page.goto(at(path));
			return page;
		};
		const early = info.outputPath('early.zip');
		const whole = info.outputPath('whole.zip');
		const checkpoint = info.outputPath('checkpoint.txt');

		await test.step('an item says who has seen which version; “I have read this” is logged', async () => {
			await insert(ana, [
				note('storynote001', 'Too few translators', -120, 0),
				note('storynote002', 'Too much paperwork', 120, 0)
			]);
			await expect.poll(async () => (await cleo.items()).length).toBe(2);
			for (const { page } of [ana, ben, cleo]) {
				await page.evaluate(() => window.concordia?.camera.fit());
				await page.mouse.move(640, 700);
			}
			const { page } = ben;
			await page.evaluate(() => window.concordia?.select(['storynote001']));
			await page.getByRole('tab', { name: 'Details' }).click();
			const panel = page.getByRole('tabpanel', { name: 'Details' });
			const sum = panel.getByText(/^Seen by \d of 3 organizations/);
			await expect(sum).toHaveText('Seen by 3 of 3 organizations, 3 of them the last version.', {
				timeout: 30_000
			});
			await panel.getByRole('button', { name: 'I have read this' }).click();
			await expect(panel.getByText('You confirmed that you have read this version.')).toBeVisible();
		});

		await test.step('everybody reads the same rows, however they are filtered', async () => {
			const logs = await Promise.all([ana, ben, cleo].map((person) => open(person, '/log')));
			const [first, ...others] = logs as [Page, ...Page[]];
			await expect(
				first.getByText('Ben confirmed having read “Too few translators”').first()
			).toBeVisible();
			// Nobody's later doing is to come in between.
			await first.goto(at(`/log?to=${new Date().toISOString().slice(0, 19)}Z`));
			const filters: readonly [string, string, string][] = [
				['What happened', 'Changes on the board', 'kind'],
				['Person', 'Ana', 'person'],
				['Organization', 'Physician network', 'organization']
			];
			for (const [field, choice, key] of filters) {
				await first.getByLabel(field, { exact: true }).selectOption({ label: choice });
				await expect(first).toHaveURL(new RegExp(`[?&]${key}=`));
				for (const other of others) {
					await other.goto(first.url());
					await expect(async () => {
						expect(await rowsOf(other)).toEqual(await rowsOf(first));
					}).toPass({ timeout: 30_000 });
				}
			}
			await first.goto(at('/log?item=storynote001'));
			await expect(first.getByRole('button', { name: /Show all items/ })).toBeVisible();
			expect((await rowsOf(first)).join()).not.toContain('Too much paperwork');
			await keep(first, 'Export session', early);
			for (const log of logs) await log.close();
		});

		await test.step('a person gets their own trail', async () => {
			await ben.page.getByRole('button', { name: 'Menu', exact: true }).click();
			await ben.page.getByRole('menuitem', { name: 'Who has seen what' }).click();
			const link = ben.page.getByRole('link', { name: 'What the log holds of what I have seen' });
			const trail = await open(ben, (await link.getAttribute('href'))!.split(made.id)[1]!);
			const rows = await rowsOf(trail);
			expect(rows.length).toBeGreaterThan(1);
			for (const row of rows) expect(row).toContain('Ben');
			await trail.close();
			await ben.page.getByRole('button', { name: 'Close “Who has seen what”' }).click();
		});

		const dora =
			await test.step('a newcomer is taken in and sees the history from the agreed date', async () => {
				const people = await open(mo, '/people');
				await people.getByRole('button', { name: 'Add an organization' }).click();
				const dialog = people.getByRole('dialog', { name: 'Add an organization' });
				await dialog.getByLabel('Name of the organization').fill('Ministry of health');
				await dialog.getByLabel('Shown the history from').selectOption({ label: 'now on' });
				await dialog.getByLabel('Where that was decided').fill('Meeting of 12 March');
				await expectNoFaults(people, 'adding an organization');
				await dialog.getByRole('button', { name: 'Add and make a link' }).click();
				const link = await people.getByText(/\/join#/).innerText();
				await people.close();
				await insert(ana, [note('storynote003', 'Nobody is told', 360, 0)]);
				await ben.page.evaluate(() => {
					window.concordia?.update([{ id: 'storynote001', text: 'Too few good translators' }]);
					window.concordia?.remove(['storynote002']);
				});
				await ben.settled();

				const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
				const page = await context.newPage();
				await page.goto(link);
				await page.getByLabel('Your name').fill('Dora');
				await page.getByRole('button', { name: 'Agree and join' }).click();
				await page.waitForURL(at(''));
				await page.goto(at('/log'));
				await expect(page.getByText(/^The history from /)).toBeVisible();
				const list = page.getByRole('list', { name: 'Entries of the log, newest first' });
				await expect(list.getByText(/Mo took in Ministry of health as a partner/)).toBeVisible();
				await expect(list.getByText(/Ana joined/)).toHaveCount(0);
				await page.getByRole('button', { name: 'Show all of it' }).click();
				await expect(page.getByLabel('From')).toHaveValue('');
				return page;
			});

		await test.step('and reads what changed since', async () => {
			await dora.getByRole('link', { name: 'What changed since …' }).click();
			await expect(
				dora.getByText(/^On the board: 1 added, 1 changed,? and 1 removed, by 2 organizations\./)
			).toBeVisible();
			await expect(dora.getByText(/Ministry of health became a partner/)).toBeVisible();
			await expect(dora.locator('ins', { hasText: 'good' })).toBeVisible();
			await expect(
				dora.getByRole('link', { name: 'Too much paperwork', exact: true })
			).toBeVisible();
			await expectNoFaults(dora, 'what changed');
			// From the beginning, what came and went again is no change.
			await dora.getByLabel('Since', { exact: true }).selectOption('opened');
			await expect(dora.getByText(/^On the board: 2 added, by 2 organizations\./)).toBeVisible();
			await expect(dora.getByText(/^Joined: .*Ana \(Physician network\)/)).toBeVisible();
			await dora.context().close();
		});

		const verify = await ana.context.newPage();
		const single = info.outputPath('verify.html');
		const check = async (file: string, answer: string | RegExp): Promise<void> => {
			await verify.locator('input[type=file]').first().setInputFiles(file);
			await verify.getByRole('button', { name: 'Check', exact: true }).click();
			await expect(verify.getByText(answer)).toBeVisible();
		};
		const again = (): Promise<void> =>
			verify.getByRole('button', { name: 'Check another export' }).click();

		await test.step('an export is checked from a disk, without a network, and each damage is named', async () => {
			const log = await open(ana, '/log');
			await keep(log, 'Export session', whole);
			await log.close();
			const other = await open(ben, '/log');
			await keep(other, 'Download checkpoint', checkpoint);
			await other.close();
			writeFileSync(single, unzipSync(readFileSync(whole))['verify.html'] ?? new Uint8Array());

			await ana.context.setOffline(true);
			await verify.goto(pathToFileURL(single).href);
			await check(whole, 'Everything fits together');
			await expect(verify.getByText(/The board was made anew from its \d+ edits/)).toBeVisible();
			await expectNoFaults(verify, 'verified');
			const damages: readonly [string, RegExp, (lines: string[]) => string[]][] = [
				[
					'a byte',
					/At least one entry is not the one that was signed for/,
					(lines) => lines.map((line) => line.replace('storynote003', 'storynote004'))
				],
				[
					'a row',
					/At entry 9 another entry stands in the log: one was removed/,
					(lines) => lines.toSpliced(9, 1)
				],
				[
					'two rows',
					/At entry 9 another entry stands in the log: one was removed, added or moved/,
					(lines) => lines.with(9, lines[10]!).with(10, lines[9]!)
				],
				['the end', /The log ends before entry/, (lines) => lines.slice(0, -2)]
			];
			for (const [name, answer, change] of damages) {
				await again();
				await check(tamper(whole, info.outputPath(`${name}.zip`), change), answer);
			}
			// An older export is in order by itself; what another partner kept says that there was more.
			await again();
			await verify.locator('input[type=file]').nth(1).setInputFiles(checkpoint);
			await check(early, 'The log was cut: there were more entries earlier than there are now.');
			await verify.getByRole('button', { name: 'Deutsch' }).click();
			await expect(verify.getByText('Dieser Export ist nicht in Ordnung')).toBeVisible();
			await verify.getByRole('button', { name: 'English' }).click();
			await ana.context.setOffline(false);
		});

		await test.step('after the retention time the names are gone, and it still verifies', async () => {
			const { port } = own;
			const closed = await ana.context.request.post(`${own.url}/api/sessions/${made.id}/close`, {
				headers: { authorization: `Bearer ${own.hostKey}` }
			});
			expect(closed.ok()).toBe(true);
			await own.stop();
			own = await startServer({ data, port, env: { NODE_OPTIONS: later(400) } });
			const state = async (): Promise<{ isExpired: boolean }> => {
				const view = await ana.context.request.get(`${own.url}/api/sessions/${made.id}`);
				return ((await view.json()) as { state: { isExpired: boolean } }).state;
			};
			await expect.poll(async () => (await state()).isExpired, { timeout: 30_000 }).toBe(true);
			const log = await open(ana, '/log');
			await expect(log.getByText(/names and texts .* were erased/i).first()).toBeVisible();
			await expect(log.getByText(/\bBen\b/)).toHaveCount(0);
			const erased = info.outputPath('erased.zip');
			await keep(log, 'Export session', erased);
			await verify.goto(pathToFileURL(single).href);
			await verify.locator('input[type=file]').nth(1).setInputFiles(checkpoint);
			await check(erased, 'Everything fits together');
			await expect(
				verify.getByText(/everything that the earlier checkpoint stood for/)
			).toBeVisible();
			const names = unzipSync(readFileSync(erased));
			expect(new TextDecoder().decode(names['people.json'])).not.toContain('Ben');
		});
		await Promise.all([ana, ben, cleo, mo].map((person) => person.close()));
	});
});
