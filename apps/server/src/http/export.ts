import { can } from '@concordia/session';
import { exportSession } from '../export/archive.ts';
import { bytes, refused, type Answer } from './answer.ts';
import { actorOf, visitAs, type Caller } from './auth.ts';
import type { Call, Route } from './route.ts';
import type { LiveSession } from '../session/live-session.ts';

export const exportRoutes: readonly Route[] = [
	{
		method: 'GET',
		path: '/api/sessions/:id/export',
		writes: true,
		isLong: true,
		handle: exportZip
	}
];

type Made = ReturnType<typeof exportSession>;

/** Exports under way, by who asked: asking again meanwhile gives the same one, not another one. */
const underWay = new WeakMap<LiveSession, Map<string, Made>>();

async function exportZip(call: Call): Promise<Answer> {
	const visited = await visitAs(
		call,
		({ isHost, participant }) => isHost || (participant !== null && can(participant.role, 'export'))
	);
	if (!visited.ok) return visited.answer;
	const { session, caller } = visited;
	const made = await exportOnce(call, session, caller);
	if (!made.ok) return refused(made);
	return bytes(made.zip, {
		'content-type': 'application/zip',
		'content-disposition': `attachment; filename="concordia-${session.id}.zip"`
	});
}

function exportOnce(call: Call, session: LiveSession, caller: Caller): Made {
	const made = underWay.get(session) ?? new Map<string, Made>();
	underWay.set(session, made);
	const who = caller.participant?.id ?? 'host';
	const known = made.get(who);
	if (known !== undefined) return known;
	const making = make(call, session, caller).finally(() => made.delete(who));
	made.set(who, making);
	return making;
}

async function make(call: Call, session: LiveSession, caller: Caller): Promise<Awaited<Made>> {
	const { registry, store, sequencer, verifier } = call.app;
	const room = await registry.room(session, { session: session.id, kind: 'board' }, '');
	const actor = actorOf(caller, 'export');
	return exportSession({ store, sequencer, session, room, actor, verifier });
}
