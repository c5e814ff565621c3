import { describe, expect, it, vi } from 'vitest';
import { layoutItem, NOTE_SIZES } from './layout.ts';
import { Parts } from './parts.ts';
import { evenMeasurer, item } from './test-board.ts';
import { createMeasurer } from './text/measure.ts';

const layout = (
	more: Parameters<typeof item>[1],
	description: Parameters<typeof layoutItem>[1] = null
) => layoutItem(item('a', more), description, { measurer: evenMeasurer });

describe('layout', () => {
	it('leaves a note its size while the text fits', () => {
		const fitted = layout({ text: 'Short' });
		expect(fitted).toMatchObject({ w: 200, h: 200 });
		expect(fitted.main).toMatchObject({ size: NOTE_SIZES[0], lines: ['Short'], align: 'center' });
	});

	it('breaks no lines of a text that surely fits until somebody asks for them', () => {
		let measured = 0;
		const counting = createMeasurer((text) => {
			if (text.length > 1) measured += 1;
			return text.length * 50;
		});
		for (const type of ['note', 'shape']) {
			const fitted = layoutItem(item('a', { type, text: 'two words' }), null, {
				measurer: counting
			});
			expect([fitted.w, fitted.h, measured]).toEqual([200, 200, 0]);
			expect(fitted.main?.size).toBeLessThanOrEqual(fitted.textLimit);
			expect(fitted.main?.lines.join(' ')).toBe('two words');
			expect(measured).toBeGreaterThan(0);
			measured = 0;
			counting.reset();
		}
	});

	it('lets a note grow when its text does not fit at the floor', () => {
		const fitted = layout({ text: 'many words '.repeat(40) });
		expect(fitted.main?.size).toBe(NOTE_SIZES.at(-1));
		expect(fitted.h).toBeGreaterThan(200);
		expect(fitted.main!.y + fitted.main!.h).toBeLessThanOrEqual(fitted.h);
	});

	it('makes a free text as wide as its longest line, or as tall as its width needs', () => {
		expect(layout({ type: 'text', size: [0, 0], text: 'twelveletter' })).toMatchObject({
			w: 122,
			h: 26
		});
		expect(layout({ type: 'text', size: [60, 0], text: 'two words' })).toMatchObject({
			w: 60,
			h: 52
		});
	});

	it('looks for marks in a moment, however many lines are empty', () => {
		const parts = new Parts(() => undefined);
		const asked = vi.spyOn(parts, 'get').mockReturnValue(null);
		const start = performance.now();
		for (const text of ['\n'.repeat(100_000), '- a', '\n\n  1. b'])
			layoutItem(item('a', { text }), null, { measurer: evenMeasurer, parts }).main?.lines.at(0);
		// With steps that grow with the square of the length it took many seconds.
		expect(performance.now() - start).toBeLessThan(5000);
		expect(asked).toHaveBeenCalledTimes(2);
	});

	it('keeps room for a caret where there is no text yet', () => {
		const empty = layout({ type: 'text', size: [0, 0], text: '' });
		expect(empty.w).toBeGreaterThan(0);
		expect(empty.main).toBeNull();
		expect(empty.place).toMatchObject({ wraps: false });
	});

	it('keeps text inside the outline of a diamond and an ellipse', () => {
		for (const shape of ['diamond', 'ellipse']) {
			const { main, w } = layout({ type: 'shape', shape, size: [200, 120], text: 'some words' });
			expect(main!.x).toBeGreaterThan(w * 0.1);
		}
	});

	it('stacks a card: strip, text, details, badges', () => {
		const fitted = layout(
			{ type: 'card', size: [280, 100], text: 'The statement' },
			{
				label: 'Problem',
				accent: 'red',
				details: [
					{ label: 'Evidence', text: 'seven members' },
					{ label: 'Empty', text: '' }
				],
				badges: [{ text: 'PN', color: 'blue' }, { text: 'HI1' }]
			}
		);
		expect(fitted.strip?.lines).toEqual(['Problem']);
		expect(fitted.details.map((block) => block.lines[0])).toEqual(['Evidence', 'seven members']);
		expect(fitted.badges.map((badge) => badge.color)).toEqual(['blue', 'gray']);
		const order = [fitted.strip!, fitted.main!, ...fitted.details, ...fitted.badges].map(
			({ y }) => y
		);
		expect(order).toEqual(order.toSorted((a, b) => a - b));
		expect(fitted.h).toBeGreaterThan(fitted.badges[0]!.y + fitted.badges[0]!.h);
	});

	it('wraps badges that do not fit beside each other', () => {
		const badges = Array.from({ length: 8 }, (_, i) => ({ text: `organization ${i}` }));
		const fitted = layout({ type: 'card', size: [200, 10], text: 'x' }, { label: 'Card', badges });
		expect(new Set(fitted.badges.map(({ y }) => y)).size).toBeGreaterThan(3);
		for (const badge of fitted.badges) expect(badge.x + badge.w).toBeLessThanOrEqual(200);
	});

	it('shows a type it does not know as a box with the name of the type', () => {
		expect(layout({ type: 'hologram', text: 'x' }).strip?.lines).toEqual(['hologram']);
	});

	it('shows a placeholder only while there is no text', () => {
		const description = { label: 'Problem', placeholder: 'What is the problem?' };
		expect(layout({ type: 'card', text: '' }, description).placeholder).not.toBeNull();
		expect(layout({ type: 'card', text: 'x' }, description).placeholder).toBeNull();
	});

	it('takes a font size from the item, within reason', () => {
		expect(layout({ type: 'text', size: [0, 0], text: 'x', textSize: 40 }).main?.size).toBe(40);
		expect(layout({ type: 'text', size: [0, 0], text: 'x', textSize: 1e9 }).main?.size).toBe(20);
	});
});
