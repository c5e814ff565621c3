import { encodeStep1, encodeUpdate } from '@concordia/protocol';
import * as encoding from 'lib0/encoding';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { rawUpdate, type RawStruct } from '../../apps/server/src/gate/testing/raw-update.ts';
import { seeded } from '../harness/random.ts';
import { until } from '../harness/client.ts';
import { useField } from './field.ts';

const field = useField();
const REFUSED = 4409;

const update = (structs: readonly RawStruct[], client = 900, clock = 0): Uint8Array =>
	encodeUpdate(rawUpdate([{ client, clock, structs }]));
const item = (key: string): RawStruct => ({ type: 1, root: 'items', key });
const field1 = (client: number, value: RawStruct): RawStruct[] => [
	item(`i${client}`),
	{ ...value, parent: [client, 0], key: 'x' }
];
const deepJson = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
const deepAny = (depth: number): number[] => [
	...Array.from({ length: depth }, () => [117, 1]).flat(),
	126
];

/** An honest update as an ordinary client would send it. */
function honestUpdate(client: number): Uint8Array {
	const doc = new Y.Doc();
	doc.clientID = client;
	const note = new Y.Map<unknown>([
		['type', 'note'],
		['text', new Y.Text('hello')]
	]);
	doc.getMap('items').set(`honest${client}`, note);
	(note.get('text') as Y.Text).delete(1, 2);
	return Y.encodeStateAsUpdate(doc);
}

const bombs: [name: string, message: () => Uint8Array][] = [
	[
		'12 bytes that announce 32 million structs',
		() => encodeUpdate(new Uint8Array([1, 0x80, 0x80, 0x80, 0x10, 1, 0, 0]))
	],
	['announced clients', () => encodeUpdate(new Uint8Array([0xff, 0xff, 0xff, 0x7f, 1, 1, 0]))],
	[
		'announced deleted ranges',
		() => encodeUpdate(new Uint8Array([0, 1, 1, 0xff, 0xff, 0xff, 0x7f]))
	],
	[
		'600 KB with 60,000 client ids',
		() =>
			encodeUpdate(
				rawUpdate(
					Array.from({ length: 60_000 }, (_, client) => ({
						client: client + 1000,
						clock: 0,
						structs: [item(`i${client}`)]
					}))
				)
			)
	],
	[
		'300,000 deleted ranges of unknown ids',
		() =>
			encodeUpdate(
				rawUpdate(
					[],
					[
						{
							client: 12345,
							ranges: Array.from({ length: 300_000 }, (_, at) => [at * 2, 1] as const)
						}
					]
				)
			)
	],
	[
		'a range over everything, a hundred thousand times',
		() =>
			encodeUpdate(
				rawUpdate(
					[],
					[
						{
							client: 12345,
							ranges: Array.from({ length: 100_000 }, () => [0, 1_000_000] as const)
						}
					]
				)
			)
	],
	[
		'7,000 nested maps',
		() =>
			update(
				Array.from({ length: 7000 }, (_, level): RawStruct =>
					level === 0 ? item('deep') : { type: 1, parent: [900, level - 1], key: 'a' }
				)
			)
	],
	['JSON nested 100,000 deep', () => update(field1(900, { json: [deepJson(100_000)] }))],
	['values nested 12,000 deep', () => update(field1(900, { bytes: [8, 1, ...deepAny(12_000)] }))],
	['a prototype as a key', () => update([item('__proto__')])],
	[
		'a prototype in a value',
		() => update(field1(900, { bytes: [8, 1, 118, 1, 9, ...Buffer.from('__proto__'), 118, 0] }))
	],
	[
		'a document in the document',
		() => update([item('sub'), { subdocument: 'guid', parent: [900, 0], key: 'x' }])
	],
	['another root', () => update([{ any: [1], root: 'evil', key: 'x' }])],
	['items that are no maps', () => update([{ any: ['x'], root: 'items', key: 'text' }])],
	['an id with words', () => update([item('ring Anna on 0171')])],
	['a big integer', () => update(field1(900, { any: [1n] }))],
	[
		'structs that need each other',
		() =>
			encodeUpdate(
				rawUpdate([
					{ client: 900, clock: 0, structs: [{ text: 'a', origin: [901, 0] }] },
					{ client: 901, clock: 0, structs: [{ text: 'b', origin: [900, 0] }] }
				])
			)
	],
	['garbage of 7 MB', () => encodeUpdate(new Uint8Array(7_000_000).fill(0x81))]
];

/** A stock client whose message is refused can only be told by the end of its connection. */
const turnedAway = (code: number): boolean => [4400, 4409, 4413].includes(code);

describe('an update', () => {
	test.each(bombs)('with %s is refused, and nobody else notices', async (_, message) => {
		const bytes = message();
		const { grownMiB } = await field().attack(async (attacker) => {
			const [code = 0] = await attacker.sendEach([bytes]);
			expect(code).toSatisfy(turnedAway);
		});
		expect(grownMiB).toBeLessThan(150);
	});

	test('whose number is one of the extremes is refused', async () => {
		const extremes = [31, 32, 33, 53, 54, 63, 64, 70, 140].map((bits) => [
			...Array<number>(Math.floor(bits / 7)).fill(0xff),
			2 ** (bits % 7)
		]);
		const messages = extremes.flatMap((number) =>
			[
				[0, 2, ...number],
				[0, 2, 8, ...number, 1, 1, 0],
				[0, 0, ...number],
				[1, ...number],
				[...number],
				[70, ...number],
				[68, ...number]
			].map((bytes) => new Uint8Array(bytes))
		);
		await field().attack(async (attacker) => {
			const codes = await attacker.sendEach(messages);
			expect(codes.filter((code) => !turnedAway(code))).toEqual([]);
		});
	});

	test('that is cut off or damaged does no harm', async () => {
		const random = seeded(7);
		const whole = encodeUpdate(honestUpdate(902));
		const cut = Array.from({ length: whole.length - 1 }, (_, length) =>
			whole.subarray(0, length + 1)
		);
		const damaged = Array.from({ length: 150 }, () => {
			const bytes = Uint8Array.from(whole);
			bytes[2 + random.below(bytes.length - 2)]! ^= 1 << random.below(8);
			return bytes;
		});
		const { disconnects } = await field().attack(async (attacker) => {
			await attacker.sendEach(cut);
			await Promise.all(damaged.map((message) => attacker.send([message])));
		});
		expect(disconnects).toBe(0);
	});

	test('of random bytes does no harm, 4,000 times', async () => {
		const random = seeded(8);
		const messages = Array.from({ length: 4000 }, () =>
			Uint8Array.from({ length: 1 + random.below(60) }, (_, at) => random.below(at === 0 ? 4 : 256))
		);
		const { grownMiB } = await field().attack(async (attacker) => {
			for (let from = 0; from < messages.length; from += 400) {
				await Promise.all(
					Array.from({ length: 40 }, (_, at) =>
						attacker.send(messages.slice(from + at * 10, from + at * 10 + 10))
					)
				);
				attacker.close();
			}
		});
		expect(grownMiB).toBeLessThan(150);
	});

	test('whose past never comes is asked for and then refused, and kept nowhere', async () => {
		const padding = 'x'.repeat(2000);
		const messages = Array.from({ length: 300 }, (_, at) =>
			encodeUpdate(
				rawUpdate([
					{ client: 903, clock: 100 + at * 3000, structs: [{ text: padding, root: 'items' }] }
				])
			)
		);
		await field().attack(async (attacker) => {
			const { closed } = await attacker.send(messages);
			await until('the socket is closed', () => closed() !== 0);
			expect(closed()).toBe(REFUSED);
		});
		const newcomer = await field().client('PN', 'Checks');
		expect(newcomer.doc.store.pendingStructs).toBeNull();
		expect(Y.encodeStateAsUpdate(newcomer.doc).length).toBeLessThan(200_000);
	});

	test('of 7 MB of text arrives and slows nobody down', async () => {
		const doc = new Y.Doc();
		doc.clientID = 904;
		doc.getMap('items').set('long', new Y.Map([['text', new Y.Text('long '.repeat(1_400_000))]]));
		await field().attack(async (attacker) => {
			const { closed, socket } = await attacker.send([encodeUpdate(Y.encodeStateAsUpdate(doc))]);
			const reader = await field().client('PN', 'Reader');
			await until('the text arrives', () => reader.items.has('long'));
			expect(closed()).toBe(0);
			socket.send(encodeUpdate(rawUpdate([], [{ client: 904, ranges: [[0, 1]] }])));
			await until('it is deleted again', () => !reader.items.has('long'));
			reader.close();
		});
	});

	test('comes twenty thousand times in a row, and others still get through', async () => {
		const doc = new Y.Doc();
		doc.clientID = 905;
		const edits: Uint8Array[] = [];
		doc.on('update', (bytes: Uint8Array) => edits.push(encodeUpdate(bytes)));
		const text = new Y.Text();
		doc.getMap('items').set('flood', new Y.Map([['text', text]]));
		for (let at = 0; at < 20_000; at++) text.insert(0, 'y');
		const { crossed, disconnects } = await field().attack(async (attacker) => {
			const { socket } = await attacker.send(edits);
			await field().witnesses.crossings(40);
			socket.terminate();
		});
		expect({ crosses: crossed > 40, disconnects }).toEqual({ crosses: true, disconnects: 0 });
	});
});

describe('a question for what is missing', () => {
	test('with a state vector of 4 MB is not answered', async () => {
		const encoder = encoding.createEncoder();
		encoding.writeVarUint(encoder, 500_000);
		for (let client = 0; client < 500_000; client++) {
			encoding.writeVarUint(encoder, client + 2 ** 30);
			encoding.writeVarUint(encoder, 1);
		}
		const question = encodeStep1(encoding.toUint8Array(encoder));
		const { grownMiB } = await field().attack(async (attacker) => {
			expect(await attacker.sendEach([question])).toEqual([4413]);
		});
		expect(grownMiB).toBeLessThan(200);
	});
});
