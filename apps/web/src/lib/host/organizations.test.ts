import { describe, expect, it } from 'vitest';
import { findFaults, type OrganizationDraft, readDrafts, suggestCode } from './organizations.ts';

function drafts(...lines: (string | Partial<OrganizationDraft>)[]): OrganizationDraft[] {
	return lines.map((line, key) => ({
		key,
		name: '',
		code: '',
		marks: {},
		...(typeof line === 'string' ? { name: line } : line)
	}));
}

describe('suggestCode', () => {
	it.each([
		['Physician network', 'PN'],
		['Health insurer 2', 'HI2'],
		['Amt für Soziales und Gesundheit', 'ASG'],
		['Übergangspflege', 'UBE'],
		['日本', 'ORG'],
		['', 'ORG']
	])('makes of %j %j', (name, code) => {
		expect(suggestCode(name, new Set())).toBe(code);
	});

	it('numbers what is taken, whatever the case', () => {
		expect(suggestCode('Public net', new Set(['pn', 'pn2']))).toBe('PN3');
	});
});

describe('readDrafts', () => {
	it('gives every organization its own code, colour, pattern and initials', () => {
		const read = readDrafts(
			drafts('Physician network', 'Public net', 'Hospital', 'Health insurer 1')
		);
		expect(read.map(({ id }) => id)).toEqual(['PN', 'PN2', 'HOS', 'HI1']);
		expect(new Set(read.map(({ color }) => color)).size).toBe(4);
		expect(new Set(read.map(({ pattern }) => pattern)).size).toBe(4);
		expect(new Set(read.map(({ initials }) => initials)).size).toBe(4);
	});

	it('keeps what the host chose', () => {
		const [read] = readDrafts(
			drafts({
				name: 'Clinic',
				code: 'K1',
				marks: { color: 'red', pattern: 'rings', initials: 'KL' }
			})
		);
		expect(read).toEqual({
			id: 'K1',
			name: 'Clinic',
			color: 'red',
			pattern: 'rings',
			initials: 'KL'
		});
	});

	it('leaves codes that were typed to those who typed them', () => {
		expect(
			readDrafts(drafts('Physician network', { name: 'Other', code: 'pn' })).map(({ id }) => id)
		).toEqual(['PN2', 'pn']);
	});
});

describe('findFaults', () => {
	it('finds none in sensible lines', () => {
		expect(findFaults(drafts('A clinic', 'B clinic', 'C clinic'))).toEqual([{}, {}, {}]);
	});

	it.each([
		['an empty name', drafts('  ', 'B'), [{ name: 'empty' }, {}]],
		['a name too long', drafts('x'.repeat(129), 'B'), [{ name: 'too-long' }, {}]],
		[
			'a name twice, in another case',
			drafts('Clinic', 'CLINIC'),
			[{ name: 'twice' }, { name: 'twice' }]
		],
		['a code with spaces', drafts({ name: 'A', code: 'a b' }, 'B'), [{ code: 'shape' }, {}]]
	])('names %s', (_, lines, expected) => {
		expect(findFaults(lines)).toMatchObject(expected);
	});

	it('flags organizations that would look alike', () => {
		const look = { color: 'red', pattern: 'dots' } as const;
		expect(findFaults(drafts({ name: 'A', marks: look }, { name: 'B', marks: look }, 'C'))).toEqual(
			[{ look: 'twice' }, { look: 'twice' }, {}]
		);
	});

	it('flags codes that differ in case only, and equal initials', () => {
		expect(
			findFaults(
				drafts(
					{ name: 'A', code: 'ab', marks: { initials: 'X' } },
					{ name: 'B', code: 'AB', marks: { initials: 'X' } }
				)
			)
		).toEqual([
			{ code: 'twice', initials: 'twice' },
			{ code: 'twice', initials: 'twice' }
		]);
	});
});
