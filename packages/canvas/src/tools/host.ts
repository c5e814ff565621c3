import type { End, Item, Point } from '@concordia/board';
import type { Box } from '../box.ts';
import type { Camera } from '../camera.ts';
import type { Intent } from '../intents.ts';
import type { Route } from '../route.ts';
import type { Preview, Scene } from '../scene.ts';
import type { Guide } from '../snap.ts';
import type { Looks } from './looks.ts';

/** A pointer, as the tools see it. */
export interface Pointer {
	/** CSS pixels from the top left of the host. */
	readonly screen: Point;
	/** The same on the board. */
	readonly point: Point;
	readonly kind: 'mouse' | 'touch' | 'pen';
	readonly pressure: number;
	readonly shift: boolean;
	readonly alt: boolean;
	readonly ctrl: boolean;
}

/** Something that is being made or aimed at, painted above everything. */
export type Sketch =
	| { readonly type: 'box'; readonly box: Box; readonly shape: string }
	| {
			readonly type: 'ink';
			readonly points: readonly number[];
			readonly color: string;
			readonly width: number;
			readonly brush?: string;
	  }
	| {
			readonly type: 'route';
			readonly route: Route;
			/** What will be made of it. */
			readonly item: Item;
			/** What it will be bound to. */
			readonly target: End;
	  }
	/** Where the end of a connector would be bound. */
	| { readonly type: 'aim'; readonly target: End }
	/** A beam that only points. It fades by itself. */
	| { readonly type: 'laser'; readonly points: readonly number[]; readonly count: number }
	/** Copies of items on their way (Alt-drag). */
	| {
			readonly type: 'ghosts';
			readonly ids: readonly string[];
			readonly dx: number;
			readonly dy: number;
	  };

/** What is painted beside the items while a hand works. */
export interface Chrome {
	readonly marquee: Box | null;
	readonly guides: readonly Guide[];
	readonly sketch: Sketch | null;
	/** Shown pale: about to be erased. */
	readonly fading: ReadonlySet<string>;
	/** The frame that what is dragged would be dropped into. */
	readonly target: string | null;
	/** A few words beside the pointer, such as an angle. */
	readonly label: { readonly at: Point; readonly text: string } | null;
	/** Where a finger rests, for as long as that may become a long press; CSS pixels. */
	readonly press: Point | null;
}

/** What a tool may use of the editor. */
export interface ToolHost {
	readonly scene: Scene;
	readonly camera: Camera;
	readonly selection: ReadonlySet<string>;
	readonly readonly: boolean;
	/** Several are being chosen, one by one: a click adds or takes away. */
	readonly isGathering: boolean;
	readonly snapping: boolean;
	/** Board units between the lines of the grid that things go to; null: no grid. */
	readonly grid: number | null;
	/** The colour token chosen for new items; null: each kind's own. */
	readonly color: string | null;
	/** What was last chosen for each kind. */
	readonly looks: Looks;
	select(ids: readonly string[]): void;
	emit(intent: Intent): void;
	/** Shows items elsewhere for the length of a drag; an empty map ends it. */
	preview(previews: ReadonlyMap<string, Preview>): void;
	setChrome(chrome: Partial<Chrome>): void;
	setCursor(cursor: string): void;
	panBy(dx: number, dy: number): void;
	newId(): string;
	/** A place above everything. */
	topZ(): string;
	/** Makes items and, when asked, has the first one edited. */
	create(items: readonly Item[], options: { readonly edit: boolean }): void;
	/** The drawing is done: back to the select tool, unless this one is to be kept. */
	done(): void;
}

/** A tool: a small state machine fed by one pointer. */
export interface Tool {
	/** The CSS cursor at rest. */
	readonly cursor: string;
	down(pointer: Pointer): void;
	/** Whether the board shall come along when this drag nears an edge of the screen. */
	readonly followsEdges?: () => boolean;
	/** While pressed, past the threshold. `all` holds every point since the last call (pens report many). */
	drag(pointer: Pointer, all: readonly Pointer[]): void;
	up(pointer: Pointer, dragged: boolean): void;
	/** Makes what it makes around a place, without a pointer. */
	readonly place?: (at: Point) => void;
	/** While nothing is pressed. */
	hover(pointer: Pointer): void;
	/** What a drag holds right now. */
	readonly held?: () => readonly string[];
	/** Esc, or the pointer was taken away: everything as it was. */
	cancel(): void;
}

/** Board units per CSS pixel. */
export function unitOf(host: ToolHost): number {
	return 1 / host.camera.zoom;
}
