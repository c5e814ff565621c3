import type { Actor, ConfirmCommand, Decision } from '@concordia/session';
import { versionId } from '@concordia/session';
import type { Room } from './room.ts';

/**
 * Takes a delegate's word for a version, in a turn of its own once it is known what the log says of who has seen what:
 * nobody binds their organization to a wording that was never on their screen.
 */
export async function confirmVersion(
	room: Room,
	command: ConfirmCommand,
	actor: Actor
): Promise<Decision> {
	const { session, views } = room;
	if (room.isPrivate) return { ok: false, code: 'room-unknown' };
	await views.ready();
	return new Promise((resolve) => {
		room.enqueue({
			type: 'task',
			run: (turn) => {
				const viewer = actor.type === 'participant' ? session.active(actor.id) : null;
				const id = versionId(command.frame, command.number);
				const isSeen = viewer !== null && views.hasSeen(turn, viewer, id);
				const decision = session.execute(turn, { ...command, isSeen }, actor);
				turn.afterwards(() => {
					session.grew();
					resolve(decision);
				});
			}
		});
	});
}
