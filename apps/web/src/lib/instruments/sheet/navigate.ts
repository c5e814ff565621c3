// Where a key leads in a table, and what is selected: by numbers of row and column.

export interface At {
	readonly row: number;
	readonly column: number;
}

export interface Area {
	readonly rows: number;
	readonly columns: number;
	/** How many rows a page has. */
	readonly page: number;
	readonly isFilled: (at: At) => boolean;
}

const steps: Readonly<Record<string, At>> = {
	ArrowUp: { row: -1, column: 0 },
	ArrowDown: { row: 1, column: 0 },
	ArrowLeft: { row: 0, column: -1 },
	ArrowRight: { row: 0, column: 1 }
};

/** Where a key leads; undefined for keys that lead nowhere. With `isFar` it is held with Ctrl or Command. */
export function lead(key: string, isFar: boolean, from: At, area: Area): At | undefined {
	const step = steps[key];
	if (step) return isFar ? jump(from, step, area) : within(add(from, step), area);
	switch (key) {
		case 'Home':
			return within({ row: isFar ? 0 : from.row, column: 0 }, area);
		case 'End':
			return within({ row: isFar ? area.rows - 1 : from.row, column: area.columns - 1 }, area);
		case 'PageUp':
			return within({ ...from, row: from.row - area.page }, area);
		case 'PageDown':
			return within({ ...from, row: from.row + area.page }, area);
		default:
			return undefined;
	}
}

const add = (a: At, b: At): At => ({ row: a.row + b.row, column: a.column + b.column });

const within = ({ row, column }: At, { rows, columns }: Area): At => ({
	row: Math.min(Math.max(row, 0), Math.max(0, rows - 1)),
	column: Math.min(Math.max(column, 0), Math.max(0, columns - 1))
});

const isSame = (a: At, b: At): boolean => a.row === b.row && a.column === b.column;

/** To the last filled cell before a gap; out of a gap to the next filled one; else to the edge. */
function jump(from: At, step: At, area: Area): At {
	const next = (at: At): At => within(add(at, step), area);
	let at = from;
	const isAlong = area.isFilled(at) && area.isFilled(next(at));
	while (!isSame(next(at), at)) {
		if (isAlong && !area.isFilled(next(at))) return at;
		at = next(at);
		if (!isAlong && area.isFilled(at)) return at;
	}
	return at;
}

/** The next cell in reading order; undefined behind the last and before the first. */
export function following(from: At, isBack: boolean, { rows, columns }: Area): At | undefined {
	const index = from.row * columns + from.column + (isBack ? -1 : 1);
	if (index < 0 || index >= rows * columns) return undefined;
	return { row: Math.floor(index / columns), column: index % columns };
}

export interface Range {
	readonly from: At;
	readonly to: At;
}

/** The rectangle that two of its corners span. */
export function rangeOf(a: At, b: At): Range {
	return {
		from: { row: Math.min(a.row, b.row), column: Math.min(a.column, b.column) },
		to: { row: Math.max(a.row, b.row), column: Math.max(a.column, b.column) }
	};
}

export interface Filling {
	readonly at: At;
	readonly text: string;
}

const repeat = (selected: number, size: number): number =>
	selected % size === 0 ? selected : size;

/**
 * What is to be written where when cells are pasted: from the first selected cell on, repeated as often as they
 * fit into what is selected. Columns beyond the last are dropped; rows beyond the last are the caller's to make.
 */
export function pasted(
	cells: readonly (readonly string[])[],
	{ from, to }: Range,
	columns: number
): Filling[] {
	const width = Math.max(1, ...cells.map((row) => row.length));
	const height = repeat(to.row - from.row + 1, cells.length);
	const across = repeat(to.column - from.column + 1, width);
	const found: Filling[] = [];
	for (let row = 0; row < height; row += 1) {
		for (let column = 0; column < across; column += 1) {
			const text = cells[row % cells.length]?.[column % width];
			const at = { row: from.row + row, column: from.column + column };
			if (text !== undefined && at.column < columns) found.push({ at, text });
		}
	}
	return found;
}
