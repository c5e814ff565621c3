import { expect, test } from 'vitest';
import { begins, isLetter, isModifier } from './early-keys.ts';

const key = (name: string, held: 'ctrl' | 'alt' | 'none' = 'none') => ({
	key: name,
	ctrlKey: held === 'ctrl',
	metaKey: false,
	altKey: held === 'alt'
});

test.each(['a', 'Ä', '7', ' ', '😀', 'Enter', 'F2', 'Delete', 'Backspace'])(
	'"%s" begins to change a table',
	(name) => expect(begins(key(name))).toBe(true)
);

test.each(['ArrowDown', 'Home', 'Tab', 'PageUp', 'F5', 'Shift'])('"%s" does not', (name) =>
	expect(begins(key(name))).toBe(false)
);

test('of those with Ctrl only filling down and adding a row do', () => {
	expect(['d', 'D', 'Enter'].every((name) => begins(key(name, 'ctrl')))).toBe(true);
	expect(['c', 'a', 'z', 'r'].some((name) => begins(key(name, 'ctrl')))).toBe(false);
	expect(begins(key('d', 'alt'))).toBe(false);
});

test('letters are told from names of keys', () => {
	expect(isLetter(key('x'))).toBe(true);
	expect(isLetter(key('x', 'ctrl'))).toBe(false);
	expect(isLetter(key('Enter'))).toBe(false);
	expect(isModifier(key('Shift'))).toBe(true);
	expect(isModifier(key('x'))).toBe(false);
});
