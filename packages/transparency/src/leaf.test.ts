import { describe, expect, it } from 'vitest';
import { toHex } from './bytes.ts';
import { leafHash } from './hashing.ts';
import { formatLeaf, parseLeaf, redactedBy, type Leaf } from './leaf.ts';
import { formatLogLine, formatUpdateLine, parseLogLine, parseUpdateLine } from './lines.ts';
import { commitPayload, hashBytes } from './payload.ts';
import * as browserHash from './sha256.browser.ts';
import * as nodeHash from './sha256.node.ts';
import { saltOf } from './testing.ts';

const edit: Leaf = {
	d: commitPayload('{"text":"x"}', saltOf(1)),
	h: hashBytes(Uint8Array.of(1, 2, 3)),
	c: ['create', 'set:pos,size text'],
	o: ['itemA', 'itemB'],
	seq: 41,
	room: 'abcdefghij',
	og: 'PN',
	a: 'p1',
	k: 'edit',
	t: 1_795_000_000_000,
	i: 12,
	v: 1
};
// Stored logs hold these bytes: a change here breaks every log there is.
const goldenEdit =
	'{"v":1,"i":12,"t":1795000000000,"k":"edit","a":"p1","og":"PN","room":"abcdefghij","seq":41,"o":["itemA","itemB"],"c":["create","set:pos,size text"],"h":"A5BYxvLAy0ksUzsKTRTvd8wPeKvMztUofYShogEc-4E","d":"_toXfTYTIFrlMGqbuntfqCnUdYzgTECBPvJ6YezUqac"}';

describe('leaves', () => {
	it('are written in one fixed form', () => {
		expect(formatLeaf(edit)).toBe(goldenEdit);
		expect(formatLeaf({ v: 1, i: 0, t: 5, k: 'client.bind', cl: 77, a: 'p1' })).toBe(
			'{"v":1,"i":0,"t":5,"k":"client.bind","a":"p1","cl":77}'
		);
		expect(toHex(leafHash(formatLeaf({ v: 1, i: 0, t: 5, k: 'seen' })))).toBe(
			toHex(leafHash('{"v":1,"i":0,"t":5,"k":"seen"}'))
		);
	});

	it('are read back as they were written', () => {
		expect(parseLeaf(goldenEdit)).toEqual({ ok: true, value: edit });
	});

	it('of later versions keep their additional fields', () => {
		const later = '{"v":1,"i":0,"t":5,"k":"lock","a":"p1","n":7,"x":{"size":3}}';
		expect(parseLeaf(later).ok).toBe(true);
		expect(parseLeaf('{"v":1,"i":0,"t":5,"n":7,"k":"lock"}').ok).toBe(false);
	});

	it.each([
		['a space', '{"v":1,"i":0,"t":5,"k":"seen"} '],
		['a field twice', '{"v":1,"i":0,"t":5,"k":"seen","k":"join"}'],
		['another order', '{"i":0,"v":1,"t":5,"k":"seen"}'],
		['a needless escape', '{"v":1,"i":0,"t":5,"k":"s\\u0065en"}'],
		['another number form', '{"v":1,"i":0,"t":5e0,"k":"seen"}'],
		['another version', '{"v":2,"i":0,"t":5,"k":"seen"}'],
		['no kind', '{"v":1,"i":0,"t":5}'],
		['a negative index', '{"v":1,"i":-1,"t":5,"k":"seen"}'],
		['a text for a time', '{"v":1,"i":0,"t":"5","k":"seen"}'],
		['a short hash', '{"v":1,"i":0,"t":5,"k":"seen","h":"AAAA"}'],
		['kinds without items', '{"v":1,"i":0,"t":5,"k":"edit","c":["create"]}'],
		['an array', '[]'],
		['nothing', 'null'],
		['no JSON', '{']
	])('with %s are refused', (_, text) => {
		expect(parseLeaf(text).ok).toBe(false);
	});

	it('carry what their author signed behind what was there before', () => {
		const signature = `${'A'.repeat(85)}Q`;
		const signed =
			'{"v":1,"i":3,"t":5,"k":"sign","a":"p1","room":"r","o":["2","x"],"h":"A5BYxvLAy0ksUzsKTRTvd8wPeKvMztUofYShogEc-4E","n":7,"w":3,"s":"' +
			`${signature}"}`;
		const leaf = parseLeaf(signed);
		expect(leaf).toMatchObject({ ok: true, value: { n: 7, w: 3, s: signature } });
		expect(leaf.ok && formatLeaf(leaf.value)).toBe(signed);
		// No other order, and no other letters for the same bytes.
		expect(parseLeaf(signed.replace('"n":7,"w":3', '"w":3,"n":7')).ok).toBe(false);
		expect(parseLeaf(signed.replace('Q"}', 'R"}')).ok).toBe(false);
		expect(parseLeaf(signed.replace('"n":7', '"n":-7')).ok).toBe(false);
		expect(parseLeaf(signed.replace('"w":3', '"w":{"size":3}')).ok).toBe(false);
		expect(parseLeaf(signed.replace(/"i":3(.*)"s":"\w+"/, '"i":3$1"s":"AA"')).ok).toBe(false);
	});

	it('that we build wrongly throw at once', () => {
		expect(() => formatLeaf({ ...edit, i: 1.5 })).toThrow('field i');
		expect(() => formatLeaf({ ...edit, c: ['create'] })).toThrow('one length');
		expect(() => formatLeaf({ ...edit, a: 'x'.repeat(65_536) })).toThrow('bytes');
	});

	it('of kind redact name what came before them', () => {
		const redact: Leaf = {
			v: 1,
			i: 9,
			t: 5,
			k: 'redact',
			o: ['3', '4', '9', 'x', '5'],
			c: ['payload', 'update', 'payload', 'payload', 'payload update']
		};
		expect(redactedBy(redact)).toEqual({
			payloads: [3, 5],
			updates: [4, 5],
			instead: new Map(),
			people: ['x'],
			items: []
		});
		expect(redactedBy({ v: 1, i: 9, t: 5, k: 'redact', o: ['3'] })).toEqual({
			payloads: [3],
			updates: [],
			instead: new Map(),
			people: [],
			items: []
		});
		const nothing = { payloads: [], updates: [], instead: new Map(), people: [], items: [] };
		expect(redactedBy({ ...redact, k: 'seen' })).toEqual(nothing);
	});

	it('of kind redact tell an item of the board from an entry and from a person', () => {
		const c = ['item', 'update abc'];
		expect(redactedBy({ v: 1, i: 9, t: 5, k: 'redact', o: ['7', '4'], c })).toEqual({
			payloads: [],
			updates: [4],
			instead: new Map(),
			people: [],
			items: ['7']
		});
		const over: Leaf = { v: 1, i: 9, t: 5, k: 'redact', o: ['s', '2'], c: ['session', 'payload'] };
		expect(redactedBy(over)).toEqual({
			payloads: [2],
			updates: [],
			instead: new Map(),
			people: [],
			items: []
		});
	});
});

describe('payload commitments', () => {
	it('are HMAC-SHA-256 under the salt, as other programs compute them', () => {
		// Computed with Python's hmac and hashlib.
		expect(commitPayload('{"name":"Ana"}', saltOf(5))).toBe(
			'1cHPn6vKPNMOlutQmmYJRBBpDW6hLUXAi-4KbM6cfhQ'
		);
	});

	it('change with the payload and with the salt', () => {
		const all = [
			commitPayload('Ana', saltOf(1)),
			commitPayload('Ben', saltOf(1)),
			commitPayload('Ana', saltOf(2))
		];
		expect(new Set(all).size).toBe(3);
		expect(() => commitPayload('Ana', new Uint8Array(31))).toThrow(RangeError);
	});

	it('are the same on the server and in the browser', () => {
		for (const length of [0, 1, 55, 56, 64, 65, 1000]) {
			const bytes = new Uint8Array(length).fill(length);
			expect(browserHash.sha256(bytes)).toEqual(nodeHash.sha256(bytes));
			expect(browserHash.hmacSha256(saltOf(3), bytes)).toEqual(
				nodeHash.hmacSha256(saltOf(3), bytes)
			);
		}
	});
});

describe('lines of an export', () => {
	it('come back as they were written', () => {
		const line = { leaf: goldenEdit, payload: '{"text":"x"}', salt: saltOf(1) };
		expect(parseLogLine(formatLogLine(line))).toEqual({ ok: true, value: line });
		const bare = { leaf: goldenEdit, payload: null, salt: null };
		expect(parseLogLine(formatLogLine(bare))).toEqual({ ok: true, value: bare });
		const update = { entry: 3, room: 'r', seq: 4, update: Uint8Array.of(0, 255) };
		expect(parseUpdateLine(formatUpdateLine(update))).toEqual({ ok: true, value: update });
		const erased = { ...update, update: null };
		expect(parseUpdateLine(formatUpdateLine(erased))).toEqual({ ok: true, value: erased });
	});

	it.each([
		'{"leaf":"x","payload":"y","salt":null}',
		'{"leaf":"x","payload":null,"salt":"AAAA"}',
		'{"leaf":"x","payload":"y","salt":"AAAA"}',
		'{"leaf":"x","payload":null}',
		'{"leaf": "x","payload":null,"salt":null}',
		'{"leaf":5,"payload":null,"salt":null}',
		'null',
		''
	])('refuses %j', (text) => {
		expect(parseLogLine(text).ok).toBe(false);
		expect(parseUpdateLine(text).ok).toBe(false);
	});
});
