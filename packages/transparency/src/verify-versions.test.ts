import { expect, test } from 'vitest';
import { toBase64url } from './bytes.ts';
import type { Leaf } from './leaf.ts';
import { VersionReader } from './verify-versions.ts';

const h = toBase64url(new Uint8Array(32).fill(10));
const other = toBase64url(new Uint8Array(32).fill(11));
const hash = '0a'.repeat(32);

/** Entries in their order, by kind and fields. */
function read(...entries: [kind: string, fields: Partial<Leaf>][]) {
	const reader = new VersionReader();
	for (const [at, [k, fields]] of entries.entries())
		reader.read({ v: 1, i: at, t: at, k, ...fields });
	return reader.findings();
}

const freeze = ['version.freeze', { a: 'p1', og: 'PN', o: ['f'], h }] as [string, Partial<Leaf>];
const said = (kind: string, a: string, og: string, more: Partial<Leaf> = {}) =>
	[`version.${kind}`, { a, og, o: ['f'], c: ['version:1'], h, ...more }] as [string, Partial<Leaf>];

test('who stands by which wording, and whether it was on their screen before', () => {
	const found = read(
		freeze,
		['seen', { a: 'p1', og: 'PN', o: ['card', 'f#v1'] }],
		said('confirm', 'p1', 'PN'),
		['ack', { a: 'p2', og: 'CC', o: ['f#v1'] }],
		said('confirm', 'p2', 'CC'),
		said('confirm', 'p3', 'MS'),
		said('unconfirm', 'p2', 'CC'),
		said('agree', 'p3', 'MS')
	);
	expect(found).toEqual([
		{
			frame: 'f',
			number: 1,
			hash,
			entry: 0,
			confirmed: [
				{ participant: 'p1', organization: 'PN', entry: 2, isSeen: true },
				{ participant: 'p3', organization: 'MS', entry: 5, isSeen: false }
			],
			agreed: 7
		}
	]);
});

test('an organization’s screen counts where no persons are recorded', () => {
	const [version] = read(freeze, ['seen', { og: 'PN', o: ['f#v1'] }], said('confirm', 'p1', 'PN'));
	expect(version?.confirmed).toMatchObject([{ isSeen: true }]);
});

test('a word for another text, or for what is not there, counts for none', () => {
	const found = read(
		said('confirm', 'p1', 'PN'),
		freeze,
		said('confirm', 'p1', 'PN', { h: other }),
		said('confirm', 'p1', 'PN', { c: ['version:2'] }),
		said('confirm', 'p1', 'PN', { c: ['x'] }),
		said('confirm', 'p1', 'PN', { o: ['g'] }),
		['version.confirm', {}],
		['version.freeze', {}]
	);
	expect(found).toMatchObject([{ number: 1, confirmed: [], agreed: null }]);
});
