import { newScribe } from '@concordia/archive';
import { decisionSeenId } from '@concordia/session';
import { verifyExport } from '@concordia/transparency';
import { replayBoard } from '@concordia/updates';
import { expect, onTestFinished, test } from 'vitest';
import { createSession, join, linkOf, type JoinLink } from '../harness/api.ts';
import { stockClient, synced, until } from '../harness/client.ts';
import { decisionOf, propose } from '../harness/proposal.ts';
import { startServer, temporaryFolder } from '../harness/server.ts';
import { exportedFiles, Voter } from '../harness/voter.ts';

const organizations = ['A', 'B', 'C'].map((id) => ({ id, name: `Organization ${id}` }));
const reason = 'Left the alliance in spring';
const absent = { type: 'organization-absent', organization: 'C', reason };
const back = { type: 'organization-return', organization: 'C' };

const leftOut = ({ state }: Voter): string[] =>
	(state?.organizations ?? []).flatMap(({ id, absent: why }) =>
		why ? [`${id}: ${why.reason}`] : []
	);

test(
	'the alliance decides without a partner that never came; whoever would silence one is refused, and who comes counts again',
	{ timeout: 120_000 },
	async () => {
		const data = temporaryFolder();
		let server = await startServer({ data });
		onTestFinished(() => server.kill());
		const session = await createSession(server, { organizations });
		const all: Voter[] = [];
		const enter = async (role: JoinLink['role'], organization: string | null): Promise<Voter> => {
			const { token } = linkOf(session, role, organization);
			const voter = new Voter(await join(server, token, `A ${role}`));
			await voter.connect(server);
			all.push(voter);
			return voter;
		};
		onTestFinished(() => {
			for (const one of all) one.close();
		});
		const again = async (): Promise<void> => {
			await server.kill();
			server = await startServer({ data, port: server.port });
			await Promise.all(all.map((one) => one.connect(server)));
		};
		const known = (check: (voter: Voter) => boolean) =>
			until('everybody knows', () => all.every(check), 20_000);
		const mediator = await enter('mediator', null);
		const ana = await enter('delegate', 'A');
		const ben = await enter('delegate', 'B');
		const observer = await enter('observer', 'C');

		// Somebody else says so, in whatever words; the mediator says it of who is here, or without a reason.
		for (const one of [ana, ben, observer]) {
			expect(await one.command(absent)).toBe('not-allowed');
			expect(await one.command({ ...absent, by: mediator.id, role: 'mediator' })).toBe(
				'not-allowed'
			);
		}
		expect(await mediator.command({ ...absent, organization: 'A' })).toBe('organization-here');
		expect(await mediator.command({ ...absent, organization: '__proto__' })).toBe(
			'organization-unknown'
		);
		for (const bad of ['', ' \n', 'x'.repeat(501)])
			expect(await mediator.command({ ...absent, reason: bad })).toBe('reason-invalid');
		for (const bad of [null, 7, ['x'], 'x'.repeat(5000)])
			expect(await mediator.command({ ...absent, reason: bad })).toBe('command-malformed');
		expect(await mediator.command(back)).toBe('organization-takes-part');
		expect(leftOut(mediator)).toEqual([]);

		// Nor by putting somebody out who was here, or by taking their voice.
		expect(
			await mediator.command({ type: 'set-role', participant: ben.id, role: 'observer' })
		).toBe('ok');
		expect(await mediator.command({ ...absent, organization: 'B' })).toBe('organization-here');
		await again();
		expect(await mediator.command({ ...absent, organization: 'B' })).toBe('organization-here');
		expect(
			await mediator.command({ type: 'set-role', participant: ben.id, role: 'delegate' })
		).toBe('ok');

		// Something is put to decision, and nobody of C comes.
		const hand = stockClient(server, session.id, mediator.joined.accessToken);
		onTestFinished(() => hand.close());
		await synced(hand);
		const { presenting } = propose(hand, session.id, 'Share');
		const presented = async (): Promise<string> => {
			await until(
				'the card is there',
				async () => (await mediator.command(presenting())) === 'ok',
				20_000
			);
			await until('it is told', () =>
				Object.values(mediator.state?.decisions ?? {}).some(({ status }) => status === 'presented')
			);
			return decisionOf(mediator).id;
		};
		const first = await presented();
		const { seq } = decisionOf(mediator);
		const opening = { type: 'decision-open', decision: first };
		for (const one of [ana, ben]) one.view(seq, decisionSeenId(first));
		expect(await mediator.command(opening)).toBe('decision-unrepresented');
		const both = await Promise.all([mediator.command(absent), mediator.command(absent)]);
		expect(both.toSorted()).toEqual(['ok', 'organization-is-absent']);
		await known((one) => leftOut(one).includes(`C: ${reason}`));
		for (const one of [ana, observer]) expect(await one.command(back)).toBe('not-allowed');

		// The server dies: it is known all the same.
		await again();
		await known((one) => leftOut(one).includes(`C: ${reason}`));
		expect(await mediator.command(absent)).toBe('organization-is-absent');
		expect(await mediator.command(opening)).toBe('ok');

		// Somebody of C comes: it counts again in all that comes, not in what was opened without it.
		const cem = await enter('delegate', 'C');
		await known((one) => leftOut(one).length === 0);
		expect(await mediator.command(absent)).toBe('organization-here');
		const answering = { type: 'decision-answer', decision: first, answer: 'consent', reason: '' };
		cem.view(seq, decisionSeenId(first));
		expect(await cem.command(answering)).toBe('decision-not-asked');
		for (const one of [ana, ben]) expect(await one.command(answering)).toBe('ok');
		expect(await mediator.command({ type: 'decision-close', decision: first })).toBe('ok');
		await known((one) => decisionOf(one).status === 'closed');
		expect(decisionOf(cem)).toMatchObject({
			without: [{ organization: 'C', reason }],
			result: { outcome: 'adopted' }
		});
		const second = await presented();
		for (const one of [ana, ben]) one.view(decisionOf(mediator).seq, decisionSeenId(second));
		expect(await mediator.command({ type: 'decision-open', decision: second })).toBe(
			'decision-unseen'
		);

		// What everybody reads in the log is what the export proves, documents included.
		const log = await fetch(
			`${server.url}/api/sessions/${session.id}/log?kind=organization.absent,organization.return`,
			{ headers: { authorization: `Bearer ${cem.joined.accessToken}` } }
		);
		const lines = (await log.text()).trim().split('\n');
		const entries = lines.map(
			(line) => JSON.parse(line) as { leaf: string; payload: string | null }
		);
		expect(entries.map(({ leaf }) => JSON.parse(leaf) as object)).toMatchObject([
			{ k: 'organization.absent', a: mediator.id, o: ['C'] },
			{ k: 'organization.return', a: cem.id, og: 'C', o: ['C'], c: ['joined'] }
		]);
		expect(entries[0]?.payload).toContain(reason);
		await mediator.command({ type: 'decision-withdraw', decision: second });
		await again();
		const files = await exportedFiles(server, session.id);
		const verdict = await verifyExport(files, { replay: replayBoard, newScribe });
		expect(verdict).toMatchObject({ ok: true, findings: { files: { unwritten: 0 } } });
		const documents = [...files].filter(([name]) => name.startsWith('documents/'));
		const text = documents.map(([, bytes]) => new TextDecoder().decode(bytes)).join('\n');
		expect(text).toContain(`Without Organization C`);
		expect(text).toContain(reason);
	}
);
