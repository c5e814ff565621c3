import {
	decodeServerMessage,
	encodeCommand,
	encodeViewed,
	type VotesMessage
} from '@concordia/protocol';
import type { SessionState } from '@concordia/session';
import type { ExportFiles } from '@concordia/transparency';
import { unzipSync } from 'fflate';
import { WebSocket } from 'ws';
import type { Joined } from './api.ts';
import { until } from './client.ts';
import type { RunningServer } from './server.ts';

/** Somebody who votes, and keeps every byte that comes from the server. */
export class Voter {
	readonly joined: Joined;
	readonly frames: Buffer[] = [];
	state: SessionState | null = null;
	votes: VotesMessage | null = null;
	readonly #results = new Map<number, (ok: boolean, code: string) => void>();
	#socket: WebSocket | null = null;
	#commands = 0;

	constructor(joined: Joined) {
		this.joined = joined;
	}

	get id(): string {
		return this.joined.participant.id;
	}

	async connect({ url }: Pick<RunningServer, 'url'>): Promise<void> {
		const { session, accessToken } = this.joined;
		const query = `token=${accessToken}&concordia=1`;
		const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/sync/${session}?${query}`);
		this.#socket = socket;
		this.votes = null;
		socket.on('error', () => undefined);
		socket.on('message', (data: Buffer) => this.#hear(data));
		await until('somebody is greeted', () => this.votes !== null, 30_000);
	}

	close(): void {
		this.#socket?.terminate();
	}

	/** Resolves with `ok` or the code of the refusal. */
	command(command: object): Promise<string> {
		const id = (this.#commands += 1);
		this.#socket?.send(encodeCommand({ id, command }));
		return new Promise((resolve) => this.#results.set(id, (ok, code) => resolve(ok ? 'ok' : code)));
	}

	/** Reports that items were on the screen, at a position of the room. */
	view(seq: number, ...items: string[]): void {
		this.#socket?.send(encodeViewed({ seq, items }));
	}

	/** Sends any bytes. */
	send(bytes: Uint8Array): void {
		this.#socket?.send(bytes);
	}

	#hear(data: Buffer): void {
		this.frames.push(data);
		const message = decodeServerMessage(new Uint8Array(data));
		if (!message.ok) return;
		if (message.value.type === 'session') this.state = message.value.state as SessionState;
		else if (message.value.type === 'votes') this.votes = message.value;
		else if (message.value.type === 'result') {
			const { id, ok, code = '' } = message.value;
			this.#results.get(id)?.(ok, code);
		}
	}
}

/** Files of an export. */
export async function exportedFiles(server: RunningServer, session: string): Promise<ExportFiles> {
	const answer = await fetch(`${server.url}/api/sessions/${session}/export`, {
		headers: { authorization: `Bearer ${server.hostKey}` }
	});
	return new Map(Object.entries(unzipSync(new Uint8Array(await answer.arrayBuffer()))));
}

/** The same as text. */
export async function exported(server: RunningServer, session: string): Promise<string> {
	const files = await exportedFiles(server, session);
	return [...files.values()].map((bytes) => Buffer.from(bytes).toString('latin1')).join('\n');
}
