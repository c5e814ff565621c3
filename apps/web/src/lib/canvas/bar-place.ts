import type { Rect } from '@concordia/board';

const margin = 12;
/** Height of the bar with its border. */
const tall = 50;
const apart = 8;

/**
 * Where the bar of the selection stands, by the middle of its upper edge: above the selection where there is room,
 * else below it, always on the screen, and beside what covers the board at its foot. Null while the selection is out
 * of sight. All in pixels from the corner of the board.
 */
export function barPlace(
	selection: Rect,
	board: Pick<Rect, 'width' | 'height'>,
	width: number,
	covers: readonly Rect[]
): { readonly x: number; readonly y: number } | null {
	const { y: top } = selection;
	const bottom = top + selection.height;
	const middle = selection.x + selection.width / 2;
	if (bottom < 0 || top > board.height) return null;
	if (middle < -selection.width || middle > board.width + selection.width) return null;
	const wanted = top > 92 ? top - 76 : Math.min(bottom + 32, board.height - 64);
	const y = Math.round(Math.max(margin, wanted));
	const low = covers.filter((one) => one.y < y + tall && one.y + one.height > y);
	const [left, right] = [margin + width / 2, board.width - margin - width / 2];
	const x = Math.max(left, Math.min(right, middle));
	const isFree = (at: number): boolean =>
		at >= left &&
		at <= right &&
		low.every((one) => at + width / 2 <= one.x || at - width / 2 >= one.x + one.width);
	const places = low.flatMap((one) => [
		one.x - apart - width / 2,
		one.x + one.width + apart + width / 2
	]);
	const free = [x, ...places.toSorted((a, b) => Math.abs(a - x) - Math.abs(b - x))].find(isFree);
	if (free !== undefined) return { x: Math.round(free), y };
	const above = Math.min(...low.map((one) => one.y)) - apart - tall;
	return { x: Math.round(x), y: Math.max(margin, above) };
}
