import type { Socket } from '../room/socket.ts';

/** A socket that records what it was given and sends nothing. */
export class FakeSocket implements Socket {
	readonly sent: Uint8Array[] = [];
	closed: { code: number; reason: string } | null = null;
	isPaused = false;
	/** What a peer that doesn't read would leave unsent. */
	bufferedAmount = 0;
	onSend: (bytes: Uint8Array) => void = () => {};
	onClose: () => void = () => {};

	send(bytes: Uint8Array): void {
		if (this.closed !== null) return;
		this.sent.push(bytes);
		this.onSend(bytes);
	}

	close(code: number, reason: string): void {
		if (this.closed !== null) return;
		this.closed = { code, reason };
		this.onClose();
	}

	pause(): void {
		this.isPaused = true;
	}

	resume(): void {
		this.isPaused = false;
	}
}
