import { describe, expect, test } from 'vitest';
import { suggestTitles } from './titles.ts';

describe('titles for a group of texts', () => {
	const waiting = [
		'waiting times are too long',
		'Nobody measures waiting times',
		'Patients complain about the waiting'
	];

	test('name what many of them share, and one that speaks for the rest', () => {
		expect(suggestTitles(waiting)).toEqual([
			'Waiting, times',
			'Waiting',
			'Waiting times are too long'
		]);
	});

	test('prefer what the other texts do not share', () => {
		const group = ['Patients wait for forms', 'Patients sign forms twice'];
		const others = ['Patients are old', 'Patients move', 'Patients call', 'Patients stay'];
		expect(suggestTitles(group, others)[0]).toBe('Forms, Patients');
	});

	test('take the forms of a word for one, in German, too', () => {
		const [first] = suggestTitles([
			'Die Abrechnung dauert zu lange',
			'Abrechnungen sind doppelt',
			'Streit um die Abrechnung'
		]);
		expect(first).toBe('Abrechnung');
	});

	test('are the same whatever the order of the texts', () => {
		expect(suggestTitles(waiting.toReversed())).toEqual(suggestTitles(waiting));
	});

	test.each<[string, string[]]>([
		['nothing', []],
		['one text', ['Waiting times']],
		['nothing in common', ['Billing', 'Holidays']],
		['only little words in common', ['it is the', 'it is the']],
		['empty texts', ['', '  ']]
	])('there are none for %s', (_, texts) => {
		expect(suggestTitles(texts)).toEqual([]);
	});

	test('are short, and stay whole where letters are pairs', () => {
		const long = 'billing '.repeat(20);
		expect(suggestTitles([long, long])).toEqual(['Billing']);
		expect(suggestTitles(['𝒳-ray lab', '𝒳-ray lab'])[0]).toContain('𝒳-ray');
	});
});
