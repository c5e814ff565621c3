import { newScribe } from '@concordia/archive';
import { updateItems } from '@concordia/board/doc';
import { decisionSeenId, type JointDecision } from '@concordia/session';
import { verifyExport } from '@concordia/transparency';
import { replayBoard } from '@concordia/updates';
import { expect, onTestFinished, test } from 'vitest';
import { createSession, join, linkOf, type JoinLink } from '../harness/api.ts';
import { stockClient, synced, until } from '../harness/client.ts';
import { decisionOf, propose } from '../harness/proposal.ts';
import { seeded } from '../harness/random.ts';
import { startServer, temporaryFolder } from '../harness/server.ts';
import { exported, exportedFiles, Voter } from '../harness/voter.ts';

const organizations = ['A', 'B', 'C'].map((id) => ({ id, name: `Organization ${id}` }));
const words = 'We share one list of free beds';

/** A session with a proposal on its board, and everybody connected: two delegates of A, one of B and of C. */
async function workshop() {
	const data = temporaryFolder();
	const server = await startServer({ data });
	const session = await createSession(server, { organizations });
	const all: Voter[] = [];
	const enter = async (role: JoinLink['role'], organization: string | null): Promise<Voter> => {
		const { token } = linkOf(session, role, organization);
		const voter = new Voter(await join(server, token, `A ${role}`));
		await voter.connect(server);
		all.push(voter);
		return voter;
	};
	const mediator = await enter('mediator', null);
	const delegates: Voter[] = [];
	for (const home of ['A', 'A', 'B', 'C']) delegates.push(await enter('delegate', home));
	const others = [await enter('observer', 'A'), await enter('participant', 'B')];
	const hand = stockClient(server, session.id, mediator.joined.accessToken);
	await synced(hand);
	const { card, presenting } = propose(hand, session.id, words);
	onTestFinished(() => {
		hand.close();
		for (const one of all) one.close();
	});
	return { data, server, session, mediator, delegates, others, hand, card, presenting, all };
}

const known = (voters: readonly Voter[], check: (decision: JointDecision) => boolean) =>
	until('everybody knows', () =>
		voters.every(
			(one) => Object.keys(one.state?.decisions ?? {}).length > 0 && check(decisionOf(one))
		)
	);

test(
	'four delegates of three organizations decide, and the server dies twice in between',
	{ timeout: 120_000 },
	async () => {
		const { data, server: first, session, mediator, delegates, presenting, all } = await workshop();
		let server = first;
		onTestFinished(() => server.kill());
		const again = async (): Promise<void> => {
			await server.kill();
			server = await startServer({ data, port: server.port });
			await Promise.all(all.map((one) => one.connect(server)));
		};
		await until(
			'the card is there',
			async () => (await mediator.command(presenting())) === 'ok',
			20_000
		);
		await known(all, ({ status }) => status === 'presented');
		const { id, seq, hash } = decisionOf(mediator);
		const opening = { type: 'decision-open', decision: id };
		const [ana, abe, ben, cem] = delegates as [Voter, Voter, Voter, Voter];
		for (const one of [ana, abe, ben]) one.view(seq, decisionSeenId(id));
		expect(await mediator.command(opening)).toBe('decision-unseen');
		await again();
		cem.view(seq, decisionSeenId(id));
		expect(await mediator.command(opening)).toBe('ok');

		const answer = (by: Voter, given: string, reason = ''): Promise<string> =>
			by.command({ type: 'decision-answer', decision: id, answer: given, reason });
		expect(await answer(ana, 'consent')).toBe('ok');
		expect(await answer(ben, 'object', 'Not before summer')).toBe('ok');
		expect(await answer(cem, 'aside')).toBe('ok');
		await again();
		expect(await answer(ben, 'concern', 'Not before summer')).toBe('ok');
		// One of the two of A is silent: A has not answered, and nothing is decided.
		await known(all, ({ answers }) => answers[ben.id]?.answer === 'concern');
		expect(await answer(abe, 'consent')).toBe('ok');
		expect(await mediator.command({ type: 'decision-close', decision: id })).toBe('ok');
		await known(all, ({ status }) => status === 'closed');
		expect(decisionOf(ana)).toMatchObject({ hash, rule: 'consent' });
		expect(decisionOf(ana).result).toEqual({
			outcome: 'adopted',
			voices: [
				{ organization: 'A', answer: 'consent', answered: [ana.id, abe.id], missing: [] },
				{ organization: 'B', answer: 'concern', answered: [ben.id], missing: [] },
				{ organization: 'C', answer: 'aside', answered: [cem.id], missing: [] }
			]
		});
		for (const one of all) expect(decisionOf(one)).toEqual(decisionOf(ana));

		const text = await exported(server, session.id);
		for (const said of [words, 'decision.close', 'Not before summer', hash])
			expect(text).toContain(said);
		const files = await exportedFiles(server, session.id);
		const verdict = await verifyExport(files, { replay: replayBoard, newScribe });
		const result = { outcome: 'adopted', isChecked: true };
		expect(verdict).toMatchObject({
			ok: true,
			findings: { files: { decisions: [{ decision: id, hash, isWordingChecked: true, result }] } }
		});
	}
);

test(
	'clients that would decide for others, unseen, twice, late or with broken bytes are refused',
	{ timeout: 120_000 },
	async () => {
		const { server, mediator, delegates, others, hand, card, presenting, all } = await workshop();
		onTestFinished(() => server.kill());
		const [ana, abe, ben, cem] = delegates as [Voter, Voter, Voter, Voter];
		const presented = async (): Promise<JointDecision> => {
			await until(
				'the card is there',
				async () => (await mediator.command(presenting())) === 'ok',
				20_000
			);
			await known(all, ({ status }) => status === 'presented');
			return decisionOf(mediator);
		};
		for (const one of [ana, ...others]) expect(await one.command(presenting())).toBe('not-allowed');
		const { id, seq } = await presented();
		expect(await mediator.command(presenting())).toBe('decision-running');
		const answering = { type: 'decision-answer', decision: id, answer: 'consent', reason: '' };
		const deeds = ['open', 'close', 'withdraw'].map((deed) => ({
			type: `decision-${deed}`,
			decision: id
		}));
		for (const one of [ana, ...others])
			for (const deed of deeds) expect(await one.command(deed)).toBe('not-allowed');
		expect(await ana.command(answering)).toBe('decision-not-open');
		const seen = delegates.map((one) => one.id);
		expect(await mediator.command({ ...deeds[0], seen })).toBe('decision-unseen');
		for (const one of delegates) one.view(seq, decisionSeenId(id));
		expect(await mediator.command(deeds[0]!)).toBe('ok');

		for (const one of [mediator, ...others])
			expect(await one.command({ ...answering, isSeen: true })).toBe('not-allowed');
		for (const bad of ['yes', '', null, 7, ['consent'], 'none', { answer: 'consent' }])
			expect(await ana.command({ ...answering, answer: bad })).toBe('command-malformed');
		for (const reason of [null, 7, 'x'.repeat(5000)])
			expect(await ana.command({ ...answering, reason })).toBe('command-malformed');
		expect(await ana.command({ ...answering, reason: 'x'.repeat(1001) })).toBe('decision-invalid');
		expect(await ana.command({ ...answering, answer: 'object', reason: ' ' })).toBe(
			'decision-reason-missing'
		);
		for (const decision of ['', 'constructor', '__proto__', `${id}x`, 7])
			expect(['decision-unknown', 'command-malformed']).toContain(
				await ana.command({ ...answering, decision })
			);
		// In the name of somebody else: it is one's own answer all the same, and twice is once.
		const asBen = { ...answering, by: ben.id, participant: ben.id, organization: 'B' };
		expect(await ana.command(asBen)).toBe('ok');
		expect(await ana.command(asBen)).toBe('ok');
		await known(all, ({ answers }) => answers[ana.id] !== undefined);
		expect(Object.keys(decisionOf(mediator).answers)).toEqual([ana.id]);

		// Broken frames of all sorts change nothing of it.
		const random = seeded(5);
		for (let round = 0; round < 200; round++)
			others[1]!.send(Uint8Array.from({ length: 1 + random.below(40) }, () => random.below(256)));
		// The card says something else by now; what is decided does not.
		updateItems(hand.doc, [{ id: card.id, text: 'We share nothing' }], null);
		for (const one of [abe, ben, cem]) expect(await one.command(answering)).toBe('ok');
		expect(await mediator.command(deeds[1]!)).toBe('ok');
		const everybody = [mediator, ...delegates];
		await known(everybody, ({ status }) => status === 'closed');
		expect(decisionOf(ana).result?.outcome).toBe('adopted');
		expect(decisionOf(ana).wording).toContain(words);
		for (const deed of deeds) expect(await mediator.command(deed)).toBe('decision-over');
		expect(await ben.command({ ...answering, answer: 'object', reason: 'Late' })).toBe(
			'decision-over'
		);
	}
);
