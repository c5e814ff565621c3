import { defaultSize } from './item.ts';
import type { FieldValue, Item } from './item.ts';
import {
	isJson,
	isUnsafeKey,
	toEnd,
	toFieldValue,
	toLink,
	toGroups,
	toLock,
	toLength,
	toName,
	toNumber,
	toPoint,
	toPoints,
	toRotation,
	toSize
} from './normalize.ts';

export type Validated =
	| { readonly ok: true; readonly value: Item }
	| { readonly ok: false; readonly reason: string };

type Reader = (value: unknown) => unknown;

const toFlag: Reader = (value) => (typeof value === 'boolean' ? value : undefined);
const toTrue: Reader = (value) => (value === true ? true : undefined);
const toText: Reader = (value) => (typeof value === 'string' ? value : undefined);

function toFields(value: unknown): Readonly<Record<string, FieldValue>> | undefined {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
	const fields: Record<string, FieldValue> = {};
	for (const [key, raw] of Object.entries(value)) {
		const field = toFieldValue(raw);
		if (field === undefined || isUnsafeKey(key)) return undefined;
		fields[key] = field;
	}
	return fields;
}

function toNames(value: unknown): readonly string[] | undefined {
	return Array.isArray(value) && value.every((entry) => toName(entry) !== undefined)
		? value
		: undefined;
}

/** Columns or rows: each with an id of its own, an order, and a length under this name. */
function toLines(value: unknown, length: string): unknown {
	if (!Array.isArray(value)) return undefined;
	const ids = new Set<string>();
	const lines: unknown[] = [];
	for (const raw of value as unknown[]) {
		const line = (raw ?? {}) as Record<string, unknown>;
		const id = toName(line['id']);
		const order = line['order'];
		if (id === undefined || id.includes(':') || ids.has(id) || isUnsafeKey(id)) return undefined;
		if (typeof order !== 'string' || typeof line[length] !== 'number') return undefined;
		ids.add(id);
		lines.push({ id, order, [length]: toLength(line[length], 0) });
	}
	return lines;
}

function toCells(value: unknown): unknown {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
	const isClean = Object.entries(value).every(
		([key, text]) => typeof text === 'string' && !isUnsafeKey(key)
	);
	return isClean ? value : undefined;
}

const readers: Readonly<Record<string, Reader>> = {
	id: toName,
	type: toName,
	pos: toPoint,
	size: toSize,
	z: toText,
	parent: toName,
	color: toName,
	text: toText,
	shape: toName,
	headFrom: toName,
	headTo: toName,
	dash: toName,
	stroke: toNumber,
	fill: toName,
	brush: toName,
	from: toEnd,
	to: toEnd,
	points: toPoints,
	src: toText,
	alt: toText,
	url: toLink,
	instrument: toName,
	kind: toName,
	fields: toFields,
	textFields: toNames,
	rotation: toRotation,
	groups: toGroups,
	lock: toLock,
	clip: toFlag,
	slide: toNumber,
	on: toName,
	thread: toName,
	resolved: toTrue,
	reactions: toNames
};

/** What only tables say. */
const tableReaders: Readonly<Record<string, Reader>> = {
	columns: (value) => toLines(value, 'width'),
	rows: (value) => toLines(value, 'height'),
	cells: toCells,
	headerRow: toFlag
};

/**
 * Checks a record from outside (a file, the clipboard, a script) and names the first thing that is wrong.
 * A missing size gets its default, a missing `z` stays empty: `insertItems` then puts it on top.
 */
export function validateItem(raw: unknown): Validated {
	if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
		return { ok: false, reason: 'an item must be an object' };
	}
	const item: Record<string, unknown> = {};
	const isTable = (raw as { type?: unknown }).type === 'table';
	const known = isTable ? { ...readers, ...tableReaders } : readers;
	for (const [key, value] of Object.entries(raw)) {
		if (value === undefined || value === null) continue;
		// Upright is said by leaving it out.
		if (key === 'rotation' && Number.isFinite(value) && toRotation(value) === undefined) continue;
		const reader = Object.hasOwn(known, key) ? known[key] : undefined;
		const clean = reader ? reader(value) : isJson(value) ? value : undefined;
		if (clean === undefined || isUnsafeKey(key)) {
			return { ok: false, reason: `"${key}" has a value that an item can't have` };
		}
		item[key] = clean;
	}
	for (const key of ['id', 'type', 'pos']) {
		if (item[key] === undefined) return { ok: false, reason: `"${key}" is missing` };
	}
	const type = item['type'] as string;
	item['size'] ??= type === 'connector' ? [0, 0] : defaultSize(type);
	item['z'] ??= '';
	return { ok: true, value: item as unknown as Item };
}
