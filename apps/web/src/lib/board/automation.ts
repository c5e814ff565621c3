import type { Item, NewItem, Patch } from '@concordia/board';
import type { BoardView, Camera } from '@concordia/canvas';
import type { Connection } from '#lib/session/connection.svelte.ts';
import type { BoardStore } from './board-store.svelte.ts';

/** The object that programs find in the page with `?automation=1`. It has no more rights than the person. */
export interface Automation {
	/** Resolves once the board can be read, and edited where the person may. */
	readonly ready: Promise<void>;
	items(): Item[];
	insert(items: readonly NewItem[]): void;
	update(patches: readonly Patch[]): void;
	remove(ids: readonly string[]): void;
	select(ids: readonly string[]): void;
	undo(): void;
	readonly camera: {
		get(): Camera;
		set(camera: Camera): void;
		fit(): void;
	};
	/** Where an item is, in page pixels; null when there is none. */
	rect(id: string): { x: number; y: number; width: number; height: number } | null;
	/** Resolves when everything is drawn and saved. */
	settled(): Promise<void>;
}

declare global {
	interface Window {
		concordia?: Automation;
	}
}

const pollMs = 20;

async function until(isSo: () => boolean): Promise<void> {
	while (!isSo()) await new Promise((resolve) => setTimeout(resolve, pollMs));
}

export function createAutomation(
	store: BoardStore,
	connection: Connection,
	view: () => BoardView | null
): Automation {
	const present = (): BoardView => {
		const engine = view();
		if (engine === null) throw new Error('await ready');
		return engine;
	};
	return {
		ready: until(() => view() !== null && !store.isPreview),
		items: () => [...store.peek().values()].map((item) => structuredClone(item)),
		insert: (items) => store.insert(items),
		update: (patches) => store.update(patches),
		remove: (ids) => store.remove(ids),
		select: (ids) => store.select(ids),
		undo: () => store.undo(),
		camera: {
			get: () => ({ ...present().camera }),
			set: (camera) => present().setCamera(camera),
			fit: () => present().fit()
		},
		rect: (id) => view()?.rectOf(id) ?? null,
		async settled() {
			await until(() => !store.isPreview && connection.unsaved === 0);
			await view()?.settled();
		}
	};
}
