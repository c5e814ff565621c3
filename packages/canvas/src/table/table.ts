import { cellKey, type Item } from '@concordia/board';
import { blockLines, type Layout, type Setting, type TextBlock } from '../layout.ts';
import type { Drawing, Op } from '../paint/list.ts';
import { fitRich } from '../rich/rich.ts';
import { fitText } from '../text/fit.ts';

/** Where the columns and rows of a table are, relative to its top left, in board units. */
export interface TablePlaces {
	readonly columns: readonly { readonly id: string; readonly x: number; readonly w: number }[];
	readonly rows: readonly { readonly id: string; readonly y: number; readonly h: number }[];
}

const SIZE = 16;
const LEADING = 1.35;
const PAD_X = 10;
const PAD_Y = 8;
const RADIUS = 6;
const HEADER_WEIGHT = 650;

/** Lays out a table: columns have their widths, rows grow with what their cells say. */
export function layoutTable(item: Item, { measurer }: Setting): Layout {
	const { columns = [], rows = [], cells = {} } = item;
	const width = columns.reduce((sum, column) => sum + column.width, 0);
	const height = rows.reduce((sum, row) => sum + row.height, 0);
	// While it is pulled larger, its columns and rows are what the result will be.
	const wider = width > 0 ? item.size[0] / width : 1;
	const higher = height > 0 ? item.size[1] / height : 1;
	let x = 0;
	const across = columns.map(({ id, width: own }) => {
		const w = own * wider;
		x += w;
		return { id, x: x - w, w };
	});
	const texts: TextBlock[] = [];
	let y = 0;
	const down = rows.map(({ id, height: own }, index) => {
		const isHeader = item.headerRow === true && index === 0;
		let h = own * higher;
		for (const column of across) {
			const text = cells[cellKey(id, column.id)] ?? '';
			if (text === '') continue;
			const request = {
				text,
				width: Math.max(SIZE, column.w - 2 * PAD_X),
				height: Infinity,
				sizes: [SIZE],
				weight: isHeader ? HEADER_WEIGHT : 400,
				leading: LEADING
			};
			const fitted = fitRich(request, measurer) ?? fitText(request, measurer);
			h = Math.max(h, fitted.height + 2 * PAD_Y);
			texts.push({
				x: column.x + PAD_X,
				y: y + PAD_Y,
				w: request.width,
				h: fitted.height,
				size: SIZE,
				leading: SIZE * LEADING,
				weight: request.weight,
				align: 'left',
				color: 'text',
				...blockLines(text, fitted)
			});
		}
		y += h;
		return { id, y: y - h, h };
	});
	const places: TablePlaces = { columns: across, rows: down };
	return {
		w: x,
		h: y,
		strip: null,
		main: null,
		place: null,
		placeholder: null,
		details: [],
		badges: [],
		textLimit: SIZE,
		table: places,
		drawing: drawTable(item, places, texts, x, y)
	};
}

/** Where a cell's text is written, for an editor laid over it; relative to the table, in board units. */
export function cellBox(
	{ columns, rows }: TablePlaces,
	at: { readonly row: number; readonly column: number }
): { readonly x: number; readonly y: number; readonly w: number; readonly h: number } | null {
	const column = columns[at.column];
	const row = rows[at.row];
	return column && row ? { x: column.x, y: row.y, w: column.w, h: row.h } : null;
}

/** How cells are written: for an editor that is to look the same. */
export const cellStyle = {
	size: SIZE,
	leading: SIZE * LEADING,
	padX: PAD_X,
	padY: PAD_Y,
	headerWeight: HEADER_WEIGHT
} as const;

function drawTable(
	item: Item,
	{ columns, rows }: TablePlaces,
	texts: readonly TextBlock[],
	w: number,
	h: number
): Drawing {
	let ops: readonly Op[] | undefined;
	const make = (): Op[] => {
		const [first] = rows;
		const header = item.headerRow === true && first;
		const lines = [
			...columns.slice(1).map(({ x }) => `M${short(x)} 0V${short(h)}`),
			...rows.slice(1).map(({ y }) => `M0 ${short(y)}H${short(w)}`)
		].join('');
		return [
			{ op: 'box', x: 0, y: 0, w, h, r: RADIUS, fill: 'surface', shadow: true },
			...(header
				? [
						{
							op: 'box',
							x: 0,
							y: 0,
							w,
							h: first.h,
							r: rows.length > 1 ? RADIUS : 0,
							fill: `fill-${item.color ?? 'gray'}`,
							top: true
						} as const
					]
				: []),
			...(lines === '' ? [] : [{ op: 'path', d: lines, stroke: 'line', line: 1 } as const]),
			{ op: 'box', x: 0, y: 0, w, h, r: RADIUS, stroke: 'line', line: 1 },
			...texts.map((block): Op => ({ op: 'text', block }))
		];
	};
	return {
		get ops() {
			ops ??= make();
			return ops;
		},
		swatch: 'surface',
		coarse: null,
		textSize: texts.length > 0 ? SIZE : 0
	};
}

function short(value: number): string {
	return String(Math.round(value * 100) / 100);
}
