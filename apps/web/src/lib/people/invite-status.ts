import { checkInvite, type Invite } from '@concordia/session';

export type InviteStatus = 'usable' | 'used' | 'revoked' | 'expired';

const statuses: Readonly<Record<string, InviteStatus>> = {
	'invite-used': 'used',
	'invite-expired': 'expired'
};

/** What became of an invitation, by the rules the server goes by. */
export function inviteStatus(invite: Invite, now: number): InviteStatus {
	const checked = checkInvite(invite, now);
	return checked.ok ? 'usable' : (statuses[checked.code] ?? 'revoked');
}
