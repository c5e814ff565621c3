import { expect, test } from 'vitest';
import { parseRows } from '../csv/rows.ts';
import { formatSheet } from './csv.ts';

test('figures and days are written as such, words that could run are not', () => {
	const csv = formatSheet({
		name: 'Plan',
		columns: [{ title: 'Activity' }, { title: 'Until' }, { title: 'Days' }, { title: 'Done' }],
		rows: [
			['=1+1', { day: '2026-01-31' }, -12.5, true],
			['a, "b"\nc', { day: '=2' }, Number.NaN, null],
			[]
		]
	});
	expect(csv).toBe(
		[
			'Activity,Until,Days,Done',
			"'=1+1,2026-01-31,-12.5,true",
			`"a, ""b""\nc",'=2,,`,
			',,,',
			''
		].join('\r\n')
	);
	expect(parseRows(csv, ',')[1]).toEqual(['=1+1', '2026-01-31', '-12.5', 'true']);
});

test('a spreadsheet of another language gets its own marks', () => {
	const sheet = { name: 'Plan', columns: [{ title: 'a' }, { title: 'b' }], rows: [[-12.5, 'x;y']] };
	expect(formatSheet(sheet, { separator: ';', decimal: ',' })).toBe('a;b\r\n-12,5;"x;y"\r\n');
	expect(formatSheet(sheet, { decimal: ',' })).toBe('a,b\r\n"-12,5",x;y\r\n');
});
