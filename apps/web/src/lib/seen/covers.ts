import type { Box } from '@concordia/canvas';

/** What lies over the board beside the bars that say so themselves. */
const floating = [
	'[data-covers-board]',
	'[popover]:popover-open',
	'dialog[open]:not(:modal)',
	'#selection-bar',
	'.toasts > *',
	'.top-middle > *',
	'.bottom-middle > *'
].join(', ');

/** Where something lies over the board, from its top left in CSS pixels; null: a dialog over everything. */
export function coversOf(board: Element): Box[] | null {
	if (document.querySelector('dialog:modal') !== null) return null;
	const { left, top } = board.getBoundingClientRect();
	const covers: Box[] = [];
	for (const element of document.querySelectorAll(floating)) {
		const rect = element.getBoundingClientRect();
		if (rect.width === 0 || rect.height === 0) continue;
		covers.push({
			minX: rect.left - left,
			minY: rect.top - top,
			maxX: rect.right - left,
			maxY: rect.bottom - top
		});
	}
	return covers;
}
