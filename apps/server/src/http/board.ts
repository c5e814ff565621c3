import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { loadDocument } from '../room/load.ts';
import { recordsOf } from '../room/save.ts';
import type { LiveSession } from '../session/live-session.ts';
import { bytes, problem, type Answer } from './answer.ts';
import { visit } from './auth.ts';
import type { Call, Route } from './route.ts';

const pack = promisify(gzip);

export const boardRoutes: readonly Route[] = [
	{ method: 'GET', path: '/api/sessions/:id/board', handle: board },
	{ method: 'GET', path: '/api/sessions/:id/snapshot', handle: snapshot }
];

/**
 * The board as plain records. In memory, as it is now or as old as the request allows; otherwise as it was
 * written down last, so that a page can paint before the document is read. The answer says which position it stands for.
 */
async function board(call: Call): Promise<Answer> {
	const visited = await visit(call);
	if (!visited.ok) return visited.answer;
	const { registry, store, sequencer } = call.app;
	const { session } = visited;
	// While nothing can be stored, memory may hold more than anybody may see.
	if (sequencer.state !== 'ok') return packed(await readStored(call, session));
	const stored =
		registry.loadedBoard(session.id) === null ? await store.snapshot(session.id) : null;
	if (stored !== null) return packed(stored.records);
	const name = { session: session.id, kind: 'board' } as const;
	const room = await registry.room(session, name, '');
	const maxAge = toleratedAge(call.request.headers['cache-control']);
	return packed(await sequencer.atRest(() => room.saver.records(maxAge)));
}

/** How old an answer may be, in milliseconds: the directive `max-age` of a request (RFC 9111, 5.2.1.1). */
function toleratedAge(control: string | undefined): number {
	const [, seconds] = /(?:^|[\s,])max-age=(\d{1,6})(?:$|[\s,])/.exec(control ?? '') ?? [];
	return seconds === undefined ? 0 : Number(seconds) * 1000;
}

async function readStored(call: Call, session: LiveSession): Promise<Uint8Array> {
	const { doc, seq } = await loadDocument(call.app.store, session.id);
	const log = await call.app.store.head(session.id);
	const records = recordsOf({ session: session.id, doc, seq, log });
	doc.destroy();
	return pack(JSON.stringify(records));
}

function packed(records: Uint8Array): Answer {
	return {
		status: 200,
		headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
		body: records,
		encoding: 'gzip'
	};
}

/** The document's state as it was written down last: most of what a page needs, made once for all. */
async function snapshot(call: Call): Promise<Answer> {
	const visited = await visit(call);
	if (!visited.ok) return visited.answer;
	const { registry, store } = call.app;
	const { session } = visited;
	let row = await store.snapshot(session.id);
	if (row === null) {
		const room = await registry.room(session, { session: session.id, kind: 'board' }, '');
		await room.saver.save();
		row = await store.snapshot(session.id);
	}
	if (row === null) return problem(404, 'snapshot-missing');
	// Whoever fetches this connects next: the room is read while they are still reading the snapshot.
	const afterwards = (): void => {
		registry.room(session, { session: session.id, kind: 'board' }, '').catch(call.app.report);
	};
	const { seq } = row;
	// What came after it: mostly nothing, so that a page need not wait for the socket to bring it.
	const head =
		registry.loadedBoard(session.id)?.durableSeq ??
		(await store.updates(session.id, seq + 1, Number.MAX_SAFE_INTEGER)).at(-1)?.seq ??
		seq;
	const etag = `"${session.id}-${seq}"`;
	const headers = {
		etag,
		'x-concordia-seq': String(seq),
		'x-concordia-head': String(head),
		'cache-control': 'private, no-cache'
	};
	if (call.request.headers['if-none-match'] === etag)
		return { status: 304, headers, body: '', afterwards };
	return { ...bytes(row.state, headers), encoding: 'gzip', afterwards };
}
