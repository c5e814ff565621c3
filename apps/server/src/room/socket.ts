/** One websocket as the core sees it. `send` and `close` never throw and are ignored once closed. */
export interface Socket {
	send(bytes: Uint8Array): void;
	close(code: number, reason: string): void;
	/** Stops and continues reading: how a peer that talks too much is slowed down. */
	pause(): void;
	resume(): void;
	/** Bytes handed to `send` that have not left the process yet. */
	readonly bufferedAmount: number;
}
