import { boundsOf, intersects, type Item } from '@concordia/board';
import {
	decodeServerMessage,
	encodeCommand,
	messageTypes,
	type CommandResult
} from '@concordia/protocol';
import { parseHistoryLine } from '@concordia/transparency';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { readBoard } from '@concordia/board/doc';
import { createSession, join, linkOf, type CreatedSession } from '../harness/api.ts';
import { stockClient, synced, until, type StockClient } from '../harness/client.ts';
import { startServer, type RunningServer } from '../harness/server.ts';

const people = 48;
const notesEach = 12;
/** Most the whole of it may take on a machine that has other things to do. */
const patienceMs = 60_000;

let server: RunningServer;
beforeAll(async () => {
	server = await startServer();
});
afterAll(async () => {
	await server.stop();
});

interface State {
	readonly stages: readonly { id: string; status: string; notes?: number }[];
}

/** Somebody with the board and their private notes, as the page has them. */
class Seat {
	readonly name: string;
	readonly organization: string;
	readonly accessToken: string;
	readonly board: StockClient;
	readonly drafts: StockClient;
	state: State = { stages: [] };
	counts: Readonly<Record<string, number>> = {};
	/** Bytes that came over the board's socket, for looking for what should not be there. */
	readonly heard: Buffer[] = [];
	readonly #results = new Map<number, CommandResult>();
	#commands = 0;

	private constructor(session: CreatedSession, name: string, organization: string, token: string) {
		this.name = name;
		this.organization = organization;
		this.accessToken = token;
		this.board = stockClient(server, session.id, token, { concordia: '1' });
		this.drafts = stockClient(server, `${session.id}~private`, token);
		const { messageHandlers } = this.board.provider;
		for (const type of Object.values(messageTypes)) {
			if (type < 64) continue;
			messageHandlers[type] = (_encoder, decoder) => {
				this.heard.push(Buffer.from(decoder.arr));
				const message = decodeServerMessage(decoder.arr);
				if (!message.ok) return;
				if (message.value.type === 'result') this.#results.set(message.value.id, message.value);
				if (message.value.type !== 'session') return;
				this.state = message.value.state as State;
				this.counts = message.value.drafts ?? {};
			};
		}
	}

	static async take(
		session: CreatedSession,
		name: string,
		organization: string | null
	): Promise<Seat> {
		const role = organization === null ? 'mediator' : 'participant';
		const { accessToken } = await join(server, linkOf(session, role, organization).token, name);
		const seat = new Seat(session, name, organization ?? '', accessToken);
		await Promise.all([synced(seat.board), synced(seat.drafts)]);
		return seat;
	}

	get notes(): Item[] {
		return readBoard(this.board.doc).filter(({ type }) => type === 'note');
	}

	async command(command: object): Promise<CommandResult> {
		const id = (this.#commands += 1);
		this.board.provider.ws?.send(encodeCommand({ id, command }) as Uint8Array<ArrayBuffer>);
		await until('an answer', () => this.#results.has(id), patienceMs);
		return this.#results.get(id)!;
	}

	/** Writes private notes, each one change of its own as if typed. */
	write(stage: string, ...texts: readonly string[]): void {
		for (const text of texts) {
			this.drafts.doc.transact(() => {
				const note = new Y.Map<unknown>();
				note.set('type', 'note');
				note.set('stage', stage);
				note.set('text', new Y.Text(text));
				this.drafts.items.set(`${this.name}-${this.drafts.items.size}`, note);
			});
		}
	}

	cut(): void {
		this.board.provider.disconnect();
		this.drafts.provider.disconnect();
	}

	async comeBack(): Promise<void> {
		this.board.provider.connect();
		this.drafts.provider.connect();
		await Promise.all([synced(this.board), synced(this.drafts)]);
	}

	leave(): void {
		this.board.close();
		this.drafts.close();
	}
}

test(
	`${people} people of eleven organizations collect, one is cut off in the middle: no note is lost`,
	{ timeout: 3 * patienceMs },
	async () => {
		const organizations = Array.from({ length: 11 }, (_, n) => ({
			id: `O${n}`,
			name: `Organization ${n}`
		}));
		const session = await createSession(server, { organizations });
		const mediator = await Seat.take(session, 'Mia', null);
		const seats: Seat[] = [];
		for (let n = 0; n < people; n++) {
			seats.push(await Seat.take(session, `P${n}`, `O${n % organizations.length}`));
		}

		const start = {
			type: 'stage-start',
			title: 'What stops us?',
			minutes: 8,
			silent: true,
			attribution: 'organization'
		};
		expect(await seats[0]!.command(start)).toMatchObject({ ok: false, code: 'not-allowed' });
		expect(await mediator.command(start)).toMatchObject({ ok: true });
		const [last] = seats.slice(-1);
		await until(
			'the stage is known to all',
			() => seats.every(({ state }) => state.stages.length > 0),
			patienceMs
		);
		const stage = mediator.state.stages[0]!.id;

		const textsOf = (seat: Seat, from: number, to: number): string[] =>
			Array.from({ length: to - from }, (_, n) => `secret ${seat.name} ${from + n}`);
		for (const seat of seats) seat.write(stage, ...textsOf(seat, 0, notesEach / 2));
		const half = (people * notesEach) / 2;
		const total = ({ counts }: Seat): number =>
			Object.values(counts).reduce((sum, count) => sum + count, 0);
		await until('half of the notes are counted', () => total(mediator) === half, patienceMs);

		// One is cut off and writes on; the others go on, too.
		const lost = last!;
		lost.cut();
		for (const seat of seats) seat.write(stage, ...textsOf(seat, notesEach / 2, notesEach));
		const arrived = half + ((people - 1) * notesEach) / 2;
		await until('all that can arrive is counted', () => total(mediator) === arrived, patienceMs);
		expect(Object.keys(mediator.counts)).toHaveLength(organizations.length);

		// Up to now nobody has been sent anything of what others wrote, nor does any door give it.
		for (const seat of [mediator, ...seats]) {
			expect(seat.notes).toEqual([]);
			expect(Buffer.concat(seat.heard).includes('secret')).toBe(false);
			const own = [...seat.drafts.items.keys()];
			expect(own.every((id) => id.startsWith(`${seat.name}-`))).toBe(true);
		}
		for (const path of ['board', 'snapshot', 'history', 'log', 'export']) {
			const response = await fetch(`${server.url}/api/sessions/${session.id}/${path}`, {
				headers: { authorization: `Bearer ${seats[0]!.accessToken}` }
			});
			expect(response.status).toBe(200);
			expect(Buffer.from(await response.arrayBuffer()).includes('secret')).toBe(false);
		}
		const metrics = await (await fetch(`${server.url}/metrics`)).text();
		expect(metrics).not.toContain('secret');
		const foreign = stockClient(server, `${session.id}~private~P0`, mediator.accessToken);
		const closed = await new Promise<number>((resolve) =>
			foreign.provider.on('connection-close', (event) => resolve(event?.code ?? 0))
		);
		expect(closed).toBe(4404);
		foreign.close();

		const startedAt = performance.now();
		expect(await mediator.command({ type: 'stage-reveal', stage })).toMatchObject({ ok: true });
		const toldMs = Math.round(performance.now() - startedAt);
		const others = seats.slice(0, -1);
		await until(
			'all notes are on all boards',
			() =>
				[mediator, ...others].every(
					({ board }) => board.items.size >= arrived + organizations.length
				),
			patienceMs
		);
		const tookMs = Math.round(performance.now() - startedAt);
		// All of these clients share one process, which takes its time to read what each of them gets.
		console.log(
			`${arrived} notes of ${people} people: told to the mediator after ${toldMs} ms, on all boards after ${tookMs} ms`
		);

		// Back again, they have the board; what they wrote meanwhile comes by their own word.
		await lost.comeBack();
		await until('the board is there again', () => lost.notes.length === arrived, patienceMs);
		expect(await lost.command({ type: 'stage-late', stage })).toMatchObject({ ok: true });
		const all = new Set(seats.flatMap((seat) => textsOf(seat, 0, notesEach)));
		for (const seat of [mediator, ...seats]) {
			await until('every note is there', () => seat.notes.length === all.size, patienceMs);
			expect(new Set(seat.notes.map(({ text }) => text))).toEqual(all);
		}
		const boxes = mediator.notes.map(boundsOf);
		for (const [index, box] of boxes.entries()) {
			expect(boxes.slice(index + 1).some((other) => intersects(box, other))).toBe(false);
		}

		// Who asks who wrote what is told the organizations, and nobody of them.
		const past = await fetch(`${server.url}/api/sessions/${session.id}/history`, {
			headers: { authorization: `Bearer ${mediator.accessToken}` }
		});
		const lines = (await past.text()).split('\n').flatMap((line) => {
			const read = parseHistoryLine(line);
			return read.ok ? [read.value] : [];
		});
		const named = lines.flatMap(({ organization }) => organization ?? []);
		expect(new Set(named)).toEqual(new Set(organizations.map(({ id }) => id)));
		expect(named).toHaveLength(organizations.length + 1); // and who came late
		expect(new Set(lines.map(({ participant }) => participant)).size).toBe(2);

		for (const seat of [mediator, ...seats]) seat.leave();
	}
);
