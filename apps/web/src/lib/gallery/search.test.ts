import { instruments } from '@concordia/instruments';
import { expect, test } from 'vitest';
import { findInstruments } from './search.ts';

const found = (question: string, locale: 'en' | 'de' = 'en'): string[] =>
	findInstruments(instruments, question, locale).map(({ id }) => id);

test('every instrument is there until somebody asks', () => {
	expect(found(' ')).toEqual(instruments.map(({ id }) => id));
});

test('all words have to occur, whatever their capitals and accents', () => {
	expect(found('PROBLEM set')).toContain('problem-set');
	expect(found('jahresplan', 'de')).toContain('annual-plan');
	expect(found('problem xylophone')).toEqual([]);
});
