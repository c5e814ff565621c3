import * as v from 'valibot';
import { json, nothing, problem, type Answer } from './answer.ts';
import {
	bearerOf,
	isHostCall,
	isHostKey,
	isSignedIn,
	tooManyAttempts,
	unknownCaller
} from './auth.ts';
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

async function show(call: Call): Promise<Answer> {
	if (isHostCall(call)) return json({ host: true });
	// A token that is neither the host's nor anybody's is a guess, here as at every other door.
	const bearer = bearerOf(call.request);
	if (bearer !== null && !(await isSignedIn(call.app, bearer))) return unknownCaller(call, bearer);
	return json({ host: false });
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
		'set-cookie': setCookie(HOST_COOKIE, app.hostCookie, isSecure, COOKIE_SECONDS)
	});
}

function signOut(call: Call): Answer {
	const isSecure = call.origin.startsWith('https:');
	return nothing({ 'set-cookie': setCookie(HOST_COOKIE, '', isSecure, 0) });
}
