import type { Item } from '@concordia/board';
import type { BoardStore } from '#lib/board/board-store.svelte.ts';

/** The cards of one instrument, kept in step without looking through all items. */
export class InstrumentCards {
	readonly #items = new Map<string, Item>();
	readonly stop: () => void;
	#version = $state(0);

	constructor(board: BoardStore, instrument: string) {
		const belongs = (item: Item | undefined): item is Item => item?.instrument === instrument;
		this.stop = board.attach({
			load: (items) => {
				this.#items.clear();
				for (const item of items) if (belongs(item)) this.#items.set(item.id, item);
				this.#version += 1;
			},
			apply: (changes) => {
				let isChanged = false;
				for (const { id, before, after } of changes) {
					if (!belongs(before) && !belongs(after)) continue;
					isChanged = true;
					if (belongs(after)) this.#items.set(id, after);
					else this.#items.delete(id);
				}
				if (isChanged) this.#version += 1;
			},
			select: () => {}
		});
	}

	get items(): readonly Item[] {
		void this.#version;
		return [...this.#items.values()];
	}
}
