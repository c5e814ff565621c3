import type { Pointer } from './host.ts';

/** One drag from the threshold to the drop. */
export interface Drag {
	/** It moves the board itself. */
	readonly pansBoard?: boolean;
	/** What the hand holds: when all of it is gone, the drag is over. */
	readonly ids?: readonly string[];
	move(pointer: Pointer): void;
	drop(pointer: Pointer): void;
	cancel(): void;
}
