import { bytes, problem, type Answer } from './answer.ts';
import { visit } from './auth.ts';
import type { Call, Route } from './route.ts';

export const boardRoutes: readonly Route[] = [
	{ method: 'GET', path: '/api/sessions/:id/board', handle: board },
	{ method: 'GET', path: '/api/sessions/:id/snapshot', handle: snapshot }
];

/**
 * The board as plain records. In memory, as it is now; otherwise as it was written down last, so that
 * a page can paint before the document is read. The answer says which position it stands for.
 */
async function board(call: Call): Promise<Answer> {
	const visited = await visit(call);
	if (!visited.ok) return visited.answer;
	const { registry, store, sequencer } = call.app;
	const { session } = visited;
	const stored =
		registry.loadedBoard(session.id) === null ? await store.snapshot(session.id) : null;
	if (stored !== null) return packed(stored.records);
	const name = { session: session.id, kind: 'board' } as const;
	const room = await registry.room(session, name, '');
	return packed(await sequencer.atRest(() => room.saver.records()));
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
	const etag = `"${session.id}-${row.seq}"`;
	const headers = {
		etag,
		'x-concordia-seq': String(row.seq),
		'cache-control': 'private, no-cache'
	};
	if (call.request.headers['if-none-match'] === etag) return { status: 304, headers, body: '' };
	return bytes(row.state, headers);
}
