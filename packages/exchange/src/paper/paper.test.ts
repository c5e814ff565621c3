import { expect, test } from 'vitest';
import { samplePaper } from '../testing.ts';
import {
	columnShares,
	confirmationFacts,
	kindAbove,
	lettersAcross,
	signatureShares
} from './paper.ts';

const figures = ['494,5', '1.295.068,39', '1.532.428,39', '1.532.428,39', '−1.215.204,22'];
const columns = [
	'Organisation',
	'Personentage',
	'Geld (€)',
	'Trägt (€)',
	'Anteil (€)',
	'Zu zahlen (€)'
];

test('a column of figures takes what figures need, so that a long name beside it is not broken', () => {
	const rows = [
		['Sozialversicherungsträgerverband', ...figures],
		['Statistisches Bundesamt', ...figures]
	];
	const [name, ...others] = columnShares(
		columns.map((title) => ({ title })),
		rows,
		lettersAcross.upright
	);
	// Thirty-two narrow letters need the room of twenty-five, and what is left and right of them.
	expect(name! * lettersAcross.upright).toBeGreaterThan(26.5);
	for (const share of others) expect(share * lettersAcross.upright).toBeGreaterThan(11);
	expect([name!, ...others].reduce((a, b) => a + b)).toBeCloseTo(1);
});

test('an amount stays with its unit, whatever stands beside it', () => {
	const [, amount] = columnShares(
		[{ title: 'Posten' }, { title: 'Betrag' }, { title: 'Erläuterung' }],
		[['Tagung', '48.000 €', 'Saal, Dolmetschen, Reisekosten des Beirats; geteilt nach Größe']],
		lettersAcross.upright
	);
	expect(amount! * lettersAcross.upright).toBeGreaterThan(8.5);
});

test('a heading of one word is not broken above short texts, one of several takes two lines', () => {
	const titles = ['', 'Contribution', 'Organization', 'Costs of a person-day (€)'];
	const rows = [['4.1', '–', 'Social Security Agency of all the country', '480.00']];
	const shares = columnShares(
		titles.map((title) => ({ title })),
		rows,
		lettersAcross.upright
	);
	// Bold letters are wider: six times the size, and what is left and right of them.
	expect(shares[1]! * lettersAcross.upright).toBeGreaterThan(11.7);
	expect(shares[3]! * lettersAcross.upright).toBeGreaterThan(11);
});

test('an endless word leaves room for the other columns', () => {
	const shares = columnShares(
		[{ title: 'A' }, { title: 'B' }],
		[['x'.repeat(5000), 'some words']],
		88
	);
	expect(shares[1]).toBeGreaterThan(0.1);
});

test('letters of full width take more room', () => {
	const [wide, narrow] = columnShares(
		[{ title: '' }, { title: '' }],
		[['計画計画計画', 'iiiiii']],
		20
	);
	expect(wide).toBeGreaterThan(narrow! * 1.4);
});

const shares = (name: string): readonly number[] => signatureShares([{ name, people: [] }]);

test('lines to sign have room for the longest name, and always for a signature', () => {
	expect(shares('Alpha')).toEqual(signatureShares([]));
	expect(shares('Sozialversicherungsträgerverband')[0]).toBeGreaterThan(shares('Alpha')[0]!);
	for (const name of ['Alpha', 'W'.repeat(200)]) {
		expect(shares(name).reduce((a, b) => a + b)).toBeCloseTo(1);
		expect(shares(name)[3]).toBeGreaterThan(0.2);
	}
});

test('the kind of document is not said twice', () => {
	expect(kindAbove(samplePaper({ kind: 'Shared vision', title: 'Shared vision' }))).toBeUndefined();
	expect(kindAbove(samplePaper({ kind: 'Shared vision', title: 'Ours' }))).toBe('Shared vision');
});

test('the cover names those that a version does without in one line', () => {
	const paper = samplePaper({
		version: {
			number: 1,
			hash: '',
			without: [
				{ name: 'Health insurer 1', reason: 'Sends nobody' },
				{ name: 'Health insurer 3', reason: '' }
			]
		}
	});
	expect(confirmationFacts(paper)).toEqual([
		['Without', 'Health insurer 1: Sends nobody; Health insurer 3']
	]);
});
