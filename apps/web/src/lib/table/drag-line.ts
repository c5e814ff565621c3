import type { Axis } from '@concordia/board/table';
import type { TablePlaces } from '@concordia/canvas';

export interface LineDrag {
	readonly places: TablePlaces;
	/** Pixels per board unit. */
	readonly zoom: number;
	readonly axis: Axis;
	readonly index: number;
	readonly mode: 'move' | 'size';
	/** Shows where it would land, in board units from the table's edge; null: it is over. */
	readonly show: (offset: number | null) => void;
	readonly size: (length: number) => void;
	readonly move: (to: number) => void;
	readonly click: () => void;
}

/** Pixels that a hand may tremble in a click. */
const threshold = 4;

interface Line {
	readonly from: number;
	readonly length: number;
}

/** Follows a pointer that holds the edge of a column or row, or its grip. Escape leaves it as it was. */
export function dragLine(event: PointerEvent, drag: LineDrag): void {
	const lines: Line[] =
		drag.axis === 'column'
			? drag.places.columns.map(({ x, w }) => ({ from: x, length: w }))
			: drag.places.rows.map(({ y, h }) => ({ from: y, length: h }));
	const line = lines[drag.index];
	if (!line) return;
	let isDragged = false;
	let to = drag.index;
	let { length } = line;

	const move = (moved: PointerEvent): void => {
		const pixels =
			drag.axis === 'column' ? moved.clientX - event.clientX : moved.clientY - event.clientY;
		isDragged ||= Math.abs(pixels) >= threshold;
		if (!isDragged) return;
		const by = pixels / drag.zoom;
		if (drag.mode === 'size') {
			length = Math.max(1, line.length + by);
			drag.show(line.from + length);
			return;
		}
		to = landing(lines, drag.index, line.from + line.length / 2 + by);
		const target = lines[to]!;
		drag.show(to > drag.index ? target.from + target.length : target.from);
	};
	const stop = (): void => {
		removeEventListener('pointermove', move);
		removeEventListener('pointerup', drop);
		removeEventListener('pointercancel', stop);
		removeEventListener('keydown', cancel, true);
		drag.show(null);
	};
	const drop = (): void => {
		stop();
		if (!isDragged) drag.click();
		else if (drag.mode === 'size') drag.size(length);
		else drag.move(to);
	};
	const cancel = (pressed: KeyboardEvent): void => {
		if (pressed.key !== 'Escape') return;
		pressed.preventDefault();
		pressed.stopPropagation();
		stop();
	};
	addEventListener('pointermove', move);
	addEventListener('pointerup', drop);
	addEventListener('pointercancel', stop);
	addEventListener('keydown', cancel, true);
}

/** The place among the lines of one whose middle is dragged to here. */
export function landing(lines: readonly Line[], index: number, middle: number): number {
	let to = index;
	for (const [place, { from, length }] of lines.entries()) {
		const centre = from + length / 2;
		if (place < index && middle < centre) return place;
		if (place > index && middle > centre) to = place;
	}
	return to;
}
