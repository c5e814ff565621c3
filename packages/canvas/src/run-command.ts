import {
	isLocked,
	keysBetween,
	rotationOf,
	type Item,
	type Patch,
	type Point
} from '@concordia/board';
import { boxAt, centreOf, type Box } from './box.ts';
import { toBoard } from './camera.ts';
import type { EngineCommand } from './commands.ts';
import type { Editor } from './editor.ts';
import { exhausted } from './exhausted.ts';
import { insideAt, standingIn, unitAt } from './groups.ts';
import { outline, walkingOrder } from './outline.ts';
import type { Entry } from './scene.ts';
import { isMovable } from './tools/drag-move.ts';
import { turnPatches } from './tools/drag-turn.ts';

const NUDGE = 4;
const NUDGE_FAR = 40;
const DUPLICATE_OFFSET = 24;
const TURN_STEP = 15;
const CHAIN_GAP = 24;
const CHAIN_TRIES = 400;
/** Room above the first row of a frame. */
const FRAME_TOP = 64;
const ZOOM_STEP = 1.25;

/** Does what a key or a menu entry names; false when there was nothing to do. */
export function runCommand(editor: Editor, command: EngineCommand): boolean {
	switch (command) {
		case 'cancel':
			return cancel(editor);
		case 'select-all':
			editor.select(
				editor.scene.inOrder().flatMap(({ item }) => (isLocked(item) ? [] : [item.id]))
			);
			return true;
		case 'select-none':
			editor.select([]);
			return true;
		case 'select-next':
			return step(editor, 1);
		case 'select-previous':
			return step(editor, -1);
		case 'select-left':
			return towards(editor, -1, 0);
		case 'select-right':
			return towards(editor, 1, 0);
		case 'select-up':
			return towards(editor, 0, -1);
		case 'select-down':
			return towards(editor, 0, 1);
		case 'zoom-in':
			editor.zoomTo(editor.camera.zoom * ZOOM_STEP);
			return true;
		case 'zoom-out':
			editor.zoomTo(editor.camera.zoom / ZOOM_STEP);
			return true;
		case 'zoom-reset':
			editor.zoomTo(1);
			return true;
		case 'zoom-fit':
			editor.fit();
			return true;
		case 'zoom-selection':
			if (editor.selection.size === 0) return false;
			editor.fit([...editor.selection]);
			return true;
		case 'keep-tool':
			editor.keepTool(!editor.keepsTool);
			return true;
		case 'gather':
			return gather(editor);
	}
	return !editor.readonly && runEdit(editor, command);
}

type EditCommand = Exclude<
	EngineCommand,
	'cancel' | 'keep-tool' | 'gather' | `select-${string}` | `zoom-${string}`
>;

function runEdit(editor: Editor, command: EditCommand): boolean {
	if (command === 'edit' && editor.active.place) return put(editor, editor.active.place);
	const ids = [...editor.selection];
	const [first] = ids;
	if (first === undefined) return false;
	if (changes(command, ids) && !ids.some((id) => isMovable(editor.scene.item(id)))) {
		editor.emit({ type: 'locked' });
		return true;
	}
	switch (command) {
		case 'edit':
			if (ids.length > 1) return enter(editor, first);
			if (!canEdit(editor.scene.item(first))) return false;
			editor.emit({ type: 'edit', id: first });
			return true;
		case 'remove': {
			const removable = ids.filter((id) => isMovable(editor.scene.item(id)));
			if (removable.length > 0) editor.emit({ type: 'remove', ids: removable });
			return true;
		}
		case 'duplicate':
			editor.emit({ type: 'duplicate', ids, dx: DUPLICATE_OFFSET, dy: DUPLICATE_OFFSET });
			return true;
		case 'nudge-left':
			return nudge(editor, -NUDGE, 0);
		case 'nudge-right':
			return nudge(editor, NUDGE, 0);
		case 'nudge-up':
			return nudge(editor, 0, -NUDGE);
		case 'nudge-down':
			return nudge(editor, 0, NUDGE);
		case 'nudge-left-far':
			return nudge(editor, -NUDGE_FAR, 0);
		case 'nudge-right-far':
			return nudge(editor, NUDGE_FAR, 0);
		case 'nudge-up-far':
			return nudge(editor, 0, -NUDGE_FAR);
		case 'nudge-down-far':
			return nudge(editor, 0, NUDGE_FAR);
		case 'forward':
		case 'backward':
		case 'to-front':
		case 'to-back':
			return reorder(editor, command);
		case 'turn-left':
			return turn(editor, -TURN_STEP);
		case 'turn-right':
			return turn(editor, TURN_STEP);
		case 'turn-upright':
			return stand(editor);
		case 'next-note-right':
			return chain(editor, 'right');
		case 'next-note-below':
			return chain(editor, 'below');
	}
	return exhausted(command);
}

function cancel(editor: Editor): boolean {
	if (editor.isBusy) editor.cancel();
	else if (editor.isGathering) editor.endGathering();
	else if (editor.tool !== 'select') editor.setTool('select');
	else {
		const around = groupAround(editor);
		// Whoever walked into the board by Tab leaves it by Esc and Tab, however much is on it.
		editor.isLeaving = around.length === 0;
		if (editor.selection.size === 0) return false;
		editor.select(around);
	}
	return true;
}

/** Esc in a group goes out to the group, else lets go. */
function groupAround(editor: Editor): readonly string[] {
	const scope = standingIn(editor.scene, editor.selection);
	return scope.length > 0 ? [...editor.scene.membersOf(scope)] : [];
}

/** Goes into a group that is selected as a whole: to the first thing in it. */
function enter(editor: Editor, first: string): boolean {
	const scope = standingIn(editor.scene, editor.selection);
	if (unitAt(editor.scene, first, scope).length !== editor.selection.size) return false;
	const inside = insideAt(editor.scene, first, scope);
	if (inside) editor.select(inside);
	return inside !== null;
}

function turn(editor: Editor, degrees: number): boolean {
	const patches = turnPatches(editor.scene, [...editor.selection], degrees);
	if (patches.length > 0) editor.emit({ type: 'resize', patches, final: true });
	return true;
}

function stand(editor: Editor): boolean {
	const patches = [...editor.selection].flatMap((id): Patch[] => {
		const record = editor.scene.get(id)?.record;
		return record && isMovable(record) && rotationOf(record) !== 0 ? [{ id, rotation: null }] : [];
	});
	if (patches.length > 0) editor.emit({ type: 'resize', patches, final: true });
	return true;
}

/** Whether an item has text that can be edited on the board. */
export function canEdit(item: Item | undefined): boolean {
	if (!item || isLocked(item)) return false;
	return item.type !== 'ink' && item.type !== 'image';
}

/** Whether a command changes what is selected; others only start from it, or go into a group. */
function changes(command: EditCommand, ids: readonly string[]): boolean {
	if (command === 'edit') return ids.length === 1;
	return command !== 'duplicate' && !command.startsWith('next-note');
}

/** Enter with a tool in hand: in the middle of the screen, or beside what is there already. */
function put(editor: Editor, make: (at: Point) => void): boolean {
	const { width, height } = editor.viewport;
	let at: Point = [width / 2, height / 2];
	for (let tries = 0; tries < 12 && editor.itemAt(at) !== null; tries += 1)
		at = [at[0] + 24, at[1] + 24];
	make(toBoard(editor.camera, at));
	return true;
}

function nudge(editor: Editor, dx: number, dy: number): boolean {
	const ids = [...editor.selection].filter((id) => isMovable(editor.scene.item(id)));
	if (ids.length > 0) editor.emit({ type: 'move', ids, dx, dy, final: true });
	return true;
}

/** The neighbour in reading order. At the ends, and after Esc, the key is left to the browser, so that focus can go on. */
function step(editor: Editor, by: 1 | -1): boolean {
	if (editor.isLeaving) return false;
	const order = walkingOrder(outline(editor.scene.records()));
	if (order.length === 0) return false;
	const atHand = editor.gathering?.atHand ?? null;
	const current = order.findIndex((id) =>
		atHand === null ? editor.selection.has(id) : id === atHand
	);
	const next = order[current < 0 ? (by === 1 ? 0 : order.length - 1) : current + by];
	if (next === undefined) {
		if (!editor.isGathering) editor.select([]);
		return false;
	}
	goTo(editor, next);
	return true;
}

/** Selects an item, or only takes it in hand while several are being chosen. */
function goTo(editor: Editor, id: string): void {
	if (editor.isGathering) editor.gather(id);
	else editor.select([id]);
	editor.reveal(id);
}

/** Begins choosing several with what is selected; then adds the item at hand, or takes it out. */
function gather(editor: Editor): boolean {
	const atHand = editor.gathering?.atHand ?? null;
	if (!editor.isGathering) editor.gather([...editor.selection].at(-1) ?? null);
	else if (atHand !== null) {
		const unit = unitAt(editor.scene, atHand, standingIn(editor.scene, editor.selection));
		const rest = [...editor.selection].filter((id) => !unit.includes(id));
		editor.select(editor.selection.has(atHand) ? rest : [...rest, ...unit]);
	}
	return true;
}

/** The nearest item in a direction, counting what is off to the side as farther away. */
function towards(editor: Editor, dx: number, dy: number): boolean {
	const [first] = editor.gathering?.atHand ? [editor.gathering.atHand] : editor.selection;
	const from = first === undefined ? editor.visible : editor.scene.boxOf(first);
	if (!from) return false;
	const [x, y] = centreOf(from);
	let best: string | null = null;
	let least = Infinity;
	for (const entry of editor.scene.inOrder()) {
		const { id, type } = entry.item;
		if (id === first || type === 'connector') continue;
		const [ox, oy] = centreOf(entry);
		const ahead = (ox - x) * dx + (oy - y) * dy;
		const aside = Math.abs((ox - x) * dy) + Math.abs((oy - y) * dx);
		if (ahead <= 0 || aside > 2 * ahead) continue;
		const cost = ahead + 2 * aside;
		if (cost < least) {
			least = cost;
			best = id;
		}
	}
	if (best !== null) goTo(editor, best);
	return true;
}

function reorder(
	editor: Editor,
	command: 'forward' | 'backward' | 'to-front' | 'to-back'
): boolean {
	const order = editor.scene.inOrder().map((entry) => entry.record);
	const moving = order.filter((item) => editor.selection.has(item.id) && isMovable(item));
	if (moving.length === 0) return true;
	const frames = moving.every((item) => item.type === 'frame');
	// Frames are stacked among themselves, everything else above them.
	const rest = order.filter(
		(item) => !editor.selection.has(item.id) && (item.type === 'frame') === frames
	);
	const own = order.filter((item) => (item.type === 'frame') === frames);
	let low: string | null;
	let high: string | null;
	if (command === 'to-front') [low, high] = [rest.at(-1)?.z ?? null, null];
	else if (command === 'to-back') [low, high] = [null, rest[0]?.z ?? null];
	else if (command === 'forward') {
		const top = own.findLastIndex((item) => editor.selection.has(item.id));
		const above = own.slice(top + 1).find((item) => !editor.selection.has(item.id));
		if (!above) return true;
		const next = rest[rest.indexOf(above) + 1];
		[low, high] = [above.z, next?.z ?? null];
	} else {
		const bottom = own.findIndex((item) => editor.selection.has(item.id));
		const below = own.slice(0, bottom).findLast((item) => !editor.selection.has(item.id));
		if (!below) return true;
		const next = rest[rest.indexOf(below) - 1];
		[low, high] = [next?.z ?? null, below.z];
	}
	const keys = keysBetween(low, high, moving.length);
	const patches: Patch[] = moving.map((item, i) => ({ id: item.id, z: keys[i]! }));
	editor.emit({ type: 'update', patches });
	return true;
}

/** The next note of a row or column, like the one that is selected, where there is room; in its frame, if it has one. */
function chain(editor: Editor, where: 'right' | 'below'): boolean {
	const [first] = editor.selection;
	const entry = first === undefined ? undefined : editor.scene.get(first);
	if (!entry || entry.item.type !== 'note') return false;
	const { record } = entry;
	const place = freeBeside(editor, entry, where);
	const home = record.parent !== undefined && editor.scene.get(record.parent);
	const parent = home ? record.parent : editor.scene.frameAt(centreOf(place));
	const note: Item = {
		id: editor.newId(),
		type: 'note',
		pos: [Math.round(place.minX), Math.round(place.minY)],
		size: record.size,
		z: editor.topZ(),
		...(record.color === undefined ? {} : { color: record.color }),
		...(parent ? { parent } : {}),
		text: ''
	};
	editor.create([note], { edit: true });
	editor.reveal(note.id);
	return true;
}

/**
 * The nearest free place to the right of a note or below it. A row that reaches the side of its frame goes on
 * in the next one, and a column in the next column; when the frame is full, right beside the note.
 */
function freeBeside(editor: Editor, entry: Entry, where: 'right' | 'below'): Box {
	const { scene } = editor;
	const [w, h] = entry.record.size;
	const { parent } = entry.record;
	const frame = parent === undefined ? null : scene.boxOf(parent);
	const beside: Box =
		where === 'right'
			? boxAt(entry.maxX + CHAIN_GAP, entry.minY, w, h)
			: boxAt(entry.minX, entry.maxY + CHAIN_GAP, w, h);
	let place = beside;
	for (let tries = 0; tries < CHAIN_TRIES; tries++) {
		if (frame && where === 'right' && place.maxX > frame.maxX && place.minX > frame.minX + w) {
			place = boxAt(frame.minX + CHAIN_GAP, place.maxY + CHAIN_GAP, w, h);
		} else if (frame && where === 'below' && place.maxY > frame.maxY) {
			place = boxAt(place.maxX + CHAIN_GAP, frame.minY + FRAME_TOP, w, h);
		}
		if (frame && (place.maxX > frame.maxX || place.maxY > frame.maxY)) return beside;
		const inTheWay = scene
			.query(place)
			.find(({ item }) => item.type !== 'frame' && item.type !== 'connector');
		if (!inTheWay) return place;
		place =
			where === 'right'
				? boxAt(inTheWay.maxX + CHAIN_GAP, place.minY, w, h)
				: boxAt(place.minX, inTheWay.maxY + CHAIN_GAP, w, h);
	}
	return beside;
}
