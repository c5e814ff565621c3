import type { Item } from '@concordia/board';
import { describe, expect, it } from 'vitest';
import { createMeasurer } from '../text/measure.ts';
import { layoutDocument } from './document.ts';

const measurer = createMeasurer((text) => text.length * 50);
const item = (doc: unknown): Item =>
	({ id: 'd', type: 'document', pos: [0, 0], size: [420, 560], z: 'a', doc }) as Item;
const line = (text: string, attrs = {}) => ({ type: 'paragraph', attrs, content: [{ text }] });

const live = (id: string) => ({ type: 'live', attrs: { item: id } });
const mentions = new Map([['goals0000001', 'Goals of the year']]);

function texts(doc: unknown): string[] {
	const { ops } = layoutDocument(item(doc), { label: '', mentions }, { measurer }).drawing!;
	return ops.flatMap((op) => (op.op === 'text' ? op.block.lines : []));
}

const cell = (width?: number) => ({
	type: 'cell',
	...(width && { attrs: { width } }),
	content: [line('x')]
});
const widths = (...cells: object[]): number[] => {
	const doc = [{ type: 'table', content: [{ type: 'row', content: cells }] }];
	const { ops } = layoutDocument(item(doc), null, { measurer }).drawing!;
	return ops.flatMap((op) => (op.op === 'box' && op.y > 0 ? [Math.round(op.w)] : []));
};

describe('a document on the canvas', () => {
	it('shows headings, lists and tables with their words', () => {
		const shown = texts([
			line('Vision', { heading: 1 }),
			line('one', { list: 'numbered' }),
			line('two', { list: 'numbered' }),
			line('done', { list: 'task', checked: true }),
			{
				type: 'table',
				attrs: { headerRow: true },
				content: [{ type: 'row', content: [{ type: 'cell', content: [line('cell')] }] }]
			}
		]);
		expect(shown).toEqual(['Vision', '1. one', '2. two', '☑ done', 'cell']);
	});

	it('names what it shows of the board', () => {
		expect(texts([live('goals0000001'), live('gone00000001'), line('after')])).toEqual([
			'Goals of the year',
			'after'
		]);
	});

	it('shows the columns of a table as wide as they are', () => {
		expect(widths(cell(), cell())).toEqual([182, 182]);
		expect(widths(cell(184), cell(368))).toEqual([91, 182]);
	});

	it('ends where the page ends, and says that there is more', () => {
		const many = Array.from({ length: 2000 }, (_, i) => line(`line ${i}`));
		const shown = texts(many);
		expect(shown.length).toBeLessThan(30);
		expect(shown.at(-1)).toBe('⋯');
		const { ops } = layoutDocument(item(many), null, { measurer }).drawing!;
		const ends = ops.map((op) => (op.op === 'box' ? op.y + op.h : 0));
		expect(Math.max(...ends)).toBeLessThanOrEqual(560);
	});

	it('shows what is suggested only when it is accepted', () => {
		const doc = [
			{
				type: 'paragraph',
				content: [{ text: 'old' }, { text: ' new', marks: { insertion: { id: 's' } } }]
			}
		];
		expect(texts(doc)).toEqual(['old']);
	});

	it.each([[undefined], ['<b>'], [[{ type: 'script' }]], [[null, 3, line('safe')]]])(
		'is drawn whatever it holds: %j',
		(doc) => {
			const layout = layoutDocument(item(doc), null, { measurer });
			expect([layout.w, layout.h]).toEqual([420, 560]);
		}
	);
});
