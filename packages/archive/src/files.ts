import type { Item } from '@concordia/board';
import { encodeCanvas } from '@concordia/exchange';
import type { SessionState } from '@concordia/session';

/**
 * The way in which the files of an export are written that follow from its log and its board. To be counted up
 * whenever the same log and board give other files: who verifies then doesn't take the difference for a lie.
 */
export const FORM = 9;

export interface BoardFacts {
	readonly session: string;
	readonly title: string;
	/** Position of the room. */
	readonly seq: number;
}

/** `board.json`: the board as a JSON Canvas. */
export function writeBoard(items: readonly Item[], facts: BoardFacts): string {
	return encodeCanvas(items, { ...facts }).json;
}

/** `people.json`: who was there, with organizations and roles, as they are known at the export. */
export function writePeople(state: SessionState): string {
	const { id, title, purpose, status, seen, organizations, participants } = state;
	const people = {
		form: FORM,
		session: id,
		title,
		purpose,
		status,
		seen,
		organizations,
		participants: Object.values(participants)
	};
	return `${JSON.stringify(people, null, '\t')}\n`;
}

/** Which frozen wording is which version of what. */
export const VERSIONS = 'versions/list.json';

/** `versions/list.json`; null when nothing was ever frozen. */
export function writeVersions({ versions }: SessionState): string | null {
	return Object.keys(versions).length === 0 ? null : `${JSON.stringify(versions, null, '\t')}\n`;
}
