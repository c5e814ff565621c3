import { describe, expect, test } from 'vitest';
import { replay } from './evolve.ts';
import { keepsPayload, retentionEndsAt } from './privacy.ts';
import type { Role } from './types.ts';
import { guest, host, opening, openWorkshop, Workshop } from './workshop.ts';

const DAY = 24 * 3600 * 1000;

function peopled(more: Partial<typeof opening> = {}) {
	const workshop = new Workshop();
	workshop.do(host, { ...opening, ...more });
	const ana = workshop.join('delegate', 'PN');
	const person = () => workshop.state?.participants[ana.id];
	return { workshop, ana, person };
}

describe('views', () => {
	test('are no longer recorded once a person withdraws, and again when they come back', () => {
		const { workshop, ana, person } = peopled();
		expect(workshop.do(ana, { type: 'view-stop' })).toMatchObject({
			kind: 'view.stop',
			by: ana.id,
			organization: 'PN'
		});
		expect(person()?.views).toBe('off');
		expect(workshop.do(ana, { type: 'view-stop' })).toBeUndefined();
		workshop.do(ana, { type: 'view-resume' });
		expect(person()).not.toHaveProperty('views');
		expect(workshop.do(ana, { type: 'view-resume' })).toBeUndefined();
	});

	test('are each person’s own: nobody decides for others, the host for nobody', () => {
		const { workshop } = peopled();
		expect(workshop.try(host, { type: 'view-stop' })).toMatchObject({ code: 'not-allowed' });
		expect(workshop.try(guest, { type: 'view-stop' })).toMatchObject({ code: 'not-allowed' });
		const onlooker = workshop.join('participant', 'PN', false);
		expect(workshop.try(onlooker, { type: 'view-resume' })).toMatchObject({
			code: 'consent-missing'
		});
	});
});

describe('the retention time', () => {
	test('is a year unless the host says otherwise, and none in sessions of before', () => {
		expect(openWorkshop().state?.retentionDays).toBe(365);
		expect(peopled({ retentionDays: 90 }).workshop.state?.retentionDays).toBe(90);
		expect(peopled({ retentionDays: null }).workshop.state?.retentionDays).toBeNull();
		const old = replay([{ kind: 'session.open', at: 1, subject: ['workshop01'], payload: {} }]);
		expect(old).toMatchObject({ retentionDays: null, names: 'names', isExpired: false });
	});

	test.each([0, -1, 1.5, 3651, Number.NaN])('can’t be %s days', (days) => {
		const { workshop } = peopled();
		const wanted = { ...opening, id: 'workshop02', retentionDays: days };
		expect(new Workshop().try(host, wanted)).toMatchObject({ code: 'retention-invalid' });
		expect(workshop.try(host, { type: 'set-retention', days })).toMatchObject({
			code: 'retention-invalid'
		});
	});

	test('is changed by the host alone, in an entry, also when the session is closed', () => {
		const { workshop } = peopled();
		for (const role of ['mediator', 'delegate', 'participant', 'observer'] as Role[]) {
			const actor = workshop.join(role, role === 'mediator' ? null : 'PN');
			expect(workshop.try(actor, { type: 'set-retention', days: 30 })).toMatchObject({
				code: 'not-allowed'
			});
		}
		workshop.do(host, { type: 'close' });
		expect(workshop.do(host, { type: 'set-retention', days: 30 })).toMatchObject({
			kind: 'session.policy',
			payload: { retentionDays: 30 }
		});
		expect(workshop.do(host, { type: 'set-retention', days: 30 })).toBeUndefined();
	});

	test('begins with the end, or with the last entry of a session that nobody closed', () => {
		const { workshop } = peopled({ retentionDays: 1 });
		expect(workshop.state && retentionEndsAt(workshop.state, 5_000)).toBe(5_000 + DAY);
		workshop.now = 9_000;
		workshop.do(host, { type: 'close' });
		expect(workshop.state && retentionEndsAt(workshop.state, 50_000)).toBe(9_000 + DAY);
		workshop.do(host, { type: 'set-retention', days: null });
		expect(workshop.state && retentionEndsAt(workshop.state, 50_000)).toBeNull();
	});

	test('ends once: names go, also those of invitations, and the session is closed', () => {
		const { workshop, ana } = peopled({ retentionDays: 1 });
		workshop.invite('observer', 'PN', { name: 'Ben' });
		const expire = { type: 'expire', payloads: [3, 4], lastAt: workshop.now } as const;
		expect(workshop.try(host, expire)).toMatchObject({ code: 'retention-not-over' });
		workshop.now += DAY;
		expect(workshop.try(ana, expire)).toMatchObject({ code: 'not-allowed' });
		const decision = workshop.try(host, expire);
		expect(decision).toMatchObject({
			ok: true,
			events: [
				{ kind: 'session.close' },
				{
					kind: 'redact',
					subject: ['workshop01', '3', '4'],
					changes: ['session', 'payload', 'payload'],
					payload: { reason: 'retention' }
				}
			]
		});
		expect(workshop.state).toMatchObject({ status: 'closed', isExpired: true });
		expect(workshop.state?.participants[ana.id]?.name).toBeNull();
		expect(Object.values(workshop.state?.invites ?? {}).some((one) => 'name' in one)).toBe(false);
		expect(workshop.try(host, expire)).toMatchObject({ code: 'session-expired' });
		expect(workshop.try(host, { type: 'set-retention', days: 9 })).toMatchObject({
			code: 'session-expired'
		});
		expect(replay(workshop.events)).toEqual(workshop.state);
	});

	test('spares what says nothing of a person', () => {
		expect(keepsPayload('session.open')).toBe(true);
		expect(keepsPayload('redact')).toBe(true);
		for (const kind of ['join', 'invite.create', 'answer.give'] as const)
			expect(keepsPayload(kind)).toBe(false);
	});
});

describe('erasing', () => {
	test('says why', () => {
		const { workshop, ana } = peopled();
		const erase = { type: 'erase', participant: ana.id, reason: ' asked for it ' } as const;
		expect(workshop.do(host, erase)).toMatchObject({
			kind: 'redact',
			subject: [ana.id],
			payload: { reason: 'asked for it' }
		});
	});

	test('an item names it and the entries whose edits were rewritten, with what stands there now', () => {
		const { workshop } = peopled();
		const mediator = workshop.join('mediator');
		const updates = [{ entry: 7, hash: 'h7' }];
		const command = {
			type: 'erase-item',
			item: 'note1',
			updates,
			payloads: [],
			reason: 'a name in it'
		} as const;
		expect(workshop.do(mediator, command)).toMatchObject({
			kind: 'redact',
			by: mediator.id,
			subject: ['note1', '7'],
			changes: ['item', 'update h7'],
			payload: { reason: 'a name in it' }
		});
		expect(workshop.state?.erasures).toBe(1);
		expect(workshop.try(host, { ...command, reason: ' ' })).toMatchObject({
			code: 'reason-missing'
		});
		expect(workshop.try(host, { ...command, reason: 'x'.repeat(501) })).toMatchObject({
			code: 'reason-invalid'
		});
	});

	test('is for the host and the mediator', () => {
		const { workshop, ana } = peopled();
		const command = {
			type: 'erase-item',
			item: 'note1',
			updates: [],
			payloads: [],
			reason: 'why'
		} as const;
		expect(workshop.try(ana, command)).toMatchObject({ code: 'not-allowed' });
	});
});

describe('pseudonyms', () => {
	test('are given to those who choose none, each once', () => {
		const { workshop } = peopled({ names: 'pseudonyms' });
		const invite = workshop.invite('participant', 'HI1', { uses: 9 });
		const join = (name: string) => {
			const event = workshop.do(guest, { type: 'join', invite, name, consent: true });
			return workshop.state?.participants[event?.by ?? '']?.name;
		};
		expect(join('')).toBe('HI1 2');
		expect(join(' HI1 4 ')).toBe('HI1 4');
		expect(join('')).toBe('HI1 5');
	});

	test('are asked for nowhere else: a name is still needed where names are', () => {
		const { workshop } = peopled();
		const invite = workshop.invite('participant', 'PN');
		expect(workshop.try(guest, { type: 'join', invite, name: ' ', consent: true })).toMatchObject({
			code: 'name-invalid'
		});
	});

	test('keep invitations nameless, which all can read', () => {
		const { workshop } = peopled({ names: 'pseudonyms' });
		expect(
			workshop.try(host, {
				type: 'invite',
				organization: 'PN',
				role: 'observer',
				uses: 1,
				name: 'Ana'
			})
		).toMatchObject({ code: 'name-unwanted' });
	});
});

test('what a person was told is recorded with their consent', () => {
	const { workshop } = peopled();
	const invite = workshop.invite('participant', 'PN');
	const notice = { version: 1, locale: 'en', hash: 'a'.repeat(64) };
	const joined = workshop.do(guest, { type: 'join', invite, name: 'Ben', consent: true, notice });
	expect(joined?.payload).toMatchObject({ consent: true, notice });
});

test('a restored backup and a new host key are entries of the host alone', () => {
	const { workshop } = peopled();
	const mediator = workshop.join('mediator');
	for (const type of ['restored', 'host-key-changed'] as const)
		expect(workshop.try(mediator, { type })).toMatchObject({ code: 'not-allowed' });
	expect(workshop.do(host, { type: 'restored', backupAt: 5 })).toMatchObject({
		kind: 'session.restore',
		payload: { backupAt: 5 }
	});
	expect(workshop.do(host, { type: 'host-key-changed' })).toMatchObject({ kind: 'key.rotate' });
});
