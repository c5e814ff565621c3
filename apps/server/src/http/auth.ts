import { can, type Action, type Actor, type Participant } from '@concordia/session';
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { App } from '../app.ts';
import type { LiveSession } from '../session/live-session.ts';
import { hashToken, isToken } from '../session/token.ts';
import { problem, type Answer } from './answer.ts';
import { HOST_COOKIE, readCookie, sessionCookie } from './cookie.ts';
import type { Call } from './route.ts';

/** Who calls. The same browser may be the host's and a participant's. */
export interface Caller {
	readonly isHost: boolean;
	readonly participant: Participant | null;
}

/** A session together with who asks for it. */
export interface Visit {
	readonly session: LiveSession;
	readonly caller: Caller;
}

type Visited = ({ readonly ok: true } & Visit) | { readonly ok: false; readonly answer: Answer };

/**
 * The session of the path, for those who are in it or run it. Everybody else gets one answer,
 * whether it exists or not.
 */
export async function visit(call: Call): Promise<Visited> {
	const { app, request } = call;
	const session = await app.registry.session(call.params['id'] ?? '');
	const bearer = bearerOf(request);
	const isHost = isHostCall(call);
	const participant =
		session === null
			? null
			: await participantOf(app, session, bearer ?? readCookie(request, sessionCookie(session.id)));
	if (session !== null && (isHost || participant !== null)) {
		return { ok: true, session, caller: { isHost, participant } };
	}
	if (isHost) return { ok: false, answer: problem(404, 'session-unknown') };
	return { ok: false, answer: unknownCaller(call, bearer) };
}

/** The session of the path, for the host and for participants with the given right. */
export async function visitAs(call: Call, may: (caller: Caller) => boolean): Promise<Visited> {
	const visited = await visit(call);
	if (!visited.ok || may(visited.caller)) return visited;
	return { ok: false, answer: problem(403, 'not-allowed') };
}

/** A participant acts as such, so that the log names them; the host's key steps in where they may not. */
export function actorOf({ participant, isHost }: Caller, action: Action): Actor {
	if (participant === null || (isHost && !can(participant.role, action))) return { type: 'host' };
	return { type: 'participant', id: participant.id };
}

/** Null when the caller holds the host key, otherwise the answer for those who don't. */
export function requireHost(call: Call): Answer | null {
	if (isHostCall(call)) return null;
	return unknownCaller(call, bearerOf(call.request));
}

/** The active participant a token stands for, or null. */
export async function participantOf(
	app: App,
	session: LiveSession,
	token: string | null
): Promise<Participant | null> {
	if (!isToken(token)) return null;
	const row = await app.store.credential(hashToken(token));
	if (row?.kind !== 'access' || row.session !== session.id) return null;
	return session.activeShown(row.subject);
}

/** Whether a token stands for an active participant of any session. */
export async function isSignedIn(app: App, token: string | null): Promise<boolean> {
	if (!isToken(token)) return false;
	const row = await app.store.credential(hashToken(token));
	if (row?.kind !== 'access') return false;
	const session = await app.registry.session(row.session);
	return session?.activeShown(row.subject) != null;
}

export function isHostKey(app: App, key: string): boolean {
	return isSame(key, app.hostKey);
}

/**
 * What the host's browser keeps: shows that the key was known, without being it. Made with a secret,
 * or guesses at the key could be tried out here.
 */
export function makeHostCookie(hostKey: string, secret: Uint8Array): string {
	return createHmac('sha256', secret).update(`concordia host\n${hostKey}`).digest('base64url');
}

/** Whether the caller holds the host key. From an address that failed too often no key is looked at. */
export function isHostCall({ app, request, address }: Call): boolean {
	const bearer = bearerOf(request);
	if (bearer !== null) return !app.attempts.isBlocked(address) && isHostKey(app, bearer);
	const cookie = readCookie(request, HOST_COOKIE);
	return cookie !== null && isSame(cookie, app.hostCookie);
}

export function bearerOf(request: IncomingMessage): string | null {
	return /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null;
}

// A cookie that ran out is no guess; a wrong token is one.
export function unknownCaller(call: Call, bearer: string | null): Answer {
	const { attempts } = call.app;
	if (bearer !== null) {
		if (attempts.isBlocked(call.address)) return tooManyAttempts();
		attempts.fail(call.address);
	}
	return problem(401, 'signed-out', '', { 'www-authenticate': 'Bearer' });
}

export function tooManyAttempts(): Answer {
	return problem(429, 'too-many-attempts', 'try again in a minute', { 'retry-after': '60' });
}

// Hashes have one length, and comparing them takes one time.
function isSame(a: string, b: string): boolean {
	return timingSafeEqual(sha256(a), sha256(b));
}

function sha256(text: string): Buffer {
	return createHash('sha256').update(text).digest();
}
