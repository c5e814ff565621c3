import type { Limits } from '@concordia/protocol';
import { ByteReader } from './byte-reader.ts';
import { refuse } from './refusal.ts';
import { CONTENT, Struct, TYPE, type Deletions, type Section, type Update } from './update.ts';
import { requireKey, skipAny, skipJson } from './value.ts';

const HAS_ORIGIN = 0x80;
const HAS_RIGHT = 0x40;
const HAS_KEY = 0x20;
const CONTENT_BITS = 0x1f;

/** Longest run one struct or one deleted range may stand for. */
const LONGEST_RUN = 2 ** 31 - 1;

/**
 * Reads a Yjs update (version 1) before Yjs may: counts against the limits, only known content,
 * nothing nested too deep, nothing after the end. Throws a `Refusal`.
 * What the structs refer to is not looked at; that needs the document (`resolve.ts`).
 */
export function readUpdate(bytes: Uint8Array, limits: Limits): Update {
	const reader = new ByteReader(bytes);
	const sections = readSections(reader, limits);
	const deletions = readDeletions(reader, limits);
	if (!reader.done) refuse('malformed', 'bytes after the end of the update');
	return { bytes, sections, deletions };
}

function readSections(reader: ByteReader, limits: Limits): Map<number, Section> {
	const sections = new Map<number, Section>();
	const announced = reader.number();
	if (announced > limits.maxClientsPerUpdate) refuse('too-large', `${announced} client ids`);
	let total = 0;
	for (let left = announced; left > 0; left--) {
		const count = reader.number();
		total += count;
		if (total > limits.maxStructs) refuse('too-large', `${total} structs`);
		const client = reader.number();
		// Yjs would apply only the last of two sections, but read both.
		if (sections.has(client)) refuse('duplicate-section', `client ${client} comes twice`);
		const clock = reader.number();
		const structs: Struct[] = [];
		let end = clock;
		for (let index = 0; index < count; index++) {
			const struct = readStruct(reader, limits, client, end);
			end = struct.end;
			if (end > Number.MAX_SAFE_INTEGER) refuse('bad-length', 'a clock is too large');
			structs.push(struct);
		}
		sections.set(client, { client, clock, end, structs });
	}
	return sections;
}

function readStruct(reader: ByteReader, limits: Limits, client: number, clock: number): Struct {
	const info = reader.byte();
	const content = info & CONTENT_BITS;
	if (content === CONTENT.skip) refuse('skip', 'a gap is written into the update');
	const struct = new Struct(client, clock, content);
	if (content === CONTENT.gone) {
		if (info !== 0) refuse('malformed', 'a removed struct with a place');
		struct.length = readRun(reader);
		return struct;
	}
	readPlace(reader, limits, info, struct);
	struct.contentAt = reader.at;
	readContent(reader, limits, struct);
	return struct;
}

/** Where the struct says it lies: next to others, or else in a root or a parent, maybe under a key. */
function readPlace(reader: ByteReader, limits: Limits, info: number, struct: Struct): void {
	if (info & HAS_ORIGIN) {
		struct.originClient = reader.number();
		struct.originClock = reader.number();
	}
	if (info & HAS_RIGHT) {
		struct.rightClient = reader.number();
		struct.rightClock = reader.number();
	}
	if (info & (HAS_ORIGIN | HAS_RIGHT)) return;
	const namesRoot = reader.number();
	if (namesRoot === 1) struct.root = readKey(reader, limits);
	else if (namesRoot === 0) {
		struct.parentClient = reader.number();
		struct.parentClock = reader.number();
	} else refuse('malformed', 'neither a root nor a parent');
	if (info & HAS_KEY) struct.key = readKey(reader, limits);
}

function readContent(reader: ByteReader, limits: Limits, struct: Struct): void {
	switch (struct.content) {
		case CONTENT.deleted:
			struct.length = readRun(reader);
			return;
		case CONTENT.json:
			struct.length = readRun(reader);
			for (let left = struct.length; left > 0; left--) skipJson(reader, limits);
			return;
		case CONTENT.binary:
			reader.block();
			return;
		case CONTENT.string:
			struct.length = reader.textLength();
			if (struct.length === 0) refuse('bad-length', 'an empty text');
			return;
		case CONTENT.embed:
			skipJson(reader, limits);
			return;
		case CONTENT.format:
			readKey(reader, limits);
			skipJson(reader, limits);
			return;
		case CONTENT.type:
			struct.type = readType(reader);
			if (struct.type === TYPE.xmlElement) struct.name = readKey(reader, limits);
			return;
		case CONTENT.any:
			struct.length = readRun(reader);
			for (let left = struct.length; left > 0; left--) skipAny(reader, limits);
			return;
		case CONTENT.subdocument:
			return refuse('content-kind', 'documents inside the document are not stored');
		default:
			return refuse('malformed', `unknown content ${struct.content}`);
	}
}

function readType(reader: ByteReader): number {
	const type = reader.number();
	if (type === TYPE.xmlHook) refuse('content-kind', 'hooks are not stored');
	if (type > TYPE.xmlText) refuse('malformed', `unknown shared type ${type}`);
	return type;
}

function readKey(reader: ByteReader, limits: Limits): string {
	const key = reader.text();
	if (key.length > limits.maxKeyLength) refuse('too-large', 'a key is too long');
	return requireKey(key);
}

function readRun(reader: ByteReader): number {
	const length = reader.number();
	if (length < 1 || length > LONGEST_RUN) refuse('bad-length', `a length of ${length}`);
	return length;
}

/**
 * Yjs writes ranges in order and merged. Anything else is refused: a range that covers the whole
 * document, repeated a hundred thousand times, would be walked each time.
 */
function readDeletions(reader: ByteReader, limits: Limits): Deletions[] {
	const deletions: Deletions[] = [];
	const clients = new Set<number>();
	let total = 0;
	for (let left = reader.number(); left > 0; left--) {
		const client = reader.number();
		if (clients.has(client)) refuse('duplicate-section', `client ${client} is deleted twice`);
		clients.add(client);
		const count = reader.number();
		total += Math.max(1, count);
		if (total > limits.maxRanges) refuse('too-large', `${total} deleted ranges`);
		const ranges: number[] = [];
		let end = 0;
		for (let index = 0; index < count; index++) {
			const clock = reader.number();
			if (clock < end) refuse('malformed', 'deleted ranges out of order');
			const length = readRun(reader);
			end = clock + length;
			if (end > Number.MAX_SAFE_INTEGER) refuse('bad-length', 'a clock is too large');
			ranges.push(clock, length);
		}
		deletions.push({ client, ranges });
	}
	return deletions;
}
