import { limits, type RefusalCode } from '@concordia/protocol';
import { can, runningStage, type Participant } from '@concordia/session';
import {
	checkUpdate,
	readPresence,
	type Accepted,
	type PresenceState,
	type Rejected
} from '../gate/index.ts';
import type { Connection } from './connection.ts';
import type { Room } from './room.ts';

/** Why an edit is turned away: what the gate finds, or that the session is over. */
export type TurnedAway = RefusalCode | 'session-closed';

export type Verdict = Accepted | (Omit<Rejected, 'code'> & { readonly code: TurnedAway });

/** Whether an update may be applied to the room's document, and what it would change. */
export function judge(room: Room, author: Participant, bytes: Uint8Array): Verdict {
	const verdict = checkUpdate({
		doc: room.doc,
		bytes,
		actor: {
			participant: author.id,
			organization: author.organization,
			role: author.role,
			consent: author.consent
		},
		clients: room.clients,
		limits
	});
	if (verdict.ok && !verdict.empty && room.session.state?.status === 'closed') {
		const items = verdict.touches.map((touch) => touch.item);
		return {
			ok: false,
			code: 'session-closed',
			detail: 'the session is closed',
			items,
			retry: false
		};
	}
	return verdict;
}

/** Reads what a peer says of itself; who it is, is written in from the session. Null when malformed. */
export function hear(
	room: Room,
	connection: Connection,
	bytes: Uint8Array
): readonly PresenceState[] | null {
	const author = room.session.activeShown(connection.participant);
	if (author === null) return [];
	const { id, name, organization, role } = author;
	const { organizations, stages } = room.session.shown;
	const color = organizations.find((known) => known.id === organization)?.color ?? null;
	const user = { id, name, organization, color, role };
	const heard = readPresence({
		bytes,
		user,
		clients: room.clients,
		limits,
		speaks: author.consent && can(role, 'edit'),
		leads: role === 'mediator',
		isSilent: runningStage(stages)?.silent === true && role !== 'mediator'
	});
	return heard.ok ? heard.states : null;
}
