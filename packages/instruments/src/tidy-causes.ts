import { boundsOf, centerOf, contains, isLocked } from '@concordia/board';
import type { Item, Patch, Point, Rect, Size } from '@concordia/board';
import type { BoardEdit } from './board-edit.ts';
import { linkGraph } from './causes.ts';
import type { CausePlaces, CausePlan } from './cause-places.ts';
import { isKind, kindOf } from './definition.ts';
import type { InstrumentDefinition } from './definition.ts';
import { zoneRect } from './place.ts';
import { scopeOf } from './scope.ts';

/** What is to be laid out so that cards of a frame stand on the canvas as they cause each other. */
export function tidyPlan(
	definition: InstrumentDefinition,
	linkId: string,
	items: Iterable<Item>,
	frameId: string
): CausePlan {
	const { nodes, edges } = linkGraph(definition, linkId, items, frameId);
	const families = nodes.map(({ item, wordings }) => [item, ...wordings]);
	const size = kindOf(definition, kindOfLink(definition, linkId))!.size;
	return {
		nodes: nodes.filter(({ item }) => !isLocked(item)).map(({ item }) => item.id),
		edges,
		// Cards that were made larger must not stand on each other.
		size: [
			Math.max(size[0], ...families.flat().map((item) => item.size[0])),
			Math.max(size[1], ...families.map(heightOf))
		],
		gap: [64, 40]
	};
}

const wordingGap = 12;

/** Of a card with those that were merged into it below. */
function heightOf(family: readonly Item[]): number {
	return family.reduce((sum, { size }) => sum + size[1] + wordingGap, -wordingGap);
}

function kindOfLink(definition: InstrumentDefinition, linkId: string): string {
	const link = definition.links.find(({ id }) => id === linkId);
	if (!link) throw new RangeError(`${definition.id} has no links of kind "${linkId}"`);
	return link.from;
}

/**
 * Puts the cards where the layout says, in their zone. Where they need more room the frame grows, and what stands in
 * its other zones moves along with them. What is locked stays.
 */
export function tidyCauses(
	definition: InstrumentDefinition,
	linkId: string,
	items: Iterable<Item>,
	frameId: string,
	{ places: heads, size }: CausePlaces
): BoardEdit | undefined {
	const all = [...items];
	const { frame, inside } = scopeOf(definition, all, frameId);
	const kind = kindOf(definition, kindOfLink(definition, linkId));
	if (!frame || !kind || isLocked(frame) || heads.size === 0) return undefined;
	const grown = { ...frame, size: sizeFor(definition, frame, kind.zone, size) };
	const shiftOf = zoneShifts(definition, frame, grown);
	const zone = zoneRect(definition, grown, kind.zone);
	const places = withWordings(definition, linkId, all, frameId, heads);
	const update: Patch[] = [];
	if (grown.size[0] > frame.size[0] || grown.size[1] > frame.size[1]) {
		update.push({ id: frame.id, size: grown.size });
	}
	for (const item of inside) {
		const place = places.get(item.id);
		const pos: Point | undefined = place
			? [zone.x + place[0], zone.y + place[1]]
			: isMovable(definition, item)
				? shifted(item, shiftOf)
				: undefined;
		if (!pos || (pos[0] === item.pos[0] && pos[1] === item.pos[1])) continue;
		update.push({ id: item.id, pos });
	}
	return { insert: [], update, remove: [] };
}

/** The places of cards, and below each those that were merged into it. */
function withWordings(
	definition: InstrumentDefinition,
	linkId: string,
	items: Iterable<Item>,
	frameId: string,
	heads: CausePlaces['places']
): Map<string, Point> {
	const places = new Map(heads);
	for (const { item, wordings } of linkGraph(definition, linkId, items, frameId).nodes) {
		const head = heads.get(item.id);
		if (!head) continue;
		let y = head[1] + item.size[1] + wordingGap;
		for (const one of wordings) {
			if (!isLocked(one)) places.set(one.id, [head[0], y]);
			y += one.size[1] + wordingGap;
		}
	}
	return places;
}

/** Connectors have no place of their own, and what is locked or holds other things stays. */
function isMovable(definition: InstrumentDefinition, item: Item): boolean {
	if (item.type === 'connector' || item.type === 'frame' || isLocked(item)) return false;
	return definition.kinds.some(({ id }) => isKind(definition, item, id));
}

function sizeFor(
	definition: InstrumentDefinition,
	frame: Item,
	zone: string,
	[width, height]: Size
): Size {
	const part = definition.zones.find(({ id }) => id === zone) ?? { width: 1, height: 1 };
	const now = zoneRect(definition, frame, zone);
	return [
		frame.size[0] + Math.ceil(Math.max(0, width - now.width) / part.width),
		frame.size[1] + Math.ceil(Math.max(0, height - now.height) / part.height)
	];
}

type Shift = { readonly from: Rect; readonly by: Point };

function zoneShifts(definition: InstrumentDefinition, before: Item, after: Item): readonly Shift[] {
	return definition.zones.map(({ id }) => {
		const [from, to] = [zoneRect(definition, before, id), zoneRect(definition, after, id)];
		return { from, by: [Math.round(to.x - from.x), Math.round(to.y - from.y)] };
	});
}

function shifted(item: Item, shifts: readonly Shift[]): Point | undefined {
	const [x, y] = centerOf(boundsOf(item));
	const shift = shifts.find(({ from }) => contains(from, { x, y, width: 0, height: 0 }));
	return shift && [item.pos[0] + shift.by[0], item.pos[1] + shift.by[1]];
}
