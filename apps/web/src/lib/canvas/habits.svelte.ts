import type { PenMode } from '@concordia/canvas';

const prefix = 'concordia.hands-';

/** How this person's hands work on a board, kept on this device. Where storage is closed, until reload. */
export class Habits {
	#grid = $state(read('grid') === 'on');
	#snap = $state(read('snap') !== 'off');
	#pen: PenMode = $state(penMode(read('pen')));
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
		try {
			localStorage.setItem(prefix + key, value);
		} catch {
			// Holds for this page.
		}
		this.#onChange();
	}
}

function read(key: string): string | null {
	try {
		return localStorage.getItem(prefix + key);
	} catch {
		return null;
	}
}

function penMode(value: string | null): PenMode {
	return value === 'on' || value === 'off' ? value : 'auto';
}
