import { describe, expect, test } from 'vitest';
import type { Command } from './command.ts';
import { confirmationsOf, isComplete, leftOutOfVersion } from './confirmation.ts';
import { resultOf } from './decision-result.ts';
import { replay } from './evolve.ts';
import { sessionLimits } from './limits.ts';
import { decisionFacts, versionFacts } from './paper-facts.ts';
import { partiesOf } from './participation.ts';
import { leftOut, takingPart } from './taking-part.ts';
import type { Actor, SessionEvent } from './types.ts';
import { guest, host, opening, presenting, Workshop } from './workshop.ts';

const reason = 'Left the alliance in spring';
const absent = (organization = 'C', why = reason): Command => ({
	type: 'organization-absent',
	organization,
	reason: why
});
const back = (organization = 'C'): Command => ({ type: 'organization-return', organization });
const codeOf = (decided: { ok: boolean; code?: string }): string =>
	decided.ok ? 'ok' : (decided.code ?? '');

/** Three partners of which the third has sent nobody. */
function alliance() {
	const workshop = new Workshop();
	const organizations = ['A', 'B', 'C'].map((id) => ({ id, name: `Organization ${id}` }));
	workshop.do(host, { ...opening, organizations });
	const mediator = workshop.join('mediator');
	const ana = workshop.join('delegate', 'A');
	const ben = workshop.join('delegate', 'B');
	const ids = (): string[] => takingPart(workshop.state!).map(({ id }) => id);
	return { workshop, mediator, ana, ben, ids };
}

const { hash } = presenting;

describe('an organization that is not here', () => {
	test('takes no part once the mediator says so, with a reason that all read', () => {
		const { workshop, mediator, ids } = alliance();
		const event = workshop.do(mediator, absent('C', `  ${reason} `));
		expect(event).toMatchObject({
			kind: 'organization.absent',
			by: mediator.id,
			subject: ['C'],
			payload: { reason }
		});
		expect(ids()).toEqual(['A', 'B']);
		expect(leftOut(workshop.state!)).toEqual([{ organization: 'C', reason }]);
		expect(partiesOf(workshop.state!).at(-1)).toEqual({
			name: 'Organization C',
			people: [],
			absent: reason
		});
		expect(replay(workshop.events)).toEqual(workshop.state);
	});

	test('takes part again once the mediator takes it back', () => {
		const { workshop, mediator, ids } = alliance();
		workshop.do(mediator, absent());
		expect(workshop.do(mediator, back())).toMatchObject({
			kind: 'organization.return',
			subject: ['C']
		});
		expect(ids()).toEqual(['A', 'B', 'C']);
		expect(workshop.state?.organizations.at(-1)).not.toHaveProperty('absent');
	});

	test('keeps taking no part when the reason was erased from beside the log', () => {
		const { workshop, mediator } = alliance();
		workshop.do(mediator, absent());
		const events = workshop.events.map((event): SessionEvent =>
			event.kind === 'organization.absent' ? { ...event, payload: null } : event
		);
		expect(leftOut(replay(events)!)).toEqual([{ organization: 'C', reason: '' }]);
	});

	test('is not what somebody who opens a session or takes one in says beside its name', () => {
		const { workshop } = alliance();
		const events = workshop.events.map((event): SessionEvent => {
			if (event.kind !== 'session.open') return event;
			const organizations = event.payload?.['organizations'] as object[];
			const changed = organizations.map((one) => ({ ...one, absent: { reason: 'x', at: 1 } }));
			return { ...event, payload: { ...event.payload, organizations: changed } };
		});
		expect(takingPart(replay(events)!)).toHaveLength(3);
	});

	const refusals: { name: string; by?: 'host' | 'ana' | 'ben'; command: Command; code: string }[] =
		[
			{ name: 'to the host', by: 'host', command: absent(), code: 'not-allowed' },
			{ name: 'to a delegate', by: 'ana', command: absent(), code: 'not-allowed' },
			{
				name: 'to a delegate about themselves',
				by: 'ana',
				command: absent('A'),
				code: 'not-allowed'
			},
			{ name: 'without a reason', command: absent('C', '\n '), code: 'reason-invalid' },
			{
				name: 'with too long a reason',
				command: absent('C', 'x'.repeat(sessionLimits.reasonLength + 1)),
				code: 'reason-invalid'
			},
			{ name: 'of one with a delegate', command: absent('A'), code: 'organization-here' },
			{ name: 'of none', command: absent('constructor'), code: 'organization-unknown' },
			{ name: 'back of one that takes part', command: back(), code: 'organization-takes-part' },
			{ name: 'back by a delegate', by: 'ben', command: back(), code: 'not-allowed' }
		];
	for (const { name, by, command, code } of refusals)
		test(`is refused ${name}`, () => {
			const { workshop, mediator, ana, ben } = alliance();
			const actors: Record<string, Actor> = { host, ana, ben };
			expect(codeOf(workshop.try(actors[by ?? ''] ?? mediator, command))).toBe(code);
			expect(takingPart(workshop.state!)).toHaveLength(3);
		});

	test('is refused twice, in a closed session, and to a mediator who is not recorded', () => {
		const { workshop, mediator } = alliance();
		workshop.do(mediator, absent());
		expect(codeOf(workshop.try(mediator, absent()))).toBe('organization-is-absent');
		const quiet = workshop.join('mediator', null, false);
		expect(codeOf(workshop.try(quiet, back()))).toBe('not-allowed');
		workshop.do(host, { type: 'close' });
		expect(codeOf(workshop.try(mediator, back()))).toBe('session-closed');
	});
});

describe('nobody is silenced', () => {
	const ways: { name: string; go: (workshop: Workshop, by: Actor) => void; code: string }[] = [
		{
			name: 'who was removed',
			go(workshop, by) {
				const { id } = workshop.join('delegate', 'C');
				workshop.do(by, { type: 'revoke', participant: id });
			},
			code: 'organization-here'
		},
		{
			name: 'who was made an observer',
			go(workshop, by) {
				const { id } = workshop.join('participant', 'C');
				workshop.do(by, { type: 'set-role', participant: id, role: 'observer' });
			},
			code: 'organization-here'
		},
		{
			name: 'who left and whose name was erased',
			go(workshop) {
				const cem = workshop.join('delegate', 'C');
				workshop.do(cem, { type: 'leave' });
				workshop.do(host, { type: 'erase', participant: cem.id, reason: 'asked for' });
			},
			code: 'organization-here'
		},
		{
			name: 'whose role is not known any more',
			go(workshop) {
				const { id } = workshop.join('observer', 'C');
				workshop.do(host, { type: 'erase', participant: id, reason: 'asked for' });
			},
			code: 'organization-here'
		},
		{ name: 'who only looks on', go: (workshop) => workshop.join('observer', 'C'), code: 'ok' },
		{
			name: 'who leads the session',
			go: (workshop) => workshop.join('mediator', 'C'),
			code: 'ok'
		},
		{
			name: 'who does not agree to being recorded',
			go: (workshop) => workshop.join('delegate', 'C', false),
			code: 'ok'
		}
	];
	for (const { name, go, code } of ways)
		test(`${code === 'ok' ? 'somebody speaks for none' : 'also not'} ${name}`, () => {
			const { workshop, mediator } = alliance();
			go(workshop, mediator);
			expect(codeOf(workshop.try(mediator, absent()))).toBe(code);
			expect(replay(workshop.events)).toEqual(workshop.state);
		});

	test('an entry that a host writes all the same leaves out nobody', () => {
		const { workshop, mediator } = alliance();
		const forged: SessionEvent = {
			kind: 'organization.absent',
			at: 9_000,
			by: mediator.id,
			subject: ['B'],
			payload: { reason: 'In the way' }
		};
		expect(takingPart(replay([...workshop.events, forged])!)).toHaveLength(3);
	});

	test('whoever comes takes part at once, and the log says so', () => {
		const { workshop, mediator, ids } = alliance();
		workshop.do(mediator, absent());
		workshop.join('observer', 'C');
		expect(ids()).toEqual(['A', 'B']);
		const invite = workshop.invite('delegate', 'C');
		const joined = workshop.try(guest, { type: 'join', invite, name: 'Cem', consent: true });
		expect(joined).toMatchObject({
			events: [
				{ kind: 'join', organization: 'C' },
				{ kind: 'organization.return', organization: 'C', subject: ['C'], changes: ['joined'] }
			]
		});
		expect(ids()).toEqual(['A', 'B', 'C']);
		expect(codeOf(workshop.try(mediator, absent()))).toBe('organization-here');
	});

	test('so does somebody who looked on and is given a voice', () => {
		const { workshop, mediator, ids } = alliance();
		const { id } = workshop.join('observer', 'C');
		workshop.do(mediator, absent());
		const given = workshop.try(mediator, { type: 'set-role', participant: id, role: 'delegate' });
		expect(given).toMatchObject({ events: [{ kind: 'role' }, { kind: 'organization.return' }] });
		expect(ids()).toEqual(['A', 'B', 'C']);
	});
});

function deciding() {
	const seat = alliance();
	const { workshop, mediator, ana, ben } = seat;
	const id = workshop.do(mediator, presenting)?.subject?.[0] ?? '';
	const seen = [ana.id, ben.id];
	const open = (more: readonly string[] = []): string =>
		codeOf(
			workshop.try(mediator, { type: 'decision-open', decision: id, seen: [...seen, ...more] })
		);
	const answer = (by: Actor): string =>
		codeOf(
			workshop.try(by, {
				type: 'decision-answer',
				decision: id,
				answer: 'consent',
				reason: '',
				isSeen: true
			})
		);
	return { ...seat, id, open, answer, decision: () => workshop.state!.decisions[id]! };
}

describe('decisions', () => {
	test('open without it, and say without whom and why, whatever comes later', () => {
		const { workshop, mediator, ana, ben, open, answer, decision } = deciding();
		expect(open()).toBe('decision-unrepresented');
		workshop.do(mediator, absent());
		expect(open()).toBe('ok');
		const cem = workshop.join('delegate', 'C');
		expect(decision()).toMatchObject({
			parties: ['A', 'B'],
			without: [{ organization: 'C', reason }]
		});
		expect(answer(cem)).toBe('decision-not-asked');
		for (const one of [ana, ben]) expect(answer(one)).toBe('ok');
		workshop.do(mediator, { type: 'decision-close', decision: decision().id });
		expect(decision().result).toMatchObject({ outcome: 'adopted' });
		expect(decision().result?.voices.map(({ organization }) => organization)).toEqual(['A', 'B']);
		expect(decisionFacts(workshop.state!, String)[0]).toMatchObject({
			needed: 2,
			without: [{ name: 'Organization C', reason }]
		});
		expect(replay(workshop.events)).toEqual(workshop.state);
	});

	test('that are not open yet wait for it again once somebody comes', () => {
		const { workshop, mediator, open, decision } = deciding();
		workshop.do(mediator, absent());
		const cem = workshop.join('delegate', 'C');
		expect(open()).toBe('decision-unseen');
		expect(open([cem.id])).toBe('ok');
		expect(decision()).toMatchObject({ parties: ['A', 'B', 'C'] });
		expect(decision()).not.toHaveProperty('without');
	});

	test('that are open keep those they were opened with; a partner who never came is none', () => {
		const { workshop, mediator, ana, ben, open, answer, decision } = deciding();
		workshop.do(mediator, absent());
		open();
		for (const one of [ana, ben]) answer(one);
		workshop.do(mediator, back());
		expect(resultOf(workshop.state!, decision()).outcome).toBe('adopted');
		workshop.do(mediator, {
			type: 'organization-add',
			organization: { id: 'D', name: 'Organization D' }
		});
		expect(resultOf(workshop.state!, decision()).outcome).toBe('none');
		workshop.do(mediator, absent('D', 'Signs in autumn'));
		expect(resultOf(workshop.state!, decision()).outcome).toBe('adopted');
		expect(decision().without).toEqual([
			{ organization: 'C', reason },
			{ organization: 'D', reason: 'Signs in autumn' }
		]);
	});

	test('need somebody all the same', () => {
		const workshop = new Workshop();
		workshop.do(host, { ...opening, organizations: [{ id: 'A', name: 'A' }] });
		const mediator = workshop.join('mediator');
		const decision = workshop.do(mediator, presenting)?.subject?.[0] ?? '';
		workshop.do(mediator, absent('A'));
		const opened = workshop.try(mediator, { type: 'decision-open', decision, seen: [] });
		expect(codeOf(opened)).toBe('decision-unrepresented');
	});
});

const version = { frame: 'vision', number: 1, hash };
function confirming() {
	const seat = alliance();
	const { workshop, mediator } = seat;
	workshop.do(mediator, { type: 'freeze', frame: 'vision', room: 'workshop01', hash, seq: 3 });
	const confirm = (by: Actor): string =>
		codeOf(workshop.try(by, { type: 'version-confirm', ...version, isRead: true, isSeen: true }));
	return { ...seat, confirm, version: () => workshop.state!.versions['vision']![0]! };
}

describe('frozen versions', () => {
	test('are agreed without it, for good', () => {
		const { workshop, mediator, ana, ben, confirm, version: frozen } = confirming();
		confirm(ana);
		workshop.do(mediator, absent());
		expect(confirm(ben)).toBe('ok');
		expect(frozen()).toMatchObject({ without: [{ organization: 'C', reason }] });
		workshop.join('delegate', 'C');
		const rows = confirmationsOf(workshop.state!, frozen());
		expect(rows.map(({ organization }) => organization)).toEqual(['A', 'B']);
		expect(isComplete(rows)).toBe(true);
		expect(leftOutOfVersion(workshop.state!, frozen())).toEqual([{ organization: 'C', reason }]);
		expect(versionFacts(workshop.state!, frozen(), String).without).toEqual([
			{ name: 'Organization C', reason }
		]);
		expect(replay(workshop.events)).toEqual(workshop.state);
	});

	test('are not agreed by the mediator’s word alone, but by the next delegate’s', () => {
		const { workshop, mediator, ana, ben, confirm, version: frozen } = confirming();
		for (const one of [ana, ben]) confirm(one);
		workshop.do(mediator, absent());
		expect(frozen()).not.toHaveProperty('agreedAt');
		workshop.do(ben, { type: 'version-unconfirm', ...version });
		confirm(ben);
		expect(frozen()).toHaveProperty('agreedAt');
	});

	test('wait for it again once somebody comes', () => {
		const { workshop, mediator, ana, ben, confirm, version: frozen } = confirming();
		workshop.do(mediator, absent());
		confirm(ana);
		const cem = workshop.join('delegate', 'C');
		confirm(ben);
		expect(frozen()).not.toHaveProperty('agreedAt');
		confirm(cem);
		expect(frozen()).toHaveProperty('agreedAt');
		expect(frozen()).not.toHaveProperty('without');
	});
});

test('sealed cards are not asked of it', () => {
	const { workshop, mediator } = alliance();
	workshop.do(mediator, absent());
	const parties = ['A', 'B', 'C'];
	const opened = workshop.do(mediator, { type: 'seal-open', frame: 'conflict', parties });
	expect(opened?.payload).toEqual({ parties: ['A', 'B'] });
	expect(
		codeOf(workshop.try(mediator, { type: 'seal-open', frame: 'other', parties: ['A', 'C'] }))
	).toBe('seal-invalid');
});
