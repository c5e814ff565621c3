import { keyBetween, topKey, type Change, type Item, type Point } from '@concordia/board';
import { holds, type Box } from './box.ts';
import {
	centreAt,
	clampZoom,
	fitBox,
	pan,
	sameCamera,
	toBoard,
	visibleBox,
	zoomAt,
	type Camera,
	type Viewport
} from './camera.ts';
import { actionFor, type EngineCommand, type KeyPress } from './commands.ts';
import type { Describe } from './describe.ts';
import { Gestures, type PenMode, type PointerInput } from './gestures.ts';
import { hitTest } from './hit.ts';
import type { Intent } from './intents.ts';
import type { Parts } from './parts.ts';
import { canEdit, runCommand } from './run-command.ts';
import { Scene, type Preview } from './scene.ts';
import type { Measurer } from './text/measure.ts';
import type { Chrome, Pointer, Tool, ToolHost } from './tools/host.ts';
import { plainLooks, type Looks } from './tools/looks.ts';
import { createTool } from './tools/make.ts';
import type { ToolName } from './tools/names.ts';

/** What has to be painted anew. */
export interface Dirt {
	readonly camera?: boolean;
	/** Items whose place or look changed; `all` after a load. */
	readonly items?: ReadonlySet<string> | 'all';
	readonly chrome?: boolean;
	readonly cursor?: boolean;
}

export interface EditorOptions {
	readonly measurer: Measurer;
	readonly describe?: Describe;
	readonly parts?: Parts;
	readonly newId: () => string;
	readonly onIntent: (intent: Intent) => void;
	/** Called for every change of what is to be seen. */
	readonly onDirty: (dirt: Dirt) => void;
	/** Runs later unless the returned function is called (long press). */
	readonly delay: (run: () => void, ms: number) => () => void;
	readonly readonly?: boolean;
	readonly singleKeys?: boolean;
}

const NO_CHROME: Chrome = {
	marquee: null,
	guides: [],
	sketch: null,
	fading: new Set(),
	target: null,
	label: null,
	press: null
};
/** Tools that stay in hand after use. */
const STAYS: ReadonlySet<ToolName> = new Set([
	'select',
	'hand',
	'pen',
	'marker',
	'eraser',
	'laser'
]);
/** What an observer may hold. */
const HARMLESS: ReadonlySet<ToolName> = new Set(['select', 'hand']);

/**
 * The engine without a screen: scene, camera, selection, tools. It is fed with records and input,
 * and answers with intents; it never changes a record.
 */
export class Editor implements ToolHost {
	readonly scene: Scene;
	camera: Camera = { x: 0, y: 0, zoom: 1 };
	viewport: Viewport = { width: 1, height: 1 };
	cursor = 'default';
	chrome: Chrome = NO_CHROME;
	snapping = true;
	grid: number | null = null;
	/** The last press was a finger's: handles are larger. */
	touching = false;
	singleKeys: boolean;
	color: string | null = null;
	looks: Looks = plainLooks;
	/** The item whose text an editor of the host shows. */
	editing: string | null = null;
	/** Esc was pressed with nothing left to end: Tab goes on to what comes after the board. */
	isLeaving = false;
	/** While several are chosen one by one: the item that keys would add or take out. */
	gathering: { readonly atHand: string | null } | null = null;
	/** The item under a resting mouse. */
	hovered: string | null = null;

	readonly #options: EditorOptions;
	readonly #gestures: Gestures;
	#selection = new Set<string>();
	#tool: ToolName = 'select';
	#keep = false;
	#active: Tool;
	#readonly: boolean;
	#own: ReadonlyMap<string, Preview> = new Map();
	#others: ReadonlyMap<string, Preview> = new Map();

	constructor(options: EditorOptions) {
		this.#options = options;
		this.#readonly = options.readonly === true;
		this.singleKeys = options.singleKeys !== false;
		this.scene = new Scene({
			measurer: options.measurer,
			parts: options.parts,
			...(options.describe ? { describe: options.describe } : {})
		});
		this.#active = createTool('select', this);
		this.#gestures = new Gestures(this, options.delay);
	}

	// — records —

	load(items: readonly Item[]): void {
		this.cancel();
		this.scene.load(items);
		this.#keepSelection();
		this.#options.onDirty({ items: 'all', chrome: true });
	}

	apply(changes: readonly Change[]): void {
		const touched = this.scene.apply(changes);
		// What was removed by others is neither selected nor edited any more; nothing else moves.
		if (changes.some(({ after }) => !after)) {
			this.#letGo();
			this.#keepSelection();
		}
		this.#options.onDirty({ items: touched, chrome: true });
	}

	refresh(ids?: readonly string[]): void {
		const touched = this.scene.refresh(ids);
		this.#options.onDirty({ items: ids ? touched : 'all', chrome: true });
	}

	/** Lets some of the elbows that wait find their way around others. */
	catchUp(): void {
		const touched = this.scene.catchUp();
		if (touched.size > 0) this.#options.onDirty({ items: touched, chrome: true });
	}

	/** Ends a drag of which nothing is left: somebody else has removed it. */
	#letGo(): void {
		const held = this.#active.held?.() ?? [];
		if (held.length === 0 || held.some((id) => this.scene.get(id))) return;
		this.cancel();
		this.emit({ type: 'gone' });
	}

	#keepSelection(): void {
		if (this.editing !== null && !this.scene.get(this.editing)) this.editing = null;
		const atHand = this.gathering?.atHand ?? null;
		if (atHand !== null && !this.scene.get(atHand)) this.gather(null);
		const left = [...this.#selection].filter((id) => this.scene.get(id));
		if (left.length < this.#selection.size) this.select(left);
	}

	// — selection —

	get selection(): ReadonlySet<string> {
		return this.#selection;
	}

	select(ids: readonly string[]): void {
		const next = new Set(ids.filter((id) => this.scene.get(id)));
		if (next.size === this.#selection.size && ids.every((id) => this.#selection.has(id))) return;
		this.#selection = next;
		if (next.size > 0) this.isLeaving = false;
		this.#options.onDirty({ chrome: true });
		this.emit({ type: 'select', ids: [...next] });
	}

	get isGathering(): boolean {
		return this.gathering !== null;
	}

	/** Begins choosing several one by one, or goes on to another item. */
	gather(atHand: string | null): void {
		if (this.gathering !== null && this.gathering.atHand === atHand) return;
		if (this.gathering === null) this.setTool('select');
		this.#setGathering({ atHand });
	}

	/** Ends choosing several; what is chosen stays. */
	endGathering(): void {
		if (this.gathering !== null) this.#setGathering(null);
	}

	#setGathering(gathering: Editor['gathering']): void {
		this.gathering = gathering;
		this.#options.onDirty({ chrome: true });
		this.emit({ type: 'gather', gathering });
	}

	setEditing(id: string | null): void {
		if (id === this.editing) return;
		this.editing = id;
		this.#options.onDirty({ items: this.scene.setWritten(id), chrome: true });
	}

	// — tools —

	get readonly(): boolean {
		return this.#readonly;
	}

	setReadonly(readonly: boolean): void {
		if (readonly === this.#readonly) return;
		this.cancel();
		this.#readonly = readonly;
		if (readonly && !HARMLESS.has(this.#tool)) this.setTool('select');
		this.#options.onDirty({ chrome: true });
	}

	get tool(): ToolName {
		return this.#tool;
	}

	get keepsTool(): boolean {
		return this.#keep;
	}

	setTool(tool: ToolName, keep = false): void {
		const next = this.#readonly && !HARMLESS.has(tool) ? 'select' : tool;
		this.#keep = keep;
		if (next === this.#tool) return;
		this.endGathering();
		this.#active.cancel();
		this.#tool = next;
		this.#active = createTool(next, this);
		this.hovered = null;
		this.setCursor(this.#active.cursor);
		this.#options.onDirty({ chrome: true });
		this.emit({ type: 'tool', tool: next });
	}

	keepTool(keep: boolean): void {
		this.#keep = keep;
	}

	get active(): Tool {
		return this.#active;
	}

	done(): void {
		if (!this.#keep && !STAYS.has(this.#tool)) this.setTool('select');
	}

	/** Ends whatever a hand is doing, as if it had not begun. */
	cancel(): void {
		this.#gestures.cancel();
		this.#active.cancel();
	}

	get isBusy(): boolean {
		return this.#gestures.isDragging;
	}

	setChrome(chrome: Partial<Chrome>): void {
		const next = { ...this.chrome, ...chrome };
		const faded = chrome.fading && chrome.fading !== this.chrome.fading;
		const items = faded ? new Set([...this.chrome.fading, ...next.fading]) : null;
		this.chrome = next;
		this.#options.onDirty(items && items.size > 0 ? { chrome: true, items } : { chrome: true });
	}

	setCursor(cursor: string): void {
		if (cursor === this.cursor) return;
		this.cursor = cursor;
		this.#options.onDirty({ cursor: true });
	}

	setHovered(id: string | null): void {
		if (id === this.hovered) return;
		this.hovered = id;
		this.#options.onDirty({ chrome: true });
	}

	preview(previews: ReadonlyMap<string, Preview>): void {
		if (this.#own.size === 0 && previews.size === 0) return;
		this.#own = previews;
		this.#showPreviews();
	}

	/** What the own hand drags. */
	get held(): readonly string[] {
		return [...this.#own.keys()];
	}

	/** What others drag right now. One's own hand goes before theirs. */
	previewOthers(previews: ReadonlyMap<string, Preview>): void {
		if (this.#others.size === 0 && previews.size === 0) return;
		this.#others = previews;
		this.#showPreviews();
	}

	#showPreviews(): void {
		const touched = this.scene.preview(new Map([...this.#others, ...this.#own]));
		if (touched.size > 0) this.#options.onDirty({ items: touched, chrome: true });
	}

	newId(): string {
		return this.#options.newId();
	}

	topZ(): string {
		return topKey(this.scene.records());
	}

	create(items: readonly Item[], options: { readonly edit: boolean }): void {
		this.emit({ type: 'create', items, edit: options.edit });
		// The host has written them by now, unless it may not.
		const present = items.filter((item) => this.scene.get(item.id));
		const drawn = this.#tool === 'pen' || this.#tool === 'marker';
		if (!drawn && present.length > 0) this.select(present.map((item) => item.id));
	}

	emit(intent: Intent): void {
		this.#options.onIntent(intent);
	}

	// — camera —

	get visible(): Box {
		return visibleBox(this.camera, this.viewport);
	}

	setViewport(viewport: Viewport): void {
		if (viewport.width === this.viewport.width && viewport.height === this.viewport.height) return;
		this.viewport = viewport;
		this.#options.onDirty({ camera: true, chrome: true });
		this.emit({ type: 'viewport', camera: this.camera, viewport });
	}

	setCamera(camera: Camera): void {
		const next = { ...camera, zoom: clampZoom(camera.zoom) };
		if (sameCamera(next, this.camera)) return;
		if (![next.x, next.y, next.zoom].every(Number.isFinite)) {
			throw new RangeError(`camera ${next.x}, ${next.y}, ${next.zoom} is no place`);
		}
		this.camera = next;
		this.#options.onDirty({ camera: true, chrome: true });
		this.emit({ type: 'viewport', camera: next, viewport: this.viewport });
	}

	panBy(dx: number, dy: number): void {
		this.setCamera(pan(this.camera, dx, dy));
	}

	zoomTo(zoom: number, at: Point = [this.viewport.width / 2, this.viewport.height / 2]): void {
		this.setCamera(zoomAt(this.camera, at, zoom));
	}

	fit(ids?: readonly string[]): void {
		const box = ids ? this.scene.boundsOf(ids) : this.scene.bounds();
		if (box) this.setCamera(fitBox(box, this.viewport));
		else if (!ids) this.setCamera(centreAt([0, 0], this.viewport, 1));
	}

	reveal(id: string): void {
		const box = this.scene.boxOf(id);
		if (!box || holds(this.visible, box)) return;
		const { zoom } = this.camera;
		const fits =
			(box.maxX - box.minX) * zoom <= this.viewport.width &&
			(box.maxY - box.minY) * zoom <= this.viewport.height;
		if (!fits) this.fit([id]);
		else {
			const middle: Point = [(box.minX + box.maxX) / 2, (box.minY + box.maxY) / 2];
			this.setCamera(centreAt(middle, this.viewport, zoom));
		}
	}

	// — input —

	pointerDown(input: PointerInput): void {
		this.#gestures.down(input);
	}

	pointerMove(input: PointerInput, all: readonly PointerInput[] = [input]): void {
		this.#gestures.move(input, all);
	}

	pointerUp(input: PointerInput): void {
		this.#gestures.up(input);
	}

	pointerCancel(input: PointerInput): void {
		this.#gestures.lost(input);
	}

	/** While something is dragged near an edge the board comes along; true asks for another frame. */
	pushEdges(): boolean {
		return this.#gestures.pushEdges();
	}

	pointerLeave(): void {
		this.setHovered(null);
		this.emit({ type: 'cursor', point: null });
	}

	/** A wheel pans; with Ctrl (also a trackpad's pinch) it zooms at the pointer. Deltas in CSS pixels. */
	wheel(input: {
		readonly at: Point;
		readonly dx: number;
		readonly dy: number;
		readonly ctrl: boolean;
		readonly shift: boolean;
	}): void {
		if (input.ctrl) {
			// A notch of a mouse wheel is some hundred pixels, a step of a trackpad's pinch only a few.
			const delta = Math.max(-20, Math.min(20, input.dy));
			this.zoomTo(this.camera.zoom * Math.exp(-delta * 0.01), input.at);
		} else if (input.shift && input.dx === 0) this.panBy(input.dy, 0);
		else this.panBy(input.dx, input.dy);
	}

	/** Whether fingers only move the board, because there is a pen for the rest. */
	get fingersPan(): boolean {
		return this.#gestures.fingersPan;
	}

	setPenMode(mode: PenMode): void {
		this.#gestures.penMode = mode;
	}

	/** Does what a key means; false leaves it to the browser. */
	keyDown(press: KeyPress): boolean {
		if (press.key === ' ' && this.isGathering) return this.run('gather');
		if (press.key === ' ' && !press.ctrl && !press.shift) {
			this.#gestures.holdSpace(true);
			return true;
		}
		const action = actionFor(press, { singleKeys: this.singleKeys });
		switch (action?.type) {
			case 'engine':
				return this.run(action.command);
			case 'tool':
				this.setTool(action.tool, this.#keep);
				return true;
			case 'host':
				this.emit({ type: 'command', command: action.command });
				return true;
		}
		return this.#type(press);
	}

	/** Typing with one item selected goes into its text; letters that are shortcuts stay shortcuts. */
	#type({ key, ctrl, alt }: KeyPress): boolean {
		const [id, ...more] = this.#selection;
		const isComposing = key === 'Process';
		// Ctrl and Alt together are AltGr, which types.
		const isTyped = key.length <= 2 && Array.from(key).length === 1 && ctrl === alt;
		if (id === undefined || more.length > 0 || !(isTyped || isComposing)) return false;
		if (this.#readonly || !canEdit(this.scene.item(id))) return false;
		this.emit({ type: 'edit', id, text: isTyped ? key : '' });
		return isTyped;
	}

	keyUp(key: string): void {
		if (key === ' ') this.#gestures.holdSpace(false);
	}

	blur(): void {
		this.isLeaving = false;
		this.#gestures.holdSpace(false);
	}

	/** Returns whether there was something to do. */
	run(command: EngineCommand): boolean {
		return runCommand(this, command);
	}

	/** The topmost item at a place on the screen. */
	itemAt(at: Point, frames = false): string | null {
		return hitTest(this.scene, toBoard(this.camera, at), { unit: 1 / this.camera.zoom, frames });
	}

	pointerOf(input: PointerInput): Pointer {
		return {
			screen: input.at,
			point: toBoard(this.camera, input.at),
			kind: input.kind,
			pressure: input.pressure,
			shift: input.shift,
			alt: input.alt,
			ctrl: input.ctrl
		};
	}

	/** A place in the stack right above or below another. */
	zNextTo(low: string | null, high: string | null): string {
		return keyBetween(low, high);
	}
}
