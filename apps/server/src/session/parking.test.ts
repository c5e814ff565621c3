import type { Item } from '@concordia/board';
import { getItem, insertItems, readBoard, updateItems } from '@concordia/board/doc';
import { newCard, newFrame, problemSet } from '@concordia/instruments';
import { describe, expect, test } from 'vitest';
import { readCase } from '../http/case.ts';
import { Workshop, type Peer } from '../testing/workshop.ts';
import type { Attribution } from '@concordia/session';

const wording = { locale: 'en', timeZone: 'Europe/Berlin' } as const;
const secret = 'Employ translators together';

interface Person {
	readonly board: Peer;
	readonly drafts: Peer;
	readonly id: string;
}

/** A workshop with a problem set, a problem, a mediator and people of organizations. */
class Parking {
	readonly workshop: Workshop;
	readonly mediator: Peer;

	private constructor(workshop: Workshop, mediator: Peer) {
		this.workshop = workshop;
		this.mediator = mediator;
	}

	static async open(): Promise<Parking> {
		const workshop = await Workshop.open();
		const mediator = await workshop.enter({ role: 'mediator' });
		const frame = { ...newFrame(problemSet, { id: 'f', pos: [0, 0], locale: 'en' }), z: 'a0' };
		insertItems(mediator.doc, [frame], null);
		const problem = newCard(problemSet, [], getItem(mediator.doc, 'f')!, {
			id: 'p1',
			kind: 'problem',
			text: 'Nobody understands the forms'
		});
		insertItems(mediator.doc, [problem], null);
		await workshop.world.pass(200);
		return new Parking(workshop, mediator);
	}

	async person(organization = 'PN'): Promise<Person> {
		const board = await this.workshop.enter({ organization });
		const { participant: id } = board;
		return { board, id, drafts: await this.workshop.enter({ participant: id, isPrivate: true }) };
	}

	/** Writes a note on the board, where everybody sees it. */
	async note({ board }: { board: Peer }, id: string, text = secret): Promise<void> {
		const note = { id, type: 'note', pos: [100, 100], color: 'pink', text, parent: 'f' } as const;
		insertItems(board.doc, [note], null);
		await this.workshop.world.pass(200);
	}

	/** Writes a solution where only its author sees it, and parks it. */
	async write({ drafts, board }: Person, id: string, text = secret): Promise<string | undefined> {
		drafts.doc.transact(() => {
			drafts.addNote(id, text);
			drafts.items.get(id)?.delete('pos');
		});
		await this.workshop.world.settle();
		return this.tell(board, { type: 'park-own', frame: 'f', item: id, ...wording });
	}

	/** Sends a command and waits for what becomes of it: a code, or undefined. */
	async tell(peer: Peer, command: object): Promise<string | undefined> {
		peer.command(command);
		await this.workshop.world.pass(500);
		return peer.told('result').at(-1)?.code;
	}

	park(peer: Peer, item: string): Promise<string | undefined> {
		return this.tell(peer, { type: 'park', frame: 'f', item, ...wording });
	}

	release(peer = this.mediator, more: object = {}): Promise<string | undefined> {
		return this.tell(peer, { type: 'park-release', frame: 'f', early: false, ...more });
	}

	async perspective(peer: Peer, organization: string, fields: object): Promise<void> {
		const card = newCard(problemSet, [], getItem(this.mediator.doc, 'f')!, {
			id: `v-${organization}`,
			kind: 'perspective',
			fields: { problem: 'p1', organization, ...fields }
		});
		insertItems(peer.doc, [card], null);
		await this.workshop.world.pass(200);
	}

	async start(attribution: Attribution): Promise<void> {
		const stage = { type: 'stage-start', title: 'Problems', minutes: 8, silent: false };
		await this.tell(this.mediator, { ...stage, attribution, frame: 'f' });
	}

	get parking() {
		return this.workshop.session.shown.parking;
	}

	item(id: string, peer = this.mediator): Item | undefined {
		return getItem(peer.doc, id);
	}
}

/** Everything that was ever sent over a socket. */
const heardBy = (peer: Peer): Buffer =>
	Buffer.concat(peer.socket.sent.map((bytes) => Buffer.from(bytes)));

describe('a solution that was never on the board', () => {
	test('is told to the others as a placeholder, an organization and a time, and nothing else', async () => {
		const parking = await Parking.open();
		const [ana, ben] = [await parking.person('PN'), await parking.person('CC')];
		expect(await parking.write(ana, 's1')).toBeUndefined();
		const placeholder = parking.item('s1', ben.board);
		expect(placeholder).toMatchObject({
			type: 'note',
			kind: 'parking-placeholder',
			parent: 'f',
			fields: { organization: 'PN', parkedAt: expect.stringMatching(/^\d{4}-.*Z$/) }
		});
		expect(placeholder?.text).toMatch(/^A solution is parked here\nPhysician network, /);
		expect(ben.board.told('session').at(-1)?.state).toMatchObject({
			parking: {
				solutions: { s1: { organization: 'PN', status: 'parked', wasSeen: false, frame: 'f' } }
			}
		});
		const late = await parking.person('CC');
		for (const peer of [ben.board, ben.drafts, parking.mediator, late.board, late.drafts]) {
			expect(heardBy(peer).includes(secret)).toBe(false);
		}
		const log = (await parking.workshop.entries()).map(({ leaf, payload }) => leaf + payload);
		expect(log.join()).not.toContain(secret);
	});

	test('is its author’s to write on, and to take back', async () => {
		const parking = await Parking.open();
		const [ana, ben] = [await parking.person('PN'), await parking.person('CC')];
		await parking.write(ana, 's1', 'First thought');
		updateItems(ana.drafts.doc, [{ id: 's1', text: 'Second thought' }], null);
		await parking.workshop.world.pass(200);
		expect(heardBy(ben.board).includes('thought')).toBe(false);
		expect(await parking.tell(ben.board, { type: 'park-withdraw', item: 's1' })).toBe(
			'park-not-yours'
		);
		expect(await parking.tell(parking.mediator, { type: 'park-withdraw', item: 's1' })).toBe(
			'park-not-yours'
		);
		expect(await parking.tell(ana.board, { type: 'park-withdraw', item: 's1' })).toBeUndefined();
		expect(parking.item('s1')).toBeUndefined();
		expect(ana.drafts.items.has('s1')).toBe(false);
		expect(parking.parking.solutions['s1']?.status).toBe('withdrawn');
	});

	test('leaves a stage that collects: what it reveals does not hold it', async () => {
		const parking = await Parking.open();
		const ana = await parking.person('PN');
		await parking.start('name');
		const { id: stage } = parking.workshop.session.shown.stages[0]!;
		ana.drafts.doc.transact(() => {
			ana.drafts.addNote('s1', secret);
			ana.drafts.items.get('s1')?.set('stage', stage);
		});
		await parking.workshop.world.settle();
		expect(
			await parking.tell(ana.board, { type: 'park-own', frame: 'f', item: 's1', ...wording })
		).toBeUndefined();
		await parking.tell(parking.mediator, { type: 'stage-reveal', stage });
		expect(readBoard(parking.mediator.doc).filter(({ text }) => text === secret)).toEqual([]);
		expect(heardBy(parking.mediator).includes(secret)).toBe(false);
	});

	test('can’t take the place of what stands on the board', async () => {
		const parking = await Parking.open();
		const [ana, ben] = [await parking.person('PN'), await parking.person('CC')];
		await parking.note(ben, 'taken', 'Ben’s words');
		expect(await parking.write(ana, 'taken')).toBe('park-invalid');
		expect(parking.item('taken')?.text).toBe('Ben’s words');
		expect(await parking.write(ana, 'blank', '  ')).toBe('park-invalid');
	});
});

describe('a note that stood on the board', () => {
	test('is parked by its author or the mediator, and says that it was seen', async () => {
		const parking = await Parking.open();
		const [ana, ben] = [await parking.person('PN'), await parking.person('CC')];
		await parking.note(ana, 'n1');
		await parking.note(ana, 'n2', 'One office for all forms');
		expect(await parking.park(ben.board, 'n1')).toBe('park-not-yours');
		expect(await parking.park(ana.board, 'n1')).toBeUndefined();
		expect(await parking.park(parking.mediator, 'n2')).toBeUndefined();
		for (const id of ['n1', 'n2']) {
			expect(parking.parking.solutions[id]).toMatchObject({ organization: 'PN', wasSeen: true });
			expect(parking.item(id, ben.board)?.kind).toBe('parking-placeholder');
			expect(parking.item(id, ben.board)?.text).toContain('who looked has seen it');
			expect(parking.item(id, ben.board)?.pos).toEqual([100, 100]);
		}
		expect(getItem(ana.drafts.doc, 'n1')).toMatchObject({ text: secret, parkedIn: 'f' });
		expect(getItem(ana.drafts.doc, 'n2')?.text).toBe('One office for all forms');
		const late = await parking.person('CC');
		expect(heardBy(late.board).includes('One office')).toBe(false);
		const actors = (await parking.workshop.leaves('park.put')).map(({ a }) => a);
		expect(actors).toEqual([ana.id, parking.mediator.participant]);
	});

	test('keeps with its author all it said, and no word of it on the placeholder', async () => {
		const parking = await Parking.open();
		const ana = await parking.person('PN');
		const card = newCard(problemSet, [], parking.item('f')!, {
			id: 'c',
			kind: 'problem',
			text: secret,
			fields: { evidence: 'It worked in the north', affected: ['CC'] }
		});
		insertItems(ana.board.doc, [card], null);
		await parking.workshop.world.pass(200);
		await parking.park(ana.board, 'c');
		expect(parking.item('c')?.fields).toEqual({
			organization: 'PN',
			parkedAt: expect.any(String)
		});
		await parking.release(parking.mediator, { early: true });
		expect(parking.item('c')).toMatchObject({
			kind: 'parked-solution',
			text: secret,
			fields: { evidence: 'It worked in the north', organization: 'PN' }
		});
	});

	test('a perspective, a connector, a placeholder or a frame is no solution', async () => {
		const parking = await Parking.open();
		const ana = await parking.person('PN');
		await parking.perspective(ana.board, 'PN', { passed: true });
		await parking.note(ana, 'n1');
		await parking.park(ana.board, 'n1');
		for (const item of ['v-PN', 'n1', 'f', 'nothing']) {
			expect(await parking.park(parking.mediator, item)).toBe('park-invalid');
		}
	});

	test('what its author types while it is parked does not end on the placeholder', async () => {
		const parking = await Parking.open();
		const ana = await parking.person('PN');
		await parking.note(ana, 'n1', 'Employ');
		const text = ana.board.items.get('n1')?.get('text') as {
			insert(at: number, text: string): void;
		};
		parking.mediator.command({ type: 'park', frame: 'f', item: 'n1', ...wording });
		await parking.workshop.world.settle();
		ana.board.disconnect();
		text.insert(6, ' translators');
		ana.board.connect();
		await parking.workshop.world.pass(500);
		expect(parking.item('n1')?.kind).toBe('parking-placeholder');
		expect(parking.item('n1')?.text).not.toContain('translators');
	});

	test('its author is asked by the mediator, and says no, or parks it', async () => {
		const parking = await Parking.open();
		const [ana, ben] = [await parking.person('PN'), await parking.person('CC')];
		await parking.note(ana, 'n1');
		await parking.note(ana, 'n2', 'Another');
		const ask = (peer: Peer, item: string) => parking.tell(peer, { type: 'park-ask', item });
		expect(await ask(ben.board, 'n1')).toBe('not-allowed');
		expect(await ask(parking.mediator, 'nothing')).toBe('park-unknown');
		await ask(parking.mediator, 'n1');
		await ask(parking.mediator, 'n2');
		expect(parking.parking.asked).toMatchObject({ n1: { author: ana.id }, n2: { author: ana.id } });
		const decline = { type: 'park-decline', item: 'n1' };
		expect(await parking.tell(ben.board, decline)).toBe('park-unknown');
		expect(await parking.tell(ana.board, decline)).toBeUndefined();
		await parking.park(ana.board, 'n2');
		expect(parking.parking.asked).toEqual({});
	});
});

describe('releasing', () => {
	test('waits until every organization that is here has spoken or passed, and says who has not', async () => {
		const parking = await Parking.open();
		const [ana, ben] = [await parking.person('PN'), await parking.person('CC')];
		await parking.write(ana, 's1');
		expect(await parking.release(ana.board)).toBe('not-allowed');
		expect(await parking.release()).toBe('park-missing');
		expect(parking.mediator.told('result').at(-1)?.detail).toBe('PN,CC');
		await parking.perspective(ana.board, 'PN', { passed: true });
		expect(await parking.release()).toBe('park-missing');
		expect(parking.mediator.told('result').at(-1)?.detail).toBe('CC');
		// Who has gone is not waited for.
		ben.board.disconnect();
		ben.drafts.disconnect();
		await parking.workshop.world.pass(500);
		expect(await parking.release()).toBeUndefined();
		expect(parking.item('s1')?.text).toBe(secret);
	});

	test('puts all of them where their placeholders are, with organization and time, as one change', async () => {
		const parking = await Parking.open();
		const [ana, ben] = [await parking.person('PN'), await parking.person('CC')];
		await parking.write(ana, 's1');
		await parking.write(ben, 's2', 'One office for all forms');
		await parking.note(ben, 'n1', 'Ask the mayor');
		await parking.park(ben.board, 'n1');
		updateItems(ana.board.doc, [{ id: 's1', pos: [700, 800] }], null);
		await parking.workshop.world.pass(200);
		const before = ana.board.documents.length;
		expect(await parking.release(parking.mediator, { early: true })).toBeUndefined();
		expect(ana.board.documents.length - before).toBe(1);
		expect(parking.item('s1', ana.board)).toMatchObject({
			type: 'card',
			kind: 'parked-solution',
			pos: [700, 800],
			text: secret,
			fields: { organization: 'PN' }
		});
		expect(parking.item('s2')?.fields).toMatchObject({ organization: 'CC' });
		expect(parking.item('n1')).toMatchObject({ pos: [100, 100], text: 'Ask the mayor' });
		const [released] = await parking.workshop.leaves('park.release');
		expect(released?.o).toEqual(['f', 's1', 's2', 'n1']);
		const [entry] = await parking.workshop.entries('park.release');
		expect(JSON.parse(entry?.payload ?? '')).toMatchObject({ missing: ['PN', 'CC'] });
		const edits = await parking.workshop.leaves('edit');
		expect(edits.slice(-2).map(({ a, o }) => [a, o])).toEqual([
			[ana.id, ['s1']],
			[ben.id, ['s2', 'n1']]
		]);
		expect(Object.values(parking.parking.solutions).map(({ status }) => status)).toEqual([
			'released',
			'released',
			'released'
		]);
	});

	test('one that somebody deleted comes back where it stood, and an emptied one not at all', async () => {
		const parking = await Parking.open();
		const ana = await parking.person('PN');
		await parking.note(ana, 'n1');
		await parking.park(ana.board, 'n1');
		await parking.write(ana, 's1', 'Nothing much');
		ana.board.items.delete('n1');
		updateItems(ana.drafts.doc, [{ id: 's1', text: '' }], null);
		await parking.workshop.world.pass(200);
		await parking.release(parking.mediator, { early: true });
		expect(parking.item('n1')).toMatchObject({ pos: [100, 100], text: secret });
		expect(parking.item('s1')).toBeUndefined();
	});

	test('survives a restart before and after it', async () => {
		const parking = await Parking.open();
		const { workshop } = parking;
		const ana = await parking.person('PN');
		await parking.write(ana, 's1');
		await workshop.restart();
		const mediator = await workshop.enter({ participant: parking.mediator.participant });
		expect(parking.parking.solutions['s1']?.status).toBe('parked');
		expect(await parking.release(mediator, { early: true })).toBeUndefined();
		expect(parking.item('s1', mediator)?.text).toBe(secret);
		await workshop.restart();
		const again = await workshop.enter({ participant: parking.mediator.participant });
		expect(parking.item('s1', again)?.text).toBe(secret);
		expect(parking.parking.solutions['s1']?.status).toBe('released');
	});

	test('as long as it is not stored nobody is shown a solution', async () => {
		const parking = await Parking.open();
		const [ana, ben] = [await parking.person('PN'), await parking.person('CC')];
		await parking.write(ana, 's1');
		parking.workshop.faulty.hold();
		parking.mediator.command({ type: 'park-release', frame: 'f', early: true });
		await parking.workshop.world.pass(500);
		expect(heardBy(ben.board).includes(secret)).toBe(false);
		parking.workshop.faulty.release();
		await parking.workshop.world.pass(500);
		expect(heardBy(ben.board).includes(secret)).toBe(true);
	});

	test('of one only: the others stay, and the parking goes on', async () => {
		const parking = await Parking.open();
		const ana = await parking.person('PN');
		await parking.write(ana, 's1');
		await parking.write(ana, 's2', 'Another');
		await parking.release(parking.mediator, { early: true, item: 's2' });
		expect(parking.item('s2')?.text).toBe('Another');
		expect(parking.item('s1')?.kind).toBe('parking-placeholder');
		expect(await parking.write(ana, 's3', 'Third')).toBeUndefined();
		expect(parking.item('s3')?.kind).toBe('parking-placeholder');
	});

	test('what comes too late follows at once; parking can begin anew', async () => {
		const parking = await Parking.open();
		const ana = await parking.person('PN');
		await parking.release(parking.mediator, { early: true });
		expect(await parking.write(ana, 's1')).toBeUndefined();
		expect(parking.item('s1')).toMatchObject({
			kind: 'parked-solution',
			text: secret,
			fields: { organization: 'PN' }
		});
		expect(ana.drafts.items.get('s1')?.get('shown')).toBe(secret);
		await parking.note(ana, 'n1', 'Another');
		expect(await parking.park(ana.board, 'n1')).toBe('park-over');
		expect(await parking.tell(parking.mediator, { type: 'park-open', frame: 'f' })).toBeUndefined();
		expect(await parking.park(ana.board, 'n1')).toBeUndefined();
	});

	test('puts nothing on the board in the name of somebody who is out', async () => {
		const parking = await Parking.open();
		const [ana, ben] = [await parking.person('PN'), await parking.person('CC')];
		await parking.write(ana, 's1');
		await parking.write(ben, 's2', 'Another');
		await parking.tell(parking.mediator, { type: 'revoke', participant: ana.id });
		await parking.release(parking.mediator, { early: true });
		expect(parking.item('s1')?.kind).toBe('parking-placeholder');
		expect(parking.parking.solutions['s1']?.status).toBe('parked');
		expect(parking.item('s2')?.text).toBe('Another');
	});
});

test('solutions of a case are sealed from the start, and come back like the others', async () => {
	const workshop = await Workshop.open();
	const organizations = [
		{ id: 'PN', name: 'Physician network' },
		{ id: 'CC', name: 'Community centre' }
	];
	const file = {
		alliance: { name: 'Care', objective: 'Better' },
		organizations,
		parked_solutions: [{ text: secret, organization: 'PN' }]
	};
	const parsed = readCase(file, workshop.world);
	if (!parsed.ok) throw new Error(parsed.reason);
	const { items, sealed } = parsed.value;
	const given = { title: 'Care', organizations, items, sealed };
	const made = await workshop.finish(workshop.registry.create(given));
	if (!made.ok) throw new Error(made.code);
	workshop.session = made.session;
	const ana = await workshop.enter({ organization: 'PN' });
	expect(readBoard(ana.doc).some(({ kind }) => kind === 'parking-placeholder')).toBe(true);
	await workshop.restart();
	const mediator = await workshop.enter({ role: 'mediator' });
	expect(heardBy(ana).includes(secret) || heardBy(mediator).includes(secret)).toBe(false);
	const [solution] = Object.values(workshop.session.shown.parking.solutions);
	expect(solution).toMatchObject({ organization: 'PN', status: 'parked', wasSeen: false });
	mediator.command({ type: 'park-release', frame: solution?.frame, early: true });
	await workshop.world.pass(500);
	expect(getItem(mediator.doc, solution?.id ?? '')).toMatchObject({
		kind: 'parked-solution',
		text: secret,
		fields: { organization: 'PN' }
	});
});

describe('as the stage had agreed', () => {
	test.each([
		{ attribution: 'organization', a: undefined, og: 'PN' },
		{ attribution: 'nobody', a: undefined, og: undefined }
	] as const)('a solution signed by $attribution names no more', async ({ attribution, a, og }) => {
		const parking = await Parking.open();
		const [ana, ben] = [await parking.person('PN'), await parking.person('CC')];
		await parking.start(attribution);
		await parking.write(ana, 's1');
		await parking.release(parking.mediator, { early: true });
		expect(parking.item('s1', ben.board)?.fields?.['organization']).toBe(og);
		for (const kind of ['park.put', 'edit']) {
			const leaf = (await parking.workshop.leaves(kind)).at(-1);
			expect([leaf?.a, leaf?.og]).toEqual([a, og]);
		}
		expect(parking.parking.solutions['s1']?.organization).toBe(og);
	});
});
