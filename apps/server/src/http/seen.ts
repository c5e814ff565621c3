import { formatSeen } from '@concordia/transparency';
import { json, problem, type Answer } from './answer.ts';
import { visit } from './auth.ts';
import type { Call, Route } from './route.ts';

export const seenRoutes: readonly Route[] = [
	{ method: 'GET', path: '/api/sessions/:id/seen', isLong: true, handle: seen }
];

/**
 * Which organization has seen which version of what: the entries of the log, counted for whoever doesn't want to read
 * all of them. The same for everybody. `from` is the `size` of an earlier answer; what has not changed since is left out.
 */
async function seen(call: Call): Promise<Answer> {
	const visited = await visit(call);
	if (!visited.ok) return visited.answer;
	const from = call.url.searchParams.get('from') || '0';
	if (!/^\d{1,15}$/.test(from)) return problem(400, 'query-malformed', 'from is a size of the log');
	const log = await call.app.seen.read(visited.session.id);
	return json(formatSeen(log, Number(from)));
}
