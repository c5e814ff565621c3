import type { Point } from '@concordia/board';
import { pan, toBoard, zoomAt } from './camera.ts';
import type { Editor } from './editor.ts';
import { insideAt, standingIn, unitAt } from './groups.ts';
import { canEdit } from './run-command.ts';
import type { ToolName } from './tools/names.ts';
import { makeItem } from './tools/place.ts';

/** A pointer event without its DOM. */
export interface PointerInput {
	readonly pointer: number;
	/** CSS pixels from the top left of the host. */
	readonly at: Point;
	/** The same on the page, for menus. */
	readonly page: Point;
	readonly kind: 'mouse' | 'touch' | 'pen';
	/** 0 main, 1 middle, 2 right. */
	readonly button: number;
	readonly pressure: number;
	readonly shift: boolean;
	readonly alt: boolean;
	readonly ctrl: boolean;
	/** Milliseconds, from any origin. */
	readonly time: number;
}

export const DRAG_MOUSE = 4;
export const DRAG_TOUCH = 6;
const DOUBLE_MS = 400;
const DOUBLE_DISTANCE = 8;
const DOUBLE_DISTANCE_TOUCH = 24;
const LONG_PRESS_MS = 500;
/** A hand that rests on the screen while it writes touches it before, while and after the pen does. */
const PALM_MS = 300;
const EDGE = 24;
const EDGE_SPEED = 14;
/** Tools that aim at items: these light up under the pointer. */
const AIMS: ReadonlySet<ToolName> = new Set(['select', 'arrow', 'line']);

/** Tools whose line begins where they touch. */
const DRAWS: ReadonlySet<ToolName> = new Set(['pen', 'marker', 'eraser', 'laser']);

/** Whether fingers only move the board: from the first pen on, always, or never. */
export type PenMode = 'auto' | 'on' | 'off';

type State =
	| { readonly type: 'idle' }
	/** One pointer works with the tool. */
	| {
			readonly type: 'tool';
			readonly start: PointerInput;
			last: PointerInput;
			dragged: boolean;
			stopLongPress: () => void;
	  }
	/** One pointer drags the board, whatever the tool. */
	| {
			readonly type: 'pan';
			readonly start: PointerInput;
			last: Point;
			moved: boolean;
			stopLongPress: () => void;
	  }
	/** Two fingers drag and zoom the board. */
	| { readonly type: 'pinch'; fingers: Map<number, Point> }
	/** A finger rested on the empty board until the menu opened, and is still down. */
	| { readonly type: 'rested'; readonly start: PointerInput }
	/** The gesture is over, but fingers are still down. */
	| { readonly type: 'spent' };

/**
 * Turns pointers into what tools understand: thresholds, double clicks, long presses; and moves the
 * board itself for middle and right drags, Space, two fingers, and fingers once a pen was seen.
 */
export class Gestures {
	readonly #editor: Editor;
	readonly #delay: (run: () => void, ms: number) => () => void;
	#state: State = { type: 'idle' };
	readonly #down = new Map<number, PointerInput>();
	#space = false;
	/** When a pen was last near the screen; null before the first. */
	#penAt: number | null = null;
	penMode: PenMode = 'auto';
	#lastClick: { at: Point; time: number } | null = null;

	constructor(editor: Editor, delay: (run: () => void, ms: number) => () => void) {
		this.#editor = editor;
		this.#delay = delay;
	}

	get isDragging(): boolean {
		return this.#state.type !== 'idle';
	}

	holdSpace(held: boolean): void {
		if (held === this.#space) return;
		this.#space = held;
		if (this.#state.type === 'idle') {
			this.#editor.setCursor(held ? 'grab' : this.#editor.active.cursor);
		}
	}

	down(input: PointerInput): void {
		if (input.kind === 'pen') this.#takePen(input);
		if (input.kind === 'touch' && this.#isPalm(input)) return;
		this.#editor.touching = input.kind === 'touch';
		this.#down.set(input.pointer, input);
		if (input.kind === 'touch' && this.#touches().length === 2) {
			this.#startPinch();
			return;
		}
		if (this.#state.type !== 'idle') return;
		const pans =
			input.button === 1 ||
			input.button === 2 ||
			this.#space ||
			(input.kind === 'touch' && this.fingersPan);
		if (pans) {
			const stopLongPress = input.kind === 'touch' ? this.#awaitLongPress(input) : nothing;
			this.#state = { type: 'pan', start: input, last: input.at, moved: false, stopLongPress };
			return;
		}
		if (input.button !== 0) return;
		const state: State = {
			type: 'tool',
			start: input,
			last: input,
			dragged: false,
			stopLongPress: nothing
		};
		if (input.kind === 'touch') state.stopLongPress = this.#awaitLongPress(input);
		this.#state = state;
		this.#editor.setHovered(null);
		this.#editor.active.down(this.#editor.pointerOf(input));
	}

	move(input: PointerInput, all: readonly PointerInput[]): void {
		if (this.#down.has(input.pointer)) this.#down.set(input.pointer, input);
		if (input.kind === 'pen') this.#penAt = input.time;
		const editor = this.#editor;
		const state = this.#state;
		if (input.kind !== 'touch' || state.type === 'tool') {
			editor.emit({ type: 'cursor', point: toBoard(editor.camera, input.at) });
		}
		switch (state.type) {
			case 'idle':
				if (input.kind === 'touch') return;
				if (this.#space) return;
				editor.active.hover(editor.pointerOf(input));
				editor.setHovered(AIMS.has(editor.tool) ? editor.itemAt(input.at) : null);
				return;
			case 'tool': {
				if (input.pointer !== state.start.pointer) return;
				const threshold = input.kind === 'touch' ? DRAG_TOUCH : DRAG_MOUSE;
				if (!state.dragged) {
					// Ink begins where the pen touched, not four pixels later.
					const drawing = DRAWS.has(editor.tool);
					if (!drawing && distance(input.at, state.start.at) < threshold) return;
					state.dragged = true;
					state.stopLongPress();
				}
				state.last = input;
				editor.active.drag(
					editor.pointerOf(input),
					all.map((one) => editor.pointerOf(one))
				);
				return;
			}
			case 'pan':
				if (input.pointer !== state.start.pointer) return;
				if (!state.moved) {
					const threshold = input.kind === 'touch' ? DRAG_TOUCH : DRAG_MOUSE;
					if (distance(input.at, state.start.at) < threshold) return;
					state.stopLongPress();
				}
				state.moved = true;
				editor.setCursor('grabbing');
				editor.panBy(state.last[0] - input.at[0], state.last[1] - input.at[1]);
				state.last = input.at;
				return;
			case 'pinch':
				this.#pinch(state, input);
				return;
			case 'rested':
				if (input.pointer === state.start.pointer) this.#moveOn(state.start, input);
				return;
			case 'spent':
				return;
		}
	}

	up(input: PointerInput): void {
		if (!this.#down.delete(input.pointer)) return;
		if (input.kind === 'pen') this.#penAt = input.time;
		const state = this.#state;
		switch (state.type) {
			case 'tool': {
				if (input.pointer !== state.start.pointer) return;
				this.#state = { type: 'idle' };
				state.stopLongPress();
				this.#editor.active.up(this.#editor.pointerOf(input), state.dragged);
				if (state.dragged) this.#lastClick = null;
				else this.#click(state.start, input);
				return;
			}
			case 'pan':
				if (input.pointer !== state.start.pointer) return;
				this.#state = { type: 'idle' };
				if (state.moved) this.#lastClick = null;
				state.stopLongPress();
				this.#editor.setCursor(this.#space ? 'grab' : this.#editor.active.cursor);
				if (!state.moved && input.button === 2) this.#menu(input);
				if (!state.moved && input.kind === 'touch') this.#tap(state.start, input);
				return;
			case 'pinch':
				this.#state = this.#down.size === 0 ? { type: 'idle' } : { type: 'spent' };
				return;
			case 'rested':
			case 'spent':
				if (this.#down.size === 0) this.#state = { type: 'idle' };
				return;
			case 'idle':
				return;
		}
	}

	/** Moves the board while something is held at an edge of the screen. Returns whether it did. */
	pushEdges(): boolean {
		const state = this.#state;
		const editor = this.#editor;
		if (state.type !== 'tool' || !state.dragged || !editor.active.followsEdges?.()) return false;
		const { at } = state.last;
		const { width, height } = editor.viewport;
		const dx = push(at[0], width);
		const dy = push(at[1], height);
		if (dx === 0 && dy === 0) return false;
		editor.panBy(dx, dy);
		const pointer = editor.pointerOf(state.last);
		editor.active.drag(pointer, [pointer]);
		return true;
	}

	/** The system took the pointer away. */
	lost(input: PointerInput): void {
		this.#down.delete(input.pointer);
		if (this.#state.type === 'tool' && this.#state.start.pointer === input.pointer) this.cancel();
		else if (this.#state.type !== 'tool' && this.#down.size === 0) this.#state = { type: 'idle' };
	}

	cancel(): void {
		const state = this.#state;
		if (state.type === 'idle') return;
		this.#state = this.#down.size === 0 ? { type: 'idle' } : { type: 'spent' };
		if (state.type === 'tool' || state.type === 'pan') state.stopLongPress();
		if (state.type === 'tool') this.#editor.active.cancel();
	}

	/** Whether one finger moves the board, whatever the tool. */
	get fingersPan(): boolean {
		return this.penMode === 'on' || (this.penMode === 'auto' && this.#penAt !== null);
	}

	/** A pen touches the screen: what fingers were doing was the hand that holds it. */
	#takePen(input: PointerInput): void {
		if (this.#penAt === null && this.penMode === 'auto') this.#editor.emit({ type: 'pen' });
		this.#penAt = input.time;
		if (this.#touches().length === 0) return;
		for (const { pointer } of this.#touches()) this.#down.delete(pointer);
		this.cancel();
		this.#state = { type: 'idle' };
	}

	#isPalm(input: PointerInput): boolean {
		if ([...this.#down.values()].some(({ kind }) => kind === 'pen')) return true;
		return this.#penAt !== null && input.time - this.#penAt < PALM_MS;
	}

	/** A finger that only moves the board still selects by a tap. */
	#tap(start: PointerInput, input: PointerInput): void {
		const editor = this.#editor;
		if (editor.tool !== 'select') return;
		editor.active.down(editor.pointerOf(start));
		editor.active.up(editor.pointerOf(input), false);
		this.#click(start, input);
	}

	/** Shows where the finger rests, and opens the menu when it rests long enough. */
	#awaitLongPress(input: PointerInput): () => void {
		const editor = this.#editor;
		editor.setChrome({ press: input.at });
		const stop = this.#delay(() => this.#longPress(input), LONG_PRESS_MS);
		return () => {
			stop();
			if (editor.chrome.press !== null) editor.setChrome({ press: null });
		};
	}

	#touches(): PointerInput[] {
		return [...this.#down.values()].filter((input) => input.kind === 'touch');
	}

	#startPinch(): void {
		const state = this.#state;
		if (state.type === 'tool' || state.type === 'pan') state.stopLongPress();
		if (state.type === 'tool') this.#editor.active.cancel();
		this.#state = {
			type: 'pinch',
			fingers: new Map(this.#touches().map((input) => [input.pointer, input.at]))
		};
	}

	#pinch(state: Extract<State, { type: 'pinch' }>, input: PointerInput): void {
		if (!state.fingers.has(input.pointer)) return;
		const before = [...state.fingers.values()];
		state.fingers.set(input.pointer, input.at);
		const after = [...state.fingers.values()];
		const from = middle(before);
		const to = middle(after);
		const ratio = spread(before) > 0 ? spread(after) / spread(before) : 1;
		const { camera } = this.#editor;
		const panned = pan(camera, from[0] - to[0], from[1] - to[1]);
		this.#editor.setCamera(zoomAt(panned, to, panned.zoom * ratio));
	}

	#click(start: PointerInput, input: PointerInput): void {
		const last = this.#lastClick;
		const double =
			last !== null &&
			input.time - last.time <= DOUBLE_MS &&
			distance(last.at, input.at) <=
				(input.kind === 'touch' ? DOUBLE_DISTANCE_TOUCH : DOUBLE_DISTANCE);
		this.#lastClick = double ? null : { at: input.at, time: input.time };
		// Two taps in a row add an item and take it out again.
		if (this.#editor.isGathering) return;
		if (double && this.#editor.tool === 'select' && start.button === 0) this.#doubleClick(input);
	}

	#doubleClick(input: PointerInput): void {
		const editor = this.#editor;
		const id = editor.itemAt(input.at);
		const point = toBoard(editor.camera, input.at);
		if (editor.readonly) {
			// What can be opened to read is for the host to say.
			if (id !== null) editor.emit({ type: 'edit', id, point });
			return;
		}
		if (id !== null) {
			const inside = insideAt(editor.scene, id, standingIn(editor.scene, editor.selection));
			editor.select(inside ?? [id]);
			if (!inside && canEdit(editor.scene.item(id))) editor.emit({ type: 'edit', id, point });
			return;
		}
		editor.create([makeItem(editor, 'text', null, point)], { edit: true });
	}

	#longPress(input: PointerInput): void {
		const state = this.#state;
		if (state.type !== 'tool' && state.type !== 'pan') return;
		state.stopLongPress();
		if (state.type === 'tool') this.#editor.active.cancel();
		const isFree = this.#editor.tool === 'select' && this.#editor.itemAt(input.at, true) === null;
		this.#state = isFree ? { type: 'rested', start: input } : { type: 'spent' };
		this.#menu(input);
	}

	/** A finger that rested on the empty board and moves then draws a marquee, as a mouse does at once. */
	#moveOn(start: PointerInput, input: PointerInput): void {
		if (distance(input.at, start.at) < DRAG_TOUCH) return;
		const editor = this.#editor;
		editor.emit({ type: 'menu-over' });
		this.#state = { type: 'tool', start, last: input, dragged: true, stopLongPress: nothing };
		editor.active.down(editor.pointerOf({ ...start, kind: 'mouse' }));
		editor.active.drag(editor.pointerOf(input), [editor.pointerOf(input)]);
	}

	#menu(input: PointerInput): void {
		const editor = this.#editor;
		const id = editor.itemAt(input.at, true);
		if (id !== null && !editor.selection.has(id)) {
			const unit = unitAt(editor.scene, id, standingIn(editor.scene, editor.selection));
			editor.select(editor.isGathering ? [...editor.selection, ...unit] : unit);
		}
		editor.emit({
			type: 'menu',
			at: input.page,
			point: toBoard(editor.camera, input.at),
			ids: id === null ? [] : [...editor.selection]
		});
	}
}

const nothing = (): void => {};

/** CSS pixels per frame that the board moves for a pointer at this place along one axis. */
function push(at: number, size: number): number {
	if (size < 4 * EDGE) return 0;
	if (at < EDGE) return -EDGE_SPEED * Math.min(1, (EDGE - at) / EDGE);
	if (at > size - EDGE) return EDGE_SPEED * Math.min(1, (at - size + EDGE) / EDGE);
	return 0;
}

function distance(a: Point, b: Point): number {
	return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

function middle(points: readonly Point[]): Point {
	let x = 0;
	let y = 0;
	for (const point of points) {
		x += point[0] / points.length;
		y += point[1] / points.length;
	}
	return [x, y];
}

function spread(points: readonly Point[]): number {
	const [a, b] = points;
	return a && b ? distance(a, b) : 0;
}
