import * as v from 'valibot';
import type { AnswerCommand } from './answer.ts';
import type { ConfirmationCommand } from './confirmation.ts';
import { decisionAnswers } from './decision-state.ts';
import type { DecisionCommand } from './decision.ts';
import { sessionLimits } from './limits.ts';
import { markPatterns, type OrganizationInput } from './marks.ts';
import type { ParkingCommand } from './parking.ts';
import type { Notice, ServerPrivacyCommand, ViewCommand } from './privacy.ts';
import type { SealCommand } from './seal.ts';
import { attributions, type LateNotesCommand, type StageCommand } from './stage.ts';
import { roles, type NameSetting, type Role, type SeenSetting } from './types.ts';
import type { SurveyCommand } from './survey.ts';
import type { AbsenceCommand } from './taking-part.ts';
import type { FreezeCommand } from './version.ts';
import type { VoteCommand } from './vote.ts';

/** A partner joins an alliance that is at work already. */
export interface OrganizationCommand {
	readonly type: 'organization-add';
	readonly organization: OrganizationInput;
	/** From when on its people are shown the past, in ms; absent: from the beginning. */
	readonly since?: number | undefined;
	/** Where that was decided, in words for everybody. */
	readonly reason?: string | undefined;
}

/** What participants may send over the socket or the host through HTTP. */
export type ClientCommand =
	| {
			readonly type: 'invite';
			readonly organization: string | null;
			readonly role: Role;
			readonly name?: string | undefined;
			readonly uses: number;
			readonly expiresAt?: number | undefined;
	  }
	| { readonly type: 'revoke-invite'; readonly invite: string }
	| OrganizationCommand
	| AbsenceCommand
	| { readonly type: 'revoke'; readonly participant: string }
	| { readonly type: 'set-role'; readonly participant: string; readonly role: Role }
	| { readonly type: 'close' }
	| {
			readonly type: 'acknowledge';
			readonly items: readonly string[];
			readonly room: string;
			readonly seq: number;
	  }
	| ViewCommand
	| StageCommand
	| LateNotesCommand
	| VoteCommand
	| SurveyCommand
	| DecisionCommand
	| AnswerCommand
	| FreezeCommand
	| ConfirmationCommand
	| ParkingCommand
	| SealCommand;

/** What only the server itself issues, after it has checked a token, a key or a connection. */
export type ServerCommand =
	| {
			readonly type: 'open';
			/** Lowercase letters and digits, ten at least. */
			readonly id: string;
			readonly title: string;
			readonly purpose?: string | undefined;
			readonly organizations: readonly OrganizationInput[];
			readonly seen?: SeenSetting | undefined;
			readonly names?: NameSetting | undefined;
			/** Days; null: no end. */
			readonly retentionDays?: number | null | undefined;
	  }
	| {
			readonly type: 'join';
			readonly invite: string;
			readonly name: string;
			readonly consent: boolean;
			/** What they were told before. */
			readonly notice?: Notice | undefined;
	  }
	| { readonly type: 'leave' }
	| { readonly type: 'return' }
	/** A copy of the session was made, or of all that is kept of one person. */
	| { readonly type: 'export-made'; readonly of?: 'person' | undefined }
	/** A solution that the session begins with, such as one of an imported case. */
	| {
			readonly type: 'park-kept';
			readonly frame: string;
			readonly item: string;
			readonly organization?: string | undefined;
	  }
	| ServerPrivacyCommand;

export type Command = ClientCommand | ServerCommand;

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(sessionLimits.idLength));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const role = v.picklist(roles);
const mark = v.optional(v.pipe(v.string(), v.maxLength(64)));
const organizationInput = v.object({
	id,
	name: v.pipe(v.string(), v.maxLength(1024)),
	color: mark,
	pattern: v.optional(v.picklist(markPatterns)),
	initials: mark
});
const wording = {
	locale: v.picklist(['en', 'de']),
	timeZone: v.pipe(v.string(), v.maxLength(64))
};
const hash = v.pipe(v.string(), v.length(64));
const version = { frame: id, number: count, hash };
const dots = v.pipe(
	v.record(id, count),
	v.check((given) => Object.keys(given).length <= sessionLimits.itemsPerVote, 'too many items')
);

const clientCommand = v.variant('type', [
	v.object({
		type: v.literal('invite'),
		organization: v.nullable(id),
		role,
		name: v.optional(v.pipe(v.string(), v.maxLength(1024))),
		uses: count,
		expiresAt: v.optional(count)
	}),
	v.object({ type: v.literal('revoke-invite'), invite: id }),
	v.object({
		type: v.literal('organization-add'),
		organization: organizationInput,
		since: v.optional(count),
		reason: v.optional(v.pipe(v.string(), v.maxLength(4 * sessionLimits.reasonLength)))
	}),
	v.object({
		type: v.literal('organization-absent'),
		organization: id,
		reason: v.pipe(v.string(), v.maxLength(4 * sessionLimits.reasonLength))
	}),
	v.object({ type: v.literal('organization-return'), organization: id }),
	v.object({ type: v.literal('revoke'), participant: id }),
	v.object({ type: v.literal('set-role'), participant: id, role }),
	v.object({ type: v.literal('close') }),
	v.object({ type: v.literal('view-stop') }),
	v.object({ type: v.literal('view-resume') }),
	v.object({
		type: v.literal('acknowledge'),
		items: v.pipe(v.array(id), v.maxLength(sessionLimits.itemsPerAcknowledgement)),
		room: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
		seq: count
	}),
	v.object({
		type: v.literal('stage-start'),
		title: v.pipe(v.string(), v.maxLength(1024)),
		minutes: v.number(),
		silent: v.boolean(),
		attribution: v.picklist(attributions),
		frame: v.optional(id)
	}),
	v.object({ type: v.literal('stage-time'), stage: id, minutes: v.number() }),
	v.object({ type: v.literal('stage-reveal'), stage: id }),
	v.object({ type: v.literal('stage-cancel'), stage: id }),
	v.object({ type: v.literal('stage-late'), stage: id }),
	v.object({ type: v.literal('park'), frame: id, item: id, ...wording }),
	v.object({ type: v.literal('park-own'), frame: id, item: id, ...wording }),
	v.object({ type: v.literal('park-ask'), item: id }),
	v.object({ type: v.literal('park-decline'), item: id }),
	v.object({ type: v.literal('park-withdraw'), item: id }),
	v.object({
		type: v.literal('park-release'),
		frame: id,
		item: v.optional(id),
		early: v.boolean()
	}),
	v.object({ type: v.literal('park-open'), frame: id }),
	v.object({
		type: v.literal('seal-open'),
		frame: id,
		item: v.optional(id),
		parties: v.pipe(v.array(id), v.maxLength(sessionLimits.organizations))
	}),
	v.object({
		type: v.literal('seal-put'),
		round: id,
		cards: v.array(
			v.object({
				id,
				kind: id,
				text: v.string(),
				fields: v.record(id, v.union([v.string(), v.number(), v.boolean(), v.array(v.string())]))
			})
		),
		salt: v.string()
	}),
	v.object({ type: v.literal('seal-without'), round: id, organization: id }),
	v.object({ type: v.literal('seal-reveal'), round: id }),
	v.object({ type: v.literal('seal-cancel'), round: id }),
	v.object({
		type: v.literal('vote-open'),
		title: v.pipe(v.string(), v.maxLength(1024)),
		items: v.pipe(v.array(id), v.minLength(1), v.maxLength(sessionLimits.itemsPerVote)),
		dots: count,
		most: count,
		weight: v.picklist(['person', 'organization']),
		shown: v.picklist(['live', 'closed']),
		named: v.boolean(),
		room: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
		seq: count
	}),
	v.object({ type: v.literal('vote-cast'), vote: id, dots }),
	v.object({ type: v.literal('vote-close'), vote: id }),
	v.object({ type: v.literal('vote-cancel'), vote: id }),
	v.object({
		type: v.literal('survey-open'),
		frame: id,
		year: count,
		statements: v.pipe(
			v.array(v.object({ id, dimension: id, version: hash })),
			v.maxLength(sessionLimits.statementsPerSurvey)
		),
		room: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
		seq: count
	}),
	v.object({ type: v.literal('survey-answer'), survey: id, answers: dots }),
	v.object({ type: v.literal('survey-close'), survey: id }),
	v.object({ type: v.literal('survey-cancel'), survey: id }),
	v.object({
		type: v.literal('decision-present'),
		item: id,
		frame: id,
		room: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
		hash
	}),
	v.object({ type: v.literal('decision-open'), decision: id }),
	v.object({
		type: v.literal('decision-answer'),
		decision: id,
		answer: v.picklist(decisionAnswers),
		reason: v.pipe(v.string(), v.maxLength(4 * sessionLimits.answerLength))
	}),
	v.object({ type: v.literal('decision-close'), decision: id }),
	v.object({ type: v.literal('decision-withdraw'), decision: id }),
	v.object({
		type: v.literal('answer'),
		subject: id,
		version: v.pipe(v.string(), v.length(64)),
		scale: v.picklist(['five', 'eight']),
		grade: count,
		text: v.pipe(v.string(), v.maxLength(4 * sessionLimits.answerLength))
	}),
	v.object({ type: v.literal('answer-withdraw'), subject: id }),
	v.object({
		type: v.literal('freeze'),
		frame: id,
		room: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
		hash: v.pipe(v.string(), v.length(64))
	}),
	v.object({ type: v.literal('version-confirm'), ...version, isRead: v.boolean() }),
	v.object({ type: v.literal('version-unconfirm'), ...version })
]);

/**
 * Reads a command that came from outside. Accepts only what clients may send: `join` and the like
 * name invitations by id, which everybody can read, so they must come from behind the server's door.
 */
export function parseCommand(
	value: unknown
): { ok: true; value: ClientCommand } | { ok: false; code: 'command-malformed'; detail: string } {
	const result = v.safeParse(clientCommand, value);
	if (result.success) return { ok: true, value: result.output };
	const issue = result.issues[0];
	const path = issue.path?.map((part) => String(part.key)).join('.') ?? '';
	return {
		ok: false,
		code: 'command-malformed',
		detail: path === '' ? issue.message : `${path}: ${issue.message}`
	};
}
