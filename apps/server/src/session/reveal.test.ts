import { boundsOf, intersects } from '@concordia/board';
import { readBoard } from '@concordia/board/doc';
import type { Attribution } from '@concordia/session';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { Workshop, type Peer } from '../testing/workshop.ts';

/** A workshop with a mediator at the board who has begun to collect. */
class Collecting {
	readonly workshop: Workshop;
	readonly mediator: Peer;

	private constructor(workshop: Workshop, mediator: Peer) {
		this.workshop = workshop;
		this.mediator = mediator;
	}

	static async begin(attribution: Attribution = 'name'): Promise<Collecting> {
		const workshop = await Workshop.open();
		const mediator = await workshop.enter({ role: 'mediator' });
		const one = new Collecting(workshop, mediator);
		await one.start(attribution);
		return one;
	}

	async start(attribution: Attribution): Promise<void> {
		this.mediator.command({
			type: 'stage-start',
			title: 'What stops us?',
			minutes: 8,
			silent: true,
			attribution
		});
		await this.workshop.world.pass(200);
	}

	get stage(): string {
		return this.workshop.session.shown.stages.at(-1)?.id ?? '';
	}

	/** Somebody with the board and their own drafts open. */
	async person(organization = 'PN'): Promise<{ board: Peer; drafts: Peer; id: string }> {
		const board = await this.workshop.enter({ organization });
		const { participant } = board;
		const drafts = await this.workshop.enter({ participant, isPrivate: true });
		return { board, drafts, id: participant };
	}

	write(drafts: Peer, ...texts: string[]): void {
		for (const text of texts) {
			const id = `${drafts.participant.slice(0, 8)}-${drafts.items.size}`;
			drafts.doc.transact(() => {
				drafts.addNote(id, text);
				drafts.items.get(id)?.set('stage', this.stage);
			});
		}
	}

	async reveal(): Promise<void> {
		this.mediator.command({ type: 'stage-reveal', stage: this.stage });
		await this.workshop.world.pass(200);
	}

	/** Texts of the notes on the board as somebody has them. */
	notes(peer: Peer = this.mediator): string[] {
		return readBoard(peer.doc)
			.filter(({ type }) => type === 'note')
			.map(({ text = '' }) => text)
			.toSorted();
	}
}

describe('while people write', () => {
	test('the others learn how many notes each organization has, and nothing else', async () => {
		const collecting = await Collecting.begin();
		const [ana, ben] = [await collecting.person('PN'), await collecting.person('CC')];
		collecting.write(ana.drafts, 'secret one', 'secret two', '  ');
		await collecting.workshop.world.pass(3000);
		expect(ben.board.told('session').at(-1)?.drafts).toEqual({ PN: 2 });
		for (const peer of [ben.board, ben.drafts, collecting.mediator]) {
			const heard = Buffer.concat(peer.socket.sent.map((bytes) => Buffer.from(bytes)));
			expect(heard.includes('secret')).toBe(false);
		}
		const log = (await collecting.workshop.entries()).map(({ leaf, payload }) => leaf + payload);
		expect(log.join()).not.toContain('secret');
		expect(await collecting.workshop.leaves('edit')).toEqual([]);
	});

	test('nobody opens the drafts of somebody else, and who only looks on has none', async () => {
		const collecting = await Collecting.begin();
		const ana = await collecting.person();
		collecting.write(ana.drafts, 'secret');
		await collecting.workshop.world.settle();
		const ben = await collecting.person();
		expect(ben.drafts.room.key).not.toBe(ana.drafts.room.key);
		expect(ben.drafts.items.size).toBe(0);
		const observer = await collecting.workshop.enter({ role: 'observer', isPrivate: true });
		collecting.write(observer, 'not mine to say');
		await collecting.workshop.world.pass(2000);
		expect(observer.told('refused').map(({ code }) => code)).toEqual(['read-only']);
		expect(ben.board.told('session').at(-1)?.drafts).toEqual({ PN: 1 });
	});

	test('nobody but the mediator reveals, cancels or changes the time', async () => {
		const collecting = await Collecting.begin();
		const ana = await collecting.person();
		collecting.write(ana.drafts, 'mine');
		const { stage } = collecting;
		ana.board.command({ type: 'stage-reveal', stage });
		ana.board.command({ type: 'stage-cancel', stage });
		ana.board.command({ type: 'stage-time', stage, minutes: 1 });
		ana.drafts.command({ type: 'stage-reveal', stage });
		ana.board.command({ type: 'stage-late', stage });
		await collecting.workshop.world.pass(200);
		expect(ana.board.told('result').map(({ code }) => code)).toEqual(
			expect.arrayContaining(['not-allowed', 'not-allowed', 'not-allowed', 'stage-collecting'])
		);
		expect(ana.drafts.told('result').map(({ code }) => code)).toEqual(['not-allowed']);
		expect(collecting.notes()).toEqual([]);
	});

	test('words at cursors are the mediator’s only, if it is to be silent', async () => {
		const collecting = await Collecting.begin();
		const ana = await collecting.person();
		ana.board.claimPresence(ana.board.doc.clientID, { chat: 'psst', cursor: 1 });
		const { mediator } = collecting;
		mediator.claimPresence(mediator.doc.clientID, { chat: 'two minutes' });
		await collecting.workshop.world.pass(500);
		const others = [...collecting.mediator.awareness.getStates().values()];
		expect(others.some((state) => state['chat'] === 'psst')).toBe(false);
		expect(others.some((state) => state['cursor'] === 1)).toBe(true);
		const heard = [...ana.board.awareness.getStates().values()];
		expect(heard.some((state) => state['chat'] === 'two minutes')).toBe(true);
	});

	test('a restart of the server loses nothing, and it knows the numbers again', async () => {
		const collecting = await Collecting.begin();
		const { workshop } = collecting;
		const ana = await collecting.person('PN');
		collecting.write(ana.drafts, 'before the restart');
		await workshop.world.pass(2000);
		await workshop.restart();
		const mediator = await workshop.enter({ participant: collecting.mediator.participant });
		expect(mediator.told('session').at(-1)?.drafts).toEqual({ PN: 1 });
		mediator.command({ type: 'stage-reveal', stage: collecting.stage });
		await workshop.world.pass(200);
		expect(collecting.notes(mediator)).toEqual(['before the restart']);
	});
});

describe('revealing', () => {
	test('puts all notes on the board at once, each in its place', async () => {
		const collecting = await Collecting.begin();
		const people = [];
		for (const organization of ['PN', 'CC', 'PN'])
			people.push(await collecting.person(organization));
		for (const [index, { drafts }] of people.entries())
			collecting.write(drafts, ...Array.from({ length: 12 }, (_, n) => `${index}/${n}`));
		const before = people[0]!.board.documents.length;
		await collecting.reveal();
		expect(collecting.notes()).toHaveLength(36);
		// One message for all of it.
		expect(people[0]!.board.documents.length - before).toBe(1);
		const items = readBoard(collecting.mediator.doc);
		const notes = items.filter(({ type }) => type === 'note');
		for (const [index, one] of notes.entries())
			for (const other of notes.slice(index + 1))
				expect(intersects(boundsOf(one), boundsOf(other))).toBe(false);
		const frames = new Map(items.filter(({ type }) => type === 'frame').map((f) => [f.id, f.text]));
		expect(new Set(frames.values())).toEqual(new Set(['Community centre', 'Physician network']));
		expect(notes.every(({ parent }) => frames.has(parent ?? ''))).toBe(true);
		expect(collecting.workshop.session.shown.stages[0]).toMatchObject({
			status: 'revealed',
			notes: 36
		});
	});

	const agreed: {
		attribution: Attribution;
		says: (id: string) => { a: string | undefined; og: string | undefined };
		isBound: boolean;
	}[] = [
		{ attribution: 'name', says: (id) => ({ a: id, og: 'PN' }), isBound: true },
		{ attribution: 'organization', says: () => ({ a: undefined, og: 'PN' }), isBound: false },
		{ attribution: 'nobody', says: () => ({ a: undefined, og: undefined }), isBound: false }
	];
	for (const { attribution, says, isBound } of agreed)
		test(`says of the authors what was agreed: ${attribution}`, async () => {
			const collecting = await Collecting.begin(attribution);
			const { workshop } = collecting;
			const ana = await collecting.person('PN');
			collecting.write(ana.drafts, 'first', 'second');
			const bound = (await workshop.leaves('client.bind')).length;
			await collecting.reveal();
			const notes = readBoard(collecting.mediator.doc).filter(({ type }) => type === 'note');
			const leaf = (await workshop.leaves('edit')).find(({ o }) => o?.includes(notes[0]!.id));
			expect({ a: leaf?.a, og: leaf?.og }).toEqual(says(ana.id));
			// Nothing else in the log or in the stored updates of the board leads to her.
			const news = await workshop.leaves('client.bind');
			const isHers = news.slice(bound).some(({ a }) => a === ana.id);
			expect(isHers).toBe(isBound);
			const updates = await workshop.store.updates(workshop.session.id, 1, 99);
			expect(updates.some(({ participant }) => participant === ana.id)).toBe(isBound);
			// Her own ids for the notes stay hers.
			expect(notes.some(({ id }) => ana.drafts.items.has(id))).toBe(false);
		});

	test('is one entry in the log, by the mediator, with the numbers', async () => {
		const collecting = await Collecting.begin('nobody');
		const ana = await collecting.person('CC');
		collecting.write(ana.drafts, 'x', 'y');
		await collecting.reveal();
		const [row] = await collecting.workshop.entries('stage.reveal');
		expect(row?.participant).toBe(collecting.mediator.participant);
		expect(JSON.parse(row?.payload ?? '')).toMatchObject({ notes: { CC: 2 } });
	});

	test('takes what has reached the server in the same moment', async () => {
		const collecting = await Collecting.begin();
		const ana = await collecting.person();
		collecting.mediator.command({ type: 'stage-reveal', stage: collecting.stage });
		collecting.write(ana.drafts, 'just in time');
		await collecting.workshop.world.pass(200);
		expect(collecting.notes()).toEqual(['just in time']);
	});

	test('leaves out who was removed, and what is no note of this stage', async () => {
		const collecting = await Collecting.begin();
		const { workshop } = collecting;
		const [ana, ben] = [await collecting.person(), await collecting.person()];
		collecting.write(ana.drafts, 'of somebody removed');
		ben.drafts.addNote('other', 'a draft for myself');
		ben.drafts.doc.transact(() => {
			for (const [id, value] of [
				['odd1', 7],
				['odd2', new Y.Map()],
				['odd3', new Y.Array()]
			] as const)
				ben.drafts.items.set(id, value as Y.Map<unknown>);
		});
		await workshop.finish(
			workshop.session.command({ type: 'revoke', participant: ana.id }, { type: 'host' })
		);
		await collecting.reveal();
		expect(collecting.notes()).toEqual([]);
		expect(workshop.errors).toEqual([]);
	});

	test('stays possible beside items that lie absurdly far out', async () => {
		const collecting = await Collecting.begin();
		const ana = await collecting.person();
		ana.board.addNote('far', '');
		ana.board.items.get('far')?.set('pos', [1e300, 1e300]);
		collecting.write(ana.drafts, 'near');
		await collecting.reveal();
		const near = readBoard(collecting.mediator.doc).find(({ text }) => text === 'near');
		expect(near?.pos.every((value) => Math.abs(value) < 10_000)).toBe(true);
	});

	test('nothing is shown as long as it is not stored', async () => {
		const collecting = await Collecting.begin();
		const { workshop } = collecting;
		const ana = await collecting.person();
		collecting.write(ana.drafts, 'wait');
		await workshop.world.settle();
		workshop.faulty.hold();
		await collecting.reveal();
		expect(collecting.notes()).toEqual([]);
		expect(workshop.session.shown.stages[0]?.status).toBe('collecting');
		workshop.faulty.release();
		await workshop.world.pass(200);
		expect(collecting.notes()).toEqual(['wait']);
	});
});

describe('somebody cut off in the middle', () => {
	test('finds what they wrote kept, and puts it on the board themselves', async () => {
		const collecting = await Collecting.begin();
		const ana = await collecting.person();
		collecting.write(ana.drafts, 'in time');
		await collecting.workshop.world.settle();
		ana.drafts.disconnect();
		collecting.write(ana.drafts, 'written offline');
		const [first] = ana.drafts.items.values();
		(first?.get('text') as Y.Text | undefined)?.insert(7, ', and more');
		await collecting.reveal();
		expect(collecting.notes()).toEqual(['in time']);
		ana.drafts.connect();
		await collecting.workshop.world.pass(200);
		expect(collecting.notes()).toEqual(['in time']);
		ana.board.command({ type: 'stage-late', stage: collecting.stage });
		await collecting.workshop.world.pass(200);
		expect(collecting.notes()).toEqual(['in time', 'in time, and more', 'written offline']);
		const bounds = readBoard(collecting.mediator.doc)
			.filter(({ type }) => type === 'note')
			.map(boundsOf);
		expect(intersects(bounds[0]!, bounds[1]!)).toBe(false);
		// Asked twice, nothing comes twice.
		ana.board.command({ type: 'stage-late', stage: collecting.stage });
		await collecting.workshop.world.pass(200);
		expect(collecting.notes()).toHaveLength(3);
	});

	test('is not named by what comes late, where nobody is named', async () => {
		const collecting = await Collecting.begin('nobody');
		const ana = await collecting.person();
		await collecting.reveal();
		collecting.write(ana.drafts, 'late');
		const size = (await collecting.workshop.leaves()).length;
		ana.board.command({ type: 'stage-late', stage: collecting.stage });
		await collecting.workshop.world.pass(200);
		expect(collecting.notes()).toEqual(['late']);
		const added = (await collecting.workshop.leaves()).slice(size);
		expect(added.map(({ k, a }) => [k, a])).toEqual([['edit', undefined]]);
	});
});

test('closing the session reveals nothing, and each author can still read their own', async () => {
	const collecting = await Collecting.begin();
	const { workshop, mediator } = collecting;
	const ana = await collecting.person();
	collecting.write(ana.drafts, 'kept');
	await workshop.world.pass(200);
	await workshop.finish(workshop.session.command({ type: 'close' }, { type: 'host' }));
	expect(workshop.session.shown.stages).toMatchObject([{ status: 'cancelled' }]);
	expect((await workshop.leaves('stage.cancel', 'session.close')).map(({ k }) => k)).toEqual([
		'stage.cancel',
		'session.close'
	]);
	ana.board.command({ type: 'stage-late', stage: collecting.stage });
	await workshop.world.pass(200);
	expect(ana.board.told('result').at(-1)).toMatchObject({ ok: false, code: 'session-closed' });
	expect(collecting.notes()).toEqual([]);
	const again = await workshop.enter({ participant: ana.id, isPrivate: true });
	expect(again.items.size).toBe(1);
	expect(mediator.items.size).toBe(0);
});

test('a cancelled stage leaves every note with its author', async () => {
	const collecting = await Collecting.begin();
	const ana = await collecting.person();
	collecting.write(ana.drafts, 'kept');
	collecting.mediator.command({ type: 'stage-cancel', stage: collecting.stage });
	await collecting.workshop.world.pass(200);
	expect(collecting.notes()).toEqual([]);
	expect(ana.drafts.items.size).toBe(1);
	expect(ana.board.told('session').at(-1)?.drafts).toBeUndefined();
	await collecting.start('name');
	await collecting.reveal();
	expect(collecting.notes()).toEqual([]);
});
