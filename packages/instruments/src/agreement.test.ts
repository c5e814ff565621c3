import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { agreementOn } from './agreement.ts';

const organizations = [
	{ id: 'PN', name: 'Physicians' },
	{ id: 'CC', name: 'Centre' }
];

const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);

test('ratings are told together, by grade, and how far they lie apart in each organization', () => {
	const ratings = [
		{ organization: 'CC', grade: 5 },
		{ organization: 'PN', grade: 1 },
		{ organization: 'PN', grade: 4 },
		{ organization: 'XX', grade: 3 },
		{ organization: 'PN', grade: 9 }
	];
	expect(agreementOn(ratings, organizations)).toEqual({
		count: 4,
		mean: 3.25,
		least: 1,
		most: 5,
		grades: [1, 0, 1, 1, 1],
		byOrganization: [
			{ organization: 'PN', count: 2, mean: 2.5, least: 1, most: 4 },
			{ organization: 'CC', count: 1, mean: 5, least: 5, most: 5 },
			{ organization: null, count: 1, mean: 3, least: 3, most: 3 }
		]
	});
	expect(agreementOn([], organizations).mean).toBeNull();
});

test('whatever is rated, the parts add up to the whole', () => {
	const grade = fc.oneof(fc.integer({ min: -2, max: 8 }), fc.double(), fc.constant(Number.NaN));
	const organization = fc.constantFrom('PN', 'CC', 'toString', '', null);
	fc.assert(
		fc.property(fc.array(fc.record({ grade, organization }), { maxLength: 50 }), (ratings) => {
			const { count, grades, byOrganization } = agreementOn(ratings, organizations);
			expect(sum(grades)).toBe(count);
			expect(sum(byOrganization.map((one) => one.count))).toBe(count);
			for (const { least, mean, most } of byOrganization) {
				expect(least <= mean && mean <= most).toBe(true);
			}
		})
	);
});
