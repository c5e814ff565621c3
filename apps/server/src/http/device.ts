import { hashToken, isToken, newToken } from '../session/token.ts';
import { json, nothing, problem, type Answer } from './answer.ts';
import { bearerOf, visitAs } from './auth.ts';
import { readCookie, sessionCookie, setCookie } from './cookie.ts';
import type { Call, Route } from './route.ts';

/** What participants do about their own devices. Nothing here is the session's business. */
export const deviceRoutes: readonly Route[] = [
	{ method: 'POST', path: '/api/sessions/:id/return-link', writes: true, handle: makeReturnLink },
	{ method: 'POST', path: '/api/sessions/:id/sign-out', writes: true, handle: signOut }
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

/**
 * The browser forgets who it was, and what it knew opens nothing any more. Other devices of the same person
 * and their return links stay. Open to all, because forgetting needs no right; a wrong token learns nothing.
 */
async function signOut({ app, request, params, origin }: Call): Promise<Answer> {
	const session = params['id'] ?? '';
	const cookie = sessionCookie(session);
	const token = bearerOf(request) ?? readCookie(request, cookie);
	if (isToken(token)) await app.registry.endAccess(session, hashToken(token));
	return nothing({ 'set-cookie': setCookie(cookie, '', origin.startsWith('https:'), 0) });
}
