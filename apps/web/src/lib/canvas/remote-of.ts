import type { Remote, RemoteCursor, RemoteGesture, RemoteSelection } from '@concordia/canvas';
import type { Peer } from '#lib/session/peers.ts';
import { readGesture } from './gesture.ts';

/** Others' presence in the engine's terms. Colour and initials are the organization's. */
export function remoteOf(peers: readonly Peer[], nameless: string): Remote {
	const cursors: RemoteCursor[] = [];
	const selections: RemoteSelection[] = [];
	const gestures: RemoteGesture[] = [];
	for (const peer of peers) {
		const who = {
			id: String(peer.client),
			name: peer.name ?? nameless,
			color: peer.organization?.color ?? 'gray'
		};
		const initials = peer.organization?.initials;
		if (peer.cursor) {
			cursors.push({ ...who, point: peer.cursor, ...(initials !== undefined && { initials }) });
		}
		if (peer.selection.length > 0 || peer.editing !== null) {
			selections.push({ ...who, ids: peer.selection, editing: peer.editing });
		}
		const gesture = readGesture(peer.gesture);
		if (gesture !== null) gestures.push({ ...who, gesture });
	}
	return { cursors, selections, gestures };
}
