import type { Actor, Command, Decision } from '@concordia/session';
import type { Room } from './room.ts';

/** Whether the log says that something was on somebody's screen. */
export type HasSeen = (participant: string, name: string) => boolean;

/**
 * Executes a command in a turn of its own, once it is known what the log says of who has seen what: `complete` writes
 * that into it.
 */
export async function executeSeen(
	room: Room,
	actor: Actor,
	complete: (hasSeen: HasSeen) => Command
): Promise<Decision> {
	const { session, views } = room;
	if (room.isPrivate) return { ok: false, code: 'room-unknown' };
	await views.ready();
	return new Promise((resolve) => {
		room.enqueue({
			type: 'task',
			run: (turn) => {
				const hasSeen: HasSeen = (participant, name) => {
					const viewer = session.active(participant);
					return viewer !== null && views.hasSeen(turn, viewer, name);
				};
				const decision = session.execute(turn, complete(hasSeen), actor);
				turn.afterwards(() => {
					session.grew();
					resolve(decision);
				});
			}
		});
	});
}
