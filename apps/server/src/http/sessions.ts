import {
	can,
	parseCommand,
	roles,
	type Action,
	type Actor,
	type Decision
} from '@concordia/session';
import * as v from 'valibot';
import type { LiveSession } from '../session/live-session.ts';
import type { InviteLink } from '../session/registry.ts';
import { json, nothing, problem, refused, type Answer } from './answer.ts';
import { actorOf, requireHost, visit, visitAs, type Caller } from './auth.ts';
import { readCase } from './case.ts';
import type { Call, Route } from './route.ts';

const newOrganization = v.object({
	id: v.string(),
	name: v.string(),
	color: v.optional(v.string()),
	pattern: v.optional(v.string()),
	initials: v.optional(v.string())
});

const newSession = v.object({
	title: v.string(),
	purpose: v.optional(v.string()),
	organizations: v.optional(v.array(newOrganization)),
	seen: v.optional(v.picklist(['person', 'organization', 'off'])),
	names: v.optional(v.picklist(['names', 'pseudonyms'])),
	retentionDays: v.optional(v.nullable(v.number())),
	case: v.optional(v.unknown())
});

const addedOrganization = v.object({
	...newOrganization.entries,
	since: v.optional(v.number()),
	reason: v.optional(v.string())
});

const newInvite = v.object({
	organization: v.optional(v.nullable(v.string()), null),
	role: v.picklist(roles),
	name: v.optional(v.string()),
	uses: v.optional(v.number(), 1),
	expiresAt: v.optional(v.number())
});

const acknowledged = v.object({ items: v.array(v.string()), seq: v.number() });

const CASE_BYTES = 4 * 1024 * 1024;

export const sessionRoutes: readonly Route[] = [
	{ method: 'POST', path: '/api/sessions', writes: true, handle: create },
	{ method: 'GET', path: '/api/sessions', handle: list },
	{ method: 'GET', path: '/api/sessions/:id', handle: show },
	{ method: 'POST', path: '/api/sessions/:id/close', writes: true, handle: close },
	{
		method: 'POST',
		path: '/api/sessions/:id/organizations',
		writes: true,
		handle: addOrganization
	},
	{ method: 'POST', path: '/api/sessions/:id/invites', writes: true, handle: invite },
	{
		method: 'POST',
		path: '/api/sessions/:id/invites/:invite/revoke',
		writes: true,
		handle: revokeInvite
	},
	{
		method: 'POST',
		path: '/api/sessions/:id/participants/:participant/revoke',
		writes: true,
		handle: revoke
	},
	{ method: 'POST', path: '/api/sessions/:id/acknowledge', writes: true, handle: acknowledge }
];

async function create(call: Call): Promise<Answer> {
	const denied = requireHost(call);
	if (denied !== null) return denied;
	const body = v.safeParse(newSession, await call.readJson(CASE_BYTES));
	if (!body.success) return malformed(body.issues[0]);
	const { case: content, ...given } = body.output;
	const imported = content === undefined ? null : readCase(content, call.app.world);
	if (imported?.ok === false) return problem(400, 'case-invalid', imported.reason);
	const organizations = given.organizations ?? imported?.value.organizations;
	if (organizations === undefined) return problem(400, 'body-malformed', 'organizations: missing');
	const purpose = given.purpose ?? imported?.value.purpose;
	const made = await call.app.registry.create({
		...given,
		purpose,
		organizations,
		items: imported?.value.items,
		sealed: imported?.value.sealed
	});
	if (!made.ok) return refused(made);
	const links = made.links.map((link) => withUrl(call, link));
	return json({ id: made.session.id, links }, 201, { location: `/s/${made.session.id}` });
}

async function list(call: Call): Promise<Answer> {
	const denied = requireHost(call);
	if (denied !== null) return denied;
	const sessions = await call.app.registry.all();
	return json({
		sessions: sessions.map(({ shown, present, log }) => ({
			id: shown.id,
			title: shown.title,
			purpose: shown.purpose,
			status: shown.status,
			createdAt: shown.createdAt,
			seen: shown.seen,
			organizations: shown.organizations,
			participants: Object.keys(shown.participants).length,
			present: present.length,
			entries: log.size
		}))
	});
}

async function show(call: Call): Promise<Answer> {
	const visited = await visit(call);
	if (!visited.ok) return visited.answer;
	const { session, caller } = visited;
	return json({
		state: session.shown,
		me: caller.participant?.id ?? null,
		isHost: caller.isHost,
		present: session.present,
		verifierKey: session.verifierKey,
		origin: session.origin,
		url: `${call.origin}/s/${session.id}`
	});
}

async function close(call: Call): Promise<Answer> {
	const visited = await visitAs(call, (caller) => mayLead(caller, 'close'));
	if (!visited.ok) return visited.answer;
	const { session, caller } = visited;
	return outcome(session, await session.command({ type: 'close' }, actorOf(caller, 'close')));
}

async function addOrganization(call: Call): Promise<Answer> {
	const visited = await visitAs(call, (caller) => mayLead(caller, 'invite'));
	if (!visited.ok) return visited.answer;
	const { session, caller } = visited;
	const body = v.safeParse(addedOrganization, await call.readJson());
	if (!body.success) return malformed(body.issues[0]);
	const { since, reason, ...organization } = body.output;
	const parsed = parseCommand({ type: 'organization-add', organization, since, reason });
	if (!parsed.ok) return problem(400, 'body-malformed', parsed.detail);
	return outcome(session, await session.command(parsed.value, actorOf(caller, 'invite')));
}

async function invite(call: Call): Promise<Answer> {
	const visited = await visitAs(call, (caller) => mayLead(caller, 'invite'));
	if (!visited.ok) return visited.answer;
	const { session, caller } = visited;
	const body = v.safeParse(newInvite, await call.readJson());
	if (!body.success) return malformed(body.issues[0]);
	const { role, organization } = body.output;
	const command = { type: 'invite', ...body.output } as const;
	const made = await call.app.registry.invite(session, command, actorOf(caller, 'invite'));
	if (!made.ok) return refused(made);
	session.grew();
	const link = withUrl(call, { role, organization, token: made.token });
	return json({ id: made.id, ...link }, 201);
}

async function revokeInvite(call: Call): Promise<Answer> {
	const visited = await visitAs(call, (caller) => mayLead(caller, 'invite'));
	if (!visited.ok) return visited.answer;
	const { session, caller } = visited;
	const command = { type: 'revoke-invite', invite: call.params['invite'] ?? '' } as const;
	return outcome(session, await session.command(command, actorOf(caller, 'invite')));
}

async function revoke(call: Call): Promise<Answer> {
	const visited = await visitAs(call, (caller) => mayLead(caller, 'revoke'));
	if (!visited.ok) return visited.answer;
	const { session, caller } = visited;
	const command = { type: 'revoke', participant: call.params['participant'] ?? '' } as const;
	return outcome(session, await session.command(command, actorOf(caller, 'revoke')));
}

async function acknowledge(call: Call): Promise<Answer> {
	const visited = await visitAs(call, (caller) => caller.participant !== null);
	if (!visited.ok) return visited.answer;
	const { session, caller } = visited;
	const body = v.safeParse(acknowledged, await call.readJson());
	if (!body.success) return malformed(body.issues[0]);
	const name = { session: session.id, kind: 'board' } as const;
	const room = await call.app.registry.room(session, name, '');
	const command = { type: 'acknowledge', room: session.id, ...body.output };
	const actor: Actor = { type: 'participant', id: caller.participant?.id ?? '' };
	const result = await room.command(command, actor);
	return result.ok ? nothing() : refused(result);
}

export function mayLead(caller: Caller, action: Action): boolean {
	if (caller.isHost) return true;
	return caller.participant !== null && can(caller.participant.role, action);
}

export function outcome(session: LiveSession, decision: Decision): Answer {
	if (!decision.ok) return refused(decision);
	session.grew();
	return json({ state: session.shown });
}

function withUrl(call: Call, link: InviteLink): InviteLink & { url: string } {
	return { ...link, url: `${call.origin}/join#${link.token}` };
}

export function malformed(issue: {
	readonly message: string;
	readonly path?: readonly { readonly key: unknown }[] | undefined;
}): Answer {
	const path = issue.path?.map((part) => String(part.key)).join('.') ?? '';
	return problem(400, 'body-malformed', path === '' ? issue.message : `${path}: ${issue.message}`);
}
