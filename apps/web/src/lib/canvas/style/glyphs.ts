import { shapeOutline } from '@concordia/canvas';
import {
	dashNames,
	headNames,
	routeNames,
	shapeNames,
	type DashName,
	type HeadName,
	type RouteName,
	type ShapeName
} from '@concordia/board';

/** One stroke of a small picture, 28 by 22. */
export interface Stroke {
	readonly d: string;
	readonly filled?: boolean;
	readonly dash?: string;
	readonly width?: number;
}

/** Something that can be chosen, as a picture with a name. */
export interface Option<Value> {
	readonly value: Value;
	/** The message that names it. */
	readonly label: string;
	readonly strokes: readonly Stroke[];
	/** What a name needs to be filled in. */
	readonly params?: Readonly<Record<string, number>>;
}

const rectangle = (r: number): string =>
	`M${2 + r} 3H${26 - r}A${r} ${r} 0 0 1 26 ${3 + r}V${19 - r}A${r} ${r} 0 0 1 ${26 - r} 19H${2 + r}A${r} ${r} 0 0 1 2 ${19 - r}V${3 + r}A${r} ${r} 0 0 1 ${2 + r} 3Z`;

const corners: Readonly<Partial<Record<ShapeName, number>>> = { rectangle: 1, rounded: 5, pill: 8 };

export const shapes: readonly Option<ShapeName>[] = shapeNames.map((value) => {
	const outline = shapeOutline(value, 28, 22, 2);
	const paths = outline ? [outline.body, outline.inner] : [rectangle(corners[value] ?? 1)];
	return {
		value,
		label: `lines.shape-${value}`,
		strokes: paths.filter((d) => d !== null).map((d) => ({ d }))
	};
});

const ways: Readonly<Record<RouteName, string>> = {
	straight: 'M4 18L24 4',
	curved: 'M4 18C16 18 12 4 24 4',
	elbow: 'M4 18H14V4H24'
};

export const routes: readonly Option<RouteName>[] = routeNames.map((value) => ({
	value,
	label: `lines.route-${value}`,
	strokes: [{ d: ways[value] }]
}));

const tips: Readonly<Record<HeadName, Stroke | null>> = {
	none: null,
	arrow: { d: 'M17 5L24 11L17 17' },
	triangle: { d: 'M15 5L24 11L15 17Z', filled: true },
	dot: { d: 'M24 11A4 4 0 1 1 16 11A4 4 0 1 1 24 11Z', filled: true },
	diamond: { d: 'M24 11L18.5 6L13 11L18.5 16Z', filled: true },
	bar: { d: 'M24 5V17' }
};

export const heads: readonly Option<HeadName>[] = headNames.map((value) => {
	const tip = tips[value];
	return {
		value,
		label: `lines.head-${value}`,
		strokes: [{ d: 'M4 11H23' }, ...(tip ? [tip] : [])]
	};
});

const patterns: Readonly<Record<DashName, string>> = { solid: '', dashed: '6 4', dotted: '0.1 5' };

export const dashes: readonly Option<DashName>[] = dashNames.map((value) => ({
	value,
	label: `lines.dash-${value}`,
	strokes: [{ d: 'M4 11H24', dash: patterns[value], width: 2.5 }]
}));

/** Widths of lines, thin to thick; drawn as thick as they fit. */
export function widths(values: readonly number[]): readonly Option<number>[] {
	return values.map((value, i) => ({
		value,
		label: 'lines.width-of',
		params: { width: value },
		strokes: [{ d: 'M4 11H24', width: [1.2, 2.4, 4.5, 8][i] ?? 8 }]
	}));
}

export const fills: readonly Option<'filled' | 'none'>[] = [
	{ value: 'filled', label: 'lines.fill-filled', strokes: [{ d: rectangle(3), filled: true }] },
	{ value: 'none', label: 'lines.fill-none', strokes: [{ d: rectangle(3) }] }
];

export const brushes: readonly Option<'pen' | 'marker'>[] = [
	{ value: 'pen', label: 'lines.brush-pen', strokes: [{ d: 'M4 16C9 2 14 20 24 6', width: 2 }] },
	{
		value: 'marker',
		label: 'lines.brush-marker',
		strokes: [{ d: 'M5 15C10 5 14 17 23 8', width: 7 }]
	}
];
