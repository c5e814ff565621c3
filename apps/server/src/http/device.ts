import { hashToken, newToken } from '../session/token.ts';
import { json, nothing, problem, type Answer } from './answer.ts';
import { visitAs } from './auth.ts';
import { sessionCookie, setCookie } from './cookie.ts';
import type { Call, Route } from './route.ts';

/** What participants do about their own devices. Nothing here is the session's business. */
export const deviceRoutes: readonly Route[] = [
	{ method: 'POST', path: '/api/sessions/:id/return-link', writes: true, handle: makeReturnLink },
	{ method: 'POST', path: '/api/sessions/:id/sign-out', handle: signOut }
];

/** A personal link for another device. Made on demand, because only hashes of links are kept. */
async function makeReturnLink(call: Call): Promise<Answer> {
	const visited = await visitAs(call, ({ participant }) => participant !== null);
	if (!visited.ok) return visited.answer;
	const { session, caller } = visited;
	if (caller.participant === null) return problem(403, 'not-allowed');
	const { world, store } = call.app;
	const token = newToken(world);
	await store.commit({
		credentials: [
			{
				hash: hashToken(token),
				session: session.id,
				kind: 'return',
				subject: caller.participant.id,
				createdAt: world.now()
			}
		]
	});
	return json({ url: `${call.origin}/return#${token}` }, 201);
}

/** The browser forgets who it was; open to all, because forgetting needs no right. */
function signOut(call: Call): Answer {
	const isSecure = call.origin.startsWith('https:');
	const cookie = sessionCookie(call.params['id'] ?? '');
	return nothing({ 'set-cookie': setCookie(cookie, '', isSecure, 0) });
}
