import type { PaperPicture } from '@concordia/exchange';
import { dayOf } from '../day.ts';
import type { TimelineView } from '../definition.ts';
import { monthsBetween, windowOf } from '../time-axis.ts';
import { timeline } from '../timeline.ts';
import type { Bar, Dependency, Timeline } from '../timeline.ts';
import { colors, drawing, drawingWidth, mark, textMark, wrapped } from './drawing.ts';
import { formatDay, titleOf } from './rows.ts';
import type { Source } from './rows.ts';
import { figureWords } from './words.ts';

const namesWidth = 216;
const headHeight = 34;
const rowHeight = 20;
const tallRowHeight = 30;
/** What a page has room for below a heading. */
const mostHeight = 600;

type Line =
	| { readonly kind: 'heading'; readonly title: string }
	| { readonly kind: 'bar'; readonly title: string; readonly bar: Bar }
	| { readonly kind: 'point'; readonly title: string; readonly date: number };

type HeadedLine = { readonly heading: string | undefined; readonly line: Line };

/** Cards over time as drawings of a page each, milestones first; none when nothing has dates. */
export function timelinePictures(
	source: Source,
	view: TimelineView,
	frameId: string,
	/** The number of the day on which it is drawn. */
	today: number | undefined
): readonly PaperPicture[] {
	const { definition, items, organizations } = source;
	const model = timeline(definition, view, items, frameId, organizations, {
		groupBy: view.organizationField
	});
	const bars = model.groups.flatMap((group) => group.bars);
	const axis = windowOf(model.range, bars);
	if (!axis) return [];
	const pages = pagesOf(linesOf(source, view, model));
	const about = describe(source, view, model, bars.length);
	return pages.map((lines, index) =>
		page(source, lines, axis, model.dependencies, {
			today,
			description: pages.length > 1 ? `${about} (${index + 1}/${pages.length})` : about
		})
	);
}

/** Lines below their heading; none where there are no lines. */
function under(heading: string | undefined, lines: readonly Line[]): HeadedLine[] {
	return [
		...(heading === undefined || lines.length === 0
			? []
			: [{ heading, line: { kind: 'heading', title: heading } as const }]),
		...lines.map((line) => ({ heading, line }))
	];
}

function linesOf(source: Source, view: TimelineView, model: Timeline): HeadedLine[] {
	const { organizations, word } = source;
	const isGrouped = view.organizationField !== undefined;
	return [
		...under(
			view.milestones && word(`kind.${view.milestones.kind}.many`),
			model.milestones.map(({ item, date }) => ({
				kind: 'point',
				title: titleOf(source, item),
				date
			}))
		),
		...model.groups.flatMap(({ key, bars }) =>
			under(
				isGrouped
					? (organizations.find(({ id }) => id === key)?.name ?? word('group.none'))
					: undefined,
				bars.map((bar) => ({ kind: 'bar', title: titleOf(source, bar.item), bar }))
			)
		)
	];
}

const namesOf = (title: string): readonly string[] =>
	wrapped(title, { width: namesWidth - 12, most: 2 });

const heightOf = ({ kind, title }: Line): number =>
	kind !== 'heading' && namesOf(title).length > 1 ? tallRowHeight : rowHeight;

const heightOfAll = (lines: readonly Line[]): number =>
	lines.reduce((sum, line) => sum + heightOf(line), 0);

/** What is broken off at the end of a page stands under its heading on the next again. */
function pagesOf(lines: readonly HeadedLine[]): Line[][] {
	const pages: Line[][] = [];
	let room = 0;
	for (const { heading, line } of lines) {
		// A heading takes at least one line along.
		const needed = heightOf(line) + (line.kind === 'heading' ? tallRowHeight : 0);
		if (needed > room) {
			const isBroken = line.kind !== 'heading' && heading !== undefined;
			pages.push(isBroken ? [{ kind: 'heading', title: heading }] : []);
			room = mostHeight - headHeight - heightOfAll(pages.at(-1)!);
		}
		pages.at(-1)!.push(line);
		room -= heightOf(line);
	}
	return pages;
}

function describe(source: Source, view: TimelineView, model: Timeline, bars: number): string {
	const { word, locale } = source;
	const { from, to } = model.range!;
	const counts: [string, number][] = [
		[view.kind, bars],
		...(view.milestones
			? [[view.milestones.kind, model.milestones.length] as [string, number]]
			: [])
	];
	const days = [from, to].map((day) => formatDay(dayOf(day), locale, 'medium'));
	const said = counts.map(([kind, count]) => `${word(`kind.${kind}.many`)}: ${count}`);
	return `${days.join(' – ')}. ${said.join(', ')}`;
}

interface Axis {
	readonly from: number;
	readonly to: number;
}

function page(
	source: Source,
	lines: readonly Line[],
	axis: Axis,
	dependencies: readonly Dependency[],
	{ today, description }: { readonly today: number | undefined; readonly description: string }
): PaperPicture {
	const height = headHeight + heightOfAll(lines);
	const tops = lines.map((_, index) => headHeight + heightOfAll(lines.slice(0, index)));
	const scale = (drawingWidth - namesWidth) / (axis.to - axis.from + 1);
	const x = (day: number): number =>
		namesWidth + (Math.min(Math.max(day, axis.from), axis.to + 1) - axis.from) * scale;
	const middle = (index: number): number => tops[index]! + heightOf(lines[index]!) / 2;
	const isInside = (day: number | undefined): boolean =>
		day !== undefined && day >= axis.from && day <= axis.to;
	const spots = new Map(
		lines.flatMap((line, index) =>
			line.kind === 'bar' && line.bar.from !== undefined ? [[line.bar.item.id, index] as const] : []
		)
	);
	const barAt = (index: number | undefined): Bar | undefined => {
		const line = index === undefined ? undefined : lines[index];
		return line?.kind === 'bar' ? line.bar : undefined;
	};
	const parts = [
		...lines.map((line, index) =>
			line.kind === 'heading'
				? mark('rect', {
						x: 0,
						y: tops[index]!,
						width: drawingWidth,
						height: rowHeight,
						fill: colors.shade
					})
				: ''
		),
		...scaleMarks(source, axis, x, height),
		...(today !== undefined && isInside(today) ? todayMarks(source, x(today), today, height) : []),
		...lines.flatMap((line, index) => lineMarks(source, line, middle(index), x)),
		...dependencies.flatMap(({ from, to, isBroken }) => {
			const [first, second] = [barAt(spots.get(from)), barAt(spots.get(to))];
			if (!first || !second) return [];
			const start = { x: x(first.to! + 1), y: middle(spots.get(from)!) };
			return arrow(start, { x: x(second.from!), y: middle(spots.get(to)!) }, isBroken);
		}),
		mark('path', {
			d: `M0 ${headHeight}H${drawingWidth}M0 ${height - 0.5}H${drawingWidth}`,
			stroke: colors.line,
			'stroke-width': 0.75
		})
	];
	return drawing(height, parts, description);
}

/** What a year and a short month take; those that would be cut off at the end are left out. */
const yearWidth = 26;
const monthWidth = 22;

/** Years above, months below, as many as there is room for. */
function scaleMarks(
	source: Source,
	axis: Axis,
	x: (day: number) => number,
	height: number
): string[] {
	const months = monthsBetween(axis.from, axis.to, source.locale, 'short');
	const width = (drawingWidth - namesWidth) / Math.max(1, months.length);
	const step = [1, 3, 6, 12].find((count) => count * width >= 26) ?? 12;
	return months.flatMap(({ from, name, year, isYear }, index) => {
		const at = x(from);
		const month = Number(dayOf(from).slice(5, 7)) - 1;
		const isShown = month % step === 0;
		const hasYear = isYear || (index === 0 && month < 10);
		return [
			mark('path', {
				d: `M${Math.round(at * 100) / 100} ${isShown || isYear ? 16 : headHeight}V${height}`,
				stroke: isYear ? colors.line : colors.faint,
				'stroke-width': isYear ? 1 : 0.5
			}),
			...(hasYear && at + yearWidth < drawingWidth
				? [textMark(String(year), { x: at + 2, y: 9, size: 9, isStrong: true })]
				: []),
			...(isShown && step < 12 && at + monthWidth < drawingWidth
				? [textMark(name, { x: at + 2, y: 25, size: 9, isQuiet: true, width: step * width + 8 })]
				: [])
		];
	});
}

function todayMarks({ locale }: Source, at: number, today: number, height: number): string[] {
	return [
		mark('path', {
			d: `M${Math.round(at * 100) / 100} 4V${height}`,
			stroke: colors.accent,
			'stroke-dasharray': '3 3'
		}),
		textMark(formatDay(dayOf(today), locale, 'medium'), { x: at + 3, y: 9, size: 8, isQuiet: true })
	];
}

function lineMarks(
	source: Source,
	line: Line,
	y: number,
	x: (day: number) => number
): readonly string[] {
	if (line.kind === 'heading') {
		return [textMark(line.title, { x: 4, y, width: drawingWidth - 8, isStrong: true })];
	}
	const names = namesOf(line.title);
	const name = names
		.map((part, index) =>
			textMark(part, { x: 4, y: y + (index - (names.length - 1) / 2) * 12, width: namesWidth - 12 })
		)
		.join('');
	if (line.kind === 'point') {
		const at = x(line.date);
		const day = formatDay(dayOf(line.date), source.locale, 'medium');
		const isLate = at > drawingWidth - 76;
		return [
			name,
			mark('path', {
				d: `M${at} ${y - 6}L${at + 6} ${y}L${at} ${y + 6}L${at - 6} ${y}z`,
				fill: colors.accent
			}),
			textMark(day, {
				x: at + (isLate ? -9 : 9),
				y,
				size: 9,
				isQuiet: true,
				anchor: isLate ? 'end' : 'start'
			})
		];
	}
	const { from, to, progress } = line.bar;
	if (from === undefined || to === undefined) {
		const undated = figureWords[source.locale].undated;
		return [name, textMark(undated, { x: namesWidth + 6, y, size: 9, isQuiet: true })];
	}
	const [left, right] = [x(from), Math.max(x(to + 1), x(from) + 2)];
	const box = { x: left, y: y - 6, height: 12 };
	return [
		name,
		mark('rect', { ...box, width: right - left, rx: 2, fill: colors.bar }),
		...(progress
			? [mark('rect', { ...box, width: ((right - left) * progress) / 100, fill: colors.done })]
			: []),
		mark('rect', {
			...box,
			width: right - left,
			rx: 2,
			fill: 'none',
			stroke: colors.barLine,
			'stroke-width': 0.75
		}),
		...(progress === undefined
			? []
			: [
					right - left > 36
						? textMark(`${progress} %`, { x: right - 4, y, size: 9, anchor: 'end' })
						: textMark(`${progress} %`, { x: left - 4, y, size: 9, isQuiet: true, anchor: 'end' })
				])
	];
}

interface Spot {
	readonly x: number;
	readonly y: number;
}

/** From the end of a bar to the beginning of the one that waits for it. */
function arrow(start: Spot, end: Spot, isBroken: boolean): string[] {
	const color = isBroken ? colors.danger : colors.quiet;
	const bend = start.x + 6;
	const way =
		end.x - start.x > 12
			? `H${bend}V${end.y}H${end.x}`
			: `H${bend}V${(start.y + end.y) / 2}H${end.x - 6}V${end.y}H${end.x}`;
	return [
		mark('path', {
			d: `M${start.x} ${start.y}${way}`,
			fill: 'none',
			stroke: color,
			...(isBroken && { 'stroke-dasharray': '4 2' })
		}),
		mark('path', { d: `M${end.x} ${end.y}l-5 -3v6z`, fill: color })
	];
}
