// Whether all documents of a world say the same: as records, and to the last byte of what they hold.
import type { Item } from '@concordia/board';
import { createReplay, readBoard, restoreDocument } from '@concordia/board/doc';
import * as Y from 'yjs';
import type { Network } from './network.ts';

/** All that the records say, whatever the order in which it came. */
export const said = (items: Iterable<Item>): string =>
	JSON.stringify(
		[...items].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
		(_, value: unknown) =>
			typeof value === 'object' && value !== null && !Array.isArray(value)
				? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
				: value
	);

/**
 * Every byte of a document's state: values, what they stand beside and who wrote them, what is deleted, how far
 * each author has come. Written by a copy, because in how many pieces the remains of deleted things are kept
 * depends on the order of arrival and has no meaning; a copy joins all that can be joined.
 */
function encodedState(doc: Y.Doc): string {
	const copy = new Y.Doc();
	Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
	const state = Buffer.from(Y.encodeStateAsUpdate(copy)).toString('base64');
	copy.destroy();
	return state;
}

const inOrder = <Value>(entries: Iterable<[number, Value]>): [number, Value][] =>
	[...entries].toSorted(([a], [b]) => a - b);

/** How far each author has come, and what is deleted, as the document itself has it. */
function extent(doc: Y.Doc): string {
	const { ds, sv } = Y.snapshot(doc);
	return JSON.stringify([inOrder(sv), inOrder(ds.clients)]);
}

/** What differs from what the server holds; nothing should. */
export function differences({ server, stored, clients }: Network): string[] {
	const problems: string[] = [];
	const merged = new Y.Doc();
	Y.applyUpdate(merged, Y.mergeUpdates(stored.toReversed()));
	const opened = restoreDocument(Y.encodeStateAsUpdate(server));
	const made = { merged, opened };
	const whole = {
		records: said(readBoard(server)),
		state: encodedState(server),
		extent: extent(server)
	};
	for (const [name, doc] of [
		...Object.entries(made),
		...clients.map((client) => [client.name, client.doc] as const)
	] as const) {
		if (said(readBoard(doc)) !== whole.records) problems.push(`${name}: other records`);
		if (encodedState(doc) !== whole.state) problems.push(`${name}: another encoded state`);
		if (extent(doc) !== whole.extent) problems.push(`${name}: other state vector or deletions`);
		const { pendingStructs, pendingDs } = doc.store;
		if (pendingStructs !== null || pendingDs !== null) problems.push(`${name}: waits for more`);
	}
	for (const client of clients) problems.push(...staleRecords(client));
	if (said(historyOf(stored)) !== whole.records) problems.push('the history: other records');
	for (const doc of Object.values(made)) doc.destroy();
	return problems;
}

/** Whether the records that were kept by changes are still those of the document. */
export function staleRecords({ name, doc, records }: Network['clients'][number]): string[] {
	const isKept = said(records.values()) === said(readBoard(doc));
	return isKept ? [] : [`${name}: records kept by changes differ`];
}

/** The records that the history of the board ends with. */
function historyOf(stored: readonly Uint8Array[]): Iterable<Item> {
	const replay = createReplay();
	const records = new Map<string, Item>();
	for (const bytes of stored) {
		for (const { id, after } of replay.push(bytes).changes) {
			if (after) records.set(id, after);
			else records.delete(id);
		}
	}
	replay.stop();
	return records.values();
}
