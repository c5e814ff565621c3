import { expect, test } from 'vitest';
import type { Leaf } from '@concordia/transparency';
import type { Entry } from '#lib/audit/entry.ts';
import { erasureOf, readErasure } from './erasures.ts';

function entry(leaf: Partial<Leaf>, more: Partial<Entry> = {}): Entry {
	return {
		leaf: { v: 1, i: 0, t: 0, k: 'edit', ...leaf },
		payload: null,
		erased: false,
		line: '',
		...more
	};
}

const person = readErasure(
	entry({ i: 8, t: 80, k: 'redact', o: ['p1'] }, { payload: { reason: 'asked for it' } })
);
const item = readErasure(
	entry({ i: 9, t: 90, k: 'redact', o: ['note', '4'], c: ['item', 'update abc'] })
);
const over = readErasure(entry({ i: 10, k: 'redact', o: ['s', '2'], c: ['session', 'payload'] }));

test('an entry without its content is explained by whoever was erased, or by its number', () => {
	const join = entry({ i: 1, k: 'join', a: 'p1' }, { erased: true });
	expect(erasureOf(join, [item, person])).toMatchObject({ at: 80, reason: 'asked for it' });
	const invite = entry({ i: 2, k: 'invite.create' }, { erased: true });
	expect(erasureOf(invite, [person, over])).toMatchObject({ isExpiry: true });
});

test('an edit is explained by the item that was erased from it; what was kept needs no explaining', () => {
	expect(erasureOf(entry({ i: 4 }), [person, item])).toBe(item);
	expect(erasureOf(entry({ i: 5 }), [person, item])).toBeUndefined();
	expect(erasureOf(entry({ i: 1, k: 'seen', a: 'p1' }), [person, item])).toBeUndefined();
});
