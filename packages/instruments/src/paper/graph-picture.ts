import type { PaperPicture } from '@concordia/exchange';
import type { Point, Size } from '@concordia/board';
import { placeCauses } from '../cause-places.ts';
import { linkGraph } from '../causes.ts';
import type { GraphView } from '../definition.ts';
import { colors, drawing, drawingWidth, mark, textMark, wrapped } from './drawing.ts';
import { titleOf } from './rows.ts';
import type { Source } from './rows.ts';

const size: Size = [150, 58];
const gap: Size = [44, 16];
/** Ways back run below the cards. */
const margin = 12;
const lineHeight = 11.5;
/** Graphs that are larger can't be read on a page; the document lists what leads to what. */
const mostNodes = 40;
const mostSize: Size = [1300, 900];
/** So many links are said with the drawing; all of them stand with their cards. */
const mostSaid = 12;

/** Cards and what leads from one to another; what goes in a circle is dashed. None without links. */
export function graphPicture(
	source: Source,
	view: GraphView,
	frameId: string
): PaperPicture | undefined {
	const graph = linkGraph(source.definition, view.link, source.items, frameId);
	const linked = new Set(graph.edges.flatMap(({ from, to }) => [from, to]));
	const nodes = graph.nodes.filter(({ item }) => linked.has(item.id));
	if (nodes.length === 0 || nodes.length > mostNodes) return undefined;
	const plan = { nodes: nodes.map(({ item }) => item.id), edges: graph.edges, size, gap };
	const { places, size: whole } = placeCauses(plan);
	if (whole[0] > mostSize[0] || whole[1] > mostSize[1]) return undefined;
	const at = (id: string): Point => {
		const [x, y] = places.get(id)!;
		return [x + margin, y + margin];
	};
	const corners = nodes.map(({ item }) => at(item.id));
	const parts = [
		...graph.edges.flatMap(({ from, to, isInLoop }) =>
			linkMarks(at(from), at(to), corners, isInLoop)
		),
		...nodes.flatMap(({ item, isRoot, isInLoop }) => {
			const [x, y] = at(item.id);
			const text = wrapped(titleOf(source, item), { width: size[0] - 14, most: 4, size: 9 });
			return [
				mark('rect', {
					x,
					y,
					width: size[0],
					height: size[1],
					rx: 4,
					fill: isRoot ? colors.shade : '#ffffff',
					stroke: isInLoop ? colors.danger : colors.accent,
					'stroke-width': isRoot ? 2.25 : 1,
					...(isInLoop && { 'stroke-dasharray': '5 3' })
				}),
				...text.map((line, index) =>
					textMark(line, {
						x: x + 7,
						y: y + size[1] / 2 + (index - (text.length - 1) / 2) * lineHeight,
						size: 9
					})
				)
			];
		})
	];
	const title = (id: string): string => titleOf(source, source.scope.byId.get(id));
	const word = source.word(`link.${view.link}`);
	const said = graph.edges.map(({ from, to }) => `${title(from)} → ${word} → ${title(to)}`);
	const width = Math.max(whole[0] + 2 * margin, drawingWidth / 2);
	return drawing(whole[1] + 2 * margin, parts, said.slice(0, mostSaid).join('; '), width);
}

/** From the right side of a card to the left side of another; what leads back runs around. */
function linkMarks(from: Point, to: Point, corners: readonly Point[], isInLoop: boolean): string[] {
	const color = isInLoop ? colors.danger : colors.quiet;
	const [startX, startY] = [from[0] + size[0], from[1] + size[1] / 2];
	const [endX, endY] = [to[0], to[1] + size[1] / 2];
	const bend = Math.max(16, (endX - startX) / 2);
	const back = endX > startX ? 0 : wayBack(from, to, corners);
	const out = gap[0] / 2;
	const path =
		endX > startX
			? `M${startX} ${startY}C${startX + bend} ${startY} ${endX - bend} ${endY} ${endX} ${endY}`
			: `M${startX} ${startY}C${startX + out} ${startY} ${startX + out} ${back} ${startX} ${back}` +
				`H${endX}C${endX - out} ${back} ${endX - out} ${endY} ${endX} ${endY}`;
	return [
		mark('path', {
			d: path,
			fill: 'none',
			stroke: color,
			'stroke-width': 1.25,
			...(isInLoop && { 'stroke-dasharray': '5 3' })
		}),
		mark('path', { d: `M${endX} ${endY}l-7 -4v8z`, fill: color })
	];
}

/** The height of a way back on which no card lies, as near to both ends as there is one. */
function wayBack(from: Point, to: Point, corners: readonly Point[]): number {
	const between = corners.filter(
		([x]) => x + size[0] > to[0] - gap[0] && x < from[0] + size[0] + gap[0]
	);
	const room = gap[1] / 2;
	const wanted = (from[1] + to[1] + size[1]) / 2;
	const isFree = (y: number): boolean =>
		between.every(([, top]) => y <= top - room || y >= top + size[1] + room);
	const found = between
		.flatMap(([, top]) => [top - room, top + size[1] + room])
		.filter(isFree)
		.toSorted((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted));
	return found[0] ?? Math.max(from[1], to[1]) + size[1] + room;
}
