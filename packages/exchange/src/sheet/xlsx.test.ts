import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { faultOfXml, hostileTexts } from '../testing.ts';
import type { Sheet, SheetCell } from './sheet.ts';
import { encodeXlsx } from './xlsx.ts';

async function partsOf(sheets: readonly Sheet[]): Promise<ReadonlyMap<string, string>> {
	const files = unzipSync(await encodeXlsx(sheets));
	const parts = new Map(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]));
	for (const [name, xml] of parts) expect([name, faultOfXml(xml)]).toEqual([name, null]);
	return parts;
}

const sheet = (rows: readonly (readonly SheetCell[])[], name = 'Plan'): Sheet => ({
	name,
	columns: [{ title: 'Activity' }, { title: 'Until' }, { title: 'Days' }],
	rows
});

test('figures are figures, days are days, words are words, and the headings stay in sight', async () => {
	const parts = await partsOf([sheet([['Build', { day: '2026-01-31' }, 12.5]])]);
	const xml = parts.get('xl/worksheets/sheet1.xml')!;
	expect(xml).toMatch(/<pane [^>]*ySplit="1"[^>]*state="frozen"/u);
	// 31 January 2026 counts 46053 days.
	expect(xml).toMatch(/<c r="B2"[^>]*><v>46053<\/v><\/c>/u);
	expect(xml).toMatch(/<c r="C2"[^>]*><v>12.5<\/v><\/c>/u);
	expect(xml).toMatch(/<c r="A2"[^>]*t="(?:s|inlineStr)"/u);
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', "'=1", '=HYPERLINK("http://x")'])(
	'%j stays a text and is never a formula',
	async (text) => {
		const parts = await partsOf([sheet([[text]])]);
		for (const [name, xml] of parts) expect([name, xml.includes('<f>')]).toEqual([name, false]);
		expect(parts.get('xl/worksheets/sheet1.xml')).toMatch(/<c r="A2"[^>]*t="(?:s|inlineStr)"/u);
	}
);

test.each(hostileTexts)('stays a workbook whatever people write: %s', async (_, text) => {
	const parts = await partsOf([
		{ name: text, columns: [{ title: text }], rows: [[text], [{ day: text }], [Number.NaN], []] },
		{ name: text, columns: [{ title: text }], rows: [] }
	]);
	expect(parts.has('xl/worksheets/sheet2.xml')).toBe(true);
});

test('names of sheets are short, different, and free of what Excel refuses', async () => {
	const parts = await partsOf([
		sheet([], 'a/b:c*[d]'),
		sheet([], 'x'.repeat(99)),
		sheet([], 'X'.repeat(99))
	]);
	const names = [...parts.get('xl/workbook.xml')!.matchAll(/<sheet [^>]*name="([^"]*)"/gu)];
	expect(names.map(([, name]) => name)).toEqual(['a b c d', 'x'.repeat(31), `${'X'.repeat(29)} 2`]);
});

test('ten thousand rows', async () => {
	const rows = Array.from({ length: 10_000 }, (_, n) => [`row ${n}`, { day: '2026-05-01' }, n]);
	const parts = await partsOf([sheet(rows)]);
	expect(parts.get('xl/worksheets/sheet1.xml')!.match(/<row /gu)).toHaveLength(10_001);
});

test('on paper all columns of a sheet fit beside each other, and money is written to the cent', async () => {
	const costs = {
		name: 'Costs',
		columns: [{ title: 'Money (€)', isMoney: true }],
		rows: [[12500]]
	};
	const parts = unzipSync(await encodeXlsx([costs]));
	const text = strFromU8(parts['xl/worksheets/sheet1.xml']!);
	expect(text).toMatch(/<worksheet [^>]*><sheetPr><pageSetUpPr fitToPage="1"\/><\/sheetPr>/u);
	expect(text).toContain('<pageSetup fitToHeight="0" ');
	expect(strFromU8(parts['xl/styles.xml']!)).toContain('#,##0.00');
});
