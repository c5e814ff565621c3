import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { openRawSocket, type RawSocket } from './raw-socket.ts';
import type { Target } from './servers.ts';

const PROBES = 2;
/** Of the same load before it counts: server and clients are compiled while they run. */
const WARM_SECONDS = 2;

export interface Load {
	readonly people: number;
	/** Document edits per second, all people together, evenly spread. */
	readonly editsPerSecond: number;
	/** Cursor moves per second, all people together. */
	readonly cursorsPerSecond: number;
	readonly seconds: number;
}

export interface Outcome {
	/** Milliseconds from sending to arrival at a probe, sorted; one per edit and probe. */
	readonly edits: readonly number[];
	readonly cursors: readonly number[];
	readonly editsSent: number;
	readonly cursorsSent: number;
	/** Share of what was sent that arrived at every probe within `IN_TIME_MS`. */
	readonly inTime: number;
	/** Share of one core. */
	readonly cpu: number;
	/** MiB at the end. */
	readonly memory: number;
}

export const IN_TIME_MS = 250;

interface Writer {
	readonly socket: RawSocket;
	readonly doc: Y.Doc;
	readonly item: Y.Map<unknown>;
	/** When each of its edits (cursor moves) was sent: index = number - 1. */
	readonly editTimes: number[];
	readonly cursorTimes: number[];
}

/** What one probe has seen of one writer. */
interface Seen {
	edits: number;
	cursors: number;
}

/**
 * Drives a server with people who edit and move their cursors, and measures at probes (full Yjs
 * clients) when each change arrives. A later change that arrives means the earlier ones have.
 */
export async function drive(target: Target, load: Load): Promise<Outcome> {
	const addresses = await target.addresses(load.people + PROBES);
	const writers: Writer[] = [];
	for (const address of addresses.slice(0, load.people)) {
		writers.push(await openWriter(target, address, writers.length));
	}
	const edits: number[] = [];
	const cursors: number[] = [];
	const byClient = new Map(writers.map((writer) => [writer.doc.clientID, writer]));
	const byItem = new Map(writers.map((writer, index) => [itemId(index), writer]));
	const probes = await Promise.all(
		addresses.slice(load.people).map((address) =>
			openProbe(target, address, {
				edit(seen, item, count) {
					const writer = byItem.get(item);
					if (!writer) return;
					const now = performance.now();
					for (; seen.edits < count; seen.edits++)
						edits.push(now - (writer.editTimes[seen.edits] ?? now));
				},
				cursor(seen, client, count) {
					const writer = byClient.get(client);
					if (!writer) return;
					const now = performance.now();
					for (; seen.cursors < count; seen.cursors++) {
						cursors.push(now - (writer.cursorTimes[seen.cursors] ?? now));
					}
				}
			})
		)
	);
	const warm = await pace(writers, target, { ...load, seconds: WARM_SECONDS });
	await quiet(() => edits.length + cursors.length, (warm.edits + warm.cursors) * PROBES);
	edits.length = 0;
	cursors.length = 0;
	const cpuBefore = target.cpuSeconds();
	const started = performance.now();
	const sent = await pace(writers, target, load);
	const cpu = (target.cpuSeconds() - cpuBefore) / ((performance.now() - started) / 1000);
	await quiet(() => edits.length + cursors.length, (sent.edits + sent.cursors) * PROBES);
	const memory = target.memory();
	for (const writer of writers) writer.socket.close();
	for (const probe of probes) probe.close();
	edits.sort((a, b) => a - b);
	cursors.sort((a, b) => a - b);
	const expected = (sent.edits + sent.cursors) * PROBES;
	const timely = countBelow(edits, IN_TIME_MS) + countBelow(cursors, IN_TIME_MS);
	return {
		edits,
		cursors,
		editsSent: sent.edits,
		cursorsSent: sent.cursors,
		inTime: expected === 0 ? 1 : timely / expected,
		cpu,
		memory
	};
}

function countBelow(sorted: readonly number[], limit: number): number {
	let count = 0;
	while (count < sorted.length && (sorted[count] ?? 0) < limit) count++;
	return count;
}

const itemId = (index: number): string => `writer${String(index).padStart(6, '0')}`;

async function openWriter(target: Target, address: string, index: number): Promise<Writer> {
	const socket = await openRawSocket(address);
	for (const hello of target.wire.hello()) socket.send(hello);
	const doc = new Y.Doc();
	const item = new Y.Map<unknown>();
	doc.on('update', (update: Uint8Array) => socket.send(target.wire.sync(2, update)));
	await new Promise((next) => setTimeout(next, 2));
	doc.transact(() => {
		item.set('type', 'note');
		item.set('pos', [0, 0]);
		item.set('size', [200, 200]);
		item.set('z', 'a0');
		doc.getMap('items').set(itemId(index), item);
	});
	return { socket, doc, item, editTimes: [], cursorTimes: [] };
}

function edit(writer: Writer): void {
	writer.editTimes.push(performance.now());
	writer.item.set('pos', [writer.editTimes.length, 0]);
}

function moveCursor(writer: Writer, target: Target): void {
	writer.cursorTimes.push(performance.now());
	const count = writer.cursorTimes.length;
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, 1);
	encoding.writeVarUint(encoder, writer.doc.clientID);
	encoding.writeVarUint(encoder, count);
	encoding.writeVarString(encoder, JSON.stringify({ cursor: [count, 17.5] }));
	writer.socket.send(target.wire.awareness(encoding.toUint8Array(encoder)));
}

/** Sends at the wanted rates in slices of 5 ms, people in turn. */
async function pace(
	writers: readonly Writer[],
	target: Target,
	load: Load
): Promise<{ edits: number; cursors: number }> {
	const started = performance.now();
	let edits = 0;
	let cursors = 0;
	for (;;) {
		const elapsed = (performance.now() - started) / 1000;
		if (elapsed >= load.seconds) return { edits, cursors };
		for (const due = elapsed * load.editsPerSecond; edits < due; edits++) {
			const writer = writers[edits % writers.length];
			if (writer) edit(writer);
		}
		for (const due = elapsed * load.cursorsPerSecond; cursors < due; cursors++) {
			const writer = writers[cursors % writers.length];
			if (writer) moveCursor(writer, target);
		}
		await new Promise((next) => setTimeout(next, 5));
	}
}

/** Waits until everything has arrived, or nothing more has for two seconds. */
async function quiet(arrived: () => number, expected: number): Promise<void> {
	let last = -1;
	for (let still = 0; still < 20 && arrived() < expected;) {
		await new Promise((next) => setTimeout(next, 100));
		still = arrived() === last ? still + 1 : 0;
		last = arrived();
	}
}

interface Watch {
	edit(seen: Seen, item: string, count: number): void;
	cursor(seen: Seen, client: number, count: number): void;
}

async function openProbe(
	target: Target,
	address: string,
	watch: Watch
): Promise<{ close(): void }> {
	const socket = new WebSocket(address);
	socket.binaryType = 'arraybuffer';
	const doc = new Y.Doc();
	const seenItems = new Map<string, Seen>();
	const seenClients = new Map<number, Seen>();
	const seenOf = <K>(map: Map<K, Seen>, key: K): Seen => {
		let seen = map.get(key);
		if (!seen) map.set(key, (seen = { edits: 0, cursors: 0 }));
		return seen;
	};
	const items = doc.getMap<Y.Map<unknown>>('items');
	items.observeDeep((events) => {
		for (const event of events) {
			const id = event.path[0];
			if (typeof id !== 'string') continue;
			const pos = items.get(id)?.get('pos');
			if (Array.isArray(pos)) watch.edit(seenOf(seenItems, id), id, Number(pos[0]));
		}
	});
	let isOpen = false;
	const opened = new Promise<void>((resolve, reject) => {
		socket.on('error', reject);
		socket.on('message', (data: ArrayBuffer) => {
			const decoder = decoding.createDecoder(new Uint8Array(data, target.wire.prefix));
			const kind = decoding.readVarUint(decoder);
			if (kind === 0) {
				const step = decoding.readVarUint(decoder);
				if (step === 0) {
					// The server asks for what we have: nothing. It answers our own question with everything.
					socket.send(target.wire.sync(0, Y.encodeStateVector(doc)));
					return;
				}
				Y.applyUpdate(doc, decoding.readVarUint8Array(decoder));
				if (!isOpen) {
					isOpen = true;
					resolve();
				}
			} else if (kind === 1) {
				const states = decoding.createDecoder(decoding.readVarUint8Array(decoder));
				const count = decoding.readVarUint(states);
				for (let i = 0; i < count; i++) {
					const client = decoding.readVarUint(states);
					const clock = decoding.readVarUint(states);
					decoding.readVarString(states);
					watch.cursor(seenOf(seenClients, client), client, clock);
				}
			}
		});
	});
	await new Promise<void>((resolve) => socket.on('open', () => resolve()));
	for (const hello of target.wire.hello()) socket.send(hello);
	socket.send(target.wire.sync(0, Y.encodeStateVector(doc)));
	await opened;
	return {
		close() {
			socket.terminate();
			doc.destroy();
		}
	};
}
