import { bottomKey, keyBetween } from '@concordia/board';
import type { Item, NewItem, Patch, Point, Size } from '@concordia/board';
import type { BoardEdit } from './board-edit.ts';
import { components } from './components.ts';
import type { InstrumentDefinition, Locale } from './definition.ts';
import { words } from './definition.ts';
import { stringField } from './fields.ts';
import type { Lane, LaneMap } from './lanes.ts';
import { scopeOf } from './scope.ts';

/** Measures of a drawing, in its own units. */
export interface LaneMeasures {
	/** How large a step is with everything that hangs on it. */
	readonly sizeOf: (step: Item) => Size;
	/** Between two columns; the words of what flows stand there. */
	readonly columnGap: number;
	readonly rowGap: number;
	/** Inside a lane, above and below its steps. */
	readonly lanePadding: number;
	/** Where the names of the lanes stand. */
	readonly headWidth: number;
}

export interface LaneBand {
	readonly lane: Lane;
	readonly y: number;
	readonly height: number;
}

export interface LaneLayout {
	readonly width: number;
	readonly height: number;
	readonly bands: readonly LaneBand[];
	/** The top left corner of each step, by its id. */
	readonly places: ReadonlyMap<string, { readonly x: number; readonly y: number }>;
	/** The steps in the order in which they are done: column by column, from the top. */
	readonly order: readonly Item[];
}

interface Rank {
	readonly column: number;
	/** Above or below others of the same column. */
	readonly row: number;
}

/** Where each step stands in a layout, by its id. */
export type Ranks = ReadonlyMap<string, Rank>;

/**
 * Places the steps of a map: from left to right as they follow each other, each in its lane. Total: loops,
 * steps without any flow and thousands of steps have a place, and no two stand on each other.
 */
export function layoutLanes(map: LaneMap, ranks: Ranks, measures: LaneMeasures): LaneLayout {
	const columns = [...new Set([...ranks.values()].map(({ column }) => column))].toSorted(
		(a, b) => a - b
	);
	const place = new Map(columns.map((column, index) => [column, index]));
	const widths = columns.map(() => 0);
	const columnOf = (step: Item): number => place.get(ranks.get(step.id)!.column)!;
	for (const step of map.steps) {
		const column = columnOf(step);
		widths[column] = Math.max(widths[column]!, measures.sizeOf(step)[0]);
	}
	const lefts: number[] = [];
	let x = measures.headWidth + measures.columnGap / 2;
	for (const width of widths) {
		lefts.push(x);
		x += width + measures.columnGap;
	}

	const places = new Map<string, { x: number; y: number }>();
	const bands: LaneBand[] = [];
	let y = 0;
	for (const lane of map.lanes) {
		const cells = columns.map((): Item[] => []);
		for (const step of lane.steps) cells[columnOf(step)]!.push(step);
		let height = 0;
		for (const [column, cell] of cells.entries()) {
			let top = y + measures.lanePadding;
			for (const step of cell.toSorted((a, b) => ranks.get(a.id)!.row - ranks.get(b.id)!.row)) {
				places.set(step.id, { x: lefts[column]!, y: top });
				top += measures.sizeOf(step)[1] + measures.rowGap;
			}
			height = Math.max(height, top - measures.rowGap - y - measures.lanePadding);
		}
		const least = measures.lanePadding * 2;
		const band = { lane, y, height: Math.max(least, height + 2 * measures.lanePadding) };
		bands.push(band);
		y += band.height;
	}
	return {
		width: Math.max(x - measures.columnGap / 2, measures.headWidth),
		height: y,
		bands,
		places,
		order: stepsInOrder(map, ranks)
	};
}

/** The steps as they are done: column by column, each from the first lane to the last. */
export function stepsInOrder(map: LaneMap, ranks: Ranks): Item[] {
	const laneIndex = new Map(map.lanes.map(({ id }, index) => [id, index]));
	const laneOf = ({ id }: Item): number => laneIndex.get(map.laneOf.get(id)!)!;
	const rankOf = ({ id }: Item): Rank => ranks.get(id)!;
	return map.steps.toSorted(
		(a, b) =>
			rankOf(a).column - rankOf(b).column || laneOf(a) - laneOf(b) || rankOf(a).row - rankOf(b).row
	);
}

/** The columns by cause alone: how many steps lie before each at most. */
export function ranksByCause(map: Pick<LaneMap, 'steps' | 'flows'>): Ranks {
	const ids = map.steps.map(({ id }) => id);
	const { groups, layers } = components(ids, edgesOf(map));
	const columns = new Map(
		groups.flatMap((group, index) => group.map((id) => [id, layers[index]!] as const))
	);
	return new Map(ids.map((id, row) => [id, { column: columns.get(id)!, row }]));
}

/** What follows what, between two different steps. */
export function edgesOf({ flows }: Pick<LaneMap, 'flows'>): { from: string; to: string }[] {
	return flows.flatMap(({ from, to }) =>
		from && to && from.id !== to.id ? [{ from: from.id, to: to.id }] : []
	);
}

// Close enough that five columns on the largest paper can be read from two metres.
const onBoard = { columnGap: 104, rowGap: 32, lanePadding: 44, headWidth: 148 } as const;
const margin = 32;
const frameTop = 88;
const pinGap = 12;

/** Kinds of the shapes that show lanes on the board; nobody fills them in, `arrangeMap` keeps them. */
export const laneHead = 'lane';
export const laneBand = 'lane-band';

export interface ArrangeOptions {
	readonly ranks: Ranks;
	/** A fresh id per new item. */
	readonly newId: () => string;
	readonly locale: Locale;
}

/**
 * Lays a map out on the board, in one edit: steps where they belong, what hangs on them below, and a band
 * with the name of each lane. Only lanes with steps are shown, and every actor.
 */
export function arrangeMap(
	definition: InstrumentDefinition,
	map: LaneMap,
	items: Iterable<Item>,
	frameId: string,
	{ ranks, newId, locale }: ArrangeOptions
): BoardEdit {
	const scope = scopeOf(definition, items, frameId);
	const { frame } = scope;
	if (!frame) return { insert: [], update: [], remove: [] };
	const pins = new Map<string, Item[]>();
	for (const { item, step } of map.pins) {
		if (step) pins.set(step.id, [...(pins.get(step.id) ?? []), item]);
	}
	const blockOf = (step: Item): Size => {
		const parts = [step, ...(pins.get(step.id) ?? [])];
		return [
			Math.max(...parts.map(({ size }) => size[0])),
			parts.reduce((sum, { size }) => sum + size[1], 0) + pinGap * (parts.length - 1)
		];
	};
	const shown = {
		...map,
		lanes: map.lanes.filter(({ steps, item }) => steps.length > 0 || item !== undefined)
	};
	const heads = shown.lanes.map(({ item }) => item?.size[1] ?? 0);
	const lanePadding = Math.max(onBoard.lanePadding, ...heads.map((height) => height / 2 + 16));
	const plan = layoutLanes(shown, ranks, { ...onBoard, lanePadding, sizeOf: blockOf });
	const [left, top] = [frame.pos[0] + margin, frame.pos[1] + frameTop];

	const update: Patch[] = [
		{
			id: frameId,
			size: [
				Math.ceil(Math.max(plan.width + 2 * margin, 640)),
				Math.ceil(Math.max(plan.height + frameTop + margin, 480))
			]
		}
	];
	for (const step of shown.steps) {
		const { x, y } = plan.places.get(step.id)!;
		let next = top + y;
		for (const part of [step, ...(pins.get(step.id) ?? [])]) {
			update.push({ id: part.id, pos: [Math.round(left + x), Math.round(next)] });
			next += part.size[1] + pinGap;
		}
	}
	for (const { lane, y, height } of plan.bands) {
		if (!lane.item) continue;
		const [width, own] = lane.item.size;
		const x = left + Math.max(0, (onBoard.headWidth - width) / 2);
		update.push({
			id: lane.item.id,
			pos: [Math.round(x), Math.round(top + y + (height - own) / 2)]
		});
	}
	const signs = laneSigns(definition, scope.inside, plan, { frame, left, top, newId, locale });
	return {
		insert: signs.insert,
		update: [...update.filter((patch) => differs(patch, scope.byId)), ...signs.update],
		remove: signs.remove
	};
}

interface SignOptions {
	readonly frame: Item;
	readonly left: number;
	readonly top: number;
	readonly newId: () => string;
	readonly locale: Locale;
}

/** The bands and names of lanes: those that are there are used again. */
function laneSigns(
	definition: InstrumentDefinition,
	inside: readonly Item[],
	plan: LaneLayout,
	{ frame, left, top, newId, locale }: SignOptions
): BoardEdit {
	const old = new Map<string, Item>();
	const remove: string[] = [];
	for (const item of inside) {
		if (item.type !== 'shape' || item.instrument !== definition.id) continue;
		if (item.kind !== laneHead && item.kind !== laneBand) continue;
		const key = `${item.kind} ${stringField(item, 'lane')}`;
		if (old.has(key)) remove.push(item.id);
		else old.set(key, item);
	}
	const insert: NewItem[] = [];
	const update: Patch[] = [];
	// Below all that lies in the frame, so that no card is covered.
	let z = keyBetween(frame.z, bottomKey(inside));
	if (inside.some((item) => item.z !== '' && item.z <= z)) z = bottomKey(inside);
	for (const { lane, y, height } of plan.bands) {
		const name = lane.name || words(definition, locale, 'lane.empty');
		const pos: Point = [Math.round(left), Math.round(top + y)];
		const signs = [
			{
				kind: laneBand,
				width: Math.round(plan.width),
				text: '',
				look: { fill: 'none', alt: name }
			},
			// Where lanes are cards, the card is the name.
			...(lane.item
				? []
				: [{ kind: laneHead, width: onBoard.headWidth, text: name, look: { color: 'gray' } }])
		];
		for (const { kind, width, text, look } of signs) {
			const key = `${kind} ${lane.id}`;
			const now: { pos: Point; size: Size } = { pos, size: [width, Math.round(height)] };
			const known = old.get(key);
			old.delete(key);
			if (known) {
				const patch = { id: known.id, ...now, ...(text !== (known.text ?? '') && { text }) };
				if (differs(patch, new Map([[known.id, known]]))) update.push(patch);
				continue;
			}
			insert.push({
				id: newId(),
				type: 'shape',
				shape: 'rectangle',
				stroke: 1,
				color: 'gray',
				z,
				parent: frame.id,
				instrument: definition.id,
				kind,
				fields: { lane: lane.id },
				...now,
				...look,
				...(text !== '' && { text })
			});
		}
	}
	return { insert, update, remove: [...remove, ...[...old.values()].map(({ id }) => id)] };
}

/** Does a patch change anything? What stays where it is must not look like somebody's edit. */
function differs(patch: Patch, items: ReadonlyMap<string, Item>): boolean {
	const item = items.get(patch.id);
	if (!item) return false;
	const isPlaced = !patch.pos || isSame(patch.pos, item.pos);
	const isSized = !patch.size || isSame(patch.size, item.size);
	return !isPlaced || !isSized || 'text' in patch;
}

const isSame = (a: Point, b: Point): boolean => a[0] === b[0] && a[1] === b[1];
