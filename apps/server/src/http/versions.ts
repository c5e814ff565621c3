import { json, problem, text, type Answer } from './answer.ts';
import { visit } from './auth.ts';
import type { Call, Route } from './route.ts';

export const versionRoutes: readonly Route[] = [
	{ method: 'GET', path: '/api/sessions/:id/versions', handle: list },
	{ method: 'GET', path: '/api/sessions/:id/versions/:frame/:number', handle: version }
];

/** What was frozen so far, by the frame of the instrument. */
async function list(call: Call): Promise<Answer> {
	const visited = await visit(call);
	return visited.ok ? json(visited.session.shown.versions) : visited.answer;
}

/** A frozen wording, to the byte: its SHA-256 is the one in the log. There is no way to write one. */
async function version(call: Call): Promise<Answer> {
	const visited = await visit(call);
	if (!visited.ok) return visited.answer;
	const { frame = '', number = '' } = call.params;
	const row = /^[1-9]\d{0,8}$/.test(number)
		? await call.app.store.version(visited.session.id, frame, Number(number))
		: null;
	if (row === null || row.text === '') return problem(404, 'version-unknown');
	const headers = {
		etag: `"${row.hash}"`,
		'cache-control': 'private, max-age=31536000, immutable'
	};
	if (call.request.headers['if-none-match'] === headers.etag)
		return { status: 304, headers, body: '' };
	const answer = text(row.text, 'application/json; charset=utf-8');
	return { ...answer, headers: { ...answer.headers, ...headers } };
}
