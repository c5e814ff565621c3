import { encodeAwareness } from '@concordia/protocol';
import * as encoding from 'lib0/encoding';
import { describe, expect, test } from 'vitest';
import { until, type StockClient } from '../harness/client.ts';
import { useField } from './field.ts';

const field = useField();
const MALFORMED = 4400;

function presence(
	...states: (readonly [client: number, clock: number, state: string])[]
): Uint8Array {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, states.length);
	for (const [client, clock, state] of states) {
		encoding.writeVarUint(encoder, client);
		encoding.writeVarUint(encoder, clock);
		encoding.writeVarString(encoder, state);
	}
	return encodeAwareness(encoding.toUint8Array(encoder));
}

interface Shown {
	readonly cursor?: unknown;
	readonly user?: { readonly id: string; readonly name: string; readonly organization: string };
}

const shown = (at: StockClient, client: number): Shown | undefined =>
	at.provider.awareness.getStates().get(client);

/** Two honest people who see each other's cursors. */
async function pair(): Promise<
	[
		alice: Awaited<ReturnType<ReturnType<typeof field>['client']>>,
		bob: Awaited<ReturnType<ReturnType<typeof field>['client']>>
	]
> {
	const alice = await field().client('PN', 'Alice');
	const bob = await field().client('CC', 'Bob');
	alice.provider.awareness.setLocalState({ cursor: 1 });
	bob.provider.awareness.setLocalState({ cursor: 2 });
	await until(
		'they see each other',
		() =>
			shown(bob, alice.doc.clientID)?.user?.name === 'Alice' &&
			shown(alice, bob.doc.clientID)?.user?.name === 'Bob'
	);
	return [alice, bob];
}

describe('presence', () => {
	test('can’t rename somebody else', async () => {
		const [alice, bob] = await pair();
		await field().attack(async (attacker) => {
			const lie = JSON.stringify({ cursor: 99, user: { name: 'Mallory' } });
			await attacker.send([
				presence([alice.doc.clientID, 4_000_000_000, lie], [alice.doc.clientID, 50, lie])
			]);
			await field().witnesses.crossings(10);
		});
		alice.provider.awareness.setLocalState({ cursor: 3 });
		await until('Alice’s cursor moves on', () => shown(bob, alice.doc.clientID)?.cursor === 3);
		expect(shown(bob, alice.doc.clientID)?.user).toMatchObject({
			name: 'Alice',
			organization: 'PN',
			id: alice.joined.participant.id
		});
		expect(alice.provider.awareness.getLocalState()).toEqual({ cursor: 3 });
	});

	test('can’t lie about oneself', async () => {
		const [, bob] = await pair();
		await field().attack(async (attacker) => {
			await attacker.send([
				presence([
					31_337,
					1,
					JSON.stringify({
						user: { id: 'x', name: 'The mediator', organization: 'PN', role: 'mediator' }
					})
				])
			]);
			await until('Mallory is shown', () => shown(bob, 31_337) !== undefined);
			expect(shown(bob, 31_337)?.user).toMatchObject({
				name: 'Mallory',
				organization: 'HI1',
				role: 'participant',
				id: attacker.joined.participant.id
			});
		});
		await until('Mallory is gone with the socket', () => shown(bob, 31_337) === undefined);
	});

	test('can’t declare others gone', async () => {
		const [alice, bob] = await pair();
		await field().attack(async (attacker) => {
			const ids = [...bob.provider.awareness.getStates().keys()];
			await attacker.send([presence(...ids.map((id) => [id, 1_000_000, 'null'] as const))]);
			await field().witnesses.crossings(10);
		});
		expect(shown(bob, alice.doc.clientID)?.user?.name).toBe('Alice');
		expect(shown(alice, bob.doc.clientID)?.user?.name).toBe('Bob');
	});

	test.each<[string, () => Uint8Array]>([
		['of 5 MB', () => presence([31_338, 1, JSON.stringify({ x: 'x'.repeat(5_000_000) })])],
		[
			'with twenty thousand ids',
			() =>
				presence(...Array.from({ length: 20_000 }, (_, at) => [40_000_000 + at, 1, '{}'] as const))
		],
		[
			'nested 4,000 deep',
			() => presence([31_338, 1, `{"x":${'['.repeat(4000)}${']'.repeat(4000)}}`])
		],
		['that is no JSON', () => presence([31_338, 1, '{"x":'])],
		['that is a number', () => presence([31_338, 1, '7'])],
		['with a prototype', () => presence([31_338, 1, '{"__proto__":{"admin":true}}'])],
		[
			'with a clock at the end of all clocks',
			() => presence([31_338, Number.MAX_SAFE_INTEGER, '{}'])
		],
		['that announces a billion states', () => new Uint8Array([1, 5, 0xff, 0xff, 0xff, 0xff, 0x7f])]
	])('%s is refused', async (_, message) => {
		const [alice, bob] = await pair();
		const { grownMiB } = await field().attack(async (attacker) => {
			expect(await attacker.sendEach([message()])).toEqual([MALFORMED]);
		});
		expect(grownMiB).toBeLessThan(100);
		expect(shown(bob, 31_338)).toBeUndefined();
		expect(shown(bob, alice.doc.clientID)).toBeDefined();
	});

	test('a thousand ghosts of one person have an end', async () => {
		const [, bob] = await pair();
		await field().attack(async (attacker) => {
			const ghosts = Array.from({ length: 1000 }, (_, at) =>
				presence([50_000_000 + at, 1, '{"ghost":1}'])
			);
			await attacker.send(ghosts);
			await field().witnesses.crossings(20);
		});
		const seen = [...bob.provider.awareness.getStates().keys()].filter(
			(id) => id >= 50_000_000 && id < 50_001_000
		);
		expect(seen.length).toBeLessThanOrEqual(512);
	});

	test('twenty thousand cursor moves slow nobody down', async () => {
		const { grownMiB } = await field().attack(async (attacker) => {
			const moves = Array.from({ length: 20_000 }, (_, at) =>
				presence([31_339, at + 1, JSON.stringify({ cursor: at })])
			);
			await attacker.send(moves);
			await field().witnesses.crossings(40);
		});
		expect(grownMiB).toBeLessThan(100);
	});
});
