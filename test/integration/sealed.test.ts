import { newScribe } from '@concordia/archive';
import { insertItems, readBoard } from '@concordia/board/doc';
import { instruments, newCard, newInstrument } from '@concordia/instruments';
import type { SealRound } from '@concordia/session';
import { verifyExport } from '@concordia/transparency';
import { replayBoard } from '@concordia/updates';
import { expect, onTestFinished, test } from 'vitest';
import { createSession, join, linkOf } from '../harness/api.ts';
import { stockClient, synced, until } from '../harness/client.ts';
import { startServer, temporaryFolder } from '../harness/server.ts';
import { exported, exportedFiles, Voter } from '../harness/voter.ts';

const definition = instruments.find(({ id }) => id === 'conflict-structure')!;
const organizations = ['A', 'B', 'C'].map((id) => ({ id, name: `Organization ${id}` }));
/** What each would never say before the others have. */
const canary = (id: string): string => `canary of ${id}: the lowest price we could live with`;
const salt = (id: string): string => `${`${id}saltsalt`.padEnd(42, id)}A`;

/** The newest round that somebody knows of. */
function roundOf({ state }: Voter): SealRound | undefined {
	return Object.values(state?.seals ?? {}).at(-1);
}

test(
	'sealed cards reach nobody before the reveal: no client, no address, no export, also when the server dies in between',
	{ timeout: 120_000 },
	async () => {
		const data = temporaryFolder();
		let server = await startServer({ data });
		onTestFinished(() => server.kill());
		const session = await createSession(server, { organizations });
		const enter = async (role: Parameters<typeof linkOf>[1], organization: string | null) => {
			const { token } = linkOf(session, role, organization);
			return new Voter(await join(server, token, `A ${role}`));
		};
		const mediator = await enter('mediator', null);
		const delegates = await Promise.all(organizations.map(({ id }) => enter('delegate', id)));
		const observer = await enter('observer', 'A');
		const all = [mediator, ...delegates, observer];
		const hand = stockClient(server, session.id, mediator.joined.accessToken);
		await synced(hand);
		let ids = 0;
		const newId = (): string => `conflict-${(ids += 1)}`;
		const items = newInstrument(definition, { newId, pos: [0, 0], locale: 'en' });
		insertItems(hand.doc, items, null);
		const board = readBoard(hand.doc);
		const issue = newCard(definition, board, board[0]!, {
			id: 'issue-1',
			kind: 'issue',
			text: 'Who pays?'
		});
		insertItems(hand.doc, [issue], null);
		await Promise.all(all.map((one) => one.connect(server)));
		onTestFinished(() => {
			hand.close();
			for (const one of all) one.close();
		});
		const opening = {
			type: 'seal-open',
			frame: items[0]?.id ?? '',
			item: 'issue-1',
			parties: ['A', 'B', 'C']
		};
		await until('it is there', async () => (await mediator.command(opening)) === 'ok', 20_000);
		await until('all know', () => all.every((one) => roundOf(one) !== undefined));
		const { id: round } = roundOf(mediator)!;

		// The drafts lie in private rooms, what is sealed in the store: in nothing that anybody else can ask for.
		const put = async (voter: Voter): Promise<void> => {
			const id = voter.joined.participant.organization ?? '';
			const own = stockClient(server, `${session.id}~private`, voter.joined.accessToken);
			await synced(own);
			const draft = {
				id: `draft-${id}`,
				type: 'card',
				pos: [0, 0],
				text: canary(id),
				sealedFor: round
			} as const;
			insertItems(own.doc, [draft], null);
			const cards = [{ id: draft.id, kind: 'interest', text: draft.text, fields: {} }];
			expect(await voter.command({ type: 'seal-put', round, cards, salt: salt(id) })).toBe('ok');
			own.close();
		};
		const addresses = ['', 'snapshot', 'board', 'log', 'log/columns', 'history', 'versions'];
		addresses.push('seen', 'my-data');
		const nobodyHas = async (): Promise<void> => {
			for (const { id } of organizations) {
				for (const voter of [mediator, observer, ...delegates]) {
					if (voter.joined.participant.organization === id && voter !== observer) continue;
					for (const frame of voter.frames) {
						expect(frame.includes(canary(id))).toBe(false);
						expect(frame.includes(salt(id))).toBe(false);
					}
				}
				for (const token of [
					mediator.joined.accessToken,
					observer.joined.accessToken,
					server.hostKey
				]) {
					for (const address of addresses) {
						const answer = await fetch(
							`${server.url}/api/sessions/${session.id}${address === '' ? '' : `/${address}`}`,
							{
								headers: { authorization: `Bearer ${token}` }
							}
						);
						const body = Buffer.from(await answer.arrayBuffer());
						expect(body.includes(canary(id))).toBe(false);
						expect(body.includes(salt(id))).toBe(false);
					}
				}
				const metrics = await (await fetch(`${server.url}/metrics`)).text();
				for (const text of [await exported(server, session.id), server.output(), metrics]) {
					expect(text.includes(canary(id))).toBe(false);
					expect(text.includes(salt(id))).toBe(false);
				}
			}
		};
		await put(delegates[0]!);
		await put(delegates[1]!);
		const reveal = { type: 'seal-reveal', round };
		expect(await mediator.command(reveal)).toBe('seal-missing');
		for (const who of [delegates[0]!, observer])
			expect(await who.command(reveal)).toBe('not-allowed');
		await nobodyHas();

		await server.kill();
		server = await startServer({ data, port: server.port });
		await Promise.all(all.map((one) => one.connect(server)));
		await put(delegates[2]!);
		await until('all have sealed', () =>
			all.every((one) => Object.keys(roundOf(one)?.seals ?? {}).length === 3)
		);
		await nobodyHas();
		// One of them tries to look with the mediator's word, another's room, or a second seal after the end.
		const stranger = stockClient(
			server,
			`${session.id}~private~${delegates[2]!.id}`,
			delegates[0]!.joined.accessToken
		);
		const both = await Promise.all([mediator.command(reveal), mediator.command(reveal)]);
		expect(both.toSorted()).toEqual(['ok', 'seal-over']);
		expect(stranger.items.size).toBe(0);
		stranger.close();
		await until(
			'all have all cards',
			() => readBoard(hand.doc).filter(({ kind }) => kind === 'interest').length === 3
		);
		for (const { id } of organizations)
			expect(readBoard(hand.doc)).toContainEqual(
				expect.objectContaining({
					id: `draft-${id}`,
					text: canary(id),
					fields: expect.objectContaining({ organization: id, issue: 'issue-1' }) as unknown
				})
			);
		// A commitment in the log, and what opens it, for everybody.
		await until('it is told', () => roundOf(observer)?.status === 'revealed');
		expect(roundOf(observer)?.salts).toEqual({ A: salt('A'), B: salt('B'), C: salt('C') });
		const files = await exportedFiles(server, session.id);
		const verdict = await verifyExport(files, { replay: replayBoard, newScribe });
		expect(verdict).toMatchObject({
			ok: true,
			findings: { files: { reveals: [{ round, asSealed: ['A', 'B', 'C'], unchecked: [] }] } }
		});
	}
);
