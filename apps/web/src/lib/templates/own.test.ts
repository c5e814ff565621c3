import type { Item } from '@concordia/board';
import { describe, expect, it } from 'vitest';
import { decodeTemplate, encodeTemplate, withoutSession } from './own.ts';

const note: Item = { id: 'a', type: 'note', pos: [0, 0], size: [200, 200], z: 'a0', text: 'Hi' };

describe('own templates', () => {
	it('come back from their file as they were', () => {
		const template = { name: 'Mine', items: [note] };
		expect(decodeTemplate(encodeTemplate(template))).toEqual(template);
	});

	it.each([
		'',
		'{}',
		'null',
		'[]',
		'{"format":"concordia/template"}',
		'{"format":"x","items":"[]"}'
	])('refuse %s', (text) => {
		expect(decodeTemplate(text)).toBeNull();
	});

	it('leave behind what belongs to one session', () => {
		expect(withoutSession([{ ...note, lock: 'mediator', slide: 3 }])).toEqual([note]);
	});
});
