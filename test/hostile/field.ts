import { readFileSync } from 'node:fs';
import { afterAll, beforeAll } from 'vitest';
import { WebSocket, type ClientOptions } from 'ws';
import { createSession, join, linkOf, type CreatedSession, type Joined } from '../harness/api.ts';
import { stockClient, synced, until, type StockClient } from '../harness/client.ts';
import { startServer, type RunningServer } from '../harness/server.ts';
import { Witnesses, type WitnessReport } from './witnesses.ts';

/** An honest edit may take this long under attack. Generous: the machine may be busy with other things. */
const SLOWEST_EDIT_MS = 3000;
/** Honest edits that have to cross before and after an attack. */
const CROSSINGS = 6;

/** Somebody with a seat in the session, and sockets that do what they should not. */
export class Attacker {
	readonly joined: Joined;
	readonly #server: RunningServer;
	readonly #room: string;
	readonly #sockets: WebSocket[] = [];

	constructor(server: RunningServer, room: string, joined: Joined) {
		this.#server = server;
		this.#room = room;
		this.joined = joined;
	}

	get token(): string {
		return this.joined.accessToken;
	}

	/** Address of the room with the attacker's credentials. */
	address(parameters = ''): string {
		const base = this.#server.url.replace('http', 'ws');
		return `${base}/sync/${this.#room}?token=${this.token}${parameters}`;
	}

	async socket(parameters = '', options: ClientOptions = {}): Promise<WebSocket> {
		const socket = new WebSocket(this.address(parameters), {
			perMessageDeflate: false,
			...options
		});
		this.#sockets.push(socket);
		socket.on('error', () => undefined);
		await new Promise<void>((resolve) => {
			socket.once('open', resolve);
			socket.once('close', () => resolve());
		});
		return socket;
	}

	/** Sends messages one after the other through one socket, and tells how that ended, if it did. */
	async send(
		messages: Iterable<Uint8Array | string>
	): Promise<{ socket: WebSocket; closed: () => number }> {
		const socket = await this.socket();
		let code = 0;
		socket.once('close', (number) => {
			code = number;
		});
		for (const message of messages) {
			if (socket.readyState !== WebSocket.OPEN) break;
			socket.send(message, () => undefined);
		}
		return { socket, closed: () => code };
	}

	/** Sends each message through a socket of its own. Gives the close codes, in the order of the messages. */
	async sendEach(messages: readonly (Uint8Array | string)[], atOnce = 25): Promise<number[]> {
		const codes: number[] = [];
		for (let from = 0; from < messages.length; from += atOnce) {
			const some = messages.slice(from, from + atOnce).map(async (message) => {
				const { socket, closed } = await this.send([message]);
				await until('the socket is closed', () => closed() !== 0);
				socket.terminate();
				return closed();
			});
			codes.push(...(await Promise.all(some)));
		}
		return codes;
	}

	close(): void {
		for (const socket of this.#sockets.splice(0)) socket.terminate();
	}
}

/** A session with two honest people at work and one who is not. */
export class Field {
	readonly server: RunningServer;
	readonly session: CreatedSession;
	readonly attacker: Attacker;
	readonly witnesses: Witnesses;
	readonly #clients: StockClient[] = [];

	constructor(
		server: RunningServer,
		session: CreatedSession,
		attacker: Attacker,
		witnesses: Witnesses
	) {
		this.server = server;
		this.session = session;
		this.attacker = attacker;
		this.witnesses = witnesses;
	}

	static async open(server: RunningServer): Promise<Field> {
		const session = await createSession(server);
		const seat = (organization: string, name: string): Promise<Joined> =>
			join(server, linkOf(session, 'participant', organization).token, name);
		const [ana, ben, mallory] = [
			await seat('PN', 'Ana'),
			await seat('CC', 'Ben'),
			await seat('HI1', 'Mallory')
		];
		const witnesses = new Witnesses({
			url: server.url,
			room: session.id,
			tokens: [ana.accessToken, ben.accessToken]
		});
		return new Field(server, session, new Attacker(server, session.id, mallory), witnesses);
	}

	/** Somebody else takes part, honestly. */
	async client(
		organization: string,
		name: string,
		parameters: Record<string, string> = {}
	): Promise<StockClient & { joined: Joined }> {
		const joined = await join(
			this.server,
			linkOf(this.session, 'participant', organization).token,
			name
		);
		const client = stockClient(this.server, this.session.id, joined.accessToken, parameters);
		this.#clients.push(client);
		await synced(client);
		return { ...client, joined };
	}

	/** Runs an attack while the witnesses work; fails when they notice it. */
	async attack(
		run: (attacker: Attacker) => Promise<void>
	): Promise<WitnessReport & { grownMiB: number }> {
		await this.witnesses.crossings(CROSSINGS);
		this.witnesses.forget();
		const before = memoryMiB(this.server);
		await run(this.attacker);
		await this.witnesses.crossings(CROSSINGS);
		const grownMiB = memoryMiB(this.server) - before;
		this.attacker.close();
		const { report } = this.witnesses;
		requireThat(report.disconnects === 0, 'honest people were cut off');
		requireThat(report.longestMs < SLOWEST_EDIT_MS, `an edit took ${report.longestMs} ms`);
		requireThat(this.server.process.exitCode === null, this.server.output());
		await this.#letSomebodyJoin();
		return { ...report, grownMiB };
	}

	async #letSomebodyJoin(): Promise<void> {
		const newcomer = await this.client('SHA', 'Newcomer');
		await until(
			'the newcomer sees the board',
			() => newcomer.items.has('witness-0') && newcomer.items.has('witness-1')
		);
		newcomer.close();
	}

	/** Every honest edit has to have arrived. */
	async close(): Promise<void> {
		const report = await this.witnesses.rest();
		requireThat(report.disconnects === 0, 'honest people were cut off');
		await this.witnesses.end();
		this.attacker.close();
		for (const client of this.#clients.splice(0)) client.close();
	}
}

/** Memory of the server process; 0 where the system does not say. */
export function memoryMiB(server: RunningServer): number {
	try {
		const status = readFileSync(`/proc/${server.process.pid}/status`, 'utf8');
		return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024;
	} catch {
		return 0;
	}
}

/** One server for the tests of a file; at its end it must still be the one that was started. */
export function useServer(): () => RunningServer {
	let server: RunningServer | null = null;
	beforeAll(async () => {
		server = await startServer();
	});
	afterAll(async () => {
		const running = server!;
		requireThat(!/unhandled|uncaught/i.test(running.output()), running.output());
		requireThat((await running.stop()) === 0, running.output());
	});
	return () => server!;
}

/** One field for the tests of a file: the witnesses work on through all of them. */
export function useField(): () => Field {
	const server = useServer();
	let field: Field | null = null;
	beforeAll(async () => {
		field = await Field.open(server());
	});
	afterAll(async () => {
		await field!.close();
	});
	return () => field!;
}

function requireThat(isSo: boolean, what: string): void {
	if (!isSo) throw new Error(what);
}
