import type { Change, Item, Point } from '@concordia/board';
import type { Camera, Viewport } from '../camera.ts';
import type { Describe } from '../describe.ts';
import type { PenMode } from '../gestures.ts';
import type { Gesture, Intent, LaserGesture } from '../intents.ts';
import type { Scene } from '../scene.ts';
import type { Measurer } from '../text/measure.ts';
import type { Scheme, Theme } from '../theme.ts';
import type { Look, LookKind, Looks } from '../tools/looks.ts';
import type { ToolName } from '../tools/names.ts';
import type { EngineCommand } from '../commands.ts';
import type { TablePlaces } from '../table/index.ts';

/** A rectangle in CSS pixels of the page (as `getBoundingClientRect`). */
export interface PageRect {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

/** Where and how the text of an item is written, for an editor laid over it. All lengths in CSS pixels of the page. */
export interface TextBox extends PageRect {
	readonly fontSize: number;
	readonly lineHeight: number;
	readonly fontWeight: number;
	readonly align: 'left' | 'center';
	/** Whether the text stands in the middle of the height of the box. */
	readonly middle: boolean;
	/** How far the box is turned about its middle. */
	readonly degrees: number;
	/** A CSS colour. */
	readonly color: string;
	/** Whether lines break at the width; else the box grows with its longest line. */
	readonly wraps: boolean;
}

interface RemoteOf {
	/** Whose it is: any text that stays the same while they are here. */
	readonly id: string;
	readonly name: string;
	/** A colour token. */
	readonly color: string;
}
export interface RemoteCursor extends RemoteOf {
	readonly point: Point;
	/** Initials of the organization, before the name. */
	readonly initials?: string;
}
export interface RemoteSelection extends RemoteOf {
	readonly ids: readonly string[];
	/** The item whose text they edit. */
	readonly editing?: string | null;
}
export interface RemoteGesture extends RemoteOf {
	readonly gesture: Gesture;
}
/** What the others do right now; replaces what was told before. */
export interface Remote {
	readonly cursors: readonly RemoteCursor[];
	readonly selections: readonly RemoteSelection[];
	readonly gestures: readonly RemoteGesture[];
}

/** The browser's timers, or a test's. */
export interface Scheduler {
	frame(run: (time: number) => void): number;
	cancelFrame(handle: number): void;
	delay(run: () => void, ms: number): number;
	cancelDelay(handle: number): void;
}

/** The board as it is drawn. */
export interface PictureSource {
	readonly scene: Scene;
	readonly measurer: Measurer;
	readonly theme: Theme;
}

export interface BoardViewOptions {
	readonly onIntent: (intent: Intent) => void;
	/** A new random item id. */
	readonly newId: () => string;
	readonly describe?: Describe;
	/** The address to load an image item's `src` from; null: not shown. Without it no image is ever loaded. */
	readonly resolveImage?: (src: string) => string | null;
	readonly scheduler?: Scheduler;
	readonly scheme?: Scheme;
	readonly readonly?: boolean;
	/** Single-key shortcuts (V, N, …) work unless false. */
	readonly singleKeys?: boolean;
	/** Others' moves and camera flights jump instead of gliding. */
	readonly reducedMotion?: boolean;
}

/** The board on the screen. Made by `createBoardView`; `destroy` frees everything. */
export interface BoardView {
	/** The focusable element that takes pointers and keys; the host gives it a name and a role. */
	readonly element: HTMLElement;
	/** Replaces everything. */
	load(items: readonly Item[]): void;
	/** Takes records that equal its own in place of these, so that the page keeps one of each. */
	adopt(items: Iterable<Item>): void;
	/** Follows changes of the records, as `observeBoard` reports them. */
	apply(changes: readonly Change[]): void;
	/** Describes items anew (another language, other organizations); all when no ids are given. */
	refresh(ids?: readonly string[]): void;

	/** Begins or ends choosing several one by one: a click adds or takes away. */
	setGathering(on: boolean): void;
	readonly selection: readonly string[];
	select(ids: readonly string[]): void;
	readonly tool: ToolName;
	readonly keepsTool: boolean;
	/** `keep`: stays in hand after drawing. */
	setTool(tool: ToolName, keep?: boolean): void;
	/** The colour token that new items get; null: each tool's own. */
	setColor(color: string | null): void;
	/** What the next items of each kind will look like. */
	readonly looks: Looks;
	setLook(kind: LookKind, look: Look): void;
	setReadonly(readonly: boolean): void;
	/** The item whose text an editor shows now: its text is not drawn, and keys are left to the editor. */
	setEditing(id: string | null): void;
	setSingleKeys(on: boolean): void;
	setSnapping(on: boolean): void;
	/** Board units between the lines that things go to; null: no grid. */
	setGrid(step: number | null): void;
	/** Whether fingers only move the board: from the first pen on, always, or never. */
	setPenMode(mode: PenMode): void;
	readonly fingersPan: boolean;
	setReducedMotion(on: boolean): void;
	/** Colours for light or dark, or read again from the CSS variables of the host. */
	setTheme(scheme?: Scheme): void;
	setRemote(remote: Remote): void;
	/** Shows a beam here and, as a gesture, to others; null: it is off. */
	beam(beam: LaserGesture | null): void;
	/** Does what a key or a menu entry names. */
	run(command: EngineCommand): void;

	readonly camera: Camera;
	readonly viewport: Viewport;
	setCamera(camera: Camera): void;
	zoomBy(factor: number): void;
	/** Shows the items, or everything. */
	fit(ids?: readonly string[]): void;
	/** Brings an item into view if it is not, without changing the zoom when it fits. */
	reveal(id: string): void;

	toBoard(page: Point): Point;
	toPage(board: Point): Point;
	/** Where an item is on the page; null when there is none. */
	rectOf(id: string): PageRect | null;
	textBoxOf(id: string): TextBox | null;
	/** Where the columns and rows of a table are, relative to it, in board units; null while that isn't known. */
	tableOf(id: string): TablePlaces | null;
	/** The address of the link at a point of the page. */
	linkAt(page: Point): string | null;
	/** The topmost item at a point of the page. */
	itemAt(page: Point): string | null;
	/** What painters of whole pictures need (`@concordia/canvas/export`), and who reports views; only to be read. */
	readonly picture: PictureSource;

	/** When everything that is known has been drawn. */
	settled(): Promise<void>;
	focus(): void;
	destroy(): void;
}
