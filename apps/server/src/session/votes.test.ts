import { formatBallot, type Dots } from '@concordia/session';
import { commitPayload, fromBase64url } from '@concordia/transparency';
import { describe, expect, test } from 'vitest';
import { Workshop, type Peer } from '../testing/workshop.ts';

const items = ['note-one', 'note-two', 'note-three'];

/** A workshop with three notes, a mediator, people of two organizations and, unless told otherwise, an open vote. */
async function voting(change: object = {}) {
	const workshop = await Workshop.open();
	const mediator = await workshop.enter({ role: 'mediator' });
	const ana = await workshop.enter({ role: 'delegate', organization: 'PN' });
	const ben = await workshop.enter({ role: 'participant', organization: 'CC' });
	for (const id of items) ana.addNote(id, `Text of ${id}`);
	await workshop.world.pass(500);
	mediator.command({
		type: 'vote-open',
		title: 'What first?',
		items,
		dots: 5,
		most: 3,
		weight: 'person',
		shown: 'closed',
		named: false,
		room: workshop.session.id,
		seq: 1,
		...change
	});
	await workshop.world.pass(500);
	const [id = ''] = Object.keys(workshop.session.shown.votes);
	const cast = async (peer: Peer, dots: Dots) => {
		peer.command({ type: 'vote-cast', vote: id, dots });
		await workshop.world.pass(500);
		return peer.told('result').at(-1);
	};
	const end = async (type: 'vote-close' | 'vote-cancel') => {
		mediator.command({ type, vote: id });
		await workshop.world.pass(500);
	};
	return { workshop, mediator, ana, ben, id, cast, end };
}

const ballotOf = (peer: Peer, vote: string) => peer.told('votes').at(-1)?.ballots[vote];

/** Whether a text of a ballot stands in any byte that this connection was sent. */
function heard(peer: Peer, text: string): boolean {
	return peer.socket.sent.some((bytes) => Buffer.from(bytes).includes(text));
}

describe('a hidden ballot', () => {
	test('reaches nobody but its author: not in messages, log or state', async () => {
		const { workshop, mediator, ana, ben, id, cast } = await voting();
		const [told, toldBen] = [mediator.socket.sent.length, ben.socket.sent.length];
		expect(await cast(ana, { 'note-two': 3 })).toMatchObject({ ok: true });
		await cast(ana, { 'note-three': 2, 'note-one': 1 });
		expect(ballotOf(ana, id)).toMatchObject({ dots: { 'note-three': 2, 'note-one': 1 } });
		const salt = ballotOf(ana, id)?.salt ?? '';
		for (const [peer, from] of [
			[mediator, told],
			[ben, toldBen]
		] as const) {
			const since = peer.socket.sent.slice(from).map((bytes) => Buffer.from(bytes));
			expect(since.length).toBeGreaterThan(0);
			expect(since.some((bytes) => bytes.includes('note-three":'))).toBe(false);
			expect(since.some((bytes) => bytes.includes(salt))).toBe(false);
			expect(peer.told('votes').every(({ ballots }) => Object.keys(ballots).length === 0)).toBe(
				true
			);
		}
		const log = JSON.stringify(await workshop.entries());
		expect(log).not.toContain(salt);
		expect(log).not.toContain('note-three\\":');
		const casts = await workshop.entries('vote.cast');
		expect(casts).toMatchObject([{ participant: ana.participant, items: [id], payload: null }]);
		expect(JSON.stringify(workshop.session.shown)).not.toContain('note-three":');
	});

	test('is not in a refusal that others could read', async () => {
		const { workshop, ana, ben, cast } = await voting();
		const before = ben.socket.sent.length;
		expect(await cast(ana, { 'note-one': 4 })).toEqual({
			type: 'result',
			id: 1,
			ok: false,
			code: 'vote-too-many-on-one'
		});
		expect(ben.socket.sent).toHaveLength(before);
		expect(await workshop.leaves('refuse', 'vote.cast')).toEqual([]);
	});

	test('is the same in every window of its author, and there again after a reload', async () => {
		const { workshop, ana, id, cast } = await voting();
		const second = await workshop.enter({ participant: ana.participant });
		await cast(ana, { 'note-one': 2 });
		expect(ballotOf(second, id)).toEqual(ballotOf(ana, id));
		await cast(second, { 'note-two': 1 });
		expect(ballotOf(ana, id)).toMatchObject({ dots: { 'note-two': 1 } });
		ana.disconnect();
		ana.connect();
		await workshop.world.settle();
		expect(ballotOf(ana, id)).toMatchObject({ dots: { 'note-two': 1 } });
	});

	test('survives the death of the server in the middle of the vote', async () => {
		const { workshop, ana, ben, id, cast } = await voting();
		await cast(ana, { 'note-one': 3 });
		await cast(ben, { 'note-one': 1, 'note-two': 2 });
		const before = ballotOf(ben, id);
		await workshop.restart();
		const back = await workshop.enter({ participant: ben.participant });
		expect(ballotOf(back, id)).toEqual(before);
		const mediator = await workshop.enter({ role: 'mediator' });
		mediator.command({ type: 'vote-close', vote: id });
		await workshop.world.pass(500);
		expect(workshop.session.shown.votes[id]?.result?.organizations).toEqual({
			PN: { ballots: 1, dots: [3, 0, 0] },
			CC: { ballots: 1, dots: [1, 2, 0] }
		});
	});

	test('counts only once it is stored: nobody is told before', async () => {
		const { workshop, ana, mediator, id } = await voting();
		workshop.faulty.hold();
		ana.command({ type: 'vote-cast', vote: id, dots: { 'note-one': 1 } });
		await workshop.world.pass(2000);
		expect(ana.told('result')).toEqual([]);
		expect(ballotOf(ana, id)).toBeUndefined();
		expect(workshop.session.shown.votes[id]?.voters).toEqual([]);
		workshop.faulty.release();
		await workshop.world.pass(500);
		expect(ballotOf(ana, id)).toMatchObject({ dots: { 'note-one': 1 } });
		expect(heard(mediator, ballotOf(ana, id)?.salt ?? '')).toBe(false);
	});
});

describe('a closed vote', () => {
	test('shows totals per organization and commitments that each voter can check', async () => {
		const { workshop, ana, ben, id, cast, end } = await voting();
		await cast(ana, { 'note-one': 3, 'note-two': 2 });
		await cast(ben, { 'note-two': 1 });
		await end('vote-close');
		const vote = workshop.session.shown.votes[id];
		if (vote === undefined) throw new Error('the vote is gone');
		expect(vote.result).toEqual({
			organizations: {
				PN: { ballots: 1, dots: [3, 2, 0] },
				CC: { ballots: 1, dots: [0, 1, 0] }
			}
		});
		const [entry] = await workshop.entries('vote.close');
		const payload = JSON.parse(entry?.payload ?? '{}') as {
			ballots: { participant: string; commitment: string; dots?: unknown }[];
		};
		for (const peer of [ana, ben]) {
			const own = ballotOf(peer, id);
			const { participant } = peer;
			const salt = fromBase64url(own?.salt ?? '') ?? new Uint8Array();
			const text = formatBallot(vote, { participant, dots: own?.dots ?? {} });
			expect(payload.ballots).toContainEqual({
				participant,
				commitment: commitPayload(text, salt)
			});
		}
		expect(await cast(ana, { 'note-three': 1 })).toMatchObject({ ok: false, code: 'vote-over' });
	});

	test('that was called off leaves no ballot anywhere', async () => {
		const { workshop, ana, id, cast, end } = await voting();
		await cast(ana, { 'note-one': 3 });
		expect(await workshop.store.sealed(workshop.session.id)).toHaveLength(1);
		await end('vote-cancel');
		expect(await workshop.store.sealed(workshop.session.id)).toEqual([]);
		expect(workshop.session.shown.votes[id]).toMatchObject({ status: 'cancelled' });
	});

	test('comes about when the session is closed', async () => {
		const { workshop, ana, mediator, id, cast } = await voting();
		await cast(ana, { 'note-one': 3 });
		mediator.command({ type: 'close' });
		await workshop.world.pass(500);
		expect(workshop.session.shown).toMatchObject({
			status: 'closed',
			votes: { [id]: { status: 'closed', result: { organizations: { PN: { dots: [3, 0, 0] } } } } }
		});
	});

	test('does not count whom the session erased meanwhile, and keeps nothing of them', async () => {
		const { workshop, ana, ben, id, cast, end } = await voting();
		await cast(ana, { 'note-one': 3 });
		await cast(ben, { 'note-two': 1 });
		const host = { type: 'host' } as const;
		await workshop.finish(workshop.registry.erase(workshop.session, ana.participant, host));
		const owners = (await workshop.store.sealed(workshop.session.id)).map(({ owner }) => owner);
		expect(owners).toEqual([ben.participant]);
		await end('vote-close');
		expect(workshop.session.shown.votes[id]?.result?.organizations).toEqual({
			CC: { ballots: 1, dots: [0, 1, 0] }
		});
	});
});

test('an open vote whose totals show tells them to everybody, and nobody’s ballot', async () => {
	const { ana, ben, id, cast } = await voting({ shown: 'live' });
	await cast(ana, { 'note-one': 3 });
	await cast(ana, { 'note-one': 1 });
	expect(ben.told('votes').at(-1)).toMatchObject({
		ballots: {},
		running: { [id]: { organizations: { PN: { ballots: 1, dots: [1, 0, 0] } } } }
	});
});

describe('items that are removed meanwhile', () => {
	test('take no more dots; those on them may stay or be taken back', async () => {
		const { workshop, ana, ben, cast } = await voting();
		await cast(ana, { 'note-one': 2 });
		ben.items.delete('note-one');
		await workshop.world.pass(500);
		expect(await cast(ana, { 'note-one': 3 })).toMatchObject({ code: 'vote-item-removed' });
		expect(await cast(ben, { 'note-one': 1 })).toMatchObject({ code: 'vote-item-removed' });
		expect(await cast(ana, { 'note-one': 2, 'note-two': 1 })).toMatchObject({ ok: true });
		expect(await cast(ana, { 'note-two': 1 })).toMatchObject({ ok: true });
	});

	test('are no matter for a vote', async () => {
		const { workshop, mediator } = await voting({ items: ['note-one', 'nothing'] });
		expect(mediator.told('result').at(-1)).toMatchObject({ ok: false, code: 'vote-item-removed' });
		expect(workshop.session.shown.votes).toEqual({});
	});
});

test('a private room is no place for votes', async () => {
	const { workshop, ana, id } = await voting();
	const drafts = await workshop.enter({ participant: ana.participant, isPrivate: true });
	drafts.command({ type: 'vote-cast', vote: id, dots: {} });
	await workshop.world.settle();
	expect(drafts.told('result').at(-1)).toMatchObject({ ok: false, code: 'room-unknown' });
});
