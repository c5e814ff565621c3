import type { Item, Point } from '@concordia/board';
import type { ActionContext } from './action.ts';

/** What a menu was opened for. */
export interface MenuPlace {
	readonly ids: readonly string[];
	readonly point: Point;
}

type Parts = Pick<ActionContext, 'board' | 'canvas' | 'connection' | 'open'>;

/** The context of actions on the page: it follows the selection, unless a menu says what is meant. */
export class BoardContext implements ActionContext {
	readonly #parts: Parts;
	readonly #menu: MenuPlace | null;

	constructor(parts: Parts, menu: MenuPlace | null = null) {
		this.#parts = parts;
		this.#menu = menu;
	}

	get board(): ActionContext['board'] {
		return this.#parts.board;
	}

	get canvas(): ActionContext['canvas'] {
		return this.#parts.canvas;
	}

	get connection(): ActionContext['connection'] {
		return this.#parts.connection;
	}

	get ids(): readonly string[] {
		return this.#menu?.ids ?? this.board.selection;
	}

	get items(): readonly Item[] {
		return this.ids.map((id) => this.board.get(id)).filter((item) => item !== undefined);
	}

	get point(): Point | null {
		return this.#menu?.point ?? null;
	}

	open: ActionContext['open'] = (surface, props) => this.#parts.open(surface, props);

	/** The same page, for the items and the place of a menu. */
	at(menu: MenuPlace): BoardContext {
		return new BoardContext(this.#parts, menu);
	}
}
