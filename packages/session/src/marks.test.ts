import { describe, expect, it } from 'vitest';
import { defaultMarks, markOrganizations } from './marks.ts';

describe('markOrganizations', () => {
	it('tells eighty organizations apart by colour and pattern', () => {
		const looks = Array.from({ length: 80 }, (_, i) => {
			const { color, pattern } = defaultMarks(i, { id: `O${i}`, name: `Organization ${i}` });
			return `${color} ${pattern}`;
		});
		expect(new Set(looks).size).toBe(80);
	});

	it('keeps the marks that the host chose and fills in the others', () => {
		const [first, second] = markOrganizations([
			{ id: 'PN', name: 'Physician network', color: 'gray', pattern: 'rings', initials: 'Ä1' },
			{ id: 'HC', name: 'Healthcare consultancy', pattern: 'dots' }
		]);
		expect(first).toMatchObject({ color: 'gray', pattern: 'rings', initials: 'Ä1' });
		expect(second).toMatchObject({ color: 'orange', pattern: 'dots', initials: 'HC' });
	});

	it('replaces marks that can’t be drawn', () => {
		const [read] = markOrganizations([
			{ id: 'PN', name: 'P', color: 'url(x)', pattern: 'plaid' as 'dots', initials: '<b>' }
		]);
		expect(read).toEqual({ id: 'PN', name: 'P', ...defaultMarks(0, { id: 'PN', name: 'P' }) });
	});

	it('does not give two organizations the initials that both were given', () => {
		const [first, second] = markOrganizations([
			{ id: 'PN', name: 'Physician network', initials: 'X' },
			{ id: 'HC', name: 'Healthcare consultancy', initials: 'X' }
		]);
		expect([first?.initials, second?.initials]).toEqual(['X', 'HC']);
	});

	it('numbers initials that would repeat, also those a later line chose', () => {
		const initials = markOrganizations([
			{ id: 'long-code-a', name: 'Alpha Beta' },
			{ id: 'long-code-b', name: 'Arc Bow' },
			{ id: 'long-code-c', name: 'Care', initials: 'AB' }
		]).map((organization) => organization.initials);
		expect(initials).toEqual(['AB2', 'AB3', 'AB']);
	});
});
