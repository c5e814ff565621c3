import * as v from 'valibot';
import { json, nothing, problem, type Answer } from './answer.ts';
import { hostCookie, isHostKey, isHostRequest, tooManyAttempts } from './auth.ts';
import { HOST_COOKIE, setCookie } from './cookie.ts';
import type { Call, Route } from './route.ts';
import { malformed } from './sessions.ts';

const withKey = v.object({ key: v.string() });
const COOKIE_SECONDS = 30 * 24 * 3600;

export const hostRoutes: readonly Route[] = [
	{ method: 'GET', path: '/api/host', handle: show },
	{ method: 'POST', path: '/api/host', handle: signIn },
	{ method: 'DELETE', path: '/api/host', handle: signOut }
];

function show(call: Call): Answer {
	return json({ host: isHostRequest(call.app, call.request) });
}

async function signIn(call: Call): Promise<Answer> {
	const { app, address } = call;
	const body = v.safeParse(withKey, await call.readJson());
	if (!body.success) return malformed(body.issues[0]);
	if (app.attempts.isBlocked(address)) return tooManyAttempts();
	if (!isHostKey(app, body.output.key)) {
		app.attempts.fail(address);
		return problem(401, 'host-key-wrong');
	}
	const isSecure = call.origin.startsWith('https:');
	return json({ host: true }, 200, {
		'set-cookie': setCookie(HOST_COOKIE, hostCookie(app), isSecure, COOKIE_SECONDS)
	});
}

function signOut(call: Call): Answer {
	const isSecure = call.origin.startsWith('https:');
	return nothing({ 'set-cookie': setCookie(HOST_COOKIE, '', isSecure, 0) });
}
