import type { Connection } from './connection.ts';
import type { Room } from './room.ts';

/** Takes a connection that has ended out of the room. */
export function leave(room: Room, connection: Connection): void {
	if (!connection.isOpen) return;
	connection.isOpen = false;
	connection.lag = null;
	room.connections.delete(connection);
	room.awareness.leave(connection);
	room.session.disconnect(connection);
}
