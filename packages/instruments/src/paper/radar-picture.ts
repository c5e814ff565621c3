import type { PaperPicture } from '@concordia/exchange';
import type { RadarView } from '../definition.ts';
import { radar, ringValues } from '../radar.ts';
import type { Radar, RadarLine } from '../radar.ts';
import { colors, drawing, drawingWidth, mark, textMark } from './drawing.ts';
import type { Source } from './rows.ts';

const radius = 130;
const middle = { x: drawingWidth / 2, y: 160 };
const legendTop = 320;
const legendRow = 16;
/** More axes are read better in the table. */
const mostAxes = 24;
const strokes = ['#155ca8', '#9a4a00', '#6b3fa0', '#2c6e2f', '#a3232b', '#0b6b66'];
const dashes = ['', '8 4', '2 4', '12 4 2 4', '5 3', '1 3'];

/** Means per dimension as a spider web, or as bars where there are fewer than three; none without answers. */
export function radarPicture(
	source: Source,
	view: RadarView,
	frameId: string
): PaperPicture | undefined {
	const web = radar(source, view, source.items, frameId);
	if (web.lines.length === 0 || web.axes.length > mostAxes || web.lines.length > mostAxes) {
		return undefined;
	}
	const { locale, word } = source;
	const name = ({ value }: RadarLine): string =>
		value?.label ?? word(view.series === undefined ? `${view.kind}.${view.value}` : 'group.none');
	const figure = (mean: number | undefined): string =>
		mean === undefined
			? '–'
			: new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(mean);
	const description = web.lines
		.map((line) => {
			const means = web.axes.map(({ label }, index) => [label, figure(line.means[index]?.mean)]);
			return `${name(line)}: ${means.map((pair) => pair.join(' ')).join(', ')}`;
		})
		.join('; ');
	const isWeb = web.axes.length >= 3;
	const height = isWeb
		? legendTop + (web.lines.length > 1 ? Math.ceil(web.lines.length / 2) * legendRow : 0)
		: barsHeight(web);
	const parts = isWeb
		? [
				...netMarks(web),
				...web.lines.flatMap((line, index) => lineMarks(web, line, index)),
				...ringValues(web).map((value) =>
					textMark(figure(value), {
						x: middle.x + 4,
						y: middle.y - shareOf(web, value) * radius + 6,
						size: 8,
						isQuiet: true
					})
				)
			]
		: barMarks(web, name, figure);
	const legend = isWeb && web.lines.length > 1 ? legendMarks(web.lines.map(name)) : [];
	return drawing(height, [...parts, ...legend], description);
}

function spot(web: Radar, index: number, share: number): { x: number; y: number } {
	const angle = (2 * Math.PI * index) / web.axes.length - Math.PI / 2;
	return {
		x: middle.x + Math.cos(angle) * share * radius,
		y: middle.y + Math.sin(angle) * share * radius
	};
}

const shareOf = ({ from, to }: Radar, mean: number): number =>
	to > from ? (mean / 2 - from / 2) / (to / 2 - from / 2) : 0;

const pathOf = (spots: readonly { x: number; y: number }[]): string =>
	spots.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');

function netMarks(web: Radar): string[] {
	return [
		...ringValues(web).flatMap((value) => [
			mark('polygon', {
				points: pathOf(web.axes.map((_, index) => spot(web, index, shareOf(web, value)))),
				fill: 'none',
				stroke: colors.line,
				'stroke-width': 0.5
			})
		]),
		...web.axes.flatMap(({ label }, index) => {
			const [end, at] = [spot(web, index, 1), spot(web, index, 1.08)];
			const side = end.x - middle.x;
			const anchor = Math.abs(side) < 5 ? 'middle' : side > 0 ? 'start' : 'end';
			return [
				mark('path', {
					d: `M${middle.x} ${middle.y}L${end.x.toFixed(1)} ${end.y.toFixed(1)}`,
					stroke: colors.line,
					'stroke-width': 0.5
				}),
				textMark(label, { ...at, anchor, width: anchor === 'middle' ? 300 : 165 })
			];
		})
	];
}

function lineMarks(web: Radar, { means }: RadarLine, index: number): string[] {
	const spots = means.flatMap(({ mean }, axis) =>
		mean === undefined ? [] : [spot(web, axis, shareOf(web, mean))]
	);
	const stroke = strokes[index % strokes.length]!;
	const dash = dashes[index % dashes.length]!;
	return [
		// Only a line without gaps is closed.
		...(spots.length === web.axes.length
			? [
					mark('polygon', {
						points: pathOf(spots),
						fill: 'none',
						stroke,
						'stroke-width': 2,
						...(dash !== '' && { 'stroke-dasharray': dash })
					})
				]
			: []),
		...spots.map(({ x, y }) => mark('circle', { cx: x, cy: y, r: 3, fill: stroke }))
	];
}

function legendMarks(names: readonly string[]): string[] {
	return names.flatMap((name, index) => {
		const x = (index % 2) * (drawingWidth / 2) + 40;
		const y = legendTop + Math.floor(index / 2) * legendRow + legendRow / 2;
		const stroke = strokes[index % strokes.length]!;
		const dash = dashes[index % dashes.length]!;
		return [
			mark('path', {
				d: `M${x} ${y}h36`,
				stroke,
				'stroke-width': 2,
				...(dash !== '' && { 'stroke-dasharray': dash })
			}),
			mark('circle', { cx: x + 18, cy: y, r: 3, fill: stroke }),
			textMark(name, { x: x + 44, y, width: drawingWidth / 2 - 90 })
		];
	});
}

const barRow = 18;
const barsLeft = 250;

const barsHeight = (web: Radar): number => web.axes.length * (web.lines.length + 1) * barRow;

/** One bar for each line, below the name of what it is about. */
function barMarks(
	web: Radar,
	name: (line: RadarLine) => string,
	figure: (mean: number | undefined) => string
): string[] {
	let y = -barRow / 2;
	return web.axes.flatMap(({ label }, axis) => {
		y += barRow;
		return [
			textMark(label, { x: 4, y, width: drawingWidth - 8, isStrong: true }),
			...web.lines.flatMap((line, index) => {
				y += barRow;
				const mean = line.means[axis]?.mean;
				const width = mean === undefined ? 0 : shareOf(web, mean) * (drawingWidth - barsLeft - 40);
				return [
					textMark(name(line), { x: 14, y, width: barsLeft - 24 }),
					mark('rect', {
						x: barsLeft,
						y: y - 5,
						width: Math.max(0, width),
						height: 10,
						fill: strokes[index % strokes.length]!
					}),
					textMark(figure(mean), { x: barsLeft + Math.max(0, width) + 6, y, isQuiet: true })
				];
			})
		];
	});
}
