import { boundsOf, defaultSize, keysBetween, type NewItem, type Rect } from '@concordia/board';
import { placeBelow, placeGroups } from '@concordia/board/arrange';
import { insertItems, readBoard } from '@concordia/board/doc';
import {
	decide,
	runningStage,
	type Actor,
	type Attribution,
	type Command,
	type Decision,
	type Participant,
	type Stage
} from '@concordia/session';
import * as Y from 'yjs';
import type { Turn } from '../log/turn.ts';
import type { Room, RoomWatch } from '../room/room.ts';
import type { ServerEdit } from '../room/update.ts';
import { freshClient, randomBelow, type World } from '../room/world.ts';
import { draftsOf, type Draft } from './drafts.ts';
import type { LiveSession } from './live-session.ts';

/** Commands that put private notes on the board. */
export type PutOnBoard = Extract<Command, { type: 'stage-reveal' | 'stage-late' }>;

/** What one person wrote. */
interface Sheet {
	readonly room: Room;
	readonly author: Participant;
	readonly drafts: readonly Draft[];
}

/** Notes that go into one frame. `by` is what is said of who wrote them; null says nothing. */
interface Group {
	/** Organization, '' for none or where it isn't said. */
	readonly key: string;
	readonly notes: readonly { readonly draft: Draft; readonly by: Author }[];
}

/** What the log says of an author. */
type Author = Pick<ServerEdit, 'participant' | 'organization'>;

export interface Revealing {
	readonly session: LiveSession;
	readonly world: World;
	readonly board: Room;
	/** The private rooms of those whose notes are wanted. */
	readonly rooms: readonly { readonly room: Room; readonly participant: string }[];
	readonly watch: RoomWatch;
}

/**
 * Puts what people wrote for a stage on the board, in a turn that runs alone: all of it and the entry that
 * says so are stored together, or none. With `stage-reveal` everybody's, in frames beside the stage's own;
 * with `stage-late` what is left of one person's, below the frame it belongs in.
 */
export function putOnBoard(
	turn: Turn,
	command: PutOnBoard,
	actor: Actor,
	revealing: Revealing
): Decision {
	const { session, world, board } = revealing;
	const allowed = decide(session.state, command, {
		actor,
		now: turn.now,
		newId: () => world.newId()
	});
	const stage = session.state?.stages.find(({ id }) => id === command.stage);
	if (!allowed.ok || stage === undefined) return allowed;
	takeWaiting(turn, revealing);
	const sheets = sheetsOf(revealing, stage);
	const groups = groupsOf(sheets, stage.attribution, session, world);
	const drawing = new Drawing(session, world, board);
	const { edits, frames } =
		command.type === 'stage-late'
			? { edits: drawLate(drawing, groups, stage), frames: {} }
			: drawAll(drawing, groups, stage, actor);
	board.updates.applyByServer(turn, edits);
	for (const { room, drafts } of sheets) room.updates.markShown(turn, drafts);
	const decision =
		command.type === 'stage-late'
			? allowed
			: session.execute(turn, { ...command, notes: countsOf(sheets), frames }, actor);
	turn.afterwards(() => session.grew());
	return decision;
}

// What has arrived before the mediator's word counts, even if it was not yet stored.
function takeWaiting(turn: Turn, { rooms, watch }: Revealing): void {
	for (const { room } of rooms) {
		try {
			room.take(turn);
		} catch (error) {
			watch.failed(error);
		}
	}
}

function sheetsOf({ session, rooms }: Revealing, stage: Stage): Sheet[] {
	return rooms.flatMap(({ room, participant }) => {
		const author = session.active(participant);
		// Who is out, or no longer wants to be recorded, has nothing put on the board in their name.
		if (author === null || !author.consent || room.isBroken) return [];
		const drafts = draftsOf(room.doc, stage.id);
		return drafts.length === 0 ? [] : [{ room, author, drafts }];
	});
}

function groupsOf(
	sheets: readonly Sheet[],
	attribution: Attribution,
	session: LiveSession,
	world: World
): Group[] {
	const groups = new Map<string, { draft: Draft; by: Author }[]>();
	for (const { author, drafts } of sheets) {
		const { id: participant, organization } = author;
		const home = organization === null ? {} : { organization };
		const by =
			attribution === 'name' ? { participant, ...home } : attribution === 'nobody' ? {} : home;
		const key = attribution === 'nobody' ? '' : (organization ?? '');
		const group = groups.get(key) ?? [];
		groups.set(key, group);
		group.push(...drafts.map((draft) => ({ draft, by })));
	}
	const order = [...(session.state?.organizations.map(({ id }) => id) ?? []), ''];
	return [...groups]
		.toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b))
		.map(([key, notes]) => ({
			key,
			// Notes that stand together would tell that one person wrote them.
			notes: attribution === 'name' ? notes : shuffled(notes, world)
		}));
}

function countsOf(sheets: readonly Sheet[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const { author, drafts } of sheets) {
		const key = author.organization ?? '';
		counts[key] = (counts[key] ?? 0) + drafts.length;
	}
	return counts;
}

function drawAll(
	drawing: Drawing,
	groups: readonly Group[],
	stage: Stage,
	actor: Actor
): { edits: ServerEdit[]; frames: Record<string, string> } {
	const placed = placeGroups({
		counts: groups.map(({ notes }) => notes.length),
		size: noteSize,
		taken: drawing.taken,
		beside: drawing.boxOf(stage.frame)
	});
	const frames: Record<string, string> = {};
	const items: NewItem[] = groups.map(({ key }, index) => {
		const { pos, size } = placed[index]!;
		const id = drawing.newId();
		frames[key] = id;
		return { id, type: 'frame', pos, size, text: drawing.titleOf(key, stage) };
	});
	const mediator = actor.type === 'participant' ? { participant: actor.id } : {};
	return {
		frames,
		edits: [
			...drawing.edits(items.map((item) => ({ item, by: mediator }))),
			...drawing.edits(
				groups.flatMap(({ key, notes }, index) =>
					notes.map(({ draft, by }, at) => ({
						item: drawing.note(draft, placed[index]!.places[at]!, frames[key]),
						by
					}))
				)
			)
		]
	};
}

function drawLate(drawing: Drawing, groups: readonly Group[], stage: Stage): ServerEdit[] {
	return groups.flatMap(({ key, notes }) => {
		const places = placeBelow(notes.length, {
			size: noteSize,
			taken: drawing.taken,
			beside: drawing.boxOf(stage.frames?.[key]) ?? drawing.boxOf(stage.frame)
		});
		return drawing.edits(
			notes.map(({ draft, by }, at) => ({ item: drawing.note(draft, places[at]!), by }))
		);
	});
}

const noteSize = defaultSize('note');
/** What has no place of its own is in nobody's way. */
const placeless: ReadonlySet<string> = new Set(['connector', 'comment']);
/** Further out nobody looks, and sums of such numbers lose their digits. */
const farthest = 1_000_000;

/** Makes the edits by which items come on the board, above all that is there. */
class Drawing {
	readonly taken: Rect[] = [];
	readonly #boxes = new Map<string, Rect>();
	readonly #session: LiveSession;
	readonly #world: World;
	#top: string | null = null;

	constructor(session: LiveSession, world: World, board: Room) {
		this.#session = session;
		this.#world = world;
		for (const item of readBoard(board.doc)) {
			if (item.z > (this.#top ?? '')) this.#top = item.z;
			if (placeless.has(item.type)) continue;
			const box = boundsOf(item);
			const isNear = [box.x, box.y, box.width, box.height].every(
				(value) => Math.abs(value) < farthest
			);
			if (!isNear) continue;
			this.taken.push(box);
			this.#boxes.set(item.id, box);
		}
	}

	newId(): string {
		return this.#world.newId();
	}

	boxOf(item: string | undefined): Rect | null {
		return (item === undefined ? undefined : this.#boxes.get(item)) ?? null;
	}

	titleOf(key: string, stage: Stage): string {
		const organizations = this.#session.state?.organizations ?? [];
		return organizations.find(({ id }) => id === key)?.name ?? stage.title ?? '';
	}

	note({ text, color }: Draft, pos: readonly [number, number], parent?: string): NewItem {
		const own = { id: this.newId(), type: 'note', pos, size: noteSize, color, text };
		return parent === undefined ? own : { ...own, parent };
	}

	/** One edit for all that is said to be of the same author. */
	edits(items: readonly { readonly item: NewItem; readonly by: Author }[]): ServerEdit[] {
		const keys = keysBetween(this.#top, null, items.length);
		this.#top = keys.at(-1) ?? this.#top;
		const byAuthor = new Map<string, { by: Author; items: NewItem[] }>();
		for (const [index, { item, by }] of items.entries()) {
			const key = `${by.participant ?? ''} ${by.organization ?? ''}`;
			const known = byAuthor.get(key) ?? { by, items: [] };
			byAuthor.set(key, known);
			known.items.push({ ...item, z: keys[index]! });
		}
		return Array.from(byAuthor.values(), ({ by, items: own }) => this.#draw(own, by));
	}

	// Drawn in a document of its own, under an id that nobody has used, so that it becomes one update.
	#draw(items: readonly NewItem[], by: Author): ServerEdit {
		const doc = new Y.Doc();
		doc.clientID = freshClient(this.#world);
		const ids = insertItems(doc, items, null);
		const update = Y.encodeStateAsUpdate(doc);
		const { clientID: client } = doc;
		doc.destroy();
		return { ...by, client, update, items: ids };
	}
}

function shuffled<T>(values: readonly T[], world: World): T[] {
	const mixed = [...values];
	for (let left = mixed.length - 1; left > 0; left--) {
		const other = randomBelow(world, left + 1);
		[mixed[left], mixed[other]] = [mixed[other]!, mixed[left]!];
	}
	return mixed;
}

/** Whether notes are being collected, by what is durable. */
export function collectingIn(session: LiveSession): Stage | null {
	return session.isOpened ? runningStage(session.shown.stages) : null;
}
