import { limits } from '@concordia/protocol';
import * as encoding from 'lib0/encoding';
import { describe, expect, it } from 'vitest';
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { encodePresence, readPresence, type PresenceResult } from './presence.ts';
import { claims, ME, OTHER } from './testing/board.ts';

const user = { id: 'me', name: 'Ana', organization: 'PN', color: 'blue', role: 'delegate' };

type Entry = readonly [client: number, clock: number, state: string];

function message(...entries: Entry[]): Uint8Array {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, entries.length);
	for (const [client, clock, state] of entries) {
		encoding.writeVarUint(encoder, client);
		encoding.writeVarUint(encoder, clock);
		encoding.writeVarString(encoder, state);
	}
	return encoding.toUint8Array(encoder);
}

const read = (bytes: Uint8Array): PresenceResult =>
	readPresence({ bytes, user, clients: claims(), limits, speaks: true, leads: false });
const code = (...entries: Entry[]): string => {
	const result = read(message(...entries));
	return result.ok ? 'ok' : result.code;
};

describe('presence', () => {
	it('says who somebody is by the session, whatever the peer says', () => {
		const lie = { cursor: { x: 1 }, user: { id: 'other', name: 'Ben', role: 'mediator' } };
		const result = read(message([ME, 3, JSON.stringify(lie)]));
		if (!result.ok) throw new Error(result.detail);
		expect(result.states).toHaveLength(1);
		expect(JSON.parse(result.states[0]!.state!)).toEqual({ cursor: { x: 1 }, user });
	});

	it.each<[string, { speaks: boolean; leads: boolean }, string[]]>([
		[
			'somebody who edits',
			{ speaks: true, leads: false },
			['caret', 'chat', 'cursor', 'editing', 'gesture', 'hand']
		],
		[
			'the mediator',
			{ speaks: true, leads: true },
			['caret', 'chat', 'cursor', 'editing', 'gesture', 'hand', 'heard', 'invites']
		],
		['an observer', { speaks: false, leads: false }, ['cursor']]
	])('hears from %s what they may say', (_, rights, expected) => {
		const said = {
			cursor: [1, 2],
			chat: 'here',
			invites: 'abc',
			hand: 1700000000000,
			heard: 'ana 1700000000000',
			gesture: { type: 'laser', points: [1, 2], count: 1 },
			editing: 'n',
			caret: [1]
		};
		const bytes = message([ME, 1, JSON.stringify(said)]);
		const result = readPresence({ bytes, user, clients: claims(), limits, ...rights });
		if (!result.ok) throw new Error(result.detail);
		const { user: _user, ...state } = JSON.parse(result.states[0]!.state!) as object & {
			user: unknown;
		};
		expect(Object.keys(state).toSorted()).toEqual(expected);
	});

	it('leaves out what is no short text', () => {
		for (const chat of ['x'.repeat(limits.maxChatLength + 1), { toString: 'x' }, 7]) {
			const result = read(message([ME, 1, JSON.stringify({ chat })]));
			if (!result.ok) throw new Error(result.detail);
			expect(JSON.parse(result.states[0]!.state!)).toEqual({ user });
		}
	});

	it('leaves out a hand that is no time', () => {
		for (const hand of ['now', [1], { at: 1 }, true]) {
			const result = read(message([ME, 1, JSON.stringify({ hand })]));
			if (!result.ok) throw new Error(result.detail);
			expect(JSON.parse(result.states[0]!.state!)).toEqual({ user });
		}
	});

	it('leaves out the states of others', () => {
		const result = read(message([OTHER, 99, '{}'], [ME, 1, 'null'], [OTHER, 100, 'null']));
		expect(result).toMatchObject({ ok: true, ignored: 2, states: [{ client: ME, state: null }] });
	});

	it('does not read what it leaves out', () => {
		expect(code([OTHER, 1, '[[[['], [OTHER, 2, 'x'.repeat(20_000)])).toBe('ok');
	});

	it('tells which ids are used for the first time', () => {
		const result = read(message([5, 1, '{}'], [ME, 1, '{}']));
		expect(result).toMatchObject({ states: [{ client: 5, isClaim: true }, { isClaim: false }] });
	});

	it.each<[string, Entry[], string]>([
		[
			'a state that is too large',
			[[ME, 1, JSON.stringify('x'.repeat(limits.maxAwarenessBytes))]],
			'too-large'
		],
		[
			'a state nested a hundred thousand deep',
			[[ME, 1, '['.repeat(4000) + ']'.repeat(4000)]],
			'too-deep'
		],
		['a state that is no JSON', [[ME, 1, '{']], 'malformed'],
		['a state that is a list', [[ME, 1, '[]']], 'malformed'],
		['a state that is a text', [[ME, 1, '"x"']], 'malformed'],
		['a state with a prototype', [[ME, 1, '{"__proto__":{"a":1}}']], 'shape'],
		['a clock at the end of all clocks', [[ME, Number.MAX_SAFE_INTEGER, '{}']], 'malformed'],
		[
			'twenty thousand ids',
			Array.from({ length: 20_000 }, (_, id): Entry => [id, 1, '{}']),
			'too-large'
		]
	])('refuses %s', (_, entries, expected) => {
		expect(code(...entries)).toBe(expected);
	});

	it('refuses a message at every length at which it is cut off, and a longer one', () => {
		const bytes = message([ME, 1, '{"a":1}'], [OTHER, 1, '{}']);
		for (let length = 0; length < bytes.length; length++) {
			expect(read(bytes.subarray(0, length)).ok, `${length} bytes`).toBe(false);
		}
		expect(read(new Uint8Array([...bytes, 0])).ok).toBe(false);
	});

	it('is understood by stock clients, in both directions', () => {
		const doc = new Y.Doc();
		doc.clientID = ME;
		const here = new Awareness(doc);
		here.setLocalState({ cursor: 7 });
		const result = read(encodeAwarenessUpdate(here, [ME]));
		if (!result.ok) throw new Error(result.detail);
		const there = new Awareness(new Y.Doc());
		applyAwarenessUpdate(there, encodePresence(result.states), 'test');
		expect(there.getStates().get(ME)).toEqual({ cursor: 7, user });
		here.destroy();
		there.destroy();
	});
});
