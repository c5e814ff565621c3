import type { Store, UpdateRow } from '@concordia/store';
import { formatHistoryLine } from '@concordia/transparency';
import { text, problem, type Answer } from './answer.ts';
import { visit } from './auth.ts';
import type { Call, Route } from './route.ts';

/** Updates of one answer at most; the caller goes on from the last. */
const MAX_UPDATES = 1000;
/** An answer ends after the update with which it gets larger than this. */
const MAX_BYTES = 4 * 1024 * 1024;
const UPDATES_AT_ONCE = 100;
/** The store counts no further. */
const LAST_POSITION = 2 ** 31 - 1;

export const historyRoutes: readonly Route[] = [
	{ method: 'GET', path: '/api/sessions/:id/history', handle: history }
];

/** A span of positions in a room: `from` to, but without, `to`. */
interface Span {
	readonly from: number;
	readonly to: number;
}

/**
 * The stored updates of the board in their order: played from the first they give the board of any moment.
 * The same for everybody who may read, as is the log.
 */
async function history(call: Call): Promise<Answer> {
	const visited = await visit(call);
	if (!visited.ok) return visited.answer;
	const span = readSpan(call.url.searchParams);
	if (span === null) {
		return problem(400, 'query-malformed', 'from and to are positions, counted from 1');
	}
	const { session } = visited;
	const rows = await readPage(call.app.store, session.id, span);
	const last = rows.at(-1);
	const erased = rows.reduce((count, { bytes }) => count + (bytes.length === 0 ? 1 : 0), 0);
	// What is stored stays as it is, unless something in it is erased.
	const etag = `"${session.id}-${span.from}-${last?.seq ?? 0}-${erased}-${session.shown.erasures}"`;
	const link = nextPage(call.url, rows, span);
	const headers = {
		etag,
		'cache-control': 'private, no-cache',
		...(link !== null && { link })
	};
	if (call.request.headers['if-none-match'] === etag) return { status: 304, headers, body: '' };
	const organizations = await organizationsOf(call.app.store, session.id, rows);
	const lines = rows.map((row) => line(row, organizations.get(row.entry ?? -1)));
	const answer = text(lines.join(''), 'application/x-ndjson; charset=utf-8');
	const page = { ...answer, headers: { ...answer.headers, ...headers } };
	if (link === null) return page;
	// A page that is full stays as it is: whoever looks back gets the same, packed once.
	const body = await call.app.packed.get(etag, Buffer.from(answer.body));
	return { ...page, body, encoding: 'gzip' };
}

function line({ seq, entry, at, participant, bytes }: UpdateRow, organization?: string): string {
	const update = bytes.length === 0 ? null : bytes;
	const whose = organization === undefined ? { participant } : { participant, organization };
	return `${formatHistoryLine({ seq, entry: entry ?? 0, at, ...whose, update })}\n`;
}

/** Organizations by entry where the log names these and nobody of them: so it was agreed. */
async function organizationsOf(
	store: Pick<Store, 'columns'>,
	session: string,
	rows: readonly UpdateRow[]
): Promise<ReadonlyMap<number, string>> {
	const entries = rows.flatMap(({ participant, entry }) =>
		participant === null && entry !== null ? [entry] : []
	);
	const named = new Map<number, string>();
	const [first] = entries;
	if (first === undefined) return named;
	const columns = await store.columns(session, first, entries.at(-1)! + 1);
	for (const entry of entries) {
		const index = columns.organization[entry - columns.from];
		const name = columns.organizations[index ?? -1];
		if (name !== undefined && name !== '') named.set(entry, name);
	}
	return named;
}

/** Reads bit by bit, so that one question can't fill the memory. */
async function readPage(
	store: Pick<Store, 'updates'>,
	room: string,
	{ from, to }: Span
): Promise<UpdateRow[]> {
	const page: UpdateRow[] = [];
	const end = Math.min(to, from + MAX_UPDATES);
	let bytes = 0;
	for (let at = from; at < end && bytes < MAX_BYTES; at += UPDATES_AT_ONCE) {
		const rows = await store.updates(room, at, Math.min(end, at + UPDATES_AT_ONCE));
		for (const row of rows) {
			if (bytes >= MAX_BYTES) break;
			page.push(row);
			bytes += row.bytes.length;
		}
		if (rows.length === 0) break;
	}
	return page;
}

function readSpan(query: URLSearchParams): Span | null {
	const from = query.get('from') || '1';
	const to = query.get('to') || String(LAST_POSITION);
	if (!/^\d{1,15}$/.test(from) || !/^\d{1,15}$/.test(to)) return null;
	return {
		from: Math.min(Math.max(1, Number(from)), LAST_POSITION),
		to: Math.min(Number(to), LAST_POSITION)
	};
}

/** Where the rest is (RFC 8288); none when this answer came to an end by itself. */
function nextPage(url: URL, rows: readonly UpdateRow[], { from, to }: Span): string | null {
	const next = (rows.at(-1)?.seq ?? from - 1) + 1;
	const bytes = rows.reduce((sum, row) => sum + row.bytes.length, 0);
	const isFull = rows.length >= MAX_UPDATES || bytes >= MAX_BYTES;
	if (!isFull || next >= to) return null;
	const query = new URLSearchParams(url.searchParams);
	query.set('from', String(next));
	return `<${url.pathname}?${query.toString()}>; rel="next"`;
}
