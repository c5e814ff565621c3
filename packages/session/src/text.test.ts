import { describe, expect, test } from 'vitest';
import { validateName, validateProse } from './text.ts';

describe('a name', () => {
	const kept = [
		'Ana',
		'Zoë Müller-Lüdenscheidt',
		'O’Neill, Dr. med. (Jr.)',
		'李小龍',
		'نگار‌خانم', // with a zero-width non-joiner, needed in Persian
		'עדי',
		'👩‍⚕️',
		'<img src=x onerror=alert(1)>',
		'=cmd|1',
		'x'.repeat(128),
		'😀'.repeat(128)
	];
	for (const name of kept)
		test(`may be ${name.slice(0, 30)}`, () => {
			expect(validateName(name)).toEqual({ ok: true, value: name });
		});

	const refused: [name: string, reason: string][] = [
		['', 'empty'],
		[' \u00A0 ', 'empty'],
		['\u200B\u200D', 'empty'],
		['\u0301', 'empty'],
		['x'.repeat(129), 'too-long'],
		['😀'.repeat(129), 'too-long'],
		['x'.repeat(1_000_000), 'too-long'],
		['a\tb', 'characters'],
		['a\nb', 'characters'],
		['a\u0000', 'characters'],
		['a\u007F', 'characters'],
		['a\u0085b', 'characters'],
		['a\u2028b', 'characters'],
		['ana\u202Egnp.exe', 'characters'],
		['\uD83D', 'characters']
	];
	for (const [name, reason] of refused)
		test(`may not be ${JSON.stringify(name.slice(0, 12))} (${reason})`, () => {
			expect(validateName(name)).toEqual({ ok: false, reason });
		});

	test('is trimmed and has one spelling', () => {
		expect(validateName('  Zoe\u0308 ')).toEqual({ ok: true, value: 'Zo\u00EB' });
	});
});

describe('prose', () => {
	test('may be empty and have several lines', () => {
		expect(validateProse('', 10)).toEqual({ ok: true, value: '' });
		expect(validateProse('a\r\n\tb', 10)).toEqual({ ok: true, value: 'a\n\tb' });
	});
	test('has a length and no controls', () => {
		expect(validateProse('12345678901', 10)).toEqual({ ok: false, reason: 'too-long' });
		expect(validateProse('a\u001B[0m', 10)).toEqual({ ok: false, reason: 'characters' });
	});
});
