import * as v from 'valibot';
import { can } from '@concordia/session';
import { exportPerson } from '../export/person.ts';
import { bytes, problem, refused, type Answer } from './answer.ts';
import { actorOf, requireHost, visitAs } from './auth.ts';
import type { Call, Route } from './route.ts';
import { malformed, mayLead, outcome } from './sessions.ts';

const withReason = v.object({ reason: v.optional(v.string(), '') });
const withDays = v.object({ days: v.nullable(v.number()) });
const withSwitch = v.object({ recorded: v.boolean() });

export const privacyRoutes: readonly Route[] = [
	{
		method: 'POST',
		path: '/api/sessions/:id/participants/:participant/erase',
		writes: true,
		handle: erasePerson
	},
	{ method: 'POST', path: '/api/sessions/:id/items/:item/erase', writes: true, handle: eraseItem },
	{ method: 'POST', path: '/api/sessions/:id/retention', writes: true, handle: setRetention },
	{ method: 'POST', path: '/api/sessions/:id/views', writes: true, handle: setViews },
	{ method: 'GET', path: '/api/sessions/:id/my-data', writes: true, isLong: true, handle: myData }
];

async function erasePerson(call: Call): Promise<Answer> {
	const visited = await visitAs(call, (caller) => mayLead(caller, 'erase'));
	if (!visited.ok) return visited.answer;
	const { session, caller } = visited;
	const body = v.safeParse(withReason, await call.readJson());
	if (!body.success) return malformed(body.issues[0]);
	const participant = call.params['participant'] ?? '';
	const actor = actorOf(caller, 'erase');
	const { reason } = body.output;
	return outcome(session, await call.app.registry.erase(session, participant, actor, reason));
}

async function eraseItem(call: Call): Promise<Answer> {
	const visited = await visitAs(call, (caller) => mayLead(caller, 'erase'));
	if (!visited.ok) return visited.answer;
	const { session, caller } = visited;
	const body = v.safeParse(withReason, await call.readJson());
	if (!body.success) return malformed(body.issues[0]);
	const item = call.params['item'] ?? '';
	const actor = actorOf(caller, 'erase');
	const { reason } = body.output;
	return outcome(session, await call.app.registry.eraseItem(session, item, reason, actor));
}

async function setRetention(call: Call): Promise<Answer> {
	const denied = requireHost(call);
	if (denied !== null) return denied;
	const visited = await visitAs(call, ({ isHost }) => isHost);
	if (!visited.ok) return visited.answer;
	const { session } = visited;
	const body = v.safeParse(withDays, await call.readJson());
	if (!body.success) return malformed(body.issues[0]);
	const command = { type: 'set-retention', days: body.output.days } as const;
	return outcome(session, await session.command(command, { type: 'host' }));
}

/** Whether what is on one's own screen is recorded from now on. */
async function setViews(call: Call): Promise<Answer> {
	const visited = await visitAs(call, ({ participant }) => participant !== null);
	if (!visited.ok) return visited.answer;
	const { session, caller } = visited;
	const body = v.safeParse(withSwitch, await call.readJson());
	if (!body.success) return malformed(body.issues[0]);
	const id = caller.participant?.id ?? '';
	const type = body.output.recorded ? 'view-resume' : 'view-stop';
	return outcome(session, await session.command({ type }, { type: 'participant', id }));
}

/** All that is kept of the caller, as a zip of JSON; that it was taken is an entry like any export. */
async function myData(call: Call): Promise<Answer> {
	const visited = await visitAs(
		call,
		({ participant }) => participant !== null && can(participant.role, 'export')
	);
	if (!visited.ok) return visited.answer;
	const { session, caller } = visited;
	const { participant } = caller;
	if (participant === null) return problem(403, 'not-allowed');
	const { registry, store } = call.app;
	const name = { session: session.id, kind: 'private' } as const;
	const room = await registry.room(session, name, participant.id);
	const made = await exportPerson({ store, session, room, participant });
	if (!made.ok) return refused(made);
	session.grew();
	return bytes(made.zip, {
		'content-type': 'application/zip',
		'content-disposition': `attachment; filename="concordia-${session.id}-${participant.id}.zip"`
	});
}
