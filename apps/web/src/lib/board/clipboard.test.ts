import type { Item } from '@concordia/board';
import { expect, test } from 'vitest';
import { recall, remember } from './clipboard-events.ts';
import { notesFor, noteLines, plainText } from './clipboard.ts';

let count = 0;
const newId = () => `n${(count += 1)}`;

test('twelve pasted lines become twelve notes in a block without overlap, in order of the stack', () => {
	const lines = Array.from({ length: 12 }, (_, i) => `Line ${i + 1}`);
	const notes = notesFor(noteLines(lines.join('\r\n')), [0, 0], [], newId);
	expect(notes.map((note) => note.text)).toEqual(lines);
	expect(new Set(notes.map((note) => note.pos.join())).size).toBe(12);
	expect(notes.map((note) => note.z)).toEqual(notes.map((note) => note.z).toSorted());
	const xs = notes.map((note) => note.pos[0]);
	expect(Math.min(...xs)).toBe(-Math.max(...xs) - 200);
});

test('bullets, numbers and empty lines of a list are not part of the notes', () => {
	expect(noteLines('- one\n\n  * two\n3) three\n• four\n-five')).toEqual([
		'one',
		'two',
		'three',
		'four',
		'-five'
	]);
});

test('plain text holds the words of items and nothing else', () => {
	const items: Item[] = [
		{ id: 'a', type: 'note', pos: [0, 0], size: [1, 1], z: 'a0', text: ' Trust ' },
		{ id: 'b', type: 'ink', pos: [0, 0], size: [1, 1], z: 'a1' },
		{ id: 'c', type: 'card', pos: [0, 0], size: [1, 1], z: 'a2', text: 'Data\nflows' }
	];
	expect(plainText(items)).toBe('Trust\nData\nflows');
});

test('what was copied here is known again by its words, however a system ends its lines', () => {
	expect(recall(null)).toBeNull();
	const items: Item[] = [
		{ id: 'a', type: 'note', pos: [0, 0], size: [1, 1], z: 'a0', text: 'Trust' },
		{ id: 'b', type: 'note', pos: [0, 0], size: [1, 1], z: 'a1', text: 'Data' }
	];
	const { own } = remember(items);
	expect(recall('Trust\r\nData')).toBe(own);
	// Where the clipboard can't be read it is what was copied last.
	expect(recall(null)).toBe(own);
	expect(recall('something else')).toBeNull();
});
