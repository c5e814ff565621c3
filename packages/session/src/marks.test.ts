import { expect, test } from 'vitest';
import { markOrganizations } from './marks.ts';

const initialsOf = (id: string, name: string) => markOrganizations([{ id, name }])[0]?.initials;
const organizations = (names: string[]) => names.map((name, i) => ({ id: `org-${i}`, name }));

test('every organization of the largest session looks different', () => {
	const marked = markOrganizations(organizations(Array.from({ length: 64 }, () => 'Same Name')));
	expect(new Set(marked.map(({ color, pattern }) => `${color} ${pattern}`)).size).toBe(64);
	expect(new Set(marked.map(({ initials }) => initials)).size).toBe(64);
	for (const { initials } of marked) expect(initials.length).toBeLessThanOrEqual(3);
});

test('the first eight differ in colour and in pattern', () => {
	const marked = markOrganizations(organizations(Array.from({ length: 8 }, (_, i) => `Org ${i}`)));
	expect(new Set(marked.map(({ color }) => color)).size).toBe(8);
	expect(new Set(marked.map(({ pattern }) => pattern)).size).toBe(8);
});

test('initials are the short code, else letters of the name', () => {
	expect(initialsOf('HI1', 'Health insurer 1')).toBe('HI1');
	expect(initialsOf('network', 'Physician network of the East')).toBe('PNO');
	expect(initialsOf('clinic', 'Übersee')).toBe('ÜB');
	expect(initialsOf('clinic', '💊')).toBe('CL');
});
