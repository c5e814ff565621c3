/** A day, as `2026-11-22`. */
export interface Day {
	readonly day: string;
}

/** What stands in a cell: words, a figure, a day, yes or no, or nothing. */
export type SheetCell = string | number | boolean | Day | null;

export interface SheetColumn {
	readonly title: string;
	/** About how many letters wide; made from what stands in the column when absent. */
	readonly width?: number;
	/** Its figures are shown to the cent, in groups of thousands. */
	readonly isMoney?: boolean;
}

/** A table as spreadsheets know it: a row of headings, and rows of cells under them. */
export interface Sheet {
	readonly name: string;
	readonly columns: readonly SheetColumn[];
	readonly rows: readonly (readonly SheetCell[])[];
}

export function isDay(cell: SheetCell): cell is Day {
	return typeof cell === 'object' && cell !== null;
}

/** Midnight of a day in UTC, in milliseconds; undefined for what is no day of the calendar. */
export function dayTime(day: string): number | undefined {
	const [, year = '', month = '', date = ''] = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(day) ?? [];
	const time = Date.UTC(Number(year), Number(month) - 1, Number(date));
	if (year === '' || !new Date(time).toISOString().startsWith(day)) return undefined;
	return time;
}
