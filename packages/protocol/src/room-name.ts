/** Where the sync endpoint lives; the room name follows after a slash. */
export const SYNC_PATH = '/sync';

/** A room as named on the wire. `private` is the caller's own, so the name does not say whose. */
export type RoomName =
	| { readonly session: string; readonly kind: 'board' }
	| { readonly session: string; readonly kind: 'private' }
	| { readonly session: string; readonly kind: 'side'; readonly side: string };

const SESSION = /^[a-z0-9]{10,64}$/;
const SIDE = /^[A-Za-z0-9_-]{1,64}$/;

/** Reads `<session>`, `<session>~private` or `<session>~side~<id>`; anything else is null. */
export function parseRoomName(name: string): RoomName | null {
	const [session = '', kind, side, ...rest] = name.split('~');
	if (!SESSION.test(session) || rest.length > 0) return null;
	if (kind === undefined) return { session, kind: 'board' };
	if (kind === 'private' && side === undefined) return { session, kind };
	if (kind === 'side' && side !== undefined && SIDE.test(side)) return { session, kind, side };
	return null;
}

/** The inverse of `parseRoomName`. */
export function formatRoomName(room: RoomName): string {
	if (room.kind === 'board') return room.session;
	return room.kind === 'private' ? `${room.session}~private` : `${room.session}~side~${room.side}`;
}

/** The key under which the server keeps a room: private rooms are told apart by their owner. */
export function roomKey(room: RoomName, participant: string): string {
	return room.kind === 'private' ? `${room.session}~private~${participant}` : formatRoomName(room);
}

/** What the request target of an upgrade asks for. */
export interface SyncRequest {
	readonly room: RoomName;
	/** Access token of a program; browsers send a cookie. */
	readonly token: string | null;
	/** True when the client understands messages of type 64 and above. */
	readonly concordia: boolean;
	/** True when, after the first time, it only wants to hear what has changed of the session. */
	readonly changes: boolean;
}

/** Reads a request target such as `/sync/<room>?concordia=1`; unknown parameters are ignored. */
export function roomFromUrl(target: string): SyncRequest | null {
	const query = target.indexOf('?');
	const path = query === -1 ? target : target.slice(0, query);
	if (!path.startsWith(`${SYNC_PATH}/`)) return null;
	const name = percentDecode(path.slice(SYNC_PATH.length + 1));
	const room = name === null ? null : parseRoomName(name);
	if (room === null) return null;
	const params = new URLSearchParams(query === -1 ? '' : target.slice(query + 1));
	return {
		room,
		token: params.get('token'),
		concordia: params.get('concordia') === '1',
		changes: params.get('changes') === '1'
	};
}

function percentDecode(text: string): string | null {
	try {
		return decodeURIComponent(text);
	} catch {
		return null; // a stray % sign
	}
}
