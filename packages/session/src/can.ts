import type { Role } from './types.ts';

/** Things that rights are checked for, at every door alike. */
export type Action =
	| 'read'
	| 'edit'
	| 'draft'
	| 'acknowledge'
	| 'vote'
	| 'lead-vote'
	| 'answer'
	| 'witness'
	| 'freeze'
	| 'export'
	| 'invite'
	| 'revoke'
	| 'set-role'
	| 'close'
	| 'stage'
	| 'absence'
	| 'erase'
	| 'policy';

const everybody = ['read', 'acknowledge', 'export'] as const;
const contributors = [...everybody, 'edit', 'draft'] as const;
const voters = [...contributors, 'vote', 'witness'] as const;
const leaders = ['invite', 'revoke', 'set-role', 'close', 'lead-vote'] as const;

/**
 * The whole table of rights. The host runs the session but has no hand on the board. The mediator leads
 * votes and casts no ballot: who decides on the content are the partners. Answers in the name of an
 * organization are given by its delegates only. That an organization which is not here takes no part is said by the
 * mediator alone, who belongs to none. Witnesses of the log are the partners: who leads the session or
 * only looks on checks it all the same, but vouches for nobody.
 */
const rights: Readonly<Record<Role | 'host', ReadonlySet<Action>>> = {
	host: new Set<Action>(['read', 'export', ...leaders, 'erase', 'policy']),
	mediator: new Set<Action>([...contributors, ...leaders, 'stage', 'absence', 'freeze', 'erase']),
	delegate: new Set<Action>([...voters, 'answer', 'freeze']),
	participant: new Set<Action>(voters),
	observer: new Set<Action>(everybody)
};

/** Whether a role permits an action. */
export function can(role: Role | 'host', action: Action): boolean {
	return rights[role].has(action);
}
