import { describe, expect, it } from 'vitest';
import { boundsOf, contains } from '../geometry.ts';
import { validateItem } from '../validate.ts';
import { fillTemplate, templates } from './index.ts';

describe.each(templates.map((template) => [template.id, template] as const))(
	'%s',
	(_, template) => {
		const items = fillTemplate(template, (key) => `«${key}»`);
		const byId = new Map(items.map((item) => [item.id, item]));

		it('holds valid items with ids of their own', () => {
			expect(byId.size).toBe(items.length);
			for (const item of items) expect(validateItem(item)).toMatchObject({ ok: true });
		});

		it('has its things inside the frames they belong to', () => {
			for (const item of items.filter(({ parent }) => parent !== undefined)) {
				expect(contains(boundsOf(byId.get(item.parent!)!), boundsOf(item))).toBe(true);
			}
		});

		it('connects what is there', () => {
			const ends = items.flatMap(({ from, to }) => [from, to]);
			for (const end of ends) expect(!end || 'point' in end || byId.has(end.item)).toBe(true);
		});

		it('has words in all texts and leaves blank notes blank', () => {
			for (const { text } of items) expect(text ?? '').toMatch(/^(?:«[\w-]+»)?$/);
		});
	}
);
