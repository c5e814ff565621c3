import type { Pointer } from './host.ts';

/** One drag from the threshold to the drop. */
export interface Drag {
	/** It moves the board itself. */
	readonly pansBoard?: boolean;
	move(pointer: Pointer): void;
	drop(pointer: Pointer): void;
	cancel(): void;
}
