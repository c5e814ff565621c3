import type { Item } from '@concordia/board';
import type { BoardStore } from '#lib/board/board-store.svelte.ts';

/** The items somebody reacted to, kept in step without looking through all items. */
export class Reacted {
	readonly #items = new Map<string, Item>();
	readonly stop: () => void;
	#version = $state(0);

	constructor(board: BoardStore) {
		this.stop = board.attach({
			load: (items) => {
				this.#items.clear();
				for (const item of items) this.#take(item);
				this.#version += 1;
			},
			apply: (changes) => {
				let isChanged = false;
				for (const { id, before, after } of changes) {
					if (before?.reactions === undefined && after?.reactions === undefined) continue;
					isChanged = true;
					if (after === undefined) this.#items.delete(id);
					else this.#take(after);
				}
				if (isChanged) this.#version += 1;
			},
			select: () => {}
		});
	}

	get isEmpty(): boolean {
		void this.#version;
		return this.#items.size === 0;
	}

	get items(): Iterable<Item> {
		void this.#version;
		return this.#items.values();
	}

	#take(item: Item): void {
		if (item.reactions === undefined || item.type === 'comment') this.#items.delete(item.id);
		else this.#items.set(item.id, item);
	}
}
