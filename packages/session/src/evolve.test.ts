import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { can } from './can.ts';
import type { Command } from './command.ts';
import { evolve, replay } from './evolve.ts';
import { eventKinds, roles, type Actor, type SessionEvent } from './types.ts';
import { guest, host, opening, openWorkshop, Workshop } from './workshop.ts';

const runs = 300;

// Ids count up in a workshop, so guesses often hit something.
const id = fc.oneof(
	fc.integer({ min: 0, max: 30 }).map((n) => `id${n}`),
	fc.constantFrom('nobody', '__proto__', 'constructor', '')
);
const text = fc.oneof(
	fc.string({ unit: 'grapheme', maxLength: 140 }),
	fc.constantFrom('Ana', '<script>alert(1)</script>', '\u0000', '', 'Zoë', '数据')
);
const organization = fc.constantFrom('PN', 'HI1', 'XX', null);
const role = fc.constantFrom(...roles);
const command: fc.Arbitrary<Command> = fc.oneof(
	fc.record({
		type: fc.constant('invite' as const),
		organization,
		role,
		uses: fc.constantFrom(0, 1, 2, 5),
		expiresAt: fc.option(fc.integer({ min: 0, max: 4000 }), { nil: undefined }),
		name: fc.option(text, { nil: undefined })
	}),
	fc.record({ type: fc.constant('revoke-invite' as const), invite: id }),
	fc.record({
		type: fc.constant('organization-add' as const),
		organization: fc.record({ id: fc.constantFrom('PN', 'NEW', 'N 1'), name: text }),
		since: fc.option(fc.integer({ min: -1, max: 9000 }), { nil: undefined }),
		reason: fc.option(text, { nil: undefined })
	}),
	fc.record({
		type: fc.constant('organization-absent' as const),
		organization: fc.constantFrom('PN', 'HI1', 'NEW', 'constructor'),
		reason: text
	}),
	fc.record({
		type: fc.constant('organization-return' as const),
		organization: fc.constantFrom('PN', 'HI1', 'NEW', 'constructor')
	}),
	fc.record({ type: fc.constant('join' as const), invite: id, name: text, consent: fc.boolean() }),
	fc.record({ type: fc.constant('revoke' as const), participant: id }),
	fc.record({ type: fc.constant('erase' as const), participant: id }),
	fc.record({ type: fc.constant('set-role' as const), participant: id, role }),
	fc.record({
		type: fc.constant('acknowledge' as const),
		items: fc.array(text, { maxLength: 4 }),
		room: fc.constantFrom('workshop01', 'workshop01~private', 'other'),
		seq: fc.integer({ min: -1, max: 9 })
	}),
	fc.record({
		type: fc.constant('vote-open' as const),
		title: text,
		items: fc.array(fc.constantFrom('n1', 'n2', 'n3', ''), { maxLength: 4 }),
		dots: fc.integer({ min: 0, max: 6 }),
		most: fc.integer({ min: 0, max: 6 }),
		weight: fc.constantFrom('person' as const, 'organization' as const),
		shown: fc.constantFrom('live' as const, 'closed' as const),
		named: fc.boolean(),
		room: fc.constant('workshop01'),
		seq: fc.integer({ min: -1, max: 9 })
	}),
	fc.record({
		type: fc.constant('vote-cast' as const),
		vote: id,
		dots: fc.dictionary(fc.constantFrom('n1', 'n2', 'n3', 'other'), fc.integer({ min: -1, max: 6 }))
	}),
	fc.record({ type: fc.constantFrom('vote-close' as const, 'vote-cancel' as const), vote: id }),
	fc.constantFrom<Command>({ type: 'leave' }, { type: 'return' }, { type: 'export-made' }),
	fc.constant<Command>(opening)
);
const step = fc.record({
	actor: fc.oneof(
		fc.constantFrom<Actor>(host, guest),
		id.map((participant): Actor => ({ type: 'participant', id: participant }))
	),
	// The clock may stand still and go back.
	wait: fc.integer({ min: -500, max: 1000 }),
	command: fc.oneof(
		{ weight: 60, arbitrary: command },
		{ weight: 1, arbitrary: fc.constant<Command>({ type: 'close' }) }
	)
});

describe('replay', () => {
	test('of the events gives the state that the commands led to', () => {
		let accepted = 0;
		fc.assert(
			fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
				const workshop = openWorkshop();
				for (const { actor, wait, command: wanted } of steps) {
					workshop.now += wait;
					const before = workshop.state;
					const decision = workshop.try(actor, wanted);
					expect(decision.ok || workshop.state === before).toBe(true);
				}
				accepted += workshop.events.length;
				expect(replay(workshop.events)).toEqual(workshop.state);
				// What the log stores is text.
				const stored = JSON.parse(JSON.stringify(workshop.events)) as SessionEvent[];
				expect(replay(stored)).toEqual(workshop.state);
				expect(JSON.parse(JSON.stringify(workshop.state))).toEqual(workshop.state);
			}),
			{ numRuns: runs }
		);
		expect(accepted).toBeGreaterThan(runs);
	});

	test('keeps what must hold in every session', () => {
		fc.assert(
			fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
				const workshop = openWorkshop();
				for (const { actor, wait, command: wanted } of steps) {
					workshop.now += wait;
					workshop.try(actor, wanted);
				}
				const { participants = {}, invites = {} } = workshop.state ?? {};
				const people = Object.values(participants);
				for (const invite of Object.values(invites)) {
					expect(invite.used).toBeLessThanOrEqual(invite.uses);
					expect(people.filter((person) => person.invite === invite.id)).toHaveLength(invite.used);
				}
				for (const one of workshop.state?.organizations ?? []) {
					if (one.absent === undefined) continue;
					expect(one.absent.reason).not.toBe('');
					const own = people.filter((person) => person.organization === one.id);
					expect(own.some((person) => can(person.role, 'vote'))).toBe(false);
				}
				for (const person of people) {
					expect(person.consent || person.role === 'observer').toBe(true);
					expect(invites[person.invite]?.organization).toBe(person.organization);
				}
			}),
			{ numRuns: runs }
		);
	});

	test('gives names and little else up when payloads were erased', () => {
		const workshop = openWorkshop();
		const { id: ana } = workshop.join('delegate', 'HI1');
		const erased = workshop.events.map((event): SessionEvent =>
			event.kind === 'join' ? { ...event, payload: null } : event
		);
		const state = replay(erased);
		expect(state?.participants[ana]).toMatchObject({ name: null, organization: 'HI1' });
		expect(Object.values(state?.invites ?? {})).toMatchObject([{ used: 1 }]);
	});
});

describe('evolve', () => {
	test('takes an erased name from the invitation as well', () => {
		const workshop = openWorkshop();
		const invite = workshop.invite('delegate', 'HI1', { name: 'Ana Example' });
		const joined = workshop.do(guest, { type: 'join', invite, name: 'Ana', consent: true });
		const ana = joined?.by ?? '';
		expect(JSON.stringify(workshop.state)).toContain('Ana Example');
		const state = evolve(workshop.state, { kind: 'redact', at: 1, subject: [ana] });
		expect(JSON.stringify(state)).not.toContain('Ana Example');
		expect(state?.invites[invite]).toMatchObject({ role: 'delegate', uses: 1 });
	});

	test('never throws, whatever a log holds', () => {
		const event = fc.record(
			{
				kind: fc.constantFrom(...eventKinds),
				at: fc.integer(),
				by: id,
				organization: text,
				subject: fc.array(id),
				payload: fc.oneof(
					fc.constant(null),
					fc.dictionary(
						fc.constantFrom('role', 'name', 'organizations', 'uses', 'ballots', 'dots', 'named'),
						fc.anything()
					)
				)
			},
			{ requiredKeys: ['kind', 'at'] }
		);
		fc.assert(
			fc.property(fc.array(event), (events) => {
				const open: SessionEvent = { kind: 'session.open', at: 0, subject: ['s'] };
				expect(replay([open, ...(events as SessionEvent[])])?.id).toBe('s');
			}),
			{ numRuns: runs }
		);
	});

	test('leaves the state alone for kinds it does not fold or know', () => {
		const { state } = openWorkshop();
		for (const kind of ['edit', 'seen', 'client.bind', 'from.tomorrow'])
			expect(evolve(state, { kind: kind as 'edit', at: 1 })).toBe(state);
	});

	test('knows no session before it was opened', () => {
		expect(evolve(null, { kind: 'session.close', at: 1 })).toBeNull();
		expect(new Workshop().state).toBeNull();
	});
});
