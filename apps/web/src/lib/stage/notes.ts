import {
	boundsOf,
	byOrder,
	defaultSize,
	intersects,
	type Item,
	type Point,
	type Rect
} from '@concordia/board';
import type { Stage } from '@concordia/session';

/** A note that only its author sees. */
export interface PrivateNote {
	readonly id: string;
	readonly stage: string;
	readonly text: string;
	readonly color: string;
	readonly pos: Point;
	/** What it said when it was put on the board; null as long as it wasn't. */
	readonly shown: string | null;
}

/** The notes among the records of a private room, in the order they were written. */
export function notesIn(records: Iterable<Item>): PrivateNote[] {
	const found: (PrivateNote & { readonly z: string })[] = [];
	for (const item of records) {
		const { id, type, pos, z, text = '', color = 'yellow', stage, shown } = item;
		if (type !== 'note' || typeof stage !== 'string') continue;
		found.push({
			id,
			stage,
			text,
			color,
			pos,
			shown: typeof shown === 'string' ? shown : null,
			z
		});
	}
	return found.toSorted((a, b) => (a.z < b.z ? -1 : a.z > b.z ? 1 : a.id < b.id ? -1 : 1));
}

/** A solution whose text only its author has. */
export interface PrivateSolution {
	readonly id: string;
	/** The frame of the instrument it is parked in. */
	readonly frame: string;
	readonly text: string;
	/** What it said when it was put on the board; null as long as it wasn't. */
	readonly shown: string | null;
}

/** The solutions among the records of a private room, in the order they were written. */
export function solutionsIn(records: Iterable<Item>): PrivateSolution[] {
	return [...records]
		.toSorted(byOrder)
		.flatMap(({ id, text = '', parkedIn: frame, shown }) =>
			typeof frame === 'string'
				? [{ id, frame, text, shown: typeof shown === 'string' ? shown : null }]
				: []
		);
}

/** Notes that were written for a stage which is over, and are not on the board as they are now. */
export function leftOver(
	notes: readonly PrivateNote[],
	stages: readonly Stage[]
): readonly PrivateNote[] {
	const over = new Set(
		stages.filter(({ status }) => status !== 'collecting').map((stage) => stage.id)
	);
	return notes.filter(
		({ stage, text, shown }) => over.has(stage) && text.trim() !== '' && shown !== text
	);
}

const gap = 24;
const columns = 4;
const most = 400;

/** Where a note goes that nobody put anywhere: in rows of four from `start`, on nothing that is there. */
export function placeFor(start: Point, taken: readonly Rect[]): Point {
	const [width, height] = defaultSize('note');
	for (let at = 0; at < most; at++) {
		const pos: Point = [
			start[0] + (at % columns) * (width + gap),
			start[1] + Math.floor(at / columns) * (height + gap)
		];
		const wanted = { x: pos[0], y: pos[1], width, height };
		if (!taken.some((box) => intersects(box, wanted))) return pos;
	}
	return start;
}

/** The boxes of notes as they lie on the board. */
export function boxesOf(notes: readonly PrivateNote[]): Rect[] {
	const size = defaultSize('note');
	return notes.map(({ pos }) => boundsOf({ pos, size }));
}

/** Minutes and seconds that are left, never less than none. */
export function timeLeft(ms: number): { readonly minutes: number; readonly seconds: number } {
	const seconds = Math.max(0, Math.ceil(ms / 1000));
	return { minutes: Math.floor(seconds / 60), seconds: seconds % 60 };
}
