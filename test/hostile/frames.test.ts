import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { until } from '../harness/client.ts';
import { useField } from './field.ts';
import { frame, rawInto } from './frame.ts';

const field = useField();
const BINARY = 2;

const malformed: [name: string, bytes: () => Buffer][] = [
	['a reserved opcode', () => frame({ opcode: 3 })],
	['a reserved control opcode', () => frame({ opcode: 11 })],
	[
		'an unmasked frame',
		() => frame({ opcode: BINARY, payload: Buffer.from('abc'), unmasked: true })
	],
	['reserved bits', () => frame({ opcode: BINARY, reserved: 0x70 })],
	['a text that is not UTF-8', () => frame({ opcode: 1, payload: Buffer.from([0xc3, 0x28]) })],
	['a text', () => frame({ opcode: 1, payload: Buffer.from('{"hello":1}') })],
	['a length of 2^62', () => frame({ opcode: BINARY, announced: 2n ** 62n })],
	['a length of 2^53', () => frame({ opcode: BINARY, announced: 2n ** 53n })],
	['a length of 20 MB', () => frame({ opcode: BINARY, announced: 20_000_000n })],
	['a close frame with code 1', () => frame({ opcode: 8, payload: Buffer.from([0, 1]) })],
	['a close frame of one byte', () => frame({ opcode: 8, payload: Buffer.from([3]) })],
	['a ping of 126 bytes', () => frame({ opcode: 9, payload: Buffer.alloc(126) })],
	['a ping in fragments', () => frame({ opcode: 9, unfinished: true })],
	['a continuation of nothing', () => frame({ opcode: 0, payload: Buffer.from('abc') })],
	[
		'a message inside another',
		() => Buffer.concat([frame({ opcode: BINARY, unfinished: true }), frame({ opcode: BINARY })])
	],
	[
		'a compressed bomb',
		() =>
			frame({ opcode: BINARY, reserved: 0x40, payload: deflateRawSync(Buffer.alloc(64_000_000)) })
	],
	[
		'60,000 fragments of one byte',
		() => {
			const one = Buffer.from([7]);
			const rest = frame({ opcode: 0, payload: one, unfinished: true });
			return Buffer.concat([
				frame({ opcode: BINARY, payload: one, unfinished: true }),
				...Array<Buffer>(60_000).fill(rest)
			]);
		}
	],
	['an empty message', () => frame({ opcode: BINARY })]
];

describe('a websocket', () => {
	test.each(malformed)('that sends %s is closed, and nobody else notices', async (_, bytes) => {
		await field().attack(async (attacker) => {
			const raw = rawInto(field().server.port, attacker);
			await until('the upgrade is answered', () => raw.received.includes('\r\n\r\n'));
			expect(raw.received).toContain('101 Switching Protocols');
			raw.write(bytes());
			await until('the socket is closed', () => raw.isClosed || raw.received.includes('\u0088'));
			raw.socket.destroy();
		});
	});

	test('gets no compression, however it asks', async () => {
		await field().attack(async (attacker) => {
			const raw = rawInto(field().server.port, attacker, [
				'Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits, constructor, __proto__'
			]);
			await until('the upgrade is answered', () => raw.received.includes('\r\n\r\n'));
			expect(raw.received).not.toMatch(/sec-websocket-extensions/i);
			raw.socket.destroy();
		});
	});

	test('that sends a message of 50 MB is closed', async () => {
		const { grownMiB } = await field().attack(async (attacker) => {
			const { closed } = await attacker.send([new Uint8Array(50_000_000)]);
			await until('the socket is closed', () => closed() !== 0);
			expect([1006, 1009, 4413]).toContain(closed());
		});
		expect(grownMiB).toBeLessThan(200);
	});

	test('that sends a message just above the limit is told so', async () => {
		await field().attack(async (attacker) => {
			const { closed } = await attacker.send([new Uint8Array(8 * 1024 * 1024 + 1)]);
			await until('the socket is closed', () => closed() !== 0);
			expect(closed()).toBe(4413);
		});
	});

	test('that pings 50,000 times without reading costs little', async () => {
		const { grownMiB } = await field().attack(async (attacker) => {
			const raw = rawInto(field().server.port, attacker);
			await until('the upgrade is answered', () => raw.received.includes('\r\n\r\n'));
			raw.socket.pause();
			const pings = Buffer.concat(
				Array<Buffer>(1000).fill(frame({ opcode: 9, payload: Buffer.alloc(125) }))
			);
			for (let round = 0; round < 50; round++) raw.write(pings);
			await field().witnesses.crossings(40);
			raw.socket.destroy();
		});
		expect(grownMiB).toBeLessThan(150);
	});
});
