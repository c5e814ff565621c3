import { can } from '@concordia/session';
import { exportSession } from '../export/archive.ts';
import { bytes, refused, type Answer } from './answer.ts';
import { actorOf, visitAs } from './auth.ts';
import type { Call, Route } from './route.ts';

export const exportRoutes: readonly Route[] = [
	{ method: 'GET', path: '/api/sessions/:id/export', writes: true, handle: exportZip }
];

async function exportZip(call: Call): Promise<Answer> {
	const visited = await visitAs(
		call,
		({ isHost, participant }) => isHost || (participant !== null && can(participant.role, 'export'))
	);
	if (!visited.ok) return visited.answer;
	const { session, caller } = visited;
	const { registry, store, sequencer } = call.app;
	const room = await registry.room(session, { session: session.id, kind: 'board' }, '');
	const actor = actorOf(caller, 'export');
	const made = await exportSession({ store, sequencer, session, room, actor });
	if (!made.ok) return refused(made);
	return bytes(made.zip, {
		'content-type': 'application/zip',
		'content-disposition': `attachment; filename="concordia-${session.id}.zip"`
	});
}
