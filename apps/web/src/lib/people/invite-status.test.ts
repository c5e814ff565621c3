import type { Invite } from '@concordia/session';
import { expect, it } from 'vitest';
import { inviteStatus } from './invite-status.ts';

const invite: Invite = {
	id: 'i1',
	organization: null,
	role: 'observer',
	uses: 2,
	used: 1,
	revoked: false,
	createdAt: 0
};

it.each([
	['usable', {}],
	['usable', { expiresAt: 101 }],
	['expired', { expiresAt: 100 }],
	['used', { used: 2 }],
	['revoked', { revoked: true, used: 2, expiresAt: 1 }]
])('calls an invitation %s for %j', (status, change) => {
	expect(inviteStatus({ ...invite, ...change }, 100)).toBe(status);
});
