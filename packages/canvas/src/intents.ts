import type { Item, Patch, Point } from '@concordia/board';
import type { Camera, Viewport } from './camera.ts';
import type { ToolName } from './tools/names.ts';

/** A beam that points: the end of its way, flat x, y, and how many points there have been so far. */
export interface LaserGesture {
	readonly type: 'laser';
	readonly points: readonly number[];
	readonly count: number;
	/** The item that somebody without a pointer points at. */
	readonly item?: string | undefined;
}

/**
 * What a hand does right now, for others to see. It travels as awareness and is never stored.
 * `anchor` is where the first item stood when the drag began: it lets a reader notice that the
 * result has already been written, so that nothing is moved twice.
 */
export type Gesture =
	| {
			readonly type: 'move';
			readonly ids: readonly string[];
			readonly dx: number;
			readonly dy: number;
			readonly anchor: Point;
	  }
	| {
			readonly type: 'resize';
			readonly boxes: Readonly<
				Record<string, readonly [x: number, y: number, w: number, h: number]>
			>;
	  }
	| {
			readonly type: 'turn';
			readonly places: Readonly<Record<string, readonly [x: number, y: number, degrees: number]>>;
	  }
	| {
			readonly type: 'ink';
			readonly points: readonly number[];
			readonly color: string;
			readonly width: number;
			readonly brush?: string | undefined;
	  }
	| LaserGesture
	| { readonly type: 'connect'; readonly from: Point; readonly to: Point };

/** What the person wants. The host decides and writes; the engine never changes a record. */
export type Intent =
	/** New items, complete with id, z and parent. `edit`: the first one's text is to be edited at once. */
	| { readonly type: 'create'; readonly items: readonly Item[]; readonly edit: boolean }
	/** Sent once, when the drag or nudge is done. Frames carry what is in them: the host expands the ids. */
	| {
			readonly type: 'move';
			readonly ids: readonly string[];
			readonly dx: number;
			readonly dy: number;
			readonly final: true;
			/** The frame it was dropped on; absent: each goes where its middle is. */
			readonly into?: string;
			/** Where items stood when the drag began, if somebody else has moved them since. */
			readonly starts?: Readonly<Record<string, Point>>;
	  }
	| { readonly type: 'resize'; readonly patches: readonly Patch[]; readonly final: true }
	/** Changed fields that are neither place nor size, such as where a connector ends. */
	| { readonly type: 'update'; readonly patches: readonly Patch[] }
	| { readonly type: 'remove'; readonly ids: readonly string[] }
	| {
			readonly type: 'duplicate';
			readonly ids: readonly string[];
			readonly dx: number;
			readonly dy: number;
	  }
	/** The host lays an editor over `view.textBoxOf(id)` and calls `view.setEditing(id)`. */
	| {
			readonly type: 'edit';
			readonly id: string;
			/** Where somebody clicked to edit. */
			readonly point?: Point;
			/** What somebody typed to begin with. */
			readonly text?: string;
	  }
	| { readonly type: 'select'; readonly ids: readonly string[] }
	/**
	 * Several are being chosen, one by one: `atHand` is the one that keys would add or take out now.
	 * Null: no longer.
	 */
	| { readonly type: 'gather'; readonly gathering: { readonly atHand: string | null } | null }
	/** Null: nothing is being dragged any more. */
	| { readonly type: 'gesture'; readonly gesture: Gesture | null }
	/** Where the pointer is on the board; null when it left. */
	| { readonly type: 'cursor'; readonly point: Point | null }
	| { readonly type: 'viewport'; readonly camera: Camera; readonly viewport: Viewport }
	| { readonly type: 'tool'; readonly tool: ToolName }
	/** A right click without a drag, a long press, or the menu key. `at` in page pixels. */
	| {
			readonly type: 'menu';
			readonly at: Point;
			readonly point: Point;
			readonly ids: readonly string[];
	  }
	/** The finger whose rest asked for the menu moves on: nobody wants the menu any more. */
	| { readonly type: 'menu-over' }
	/** What a hand was dragging has been removed by somebody else. */
	| { readonly type: 'gone' }
	/** What a key was to change is locked. */
	| { readonly type: 'locked' }
	/** A pen was used: from now on fingers move the board. */
	| { readonly type: 'pen' }
	/** A key for something only the host can do. */
	| { readonly type: 'command'; readonly command: HostCommand };

export type HostCommand =
	| 'undo'
	| 'redo'
	| 'search'
	| 'palette'
	| 'copy-style'
	| 'paste-style'
	| 'help'
	/** Lead the keys into the bar of what is selected. */
	| 'selection-bar'
	/** Tell all about what is selected. */
	| 'describe'
	/** Show what others changed while it was held back. */
	| 'show-waiting'
	| 'group'
	| 'ungroup'
	| 'lock'
	| 'chat'
	| 'comment'
	/** Show the others what is selected, by a beam around it. */
	| 'point-at'
	| 'open-document'
	| 'react';
