import { describe, expect, test } from 'vitest';
import { confirmationsOf, confirmedBy, isComplete, type ConfirmCommand } from './confirmation.ts';
import { replay } from './evolve.ts';
import type { SessionEvent } from './types.ts';
import {
	parseVersionId,
	versionId,
	versionsOf,
	type FreezeCommand,
	type Version
} from './version.ts';
import { host, openWorkshop, type Workshop } from './workshop.ts';

const hash = (letter: string) => letter.repeat(64);
const freeze: FreezeCommand = {
	type: 'freeze',
	frame: 'f1',
	room: 'workshop01',
	hash: hash('a'),
	seq: 7
};
const confirm: ConfirmCommand = {
	type: 'version-confirm',
	frame: 'f1',
	number: 1,
	hash: hash('a'),
	isRead: true,
	isSeen: true
};
const unconfirm = { type: 'version-unconfirm', frame: 'f1', number: 1, hash: hash('a') } as const;

/** Two organizations with a delegate each, and a wording that one of them has frozen. */
function frozen() {
	const workshop = openWorkshop();
	const ana = workshop.join('delegate', 'PN');
	const ida = workshop.join('delegate', 'HI1');
	workshop.do(ana, freeze);
	return { workshop, ana, ida };
}

function last({ state }: Workshop): Version {
	const version = versionsOf(state?.versions ?? {}, 'f1').at(-1);
	if (version === undefined) throw new Error('nothing frozen');
	return version;
}

const kinds = ({ events }: Workshop) =>
	events.map(({ kind }) => kind).filter((kind) => kind.startsWith('version.'));

const people = (workshop: Workshop) =>
	confirmationsOf(workshop.state!, last(workshop)).map(({ confirmed, missing }) => [
		confirmed,
		missing
	]);

describe('confirming', () => {
	test('is agreed with the last delegate of the last organization, and for good', () => {
		const { workshop, ana, ida } = frozen();
		const other = workshop.join('delegate', 'PN');
		expect(workshop.do(ana, confirm)).toEqual({
			kind: 'version.confirm',
			at: 1000,
			by: ana.id,
			organization: 'PN',
			subject: ['f1'],
			changes: ['version:1'],
			hash: hash('a')
		});
		workshop.do(ida, confirm);
		expect(people(workshop)).toEqual([
			[[ana.id], [other.id]],
			[[ida.id], []]
		]);
		expect(last(workshop).agreedAt).toBeUndefined();
		workshop.now = 2000;
		workshop.do(other, confirm);
		expect(workshop.events.at(-1)).toEqual({
			kind: 'version.agree',
			at: 2000,
			by: other.id,
			organization: 'PN',
			subject: ['f1'],
			changes: ['version:1'],
			hash: hash('a')
		});
		expect(last(workshop).agreedAt).toBe(2000);
		const before = people(workshop);
		expect(before).toEqual([
			[[ana.id, other.id], []],
			[[ida.id], []]
		]);
		workshop.do(host, { type: 'revoke', participant: ida.id });
		const late = workshop.join('delegate', 'HI1');
		expect(people(workshop)).toEqual(before);
		expect(workshop.try(ana, unconfirm)).toMatchObject({ code: 'version-agreed' });
		expect(workshop.try(late, confirm)).toMatchObject({ code: 'version-agreed' });
		expect(replay(workshop.events)).toEqual(workshop.state);
	});

	test('nobody agrees in the name of an organization that has no delegate', () => {
		const workshop = openWorkshop();
		const ana = workshop.join('delegate', 'PN');
		workshop.join('participant', 'HI1');
		workshop.do(ana, freeze);
		workshop.do(ana, confirm);
		expect(kinds(workshop)).toEqual(['version.freeze', 'version.confirm']);
		expect(isComplete(confirmationsOf(workshop.state!, last(workshop)))).toBe(false);
		workshop.do(workshop.join('delegate', 'HI1'), confirm);
		expect(kinds(workshop).at(-1)).toBe('version.agree');
	});

	test('can be taken back until all have, and given again', () => {
		const { workshop, ana, ida } = frozen();
		workshop.do(ana, confirm);
		workshop.do(ana, unconfirm);
		expect(last(workshop)).not.toHaveProperty('confirmed');
		expect(workshop.try(ana, unconfirm)).toMatchObject({ code: 'version-unconfirmed' });
		workshop.do(ida, confirm);
		workshop.do(ana, confirm);
		expect(kinds(workshop)).toEqual([
			'version.freeze',
			'version.confirm',
			'version.unconfirm',
			'version.confirm',
			'version.confirm',
			'version.agree'
		]);
	});

	test.each<{ name: string; change: Partial<ConfirmCommand>; code: string }>([
		{ name: 'a number that is not there', change: { number: 2 }, code: 'version-unknown' },
		{ name: 'another hash', change: { hash: hash('b') }, code: 'version-unknown' },
		{ name: 'another instrument', change: { frame: 'f2' }, code: 'version-unknown' },
		{ name: 'no instrument', change: { frame: '' }, code: 'version-unknown' },
		{ name: 'what everything has', change: { frame: '__proto__' }, code: 'version-unknown' },
		{ name: 'what was never on a screen', change: { isSeen: false }, code: 'version-unseen' },
		{ name: 'nobody’s word for that', change: { isSeen: undefined }, code: 'version-unseen' }
	])('of $name is refused', ({ change, code }) => {
		const { workshop, ana } = frozen();
		expect(workshop.try(ana, { ...confirm, ...change })).toMatchObject({ code });
		expect(last(workshop)).not.toHaveProperty('confirmed');
	});

	test('is not done twice by one person, nor for a version that was succeeded', () => {
		const { workshop, ana, ida } = frozen();
		workshop.do(ana, confirm);
		expect(workshop.try(ana, confirm)).toMatchObject({ code: 'version-confirmed' });
		workshop.do(ana, { ...freeze, hash: hash('b'), seq: 9 });
		expect(workshop.try(ida, confirm)).toMatchObject({ code: 'version-succeeded' });
		expect(last(workshop)).not.toHaveProperty('confirmed');
		// The same words again are another version: who confirmed the first has not confirmed this one.
		workshop.do(ana, { ...freeze, seq: 10 });
		expect(last(workshop)).toMatchObject({ number: 3, hash: hash('a') });
		expect(last(workshop)).not.toHaveProperty('confirmed');
		workshop.do(ana, { ...confirm, number: 3 });
		expect(last(workshop)).toHaveProperty('confirmed');
	});

	test.each(['participant', 'observer', 'mediator'] as const)('is not for a %s', (role) => {
		const { workshop } = frozen();
		expect(workshop.try(workshop.join(role), confirm)).toMatchObject({ code: 'not-allowed' });
		expect(workshop.try(host, confirm)).toMatchObject({ code: 'not-allowed' });
	});

	test('is not possible after the end', () => {
		const { workshop, ana } = frozen();
		workshop.do(host, { type: 'close' });
		expect(workshop.try(ana, confirm)).toMatchObject({ code: 'session-closed' });
	});

	test('counts only from those who are delegates when it is agreed', () => {
		const { workshop, ana, ida } = frozen();
		const gone = workshop.join('delegate', 'PN');
		workshop.do(gone, confirm);
		workshop.do(host, { type: 'set-role', participant: gone.id, role: 'participant' });
		workshop.do(ana, confirm);
		workshop.do(ida, confirm);
		expect(people(workshop)).toEqual([
			[[ana.id], []],
			[[ida.id], []]
		]);
		expect(last(workshop).confirmed).not.toHaveProperty(gone.id);
	});
});

describe('of whom it isn’t recorded what they see', () => {
	const unseen = { ...confirm, isSeen: false };

	test('those say that they have read it, and the log keeps that', () => {
		const { workshop, ana } = frozen();
		workshop.do(ana, { type: 'view-stop' });
		expect(workshop.try(ana, { ...unseen, isRead: false })).toMatchObject({
			code: 'version-unseen'
		});
		workshop.do(ana, unseen);
		expect(workshop.events.slice(-2)).toMatchObject([
			{ kind: 'ack', by: ana.id, subject: ['f1#v1'], room: 'workshop01', seq: 7 },
			{ kind: 'version.confirm', by: ana.id }
		]);
	});

	test('others’ word does not replace the record', () => {
		const { workshop, ana } = frozen();
		expect(workshop.try(ana, unseen)).toMatchObject({ code: 'version-unseen' });
	});
});

test('a confirmation outlives the name of who gave it', () => {
	const { workshop, ana, ida } = frozen();
	workshop.do(ana, confirm);
	workshop.do(ida, confirm);
	workshop.do(host, { type: 'erase', participant: ana.id });
	expect(confirmedBy(workshop.state!, last(workshop))).toEqual([
		{ name: 'Physician network', people: [null] },
		{ name: 'Health insurer 1', people: ['A delegate'] }
	]);
	const erased = workshop.events.map((event): SessionEvent => {
		return event.kind.startsWith('version.') ? { ...event, payload: null } : event;
	});
	expect(replay(erased)?.versions).toEqual(workshop.state?.versions);
});

test('strange entries change nothing', () => {
	const { workshop, ana } = frozen();
	const before = workshop.state!;
	const event = { kind: 'version.confirm', at: 1, by: ana.id, subject: ['f1'] } as const;
	const strange: SessionEvent[] = [
		event,
		{ ...event, changes: ['version:1'] },
		{ ...event, changes: ['version:9'], hash: hash('a') },
		{ ...event, changes: ['version:0x1'], hash: hash('a') },
		{ ...event, subject: [], changes: ['version:1'], hash: hash('a') },
		{ kind: 'version.unconfirm', at: 1, subject: ['f1'], changes: ['version:1'], hash: hash('a') }
	];
	const after = replay([...workshop.events, ...strange]);
	expect(after).toEqual(before);
});

test('a version has a name among items', () => {
	expect(parseVersionId(versionId('f#1', 12))).toEqual({ frame: 'f#1', number: 12 });
	for (const id of ['f', 'f#v', 'f#v0', '#v1', 'f#v1#c', 'f#vx'])
		expect(parseVersionId(id)).toBe(null);
});
