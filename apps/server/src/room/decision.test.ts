import { insertItems, readBoard, removeItems, updateItems } from '@concordia/board/doc';
import { instruments, proposalWording, type DecisionView } from '@concordia/instruments';
import { decisionSeenId, type JointDecision } from '@concordia/session';
import { hashText, verifyExport } from '@concordia/transparency';
import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { exportSession } from '../export/archive.ts';
import { Workshop, type Peer } from '../testing/workshop.ts';

const definition = instruments.find(({ views }) => views.some(({ type }) => type === 'decision'))!;
const view = definition.views.find((one): one is DecisionView => one.type === 'decision')!;
const isOk = { ok: true };
const words = 'We will share the beds';

/** A proposal with what it rests on, a mediator, and a delegate of each organization. */
async function deciding(options: Parameters<typeof Workshop.open>[0] = {}) {
	const workshop = await Workshop.open(options);
	const mia = await workshop.enter({ role: 'mediator' });
	const ana = await workshop.enter({ role: 'delegate', organization: 'PN' });
	const ben = await workshop.enter({ role: 'delegate', organization: 'CC' });
	const { id: instrument } = definition;
	const card = { type: 'card' as const, instrument, parent: 'frame' };
	const at = { pos: [0, 0] as const, size: [400, 400] as const };
	const reasons = 'They are paid for';
	insertItems(
		mia.doc,
		[
			{ ...at, id: 'frame', type: 'frame', instrument, text: 'Decisions' },
			{ ...at, ...card, id: 'fact', kind: 'information', text: 'Forty beds are empty' },
			{
				...at,
				...card,
				id: 'card',
				kind: view.kind,
				text: words,
				fields: { reasons, basis: ['fact'] }
			}
		],
		null
	);
	await workshop.world.pass(500);
	const ask = async (peer: Peer, command: object) => {
		peer.command(command);
		await workshop.world.pass(500);
		return peer.told('result').at(-1);
	};
	const hashNow = (): string =>
		hashText(proposalWording(definition, view, readBoard(mia.doc), 'frame', 'card') ?? '');
	const present = (peer = mia, change: object = {}) =>
		ask(peer, {
			type: 'decision-present',
			item: 'card',
			frame: 'frame',
			room: workshop.session.id,
			hash: hashNow(),
			...change
		});
	const decisions = (): JointDecision[] => Object.values(workshop.session.shown.decisions);
	const decision = (): JointDecision => decisions().at(-1)!;
	const deed = (peer: Peer, type: 'open' | 'close' | 'withdraw', change: object = {}) =>
		ask(peer, { type: `decision-${type}`, decision: decision().id, ...change });
	/** The page reports that the wording was on its screen. */
	const read = async (...peers: Peer[]) => {
		for (const peer of peers) peer.view(decision().seq, decisionSeenId(decision().id));
		await workshop.world.settle();
	};
	const answer = (peer: Peer, given: string, reason = '', change: object = {}) =>
		ask(peer, {
			type: 'decision-answer',
			decision: decision().id,
			answer: given,
			reason,
			...change
		});
	const write = async (
		id: string,
		change: { text?: string; fields?: Record<string, string | number> }
	) => {
		updateItems(mia.doc, [{ id, ...change }], null);
		await workshop.world.pass(500);
	};
	return { workshop, mia, ana, ben, present, deed, read, answer, write, ask, decision, decisions };
}

test('what all delegates have seen is answered and decided, and the log tells it in this order', async () => {
	const { workshop, mia, ana, ben, present, deed, read, answer, decision } = await deciding();
	expect(await present()).toMatchObject(isOk);
	expect(decision()).toMatchObject({ rule: 'consent', status: 'presented' });
	for (const said of [words, 'They are paid for', 'Forty beds are empty'])
		expect(decision().wording).toContain(said);
	expect(hashText(decision().wording)).toBe(decision().hash);
	await read(ana, ben);
	expect(await deed(mia, 'open')).toMatchObject(isOk);
	expect(await answer(ana, 'consent')).toMatchObject(isOk);
	expect(await answer(ben, 'concern', 'Who cleans them?')).toMatchObject(isOk);
	expect(await deed(mia, 'close')).toMatchObject(isOk);
	expect(decision().result).toMatchObject({ outcome: 'adopted' });
	const h = Buffer.from(decision().hash, 'hex').toString('base64url');
	const { id } = decision();
	const kinds = ['present', 'open', 'answer', 'close'].map((kind) => `decision.${kind}`);
	expect(await workshop.leaves('seen', ...kinds)).toMatchObject([
		{
			k: 'decision.present',
			a: mia.participant,
			o: [id, 'card', 'frame'],
			c: ['consent', 'item', 'frame'],
			h
		},
		{ k: 'seen', a: ana.participant, o: [`${id}#v1`] },
		{ k: 'seen', a: ben.participant, o: [`${id}#v1`] },
		{ k: 'decision.open', a: mia.participant, o: [id], h },
		{ k: 'decision.answer', a: ana.participant, og: 'PN', o: [id], c: ['consent'], h },
		{ k: 'decision.answer', a: ben.participant, og: 'CC', o: [id], c: ['concern'], h },
		{ k: 'decision.close', a: mia.participant, o: [id], c: ['adopted'], h }
	]);
	const before = decision();
	await workshop.restart();
	expect(workshop.session.shown.decisions[id]).toEqual(before);
});

test('nothing is opened or answered unseen, whatever clients say; who is missing is named', async () => {
	const { mia, ana, ben, present, deed, read, answer, workshop, decision } = await deciding();
	await present();
	const { id } = decision();
	const forged = { seen: [ana.participant, ben.participant], isSeen: true };
	expect(await deed(mia, 'open', forged)).toMatchObject({
		code: 'decision-unseen',
		detail: `${ana.participant} ${ben.participant}`
	});
	// The card on the board and other names count for nothing.
	ana.view(decision().seq, 'card', `${id}#v2`, `${id}#v0`, id, 'card#v1');
	await read(ben);
	await workshop.world.pass(20_000);
	expect(await deed(mia, 'open')).toMatchObject({ detail: ana.participant });
	await read(ana);
	expect(await deed(mia, 'open')).toMatchObject(isOk);
	// Somebody who comes later has not seen it.
	const cleo = await workshop.enter({ role: 'delegate', organization: 'CC' });
	expect(await answer(cleo, 'consent', '', forged)).toMatchObject({ code: 'decision-unseen' });
	await read(cleo);
	expect(await answer(cleo, 'consent')).toMatchObject(isOk);
	// A message over HTTP has no page that could have shown anything.
	const own = { type: 'participant', id: ben.participant } as const;
	const command = { type: 'decision-answer', decision: id, answer: 'consent', reason: '' };
	const made = mia.room.command(command, own);
	await workshop.world.settle();
	expect(await made).toMatchObject({ ok: false, code: 'not-allowed' });
});

test('where nothing is recorded, delegates say that they have read it', async () => {
	const { mia, ana, ben, present, deed, ask, decision, workshop } = await deciding({ seen: 'off' });
	await present();
	expect(await deed(mia, 'open')).toMatchObject({ code: 'decision-unseen' });
	for (const peer of [ana, ben]) {
		const items = [decisionSeenId(decision().id)];
		const said = { type: 'acknowledge', items, room: workshop.session.id, seq: decision().seq };
		expect(await ask(peer, said)).toMatchObject(isOk);
	}
	// Others get to know at once: they wait for it.
	expect(Object.keys(decision().read)).toEqual([ana.participant, ben.participant]);
	const heard = mia.told('session').at(-1)?.state as { decisions: Record<string, JointDecision> };
	expect(heard.decisions[decision().id]?.read).toEqual(decision().read);
	expect(await deed(mia, 'open')).toMatchObject(isOk);
	const unknown = { type: 'acknowledge', items: ['d~x#v1'], room: workshop.session.id, seq: 0 };
	expect(await ask(ana, unknown)).toMatchObject({ code: 'items-invalid' });
});

test('is presented only as it stands on the board, by the mediator', async () => {
	const { mia, ana, present, deed, write, decisions, workshop } = await deciding();
	const refused: [Peer, object, string][] = [
		[ana, {}, 'not-allowed'],
		[await workshop.enter({ role: 'observer' }), {}, 'not-allowed'],
		[await workshop.enter({ role: 'participant' }), {}, 'not-allowed'],
		[mia, { hash: 'b'.repeat(64) }, 'decision-outdated'],
		[mia, { item: 'fact' }, 'items-invalid'],
		[mia, { item: 'nowhere' }, 'items-invalid'],
		[mia, { frame: 'card' }, 'items-invalid'],
		[mia, { frame: '__proto__' }, 'items-invalid'],
		[mia, { room: 'elsewhere' }, 'room-unknown'],
		[mia, { item: 7 }, 'command-malformed'],
		[mia, { hash: 'x' }, 'command-malformed']
	];
	for (const [peer, change, code] of refused)
		expect(await present(peer, change)).toMatchObject({ ok: false, code });
	await write('card', { fields: { rule: 'majority' } });
	expect(await present()).toMatchObject({ code: 'decision-share' });
	await write('card', { fields: { majority: 67 } });
	// What a client says of wording and rule is not heard.
	const forged = { wording: '{}', terms: { rule: 'consent', share: null }, seq: 0 };
	expect(await present(mia, forged)).toMatchObject(isOk);
	expect(decisions()).toMatchObject([{ rule: 'majority', share: 67 }]);
	expect(decisions()[0]?.wording).toContain(words);
	expect(await present()).toMatchObject({ code: 'decision-running' });
	await deed(mia, 'withdraw');
	await write('card', { text: '  ' });
	expect(await present()).toMatchObject({ code: 'decision-empty' });
});

test('an edit of the card changes nothing of what is decided', async () => {
	const { mia, ana, ben, present, deed, read, answer, write, decision } = await deciding();
	await present();
	await read(ana, ben);
	await deed(mia, 'open');
	const { wording } = decision();
	await write('card', { text: 'We will not' });
	await answer(ana, 'consent');
	await answer(ben, 'consent');
	removeItems(mia.doc, ['card'], null);
	await deed(mia, 'close');
	expect(decision()).toMatchObject({ wording, result: { outcome: 'adopted' } });
	expect(await answer(ana, 'object', 'Too late')).toMatchObject({ code: 'decision-over' });
});

test('an export has the decision word for word in the log and its document, and is verified', async () => {
	const { workshop, mia, ana, ben, present, deed, read, answer, decision } = await deciding();
	await present();
	await read(ana, ben);
	await deed(mia, 'open');
	await answer(ana, 'consent');
	await answer(ben, 'object', 'Nobody cleans them');
	await deed(mia, 'close');
	const { store, sequencer, session } = workshop;
	const actor = { type: 'participant', id: ana.participant } as const;
	const made = exportSession({ store, sequencer, session, room: ana.room, actor });
	await workshop.world.pass(10);
	const result = await made;
	if (!result.ok) throw new Error(result.code);
	const files = new Map(Object.entries(unzipSync(result.zip)));
	const document = new TextDecoder().decode(files.get(`documents/${definition.id}.en.md`));
	for (const said of [words, 'Rejected', 'Nobody cleans them', decision().hash])
		expect(document).toContain(said);
	const german = new TextDecoder().decode(files.get(`documents/${definition.id}.de.md`));
	expect(german).toContain('Einwand');
	const verdict = await verifyExport(files);
	if (!verdict.ok) throw new Error(verdict.problem.detail);
});

test('erasing an item takes the wording that holds it, and the log verifies', async () => {
	const { workshop, mia, ana, ben, present, deed, read, answer, decision } = await deciding();
	await present();
	await read(ana, ben);
	await deed(mia, 'open');
	await answer(ana, 'consent');
	await answer(ben, 'consent');
	await deed(mia, 'close');
	const actor = { type: 'host' } as const;
	const erased = workshop.registry.eraseItem(workshop.session, 'fact', 'a name', actor);
	await workshop.world.pass(1000);
	expect(await erased).toMatchObject(isOk);
	expect(decision()).toMatchObject({ wording: '', result: { outcome: 'adopted' } });
	const [row] = await workshop.entries('decision.present');
	expect(row?.payload).toBeNull();
	const before = decision();
	await workshop.restart();
	expect(decision()).toEqual(before);
});

test('what was not stored when the process died was answered by nobody, and nobody was told so', async () => {
	const { workshop, mia, ana, ben, present, deed, read, answer, decision } = await deciding();
	await present();
	await read(ana, ben);
	await deed(mia, 'open');
	await answer(ana, 'consent');
	workshop.faulty.faults.push('io');
	ben.command({
		type: 'decision-answer',
		decision: decision().id,
		answer: 'object',
		reason: 'No'
	});
	await workshop.world.settle();
	expect(ben.told('result').filter(({ ok }) => ok)).toEqual([]);
	workshop.faulty.faults.pop();
	await workshop.restart();
	expect(Object.keys(decision().answers)).toEqual([ana.participant]);
});
