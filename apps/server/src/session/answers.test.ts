import { wordingOf } from '@concordia/board';
import { getItem } from '@concordia/board/doc';
import { hashText } from '@concordia/transparency';
import { expect, test } from 'vitest';
import type * as Y from 'yjs';
import { Workshop, type Peer } from '../testing/workshop.ts';

/** A workshop with a paragraph on the board and a delegate of each organization. */
async function answering() {
	const workshop = await Workshop.open();
	const ana = await workshop.enter({ role: 'delegate', organization: 'PN' });
	const ben = await workshop.enter({ role: 'delegate', organization: 'CC' });
	ana.addNote('p1', 'We share what we know.');
	await workshop.world.pass(500);
	const answer = async (peer: Peer, change: object = {}) => {
		const wording = wordingOf(getItem(peer.doc, 'p1')!);
		peer.command({
			type: 'answer',
			subject: 'p1',
			version: hashText(wording),
			scale: 'eight',
			grade: 2,
			text: 'Nearly.',
			...change
		});
		await workshop.world.pass(500);
		return peer.told('result').at(-1);
	};
	return { workshop, ana, ben, answer };
}

const textOf = (peer: Peer) => peer.items.get('p1')?.get('text') as Y.Text;

test('everybody gets to know a delegate’s answer, and the log has it beside the leaf', async () => {
	const { workshop, ana, ben, answer } = await answering();
	expect(await answer(ana)).toMatchObject({ ok: true });
	const state = ben.told('session').at(-1)?.state as { answers: object };
	expect(state.answers).toMatchObject({
		p1: { [ana.participant]: { scale: 'eight', grade: 2, text: 'Nearly.', organization: 'PN' } }
	});
	const [entry] = await workshop.entries('answer.give');
	expect(entry).toMatchObject({ participant: ana.participant, organization: 'PN', items: ['p1'] });
	expect(entry?.payload).toContain('Nearly.');
	expect(entry?.leaf).not.toContain('Nearly.');
	await workshop.restart();
	expect(workshop.session.shown.answers['p1']?.[ana.participant]).toMatchObject({ grade: 2 });
});

test('an answer to a wording that was changed meanwhile is refused', async () => {
	const { workshop, ana, ben, answer } = await answering();
	const seen = hashText(wordingOf(getItem(ana.doc, 'p1')!));
	textOf(ben).insert(0, 'Every month: ');
	await workshop.world.pass(500);
	expect(await answer(ana, { version: seen })).toMatchObject({ code: 'answer-outdated' });
	expect(await answer(ana)).toMatchObject({ ok: true });
	// Later changes leave it, as an answer to what it was given to.
	textOf(ben).insert(0, 'Now ');
	await workshop.world.pass(500);
	const { answers } = workshop.session.shown;
	expect(answers['p1']?.[ana.participant]?.version).not.toBe(
		hashText(wordingOf(getItem(ana.doc, 'p1')!))
	);
});

test('a hostile client gets no answer in that is not its own delegate’s to what stands there', async () => {
	const { workshop, ana, ben, answer } = await answering();
	const eve = await workshop.enter({ role: 'observer' });
	const mediator = await workshop.enter({ role: 'mediator' });
	const pia = await workshop.enter({ role: 'participant' });
	for (const peer of [eve, mediator, pia])
		expect(await answer(peer)).toMatchObject({ ok: false, code: 'not-allowed' });
	// Whose it is comes from the connection, whatever the command says.
	await answer(ben, { by: ana.participant, participant: ana.participant, organization: 'PN' });
	expect(workshop.session.shown.answers).toEqual({
		p1: { [ben.participant]: expect.objectContaining({ organization: 'CC' }) as object }
	});
	const refused: [change: object, code: string][] = [
		[{ subject: 'gone' }, 'items-invalid'],
		[{ subject: '__proto__' }, 'items-invalid'],
		[{ version: 'f'.repeat(64) }, 'answer-outdated'],
		[{ grade: 9 }, 'answer-invalid'],
		[{ grade: '2' }, 'command-malformed'],
		[{ scale: 'hundred' }, 'command-malformed'],
		[{ text: 'x'.repeat(1001) }, 'answer-invalid'],
		[{ text: 'x'.repeat(5000) }, 'command-malformed']
	];
	for (const [change, code] of refused)
		expect(await answer(ana, change)).toMatchObject({ ok: false, code });
	expect(await workshop.entries('answer.give')).toHaveLength(1);
	ana.command({ type: 'answer-withdraw', subject: 'p1' });
	await workshop.world.pass(500);
	expect(ana.told('result').at(-1)).toMatchObject({ code: 'answer-unknown' });
	expect(workshop.session.shown.answers['p1']).toHaveProperty(ben.participant);
});

test('what somebody answered goes when they are erased', async () => {
	const { workshop, ana, answer } = await answering();
	await answer(ana);
	await workshop.finish(
		workshop.session.command({ type: 'erase', participant: ana.participant }, { type: 'host' })
	);
	expect(workshop.session.shown.answers).toEqual({});
});
