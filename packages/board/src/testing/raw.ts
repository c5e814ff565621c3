import * as Y from 'yjs';
import { readBoard } from '../doc/read.ts';
import type { Item } from '../item.ts';

/** The records of a board into which a program wrote these raw values. An item and its `fields` become shared maps. */
export function readRaw(raw: Readonly<Record<string, unknown>>): Item[] {
	const doc = new Y.Doc();
	for (const [id, value] of Object.entries(raw)) {
		doc.getMap('items').set(
			id,
			share(value, (key, entry) =>
				key === 'fields' ? share(entry, (_, field) => plain(field)) : plain(entry)
			)
		);
	}
	const items = readBoard(doc);
	doc.destroy();
	return items;
}

const isObject = (value: unknown): value is object =>
	typeof value === 'object' &&
	value !== null &&
	!Array.isArray(value) &&
	!ArrayBuffer.isView(value);

function share(value: unknown, inner: (key: string, value: unknown) => unknown): unknown {
	if (!isObject(value)) return plain(value);
	return new Y.Map(
		Object.entries(value).map(([key, entry]): [string, unknown] => [key, inner(key, entry)])
	);
}

/** The same value of plain objects: Yjs takes no others. */
function plain(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(plain);
	if (!isObject(value)) return value;
	return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, plain(entry)]));
}
