import { boundsOf, type Difference, type Item } from '@concordia/board';
import type { BoardView, PageRect } from '@concordia/canvas';

/** How each kind of difference is marked: a sign, a line and a colour, so that none is needed alone. */
export const signs: Readonly<Record<Difference['kind'], string>> = {
	added: '+',
	changed: '≠',
	moved: '→',
	removed: '−'
};

export const kinds: readonly Difference['kind'][] = ['added', 'changed', 'moved', 'removed'];

/** The item of a difference as it is, or was last. */
export function itemOf(difference: Difference): Item {
	return difference.kind === 'removed' ? difference.before : difference.after;
}

/** The custom property of the page that holds the colour of a kind. */
export const colors: Readonly<Record<Difference['kind'], string>> = {
	added: '--success',
	changed: '--warning',
	moved: '--note-indigo-line',
	removed: '--danger'
};

const dashes: Readonly<Record<Difference['kind'], readonly number[]>> = {
	added: [],
	changed: [10, 5],
	moved: [2, 5],
	removed: []
};

const badgePx = 22;
const hatchPx = 10;

export interface MarkedBoard {
	readonly view: Pick<BoardView, 'rectOf' | 'toPage'>;
	/** The marking surface on the page. */
	readonly origin: PageRect;
	readonly differences: readonly Difference[];
	/** The item that is looked at right now. */
	readonly selected: string | null;
	readonly color: (kind: Difference['kind']) => string;
	readonly ground: string;
}

/** Draws what became of each item over the board. Only what is on the screen takes time. */
export function paintMarks(context: CanvasRenderingContext2D, board: MarkedBoard): void {
	context.clearRect(0, 0, board.origin.width, board.origin.height);
	for (const difference of board.differences) {
		const rect = board.view.rectOf(difference.id);
		if (rect === null) continue;
		const box = {
			x: rect.x - board.origin.x,
			y: rect.y - board.origin.y,
			width: rect.width,
			height: rect.height
		};
		const former =
			'isMoved' in difference && difference.isMoved ? formerBox(difference, board) : null;
		if (!isVisible(box, board.origin) && !(former && isVisible(former, board.origin))) continue;
		context.save();
		context.strokeStyle = board.color(difference.kind);
		context.fillStyle = board.color(difference.kind);
		if (former) paintWay(context, former, box);
		paintBox(context, box, difference, board);
		context.restore();
	}
}

function isVisible(box: PageRect, { width, height }: PageRect): boolean {
	return (
		box.x < width + badgePx &&
		box.y < height + badgePx &&
		box.x + box.width > -badgePx &&
		box.y + box.height > -badgePx
	);
}

function formerBox(difference: { readonly before: Item }, board: MarkedBoard): PageRect | null {
	if (difference.before.type === 'connector') return null;
	const { x, y, width, height } = boundsOf(difference.before);
	const [left, top] = board.view.toPage([x, y]);
	const [right, bottom] = board.view.toPage([x + width, y + height]);
	return {
		x: left - board.origin.x,
		y: top - board.origin.y,
		width: right - left,
		height: bottom - top
	};
}

function paintWay(context: CanvasRenderingContext2D, from: PageRect, to: PageRect): void {
	context.lineWidth = 1.5;
	context.setLineDash([2, 4]);
	context.globalAlpha = 0.8;
	context.strokeRect(from.x, from.y, from.width, from.height);
	context.setLineDash([]);
	const [x0, y0] = [from.x + from.width / 2, from.y + from.height / 2];
	const [x1, y1] = [to.x + to.width / 2, to.y + to.height / 2];
	const angle = Math.atan2(y1 - y0, x1 - x0);
	context.beginPath();
	context.moveTo(x0, y0);
	context.lineTo(x1, y1);
	for (const turn of [-0.5, 0.5]) {
		context.moveTo(x1, y1);
		context.lineTo(x1 - 12 * Math.cos(angle + turn), y1 - 12 * Math.sin(angle + turn));
	}
	context.stroke();
	context.globalAlpha = 1;
}

function paintBox(
	context: CanvasRenderingContext2D,
	box: PageRect,
	difference: Difference,
	board: MarkedBoard
): void {
	const { id, kind } = difference;
	const { type } = kind === 'removed' ? difference.before : difference.after;
	const isLine = type === 'connector';
	const isSelected = id === board.selected;
	context.lineWidth = isSelected ? 5 : 3;
	context.setLineDash([...dashes[kind]]);
	// The box of a line holds much that isn't the line: its sign stands in the middle.
	if (isLine) context.globalAlpha = isSelected ? 1 : 0.35;
	else if (kind === 'removed') paintHatch(context, box);
	context.strokeRect(box.x - 2, box.y - 2, box.width + 4, box.height + 4);
	context.setLineDash([]);
	context.globalAlpha = 1;
	// From far away the signs would cover the board.
	if (!isSelected && box.width < badgePx && box.height < badgePx) return;
	const [x, y] = isLine ? [box.x + box.width / 2, box.y + box.height / 2] : [box.x - 2, box.y - 2];
	context.beginPath();
	context.arc(x, y, badgePx / 2, 0, 2 * Math.PI);
	context.fill();
	context.fillStyle = board.ground;
	context.font = '700 16px system-ui, sans-serif';
	context.textAlign = 'center';
	context.textBaseline = 'middle';
	context.fillText(signs[kind], x, y + 1);
}

function paintHatch(context: CanvasRenderingContext2D, { x, y, width, height }: PageRect): void {
	context.save();
	context.beginPath();
	context.rect(x, y, width, height);
	context.clip();
	context.globalAlpha = 0.55;
	context.lineWidth = 1.5;
	context.beginPath();
	const step = Math.max(hatchPx, (width + height) / 200);
	for (let at = -height; at < width; at += step) {
		context.moveTo(x + at, y + height);
		context.lineTo(x + at + height, y);
	}
	context.stroke();
	context.restore();
}
