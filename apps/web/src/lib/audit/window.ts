/** A list too long for the page: only the rows near the visible part exist. */
export interface ListMeasures {
	readonly count: number;
	readonly rowHeight: number;
	/** Height of the visible part. */
	readonly viewport: number;
	readonly scrollTop: number;
}

export interface ListWindow {
	/** Rows `first` to, but without, `end` are drawn. */
	readonly first: number;
	readonly end: number;
	/** Where the first drawn row begins. */
	readonly offset: number;
	/** Height of everything, for the scroll bar. */
	readonly height: number;
}

/** Browsers cut elements at about 17 to 33 million pixels; beyond this the scroll bar is compressed. */
export const MAX_HEIGHT = 12_000_000;
/** Rows drawn above and below the visible part, so that quick scrolling shows no gaps. */
const OVERSCAN = 12;

export function listWindow(measures: ListMeasures): ListWindow {
	const { count, rowHeight, viewport } = measures;
	const height = Math.min(count * rowHeight, MAX_HEIGHT);
	if (count === 0 || rowHeight <= 0) return { first: 0, end: 0, offset: 0, height: 0 };
	const top = topRow(measures);
	const visible = Math.ceil(viewport / rowHeight) + 1;
	const first = clamp(Math.floor(top) - OVERSCAN, 0, count);
	const end = clamp(Math.floor(top) + visible + OVERSCAN, 0, count);
	// The row at the upper edge stays where the scroll bar says; the others follow from it.
	const offset = Math.max(0, clampScroll(measures) - (top - first) * rowHeight);
	return { first, end, offset, height };
}

/** Where to scroll so that a row is wholly visible; the same place when it is already. */
export function scrollToShow(index: number, measures: ListMeasures): number {
	const { count, rowHeight, viewport, scrollTop } = measures;
	const top = topRow(measures);
	const rows = viewport / rowHeight;
	const wanted = index < top ? index : index + 1 > top + rows ? index + 1 - rows : null;
	return wanted === null ? scrollTop : scrollOf(clamp(wanted, 0, count), measures);
}

/** After rows came in above, the place that shows what was shown before. */
export function scrollAfterInsert(inserted: number, measures: ListMeasures): number {
	return scrollOf(topRow(measures) + inserted, { ...measures, count: measures.count + inserted });
}

/** The row, with fraction, at the upper edge of the visible part. */
function topRow(measures: ListMeasures): number {
	const { count, rowHeight, viewport } = measures;
	const scrollable = Math.max(0, Math.min(count * rowHeight, MAX_HEIGHT) - viewport);
	const real = Math.max(0, count * rowHeight - viewport);
	return scrollable === 0 ? 0 : ((clampScroll(measures) / scrollable) * real) / rowHeight;
}

function scrollOf(row: number, { count, rowHeight, viewport }: ListMeasures): number {
	const scrollable = Math.max(0, Math.min(count * rowHeight, MAX_HEIGHT) - viewport);
	const real = Math.max(0, count * rowHeight - viewport);
	return real === 0 ? 0 : clamp(((row * rowHeight) / real) * scrollable, 0, scrollable);
}

function clampScroll({ count, rowHeight, viewport, scrollTop }: ListMeasures): number {
	return clamp(scrollTop, 0, Math.max(0, Math.min(count * rowHeight, MAX_HEIGHT) - viewport));
}

function clamp(value: number, least: number, most: number): number {
	return Math.min(Math.max(value, least), most);
}
