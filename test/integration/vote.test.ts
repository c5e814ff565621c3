import { expect, onTestFinished, test } from 'vitest';
import { createSession, join, linkOf, type CreatedSession } from '../harness/api.ts';
import { addNote, stockClient, synced, until } from '../harness/client.ts';
import { seeded } from '../harness/random.ts';
import { startServer, temporaryFolder, type RunningServer } from '../harness/server.ts';
import { exported, Voter } from '../harness/voter.ts';

const PEOPLE = 48;
const organizations = Array.from({ length: 11 }, (_, at) => ({
	id: `O${at}`,
	name: `Organization ${at}`
}));
const items = Array.from({ length: 8 }, (_, at) => `item-${at}`);

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
