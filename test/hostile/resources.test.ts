import {
	encodeAwareness,
	encodeQueryAwareness,
	encodeStep1,
	encodeUpdate,
	limits
} from '@concordia/protocol';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { rawUpdate, type RawStruct } from '../../apps/server/src/gate/testing/raw-update.ts';
import { addNote, until } from '../harness/client.ts';
import { Field, memoryMiB, useServer } from './field.ts';

const server = useServer();
const EVERYTHING = new Uint8Array([0]);

/** A board of about a megabyte. */
async function filledField(): Promise<Field> {
	const field = await Field.open(server());
	const writer = await field.client('PN', 'Writer');
	for (let at = 0; at < 100; at++) addNote(writer, `filler${at}`, 'filler '.repeat(1500));
	const reader = await field.client('CC', 'Reader');
	await until('the board is filled', () => reader.items.size >= 100);
	writer.close();
	reader.close();
	return field;
}

/** A socket that is open but never read. */
async function deafSocket(field: Field): Promise<WebSocket> {
	const socket = await field.attacker.socket();
	socket.pause();
	return socket;
}

describe('somebody who does not read', () => {
	test('but asks for everything 400 times costs little', async () => {
		const field = await filledField();
		const { grownMiB } = await field.attack(async () => {
			const socket = await deafSocket(field);
			for (let at = 0; at < 400; at++) socket.send(encodeStep1(EVERYTHING));
			for (let at = 0; at < 400; at++) socket.send(encodeQueryAwareness());
			await field.witnesses.crossings(60);
		});
		expect(grownMiB).toBeLessThan(128);
		await field.close();
	});

	test('while others write 24 MB costs little, and gets everything once they read', async () => {
		const field = await Field.open(server());
		const { grownMiB } = await field.attack(async () => {
			const deaf = await Promise.all(Array.from({ length: 10 }, () => deafSocket(field)));
			const writer = await field.client('PN', 'Writer');
			const reader = await field.client('CC', 'Reader');
			const before = memoryMiB(server());
			for (let at = 0; at < 24; at++) {
				addNote(writer, 'big', 'x'.repeat(1_000_000));
				await until(
					'it arrives',
					() =>
						reader.items.get('big')?.get('round') === at ||
						(reader.items.get('big')?.get('text') as Y.Text | undefined)?.length === 1_000_000
				);
				writer.items.get('big')!.set('round', at);
				writer.items.delete('big');
				await until('it is gone again', () => !reader.items.has('big'));
			}
			expect(memoryMiB(server()) - before).toBeLessThan(400);
			addNote(writer, 'last', 'the end');
			const copy = new Y.Doc();
			const socket = deaf[0]!;
			socket.on('message', (data: Buffer) => {
				if (data[0] === 0 && data[1] !== 0) applyMessage(copy, data);
			});
			socket.resume();
			socket.send(encodeStep1(EVERYTHING));
			await until('the slow one has caught up', () => copy.getMap('items').has('last'), 30_000);
		});
		expect(grownMiB).toBeLessThan(400);
		await field.close();
	});
});

function applyMessage(doc: Y.Doc, message: Uint8Array): void {
	let at = 2;
	while (message[at]! >= 0x80) at++;
	Y.applyUpdate(doc, message.subarray(at + 1));
}

const isClosed = ({ readyState }: WebSocket): boolean => readyState === WebSocket.CLOSED;

describe('many connections', () => {
	test('of one person fill the room and no more', async () => {
		const field = await Field.open(server());
		const { grownMiB } = await field.attack(async (attacker) => {
			const sockets: WebSocket[] = [];
			for (let batch = 0; batch < 10; batch++) {
				sockets.push(...(await Promise.all(Array.from({ length: 50 }, () => attacker.socket()))));
			}
			// Some are closed before anybody could listen for the code.
			await until(
				'the rest is turned away',
				() => sockets.filter(isClosed).length >= sockets.length - limits.roomCapacity,
				20_000
			);
			for (const socket of sockets) socket.terminate();
		});
		expect(grownMiB).toBeLessThan(150);
		await field.close();
	});

	test('that come and go leave nothing behind', async () => {
		const field = await Field.open(server());
		const { grownMiB } = await field.attack(async (attacker) => {
			for (let batch = 0; batch < 10; batch++) {
				await Promise.all(
					Array.from({ length: 40 }, async () => {
						const socket = await attacker.socket();
						socket.send(encodeAwareness(new Uint8Array([0])));
						socket.terminate();
					})
				);
			}
		});
		expect(grownMiB).toBeLessThan(100);
		await field.close();
	});
});

const times = (count: number, struct: (at: number) => RawStruct): RawStruct[] =>
	Array.from({ length: count }, (_, at) => struct(at));

describe('a pile of work in few bytes', () => {
	const client = 906;
	const item: RawStruct = { type: 1, root: 'items', key: 'work' };
	const text: RawStruct = { type: 2, parent: [client, 0], key: 'text' };
	const piles: [name: string, structs: RawStruct[], more: Uint8Array][] = [
		[
			'neighbours far apart',
			[
				item,
				text,
				{ text: 'x', parent: [client, 1] },
				...times(20_000, (at) => ({ text: 'x', right: [client, 2 + at] }))
			],
			rawUpdate([
				{
					client,
					clock: 20_003,
					structs: times(5000, (at) => ({ text: 'y', right: [client, 2 + at] }))
				}
			])
		],
		[
			'one key without an end',
			[item],
			rawUpdate([
				{
					client,
					clock: 1,
					structs: times(60_000, () => ({ any: [1], parent: [client, 0], key: 'x' }))
				}
			])
		],
		[
			'a text in a quarter of a million pieces',
			[item, text, { text: 'x'.repeat(480_000), parent: [client, 1] }],
			rawUpdate(
				[],
				[{ client, ranges: Array.from({ length: 240_000 }, (_, at) => [2 + at * 2, 1] as const) }]
			)
		]
	];

	test.each(piles)('%s is refused', async (_, structs, more) => {
		const field = await Field.open(server());
		await field.attack(async (attacker) => {
			const { closed } = await attacker.send([
				encodeUpdate(rawUpdate([{ client, clock: 0, structs }])),
				encodeUpdate(more)
			]);
			await until('the socket is closed', () => closed() !== 0);
			expect([4409, 4413]).toContain(closed());
		});
		await field.close();
	});
});
