import { keep, kept } from '#lib/kept.ts';
import type { BoardStore } from './board-store.svelte.ts';

/** When others' changes are kept from the page: never, while a text is written, or until they are asked for. */
export const holdModes = ['never', 'writing', 'asked'] as const;
export type HoldMode = (typeof holdModes)[number];

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
		keep('hold', mode);
	}

	/** Call inside an effect. */
	follow(): void {
		const isWriting = this.#board.editing !== null;
		this.#board.hold(this.#mode === 'asked' || (this.#mode === 'writing' && isWriting));
	}
}

function readMode(): HoldMode {
	const stored = kept('hold');
	return holdModes.find((mode) => mode === stored) ?? 'never';
}
