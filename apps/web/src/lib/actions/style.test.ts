import type { Item } from '@concordia/board';
import { insertItems, getItem, itemText, updateItems } from '@concordia/board/doc';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { convert, styleOf, withStyle } from './style.ts';

const item = (id: string, more: Partial<Item>): Item => ({
	id,
	type: 'note',
	pos: [0, 0],
	size: [200, 200],
	z: 'a0',
	...more
});

describe('styles', () => {
	it('carry colour and line to any type, heads only to connectors', () => {
		const style = styleOf(item('c', { type: 'connector', color: 'red', stroke: 4, headTo: 'dot' }));
		expect(withStyle([item('n', { color: 'blue' })], style)).toEqual([
			{ id: 'n', color: 'red', stroke: 4 }
		]);
		expect(withStyle([item('d', { type: 'connector' })], style)[0]).toMatchObject({
			headTo: 'dot'
		});
	});

	it('take a look away that the model does not have', () => {
		expect(withStyle([item('n', { color: 'blue' })], styleOf(item('m', {})))).toEqual([
			{ id: 'n', color: null }
		]);
	});

	it('leave what is locked', () => {
		const locked = item('n', { lock: 'open' });
		expect(withStyle([locked], styleOf(item('m', { color: 'red' })))).toEqual([]);
		expect(convert([locked], 'text')).toEqual([]);
	});
});

describe('changing the type', () => {
	it('keeps the shared text, also for whoever writes in it meanwhile', () => {
		const doc = new Y.Doc();
		insertItems(doc, [{ id: 'n', type: 'note', pos: [0, 0], text: 'Hello' }], 'me');
		const text = itemText(doc, 'n');
		const other = new Y.Doc();
		Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
		updateItems(doc, convert([getItem(doc, 'n')!], 'shape'), 'me');
		itemText(other, 'n')?.insert(5, ', world');
		Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
		expect(itemText(doc, 'n')).toBe(text);
		expect(getItem(doc, 'n')).toMatchObject({
			type: 'shape',
			shape: 'rectangle',
			text: 'Hello, world'
		});
	});

	it('leaves cards of an instrument alone', () => {
		const card = item('c', { type: 'card', instrument: 'problem-set@1' });
		expect(convert([card, item('n', {})], 'text').map(({ id }) => id)).toEqual(['n']);
	});
});
