import { expect, test, type Page } from '@playwright/test';
import wage from '@concordia/instruments/cases/wage-data-alliance.json' with { type: 'json' };
import { strFromU8, unzipSync } from 'fflate';
import { readFile } from 'node:fs/promises';
import { createSession } from '../harness/api.ts';
import { faultsOf } from '../harness/axe.ts';
import { sit, type Person } from '../harness/people.ts';
import { startServer, type RunningServer } from '../harness/server.ts';

let server: RunningServer;
let anna: Person;

test.beforeAll(async ({ browser }) => {
	server = await startServer();
	const organizations = wage.organizations.map(({ id, name }) => ({ id, name }));
	const session = await createSession(server, { case: wage, organizations });
	const { id } = organizations[0]!;
	anna = await sit(browser, server, session, { organization: id, name: 'Anna' });
	const { page } = anna;
	const frame = (await anna.items()).find(
		({ type, instrument }) => type === 'frame' && instrument === 'annual-plan'
	)!;
	await page.evaluate(
		([parent, pos]) =>
			window.concordia!.insert([
				{
					id: 'opening',
					type: 'card',
					instrument: 'annual-plan',
					kind: 'milestone',
					parent,
					pos,
					size: [200, 120],
					z: 'a5',
					text: '=Opening; all, together',
					fields: { date: '2018-09-01' }
				}
			]),
		[frame.id, frame.pos] as const
	);
	await anna.settled();
	await page.goto(`${server.url}/s/${session.id}/d/${frame.id}`);
	await page.getByRole('article').waitFor();
});

test.afterAll(async () => {
	await anna.close();
	await server.stop();
});

/** What comes of an entry of the menu, chosen with the keyboard. */
async function downloaded(page: Page, format: string): Promise<{ name: string; bytes: Buffer }> {
	const coming = page.waitForEvent('download');
	await page.getByRole('button', { name: 'Download', exact: true }).press('Enter');
	await page.getByRole('menuitem', { name: format }).press('Enter');
	const download = await coming;
	return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

const partOf = (bytes: Buffer, part: string): string => strFromU8(unzipSync(bytes)[part]!);

test('the plan as a Word document, a workbook and a calendar', async () => {
	const { page } = anna;
	await page.getByRole('button', { name: 'Download', exact: true }).click();
	await expect(page.getByRole('menuitem', { name: 'Word document' })).toBeFocused();
	expect(await faultsOf(page)).toEqual([]);
	await page.keyboard.press('Escape');

	const document = await downloaded(page, 'Word document');
	expect(document.name).toMatch(/\.docx$/);
	const body = partOf(document.bytes, 'word/document.xml');
	for (const words of ['Annual alliance plan', wage.organizations[0]!.name, 'Anna', 'Signatures']) {
		expect(body).toContain(words);
	}

	const workbook = await downloaded(page, 'Excel workbook');
	expect(workbook.name).toMatch(/\.xlsx$/);
	const sheets = partOf(workbook.bytes, 'xl/workbook.xml');
	expect(sheets).toContain('name="Milestones"');
	expect(
		Object.values(unzipSync(workbook.bytes))
			.map((part) => strFromU8(part))
			.join('')
	).not.toContain('<f>');

	const calendar = await downloaded(page, 'Calendar');
	expect(calendar.name).toMatch(/\.ics$/);
	const lines = calendar.bytes.toString().replaceAll('\r\n ', '').split('\r\n');
	expect(lines).toContain('DTSTART;VALUE=DATE:20180901');
	expect(lines).toContain('SUMMARY:Milestone: =Opening\\; all\\, together');
});

test('the plan on paper: a tagged PDF with cover, tables turned sideways, and page numbers', async () => {
	const { page } = anna;
	await page.evaluate(() => {
		window.print = () => document.body.setAttribute('data-printing', '');
	});
	await page.getByRole('button', { name: 'Download', exact: true }).click();
	await page.getByRole('menuitem', { name: 'PDF or print' }).click();
	await expect(page.locator('body[data-printing]')).toBeAttached();
	const bytes = await page.pdf({ preferCSSPageSize: true, tagged: true, outline: true });
	const pdf = bytes.toString('latin1');
	await test.info().attach('plan.pdf', { body: bytes, contentType: 'application/pdf' });
	expect(pdf).toContain('/StructTreeRoot');
	expect(pdf).toContain('/Lang');
	const turned = [...pdf.matchAll(/\/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]/g)].map(
		([, width, height]) => Number(width) > Number(height)
	);
	expect(turned[0]).toBe(false);
	expect(turned).toContain(true);
	await page.evaluate(() => dispatchEvent(new Event('afterprint')));
	await expect(page.locator('.paper')).toHaveCount(0);
});
