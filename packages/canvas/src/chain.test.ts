import { describe, expect, it } from 'vitest';
import { Desk, item, note } from './test-board.ts';

/** Where the note lands that follows the selected one. */
function next(desk: Desk, from: string, where: 'right' | 'below'): object | undefined {
	desk.editor.select([from]);
	desk.editor.run(where === 'right' ? 'next-note-right' : 'next-note-below');
	return desk.said('create').at(-1)?.items[0];
}

describe('a chain of notes', () => {
	it('keeps colour and size', () => {
		const desk = new Desk([note('a', 0, 0, { color: 'teal', size: [120, 120] })]);
		expect(next(desk, 'a', 'right')).toMatchObject({
			pos: [144, 0],
			color: 'teal',
			size: [120, 120]
		});
	});

	it('goes on behind what stands in the way', () => {
		const desk = new Desk([note('a', 0, 0), note('b', 224, 0), note('c', 500, 0)]);
		expect(next(desk, 'a', 'right')).toMatchObject({ pos: [724, 0] });
		expect(next(desk, 'b', 'below')).toMatchObject({ pos: [224, 224] });
	});

	it('goes on below a note that has grown', () => {
		const text = 'word '.repeat(300);
		const desk = new Desk([note('a', 0, 0, { text })]);
		const box = desk.editor.scene.boxOf('a')!;
		expect(next(desk, 'a', 'below')).toMatchObject({ pos: [0, Math.round(box.maxY + 24)] });
	});

	it('stays in its frame: the next row, the next column', () => {
		const frame = item('f', { type: 'frame', size: [500, 700], text: 'Frame' });
		const desk = new Desk([
			frame,
			note('a', 280, 64, { parent: 'f' }),
			note('b', 24, 490, { parent: 'f' })
		]);
		expect(next(desk, 'a', 'right')).toMatchObject({ pos: [24, 288], parent: 'f' });
		expect(next(desk, 'b', 'below')).toMatchObject({ pos: [248, 288], parent: 'f' });
	});

	it('goes on beside the note when the frame is full, and belongs to it all the same', () => {
		const frame = item('f', { type: 'frame', size: [260, 290] });
		const desk = new Desk([frame, note('a', 24, 64, { parent: 'f' })]);
		expect(next(desk, 'a', 'right')).toMatchObject({ pos: [248, 64], parent: 'f' });
	});
});

describe('typing with an item selected', () => {
	const cases: { name: string; key: string; held?: object; text?: string }[] = [
		{ name: 'a capital begins to write', key: 'W', held: { shift: true }, text: 'W' },
		{ name: 'so does a digit', key: '7', text: '7' },
		{ name: 'and a letter of another script', key: 'ш', text: 'ш' },
		{ name: 'AltGr types', key: '@', held: { ctrl: true, alt: true }, text: '@' },
		{ name: 'a shortcut stays a shortcut', key: 'h' },
		{ name: 'Ctrl types nothing', key: 'j', held: { ctrl: true } },
		{ name: 'keys with names type nothing', key: 'F5' }
	];
	it.each(cases)('$name', ({ key, held = {}, text }) => {
		const desk = new Desk([note('a', 0, 0)]);
		desk.editor.select(['a']);
		desk.editor.keyDown({ key, shift: false, alt: false, ctrl: false, ...held });
		expect(desk.said('edit')).toEqual(text === undefined ? [] : [{ type: 'edit', id: 'a', text }]);
	});

	it('every letter types when single-key shortcuts are off', () => {
		const desk = new Desk([note('a', 0, 0)], { singleKeys: false });
		desk.editor.select(['a']);
		desk.editor.keyDown({ key: 'h', shift: false, alt: false, ctrl: false });
		expect(desk.said('edit')).toEqual([{ type: 'edit', id: 'a', text: 'h' }]);
	});

	it('an input method begins in the text, and its key is left to it', () => {
		const desk = new Desk([note('a', 0, 0)]);
		desk.editor.select(['a']);
		const press = { key: 'Process', shift: false, alt: false, ctrl: false };
		expect(desk.editor.keyDown(press)).toBe(false);
		expect(desk.said('edit')).toEqual([{ type: 'edit', id: 'a', text: '' }]);
	});

	it('nothing is written in several items at once, or by an observer', () => {
		const desk = new Desk([note('a', 0, 0), note('b', 300, 0)]);
		desk.editor.select(['a', 'b']);
		desk.editor.keyDown({ key: 'W', shift: true, alt: false, ctrl: false });
		const observer = new Desk([note('a', 0, 0)], { readonly: true });
		observer.editor.select(['a']);
		observer.editor.keyDown({ key: 'W', shift: true, alt: false, ctrl: false });
		expect([...desk.said('edit'), ...observer.said('edit')]).toEqual([]);
	});
});
