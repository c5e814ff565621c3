import type { PenMode } from '@concordia/canvas';
import { keep, kept } from '#lib/kept.ts';

const prefix = 'hands-';

/** How this person's hands work on a board, kept on this device. Where storage is closed, until reload. */
export class Habits {
	#grid = $state(kept(prefix + 'grid') === 'on');
	#snap = $state(kept(prefix + 'snap') !== 'off');
	#pen: PenMode = $state(penMode(kept(prefix + 'pen')));
	#onChange: () => void;

	constructor(onChange: () => void) {
		this.#onChange = onChange;
	}

	/** Whether things go to the lines of a grid. */
	get grid(): boolean {
		return this.#grid;
	}

	set grid(on: boolean) {
		this.#grid = on;
		this.#keep('grid', on ? 'on' : 'off');
	}

	/** Whether things line up with others. */
	get snap(): boolean {
		return this.#snap;
	}

	set snap(on: boolean) {
		this.#snap = on;
		this.#keep('snap', on ? 'on' : 'off');
	}

	/** Whether fingers only move the board, because a pen does the rest. */
	get pen(): PenMode {
		return this.#pen;
	}

	set pen(mode: PenMode) {
		this.#pen = mode;
		this.#keep('pen', mode);
	}

	#keep(key: string, value: string): void {
		keep(prefix + key, value);
		this.#onChange();
	}
}

function penMode(value: string | null): PenMode {
	return value === 'on' || value === 'off' ? value : 'auto';
}
