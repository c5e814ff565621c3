import { eventKinds } from '@concordia/session';
import type { EntryFilter, EntryRow } from '@concordia/store';
import {
	encodeBundle,
	formatLogLine,
	formatPolicy,
	formatProofExtra,
	formatTlogProof,
	parseTilePath,
	rootAt,
	tileWidth,
	toBase64
} from '@concordia/transparency';
import type { LiveSession } from '../session/live-session.ts';
import { bytes, json, problem, text, type Answer } from './answer.ts';
import { visit } from './auth.ts';
import type { Call, Route } from './route.ts';

/** Entries of one answer at most; the caller goes on from the last. */
const MAX_ENTRIES = 10_000;
/** Entries asked for by their numbers in one answer. */
const MAX_INDEXES = 500;
/** Columns are given in blocks of so many entries: a whole one never changes. */
const COLUMN_BLOCK = 8192;
const HASH_BYTES = 32;
const TILE_WIDTH = 256;
const FOREVER = 'private, max-age=31536000, immutable';

export const logRoutes: readonly Route[] = [
	{ method: 'GET', path: '/api/sessions/:id/log', handle: entries },
	{ method: 'GET', path: '/api/sessions/:id/log/columns', handle: columns },
	{ method: 'GET', path: '/api/sessions/:id/log/checkpoint', handle: checkpoint },
	{ method: 'GET', path: '/api/sessions/:id/log/consistency', handle: consistency },
	{ method: 'GET', path: '/api/sessions/:id/log/proof', handle: proofOfEntry },
	{ method: 'GET', path: '/api/sessions/:id/log/witnesses', handle: witnesses },
	{ method: 'GET', path: '/api/sessions/:id/log/tile/*tile', handle: tile }
];

async function entries(call: Call): Promise<Answer> {
	const visited = await visit(call);
	if (!visited.ok) return visited.answer;
	const filter = readFilter(call.url.searchParams);
	if (!filter.ok) return problem(400, 'query-malformed', filter.reason);
	const rows = await call.app.store.entries(visited.session.id, filter.value);
	const lines = rows.map((row) => `${formatLogLine(row)}\n`).join('');
	const answer = text(lines, 'application/x-ndjson; charset=utf-8');
	const link = nextPage(call.url, rows, filter.value);
	return link === null ? answer : { ...answer, headers: { ...answer.headers, link } };
}

/** Where the rest is, when one answer could not hold all of it (RFC 8288). */
function nextPage(url: URL, rows: readonly EntryRow[], filter: EntryFilter): string | null {
	const last = rows.at(-1);
	if (last === undefined || rows.length < (filter.limit ?? MAX_ENTRIES)) return null;
	const query = new URLSearchParams(url.searchParams);
	if (filter.newestFirst === true) query.set('to', String(last.index));
	else query.set('from', String(last.index + 1));
	return `<${url.pathname}?${query.toString()}>; rel="next"`;
}

/** Query of the log: integers are indexes, anything else a time. */
export function readFilter(
	query: URLSearchParams
): { ok: true; value: EntryFilter } | { ok: false; reason: string } {
	const filter: { -readonly [Key in keyof EntryFilter]: EntryFilter[Key] } = {};
	for (const [name, index, time] of [
		['from', 'from', 'since'],
		['to', 'to', 'until']
	] as const) {
		const value = query.get(name);
		if (value === null || value === '') continue;
		if (/^\d{1,15}$/.test(value)) filter[index] = Number(value);
		else if (Number.isNaN(Date.parse(value))) {
			return { ok: false, reason: `${name} is neither an entry's number nor a time` };
		} else filter[time] = Date.parse(value);
	}
	for (const name of ['participant', 'organization', 'item'] as const) {
		const value = query.get(name);
		if (value === null || value === '') continue;
		if (value.length > 256) return { ok: false, reason: `${name} is too long` };
		filter[name] = value;
	}
	const kinds = (query.get('kind') ?? '').split(',').filter((kind) => kind !== '');
	const unknown = kinds.find((kind) => !(eventKinds as readonly string[]).includes(kind));
	if (unknown !== undefined) return { ok: false, reason: `there is no kind ${unknown}` };
	if (kinds.length > 0) filter.kinds = kinds;
	const at = query.get('at');
	if (at !== null) {
		const indexes = at.split(',');
		if (indexes.length > MAX_INDEXES || !indexes.every((index) => /^\d{1,15}$/.test(index))) {
			return { ok: false, reason: `at is a list of at most ${MAX_INDEXES} numbers of entries` };
		}
		filter.indexes = indexes.map(Number);
	}
	const limit = query.get('limit') ?? String(MAX_ENTRIES);
	if (!/^\d{1,9}$/.test(limit)) return { ok: false, reason: 'limit is not a number' };
	filter.limit = Math.min(Number(limit), MAX_ENTRIES);
	const order = query.get('order');
	if (order !== null && order !== 'newest' && order !== 'oldest') {
		return { ok: false, reason: 'order is newest or oldest' };
	}
	if (order === 'newest') filter.newestFirst = true;
	return { ok: true, value: filter };
}

/** Who did what to which item when, without names and texts: leaves only, in blocks. */
async function columns(call: Call): Promise<Answer> {
	const visited = await visit(call);
	if (!visited.ok) return visited.answer;
	const { session } = visited;
	const from = Number(call.url.searchParams.get('from') || 0);
	if (!Number.isSafeInteger(from) || from < 0) {
		return problem(400, 'query-malformed', 'from is the number of an entry');
	}
	const end = from - (from % COLUMN_BLOCK) + COLUMN_BLOCK;
	// What is not signed yet is not shown.
	const to = Math.min(end, session.checkpoint?.size ?? 0);
	const found = await call.app.store.columns(session.id, from, to);
	if (to < end || from % COLUMN_BLOCK > 0) return json(found, 200, { 'cache-control': 'no-store' });
	return json(found, 200, { 'cache-control': FOREVER });
}

async function checkpoint(call: Call): Promise<Answer> {
	const visited = await visit(call);
	if (!visited.ok) return visited.answer;
	const { session } = visited;
	if (session.checkpoint === null)
		return problem(404, 'checkpoint-missing', 'nothing is signed yet');
	return text(session.witnesses.withLines(session.checkpoint));
}

/** That the log of one size is the beginning of the log of a later one, and the root it had then. */
async function consistency(call: Call): Promise<Answer> {
	const visited = await visit(call);
	if (!visited.ok) return visited.answer;
	const { session } = visited;
	const [from, to] = ['from', 'to'].map((name) => Number(call.url.searchParams.get(name) ?? ''));
	if (!isSize(from) || !isSize(to) || from > to || from === 0)
		return problem(400, 'query-malformed', 'from and to are sizes of the log');
	if (to > (session.checkpoint?.size ?? 0)) return problem(404, 'size-unknown');
	const proof = await session.witnesses.proof(from, to);
	if (proof === null) return problem(503, 'not-stored-yet', 'in a moment');
	const root = await rootAt(from, session.witnesses.reader(to));
	return json({ from, to, root: toBase64(root), proof: proof.map(toBase64) });
}

/** One entry with the proof that it is in the log (C2SP tlog-proof), to be kept and checked without a server. */
async function proofOfEntry(call: Call): Promise<Answer> {
	const visited = await visit(call);
	if (!visited.ok) return visited.answer;
	const { session } = visited;
	const asked = call.url.searchParams.get('entry') ?? '';
	const index = Number(asked);
	if (!/^\d{1,15}$/.test(asked)) return problem(400, 'query-malformed', 'entry is a number');
	const note = mostCosigned(session, index);
	if (note === null) return problem(404, 'entry-unknown', 'it is not signed yet');
	const [row] = await call.app.store.entries(session.id, { indexes: [index] });
	const hashes = await session.witnesses.inclusion(index, note.size);
	if (row === undefined || hashes === null) return problem(503, 'not-stored-yet', 'in a moment');
	const policy = formatPolicy([session.verifierKey], { groups: session.witnesses.groups() });
	const extra = formatProofExtra({ line: row, policy });
	const answer = text(formatTlogProof({ extra, index, hashes, checkpoint: note.note }));
	const name = `attachment; filename="${session.id}-${index}.tlog-proof"`;
	return { ...answer, headers: { ...answer.headers, 'content-disposition': name } };
}

/** Of the signed states that the entry is in, the one that most have cosigned; among equals the newest. */
function mostCosigned(session: LiveSession, index: number): { size: number; note: string } | null {
	const { checkpoint: newest, witnesses: own } = session;
	if (newest === null || newest.size <= index) return null;
	const notes = own.cosigned().filter(({ size }) => size > index && size < newest.size);
	let best = { size: 0, note: '' };
	for (const { size, note } of [...notes, { size: newest.size, note: own.withLines(newest) }]) {
		if (linesOf(note) >= linesOf(best.note)) best = { size, note };
	}
	return best;
}

function linesOf(note: string): number {
	return note.split('\n').length;
}

function isSize(value: number | undefined): value is number {
	return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** Who cosigns this log, and the notes with the newest cosignature of everybody. */
async function witnesses(call: Call): Promise<Answer> {
	const visited = await visit(call);
	if (!visited.ok) return visited.answer;
	const { witnesses: all } = visited.session;
	return json({
		witnesses: [...all.all].map((witness) => ({
			key: witness.key,
			participant: witness.participant,
			organization: witness.organization,
			entry: witness.entry,
			lost: witness.isLost,
			here: all.isHere(witness)
		})),
		notes: all.cosigned().map(({ note }) => note)
	});
}

async function tile(call: Call): Promise<Answer> {
	const visited = await visit(call);
	if (!visited.ok) return visited.answer;
	const { session } = visited;
	const address = parseTilePath(`tile/${call.params['tile'] ?? ''}`);
	if (!address.ok) return problem(404, 'tile-unknown', address.reason);
	const { level, index, width } = address.value;
	// What is not signed yet is not shown: its tiles may still grow.
	if (width > tileWidth(level, index, session.checkpoint?.size ?? 0)) {
		return problem(404, 'tile-unknown', 'the log is not that long');
	}
	const body =
		level === 'entries'
			? await readBundle(call, session, index, width)
			: await readTile(call, session, level, index, width);
	return body === null ? problem(404, 'tile-unknown') : bytes(body, { 'cache-control': FOREVER });
}

async function readBundle(
	call: Call,
	session: LiveSession,
	index: number,
	width: number
): Promise<Uint8Array> {
	const from = index * TILE_WIDTH;
	const rows: EntryRow[] = await call.app.store.entries(session.id, { from, to: from + width });
	return encodeBundle(rows.map((row) => row.leaf));
}

// A tile that has become full since still answers for its beginnings.
async function readTile(
	call: Call,
	session: LiveSession,
	level: number,
	index: number,
	width: number
): Promise<Uint8Array | null> {
	const full = await call.app.store.tile(session.id, level, index);
	if (full !== null) return full.subarray(0, width * HASH_BYTES);
	return session.log.partialTile(level, index, width);
}
