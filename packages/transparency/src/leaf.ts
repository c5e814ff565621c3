import { utf8 } from './bytes.ts';
import { spell } from './spell.ts';
import { bad, good, type Result } from './result.ts';
import { MAX_LEAF_BYTES } from './tiles.ts';

/**
 * One entry of the log: who did what to which items, and when, without names and without text. The log's
 * tree is built over the exact bytes of its line; personal data stands beside it and can be erased.
 */
export interface Leaf {
	v: 1;
	/** Index in the log, from 0. */
	i: number;
	/** Time by the server's clock, in ms. */
	t: number;
	/** Kind, from the closed list: `edit`, `join`, `seen`, … */
	k: string;
	/** Participant; absent when the host acted. */
	a?: string;
	/** Organization of the participant at that time. */
	og?: string;
	/** Room whose document changed. */
	room?: string;
	/** Position of the update in that room. */
	seq?: number;
	/** Part number from 1, when one update touches more items than a leaf takes. */
	p?: number;
	/**
	 * What it is about: item ids, participants, invitations; of `redact`, entry indexes or participants; of
	 * `key.add`, the public key; of `sign`, the index of the key's entry and then the hashes that are signed; of `witness.join`
	 * and `witness.lost`, the verifier key of the witness.
	 */
	o?: readonly string[];
	/** What happened to each of `o`, in words separated by spaces: `create`, `text`, `set:pos,size`. */
	c?: readonly string[];
	/** Client id of the document, for `client.bind`. */
	cl?: number;
	/** SHA-256 (base64url) of the update's bytes; of `upload`, of the file's; of `export`, of the export's manifest; of `version.freeze`, `decision.present` and what is said of a version or decision, of the frozen text; of `sign`, over the list of hashes that is signed. */
	h?: string;
	/** Commitment (base64url) to the payload beside the leaf; absent when there is no payload. */
	d?: string;
	/** The author's own counter: signatures by one key are numbered without gaps, its `key.add` is 0. */
	n?: number;
	/** Size of the newest checkpoint the author had checked when signing; 0 before the first. */
	w?: number;
	/** The author's Ed25519 signature (base64url). It covers `n`, `w` and the root at that size, too. */
	s?: string;
}

/** The closed list of what can happen. Readers show kinds of later versions by their bare name. */
export const leafKinds = [
	'session.open',
	'session.policy',
	'session.close',
	'session.restore',
	'key.rotate',
	'organization.add',
	'organization.absent',
	'organization.return',
	'invite.create',
	'invite.revoke',
	'join',
	'rejoin',
	'leave',
	'revoke',
	'role',
	'client.bind',
	'edit',
	'edit.host',
	'key.add',
	'sign',
	'upload',
	'refuse',
	'seen',
	'view.stop',
	'view.resume',
	'ack',
	'stage.start',
	'stage.time',
	'stage.reveal',
	'stage.cancel',
	'park.put',
	'park.ask',
	'park.decline',
	'park.withdraw',
	'park.release',
	'park.open',
	'seal.open',
	'seal.put',
	'seal.without',
	'seal.reveal',
	'seal.cancel',
	'vote.open',
	'vote.cast',
	'vote.close',
	'vote.cancel',
	'survey.open',
	'survey.answer',
	'survey.close',
	'survey.cancel',
	'decision.present',
	'decision.open',
	'decision.answer',
	'decision.close',
	'decision.withdraw',
	'answer.give',
	'answer.withdraw',
	'version.freeze',
	'version.confirm',
	'version.unconfirm',
	'version.agree',
	'witness.join',
	'witness.lost',
	'export',
	'redact'
] as const;
export type LeafKind = (typeof leafKinds)[number];

export function isLeafKind(kind: string): kind is LeafKind {
	return (leafKinds as readonly string[]).includes(kind);
}

/** The fixed order of the fields in a line. */
const order = [
	'v',
	'i',
	't',
	'k',
	'a',
	'og',
	'room',
	'seq',
	'p',
	'o',
	'c',
	'cl',
	'h',
	'd',
	'n',
	'w',
	's'
] as const satisfies readonly (keyof Leaf)[];

/** The line as it is hashed, stored and served. */
export function formatLeaf(leaf: Leaf): string {
	const problem = problemOf(leaf as unknown as Readonly<Record<string, unknown>>);
	if (problem) throw new RangeError(`leaf ${leaf.i}: ${problem}`);
	const text = inOrder(leaf as unknown as Readonly<Record<string, unknown>>);
	const { length } = utf8(text);
	if (length > MAX_LEAF_BYTES) throw new RangeError(`leaf ${leaf.i}: ${length} bytes`);
	return text;
}

/**
 * Reads a line. Only the one spelling that `formatLeaf` gives is accepted, so that no line can be read in
 * two ways; fields that a later version adds stand behind the known ones and are passed over.
 */
export function parseLeaf(text: string): Result<Leaf> {
	let raw: unknown;
	try {
		raw = JSON.parse(text);
	} catch {
		return bad('not JSON');
	}
	if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return bad('not an object');
	const fields = raw as Record<string, unknown>;
	const problem = problemOf(fields);
	if (problem) return bad(problem);
	if (!isInOrder(fields) || spell(fields) !== text) return bad('not in the one spelling of a leaf');
	return good(fields as unknown as Leaf);
}

/** What a `redact` leaf declares erased. */
export interface Redaction {
	/** Entries without their payload. */
	payloads: number[];
	/** Entries without their update. */
	updates: number[];
	/** Of those, the hash of what stands in its place since. */
	instead: Map<number, string>;
	/** People who were erased: the payloads of their entries, and of the invitation they came by. */
	people: string[];
	/** Items of the board that were erased from its past, too. */
	items: string[];
}

export function redactedBy(leaf: Leaf): Redaction {
	const payloads: number[] = [];
	const updates: number[] = [];
	const people: string[] = [];
	const items: string[] = [];
	const instead = new Map<number, string>();
	if (leaf.k !== 'redact') return { payloads, updates, instead, people, items };
	for (const [at, subject] of (leaf.o ?? []).entries()) {
		const index = Number(subject);
		const what = (leaf.c?.[at] ?? 'payload').split(' ');
		if (what.includes('item')) items.push(subject);
		else if (!/^\d+$/.test(subject) && !what.includes('session')) people.push(subject);
		// Only what came before can have been erased.
		if (what.includes('item') || !(index < leaf.i)) continue;
		if (what.includes('payload')) payloads.push(index);
		if (!what.includes('update')) continue;
		updates.push(index);
		const hash = what.find(isHash);
		if (hash !== undefined) instead.set(index, hash);
	}
	return { payloads, updates, instead, people, items };
}

const places: ReadonlyMap<string, number> = new Map(order.map((key, at) => [key, at]));

/** Whether the known fields stand in their order and the others behind them: written again they give the line. */
function isInOrder(fields: object): boolean {
	let last = 0;
	for (const key of Object.keys(fields)) {
		const place = places.get(key) ?? order.length;
		// No later version has a field that every object has anyway.
		if (place < last || key in Object.prototype) return false;
		last = place;
	}
	return true;
}

function inOrder(fields: Readonly<Record<string, unknown>>): string {
	const line: Record<string, unknown> = {};
	for (const key of order) if (fields[key] !== undefined) line[key] = fields[key];
	for (const [key, value] of Object.entries(fields)) if (!(key in line)) line[key] = value;
	return JSON.stringify(line);
}

const isCount = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;
const isText = (value: unknown) => typeof value === 'string' && value !== '';
const isTexts = (value: unknown) =>
	Array.isArray(value) && value.every((entry) => typeof entry === 'string');
/** 64 bytes; the last letter stands for two bits only, and the others must be zero. */
const isSignature = (value: unknown) =>
	typeof value === 'string' && /^[A-Za-z0-9_-]{85}[AQgw]$/.test(value);
const isHash = (value: unknown) => typeof value === 'string' && /^[A-Za-z0-9_-]{43}$/.test(value);

const checks: Readonly<Record<(typeof order)[number], (value: unknown) => boolean>> = {
	v: (value) => value === 1,
	i: isCount,
	t: isCount,
	k: (value) => typeof value === 'string' && /^[a-z]+([.-][a-z]+)*$/.test(value),
	a: isText,
	og: isText,
	room: isText,
	seq: isCount,
	p: isCount,
	o: isTexts,
	c: isTexts,
	cl: isCount,
	h: isHash,
	d: isHash,
	n: isCount,
	w: isCount,
	s: isSignature
};

function problemOf(fields: Readonly<Record<string, unknown>>): string | null {
	for (const key of order) {
		const value = fields[key];
		if (value === undefined) {
			if (key === 'v' || key === 'i' || key === 't' || key === 'k') return `no field ${key}`;
		} else if (!checks[key](value)) {
			return `field ${key} is not what it should be`;
		}
	}
	if (fields['c'] && (fields['c'] as []).length !== (fields['o'] as [] | undefined)?.length)
		return 'fields o and c are not of one length';
	return null;
}
