import { describe, expect, it } from 'vitest';
import { limits } from './limits.ts';
import { decodeClientMessage, decodeServerMessage } from './message.ts';
import {
	encodeAwareness,
	encodeQueryAwareness,
	encodeStep1,
	encodeStep2,
	encodeUpdate
} from './stock.ts';
import { decodeSigned, encodeSign, encodeSigned, MAX_SIGNED_HASHES, type Sign } from './signing.ts';
import { encodeCheckpoint, encodeRefused, encodeSaved, encodeTrouble } from './saving.ts';
import {
	encodeCommand,
	encodeResult,
	encodeSession,
	encodeViewed,
	encodeVotes,
	sessionEncoder
} from './session.ts';
import { decodeWitnesses, encodeCosign, encodeWitnesses } from './witness.ts';

const bytes = new Uint8Array([1, 2, 3]);
const filled = (length: number, byte: number): Uint8Array => new Uint8Array(length).fill(byte);
const hex = (message: Uint8Array): string =>
	Array.from(message, (byte) => byte.toString(16).padStart(2, '0')).join('');

const signed: Sign = {
	key: filled(32, 7),
	number: 3,
	hashes: [filled(32, 1), filled(32, 2)],
	size: 300,
	root: filled(32, 8),
	signature: filled(64, 9)
};

/** Golden bytes: what was once on the wire stays readable. */
const fromClients: [name: string, message: Uint8Array, golden: string, value: object][] = [
	['step 1', encodeStep1(bytes), '000003010203', { type: 'step1', stateVector: bytes }],
	['step 2', encodeStep2(bytes), '000103010203', { type: 'step2', update: bytes }],
	['update', encodeUpdate(bytes), '000203010203', { type: 'update', update: bytes }],
	['awareness', encodeAwareness(bytes), '0103010203', { type: 'awareness', update: bytes }],
	['query', encodeQueryAwareness(), '03', { type: 'query-awareness' }],
	[
		'command',
		encodeCommand({ id: 1, command: { a: 1 } }),
		'441a7b226964223a312c22636f6d6d616e64223a7b2261223a317d7d',
		{ type: 'command', id: 1, command: { a: 1 } }
	],
	[
		'viewed',
		encodeViewed({ seq: 300, items: ['a', 'bc'] }),
		'46ac02020161026263',
		{ type: 'viewed', seq: 300, items: ['a', 'bc'] }
	],
	[
		'sign, of a new key',
		encodeSign({ ...signed, number: 0, hashes: [], size: 0, root: null }),
		`4b20${'07'.repeat(32)}00000040${'09'.repeat(64)}`,
		{ type: 'sign', ...signed, number: 0, hashes: [], size: 0, root: null }
	],
	[
		'sign, of two updates',
		encodeSign(signed),
		`4b20${'07'.repeat(32)}0302${'01'.repeat(32)}${'02'.repeat(32)}ac02${'08'.repeat(32)}40${'09'.repeat(64)}`,
		{ type: 'sign', ...signed }
	],
	[
		'cosign',
		encodeCosign({ size: 200, key: 'k', line: '— k x', lost: '' }),
		'49c801016b07e28094206b207800',
		{ type: 'cosign', size: 200, key: 'k', line: '— k x', lost: '' }
	]
];

const state = { id: 's' };
const fromServer: [name: string, message: Uint8Array, golden: string, value: object][] = [
	['saved', encodeSaved({ count: 2, seq: 128 }), '40028001', { type: 'saved', count: 2, seq: 128 }],
	[
		'refused',
		encodeRefused({ count: 1, code: 'gap', detail: 'd', items: ['i'] }),
		'4101036761700164010169',
		{ type: 'refused', count: 1, code: 'gap', detail: 'd', items: ['i'] }
	],
	[
		'checkpoint',
		encodeCheckpoint({ note: 'n', seq: 5 }),
		'42016e05',
		{ type: 'checkpoint', note: 'n', seq: 5 }
	],
	[
		'session',
		encodeSession({ state, me: 'p', present: ['p'] }),
		'432d7b227374617465223a7b226964223a2273227d2c226d65223a2270222c2270726573656e74223a5b2270225d7d',
		{ type: 'session', state, me: 'p', present: ['p'] }
	],
	[
		'session, written for many',
		sessionEncoder({ state, present: ['p'], drafts: { PN: 2 } })('p', 7),
		'43477b227374617465223a7b226964223a2273227d2c226d65223a2270222c2270726573656e74223a5b2270225d2c22647261667473223a7b22504e223a327d2c226e6f77223a377d',
		{ type: 'session', state, me: 'p', present: ['p'], drafts: { PN: 2 }, now: 7 }
	],
	[
		'result',
		encodeResult({ id: 1, ok: false, code: 'c' }),
		'451e7b226964223a312c226f6b223a66616c73652c22636f6465223a2263227d',
		{ type: 'result', id: 1, ok: false, code: 'c' }
	],
	[
		'votes',
		encodeVotes({ ballots: { v: { dots: { a: 1 }, salt: 's' } }, running: {} }),
		'483a7b2262616c6c6f7473223a7b2276223a7b22646f7473223a7b2261223a317d2c2273616c74223a2273227d7d2c2272756e6e696e67223a7b7d7d',
		{ type: 'votes', ballots: { v: { dots: { a: 1 }, salt: 's' } }, running: {} }
	],
	[
		'trouble',
		encodeTrouble({ state: 'ok', detail: '' }),
		'47026f6b00',
		{ type: 'trouble', state: 'ok', detail: '' }
	]
];

describe('messages from clients', () => {
	it.each(fromClients)('%s is read as it was written', (_, message, golden, value) => {
		expect(hex(message)).toBe(golden);
		expect(decodeClientMessage(message)).toEqual({ ok: true, value });
	});

	it('are refused when cut off, too long or unknown, and never throw', () => {
		for (const [name, message] of fromClients) {
			for (let length = 0; length < message.length; length++) {
				expect(decodeClientMessage(message.subarray(0, length)).ok, `${name} ${length}`).toBe(
					false
				);
			}
			const longer = new Uint8Array([...message, 0]);
			expect(decodeClientMessage(longer).ok, `${name} and one byte`).toBe(false);
		}
		for (let type = 0; type < 256; type++)
			decodeClientMessage(new Uint8Array([type, 1, 0xff, 0x80]));
		expect(decodeClientMessage(new Uint8Array([2, 0])).ok).toBe(false);
		expect(decodeClientMessage(encodeSaved({ count: 1, seq: 1 })).ok).toBe(false);
	});

	it.each([
		['a signature of nothing', encodeSign({ ...signed, hashes: [] })],
		['a new key that signs something', encodeSign({ ...signed, number: 0 })],
		['a signature with half a key', encodeSign({ ...signed, key: filled(16, 7) })],
		[
			'a signature of too much',
			encodeSign({
				...signed,
				hashes: Array.from({ length: MAX_SIGNED_HASHES + 1 }, () => filled(32, 1))
			})
		],
		['a command without an id', encodeCommand({ id: -1, command: {} })],
		['a command that says nothing', encodeCommand({ id: 1, command: null })],
		[
			'a command nested too deep',
			encodeCommand({ id: 1, command: JSON.parse('['.repeat(40) + ']'.repeat(40)) as unknown })
		],
		[
			'a large command',
			encodeCommand({ id: 1, command: { text: 'x'.repeat(limits.maxCommandBytes) } })
		],
		[
			'too many items',
			encodeViewed({ seq: 1, items: Array<string>(limits.maxViewedItems + 1).fill('i') })
		],
		[
			'an item id that is too long',
			encodeViewed({ seq: 1, items: ['i'.repeat(limits.maxKeyLength + 1)] })
		],
		['announced items', new Uint8Array([70, 1, 0xff, 0xff, 0xff, 0x7f])]
	])('refuses %s', (_, message) => {
		expect(decodeClientMessage(message).ok).toBe(false);
	});
});

describe('messages from the server', () => {
	it('brings witnesses what they are to check', () => {
		const message = encodeWitnesses({ proposal: 'old 0' });
		expect(hex(message)).toBe('4a056f6c642030');
		expect(decodeWitnesses(message)).toEqual({ ok: true, value: { proposal: 'old 0' } });
		expect(decodeWitnesses(message.subarray(0, 4)).ok).toBe(false);
	});

	it.each(fromServer)('%s is read as it was written', (_, message, golden, value) => {
		expect(hex(message)).toBe(golden);
		expect(decodeServerMessage(message)).toEqual({ ok: true, value });
	});

	it('carry at most as many item ids as a reader takes', () => {
		const items = Array<string>(limits.maxItemsPerLeaf + 5).fill('i');
		const message = encodeRefused({ count: 1, code: 'c', detail: '', items });
		expect(decodeServerMessage(message)).toMatchObject({ ok: true });
	});
});

describe('what becomes of a signature', () => {
	it('is read as it was written, by those who sign', () => {
		const told = { key: filled(32, 7), number: 300, code: 'c' };
		const message = encodeSigned(told);
		expect(hex(message)).toBe(`4c20${'07'.repeat(32)}ac020163`);
		expect(decodeSigned(message)).toEqual({ ok: true, value: told });
		for (let length = 0; length < message.length; length++)
			expect(decodeSigned(message.subarray(0, length)).ok).toBe(false);
	});
});
