import type { Item, Point } from '@concordia/board';
import type { Component } from 'svelte';
import type { BoardStore } from '#lib/board/board-store.svelte.ts';
import type { Panel } from '#lib/board/panels.ts';
import type { SurfaceId } from '#lib/board/surfaces.ts';
import type { BoardCanvas } from '#lib/canvas/board-canvas.svelte.ts';
import type { Connection } from '#lib/session/connection.svelte.ts';

/** What an action works on, and what it may use. */
export interface ActionContext {
	readonly board: BoardStore;
	readonly canvas: BoardCanvas;
	readonly connection: Connection;
	/** The items a menu was opened for, else the selection. */
	readonly ids: readonly string[];
	readonly items: readonly Item[];
	/** The place on the board a menu was opened at; null without one. */
	readonly point: Point | null;
	/**
	 * Shows a dialog, an overlay or a panel of the side; `props` are what it takes beside the context. Of what has to be
	 * fetched first the promise says when it is there.
	 */
	readonly open: (
		surface: SurfaceId | Panel | 'help',
		props?: Record<string, unknown>
	) => void | Promise<void>;
}

export const actionGroups = [
	'add',
	'edit',
	'arrange',
	'order',
	'text',
	'view',
	'together',
	'file',
	'history',
	'help'
] as const;

/** Where a menu draws its lines, and how the palette sorts. */
export type ActionGroup = (typeof actionGroups)[number];

/** What has to be there before `when` is asked; the palette says which one is missing. */
export type Need = 'edit' | 'one' | 'some' | 'two' | 'three';

/** Something a person can do to the board, wherever it is offered: palette, menus, keys. */
export interface Action {
	/** Its text is the message `action.<id>`; a host command of the canvas runs the action of the same id. */
	readonly id: string;
	readonly group: ActionGroup;
	readonly icon?: Component<Record<string, unknown>>;
	/** Written as in `shortcuts.ts`; shown beside the name. */
	readonly keys?: readonly string[];
	/** Which context menu offers it; absent: only the palette. */
	readonly menu?: 'items' | 'board' | 'both';
	/** Whether the menu of the top bar has it, too. */
	readonly isMain?: boolean;
	readonly danger?: boolean;
	readonly needs?: readonly Need[];
	/** The message that names it right now, when it isn't `action.<id>`. */
	readonly label?: (context: ActionContext) => string;
	readonly when?: (context: ActionContext) => boolean;
	readonly run: (context: ActionContext) => void | Promise<void>;
}

const least: Readonly<Record<Exclude<Need, 'edit' | 'one'>, number>> = {
	some: 1,
	two: 2,
	three: 3
};

/** Why an action can't be done now: the need that isn't met, `when` for another reason, null when it can. */
export function obstacle(action: Action, context: ActionContext): Need | 'when' | null {
	for (const need of action.needs ?? []) {
		const isMet =
			need === 'edit'
				? context.board.canEdit
				: need === 'one'
					? context.items.length === 1
					: context.items.length >= least[need];
		if (!isMet) return need;
	}
	return action.when === undefined || action.when(context) ? null : 'when';
}
