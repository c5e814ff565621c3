import { wordingOf } from '@concordia/board';
import { insertItems, readBoard, updateItems } from '@concordia/board/doc';
import { askedIn, instruments, newInstrument } from '@concordia/instruments';
import { formatBallot, surveyPaper, type Survey } from '@concordia/session';
import { commitPayload, fromBase64url, hashText } from '@concordia/transparency';
import { expect, onTestFinished, test } from 'vitest';
import { createSession, join, linkOf, type CreatedSession } from '../harness/api.ts';
import { stockClient, synced, until } from '../harness/client.ts';
import { seeded } from '../harness/random.ts';
import { startServer, temporaryFolder, type RunningServer } from '../harness/server.ts';
import { exported, Voter } from '../harness/voter.ts';

const definition = instruments.find(({ id }) => id === 'annual-evaluation')!;
const view = definition.views.find((one) => one.type === 'survey')!;
/** So many people answer of each organization; of the last one fewer than may be told. */
const sizes = { A: 5, B: 3, C: 4, D: 2 };
const organizations = Object.keys(sizes).map((id) => ({ id, name: `Organization ${id}` }));

type Role = 'mediator' | 'delegate' | 'participant' | 'observer';

/** A session with an evaluation on its board, and everybody connected. */
async function workshop() {
	const data = temporaryFolder();
	const server = await startServer({ data });
	const session = await createSession(server, { organizations });
	const all: Voter[] = [];
	const enter = async (role: Role, organization: string | null): Promise<Voter> => {
		const voter = await enterAs(server, session, role, organization);
		all.push(voter);
		return voter;
	};
	const mediator = await enter('mediator', null);
	const people: Voter[] = [];
	for (const [organization, count] of Object.entries(sizes)) {
		for (let one = 0; one < count; one++) people.push(await enter('participant', organization));
	}
	const observer = await enter('observer', 'A');
	const hand = stockClient(server, session.id, mediator.joined.accessToken);
	await synced(hand);
	let ids = 0;
	const newId = (): string => `evaluation-${(ids += 1)}`;
	const items = newInstrument(definition, { newId, pos: [0, 0], locale: 'en' });
	insertItems(hand.doc, items, null);
	await Promise.all(all.map((one) => one.connect(server)));
	onTestFinished(() => {
		hand.close();
		for (const one of all) one.close();
	});
	const frame = items[0]?.id ?? '';
	const opening = {
		type: 'survey-open',
		frame,
		year: 2027,
		statements: askedIn(definition, view, readBoard(hand.doc), frame).asked.map(
			({ item, dimension }) => {
				return { id: item.id, dimension, version: hashText(wordingOf(item)) };
			}
		),
		room: session.id,
		seq: 0
	};
	return { data, server, session, mediator, people, observer, hand, opening, all };
}

async function enterAs(
	server: RunningServer,
	session: CreatedSession,
	role: Role,
	organization: string | null
): Promise<Voter> {
	const { token } = linkOf(session, role, organization);
	return new Voter(await join(server, token, `A ${role}`));
}

function surveyOf({ state }: Voter): Survey {
	const [survey] = Object.values(state?.surveys ?? {}).filter(
		({ status }) => status !== 'cancelled'
	);
	if (survey === undefined) throw new Error('no survey');
	return survey;
}

test(
	'people answer in secret, the server dies in between, and nobody gets what another answered',
	{ timeout: 120_000 },
	async () => {
		const random = seeded(11);
		const {
			data,
			server: first,
			session,
			mediator,
			people,
			observer,
			opening,
			all
		} = await workshop();
		let server = first;
		onTestFinished(() => server.kill());
		await until(
			'the statements are there',
			async () => (await mediator.command(opening)) === 'ok',
			20_000
		);
		await until('all know', () =>
			all.every(({ state }) => Object.keys(state?.surveys ?? {}).length === 1)
		);
		const survey = surveyOf(mediator);
		expect(survey.statements).toHaveLength(12);

		const given = new Map<Voter, Record<string, number>>();
		const answer = async (voter: Voter): Promise<void> => {
			const answers = Object.fromEntries(
				survey.statements.map(({ id }) => [id, 1 + random.below(5)])
			);
			given.set(voter, answers);
			const command = { type: 'survey-answer', survey: survey.id, answers };
			expect(await voter.command(command)).toBe('ok');
		};
		await Promise.all(people.map(answer));
		await Promise.all(people.filter((_, at) => at % 2 === 0).map(answer));

		await server.kill();
		server = await startServer({ data, port: server.port });
		await Promise.all(all.map((one) => one.connect(server)));
		for (const voter of people)
			expect(voter.votes?.ballots[survey.id]?.dots).toEqual(given.get(voter));
		await until('all are known to have answered', () =>
			all.every((one) => surveyOf(one).answered.length === people.length)
		);

		// Grades stand beside ids, in objects or lists; salts open commitments. Nobody has another's.
		const pattern = /evaluation-\d+"[:,]\d/;
		const salts = new Map(
			people.map((voter) => [voter, voter.votes?.ballots[survey.id]?.salt ?? ''])
		);
		const nobodyHears = (): void => {
			for (const voter of all) {
				const own = salts.get(voter);
				for (const frame of voter.frames) {
					const text = frame.toString('latin1');
					const isOwn = own !== undefined && text.includes(own);
					expect(!isOwn && pattern.test(text)).toBe(false);
					for (const salt of salts.values())
						expect(salt !== own && text.includes(salt)).toBe(false);
				}
			}
		};
		nobodyHears();
		expect(await mediator.command({ type: 'survey-close', survey: survey.id })).toBe('ok');
		await until('all see the result', () => all.every((one) => surveyOf(one).result !== undefined));
		nobodyHears();

		// Of the two of D nothing is told, nor of the smallest other: D is what is left of all.
		const { result } = surveyOf(observer);
		const sumOf = (of: readonly Voter[]): Record<string, number> => {
			const sums: Record<string, number> = {};
			for (const { id, dimension } of survey.statements)
				for (const voter of of)
					sums[dimension] = (sums[dimension] ?? 0) + (given.get(voter)?.[id] ?? 0);
			return sums;
		};
		const home = (id: string): Voter[] =>
			people.filter(({ joined }) => joined.participant.organization === id);
		expect(result).toEqual({
			answers: 14,
			sums: sumOf(people),
			organizations: {
				A: { answers: 5, sums: sumOf(home('A')) },
				B: { answers: 3 },
				C: { answers: 4, sums: sumOf(home('C')) },
				D: { answers: 2 }
			}
		});

		const files = await exported(server, session.id);
		expect(files).toContain('survey.close');
		expect(files).not.toMatch(pattern);
		for (const salt of salts.values()) expect(files.includes(salt)).toBe(false);
		expect(server.output()).not.toMatch(pattern);

		// Each finds in the log that theirs were counted: by a commitment that only they can open.
		const [ana] = people;
		const log = await fetch(`${server.url}/api/sessions/${session.id}/log?kind=survey.close`, {
			headers: { authorization: `Bearer ${ana?.joined.accessToken}` }
		});
		const own = formatBallot(surveyPaper(survey), {
			participant: ana?.id ?? '',
			dots: given.get(ana!) ?? {}
		});
		expect(await log.text()).toContain(
			commitPayload(own, fromBase64url(salts.get(ana!) ?? '') ?? new Uint8Array())
		);
	}
);

test(
	'clients that would answer for others, change what is asked or look ahead are refused',
	{ timeout: 120_000 },
	async () => {
		const { server, session, mediator, people, observer, hand, opening } = await workshop();
		onTestFinished(() => server.kill());
		const [ana, ben] = people as [Voter, Voter];
		await until(
			'the statements are there',
			async () => (await mediator.command(opening)) === 'ok',
			20_000
		);
		await until('it is known', () => [ana, mediator].every(({ state }) => state !== null));
		await until('it is known', () => Object.keys(ana.state?.surveys ?? {}).length === 1);
		const survey = surveyOf(ana);
		const [statement] = survey.statements;
		const answers = Object.fromEntries(survey.statements.map(({ id }) => [id, 4]));
		const answering = { type: 'survey-answer', survey: survey.id, answers };

		// Opening: not by others, not with other statements or words than on the board, not in a private room.
		expect(await ana.command({ ...opening, year: 2028 })).toBe('not-allowed');
		const [one, ...others] = opening.statements;
		const forged = [
			{ ...opening, year: 2028, statements: others },
			{ ...opening, year: 2028, statements: [{ ...one, version: 'f'.repeat(64) }, ...others] },
			{ ...opening, year: 2028, statements: [{ ...one, dimension: 'content' }, ...others] },
			{ ...opening, year: 2028, frame: one?.id ?? '' },
			{ ...opening, year: 2028, frame: 'nowhere' }
		];
		for (const command of forged) expect(await mediator.command(command)).toBe('survey-outdated');
		expect(await mediator.command({ ...opening, room: `${session.id}~private` })).toBe(
			'room-unknown'
		);
		expect(await mediator.command({ ...opening, statements: [] })).toBe('survey-outdated');

		// Answering: observers, the mediator, halves, more than all, in the name of others.
		expect(await observer.command(answering)).toBe('not-allowed');
		expect(await mediator.command(answering)).toBe('not-allowed');
		expect(await ana.command({ ...answering, answers: { [statement?.id ?? '']: 4 } })).toBe(
			'survey-incomplete'
		);
		for (const bad of [0, 6, 2.5, -1, '5', null, [4], 1e300]) {
			const code = await ana.command({
				...answering,
				answers: { ...answers, [statement?.id ?? '']: bad }
			});
			expect(['survey-invalid', 'command-malformed']).toContain(code);
		}
		expect(await ana.command({ ...answering, answers: { ...answers, other: 4 } })).toBe(
			'survey-invalid'
		);
		const asBen = { ...answering, participant: ben.id, by: ben.id };
		expect(await ana.command(asBen)).toBe('ok');
		expect(ana.votes?.ballots[survey.id]?.dots).toEqual(answers);
		expect(ben.votes?.ballots[survey.id]).toBeUndefined();
		// A survey is no vote: its answers can't be given or counted as dots.
		const asVote = { type: 'vote-cast', vote: survey.id, dots: answers };
		expect(await ben.command(asVote)).toBe('vote-unknown');
		expect(await mediator.command({ type: 'vote-close', vote: survey.id })).toBe('vote-unknown');
		for (const type of ['survey-close', 'survey-cancel'])
			for (const who of [ana, observer])
				expect(await who.command({ type, survey: survey.id })).toBe('not-allowed');
		expect(await mediator.command({ type: 'survey-close', survey: 'constructor' })).toBe(
			'survey-unknown'
		);

		// Words that were changed since are not answered, until they say again what they said.
		const text = readBoard(hand.doc).find(({ id }) => id === statement?.id)?.text ?? '';
		const put = (words: string): void =>
			updateItems(hand.doc, [{ id: statement?.id ?? '', text: words }], null);
		put('Something else');
		await until(
			'the change has arrived',
			async () => (await ben.command(answering)) === 'survey-outdated'
		);
		put(text);
		await until('it says so again', async () => (await ben.command(answering)) === 'ok');

		// Two answers tell too much of each; and the year is not asked again to find out who made the difference.
		expect(await mediator.command({ type: 'survey-close', survey: survey.id })).toBe('ok');
		await until('it is closed', () => surveyOf(ana).status === 'closed');
		expect(surveyOf(ana).result).toEqual({
			answers: 2,
			organizations: { A: { answers: 2 } }
		});
		expect(await ana.command(answering)).toBe('survey-over');
		expect(await mediator.command(opening)).toBe('survey-done');
	}
);
