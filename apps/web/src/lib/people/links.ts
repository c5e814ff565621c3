import type { Invite, Organization, Role, SessionState } from '@concordia/session';
import type { InvitationLink } from '#lib/api.ts';

/** From here on the number of uses is only there because there must be one. */
export const manyUses = 1000;

/** Links of one organization, or of nobody's (the mediator's), in the order of the roles. */
export interface LinkGroup {
	readonly organization: Organization | null;
	readonly links: readonly InvitationLink[];
}

const order: readonly Role[] = ['mediator', 'delegate', 'participant', 'observer'];

/** Groups links the way they are handed out: the mediator's first, then one group per organization. */
export function groupLinks(
	links: readonly InvitationLink[],
	organizations: readonly Organization[]
): LinkGroup[] {
	return [null, ...organizations]
		.map((organization) => ({
			organization,
			links: links
				.filter((link) => link.organization === (organization?.id ?? null))
				.toSorted((a, b) => order.indexOf(a.role) - order.indexOf(b.role))
		}))
		.filter((group) => group.links.length > 0);
}

/** Invitations of one organization, or those for nobody's people. */
export interface InviteGroup {
	readonly organization: Organization | null;
	readonly invites: readonly Invite[];
}

/** Groups invitations like links; within a group by role, then in the order they were made. */
export function groupInvites(
	invites: readonly Invite[],
	organizations: SessionState['organizations']
): InviteGroup[] {
	return [null, ...organizations]
		.map((organization) => ({
			organization,
			invites: invites
				.filter((invite) => invite.organization === (organization?.id ?? null))
				.toSorted(
					(a, b) => order.indexOf(a.role) - order.indexOf(b.role) || a.createdAt - b.createdAt
				)
		}))
		.filter((group) => group.invites.length > 0);
}

// Links of sessions opened in this tab. They exist nowhere else in readable form, so they are kept
// until the page is reloaded, and not a moment longer.
const fresh = new Map<string, readonly InvitationLink[]>();

export function keepLinks(session: string, links: readonly InvitationLink[]): void {
	fresh.set(session, links);
}

export function keptLinks(session: string): readonly InvitationLink[] {
	return fresh.get(session) ?? [];
}

export function dropLinks(session: string): void {
	fresh.delete(session);
}
