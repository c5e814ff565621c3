import { boundsOf, intersects, type Item } from '@concordia/board';
import { suggestTitles } from '@concordia/board/arrange';
import { insertItems, readBoard, updateItems } from '@concordia/board/doc';
import {
	decodeServerMessage,
	encodeCommand,
	messageTypes,
	type CommandResult
} from '@concordia/protocol';
import { parseHistoryLine } from '@concordia/transparency';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { createSession, join, linkOf, type CreatedSession } from '../harness/api.ts';
import { stockClient, synced, until, type StockClient } from '../harness/client.ts';
import { startServer, type RunningServer } from '../harness/server.ts';

const people = 48;
const notesEach = 12;
/** Most the whole of it may take on a machine that has other things to do. */
const patienceMs = 60_000;
/** How long one of them is cut off at least: CONCORDIA_CUT_SECONDS=60. */
const cutMs = Number(process.env['CONCORDIA_CUT_SECONDS'] ?? 0) * 1000;
/** What the notes are about. */
const themes = [
	'letters of the hospital arrive late',
	'nobody answers the telephone',
	'two billing systems for one patient',
	'transport home is never arranged'
];

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

	/** Puts notes into a frame, as a person who gathers what belongs together. */
	gather(ids: readonly string[], frame: Item): void {
		const [x, y] = frame.pos;
		const patches = ids.map((id, n) => ({
			id,
			pos: [x + 20 + 210 * (n % 10), y + 20 + 210 * Math.floor(n / 10)] as const,
			parent: frame.id
		}));
		updateItems(this.board.doc, patches, this);
	}

	leave(): void {
		this.board.close();
		this.drafts.close();
	}
}

const byId = (a: { readonly id: string }, b: { readonly id: string }): number =>
	a.id < b.id ? -1 : 1;
const isHome = ({ parent = '' }: Item): boolean => parent.startsWith('theme-');
const themeOf = ({ text = '' }: Item): number => themes.findIndex((theme) => text.endsWith(theme));

/** All that a board says, and every byte of its state, as a copy writes it. */
function wholeOf({ board }: Seat): string {
	const copy = new Y.Doc();
	Y.applyUpdate(copy, Y.encodeStateAsUpdate(board.doc));
	const state = Buffer.from(Y.encodeStateAsUpdate(copy)).toString('base64');
	copy.destroy();
	return JSON.stringify(readBoard(board.doc).toSorted(byId)) + state;
}

test(
	`${people} people of eleven organizations collect and gather what belongs together, one is cut off in the middle: no note is lost`,
	{ timeout: 4 * patienceMs + 2 * cutMs },
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
			Array.from({ length: to - from }, (_, n) => {
				const place = from + n;
				return `secret ${seat.name} ${place}: ${themes[place % themes.length]}`;
			});
		for (const seat of seats) seat.write(stage, ...textsOf(seat, 0, notesEach / 2));
		const half = (people * notesEach) / 2;
		const total = ({ counts }: Seat): number =>
			Object.values(counts).reduce((sum, count) => sum + count, 0);
		await until('half of the notes are counted', () => total(mediator) === half, patienceMs);

		// One is cut off and writes on; the others go on, too.
		const lost = last!;
		lost.cut();
		let cutAt = performance.now();
		const isLongEnough = (): boolean => performance.now() - cutAt >= cutMs;
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

		await until('the cut has been as long as it should', isLongEnough, cutMs + patienceMs);
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

		// Together they gather what belongs together. Each note is moved by two, now and then at once to two
		// places; one of them is cut off again, and goes on.
		const frames = themes.map((_, n): Item => {
			const pos = [20_000, n * 5000] as const;
			return { id: `theme-${n}`, type: 'frame', pos, size: [2200, 4800], z: 'a0', text: '' };
		});
		insertItems(mediator.board.doc, frames, mediator);
		await until(
			'the frames are known to all',
			() => seats.every(({ board }) => frames.every(({ id }) => board.items.has(id))),
			patienceMs
		);
		lost.cut();
		cutAt = performance.now();
		const noteIds = mediator.notes.toSorted(byId).map((item) => [item.id, themeOf(item)] as const);
		const began = performance.now();
		for (const [index, seat] of seats.entries()) {
			for (const [theme, frame] of frames.entries()) {
				const mine = noteIds.filter(
					([, of], n) => of === theme && (n % people === index || (n + 1) % people === index)
				);
				// Some think that it belongs elsewhere.
				const doubtful = index % 5 === 0 ? frames[(theme + 1) % frames.length]! : frame;
				seat.gather(
					mine.map(([id]) => id),
					doubtful
				);
			}
			// What is moved is also what others write at that moment.
			const [id = ''] = noteIds[index] ?? [];
			const text = seat.board.items.get(id)?.get('text') as Y.Text;
			seat.board.doc.transact(() => text.insert(text.length, ` (${seat.name})`), seat);
		}
		await until('the cut has been as long as it should', isLongEnough, cutMs + patienceMs);
		await lost.comeBack();
		const everybody = [mediator, ...seats];
		await until(
			'everybody has all that was gathered',
			() =>
				everybody.every(({ notes }) => notes.every(isHome)) &&
				new Set(everybody.map(wholeOf)).size === 1,
			patienceMs
		);
		console.log(
			`${noteIds.length} notes gathered by ${people} people at once: the same for all after ${Math.round(performance.now() - began)} ms`
		);
		// The titles that are suggested are confirmed.
		const textsIn = (frame: string): string[] =>
			mediator.notes.filter(({ parent }) => parent === frame).map(({ text = '' }) => text);
		const titles = frames.map(({ id }) => {
			const elsewhere = frames.filter((one) => one.id !== id).flatMap((one) => textsIn(one.id));
			return { id, text: suggestTitles(textsIn(id), elsewhere)[0] ?? '' };
		});
		for (const [n, { text }] of titles.entries())
			expect(themes[n]).toContain(text.toLocaleLowerCase('en').split(', ')[0]);
		updateItems(mediator.board.doc, titles, mediator);
		await until(
			'everybody reads the titles',
			() => new Set(everybody.map(wholeOf)).size === 1,
			patienceMs
		);
		const board = new Map(readBoard(lost.board.doc).map((item) => [item.id, item]));
		for (const { id, text } of titles) expect(board.get(id)?.text).toBe(text);
		for (const [index, [id]] of noteIds.entries()) {
			const writer = index < people ? ` (P${index})` : '';
			expect(board.get(id)?.text).toMatch(/^secret P\d+ \d+: /);
			expect(board.get(id)?.text?.endsWith(writer)).toBe(true);
		}
		expect(lost.notes).toHaveLength(all.size);

		for (const seat of everybody) seat.leave();
	}
);
