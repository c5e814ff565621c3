import type { Answers } from './answer.ts';
import type { JointDecision } from './decision-state.ts';
import type { Parking } from './parking.ts';
import type { SealRound } from './seal-state.ts';
import type { Stage } from './stage.ts';
import type { Survey } from './survey-state.ts';
import type { Absence } from './taking-part.ts';
import type { Versions } from './version.ts';
import type { Vote } from './vote-state.ts';

/** What a person may do in a session. The host (holder of the host key) is no participant and has no role. */
export type Role = 'mediator' | 'delegate' | 'participant' | 'observer';

/** All roles, most rights first. */
export const roles: readonly Role[] = ['mediator', 'delegate', 'participant', 'observer'];

/** How precisely "displayed" is recorded. Fixed when the session is opened. */
export type SeenSetting = 'person' | 'organization' | 'off';

/** Whether people say who they are, or take part under a pseudonym that they choose or are given. */
export type NameSetting = 'names' | 'pseudonyms';

/** Fill of an organization's badge, so that organizations differ without colour too. */
export type Pattern =
	| 'solid'
	| 'stripes'
	| 'dots'
	| 'grid'
	| 'zigzag'
	| 'rings'
	| 'checks'
	| 'diagonal';

/** A partner of the alliance, with the marks that tell it apart on the board. */
export interface Organization {
	/** Short code given by the host, e.g. `PN`. */
	readonly id: string;
	readonly name: string;
	/** Name of a colour token. */
	readonly color: string;
	readonly pattern: Pattern;
	/** One to three characters, different for each organization of a session. */
	readonly initials: string;
	/**
	 * Of an organization that came later: the moment from which on its people are shown the past, as was agreed,
	 * in ms. A place to begin reading, no wall: the log is one for all.
	 */
	readonly since?: number;
	/** It takes no part for now; absent: it does. */
	readonly absent?: Absence;
}

/** Somebody who joined. Stays in the state after leaving or being removed, because the log names them. */
export interface Participant {
	readonly id: string;
	/** Null once the name was erased. */
	readonly name: string | null;
	/** Null for people who belong to no partner, such as a neutral mediator. */
	readonly organization: string | null;
	readonly role: Role;
	/** Agreed to being recorded. Without it a person only reads. */
	readonly consent: boolean;
	readonly status: 'active' | 'revoked';
	readonly joinedAt: number;
	/** Id of the invitation used. */
	readonly invite: string;
	/** Withdrew from having recorded what is on their screen; absent: it may be, as the session is set. */
	readonly views?: 'off';
	/** Spoke for the organization in an earlier role. */
	readonly spoke?: true;
}

/** An invitation. The secret token of its link is not part of the session. */
export interface Invite {
	readonly id: string;
	readonly organization: string | null;
	readonly role: Role;
	/** Suggested name of the invited person. */
	readonly name?: string;
	/** How often it may be used. */
	readonly uses: number;
	readonly used: number;
	/** Milliseconds since 1970; from then on it is refused. Absent: no end. */
	readonly expiresAt?: number;
	readonly revoked: boolean;
	readonly createdAt: number;
}

/** Everything with one order and one truth; a fold over the session's events and plain JSON. */
export interface SessionState {
	readonly id: string;
	readonly title: string;
	readonly purpose: string;
	readonly status: 'open' | 'closed';
	readonly createdAt: number;
	readonly seen: SeenSetting;
	/** Fixed when the session is opened. */
	readonly names: NameSetting;
	/** So long after the end names and texts beside the log are erased, in days; null: never by themselves. */
	readonly retentionDays: number | null;
	/** When the session was closed; null as long as it is open. */
	readonly closedAt: number | null;
	/** The time was over, and names and texts beside the log are gone. */
	readonly isExpired: boolean;
	/** How often something that the board had was erased from its past. */
	readonly erasures: number;
	readonly organizations: readonly Organization[];
	readonly participants: Readonly<Record<string, Participant>>;
	readonly invites: Readonly<Record<string, Invite>>;
	/** Every stage so far, oldest first; at most one is being collected in. */
	readonly stages: readonly Stage[];
	readonly votes: Readonly<Record<string, Vote>>;
	readonly surveys: Readonly<Record<string, Survey>>;
	readonly decisions: Readonly<Record<string, JointDecision>>;
	readonly answers: Answers;
	readonly versions: Versions;
	readonly parking: Parking;
	/** Rounds of sealed cards. */
	readonly seals: Readonly<Record<string, SealRound>>;
}

/** All kinds of entries that a session's log may hold. The list is closed. */
export const eventKinds = [
	'session.open',
	'session.policy',
	'session.close',
	'session.restore',
	'key.rotate',
	'organization.add',
	'organization.absent',
	'organization.return',
	'invite.create',
	'invite.revoke',
	'join',
	'rejoin',
	'leave',
	'revoke',
	'role',
	'client.bind',
	'edit',
	'edit.host',
	'key.add',
	'sign',
	'upload',
	'refuse',
	'seen',
	'view.stop',
	'view.resume',
	'ack',
	'stage.start',
	'stage.time',
	'stage.reveal',
	'stage.cancel',
	'park.put',
	'park.ask',
	'park.decline',
	'park.withdraw',
	'park.release',
	'park.open',
	'seal.open',
	'seal.put',
	'seal.without',
	'seal.reveal',
	'seal.cancel',
	'vote.open',
	'vote.cast',
	'vote.close',
	'vote.cancel',
	'survey.open',
	'survey.answer',
	'survey.close',
	'survey.cancel',
	'decision.present',
	'decision.open',
	'decision.answer',
	'decision.close',
	'decision.withdraw',
	'answer.give',
	'answer.withdraw',
	'version.freeze',
	'version.confirm',
	'version.unconfirm',
	'version.agree',
	'witness.join',
	'witness.lost',
	'export',
	'redact'
] as const;
export type EventKind = (typeof eventKinds)[number];

/** Something that happened. The log keeps it as one leaf, with the payload beside it. */
export interface SessionEvent {
	readonly kind: EventKind;
	/** Milliseconds since 1970, for reading only: the order is the order of the log. */
	readonly at: number;
	/** Participant who acted; absent when the host or the server did. */
	readonly by?: string;
	/** Organization the actor belonged to at that moment. */
	readonly organization?: string;
	/** Ids it is about: invitations, participants or items. */
	readonly subject?: readonly string[];
	/** Parallel to `subject`: what was done to each. */
	readonly changes?: readonly string[];
	/** Room and position in it, where the event speaks of a version of the board. */
	readonly room?: string;
	readonly seq?: number;
	/** SHA-256 (hex) of the text that was frozen, or that is spoken of. */
	readonly hash?: string;
	/** The part that can be erased later; null once it was. */
	readonly payload?: Readonly<Record<string, unknown>> | null;
}

/** Who issues a command. A guest holds an invitation and nothing else yet. */
export type Actor =
	| { readonly type: 'host' }
	| { readonly type: 'guest' }
	| { readonly type: 'participant'; readonly id: string };
