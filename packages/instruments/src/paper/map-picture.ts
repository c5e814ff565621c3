import type { PaperPicture } from '@concordia/exchange';
import type { Item } from '@concordia/board';
import type { LanesView } from '../definition.ts';
import { flagField } from '../fields.ts';
import { layoutLanes, ranksByCause } from '../lane-layout.ts';
import { routeFlows } from '../lane-routes.ts';
import { laneMap, laneName } from '../lanes.ts';
import type { LaneMap } from '../lanes.ts';
import { colors, drawing, mark, textMark, wrapped } from './drawing.ts';
import { titleOf } from './rows.ts';
import type { Source } from './rows.ts';

const headWidth = 96;
const stepWidth = 116;
const columnGap = 74;
const rowGap = 10;
const lanePadding = 16;
const lineHeight = 11.5;
/** Letters of a map of more columns or lanes are too small on a page; the board prints it larger. */
const mostColumns = 8;
const mostHeight = 1400;

/** Steps in the lanes of who does them, and what flows between them; none for maps too large for a page. */
export function mapPicture(
	source: Source,
	view: LanesView,
	frameId: string
): PaperPicture | undefined {
	const { definition, items, organizations, locale, word } = source;
	const all = laneMap(definition, view, items, frameId, organizations);
	const map: LaneMap = { ...all, lanes: all.lanes.filter(({ steps }) => steps.length > 0) };
	if (map.steps.length === 0) return undefined;
	const ranks = ranksByCause(map);
	const columns = new Set([...ranks.values()].map(({ column }) => column)).size;
	if (columns > mostColumns) return undefined;
	const textOf = (step: Item): readonly string[] => {
		const star = view.star !== undefined && flagField(step, view.star) ? ' *' : '';
		return wrapped(`${titleOf(source, step)}${star}`, { width: stepWidth - 10, most: 6, size: 9 });
	};
	const sizeOf = (step: Item): [number, number] => [
		stepWidth,
		textOf(step).length * lineHeight + 12
	];
	const plan = layoutLanes(map, ranks, { sizeOf, columnGap, rowGap, lanePadding, headWidth });
	if (plan.height > mostHeight) return undefined;
	const byId = new Map(map.steps.map((step) => [step.id, step]));
	const routes = routeFlows(map, plan, {
		sizeOf: (id) => sizeOf(byId.get(id)!),
		columnGap,
		lanePadding,
		labelWidth: columnGap - 10,
		labelHeight: 3 * lineHeight
	});
	const parts = [
		...plan.bands.flatMap(({ lane, y, height }, index) => [
			mark('rect', {
				x: 0.5,
				y: y + 0.5,
				width: plan.width - 1,
				height,
				fill: index % 2 === 0 ? '#ffffff' : colors.shade,
				stroke: colors.line,
				'stroke-width': 0.75
			}),
			...lines(
				wrapped(laneName(definition, lane, locale), { width: headWidth - 12, most: 4, size: 9 }),
				{ x: 6, y: y + height / 2, isStrong: true }
			)
		]),
		mark('path', { d: `M${headWidth} 0V${plan.height}`, stroke: colors.line }),
		...routes.flatMap(({ flow, path }) => {
			const color = flow.isMarked ? colors.danger : colors.quiet;
			const isInformation = flow.link === view.information;
			const dash = flow.isMarked ? '7 4' : isInformation ? '2 3' : '';
			const [x, y] = path
				.match(/-?[\d.]+/gu)!
				.slice(-2)
				.map(Number);
			return [
				mark('path', {
					d: path,
					fill: 'none',
					stroke: color,
					'stroke-width': flow.isMarked ? 2.5 : 1.25,
					...(dash !== '' && { 'stroke-dasharray': dash })
				}),
				mark('path', { d: `M${x} ${y}l-7 -4v8z`, fill: color })
			];
		}),
		...map.steps.flatMap((step) => {
			const { x, y } = plan.places.get(step.id)!;
			const [width, height] = sizeOf(step);
			return [
				mark('rect', {
					x,
					y,
					width,
					height,
					rx: 4,
					fill: '#ffffff',
					stroke: colors.accent,
					'stroke-width': 1
				}),
				...lines(textOf(step), { x: x + 5, y: y + height / 2 })
			];
		}),
		...routes.flatMap(({ flow, x, y }) => {
			const said = (flow.item.text ?? '').trim();
			const sign = flow.isMarked ? '⚠ ' : '';
			if (said === '' && sign === '') return [];
			const text = wrapped(`${sign}${said}`, { width: columnGap - 12, most: 3, size: 8 });
			const height = text.length * lineHeight;
			return [
				mark('rect', {
					x: x - columnGap / 2 + 4,
					y: y - height / 2,
					width: columnGap - 8,
					height,
					fill: '#ffffff',
					'fill-opacity': 0.85
				}),
				...lines(text, { x, y, size: 8, anchor: 'middle' })
			];
		})
	];
	const counts = `${word(`kind.${view.kind}.many`)}: ${map.steps.length}`;
	const lanes = map.lanes.map((lane) => laneName(definition, lane, locale)).join(', ');
	return drawing(plan.height + 1, parts, `${counts}. ${lanes}`, plan.width);
}

/** Lines of a text around a middle. */
function lines(
	texts: readonly string[],
	look: Omit<Parameters<typeof textMark>[1], 'width'>
): string[] {
	return texts.map((text, index) =>
		textMark(text, {
			size: 9,
			...look,
			y: look.y + (index - (texts.length - 1) / 2) * lineHeight
		})
	);
}
