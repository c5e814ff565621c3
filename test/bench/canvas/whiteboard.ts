import type { Browser, Page } from '@playwright/test';
import type { Item } from '@concordia/board';

/** A whiteboard in a page of its own, as the bench handles it: the same gestures on each. */
export interface Whiteboard {
	readonly name: string;
	/** Somebody who comes with an empty cache to a board of so many items. */
	visit(browser: Browser, count: number): Promise<Visit>;
	close(): Promise<void>;
}

export interface Visit {
	/** Opens the board in a new page: it is painted and usable. */
	open(): Promise<OpenBoard>;
	close(): Promise<void>;
}

export interface OpenBoard {
	readonly page: Page;
	readonly items: readonly Item[];
	/** From the start of the navigation until all is painted and can be worked with, ms. */
	readonly usableMs: number;
	/** Scripts of the page as they are sent with gzip. */
	readonly scriptBytes: number;
	look(x: number, y: number, zoom: number): Promise<void>;
	fit(): Promise<void>;
	select(ids: readonly string[]): Promise<void>;
	/**
	 * A place on the page where an item can be taken hold of: at its upper edge, where texts are far, and left of
	 * its middle, where tldraw has a handle that makes another note.
	 */
	place(id: string): Promise<readonly [x: number, y: number]>;
	/** Others move so many items each second, until the returned function is called. */
	othersMove(ids: readonly string[]): Promise<() => Promise<void>>;
}

/** Somebody else's moves come in so many portions a second. */
export const PORTIONS_PER_SECOND = 20;
export const MOVES_PER_PORTION = 10;
