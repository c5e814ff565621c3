import { expect, test } from 'vitest';
import { rowCommand } from './row-keys.ts';

const press = (keys: string) => ({
	key: keys.split(' ').at(-1)!,
	shiftKey: keys.includes('shift '),
	altKey: keys.includes('alt '),
	ctrlKey: keys.includes('ctrl '),
	metaKey: false
});

test('keys that are about items mean on a row what they mean on the canvas', () => {
	const meant = {
		'ctrl g': 'group',
		'ctrl shift G': 'ungroup',
		'shift L': 'lock',
		'shift R': 'react',
		c: 'comment',
		i: 'describe',
		'ctrl ]': 'forward',
		'ctrl alt c': 'copy-style',
		'ctrl d': 'duplicate',
		'ctrl shift Z': 'redo',
		// Tools and the view need a canvas.
		n: null,
		p: null,
		'shift !': null,
		'ctrl k': null
	};
	for (const [keys, command] of Object.entries(meant))
		expect(rowCommand(press(keys), true)).toBe(command);
});

test('single keys that are switched off mean nothing', () => {
	for (const keys of ['c', 'i', 'u', 'shift L', 'shift R'])
		expect(rowCommand(press(keys), false)).toBeNull();
	expect(rowCommand(press('ctrl g'), false)).toBe('group');
});
