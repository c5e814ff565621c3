const SYNC = 0;
const STEP_2 = 1;
const UPDATE = 2;

export type DocumentMessage = 'sync-step-2' | 'update';

/** Which document message these bytes are, if any; the two first numbers of y-protocols are single bytes. */
export function documentMessage(bytes: Uint8Array): DocumentMessage | null {
	if (bytes[0] !== SYNC) return null;
	if (bytes[1] === STEP_2) return 'sync-step-2';
	return bytes[1] === UPDATE ? 'update' : null;
}

/**
 * A WebSocket class that counts the document messages of each connection as they leave, the same way
 * the server counts them as they arrive: its acknowledgements speak of these numbers.
 */
export function countedSocket(
	sent: (message: DocumentMessage, number: number, socket: WebSocket, data: Uint8Array) => void
): typeof WebSocket {
	return class CountedSocket extends WebSocket {
		#count = 0;

		override send(data: Parameters<WebSocket['send']>[0]): void {
			super.send(data);
			const kind = data instanceof Uint8Array ? documentMessage(data) : null;
			if (kind !== null) sent(kind, (this.#count += 1), this, data as Uint8Array);
		}
	};
}

/** A WebSocket class for those who insist on making their sockets themselves: each is what `give` returns. */
export function givenSockets(give: (url: string) => WebSocket): typeof WebSocket {
	function GivenSocket(url: string): WebSocket {
		return give(url);
	}
	return GivenSocket as unknown as typeof WebSocket;
}
