import { wordingOf, type Item } from '@concordia/board';
import {
	can,
	isDelegate,
	type Answer,
	type AnswerScale,
	type SessionState
} from '@concordia/session';
import { hashText } from '@concordia/transparency';
import type { CommandResult } from '@concordia/protocol';
import type { Connection } from '#lib/session/connection.svelte.ts';

/** What answering needs of the connection. */
export type AnswerLink = Pick<Connection, 'state' | 'participant' | 'command'>;

/** What one delegate says to an item, as a view shows it. */
export interface GivenAnswer extends Answer {
	readonly participant: string;
	/** Null once it was erased. */
	readonly name: string | null;
	/** Given to the wording that stands there now; else it is shown as one to an earlier wording. */
	readonly isCurrent: boolean;
}

/** The wording that an answer speaks of: SHA-256 (hex) of what the item says. */
export function versionOf(item: Item): string {
	return hashText(wordingOf(item));
}

/** Whether this person may answer in the name of their organization. */
export function mayAnswer({ state, participant }: AnswerLink): boolean {
	return (
		participant !== null &&
		participant.status === 'active' &&
		participant.consent &&
		state.status === 'open' &&
		can(participant.role, 'answer')
	);
}

/** Answers on an item that count, on one scale: by organization in the session's order, then by time. */
export function answersOn(state: SessionState, item: Item, scale: AnswerScale): GivenAnswer[] {
	if (!Object.hasOwn(state.answers, item.id)) return [];
	const version = versionOf(item);
	const places = new Map(state.organizations.map(({ id }, at) => [id, at]));
	const placeOf = ({ organization }: Answer): number =>
		places.get(organization ?? '') ?? places.size;
	return Object.entries(state.answers[item.id] ?? {})
		.filter(([id, answer]) => answer.scale === scale && isDelegate(state, id))
		.map(([id, answer]) => ({
			...answer,
			participant: id,
			name: state.participants[id]?.name ?? null,
			isCurrent: answer.version === version
		}))
		.toSorted((a, b) => placeOf(a) - placeOf(b) || a.at - b.at);
}

/** Says something to the item as it stands on this screen. Refused when it was changed meanwhile. */
export function giveAnswer(
	connection: Pick<AnswerLink, 'command'>,
	item: Item,
	answer: Pick<Answer, 'scale' | 'grade' | 'text'>
): Promise<CommandResult> {
	return connection.command({
		type: 'answer',
		subject: item.id,
		version: versionOf(item),
		...answer
	});
}

export function withdrawAnswer(
	connection: Pick<AnswerLink, 'command'>,
	item: Pick<Item, 'id'>
): Promise<CommandResult> {
	return connection.command({ type: 'answer-withdraw', subject: item.id });
}
