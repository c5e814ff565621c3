import { checkInvite } from '@concordia/session';
import * as v from 'valibot';
import type { LiveSession } from '../session/live-session.ts';
import { hashToken, isToken, newToken } from '../session/token.ts';
import { json, problem, refused, type Answer } from './answer.ts';
import { tooManyAttempts } from './auth.ts';
import { sessionCookie, setCookie } from './cookie.ts';
import type { Call, Route } from './route.ts';
import { malformed } from './sessions.ts';

const withToken = v.object({ token: v.string() });
const joining = v.object({
	token: v.string(),
	name: v.string(),
	consent: v.optional(v.boolean(), false),
	notice: v.optional(
		v.object({
			version: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
			locale: v.pipe(v.string(), v.regex(/^[a-z]{2,8}$/)),
			hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))
		})
	)
});

const COOKIE_SECONDS = 180 * 24 * 3600;

export const joinRoutes: readonly Route[] = [
	{ method: 'POST', path: '/api/invitation', handle: preview },
	{ method: 'POST', path: '/api/join', writes: true, handle: join },
	{ method: 'POST', path: '/api/return', writes: true, handle: comeBack }
];

/** What an invitation leads to, without using it: the join page shows it before anything is agreed. */
async function preview(call: Call): Promise<Answer> {
	const body = v.safeParse(withToken, await call.readJson());
	if (!body.success) return malformed(body.issues[0]);
	const found = await findInvitation(call, body.output.token);
	if (!found.ok) return found.answer;
	const { session, inviteId } = found;
	const { title, purpose, organizations, status, invites } = session.shown;
	const { seen, names, retentionDays } = session.shown;
	if (status === 'closed') return refused({ code: 'session-closed' });
	const usable = checkInvite(invites[inviteId], call.app.world.now());
	if (!usable.ok) return refused(usable);
	const { organization, role, name } = usable.invite;
	return json({
		session: session.id,
		title,
		purpose,
		organization,
		role,
		...(name !== undefined && { name }),
		organizations,
		// What is recorded here, for the notice that people agree to.
		notice: {
			seen,
			names,
			retentionDays,
			host: new URL(call.origin).host,
			origin: session.origin,
			verifierKey: session.verifierKey
		}
	});
}

async function join(call: Call): Promise<Answer> {
	const body = v.safeParse(joining, await call.readJson());
	if (!body.success) return malformed(body.issues[0]);
	const { token, name, consent, notice } = body.output;
	const found = await findInvitation(call, token);
	if (!found.ok) return found.answer;
	const { session, inviteId } = found;
	const { world } = call.app;
	const accessToken = newToken(world);
	const returnToken = newToken(world);
	let id = '';
	const command = { type: 'join', invite: inviteId, name, consent, notice } as const;
	const decision = await session.command(command, { type: 'guest' }, (turn, events) => {
		id = events[0]?.by ?? '';
		const mine = { session: session.id, subject: id, createdAt: turn.now };
		turn.credentials.push(
			{ ...mine, kind: 'access', hash: hashToken(accessToken) },
			{ ...mine, kind: 'return', hash: hashToken(returnToken) }
		);
	});
	if (!decision.ok) return refused(decision);
	session.grew();
	return signedIn(call, session, id, accessToken, { returnToken });
}

/** A personal return link: the same person again, on another device or after cookies were lost. */
async function comeBack(call: Call): Promise<Answer> {
	const body = v.safeParse(withToken, await call.readJson());
	if (!body.success) return malformed(body.issues[0]);
	const found = await findCredential(call, body.output.token, 'return');
	if (!found.ok) return found.answer;
	const { session, subject } = found;
	if (session.activeShown(subject) === null) return refused({ code: 'not-allowed' });
	const { world, store } = call.app;
	const accessToken = newToken(world);
	const hash = hashToken(accessToken);
	await store.commit({
		credentials: [{ hash, session: session.id, kind: 'access', subject, createdAt: world.now() }]
	});
	return signedIn(call, session, subject, accessToken, {});
}

function signedIn(
	call: Call,
	session: LiveSession,
	id: string,
	accessToken: string,
	more: object
): Answer {
	const participant = session.activeShown(id);
	if (participant === null) return refused({ code: 'not-allowed' });
	const { name, organization, role } = participant;
	const isSecure = call.origin.startsWith('https:');
	const cookie = setCookie(sessionCookie(session.id), accessToken, isSecure, COOKIE_SECONDS);
	return json(
		{ session: session.id, participant: { id, name, organization, role }, accessToken, ...more },
		200,
		{ 'set-cookie': cookie }
	);
}

type Found =
	| { readonly ok: true; readonly session: LiveSession; readonly subject: string }
	| { readonly ok: false; readonly answer: Answer };

async function findInvitation(
	call: Call,
	token: string
): Promise<(Extract<Found, { ok: true }> & { inviteId: string }) | Extract<Found, { ok: false }>> {
	const found = await findCredential(call, token, 'invite');
	return found.ok ? { ...found, inviteId: found.subject } : found;
}

async function findCredential(
	call: Call,
	token: string,
	kind: 'invite' | 'return'
): Promise<Found> {
	const { app, address } = call;
	if (app.attempts.isBlocked(address)) return { ok: false, answer: tooManyAttempts() };
	const row = isToken(token) ? await app.store.credential(hashToken(token)) : null;
	const session = row?.kind === kind ? await app.registry.session(row.session) : null;
	if (row === null || session === null) {
		app.attempts.fail(address);
		return { ok: false, answer: problem(404, 'invite-unknown') };
	}
	return { ok: true, session, subject: row.subject };
}
