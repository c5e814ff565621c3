import * as encoding from 'lib0/encoding';

type Id = readonly [client: number, clock: number];

/** One struct as plain data; exactly one of `text`, `any`, `json`, … says what it holds. */
export interface RawStruct {
	readonly origin?: Id;
	readonly right?: Id;
	readonly root?: string;
	readonly parent?: Id;
	readonly key?: string;
	readonly text?: string;
	readonly any?: readonly unknown[];
	readonly json?: readonly string[];
	readonly embed?: string;
	readonly format?: readonly [key: string, json: string];
	/** Number of a shared type. */
	readonly type?: number;
	readonly deleted?: number;
	readonly gone?: number;
	readonly skip?: number;
	readonly subdocument?: string;
	/** Bytes after the place, with the number of their content in front. */
	readonly bytes?: readonly [content: number, ...bytes: number[]];
}

export interface RawSection {
	readonly client: number;
	readonly clock: number;
	readonly structs: readonly RawStruct[];
}

export interface RawDeletions {
	readonly client: number;
	readonly ranges: readonly (readonly [clock: number, length: number])[];
}

/** Writes any update, honest or not, as Yjs would write it. */
export function rawUpdate(
	sections: readonly RawSection[],
	deletions: readonly RawDeletions[] = []
): Uint8Array {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, sections.length);
	for (const { client, clock, structs } of sections) {
		for (const number of [structs.length, client, clock]) encoding.writeVarUint(encoder, number);
		for (const struct of structs) writeStruct(encoder, struct);
	}
	encoding.writeVarUint(encoder, deletions.length);
	for (const { client, ranges } of deletions) {
		for (const number of [client, ranges.length, ...ranges.flat()]) {
			encoding.writeVarUint(encoder, number);
		}
	}
	return encoding.toUint8Array(encoder);
}

function contentOf(struct: RawStruct): number {
	if (struct.gone !== undefined) return 0;
	if (struct.deleted !== undefined) return 1;
	if (struct.json !== undefined) return 2;
	if (struct.text !== undefined) return 4;
	if (struct.embed !== undefined) return 5;
	if (struct.format !== undefined) return 6;
	if (struct.type !== undefined) return 7;
	if (struct.any !== undefined) return 8;
	if (struct.subdocument !== undefined) return 9;
	if (struct.skip !== undefined) return 10;
	return struct.bytes?.[0] ?? 0;
}

function writeStruct(encoder: encoding.Encoder, struct: RawStruct): void {
	const { origin, right, root, parent, key } = struct;
	const flags = (origin ? 0x80 : 0) | (right ? 0x40 : 0) | (key === undefined ? 0 : 0x20);
	encoding.writeUint8(encoder, contentOf(struct) | flags);
	const run = struct.gone ?? struct.skip;
	if (run !== undefined) return encoding.writeVarUint(encoder, run);
	for (const number of [...(origin ?? []), ...(right ?? [])])
		encoding.writeVarUint(encoder, number);
	if (!origin && !right) {
		encoding.writeVarUint(encoder, root === undefined ? 0 : 1);
		if (root !== undefined) encoding.writeVarString(encoder, root);
		else for (const number of parent ?? []) encoding.writeVarUint(encoder, number);
		if (key !== undefined) encoding.writeVarString(encoder, key);
	}
	writeContent(encoder, struct);
}

function writeContent(encoder: encoding.Encoder, struct: RawStruct): void {
	const { text, any, json, embed, format, type, deleted, subdocument, bytes } = struct;
	if (text !== undefined) encoding.writeVarString(encoder, text);
	if (embed !== undefined) encoding.writeVarString(encoder, embed);
	for (const part of format ?? []) encoding.writeVarString(encoder, part);
	if (type !== undefined) encoding.writeVarUint(encoder, type);
	if (deleted !== undefined) encoding.writeVarUint(encoder, deleted);
	if (any) {
		encoding.writeVarUint(encoder, any.length);
		for (const value of any) encoding.writeAny(encoder, value as encoding.AnyEncodable);
	}
	if (json) {
		encoding.writeVarUint(encoder, json.length);
		for (const value of json) encoding.writeVarString(encoder, value);
	}
	if (subdocument !== undefined) {
		encoding.writeVarString(encoder, subdocument);
		encoding.writeAny(encoder, {});
	}
	for (const byte of bytes?.slice(1) ?? []) encoding.writeUint8(encoder, byte);
}
