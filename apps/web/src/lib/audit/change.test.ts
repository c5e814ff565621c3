import { describe, expect, it } from 'vitest';
import { changeOf } from './change.ts';

describe('words of a leaf', () => {
	it.each([
		['create', 'create'],
		['create delete', 'other'],
		['replace', 'replace'],
		['delete', 'delete'],
		['text', 'text'],
		['text set:color', 'text'],
		['format', 'text'],
		['set:pos', 'move'],
		['set:parent,pos', 'move'],
		['set:parent,pos,z', 'move'],
		['set:pos,size', 'resize'],
		['set:size', 'resize'],
		['set:z', 'order'],
		['set:color', 'color'],
		['set:from', 'connect'],
		['set:from,to', 'connect'],
		['set:fields/passed', 'fields'],
		['list', 'fields'],
		['set:color,pos', 'other'],
		['set:other', 'other'],
		['', 'other'],
		['something new', 'other']
	])('%j: %s', (words, change) => {
		expect(changeOf(words)).toBe(change);
	});
});
