/** What of the board is on the screen, in pixels from the corner of a table. */
export interface Shown {
	readonly left: number;
	readonly top: number;
	readonly right: number;
	readonly bottom: number;
}

/** What a table is held and changed by lies around it, in pixels: never over a cell. */
export const handles = {
	/** Above the columns, left of the rows. */
	grip: 26,
	/** The button of the menu, with what is kept free beside it. */
	menu: 50,
	/** The line above the grips, with the menu, and what is kept free above it. */
	above: 84,
	/** Between the table and what adds to it. */
	gap: 10,
	/** Kept free at the edge of the screen. */
	edge: 8
} as const;

/** How large the buttons are that add a row or a column: larger for fingers. */
export function plusSize(): number {
	return matchMedia('(pointer: coarse)').matches ? 44 : 28;
}

/** Whether there is room for such a button behind the last column, or row. */
export function hasRoom(length: number, screenEnd: number, plus: number): boolean {
	return length + handles.gap + plus + handles.edge <= screenEnd;
}
