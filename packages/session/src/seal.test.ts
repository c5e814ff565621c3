import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evolve, replay } from './evolve.ts';
import { checkSealedCards, formatSealed, isSealed, sealedIn, unsealedIn } from './seal.ts';
import type { SealedCard, SealRound } from './seal-state.ts';
import type { Actor } from './types.ts';
import { host, opening, Workshop } from './workshop.ts';

const salt = 'A'.repeat(43);
const hash = 'a'.repeat(64);
const card = (text: string, fields: SealedCard['fields'] = {}): SealedCard => {
	return { id: `card-${text.length}`, kind: 'position', text, fields };
};

/** A workshop of three organizations with a delegate each, a round that is open, and shorthands. */
function sealing() {
	const workshop = new Workshop();
	const organizations = ['A', 'B', 'C'].map((id) => ({ id, name: `Organization ${id}` }));
	workshop.do(host, { ...opening, organizations });
	const mediator = workshop.join('mediator');
	const [ana, ben, cem] = ['A', 'B', 'C'].map((id) => workshop.join('delegate', id));
	const opened = workshop.do(mediator, {
		type: 'seal-open',
		frame: 'f',
		item: 'issue',
		parties: ['C', 'A', 'B']
	});
	const id = opened?.subject?.[0] ?? '';
	return {
		workshop,
		mediator,
		ana: ana!,
		ben: ben!,
		cem: cem!,
		id,
		put: (by: Actor, more: object = {}) =>
			workshop.try(by, {
				type: 'seal-put',
				round: id,
				cards: [card('We ask for more')],
				salt,
				hash,
				...more
			}),
		reveal: (by: Actor = mediator) => workshop.try(by, { type: 'seal-reveal', round: id }),
		without: (organization: string, by: Actor = mediator) =>
			workshop.try(by, { type: 'seal-without', round: id, organization }),
		round: (): SealRound => {
			const round = workshop.state?.seals[id];
			if (round === undefined) throw new Error('no round');
			return round;
		}
	};
}

const codeOf = (decision: { ok: boolean; code?: string }): string =>
	decision.ok ? 'ok' : (decision.code ?? '');

describe('a round of sealed cards', () => {
	test('is opened by the mediator for two organizations or more, once at a time', () => {
		const { workshop, mediator, ana, round } = sealing();
		expect(round()).toMatchObject({
			frame: 'f',
			item: 'issue',
			parties: ['A', 'B', 'C'],
			status: 'open',
			seals: {}
		});
		const open = { type: 'seal-open', frame: 'g', parties: ['A', 'B'] } as const;
		expect(codeOf(workshop.try(ana, open))).toBe('not-allowed');
		expect(codeOf(workshop.try(host, open))).toBe('not-allowed');
		for (const parties of [[], ['A'], ['A', 'A'], ['A', 'X']])
			expect(codeOf(workshop.try(mediator, { ...open, parties }))).toBe('seal-invalid');
		expect(codeOf(workshop.try(mediator, { ...open, frame: 'f' }))).toBe('seal-running');
		expect(codeOf(workshop.try(mediator, open))).toBe('ok');
	});

	test('is sealed by delegates of those who were asked, and says nothing of the cards', () => {
		const { workshop, mediator, ana, put, round, id } = sealing();
		const participant = workshop.join('participant', 'A');
		const observer = workshop.join('observer', 'A');
		for (const who of [mediator, participant, observer, host])
			expect(codeOf(put(who))).toBe('not-allowed');
		expect(codeOf(put(ana, { cards: [card('A secret of ours')] }))).toBe('ok');
		expect(round().seals['A']).toMatchObject({ by: ana.id, hash, times: 1, isVoid: false });
		expect(unsealedIn(round())).toEqual(['B', 'C']);
		expect(JSON.stringify([workshop.events, workshop.state])).not.toContain('secret');
		expect(JSON.stringify(workshop.events)).not.toContain(salt);
		expect(workshop.events.at(-1)).toMatchObject({ kind: 'seal.put', subject: [id, 'A'], hash });
	});

	test('is salted with 32 bytes that can be read in one way only', () => {
		const { ana, put } = sealing();
		for (const bad of ['', 'A'.repeat(42), 'A'.repeat(44), 'S'.repeat(43), `${'A'.repeat(42)}=`])
			expect(codeOf(put(ana, { salt: bad }))).toBe('seal-invalid');
		for (const good of [salt, `${'S'.repeat(42)}Q`, `${'_'.repeat(42)}8`])
			expect(codeOf(put(ana, { salt: good }))).toBe('ok');
	});

	test('shows that something was sealed again', () => {
		const { workshop, ana, put, round } = sealing();
		put(ana);
		expect(workshop.events.at(-1)?.payload).toBeUndefined();
		put(ana, { hash: 'b'.repeat(64) });
		expect(workshop.events.at(-1)?.payload).toEqual({ again: true });
		expect(round().seals['A']).toMatchObject({ hash: 'b'.repeat(64), times: 2 });
		// By another delegate, too.
		const second = workshop.join('delegate', 'A');
		put(second);
		expect(round().seals['A']).toMatchObject({ by: second.id, times: 3 });
	});

	test('is revealed by the mediator when all have sealed, and not before', () => {
		const { ana, ben, cem, put, reveal, round } = sealing();
		put(ana);
		put(ben);
		expect(reveal()).toMatchObject({ ok: false, code: 'seal-missing', detail: 'C' });
		put(cem);
		for (const who of [ana, host]) expect(codeOf(reveal(who))).toBe('not-allowed');
		expect(codeOf(reveal())).toBe('ok');
		expect(round().status).toBe('revealed');
		expect(codeOf(reveal())).toBe('seal-over');
		expect(codeOf(put(ana))).toBe('seal-over');
	});

	test('goes on without somebody only as all others agree by sealing again', () => {
		const { workshop, mediator, ana, ben, cem, put, reveal, round, without } = sealing();
		put(ana);
		expect(codeOf(without('B', ana))).toBe('not-allowed');
		expect(codeOf(without('A'))).toBe('seal-invalid');
		expect(codeOf(without('X'))).toBe('seal-invalid');
		expect(codeOf(without('B'))).toBe('ok');
		expect(codeOf(without('C'))).toBe('ok');
		// Nobody's cards are opened because the mediator says that nobody else is needed.
		expect(reveal()).toMatchObject({ ok: false, code: 'seal-missing', detail: 'A' });
		expect(isSealed(round(), 'A')).toBe(false);
		put(ana);
		// Who comes after all is in again.
		put(cem);
		expect(round().without).toEqual(['B']);
		expect(sealedIn(round())).toEqual(['A', 'C']);
		put(ben);
		expect(round().without).toEqual([]);
		expect(codeOf(reveal())).toBe('ok');
		expect(workshop.events.filter(({ kind }) => kind === 'seal.without')).toMatchObject([
			{ by: mediator.id },
			{ by: mediator.id }
		]);
	});

	test('is not revealed when nobody has sealed anything', () => {
		const { reveal, without } = sealing();
		for (const one of ['A', 'B', 'C']) without(one);
		expect(codeOf(reveal())).toBe('seal-empty');
	});

	test('is called off with the session or by the mediator, and keeps nothing', () => {
		const { workshop, mediator, ana, put, round, id } = sealing();
		put(ana);
		expect(codeOf(workshop.try(ana, { type: 'seal-cancel', round: id }))).toBe('not-allowed');
		workshop.do(mediator, { type: 'close' });
		expect(round()).toMatchObject({ status: 'cancelled', seals: {} });
		expect(workshop.events.map(({ kind }) => kind).slice(-2)).toEqual([
			'seal.cancel',
			'session.close'
		]);
	});

	test('forgets what somebody sealed who was taken out', () => {
		for (const how of ['revoke', 'erase'] as const) {
			const { workshop, ana, put, round } = sealing();
			put(ana);
			workshop.do(host, { type: how, participant: ana.id });
			expect(round().seals).toEqual({});
		}
	});

	test('takes what is short enough and says something', () => {
		expect(checkSealedCards([])).toBe('seal-empty');
		expect(checkSealedCards([card(' \n')])).toBe('seal-empty');
		expect(checkSealedCards([card('', { passed: false, why: ' ', with: [] })])).toBe('seal-empty');
		expect(checkSealedCards([card('', { passed: true })])).toBeNull();
		expect(checkSealedCards([card('x'.repeat(12_001))])).toBe('seal-too-long');
		expect(checkSealedCards([card('x'.repeat(6_001)), card('y'.repeat(6_000))])).toBe(
			'seal-too-long'
		);
		expect(checkSealedCards([card('\u0000')])).toBe('seal-invalid');
		expect(checkSealedCards([card('x', { why: '\u202E' })])).toBe('seal-invalid');
		expect(checkSealedCards([card('x'), card('y')])).toBe('seal-invalid'); // one id for both
		for (const id of ['', 'a b', 'x'.repeat(25), '"', '../x'])
			expect(checkSealedCards([{ ...card('x'), id }])).toBe('seal-invalid');
	});

	test('commits to all that is said and to nothing else', () => {
		const [round, other] = [{ id: 'r' }, { id: 's' }];
		const cards = [card('One', { b: 'x', a: 2 })];
		const text = formatSealed(round, 'A', cards);
		expect(formatSealed(round, 'A', [card('One', { a: 2, c: '', b: 'x', d: [], e: false })])).toBe(
			text
		);
		for (const changed of [
			formatSealed(other, 'A', cards),
			formatSealed(round, 'B', cards),
			formatSealed(round, 'A', [card('Two', { b: 'x', a: 2 })]),
			formatSealed(round, 'A', [card('One', { b: 'x', a: '2' })]),
			formatSealed(round, 'A', [...cards, card('Three')])
		])
			expect(changed).not.toBe(text);
	});
});

// Whatever is done in whatever order: cards are open only after every party has sealed since the last
// decision to go on without somebody.
test('no order of commands opens cards early', () => {
	const step = fc.oneof(
		fc.record({ do: fc.constant('put' as const), who: fc.integer({ min: 0, max: 3 }) }),
		fc.record({ do: fc.constant('without' as const), who: fc.integer({ min: 0, max: 3 }) }),
		fc.record({ do: fc.constant('revoke' as const), who: fc.integer({ min: 0, max: 2 }) }),
		fc.record({ do: fc.constant('reveal' as const), who: fc.constant(0) })
	);
	fc.assert(
		fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
			const { workshop, mediator, ana, ben, cem, put, reveal, without, round } = sealing();
			const people = [ana, ben, cem, mediator];
			/** What must be so, told another way: who has sealed since terms were last changed. */
			const willing = new Set<string>();
			const dropped = new Set<string>();
			/** Of each try to reveal, whether it was let and whether it should be. */
			const shown: boolean[] = [];
			for (const { do: what, who } of steps) {
				const organization = ['A', 'B', 'C', 'X'][who]!;
				if (what === 'put' && put(people[who]!).ok) {
					willing.add(organization);
					dropped.delete(organization);
				} else if (what === 'without' && without(organization).ok) {
					willing.clear();
					dropped.add(organization);
				} else if (what === 'revoke') {
					const { id: participant } = people[who]!;
					if (workshop.try(host, { type: 'revoke', participant }).ok)
						if (round().status === 'open') willing.delete(organization);
				} else if (what === 'reveal') {
					const mayBe = ['A', 'B', 'C'].every((one) => willing.has(one) || dropped.has(one));
					const isFirst = round().status === 'open';
					shown.push(reveal().ok, isFirst && mayBe && willing.size > 0);
				}
			}
			expect(shown.filter((_, at) => at % 2 === 0)).toEqual(shown.filter((_, at) => at % 2 === 1));
			expect(replay(workshop.events)).toEqual(workshop.state);
		}),
		{ numRuns: 300 }
	);
});

test('survives entries whose payload was erased, and kinds of later versions', () => {
	const { workshop, ana, ben, cem, put, reveal, id } = sealing();
	for (const who of [ana, ben, cem]) put(who);
	reveal();
	const bare = workshop.events.map((event) =>
		event.kind.startsWith('seal.') ? { ...event, payload: null } : event
	);
	expect(replay(bare)?.seals[id]).toMatchObject({ status: 'revealed', parties: [], cards: {} });
	const state = workshop.state!;
	expect(evolve(state, { kind: 'seal.put', at: 1, subject: ['nowhere', 'A'] }).seals).toEqual(
		state.seals
	);
	expect(evolve(state, { kind: 'seal.put', at: 1 }).seals).toEqual(state.seals);
});
