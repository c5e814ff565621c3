import type { Item } from '@concordia/board';
import { expect, test } from 'vitest';
import { decodeCanvas, decodeExcalidraw, encodeCanvas, encodeExcalidraw } from './index.ts';
import { tableText } from './table-text.ts';

const table: Item = {
	id: 't',
	type: 'table',
	pos: [0, 0],
	size: [320, 80],
	z: 'a0',
	columns: [
		{ id: 'c1', order: 'a0', width: 160 },
		{ id: 'c2', order: 'a1', width: 160 }
	],
	rows: [
		{ id: 'r1', order: 'a0', height: 40 },
		{ id: 'r2', order: 'a1', height: 40 }
	],
	cells: { 'r1:c1': 'Who', 'r1:c2': 'What', 'r2:c1': 'a|b', 'r2:c2': 'two\nlines' },
	headerRow: true
};

test('other programs are given a table as text', () => {
	expect(tableText(table)).toBe('| Who | What |\n| --- | --- |\n| a\\|b | two lines |');
	expect(JSON.parse(encodeCanvas([table]).json)).toMatchObject({
		nodes: [{ text: tableText(table) }]
	});
	expect(encodeExcalidraw([table]).json).toContain('Who | What');
});

test('a table comes back from both formats as it was', () => {
	let made = 0;
	const newId = (): string => `n${(made += 1)}`;
	const canvas = decodeCanvas(encodeCanvas([table]).json, newId);
	const drawing = decodeExcalidraw(encodeExcalidraw([table]).json, newId);
	for (const back of [canvas, drawing]) {
		expect(back).toMatchObject({ ok: true });
		expect(back.ok && back.items).toMatchObject([
			{
				type: 'table',
				columns: table.columns,
				rows: table.rows,
				cells: table.cells,
				headerRow: true
			}
		]);
	}
});
