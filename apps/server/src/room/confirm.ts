import type { Actor, ConfirmCommand, Decision } from '@concordia/session';
import { versionId } from '@concordia/session';
import { executeSeen } from './execute-seen.ts';
import type { Room } from './room.ts';

/** Takes a delegate's word for a version: nobody binds their organization to a wording that was never on their screen. */
export function confirmVersion(
	room: Room,
	command: ConfirmCommand,
	actor: Actor
): Promise<Decision> {
	const name = versionId(command.frame, command.number);
	return executeSeen(room, actor, (hasSeen) => ({
		...command,
		isSeen: actor.type === 'participant' && hasSeen(actor.id, name)
	}));
}
