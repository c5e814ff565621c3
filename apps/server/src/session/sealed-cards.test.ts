import { getItem, insertItems, readBoard, removeItems } from '@concordia/board/doc';
import { instruments, newCard, newFrame } from '@concordia/instruments';
import type { SealedCard } from '@concordia/session';
import { describe, expect, test } from 'vitest';
import { Workshop, type Peer } from '../testing/workshop.ts';
import { commitmentTo } from './sealed-cards.ts';

const conflictStructure = instruments.find(({ id }) => id === 'conflict-structure')!;
const secret = 'We would give up the exclusive contract';
const salt = `${'S'.repeat(42)}Q`;

/** A workshop with a conflict structure, an issue, a mediator and a delegate of each organization. */
class Sealing {
	readonly workshop: Workshop;
	readonly mediator: Peer;
	readonly ana: Peer;
	readonly ben: Peer;
	/** Somebody of an organization that was asked who is no delegate. */
	readonly carl: Peer;
	readonly olga: Peer;

	private constructor(workshop: Workshop, peers: readonly Peer[]) {
		this.workshop = workshop;
		[this.mediator, this.ana, this.ben, this.carl, this.olga] = peers as [
			Peer,
			Peer,
			Peer,
			Peer,
			Peer
		];
	}

	static async open(): Promise<Sealing> {
		const workshop = await Workshop.open();
		const peers = [
			await workshop.enter({ role: 'mediator' }),
			await workshop.enter({ role: 'delegate', organization: 'PN' }),
			await workshop.enter({ role: 'delegate', organization: 'CC' }),
			await workshop.enter({ role: 'participant', organization: 'PN' }),
			await workshop.enter({ role: 'observer', organization: 'CC' })
		];
		const sealing = new Sealing(workshop, peers);
		const frame = newFrame(conflictStructure, { id: 'f', pos: [0, 0], locale: 'en' });
		insertItems(sealing.mediator.doc, [{ ...frame, z: 'a0' }], null);
		const issue = newCard(conflictStructure, [], getItem(sealing.mediator.doc, 'f')!, {
			id: 'i1',
			kind: 'issue',
			text: 'Who pays for the translators?'
		});
		insertItems(sealing.mediator.doc, [issue], null);
		await workshop.world.pass(200);
		return sealing;
	}

	async tell(peer: Peer, command: object): Promise<string | undefined> {
		peer.command(command);
		await this.workshop.world.pass(500);
		return peer.told('result').at(-1)?.code;
	}

	start(peer = this.mediator, more: object = {}): Promise<string | undefined> {
		const command = { type: 'seal-open', frame: 'f', item: 'i1', parties: ['PN', 'CC'] };
		return this.tell(peer, { ...command, ...more });
	}

	put(peer: Peer, text: string, more: object = {}): Promise<string | undefined> {
		const cards = [cardOf(text)];
		return this.tell(peer, { type: 'seal-put', round: this.round.id, cards, salt, ...more });
	}

	reveal(peer = this.mediator): Promise<string | undefined> {
		return this.tell(peer, { type: 'seal-reveal', round: this.round.id });
	}

	get round() {
		return Object.values(this.workshop.session.shown.seals).at(-1)!;
	}

	/** Of everybody but the author. */
	hears(text: string, author: Peer): boolean {
		return [this.mediator, this.ana, this.ben, this.carl, this.olga].some(
			(peer) =>
				peer !== author &&
				Buffer.concat(peer.socket.sent.map((bytes) => Buffer.from(bytes))).includes(text)
		);
	}

	sealed(): Promise<readonly { owner: string; value: string | null }[]> {
		return this.workshop.store.sealed(this.workshop.session.id);
	}
}

let made = 0;
const cardOf = (text: string, kind = 'position'): SealedCard => {
	made += 1;
	return { id: `draft-${made}`, kind, text, fields: {} };
};

describe('before the reveal', () => {
	test('nobody hears more than that an organization has sealed', async () => {
		const sealing = await Sealing.open();
		const { ana, ben, mediator, workshop } = sealing;
		expect(await sealing.start()).toBeUndefined();
		expect(await sealing.put(ana, secret)).toBeUndefined();
		expect(sealing.hears(secret, ana)).toBe(false);
		expect(sealing.hears(salt, ana)).toBe(false);
		expect(mediator.told('session').at(-1)?.state).toMatchObject({
			seals: { [sealing.round.id]: { seals: { PN: { by: ana.participant, times: 1 } } } }
		});
		const log = (await workshop.entries()).map(({ leaf, payload }) => leaf + payload).join('\n');
		expect(log).not.toContain(secret);
		expect(log).not.toContain(salt);
		expect(await sealing.reveal()).toBe('seal-missing');
		expect(mediator.told('result').at(-1)?.detail).toBe('CC');
		expect(await sealing.reveal(ben)).toBe('not-allowed');
		expect(sealing.hears(secret, ana)).toBe(false);
		// Somebody who comes now, too.
		const late = await workshop.enter({ role: 'delegate', organization: 'CC' });
		const heard = Buffer.concat(late.socket.sent.map((bytes) => Buffer.from(bytes)));
		expect(heard.includes(secret)).toBe(false);
	});

	test('only delegates of those who were asked seal, in their own name, and only what the instrument knows', async () => {
		const sealing = await Sealing.open();
		const { ana, ben, mediator, carl, olga } = sealing;
		for (const peer of [ana, carl, olga]) expect(await sealing.start(peer)).toBe('not-allowed');
		for (const more of [
			{ frame: 'i1' },
			{ frame: 'nothing' },
			{ item: undefined, frame: 'i1' },
			{ item: 'f' },
			{ item: 'nothing' },
			{ parties: ['PN'] },
			{ parties: ['PN', 'XX'] }
		])
			expect(await sealing.start(mediator, more)).toBe('seal-invalid');
		await sealing.start();
		for (const peer of [mediator, carl, olga])
			expect(await sealing.put(peer, 'x')).toBe('not-allowed');
		const bad: object[] = [
			{ cards: [cardOf('x', 'option')] },
			{ cards: [{ ...cardOf('x'), fields: { organization: 'CC' } }] },
			{ cards: [{ ...cardOf('x'), fields: { issue: 'i1' } }] },
			{ cards: [{ ...cardOf('x'), fields: { passed: 'yes' } }] },
			{ salt: 'short' }
		];
		for (const more of bad) expect(await sealing.put(ben, 'x', more)).toBe('seal-invalid');
		expect(await sealing.put(ben, ' ')).toBe('seal-empty');
		expect(await sealing.put(ben, 'x', { round: 'nothing' })).toBe('seal-unknown');
		expect(await sealing.put(ben, 'x', { cards: 'x' })).toBe('command-malformed');
		// A commitment, an author or an organization of one's own making is passed over.
		const forged = { hash: 'f'.repeat(64), by: ana.participant, organization: 'PN' };
		expect(await sealing.put(ben, 'x', forged)).toBeUndefined();
		expect(Object.keys(sealing.round.seals)).toEqual(['CC']);
		expect(sealing.round.seals['CC']).toMatchObject({ by: ben.participant });
		expect(sealing.round.seals['CC']?.hash).not.toBe('f'.repeat(64));
	});

	test('what is sealed again takes the place of what was, whoever does it', async () => {
		const sealing = await Sealing.open();
		const { ana, ben, workshop } = sealing;
		await sealing.start();
		await sealing.put(ana, 'First');
		await sealing.put(ana, 'Second');
		expect((await sealing.sealed()).map(({ value }) => value).join()).not.toContain('First');
		const other = await workshop.enter({ role: 'delegate', organization: 'PN' });
		await sealing.put(other, 'Third');
		expect(await sealing.sealed()).toHaveLength(1);
		const entries = await workshop.entries('seal.put');
		expect(entries.map(({ payload }) => JSON.parse(payload ?? '{}') as unknown)).toEqual([
			{},
			{ again: true },
			{ again: true }
		]);
		await sealing.put(ben, 'Ours');
		await sealing.reveal();
		const texts = readBoard(ben.doc).map(({ text }) => text);
		expect(texts).toContain('Third');
		expect(texts).not.toContain('Second');
	});

	test('what was sealed goes unread when it is called off, or its author is taken out', async () => {
		for (const how of ['seal-cancel', 'close', 'revoke'] as const) {
			const sealing = await Sealing.open();
			const { ana, mediator } = sealing;
			await sealing.start();
			await sealing.put(ana, secret);
			expect(await sealing.sealed()).toHaveLength(1);
			const command =
				how === 'seal-cancel'
					? { type: how, round: sealing.round.id }
					: how === 'revoke'
						? { type: how, participant: ana.participant }
						: { type: how };
			expect(await sealing.tell(mediator, command)).toBeUndefined();
			expect(await sealing.sealed()).toEqual([]);
			expect(sealing.hears(secret, ana)).toBe(false);
		}
	});
});

describe('the reveal', () => {
	test('puts all cards on the board at once, each in its author’s name, and can be checked', async () => {
		const sealing = await Sealing.open();
		const { ana, ben, mediator, olga, workshop } = sealing;
		await sealing.start();
		const cards = [
			cardOf('More money'),
			{ ...cardOf('To be safe', 'interest'), fields: { why: 'We may have to close' } },
			cardOf('What does it cost?', 'question')
		];
		await sealing.put(ana, '', { cards });
		await sealing.put(ben, 'Less work');
		const before = olga.documents.length;
		// Twice at once: the second finds it done.
		mediator.command({ type: 'seal-reveal', round: sealing.round.id });
		mediator.command({ type: 'seal-reveal', round: sealing.round.id });
		await workshop.world.pass(500);
		expect(
			mediator
				.told('result')
				.slice(-2)
				.map(({ ok, code }) => (ok ? 'ok' : String(code)))
				.toSorted()
		).toEqual(['ok', 'seal-over']);
		expect(olga.documents.length - before).toBe(1);
		expect(sealing.round.cards).toEqual({
			PN: cards.map(({ id }) => id),
			CC: [expect.any(String)]
		});
		const [money, safe] = cards.map(({ id }) => getItem(olga.doc, id)!);
		expect(money).toMatchObject({
			type: 'card',
			kind: 'position',
			parent: 'f',
			text: 'More money',
			fields: { organization: 'PN', issue: 'i1' }
		});
		expect(safe).toMatchObject({ fields: { why: 'We may have to close', organization: 'PN' } });
		const edits = await workshop.leaves('edit');
		expect(edits.slice(-2).map(({ a, og, o }) => [a, og, o?.length])).toEqual([
			[ana.participant, 'PN', 3],
			[ben.participant, 'CC', 1]
		]);
		const [revealed] = await workshop.entries('seal.reveal');
		expect(JSON.parse(revealed?.payload ?? '')).toMatchObject({ salts: { PN: salt, CC: salt } });
		const { seals } = sealing.round;
		expect(commitmentTo(sealing.round, 'PN', { cards, salt })).toBe(seals['PN']?.hash);
		const changed = [{ ...cards[0]!, text: 'More money!' }, ...cards.slice(1)];
		expect(commitmentTo(sealing.round, 'PN', { cards: changed, salt })).not.toBe(seals['PN']?.hash);
		expect(await sealing.sealed()).toEqual([]);
		expect(workshop.errors).toEqual([]);
	});

	test('comes after a restart as it would have before', async () => {
		const sealing = await Sealing.open();
		const { ana, ben, workshop } = sealing;
		await sealing.start();
		await sealing.put(ana, secret);
		await sealing.put(ben, 'Less work');
		await workshop.restart();
		const mediator = await workshop.enter({ participant: sealing.mediator.participant });
		expect(await sealing.reveal(mediator)).toBeUndefined();
		expect(readBoard(mediator.doc).map(({ text }) => text)).toContain(secret);
	});

	test('is stored as a whole or not at all', async () => {
		const sealing = await Sealing.open();
		const { ana, ben, workshop } = sealing;
		await sealing.start();
		await sealing.put(ana, secret);
		await sealing.put(ben, 'Less work');
		workshop.faulty.faults.push('before');
		sealing.mediator.command({ type: 'seal-reveal', round: sealing.round.id });
		await workshop.world.settle();
		expect(sealing.hears(secret, ana)).toBe(false);
		expect(await sealing.sealed()).toHaveLength(2);
		await workshop.world.pass(5000);
		expect(await sealing.sealed()).toEqual([]);
		expect(sealing.hears(secret, ana)).toBe(true);
	});

	test('waits until the instrument is back on the board', async () => {
		const sealing = await Sealing.open();
		const { ana, ben, mediator, workshop } = sealing;
		await sealing.start();
		await sealing.put(ana, secret);
		await sealing.put(ben, 'Less work');
		removeItems(mediator.doc, ['f'], null);
		await workshop.world.pass(200);
		expect(await sealing.put(ben, 'Again')).toBe('seal-frame-gone');
		expect(await sealing.reveal()).toBe('seal-frame-gone');
		expect(await sealing.sealed()).toHaveLength(2);
		expect(sealing.hears(secret, ana)).toBe(false);
	});

	test('serves an instrument that asks about nothing in particular, with whatever fields its cards have', async () => {
		const sealing = await Sealing.open();
		const { ana, ben, mediator, workshop } = sealing;
		const motives = instruments.find(({ id }) => id === 'motives')!;
		const frame = newFrame(motives, { id: 'm', pos: [4000, 0], locale: 'en' });
		insertItems(mediator.doc, [{ ...frame, z: 'a0' }], null);
		await workshop.world.pass(200);
		expect(await sealing.start(mediator, { frame: 'm' })).toBe('seal-invalid');
		expect(await sealing.start(mediator, { frame: 'm', item: undefined })).toBeUndefined();
		const motive = { ...cardOf('To grow', 'motive'), fields: { motive: 'innovation', weight: 4 } };
		expect(await sealing.put(ana, '', { cards: [motive] })).toBeUndefined();
		const other = { ...cardOf('', 'resistance'), fields: { resistance: 'imposed' } };
		expect(await sealing.put(ben, '', { cards: [other] })).toBeUndefined();
		expect(await sealing.reveal()).toBeUndefined();
		expect(getItem(ben.doc, motive.id)).toMatchObject({
			kind: 'motive',
			parent: 'm',
			fields: { organization: 'PN', motive: 'innovation', weight: 4 }
		});
		expect(getItem(ben.doc, other.id)?.fields).toMatchObject({ organization: 'CC' });
	});

	test('puts nothing under an id that somebody uses on the board', async () => {
		const sealing = await Sealing.open();
		const { ana, ben } = sealing;
		await sealing.start();
		await sealing.put(ana, '', { cards: [{ ...cardOf('Sealed'), id: 'i1' }] });
		await sealing.put(ben, 'Less work');
		expect(await sealing.reveal()).toBeUndefined();
		expect(getItem(ben.doc, 'i1')?.text).toBe('Who pays for the translators?');
		const [id] = sealing.round.cards?.['PN'] ?? [];
		expect(getItem(ben.doc, id ?? '')?.text).toBe('Sealed');
	});
});
