import { describe, expect, test } from 'vitest';
import type { Command } from './command.ts';
import { sessionLimits } from './limits.ts';
import type { Actor } from './types.ts';
import { guest, host, opening, openWorkshop, Workshop } from './workshop.ts';

describe('opening', () => {
	test('records title, purpose, marked organizations and how views are recorded', () => {
		const workshop = new Workshop();
		const event = workshop.do(host, {
			...opening,
			title: '  Care <b>&</b> cure  ',
			purpose: 'Two\nlines',
			seen: 'organization'
		});
		expect(event).toMatchObject({ kind: 'session.open', at: 1000, subject: ['workshop01'] });
		expect(workshop.state).toMatchObject({
			id: 'workshop01',
			title: 'Care <b>&</b> cure',
			purpose: 'Two\nlines',
			status: 'open',
			seen: 'organization',
			organizations: [
				{ id: 'PN', initials: 'PN' },
				{ id: 'HI1', initials: 'HI1' }
			]
		});
		expect(event?.by).toBeUndefined();
	});

	const many = Array.from({ length: 65 }, (_, i) => ({ id: `o${i}`, name: `Partner ${i}` }));
	const refusals: { name: string; change: Partial<Command & { type: 'open' }>; code: string }[] = [
		{ name: 'an empty title', change: { title: '   ' }, code: 'title-invalid' },
		{ name: 'a title too long', change: { title: 'x'.repeat(201) }, code: 'title-invalid' },
		{ name: 'a title with a line break', change: { title: 'a\nb' }, code: 'title-invalid' },
		{ name: 'a purpose too long', change: { purpose: 'x'.repeat(2001) }, code: 'purpose-invalid' },
		{ name: 'a purpose with a bell', change: { purpose: 'a\u0007' }, code: 'purpose-invalid' },
		{ name: 'a short id', change: { id: 'abc' }, code: 'id-invalid' },
		{ name: 'an id with capitals', change: { id: 'Workshop01' }, code: 'id-invalid' },
		{ name: '65 organizations', change: { organizations: many }, code: 'organizations-invalid' },
		{
			name: 'an organization twice',
			change: {
				organizations: [
					{ id: 'PN', name: 'One' },
					{ id: 'pn', name: 'Two' }
				]
			},
			code: 'organizations-invalid'
		},
		{
			name: 'two organizations of one name',
			change: {
				organizations: [
					{ id: 'A', name: 'Clinic' },
					{ id: 'B', name: ' clinic ' }
				]
			},
			code: 'organizations-invalid'
		},
		{
			name: 'an organization without a name',
			change: { organizations: [{ id: 'A', name: ' ' }] },
			code: 'organizations-invalid'
		},
		{
			name: 'an organization name too long',
			change: { organizations: [{ id: 'A', name: 'x'.repeat(129) }] },
			code: 'organizations-invalid'
		},
		{
			name: 'an organization code with a blank',
			change: { organizations: [{ id: 'P N', name: 'Clinic' }] },
			code: 'organizations-invalid'
		}
	];
	for (const { name, change, code } of refusals)
		test(`refuses ${name}`, () => {
			expect(new Workshop().try(host, { ...opening, ...change })).toMatchObject({
				ok: false,
				code
			});
		});

	test('is for the host only, and once', () => {
		expect(new Workshop().try(guest, opening)).toMatchObject({ code: 'not-allowed' });
		expect(openWorkshop().try(host, opening)).toMatchObject({ code: 'session-exists' });
	});

	test('comes before everything else', () => {
		expect(new Workshop().try(host, { type: 'close' })).toMatchObject({ code: 'session-unknown' });
	});
});

describe('inviting', () => {
	test('creates an invitation with what was asked for', () => {
		const workshop = openWorkshop();
		const event = workshop.do(host, {
			type: 'invite',
			organization: 'HI1',
			role: 'delegate',
			name: ' Ana ',
			uses: 3,
			expiresAt: 5000
		});
		const id = event?.subject?.[0] ?? '';
		expect(workshop.state?.invites[id]).toEqual({
			id,
			organization: 'HI1',
			role: 'delegate',
			name: 'Ana',
			uses: 3,
			used: 0,
			expiresAt: 5000,
			revoked: false,
			createdAt: 1000
		});
	});

	const wanted: Command & { type: 'invite' } = {
		type: 'invite',
		organization: 'PN',
		role: 'participant',
		uses: 1
	};
	const refusals: { name: string; change: Partial<Command & { type: 'invite' }>; code: string }[] =
		[
			{
				name: 'an unknown organization',
				change: { organization: 'XX' },
				code: 'organization-unknown'
			},
			{
				name: 'a delegate of nobody',
				change: { organization: null, role: 'delegate' },
				code: 'organization-missing'
			},
			{
				name: 'a participant of nobody',
				change: { organization: null },
				code: 'organization-missing'
			},
			{ name: 'no uses', change: { uses: 0 }, code: 'invite-invalid' },
			{ name: 'half a use', change: { uses: 1.5 }, code: 'invite-invalid' },
			{ name: 'endless uses', change: { uses: Infinity }, code: 'invite-invalid' },
			{ name: 'an end in the past', change: { expiresAt: 1000 }, code: 'invite-invalid' },
			{ name: 'an end that is no number', change: { expiresAt: NaN }, code: 'invite-invalid' },
			{ name: 'a name of controls', change: { name: 'a\u0000b' }, code: 'name-invalid' }
		];
	for (const { name, change, code } of refusals)
		test(`refuses ${name}`, () => {
			expect(openWorkshop().try(host, { ...wanted, ...change })).toMatchObject({ ok: false, code });
		});

	test('lets mediators and observers stand outside the organizations', () => {
		for (const role of ['mediator', 'observer'] as const)
			expect(openWorkshop().try(host, { ...wanted, organization: null, role }).ok).toBe(true);
	});
});

describe('joining', () => {
	test('uses the invitation and names organization and role from it', () => {
		const workshop = openWorkshop();
		const invite = workshop.invite('delegate', 'HI1');
		const event = workshop.do(guest, { type: 'join', invite, name: ' Ana ', consent: true });
		expect(event).toMatchObject({ kind: 'join', organization: 'HI1', subject: [invite] });
		expect(workshop.state?.participants[event?.by ?? '']).toEqual({
			id: event?.by,
			name: 'Ana',
			organization: 'HI1',
			role: 'delegate',
			consent: true,
			status: 'active',
			joinedAt: 1000,
			invite
		});
		expect(workshop.state?.invites[invite]?.used).toBe(1);
	});

	test('makes whoever does not agree an observer', () => {
		const workshop = openWorkshop();
		for (const role of ['mediator', 'delegate', 'participant', 'observer'] as const) {
			const { id } = workshop.join(role, 'PN', false);
			expect(workshop.state?.participants[id]).toMatchObject({ role: 'observer', consent: false });
		}
	});

	const cases: { name: string; prepare: (workshop: Workshop) => string; code: string }[] = [
		{ name: 'an unknown invitation', prepare: () => 'nobody', code: 'invite-unknown' },
		{ name: 'a name every object has', prepare: () => 'constructor', code: 'invite-unknown' },
		{
			name: 'a used-up invitation',
			prepare: (workshop) => {
				const invite = workshop.invite('participant', 'PN', { uses: 2 });
				for (const name of ['A', 'B'])
					workshop.do(guest, { type: 'join', invite, name, consent: true });
				return invite;
			},
			code: 'invite-used'
		},
		{
			name: 'an expired invitation',
			prepare: (workshop) => {
				const invite = workshop.invite('participant', 'PN', { expiresAt: 2000 });
				workshop.now = 2000;
				return invite;
			},
			code: 'invite-expired'
		},
		{
			name: 'a revoked invitation',
			prepare: (workshop) => {
				const invite = workshop.invite('participant');
				workshop.do(host, { type: 'revoke-invite', invite });
				return invite;
			},
			code: 'invite-revoked'
		},
		{
			name: 'entry to a closed session',
			prepare: (workshop) => {
				const invite = workshop.invite('participant');
				workshop.do(host, { type: 'close' });
				return invite;
			},
			code: 'session-closed'
		}
	];
	for (const { name, prepare, code } of cases)
		test(`refuses ${name}`, () => {
			const workshop = openWorkshop();
			const invite = prepare(workshop);
			const before = workshop.state;
			expect(
				workshop.try(guest, { type: 'join', invite, name: 'Ana', consent: true })
			).toMatchObject({ ok: false, code });
			expect(workshop.state).toBe(before);
		});

	for (const name of [
		'',
		'  ',
		'x'.repeat(129),
		'a\nb',
		'a\u0000',
		'\u202Eana',
		'\u200B',
		'\uD800'
	])
		test(`refuses the name ${JSON.stringify(name).slice(0, 20)}`, () => {
			const workshop = openWorkshop();
			const invite = workshop.invite('participant');
			expect(workshop.try(guest, { type: 'join', invite, name, consent: true })).toMatchObject({
				code: 'name-invalid'
			});
			expect(workshop.state?.invites[invite]?.used).toBe(0);
		});

	test('is for guests whom the server let in, not for those who merely read an invitation id', () => {
		const workshop = openWorkshop();
		const ana = workshop.join('participant');
		const invite = workshop.invite('mediator');
		for (const actor of [host, ana])
			expect(
				workshop.try(actor, { type: 'join', invite, name: 'Ana', consent: true })
			).toMatchObject({ code: 'not-allowed' });
	});

	test('ends when the session is full', () => {
		const workshop = openWorkshop();
		const invite = workshop.invite('participant', 'PN', { uses: sessionLimits.usesPerInvite });
		const some = workshop.join('participant');
		const one = workshop.state?.participants[some.id];
		if (workshop.state === null || one === undefined) throw new Error('nobody joined');
		const crowd = Array.from({ length: sessionLimits.participants }, (_, i) => [`p${i}`, one]);
		workshop.state = { ...workshop.state, participants: Object.fromEntries(crowd) };
		expect(workshop.try(guest, { type: 'join', invite, name: 'Ana', consent: true })).toMatchObject(
			{ code: 'session-full' }
		);
	});
});

const add = (more: Partial<Command & { type: 'organization-add' }> = {}): Command => ({
	type: 'organization-add',
	organization: { id: 'CC', name: ' Community centre ' },
	...more
});

describe('a partner that comes later', () => {
	test('stands behind the others, with marks of its own, and can be invited', () => {
		const workshop = openWorkshop();
		const before = workshop.state?.organizations ?? [];
		const event = workshop.do(host, add({ since: 500, reason: 'Version 3 of the vision' }));
		expect(event).toMatchObject({ kind: 'organization.add', subject: ['CC'] });
		expect(event?.payload?.['reason']).toBe('Version 3 of the vision');
		const after = workshop.state?.organizations ?? [];
		expect(after.slice(0, -1)).toEqual(before);
		expect(after.at(-1)).toMatchObject({ id: 'CC', name: 'Community centre', since: 500 });
		const marks = new Set(after.map(({ color, pattern }) => `${color} ${pattern}`));
		expect(marks.size).toBe(after.length);
		expect(workshop.join('delegate', 'CC').id).not.toBe('');
	});

	test('begins at the beginning when nothing is agreed, and never later than now', () => {
		const workshop = openWorkshop();
		workshop.do(host, add());
		workshop.do(host, add({ organization: { id: 'MS', name: 'Ministry' }, since: 99_000 }));
		const [first, second] = workshop.state?.organizations.slice(-2) ?? [];
		expect(first).not.toHaveProperty('since');
		expect(second?.since).toBe(workshop.now);
	});

	const refused = [
		{ name: 'a code that is taken', more: { organization: { id: 'pn', name: 'Other' } } },
		{ name: 'no name', more: { organization: { id: 'CC', name: ' ' } } },
		{ name: 'a date that is none', more: { since: -1 } }
	];
	for (const { name, more } of refused)
		test(`is refused with ${name}`, () => {
			expect(openWorkshop().try(host, add(more))).toMatchObject({ code: 'organizations-invalid' });
		});

	test('is refused when the session is closed, or the reason is too long', () => {
		const workshop = openWorkshop();
		const reason = 'x'.repeat(sessionLimits.reasonLength + 1);
		expect(workshop.try(host, add({ reason }))).toMatchObject({ code: 'reason-invalid' });
		workshop.do(host, { type: 'close' });
		expect(workshop.try(host, add())).toMatchObject({ code: 'session-closed' });
	});
});

describe('rights', () => {
	const commands: { [Type in Command['type']]?: (workshop: Workshop) => Command } = {
		invite: () => ({ type: 'invite', organization: 'PN', role: 'participant', uses: 1 }),
		'organization-add': () => ({
			type: 'organization-add',
			organization: { id: 'CC', name: 'Community centre' }
		}),
		'organization-absent': () => ({
			type: 'organization-absent',
			organization: 'HI1',
			reason: 'Never came'
		}),
		'revoke-invite': (workshop) => ({
			type: 'revoke-invite',
			invite: workshop.invite('participant')
		}),
		revoke: (workshop) => ({ type: 'revoke', participant: workshop.join('participant').id }),
		'set-role': (workshop) => ({
			type: 'set-role',
			participant: workshop.join('participant').id,
			role: 'delegate'
		}),
		close: () => ({ type: 'close' }),
		erase: (workshop) => ({ type: 'erase', participant: workshop.join('participant').id }),
		acknowledge: () => ({ type: 'acknowledge', items: ['i1'], room: 'workshop01', seq: 3 }),
		'export-made': () => ({ type: 'export-made' }),
		leave: () => ({ type: 'leave' }),
		return: () => ({ type: 'return' })
	};
	const lead = [
		'invite',
		'organization-add',
		'revoke-invite',
		'revoke',
		'set-role',
		'close',
		'erase',
		'export-made'
	];
	const take = ['acknowledge', 'export-made', 'leave', 'return'];
	const allowed: Record<string, readonly string[]> = {
		host: lead,
		mediator: [...lead, ...take, 'organization-absent'],
		delegate: take,
		participant: take,
		observer: take,
		guest: []
	};
	for (const [who, may] of Object.entries(allowed))
		for (const [type, make] of Object.entries(commands))
			test(`${who} ${may.includes(type) ? 'may' : 'may not'} ${type}`, () => {
				const workshop = openWorkshop();
				const actor: Actor =
					who === 'host' || who === 'guest'
						? { type: who }
						: workshop.join(who as 'mediator' | 'delegate' | 'participant' | 'observer');
				expect(workshop.try(actor, make(workshop)).ok).toBe(may.includes(type));
			});

	test('end when a person is removed', () => {
		const workshop = openWorkshop();
		const ana = workshop.join('mediator');
		workshop.do(host, { type: 'revoke', participant: ana.id });
		for (const make of Object.values(commands))
			expect(workshop.try(ana, make(workshop))).toMatchObject({ code: 'participant-revoked' });
	});

	test('are nobody’s whom the session does not know', () => {
		const workshop = openWorkshop();
		for (const id of ['nobody', '__proto__', 'toString'])
			expect(workshop.try({ type: 'participant', id }, { type: 'close' })).toMatchObject({
				code: 'participant-unknown'
			});
	});
});

describe('a closed session', () => {
	const still: { command: (workshop: Workshop, ana: string) => Command; ok: boolean }[] = [
		{ command: () => ({ type: 'leave' }), ok: true },
		{ command: () => ({ type: 'return' }), ok: true },
		{ command: () => ({ type: 'export-made' }), ok: true },
		{ command: (_, ana) => ({ type: 'revoke', participant: ana }), ok: true },
		{ command: (_, ana) => ({ type: 'erase', participant: ana }), ok: true },
		{ command: () => ({ type: 'close' }), ok: false },
		{
			command: () => ({ type: 'invite', organization: 'PN', role: 'observer', uses: 1 }),
			ok: false
		},
		{ command: (_, ana) => ({ type: 'set-role', participant: ana, role: 'observer' }), ok: false },
		{
			command: () => ({ type: 'acknowledge', items: ['i'], room: 'workshop01', seq: 0 }),
			ok: false
		}
	];
	for (const { command, ok } of still) {
		const workshop = openWorkshop();
		const mediator = workshop.join('mediator');
		const ana = workshop.join('participant').id;
		workshop.do(mediator, { type: 'close' });
		const wanted = command(workshop, ana);
		test(`${ok ? 'still takes' : 'refuses'} ${wanted.type}`, () => {
			expect(workshop.try(mediator, wanted)).toMatchObject(
				ok ? { ok } : { ok, code: 'session-closed' }
			);
		});
	}
});

describe('changing people and invitations', () => {
	const refusals: { name: string; command: (workshop: Workshop) => Command; code: string }[] = [
		{
			name: 'removing nobody',
			command: () => ({ type: 'revoke', participant: 'nobody' }),
			code: 'participant-unknown'
		},
		{
			name: 'removing somebody twice',
			command: (workshop) => {
				const { id } = workshop.join('participant');
				workshop.do(host, { type: 'revoke', participant: id });
				return { type: 'revoke', participant: id };
			},
			code: 'participant-revoked'
		},
		{
			name: 'a role for nobody',
			command: () => ({ type: 'set-role', participant: 'valueOf', role: 'delegate' }),
			code: 'participant-unknown'
		},
		{
			name: 'a role for somebody removed',
			command: (workshop) => {
				const { id } = workshop.join('participant');
				workshop.do(host, { type: 'revoke', participant: id });
				return { type: 'set-role', participant: id, role: 'delegate' };
			},
			code: 'participant-revoked'
		},
		{
			name: 'more than reading without consent',
			command: (workshop) => ({
				type: 'set-role',
				participant: workshop.join('participant', 'PN', false).id,
				role: 'participant'
			}),
			code: 'consent-missing'
		},
		{
			name: 'a mandate without an organization',
			command: (workshop) => ({
				type: 'set-role',
				participant: workshop.join('observer', null).id,
				role: 'delegate'
			}),
			code: 'organization-missing'
		},
		{
			name: 'erasing nobody',
			command: () => ({ type: 'erase', participant: 'nobody' }),
			code: 'participant-unknown'
		},
		{
			name: 'revoking an unknown invitation',
			command: () => ({ type: 'revoke-invite', invite: 'nobody' }),
			code: 'invite-unknown'
		},
		{
			name: 'revoking an invitation twice',
			command: (workshop) => {
				const invite = workshop.invite('participant');
				workshop.do(host, { type: 'revoke-invite', invite });
				return { type: 'revoke-invite', invite };
			},
			code: 'invite-revoked'
		}
	];
	for (const { name, command, code } of refusals)
		test(`refuses ${name}`, () => {
			const workshop = openWorkshop();
			expect(workshop.try(host, command(workshop))).toMatchObject({ ok: false, code });
		});

	test('gives a new role, and records nothing when it is the old one', () => {
		const workshop = openWorkshop();
		const { id } = workshop.join('participant');
		workshop.do(host, { type: 'set-role', participant: id, role: 'delegate' });
		expect(workshop.state?.participants[id]?.role).toBe('delegate');
		expect(workshop.try(host, { type: 'set-role', participant: id, role: 'delegate' })).toEqual({
			ok: true,
			events: []
		});
	});

	test('erases a name and leaves the rest', () => {
		const workshop = openWorkshop();
		const { id } = workshop.join('delegate', 'HI1');
		expect(workshop.do(host, { type: 'erase', participant: id })).toMatchObject({
			kind: 'redact',
			subject: [id]
		});
		expect(workshop.state?.participants[id]).toMatchObject({
			name: null,
			organization: 'HI1',
			role: 'delegate'
		});
	});
});

describe('acknowledging', () => {
	test('names each item once, with the version that was read', () => {
		const workshop = openWorkshop();
		const ana = workshop.join('delegate');
		expect(
			workshop.do(ana, {
				type: 'acknowledge',
				items: ['i2', 'i1', 'i2'],
				room: 'workshop01~side~x',
				seq: 7
			})
		).toEqual({
			kind: 'ack',
			at: 1000,
			by: ana.id,
			organization: 'PN',
			subject: ['i2', 'i1'],
			room: 'workshop01~side~x',
			seq: 7
		});
	});

	const wanted: Command & { type: 'acknowledge' } = {
		type: 'acknowledge',
		items: ['i1'],
		room: 'workshop01',
		seq: 1
	};
	const refusals: {
		name: string;
		change: Partial<Command & { type: 'acknowledge' }>;
		code: string;
	}[] = [
		{ name: 'nothing', change: { items: [] }, code: 'items-invalid' },
		{ name: 'an empty id', change: { items: [''] }, code: 'items-invalid' },
		{ name: 'an endless id', change: { items: ['x'.repeat(65)] }, code: 'items-invalid' },
		{
			name: 'too much at once',
			change: { items: Array.from({ length: 2001 }, (_, i) => `i${i}`) },
			code: 'items-invalid'
		},
		{ name: 'a foreign room', change: { room: 'workshop012' }, code: 'room-unknown' },
		{ name: 'a version before the first', change: { seq: -1 }, code: 'items-invalid' }
	];
	for (const { name, change, code } of refusals)
		test(`refuses ${name}`, () => {
			const workshop = openWorkshop();
			const ana = workshop.join('delegate');
			expect(workshop.try(ana, { ...wanted, ...change })).toMatchObject({ ok: false, code });
		});

	test('is not recorded of people who did not agree to being recorded', () => {
		const workshop = openWorkshop();
		expect(workshop.try(workshop.join('delegate', 'PN', false), wanted)).toMatchObject({
			code: 'consent-missing'
		});
	});
});

test('an id given twice is an error of ours', () => {
	const workshop = openWorkshop();
	const invite = workshop.invite('participant');
	workshop.state = workshop.state && {
		...workshop.state,
		participants: { id2: { ...emptyPerson, id: 'id2' } }
	};
	expect(() => workshop.try(guest, { type: 'join', invite, name: 'Ana', consent: true })).toThrow(
		'newId gave id2 a second time'
	);
});

const emptyPerson = {
	name: null,
	organization: null,
	role: 'observer',
	consent: false,
	status: 'active',
	joinedAt: 0,
	invite: ''
} as const;
