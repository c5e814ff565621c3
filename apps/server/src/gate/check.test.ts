import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
	hostileBoard,
	M1,
	MINE,
	N1,
	P1,
	P1_ORGANIZATION,
	protectedContent,
	REMOVED,
	SCHEMA_SLOT,
	THEIRS
} from './testing/hostile-board.ts';
import {
	addNote,
	addPerspective,
	check,
	editOf,
	editsOf,
	items,
	ME,
	OTHER,
	textOf,
	verdict
} from './testing/board.ts';
import { rawUpdate, type RawDeletions, type RawStruct } from './testing/raw-update.ts';

/** Structs of mine, right after what is known of me. */
const mine = (...structs: RawStruct[]): Uint8Array =>
	rawUpdate([{ client: ME, clock: MINE, structs }]);
const mineAnd = (deletions: RawDeletions[], ...structs: RawStruct[]): Uint8Array =>
	rawUpdate([{ client: ME, clock: MINE, structs }], deletions);
const from = (clock: number, ...structs: RawStruct[]): Uint8Array =>
	rawUpdate([{ client: ME, clock, structs }]);
const gone = (client: number, ...ranges: [number, number][]): Uint8Array =>
	rawUpdate([], [{ client, ranges }]);

const deep = (depth: number): unknown => (depth === 0 ? 1 : [deep(depth - 1)]);
const deepJson = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const nested = (depth: number): RawStruct[] =>
	Array.from({ length: depth }, (_, level) =>
		level === 0
			? { type: 1, parent: N1.item, key: 'a' }
			: { type: 1, parent: [ME, MINE + level - 1] as const, key: 'a' }
	);
const A_MAP: RawStruct = { type: 1, root: 'items', key: 'new' };

const honest: [name: string, update: Uint8Array][] = [
	['types into a free text', mine({ text: 'hi', origin: N1.start })],
	['types before a text', mine({ text: 'hi', right: N1.start })],
	['sets a field', mine({ any: [[1, 2]], parent: N1.item, key: 'pos' })],
	['sets a field again', mine({ any: [[1, 2]], origin: N1.pos })],
	['makes an item', mine(A_MAP, { any: ['note'], parent: [ME, MINE], key: 'type' })],
	['formats', mine({ format: ['bold', 'true'], origin: N1.start })],
	['embeds', mine({ embed: '{"image":1}', origin: N1.start })],
	['adds to a list', mine({ any: [1, 2], parent: N1.list })],
	['moves the perspective of others', mine({ any: [[5, 5]], origin: P1.pos })],
	['writes into what was removed for good', mine({ text: 'late', parent: REMOVED })],
	['deletes an item', gone(OTHER, [N1.item[1], 1])],
	['deletes what is deleted', gone(OTHER, [REMOVED[1], 1])],
	['nothing at all', rawUpdate([])],
	['a known struct once more', from(MINE - 4, { gone: 4 })],
	['values nested as deep as allowed', mine({ any: [deep(32)], parent: N1.item, key: 'x' })],
	['types nested as deep as allowed', mine(...nested(23))]
];

const hostile: [name: string, update: Uint8Array, code: string][] = [
	// Others' content.
	[
		'a perspective by its left neighbour',
		mine({ text: 'evil', origin: P1.start }),
		'other-organization'
	],
	[
		'a perspective by its right neighbour',
		mine({ text: 'evil', right: P1.start }),
		'other-organization'
	],
	[
		'a perspective by its parent',
		mine({ any: ['x'], parent: P1.item, key: 'color' }),
		'other-organization'
	],
	[
		'a perspective by a new text',
		mine({ type: 2, parent: P1.item, key: 'text' }),
		'other-organization'
	],
	[
		'a perspective by a chain of own structs',
		mine({ text: 'a', origin: P1.start }, { text: 'b', origin: [ME, MINE] }),
		'other-organization'
	],
	[
		'a perspective by nested new types',
		mine({ type: 1, parent: P1.item, key: 'n' }, { type: 1, parent: [ME, MINE], key: 'm' }),
		'other-organization'
	],
	[
		'a perspective, written and deleted at once',
		mineAnd([{ client: ME, ranges: [[MINE, 1]] }], { text: 'a', origin: P1.start }),
		'other-organization'
	],
	[
		'a perspective replaced by its key',
		mine({ type: 1, root: 'items', key: 'P1' }),
		'other-organization'
	],
	[
		'a perspective replaced by its neighbour',
		mine({ type: 1, origin: P1.item }),
		'other-organization'
	],
	[
		'a perspective displaced by something deleted',
		mine({ deleted: 1, root: 'items', key: 'P1' }),
		'other-organization'
	],
	['a perspective deleted', gone(OTHER, [P1.item[1], 1]), 'other-organization'],
	['a character of a perspective deleted', gone(OTHER, [P1.start[1] + 1, 1]), 'other-organization'],
	['a range over everything deleted', gone(OTHER, [0, N1.item[1]]), 'other-organization'],
	[
		'a perspective given to another organization',
		mine({ any: ['PN'], origin: P1_ORGANIZATION }),
		'other-organization'
	],
	[
		'a perspective turned into something else',
		mine({ any: ['problem'], parent: P1.item, key: 'kind' }),
		'other-organization'
	],
	[
		'all fields of a perspective at once',
		mine({ any: [{ organization: 'PN' }], parent: P1.item, key: 'fields' }),
		'other-organization'
	],
	[
		'a new perspective in the name of others',
		mine(
			A_MAP,
			{ any: ['perspective'], parent: [ME, MINE], key: 'kind' },
			{ any: [{ organization: 'HC' }], parent: [ME, MINE], key: 'fields' }
		),
		'other-organization'
	],
	[
		'a new perspective in nobody’s name',
		mine(A_MAP, { any: ['perspective'], parent: [ME, MINE], key: 'kind' }),
		'other-organization'
	],
	[
		'two organizations at once, to be decided by a race',
		mine(
			A_MAP,
			{ any: ['perspective'], parent: [ME, MINE], key: 'kind' },
			{ type: 1, parent: [ME, MINE], key: 'fields' },
			{ any: ['PN'], parent: [ME, MINE + 2], key: 'organization' },
			{ any: ['HC'], parent: [ME, MINE + 2], key: 'organization' }
		),
		'other-organization'
	],
	['a kind hidden in a shared text', mine({ type: 2, parent: N1.item, key: 'kind' }), 'shape'],
	['another schema', mine({ any: [2], origin: SCHEMA_SLOT }), 'schema-fixed'],
	['no schema', gone(OTHER, [SCHEMA_SLOT[1], 1]), 'schema-fixed'],
	[
		'no schema, by a write that loses',
		mineAnd([{ client: OTHER, ranges: [[SCHEMA_SLOT[1], 1]] }], {
			any: [1],
			root: 'meta',
			key: 'schema'
		}),
		'schema-fixed'
	],

	// Others' names.
	[
		'under a foreign client id',
		rawUpdate([
			{ client: OTHER, clock: THEIRS, structs: [{ any: [5], parent: N1.item, key: 'y' }] }
		]),
		'foreign-client'
	],
	[
		'removed structs under a foreign client id',
		rawUpdate([{ client: OTHER, clock: THEIRS, structs: [{ gone: 100_000 }] }]),
		'foreign-client'
	],

	// What Yjs would park and apply later, unchecked.
	['a gap', from(MINE + 5, { any: [5], parent: N1.item, key: 'y' }), 'gap'],
	[
		'an unknown client with a gap',
		rawUpdate([{ client: 99, clock: 7, structs: [{ any: [5], parent: N1.item, key: 'y' }] }]),
		'gap'
	],
	['an unknown neighbour', mine({ text: 'x', origin: [OTHER, THEIRS + 3] }), 'dangling'],
	['an unknown right neighbour', mine({ text: 'x', right: [OTHER, THEIRS] }), 'dangling'],
	['an unknown parent', mine({ any: [1], parent: [99, 0], key: 'x' }), 'dangling'],
	[
		'a known struct with an unknown neighbour',
		from(MINE - 1, { text: 'x', origin: [OTHER, THEIRS + 3] }),
		'dangling'
	],
	['unknown structs deleted', gone(OTHER, [THEIRS, 4]), 'dangling'],
	['structs of an unknown client deleted', gone(99, [0, 4]), 'dangling'],
	['a gap written out', mine({ skip: 2 }, { any: [5], parent: N1.item, key: 'y' }), 'skip'],
	[
		'two clients that need each other',
		rawUpdate([
			{ client: ME, clock: MINE, structs: [{ text: 'a', origin: [55, 0] }] },
			{ client: 55, clock: 0, structs: [{ text: 'b', origin: [ME, MINE] }] }
		]),
		'forward-reference'
	],
	[
		'two clients that need each other by their order',
		rawUpdate([
			{
				client: ME,
				clock: MINE,
				structs: [
					{ text: 'a', origin: [55, 0] },
					{ text: 'b', origin: N1.start }
				]
			},
			{ client: 55, clock: 0, structs: [{ text: 'c', origin: [ME, MINE + 1] }] }
		]),
		'forward-reference'
	],
	['its own parent', mine({ type: 1, parent: [ME, MINE], key: 'a' }), 'forward-reference'],
	[
		'a parent that comes later',
		mine({ any: [1], parent: [ME, MINE + 1], key: 'a' }, A_MAP),
		'forward-reference'
	],

	// Places that are not what they seem.
	[
		'neighbours in two places',
		mine({ text: 'x', origin: N1.start, right: P1.start }),
		'cross-parent'
	],
	[
		'neighbours in two places, the other way',
		mine({ text: 'x', origin: P1.start, right: N1.start }),
		'cross-parent'
	],
	[
		'a known beginning somewhere else',
		from(MINE - 1, { text: 'abcdef', parent: M1.item, key: 'zz' }),
		'overlap-mismatch'
	],
	[
		'behind own text in a perspective',
		from(MINE - 4, { text: 'mineEVIL', parent: N1.text }),
		'overlap-mismatch'
	],
	['a parent that holds nothing', mine({ any: [1], parent: N1.pos, key: 'x' }), 'not-a-type'],
	['an unknown root', mine({ any: [1], root: 'evil', key: 'a' }), 'unknown-root'],
	['a list in the root', mine({ text: 'hidden', root: 'items' }), 'shape'],
	['a list in an item', mine({ text: 'hidden', parent: N1.item }), 'shape'],
	['a key on a text', mine({ any: [1], parent: N1.text, key: 'x' }), 'shape'],
	['a number in a text', mine({ any: [1], origin: N1.start }), 'shape'],
	['a text under a key', mine({ text: 'x', parent: N1.item, key: 'x' }), 'shape'],
	['an item that is a text', mine({ type: 2, root: 'items', key: 'new' }), 'shape'],
	['an item that is a number', mine({ any: [1], root: 'items', key: 'new' }), 'shape'],
	['an item with words as its id', mine({ type: 1, root: 'items', key: 'call Anna' }), 'shape'],
	['an item without an id', mine({ type: 1, root: 'items', key: '' }), 'shape'],

	// Bytes.
	[
		'one client twice',
		rawUpdate([
			{ client: ME, clock: MINE, structs: [{ text: 'a', origin: N1.start }] },
			{ client: ME, clock: MINE + 1, structs: [{ text: 'b', origin: P1.start }] }
		]),
		'duplicate-section'
	],
	[
		'one client deleted twice',
		rawUpdate(
			[],
			[
				{ client: ME, ranges: [[0, 1]] },
				{ client: ME, ranges: [[0, 1]] }
			]
		),
		'duplicate-section'
	],
	['deleted ranges out of order', gone(OTHER, [5, 1], [0, 1]), 'malformed'],
	['deleted ranges that overlap', gone(OTHER, [0, 4], [3, 1]), 'malformed'],
	['an empty deleted range', gone(OTHER, [0, 0]), 'bad-length'],
	['an empty text', mine({ text: '', origin: N1.start }), 'bad-length'],
	['no values', mine({ any: [], parent: N1.item, key: 'x' }), 'bad-length'],
	['nothing removed', mine({ gone: 0 }), 'bad-length'],
	['more removed than can be', mine({ gone: 2 ** 40 }), 'bad-length'],
	[
		'a clock past all numbers',
		rawUpdate([{ client: 99, clock: Number.MAX_SAFE_INTEGER, structs: [{ gone: 1 }] }]),
		'bad-length'
	],
	['a document inside', mine({ subdocument: 'guid', parent: N1.item, key: 'doc' }), 'content-kind'],
	['a hook', mine({ type: 5, parent: N1.item, key: 'doc' }), 'content-kind'],
	['a big integer', mine({ any: [5n], parent: N1.item, key: 'x' }), 'content-kind'],
	['an unknown shared type', mine({ type: 7, parent: N1.item, key: 'x' }), 'malformed'],
	['an unknown kind of content', mine({ bytes: [11], parent: N1.item, key: 'x' }), 'malformed'],
	['an unknown kind of value', mine({ bytes: [8, 1, 7], parent: N1.item, key: 'x' }), 'malformed'],
	['JSON that is none', mine({ embed: '{', origin: N1.start }), 'malformed'],
	['a text that is not UTF-8', mine({ bytes: [4, 2, 0xc3, 0x28], origin: N1.start }), 'malformed'],
	['a value nested too deep', mine({ any: [deep(33)], parent: N1.item, key: 'x' }), 'too-deep'],
	['JSON nested too deep', mine({ json: [deepJson(33)], parent: N1.item, key: 'x' }), 'too-deep'],
	[
		'an embed nested a hundred thousand deep',
		mine({ embed: deepJson(100_000), origin: N1.start }),
		'too-deep'
	],
	[
		'a format nested too deep',
		mine({ format: ['bold', deepJson(33)], origin: N1.start }),
		'too-deep'
	],
	['types nested too deep', mine(...nested(24)), 'too-deep'],
	['a prototype as a key', mine({ any: [1], parent: N1.item, key: '__proto__' }), 'shape'],
	['a prototype as an item', mine({ type: 1, root: 'items', key: '__proto__' }), 'shape'],
	[
		'a prototype in an object',
		mine({
			bytes: [8, 1, 118, 1, 9, ...new TextEncoder().encode('__proto__'), 126],
			parent: N1.item,
			key: 'x'
		}),
		'shape'
	],
	['a prototype in JSON', mine({ embed: '{"a":{"__proto__":1}}', origin: N1.start }), 'shape'],
	[
		'a prototype in JSON, written otherwise',
		mine({ embed: '{"\\u005f_proto__":1}', origin: N1.start }),
		'shape'
	],
	['a long key', mine({ any: [1], parent: N1.item, key: 'k'.repeat(257) }), 'too-large'],
	[
		'an announced array of 2^25 structs',
		new Uint8Array([1, 0x80, 0x80, 0x80, 0x10, 1, 0]),
		'too-large'
	],
	['announced clients', new Uint8Array([0xff, 0xff, 0x7f]), 'too-large'],
	['announced deleted ranges', new Uint8Array([0, 1, 1, 0xff, 0xff, 0xff, 0x7f]), 'too-large'],
	[
		'announced values',
		mine({ bytes: [8, 0xff, 0xff, 0xff, 0x7f, 126], parent: N1.item, key: 'x' }),
		'malformed'
	],
	[
		'an announced text',
		mine({ bytes: [4, 0xff, 0xff, 0xff, 0x7f], origin: N1.start }),
		'malformed'
	],
	['a number without end', new Uint8Array([...Array<number>(200).fill(0x80), 0]), 'malformed'],
	['nothing', new Uint8Array(0), 'malformed'],
	['bytes after the end', new Uint8Array([0, 0, 0]), 'malformed']
];

describe('an update', () => {
	it.each(honest)('may: %s', (_, update) => {
		const doc = hostileBoard();
		expect(verdict(doc, update)).toBe('accepted');
		Y.applyUpdate(doc, update);
		expect(doc.store.pendingStructs).toBeNull();
		expect(doc.store.pendingDs).toBeNull();
	});

	it.each(hostile)('may not: %s', (_, update, code) => {
		const doc = hostileBoard();
		const before = Y.encodeStateAsUpdate(doc);
		expect(verdict(doc, update)).toBe(code);
		expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
		expect([...doc.share.keys()].toSorted()).toEqual(['items', 'meta']);
	});

	it('is refused at every length at which it is cut off', () => {
		const doc = hostileBoard();
		const update = editOf(doc, ME, (copy) => {
			addNote(copy, 'new', 'text');
			textOf(copy, 'N1').delete(0, 2);
		});
		for (let length = 0; length < update.length; length++) {
			expect(verdict(doc, update.subarray(0, length)), `${length} bytes`).toBe('malformed');
		}
		expect(verdict(doc, update)).toBe('accepted');
	});

	it('is refused when it brings more than the limits allow', () => {
		const doc = hostileBoard();
		const update = editOf(doc, ME, (copy) => {
			addNote(copy, 'new', 'text');
			textOf(copy, 'N1').delete(0, 1);
		});
		expect(verdict(doc, update, { limits: { maxStructs: 5 } })).toBe('too-large');
		expect(verdict(doc, update, { limits: { maxRanges: 0 } })).toBe('too-large');
		expect(verdict(doc, update, { limits: { maxClientsPerUpdate: 0 } })).toBe('too-large');
	});

	it('with a gap asks for what is missing, a hostile one does not', () => {
		const doc = hostileBoard();
		expect(check(doc, from(MINE + 5, { gone: 1 }))).toMatchObject({ code: 'gap', retry: true });
		expect(check(doc, mine({ text: 'x', origin: [OTHER, THEIRS] }))).toMatchObject({ retry: true });
		expect(check(doc, mine({ gone: 0 }))).toMatchObject({ code: 'bad-length', retry: false });
	});

	it('with nothing new is empty', () => {
		const doc = hostileBoard();
		expect(check(doc, Y.encodeStateAsUpdate(doc))).toMatchObject({
			ok: true,
			empty: true,
			claims: []
		});
		expect(check(doc, rawUpdate([]))).toMatchObject({ ok: true, empty: true });
	});

	it('is judged by what earlier updates of the same transaction left', () => {
		const doc = hostileBoard();
		const updates = editsOf(doc, ME, (copy) => {
			addNote(copy, 'new', 'text');
			textOf(copy, 'new').insert(4, '!');
			items(copy).delete('new');
			addNote(copy, 'new', 'again');
		});
		const words: string[] = [];
		doc.transact(() => {
			for (const update of updates) {
				const result = check(doc, update);
				words.push(...(result.ok ? result.words : [result.code]));
				Y.applyUpdate(doc, update);
			}
		});
		expect(words).toEqual(['create', 'text', 'delete', 'create']);
		expect(textOf(doc, 'new').toJSON()).toBe('again');
	});

	it('with half known structs is taken when the known half lies in the same place', () => {
		const doc = hostileBoard();
		const known = from(MINE, { text: 'ab', origin: N1.start });
		Y.applyUpdate(doc, known);
		const update = from(MINE, { text: 'abcd', origin: N1.start });
		expect(verdict(doc, update)).toBe('accepted');
		Y.applyUpdate(doc, update);
		expect(textOf(doc, 'N1').toJSON()).toContain('abcd');
	});
});

describe('client ids', () => {
	it('are claimed by their first use', () => {
		const doc = hostileBoard();
		const result = check(
			doc,
			editOf(doc, 31337, (copy) => textOf(copy, 'N1').insert(0, 'hi'))
		);
		expect(result).toMatchObject({ ok: true, claims: [31337] });
	});

	it('that nobody owns but that have written are the server’s', () => {
		const doc = hostileBoard();
		Y.applyUpdate(
			doc,
			editOf(doc, 5, (copy) => textOf(copy, 'N1').insert(0, 'by the host'))
		);
		const next = rawUpdate([
			{ client: 5, clock: 11, structs: [{ text: 'evil', origin: N1.start }] }
		]);
		expect(verdict(doc, next)).toBe('foreign-client');
	});
});

function wordsOf(edit: (copy: Y.Doc) => void): Record<string, string> {
	const doc = hostileBoard();
	const result = check(doc, editOf(doc, ME, edit));
	if (!result.ok) throw new Error(result.detail);
	return Object.fromEntries(result.touches.map(({ item }, at) => [item, result.words[at]!]));
}

describe('the words of the log', () => {
	it.each<[string, (copy: Y.Doc) => void, Record<string, string>]>([
		['create', (copy) => addNote(copy, 'new', 'text'), { new: 'create' }],
		['replace', (copy) => addNote(copy, 'N1', 'text'), { N1: 'replace' }],
		['delete', (copy) => items(copy).delete('N1'), { N1: 'delete' }],
		['text', (copy) => textOf(copy, 'N1').insert(1, 'x'), { N1: 'text' }],
		['text removed', (copy) => textOf(copy, 'N1').delete(1, 2), { N1: 'text' }],
		['format', (copy) => textOf(copy, 'N1').format(0, 2, { bold: true }), { N1: 'format' }],
		[
			'list',
			(copy) => (items(copy).get('N1')!.get('comments') as Y.Array<number>).push([4]),
			{ N1: 'list' }
		],
		[
			'fields',
			(copy) => {
				items(copy).get('N1')!.set('size', [1, 1]);
				items(copy).get('N1')!.set('pos', [1, 1]);
			},
			{ N1: 'set:pos,size' }
		],
		['a removed field', (copy) => items(copy).get('N1')!.delete('pos'), { N1: 'set:pos' }],
		[
			'fields of an instrument',
			(copy) =>
				items(copy)
					.get('N1')!
					.set('fields', new Y.Map([['affected', new Y.Map([['Anna', true]])]])),
			{ N1: 'set:fields,fields/affected' }
		],
		['names nobody knows', (copy) => items(copy).get('N1')!.set('Anna', 1), { N1: 'set:other' }],
		[
			'several at once',
			(copy) => {
				textOf(copy, 'N1').insert(0, 'x');
				items(copy).get('M1')!.set('color', 'red');
			},
			{ M1: 'set:color', N1: 'text' }
		],
		['the title', (copy) => copy.getMap('meta').set('title', 'T'), { meta: 'set:title' }]
	])('%s', (_, edit, expected) => {
		expect(wordsOf(edit)).toEqual(expected);
	});

	it('count what came and what went', () => {
		const doc = hostileBoard();
		const update = editOf(doc, ME, (copy) => {
			textOf(copy, 'N1').insert(0, 'four');
			textOf(copy, 'N1').delete(6, 2);
		});
		expect(check(doc, update)).toMatchObject({
			touches: [{ item: 'N1', inserted: 4, removed: 2 }]
		});
	});

	it('tell what can’t be seen apart', () => {
		const doc = hostileBoard();
		const late = editOf(doc, ME, (copy) => textOf(copy, 'N1').insert(0, 'late'));
		items(doc).delete('N1');
		expect(check(doc, late)).toMatchObject({ ok: true, empty: false, touches: [] });
		const doc2 = hostileBoard();
		doc2.gc = false;
		items(doc2).delete('N1');
		expect(check(doc2, late)).toMatchObject({
			touches: [{ item: 'N1', text: true, visible: false }]
		});
	});
});

describe('perspectives', () => {
	it('are written, changed and removed by their own organization', () => {
		const doc = hostileBoard();
		const steps: ((copy: Y.Doc) => void)[] = [
			(copy) => addPerspective(copy, 'own', 'PN', 'ours'),
			(copy) => textOf(copy, 'own').insert(0, 'x'),
			(copy) => items(copy).get('own')!.set('color', 'red'),
			(copy) => items(copy).delete('own')
		];
		for (const step of steps) {
			const update = editOf(doc, ME, step);
			expect(verdict(doc, update)).toBe('accepted');
			Y.applyUpdate(doc, update);
		}
		expect(protectedContent(doc)).toBe(protectedContent(hostileBoard()));
	});
});
