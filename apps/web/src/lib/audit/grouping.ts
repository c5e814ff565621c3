import { changeOf } from './change.ts';
import type { LogTable } from './log-table.ts';

/** What one person did to one thing again and again is one row, as long as pauses are no longer than this. */
export const PAUSE_MS = 5 * 60_000;

/** Kinds of which several in a row say no more than one and a number. */
const repeating: readonly string[] = [
	'edit',
	'edit.host',
	'upload',
	'refuse',
	'seen',
	'ack',
	'client.bind',
	'rejoin',
	'leave',
	'sign',
	'vote.cast',
	'survey.answer',
	'answer.give'
];
const editing: readonly string[] = ['edit', 'edit.host'];

/** Rows of a stretch of the log, newest first. A row is an entry, or several of which it is the newest. */
export interface Rows {
	readonly entries: Uint32Array;
	/** How many entries a row stands for; 0: it is one of the row above that was unfolded. */
	readonly counts: Uint32Array;
	/** The oldest entry of each row. */
	readonly oldest: Uint32Array;
}

export interface Arranging {
	readonly from: number;
	readonly to: number;
	readonly passes: (index: number) => boolean;
	readonly isGrouped: boolean;
	/** Newest entries of the rows that are unfolded. */
	readonly unfolded: ReadonlySet<number>;
}

interface Group {
	readonly newest: number;
	readonly turn: number;
	oldest: number;
	count: number;
	members: number[] | null;
}

/**
 * The entries that pass, those that belong together as one row: the same deed of the same person on the
 * same thing, while nobody else changed that thing. Depends on the log alone, so everybody has the same rows.
 */
export function arrange(table: LogTable, arranging: Arranging): Rows {
	const { from, to, passes, isGrouped, unfolded } = arranging;
	if (!isGrouped) return everyEntry(from, to, passes);
	const { kind, person, organization, item, count, change, at } = table;
	const repeats = flags(table, repeating);
	const edits = flags(table, editing);
	const deeds = new Map<number, string>();
	const deedOf = (index: number): string => {
		const word = change[index]!;
		let deed = deeds.get(word);
		if (deed === undefined) deeds.set(word, (deed = deedName(table.changes.name(word))));
		return deed;
	};
	const groups: Group[] = [];
	const open = new Map<number, Map<string, Group>>();
	/** By item: who changed it last, looking backwards, and how often that was somebody else. */
	const turns = new Map<number, { actor: number; turn: number }>();
	for (let index = to - 1; index >= from; index--) {
		const actor = person[index]! * 65_536 + organization[index]!;
		const isEdit = edits[kind[index]!] === 1;
		const thing = count[index] === 1 ? item[index]! : -count[index]!;
		let turn = 0;
		if (isEdit && thing > 0) {
			const last = turns.get(thing);
			if (last === undefined) turns.set(thing, { actor, turn });
			else if (last.actor === actor) ({ turn } = last);
			else turns.set(thing, { actor, turn: (turn = last.turn + 1) });
		}
		if (!passes(index)) continue;
		if (repeats[kind[index]!] === 0) {
			groups.push({ newest: index, oldest: index, turn, count: 1, members: null });
			continue;
		}
		let ofActor = open.get(actor);
		if (ofActor === undefined) open.set(actor, (ofActor = new Map()));
		// Several things at once belong to other times of several things.
		const key = `${kind[index]!} ${thing < 0 ? -1 : thing} ${isEdit && thing > 0 ? deedOf(index) : ''}`;
		const group = ofActor.get(key);
		if (group?.turn === turn && at[group.oldest]! - at[index]! <= PAUSE_MS) {
			group.oldest = index;
			group.count++;
			group.members?.push(index);
			continue;
		}
		const members = unfolded.has(index) ? [index] : null;
		const made = { newest: index, oldest: index, turn, count: 1, members };
		ofActor.set(key, made);
		groups.push(made);
	}
	return listed(groups);
}

function everyEntry(from: number, to: number, passes: (index: number) => boolean): Rows {
	const entries = new Uint32Array(Math.max(0, to - from));
	let length = 0;
	for (let index = to - 1; index >= from; index--) if (passes(index)) entries[length++] = index;
	const found = entries.slice(0, length);
	return { entries: found, counts: new Uint32Array(length).fill(1), oldest: found };
}

function listed(groups: readonly Group[]): Rows {
	const length = groups.reduce((sum, { count, members }) => sum + 1 + (members ? count : 0), 0);
	const rows = {
		entries: new Uint32Array(length),
		counts: new Uint32Array(length),
		oldest: new Uint32Array(length)
	};
	let row = 0;
	const add = (entry: number, count: number, oldest: number): void => {
		rows.entries[row] = entry;
		rows.counts[row] = count;
		rows.oldest[row++] = oldest;
	};
	for (const { newest, oldest, count, members } of groups) {
		add(newest, count, oldest);
		// One entry alone has nothing to unfold.
		if (members && count > 1) for (const member of members) add(member, 0, member);
	}
	return {
		entries: rows.entries.slice(0, row),
		counts: rows.counts.slice(0, row),
		oldest: rows.oldest.slice(0, row)
	};
}

function flags({ kinds }: LogTable, names: readonly string[]): Uint8Array {
	const set = new Uint8Array(256);
	for (const name of names) {
		const number = kinds.find(name);
		if (number > 0) set[number] = 1;
	}
	return set;
}

/** Deeds that read the same in a sentence are one; different fields of a card are their own. */
function deedName(words: string | undefined): string {
	const deed = words === undefined ? '' : changeOf(words);
	return deed === 'fields' ? `${deed} ${words}` : deed;
}
