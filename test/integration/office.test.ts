import { plainText } from '@concordia/exchange';
import { encodeDocx } from '@concordia/exchange/docx';
import { encodeXlsx } from '@concordia/exchange/xlsx';
import {
	caseToSession,
	instrumentPaper,
	instrumentSheets,
	instruments,
	parseCase
} from '@concordia/instruments';
import wage from '@concordia/instruments/cases/wage-data-alliance.json' with { type: 'json' };
import { execFile } from 'node:child_process';
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const run = promisify(execFile);

/** LibreOffice where it is installed: it needs root to install, so the test does without where it isn't. */
async function findOffice(): Promise<string | null> {
	const folders = (process.env['PATH'] ?? '').split(delimiter);
	const known = ['/Applications/LibreOffice.app/Contents/MacOS', '/usr/lib/libreoffice/program'];
	for (const folder of [...folders, ...known]) {
		const path = join(folder, 'soffice');
		try {
			await access(path);
			return path;
		} catch {
			continue;
		}
	}
	return null;
}

let folder: string;
let office: string | null;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'concordia-office-'));
	office = await findOffice();
	// Some installations have no writer or no calc.
	const isWhole =
		(await converted('probe.txt', Buffer.from('probe'), 'pdf').catch(() => null)) !== null &&
		(await converted('probe.csv', Buffer.from('probe'), 'xlsx').catch(() => null)) !== null;
	if (!isWhole) {
		office = null;
		console.log('LibreOffice (soffice) is not installed or not whole: no file is converted.');
	}
});

afterAll(async () => {
	await rm(folder, { recursive: true });
});

/** The file as LibreOffice reads it, in another format; null without LibreOffice. */
async function converted(name: string, bytes: Uint8Array, format: string): Promise<Buffer | null> {
	if (office === null) return null;
	const ending = format.split(':')[0]!;
	await writeFile(join(folder, name), bytes);
	const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
	const wanted = ['--headless', '--convert-to', format, '--outdir', folder, join(folder, name)];
	await run(office, [profile, ...wanted], { timeout: 50_000 });
	return readFile(join(folder, name.replace(/\.\w+$/u, `.${ending}`)));
}

function sample(): Parameters<typeof instrumentSheets> {
	const parsed = parseCase(wage);
	if (!parsed.ok) throw new Error(parsed.reason);
	let count = 0;
	const { items, organizations } = caseToSession(parsed.value, () => `item${(count += 1)}`);
	const plan = instruments.find(({ id }) => id === 'annual-plan')!;
	const frame = items.find(({ type, instrument }) => type === 'frame' && instrument === plan.id)!;
	return [plan, items, frame.id, organizations, 'de'];
}

test('LibreOffice opens the plan as a document: every page, every heading, lines to sign', async () => {
	const [definition, items, frameId, organizations, locale] = sample();
	const parties = organizations.map(({ name }) => ({ name, people: ['Ada Beispiel'] }));
	const version = { number: 2, hash: 'ab'.repeat(32) };
	const meta = { session: 'Sitzung', day: '2026-11-22', parties, version };
	const paper = instrumentPaper(definition, items, frameId, organizations, locale, meta);
	const file = await encodeDocx(paper);
	expect(file.length).toBeGreaterThan(5000);
	const text = (await converted('plan.docx', file, 'txt:Text'))?.toString();
	const pdf = (await converted('plan.docx', file, 'pdf'))?.toString('latin1');
	if (text === undefined || pdf === undefined) return;
	const headings = paper.blocks.flatMap((block) =>
		block.type === 'heading' ? [`${block.number}  ${plainText(block.text)}`] : []
	);
	for (const heading of [
		...headings,
		'Unterschriften',
		'Version',
		...organizations.map(({ name }) => name)
	])
		expect(text).toContain(heading);
	const boxes = [...pdf.matchAll(/\/MediaBox ?\[ ?0 0 ([\d.]+) ([\d.]+) ?\]/gu)];
	const turned = boxes.map(([, width, height]) => Number(width) > Number(height));
	expect(turned.length).toBeGreaterThanOrEqual(4);
	expect(new Set(turned)).toEqual(new Set([true, false]));
});

test('LibreOffice opens the plan as a workbook, with its figures', async () => {
	const [definition, items, frameId, organizations, locale] = sample();
	const sheets = instrumentSheets(definition, items, frameId, organizations, locale);
	const file = await encodeXlsx(sheets);
	expect(file.length).toBeGreaterThan(2000);
	const csv = (await converted('plan.xlsx', file, 'csv'))?.toString();
	if (csv === undefined) return;
	const [sheet] = sheets;
	const lines = csv.trim().split('\n');
	expect(lines[0]).toContain(sheet!.columns[0]!.title);
	expect(csv).toContain(organizations[0]!.name);
});
