import type { Invite, Organization } from '@concordia/session';
import { expect, it } from 'vitest';
import type { InvitationLink } from '#lib/api.ts';
import { dropLinks, groupInvites, groupLinks, keepLinks, keptLinks } from './links.ts';

const link = (
	organization: string | null,
	role: InvitationLink['role'],
	token = 't'
): InvitationLink => ({ organization, role, token, url: `https://b.example/join#${token}` });

const organization = (id: string): Organization => ({
	id,
	name: id,
	color: 'red',
	pattern: 'dots',
	initials: id
});

const invite = (
	id: string,
	of: string | null,
	role: Invite['role'],
	createdAt: number
): Invite => ({
	id,
	organization: of,
	role,
	uses: 1,
	used: 0,
	revoked: false,
	createdAt
});

it('puts the mediator first, then organizations in their order, roles by rights', () => {
	const groups = groupLinks(
		[
			link('B', 'observer'),
			link('A', 'observer'),
			link('A', 'delegate'),
			link('A', 'participant'),
			link(null, 'mediator')
		],
		[organization('A'), organization('B'), organization('C')]
	);
	expect(
		groups.map((group) => [group.organization?.id, group.links.map(({ role }) => role)])
	).toEqual([
		[undefined, ['mediator']],
		['A', ['delegate', 'participant', 'observer']],
		['B', ['observer']]
	]);
});

it('keeps links of a session until they are dropped', () => {
	keepLinks('s1', [link('A', 'delegate')]);
	expect(keptLinks('s1')).toHaveLength(1);
	expect(keptLinks('s2')).toEqual([]);
	dropLinks('s1');
	expect(keptLinks('s1')).toEqual([]);
});

it('groups invitations the same way, older ones first', () => {
	const groups = groupInvites(
		[
			invite('new', 'A', 'delegate', 2),
			invite('look', 'A', 'observer', 0),
			invite('old', 'A', 'delegate', 1),
			invite('lead', null, 'mediator', 3)
		],
		[organization('A'), organization('B')]
	);
	expect(groups.map(({ invites }) => invites.map(({ id }) => id))).toEqual([
		['lead'],
		['old', 'new', 'look']
	]);
});
