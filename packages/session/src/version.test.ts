import { describe, expect, test } from 'vitest';
import { replay } from './evolve.ts';
import { sessionLimits } from './limits.ts';
import type { SessionEvent } from './types.ts';
import { versionsOf, type FreezeCommand } from './version.ts';
import { host, openWorkshop } from './workshop.ts';

const hash = (letter: string) => letter.repeat(64);
const freeze: FreezeCommand = {
	type: 'freeze',
	frame: 'f1',
	room: 'workshop01',
	hash: hash('a'),
	seq: 7
};

describe('freezing', () => {
	test('numbers the versions of each instrument from 1', () => {
		const workshop = openWorkshop();
		const ana = workshop.join('delegate', 'PN');
		const mediator = workshop.join('mediator');
		const event = workshop.do(ana, freeze);
		workshop.do(mediator, { ...freeze, hash: hash('b'), seq: 9 });
		workshop.do(ana, { ...freeze, frame: 'f2' });
		expect(event).toEqual({
			kind: 'version.freeze',
			at: 1000,
			by: ana.id,
			organization: 'PN',
			subject: ['f1'],
			room: 'workshop01',
			seq: 7,
			hash: hash('a')
		});
		expect(workshop.state?.versions).toEqual({
			f1: [
				{ number: 1, hash: hash('a'), seq: 7, at: 1000, by: ana.id, organization: 'PN' },
				{ number: 2, hash: hash('b'), seq: 9, at: 1000, by: mediator.id, organization: null }
			],
			f2: [{ number: 1, hash: hash('a'), seq: 7, at: 1000, by: ana.id, organization: 'PN' }]
		});
		expect(replay(workshop.events)).toEqual(workshop.state);
	});

	test('is not done twice for one text, but an earlier one may come back', () => {
		const workshop = openWorkshop();
		const ana = workshop.join('delegate');
		workshop.do(ana, freeze);
		expect(workshop.try(ana, freeze)).toMatchObject({ code: 'version-same' });
		workshop.do(ana, { ...freeze, hash: hash('b') });
		workshop.do(ana, freeze);
		expect(versionsOf(workshop.state?.versions ?? {}, 'f1').map(({ number }) => number)).toEqual([
			1, 2, 3
		]);
	});

	test.each(['participant', 'observer'] as const)('is not for a %s', (role) => {
		const workshop = openWorkshop();
		expect(workshop.try(workshop.join(role), freeze)).toMatchObject({ code: 'not-allowed' });
		expect(workshop.try(host, freeze)).toMatchObject({ code: 'not-allowed' });
	});

	test.each<{ name: string; change: Partial<FreezeCommand> }>([
		{ name: 'no position', change: { seq: undefined } },
		{ name: 'half a position', change: { seq: 1.5 } },
		{ name: 'a hash that is none', change: { hash: 'a' } },
		{ name: 'no frame', change: { frame: '' } }
	])('with $name is refused', ({ change }) => {
		const workshop = openWorkshop();
		const ana = workshop.join('delegate');
		expect(workshop.try(ana, { ...freeze, ...change })).toMatchObject({ code: 'version-invalid' });
	});

	test('has an end', () => {
		const workshop = openWorkshop();
		const ana = workshop.join('delegate');
		workshop.do(ana, freeze);
		const { state } = workshop;
		const [one] = versionsOf(state?.versions ?? {}, 'f1');
		if (state === null || one === undefined) throw new Error('nothing frozen');
		const versions = { f1: Array.from({ length: sessionLimits.versions }, () => one) };
		workshop.state = { ...state, versions };
		expect(workshop.try(ana, { ...freeze, frame: 'f2' })).toMatchObject({ code: 'version-full' });
	});
});

test('no event takes a version away or changes it, whoever is erased or removed', () => {
	const workshop = openWorkshop();
	const ana = workshop.join('delegate');
	workshop.do(ana, freeze);
	const before = workshop.state?.versions;
	workshop.do(host, { type: 'erase', participant: ana.id });
	workshop.do(host, { type: 'revoke', participant: ana.id });
	workshop.do(host, { type: 'close' });
	expect(workshop.state?.versions).toEqual(before);
	const erased = workshop.events.map((event): SessionEvent => ({ ...event, payload: null }));
	expect(replay(erased)?.versions).toEqual(before);
});
