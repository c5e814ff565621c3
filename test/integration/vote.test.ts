import { decodeServerMessage, encodeCommand, type VotesMessage } from '@concordia/protocol';
import type { SessionState } from '@concordia/session';
import { unzipSync } from 'fflate';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { createSession, join, linkOf, type CreatedSession, type Joined } from '../harness/api.ts';
import { addNote, stockClient, synced, until } from '../harness/client.ts';
import { seeded } from '../harness/random.ts';
import { startServer, temporaryFolder, type RunningServer } from '../harness/server.ts';

const PEOPLE = 48;
const organizations = Array.from({ length: 11 }, (_, at) => ({
	id: `O${at}`,
	name: `Organization ${at}`
}));
const items = Array.from({ length: 8 }, (_, at) => `item-${at}`);

/** Somebody who votes, and keeps every byte that comes from the server. */
class Voter {
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

async function invite(
	server: RunningServer,
	session: CreatedSession,
	role: 'mediator' | 'delegate',
	at: number
): Promise<Voter> {
	const organization = role === 'mediator' ? null : `O${at % organizations.length}`;
	const { token } = linkOf(session, role, organization);
	return new Voter(await join(server, token, `Person ${at}`));
}

/** Files of an export, as text. */
async function exported(server: RunningServer, session: string): Promise<string> {
	const answer = await fetch(`${server.url}/api/sessions/${session}/export`, {
		headers: { authorization: `Bearer ${server.hostKey}` }
	});
	const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
	return Object.values(files)
		.map((bytes) => Buffer.from(bytes).toString('latin1'))
		.join('\n');
}

test(
	`${PEOPLE} people vote at once, the server dies in between, and no byte of a ballot reaches another`,
	{ timeout: 180_000 },
	async () => {
		const random = seeded(7);
		const data = temporaryFolder();
		let server = await startServer({ data });
		onTestFinished(() => server.kill());
		const { port } = server;
		const session = await createSession(server, { organizations });
		const mediator = await invite(server, session, 'mediator', 0);
		const people = await Promise.all(
			Array.from({ length: PEOPLE }, (_, at) => invite(server, session, 'delegate', at))
		);
		onTestFinished(() => {
			for (const one of [mediator, ...people]) one.close();
		});
		const hand = stockClient(server, session.id, people[0]?.joined.accessToken ?? '');
		await synced(hand);
		for (const id of items) addNote(hand, id, `Text of ${id}`);
		await Promise.all([mediator, ...people].map((one) => one.connect(server)));
		const opening = {
			type: 'vote-open',
			title: 'What first?',
			items,
			dots: 5,
			most: 3,
			weight: 'person',
			shown: 'closed',
			named: false,
			room: session.id,
			seq: 0
		};
		await until(
			'the notes are there',
			async () => (await mediator.command(opening)) !== 'vote-item-removed'
		);
		await until('all know', () =>
			people.every(({ state }) => Object.keys(state?.votes ?? {}).length === 1)
		);
		hand.close();
		const [vote = ''] = Object.keys(mediator.state?.votes ?? {});

		const ballots = new Map<Voter, Record<string, number>>();
		const castThrice = async (voter: Voter): Promise<void> => {
			for (let change = 0; change < 3; change++) {
				const first = items[random.below(items.length)] ?? '';
				const second = items[random.below(items.length)] ?? '';
				const dots = first === second ? { [first]: 3 } : { [first]: 3, [second]: 2 };
				ballots.set(voter, dots);
				expect(await voter.command({ type: 'vote-cast', vote, dots })).toBe('ok');
			}
		};
		await Promise.all(people.map(castThrice));

		// What is said to have been stored is there after the power went, for its author.
		await server.kill();
		server = await startServer({ data, port });
		await Promise.all([mediator, ...people].map((one) => one.connect(server)));
		for (const voter of people) {
			expect(voter.votes?.ballots[vote]?.dots).toEqual(ballots.get(voter));
		}
		await Promise.all(people.filter((_, at) => at % 3 === 0).map(castThrice));
		await until('everybody has voted', () => mediator.state?.votes[vote]?.voters.length === PEOPLE);

		// Dots stand beside ids, in objects or in lists; salts open commitments. Nobody has another's.
		const pattern = /item-\d"[:,]\d/;
		const salts = new Map(people.map((voter) => [voter, voter.votes?.ballots[vote]?.salt ?? '']));
		expect(new Set(salts.values()).size).toBe(PEOPLE);
		for (const voter of [mediator, ...people]) {
			const own = salts.get(voter);
			for (const frame of voter.frames) {
				const text = frame.toString('latin1');
				const isOwn = own !== undefined && text.includes(own);
				expect(!isOwn && pattern.test(text)).toBe(false);
				for (const salt of salts.values()) expect(salt !== own && text.includes(salt)).toBe(false);
			}
		}
		const files = await exported(server, session.id);
		expect(files).toContain('vote.cast');
		expect(files).not.toMatch(pattern);
		for (const salt of salts.values()) expect(files.includes(salt)).toBe(false);
		expect(server.output()).not.toMatch(pattern);

		expect(await mediator.command({ type: 'vote-close', vote })).toBe('ok');
		await until('all see the result', () =>
			people.every(({ state }) => state?.votes[vote]?.result !== undefined)
		);
		const { organizations: sums = {} } = mediator.state?.votes[vote]?.result ?? {};
		for (const { id } of organizations) {
			const home = people.filter(({ joined }) => joined.participant.organization === id);
			expect(sums[id]).toEqual({
				ballots: home.length,
				dots: items.map((item) =>
					home.reduce((all, voter) => all + (ballots.get(voter)?.[item] ?? 0), 0)
				)
			});
		}
		expect(await people[0]?.command({ type: 'vote-cast', vote, dots: {} })).toBe('vote-over');
	}
);
