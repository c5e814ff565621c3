import type { BoardStore } from './board-store.svelte.ts';

/** When others' changes are kept from the page: never, while a text is written, or until they are asked for. */
export const holdModes = ['never', 'writing', 'asked'] as const;
export type HoldMode = (typeof holdModes)[number];

const storageKey = 'concordia.hold';

/** Lets somebody work undisturbed: others' changes arrive and are kept, but shown later. */
export class Undisturbed {
	#board: BoardStore;
	#mode: HoldMode = $state(readMode());

	constructor(board: BoardStore) {
		this.#board = board;
	}

	get mode(): HoldMode {
		return this.#mode;
	}

	set mode(mode: HoldMode) {
		this.#mode = mode;
		try {
			localStorage.setItem(storageKey, mode);
		} catch {
			// Not remembered, but true for this page.
		}
	}

	/** Call inside an effect. */
	follow(): void {
		const isWriting = this.#board.editing !== null;
		this.#board.hold(this.#mode === 'asked' || (this.#mode === 'writing' && isWriting));
	}
}

function readMode(): HoldMode {
	try {
		const stored = localStorage.getItem(storageKey);
		return holdModes.find((mode) => mode === stored) ?? 'never';
	} catch {
		return 'never';
	}
}
