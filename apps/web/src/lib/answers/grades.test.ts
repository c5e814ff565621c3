import { expect, test } from 'vitest';
import type { GivenAnswer } from './answers.ts';
import { byOrganization, gradesOf, objecting, toneOf } from './grades.ts';

function given(organization: string | null, grade: number, isCurrent = true): GivenAnswer {
	return {
		version: 'v',
		scale: 'eight',
		grade,
		text: '',
		organization,
		at: 0,
		participant: `p${grade}`,
		name: null,
		isCurrent
	};
}

test('answers to the present wording are put together by organization, best first', () => {
	const groups = byOrganization([
		given('A', 7),
		given('B', 2),
		given('A', 1),
		given('A', 3, false)
	]);
	expect(
		groups.map(({ organization, answers }) => [organization, answers.map((one) => one.grade)])
	).toEqual([
		['A', [1, 7]],
		['B', [2]]
	]);
});

test('the lower grades object, to the present wording only', () => {
	const answers = [given('A', 5), given('A', 6), given('B', 8), given('B', 7, false)];
	expect(objecting(answers).map(({ grade }) => grade)).toEqual([6, 8]);
});

test('every grade has a tone, from one end of its scale to the other', () => {
	expect(gradesOf('eight').map((grade) => toneOf('eight', grade))).toEqual([
		'for',
		'for',
		'for',
		'between',
		'between',
		'against',
		'against',
		'against'
	]);
	expect(gradesOf('five').map((grade) => toneOf('five', grade))).toEqual([
		'against',
		'against',
		'between',
		'for',
		'for'
	]);
});
