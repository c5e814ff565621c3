import { cpSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { openCheckpoint, parseVerifierKey, verifyExport } from '@concordia/transparency';
import { unzipSync } from 'fflate';
import { createSession } from '../harness/api.ts';
import { expectNoFaults } from '../harness/axe.ts';
import { insert, note, sit, type Person } from '../harness/people.ts';
import { startServer, temporaryFolder, type RunningServer } from '../harness/server.ts';

let server: RunningServer;
const folders: string[] = [];

test.afterEach(async () => {
	await server.stop();
	for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true });
});

function folder(): string {
	const made = temporaryFolder();
	folders.push(made);
	return made;
}

/** Clicks what downloads a file, and reads it. */
async function saved(page: Page, button: string): Promise<string> {
	const download = page.waitForEvent('download');
	await page.getByRole('button', { name: button }).click();
	return readFile(await (await download).path(), 'utf8');
}

async function openLog(person: Person, session: string): Promise<Page> {
	const page = await person.context.newPage();
	await page.goto(`${server.url}/s/${session}/log`);
	return page;
}

test.setTimeout(150_000);
test('three organizations see the same log, compare it, and notice when it is another one', async ({
	browser
}) => {
	const data = folder();
	const backup = folder();
	server = await startServer({ data });
	const { port } = server;
	const organizations = ['PN', 'CC', 'MS'].map((id) => ({ id, name: `Partner ${id}` }));
	const session = await createSession(server, { organizations });
	const people = await Promise.all(
		organizations.map(({ id }) => sit(browser, server, session, { organization: id, name: id }))
	);
	const [ana, ben, cleo] = people as [Person, Person, Person];
	await insert(ana, [note('witnessed001', 'Too few translators', 0, 0)]);
	await test.step('each organization cosigns', async () => {
		const log = await openLog(ana, session.id);
		await expect(log.getByText('Seen the same by 3 of 3 organizations.')).toBeVisible({
			timeout: 30_000
		});
		await log.getByText('Which organizations, and what that means').click();
		await expect(log.getByText(/^has seen the same, up to entry/)).toHaveCount(3);
		await expect(log.getByText(/cosigns for its organization with a key/)).toBeVisible();
		await expectNoFaults(log, 'witnesses');

		const policy = await saved(log, 'Download trust file');
		const address = `${server.url}/api/sessions/${session.id}/export`;
		const zip = await (await ana.context.request.get(address)).body();
		const files = new Map(Object.entries(unzipSync(new Uint8Array(zip))));
		const verdict = await verifyExport(files, { policy });
		expect(verdict).toMatchObject({
			ok: true,
			findings: { cosigned: { quorumSize: verdict.ok && verdict.size } }
		});
		expect(verdict.ok && verdict.findings.cosigned.organizations).toHaveLength(3);
		await log.close();
	});

	await test.step('the host leaves out of the log what it said was saved', async () => {
		// Who signs what they send also looks whether it is in the log.
		const keys = `${server.url}/api/sessions/${session.id}/log?kind=key.add&organization=MS`;
		await expect
			.poll(async () => (await cleo.context.request.get(keys)).text())
			.toContain('key.add');
		await cleo.page.route(/\/log\?participant=.*kind=edit/, (route) => route.fulfill({ body: '' }));
		await insert(cleo, [note('witnessed003', 'We were told nothing', 600, 0)]);
	});

	await test.step('two compare what they see by a code', async () => {
		const [one, two] = [await openLog(ana, session.id), await openLog(ben, session.id)];
		await one.getByRole('button', { name: 'Compare with others' }).click();
		const code = (await one.locator('.code').first().innerText()).replaceAll(/\s+/g, ' ');
		await expect(one.getByRole('img', { name: 'Your checkpoint as a QR code' })).toBeVisible();
		await expectNoFaults(one, 'comparing');
		await two.getByRole('button', { name: 'Compare with others' }).click();
		const compare = async (text: string, answer: RegExp): Promise<void> => {
			await two.getByLabel('What somebody else has').fill(text);
			await two.getByRole('button', { name: 'Compare', exact: true }).click();
			await expect(two.getByRole('dialog').getByText(answer)).toBeVisible();
		};
		await compare(code.toLowerCase(), /^(The same|One log, at two moments)$/);
		const misread = code.slice(0, -1) + (code.endsWith('A') ? 'B' : 'A');
		await compare(misread, /^These are two different logs$/);
		await compare('hello', /^This is no checkpoint$/);
		await Promise.all([one.close(), two.close()]);
	});

	await test.step('its author is alarmed', async () => {
		const missing = /A change of yours that the server had confirmed is not in the log/;
		const messages = cleo.page.getByRole('region', { name: 'Messages' });
		await expect(messages.getByText(missing)).toBeVisible({ timeout: 30_000 });
		await expectNoFaults(cleo.page, 'an edit that is missing');
		await expect(ana.page.getByText(missing)).toHaveCount(0);
	});

	await test.step('a log that was put back and goes on otherwise raises the alarm', async () => {
		/** Entries of the checkpoint that all three have cosigned; 0 as long as they stand at different ones. */
		const cosigned = async (): Promise<number> => {
			const address = `${server.url}/api/sessions/${session.id}/log/witnesses`;
			const answer = await ana.context.request.get(address);
			const { notes } = (await answer.json()) as { notes: string[] };
			return notes.length === 1 ? Number(notes[0]?.split('\n')[1]) : 0;
		};
		await server.stop();
		cpSync(data, backup, { recursive: true });
		server = await startServer({ data, port });
		for (const { page } of people) await page.evaluate(() => dispatchEvent(new Event('online')));
		await insert(ben, [note('witnessed002', 'What the host would rather forget', 300, 0)]);
		const entries = `${server.url}/api/sessions/${session.id}/log?item=witnessed002`;
		await expect
			.poll(async () => (await ana.context.request.get(entries)).text())
			.toContain('witnessed002');
		const [line = ''] = (await (await ana.context.request.get(entries)).text()).split('\n');
		const { leaf } = JSON.parse(line) as { leaf: string };
		const { i } = JSON.parse(leaf) as { i: number };
		await expect.poll(cosigned, { timeout: 30_000 }).toBeGreaterThan(i);
		// The host takes the log from before and goes on with it.
		await server.stop();
		rmSync(data, { recursive: true });
		server = await startServer({ data: backup, port });
		for (const { page } of people) await page.evaluate(() => dispatchEvent(new Event('online')));
		for (const { page } of people) {
			const alarm = page.getByRole('dialog', { name: 'The log contradicts itself' });
			await expect(alarm).toBeVisible({ timeout: 30_000 });
		}
		const mine = await saved(ana.page, 'Save what this browser saw');
		const theirs = await saved(ana.page, 'Save what contradicts it');
		const address = `${server.url}/api/sessions/${session.id}`;
		const view = (await (await ana.context.request.get(address)).json()) as { verifierKey: string };
		const key = parseVerifierKey(view.verifierKey);
		if (!key.ok) throw new Error(key.reason);
		for (const evidence of [mine, theirs])
			expect(openCheckpoint(evidence, [key.value]).ok).toBe(true);
		expect(mine).not.toBe(theirs);
		await expectNoFaults(ana.page, 'alarm');
		await ana.page.getByRole('link', { name: 'To the log' }).click();
		await expect(ana.page.getByText('The log contradicts itself')).toBeVisible();
	});
	for (const person of people) await person.close();
});
