import { eventKinds, type EventKind, type SessionEvent } from '@concordia/session';
import { fromBase64url, parseFields, toHex, type Leaf } from '@concordia/transparency';

/** Kinds that say nothing about the session's state and of which there may be very many. */
const others: ReadonlySet<EventKind> = new Set([
	'edit',
	'edit.host',
	'key.add',
	'sign',
	'upload',
	'seen',
	'refuse',
	'client.bind',
	'witness.join',
	'witness.lost'
]);

/** Kinds of entries that a session's state is made from. */
export const stateKinds: readonly EventKind[] = eventKinds.filter((kind) => !others.has(kind));

/** An entry as the session reads it. A payload that is no JSON says as little as one that was erased. */
export function eventOf(leaf: Leaf, payload: string | null): SessionEvent {
	const { k, t, a, og, o, c, room, seq, h } = leaf;
	const hash = h === undefined ? null : fromBase64url(h);
	return {
		kind: k as EventKind,
		at: t,
		...(a !== undefined && { by: a }),
		...(og !== undefined && { organization: og }),
		subject: o ?? [],
		...(c !== undefined && { changes: c }),
		...(room !== undefined && { room }),
		...(seq !== undefined && { seq }),
		...(hash && { hash: toHex(hash) }),
		payload: payload === null ? null : parseFields(payload)
	};
}
