// Runs in a thread of its own: what it measures is the server's delay, not that of the attack.
import { parentPort, workerData } from 'node:worker_threads';
import * as Y from 'yjs';
import { stockClient, synced, type StockClient } from '../harness/client.ts';
import type { WitnessOrder, WitnessReport, WitnessSetting } from './witnesses.ts';

const EDIT_EVERY_MS = 25;
const { url, room, tokens } = workerData as WitnessSetting;
const port = parentPort!;

/** One half of the pair: writes into a text of its own, and watches the other's. */
interface Witness {
	readonly client: StockClient;
	readonly own: string;
	readonly sentAt: number[];
	seen: number;
}

const pair = tokens.map((token, at): Witness => ({
	client: stockClient({ url }, room, token),
	own: `witness-${at}`,
	sentAt: [],
	seen: 0
})) as [Witness, Witness];

let longestMs = 0;
let disconnects = 0;
let crossed = 0;

const textOf = (witness: Witness, item: string): Y.Text | undefined =>
	witness.client.items.get(item)?.get('text') as Y.Text | undefined;

function watch(reader: Witness, writer: Witness): void {
	const length = textOf(reader, writer.own)?.length ?? 0;
	const now = performance.now();
	for (; reader.seen < length; reader.seen++) {
		crossed++;
		longestMs = Math.max(longestMs, now - (writer.sentAt[reader.seen] ?? now));
	}
}

function begin({ client, own }: Witness): void {
	client.provider.on('connection-close', () => disconnects++);
	const note = new Y.Map<unknown>(Object.entries({ type: 'note', pos: [0, 0], size: [200, 200] }));
	note.set('text', new Y.Text());
	client.items.set(own, note);
}

function edit(witness: Witness): void {
	witness.sentAt.push(performance.now());
	textOf(witness, witness.own)!.insert(0, 'x');
}

/** Edits that were written but have not crossed yet; one that waits for long counts as that slow. */
function waiting(): number {
	const now = performance.now();
	let count = 0;
	for (const [reader, writer] of [pair, pair.toReversed()] as [Witness, Witness][]) {
		count += writer.sentAt.length - reader.seen;
		longestMs = Math.max(longestMs, now - (writer.sentAt[reader.seen] ?? now));
	}
	return count;
}

function report(): void {
	const message: WitnessReport = { crossed, waiting: waiting(), longestMs, disconnects };
	port.postMessage(message);
}

await Promise.all(pair.map(({ client }) => synced(client)));
for (const witness of pair) begin(witness);
pair[0].client.doc.on('update', () => watch(pair[0], pair[1]));
pair[1].client.doc.on('update', () => watch(pair[1], pair[0]));
let turn = 0;
const editing = setInterval(() => edit(pair[turn++ % 2]!), EDIT_EVERY_MS);
const reporting = setInterval(report, EDIT_EVERY_MS);

port.on('message', (order: WitnessOrder) => {
	if (order === 'forget') {
		longestMs = 0;
		return;
	}
	clearInterval(editing);
	if (order === 'rest') return;
	clearInterval(reporting);
	for (const { client } of pair) client.close();
	port.close();
});
