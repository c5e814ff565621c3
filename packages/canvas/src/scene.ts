import {
	byOrder,
	groupKey,
	rotationOf,
	routeOf,
	type Change,
	type End,
	type Item,
	type Point
} from '@concordia/board';
import RBush from 'rbush';
import {
	copyOf,
	around,
	boxAt,
	centreOf,
	grow,
	holds,
	holdsPoint,
	overlaps,
	type Box
} from './box.ts';
import type { Describe, Description } from './describe.ts';
import { layoutItem, layoutLabel, type Layout, type Setting, type TextBlock } from './layout.ts';
import type { Parts, PartTypes } from './parts.ts';
import { widthOfInk } from './ink.ts';
import { drawConnector, drawItem, type Drawing } from './paint/list.ts';
import { routeBetween, type Route, type RouteEnd } from './route.ts';
import type { Measurer } from './text/measure.ts';
import { boundsOfTurned, outlineAt, type Turned } from './turned.ts';

/** One item in the scene. Only the scene writes to it. */
export interface Entry extends Box {
	/** As the document says. */
	readonly record: Item;
	/** As it is shown now: the record, or what a drag makes of it. */
	readonly item: Item;
	/** Place in the painting order, 0 = lowest. Valid after any query of the scene. */
	readonly rank: number;
	/** Changes whenever the drawing does; moving alone doesn't. */
	readonly look: number;
	readonly route: Route | null;
	/** How it is turned; null for what stands upright. The box is the one around it as it stands. */
	readonly turned: Turned | null;
}

/** Fields that a preview may override. */
export type Preview = Partial<Pick<Item, 'pos' | 'size' | 'points' | 'from' | 'to' | 'rotation'>>;

/** The ground whose changes may change the way of an elbow. */
interface Corridor extends Box {
	readonly node: Node;
}

export interface SceneOptions {
	readonly measurer: Measurer;
	readonly describe?: Describe;
	/** Without them texts show their marks as they were written. */
	readonly parts?: Parts | undefined;
}

interface Node extends Entry {
	record: Item;
	item: Item;
	minX: number;
	minY: number;
	maxX: number;
	maxY: number;
	rank: number;
	look: number;
	route: Route | null;
	turned: Turned | null;
	depth: number;
	layout: Layout | null;
	drawing: Drawing | null;
	description: Description | null | undefined;
	/** Kept out of the spatial index while something moves it: a drag then costs nothing there. */
	loose: boolean;
	/** Of an elbow that knows its way around; null for all others. */
	corridor: Corridor | null;
}

const NONE: ReadonlySet<string> = new Set();
const NO_ENDS: readonly End[] = [];
const NOWHERE: Box = { minX: 0, minY: 0, maxX: -1, maxY: -1 };
const EMPTY: Box = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
/** Frames lie under everything else, by their depth. */
const ABOVE_FRAMES = 1_000;
const MAX_DEPTH = 32;
/** Beyond this many changes at once a fresh sort and bulk load are cheaper. */
const FEW = 64;
/** Above this many results sorting by comparison is the slower way. */
const MANY = 500;
/** So many parts of a board are looked for among all of it. */
const BEFORE_INDEX = 4;
/** So many elbows look for their way anew in one turn; the others follow in the next ones. */
const DETOURS = 24;
/** What elbows run over: lines, and areas that other things lie in. */
const FLAT: ReadonlySet<string> = new Set(['connector', 'ink', 'frame', 'comment']);
/** How far a drawing may reach outside its item's box: shadows, arrow heads, titles. */
export const BLEED = 16;

/**
 * The board as the engine sees it: items by id, a spatial index, the order of painting, and which
 * connectors depend on which items. Follows changes incrementally; layouts and drawings are made
 * when somebody looks and kept until the item changes.
 */
export class Scene {
	readonly #nodes = new Map<string, Node>();
	readonly #index = new RBush<Node>(16);
	/** All of it is in the index, or loose. Until parts of the board are asked for again and again, nothing is. */
	#isIndexed = false;
	/** Parts were asked for that often without an index. */
	#asked = 0;
	/** Nothing reaches beyond it. */
	#reach = { ...EMPTY };
	readonly #loose = new Set<Node>();
	/** Item id → connectors that end at it. */
	readonly #bound = new Map<string, Set<Node>>();
	/** Frame id → items whose parent it is. */
	readonly #children = new Map<string, Set<string>>();
	readonly #corridors = new RBush<Corridor>(9);
	/** Elbows whose way has to be looked for anew. */
	readonly #astray = new Set<Node>();
	#detour: PartTypes['detour'] | null = null;
	/** Path of a group → items in it, on all levels. */
	readonly #groups = new Map<string, Set<string>>();
	/** Item id → items that show it by its name. */
	readonly #mentioned = new Map<string, Set<Node>>();
	/** Frames that cut off what lies in them. */
	readonly #clips = new Set<string>();
	#order: Node[] = [];
	#ordered = true;
	#previews = new Map<string, Preview>();
	/** Where things stood before they moved or went. */
	#left = new Map<string, Box>();
	#look = 0;
	#largestText = 0;
	readonly measurer: Measurer;
	readonly #parts: Parts | undefined;
	#describe: Describe;
	/** What texts are laid out with now. */
	#setting: Setting;

	constructor(options: SceneOptions) {
		this.measurer = options.measurer;
		this.#parts = options.parts;
		this.#setting = { measurer: this.measurer, parts: this.#parts, written: null };
		this.#describe = options.describe ?? (() => null);
	}

	get size(): number {
		return this.#nodes.size;
	}

	/** Replaces everything. */
	load(items: readonly Item[]): void {
		this.#nodes.clear();
		this.#index.clear();
		this.#loose.clear();
		this.#bound.clear();
		this.#children.clear();
		this.#corridors.clear();
		this.#astray.clear();
		this.#groups.clear();
		this.#clips.clear();
		this.#mentioned.clear();
		this.#previews = new Map();
		for (const item of items) this.#add(item);
		this.#order = [...this.#nodes.values()];
		this.#ordered = false;
		this.#placeAll();
	}

	/** Takes records that equal its own in place of these, so that the page keeps one of each. */
	adopt(items: Iterable<Item>): void {
		for (const item of items) {
			const node = this.#nodes.get(item.id);
			if (!node) continue;
			if (node.item === node.record) node.item = item;
			node.record = item;
			// What nobody has looked at yet is laid out when somebody does.
			if (!node.drawing) node.layout = null;
		}
	}

	/** Follows changes; returns the ids whose place or look changed, dependent connectors included. */
	apply(changes: readonly Change[]): Set<string> {
		const touched = new Set<string>();
		const many = changes.length > FEW;
		let framesMoved = false;
		for (const { id, after } of changes) {
			const node = this.#nodes.get(id);
			if (!after) {
				if (node) {
					this.#remove(node, many);
					touched.add(id);
				}
				continue;
			}
			touched.add(id);
			if (!node) {
				framesMoved ||= after.type === 'frame';
				const made = this.#add(after);
				made.loose = true;
				this.#loose.add(made);
				if (many) this.#order.push(made);
				else this.#insertInOrder(made);
				continue;
			}
			framesMoved ||= movesFrame(node.record, after);
			const cuts = node.record.clip !== after.clip;
			this.#replace(node, after, many);
			if (cuts) for (const inside of this.withDescendants([id])) touched.add(inside);
		}
		for (const { id } of changes) this.#tellMentions(id, touched);
		if (many) {
			this.#order = this.#order.filter((node) => this.#nodes.get(node.record.id) === node);
			this.#ordered = false;
		}
		if (framesMoved) this.#ordered = false;
		this.#settle(touched);
		return touched;
	}

	/**
	 * Shows items elsewhere than recorded, for as long as a drag lasts; replaces earlier previews.
	 * Returns the ids whose place changed. Records stay as they are.
	 */
	preview(previews: ReadonlyMap<string, Preview>): Set<string> {
		const touched = new Set<string>();
		for (const id of this.#previews.keys()) {
			if (previews.has(id)) continue;
			const node = this.#nodes.get(id);
			if (!node) continue;
			this.#show(node, node.record);
			touched.add(id);
		}
		for (const [id, preview] of previews) {
			const node = this.#nodes.get(id);
			if (!node) continue;
			this.#show(node, { ...node.record, ...preview });
			touched.add(id);
		}
		this.#previews = new Map(previews);
		this.#settle(touched);
		return touched;
	}

	/** The places that things have left since this was asked last. */
	takeLeft(): ReadonlyMap<string, Box> {
		const left = this.#left;
		this.#left = new Map();
		return left;
	}

	/** Ids of what a drag shows elsewhere than recorded, and of the connectors it pulls along. */
	moving(): ReadonlySet<string> {
		if (this.#previews.size === 0) return NONE;
		const ids = new Set<string>();
		for (const node of this.#loose) ids.add(node.record.id);
		return ids;
	}

	/** Elbows wait for `catchUp` to find their way around others. */
	get isBehind(): boolean {
		return this.#astray.size > 0 && this.#detour !== null;
	}

	/** Lets some of the elbows that wait find their way; returns the ids of those that changed. */
	catchUp(most = DETOURS): Set<string> {
		const touched = new Set<string>();
		this.#lead(touched, most);
		return touched;
	}

	/** Forgets what was described or measured, of some items or of all. Returns the ids touched. */
	refresh(ids?: Iterable<string>): Set<string> {
		const touched = new Set<string>();
		for (const id of ids ?? this.#nodes.keys()) {
			const node = this.#nodes.get(id);
			if (!node) continue;
			this.#forget(node);
			if (ids) this.#loosen(node);
			touched.add(id);
		}
		if (ids) this.#settle(touched);
		else this.#placeAll();
		return touched;
	}

	/** The item whose text is being written: it is laid out as it is written. Returns the ids touched. */
	setWritten(id: string | null): Set<string> {
		const changed = [this.#setting.written, id].filter((one) => typeof one === 'string');
		this.#setting = { ...this.#setting, written: id };
		return this.refresh(changed);
	}

	setDescribe(describe: Describe): void {
		this.#describe = describe;
	}

	get(id: string): Entry | undefined {
		return this.#nodes.get(id);
	}

	/** The item as it is shown. */
	item(id: string): Item | undefined {
		return this.#nodes.get(id)?.item;
	}

	/** Where the item really is, its grown height included; null when unknown or a connector that ends nowhere. */
	boxOf(id: string): Box | null {
		const node = this.#nodes.get(id);
		return node && node.minX <= node.maxX ? node : null;
	}

	records(): Item[] {
		return Array.from(this.#nodes.values(), (node) => node.record);
	}

	/** All entries, lowest first. */
	inOrder(): readonly Entry[] {
		this.#rank();
		return this.#order;
	}

	/** Entries whose box touches `box`, lowest first. */
	query(box: Box): Entry[] {
		this.#rank();
		// From afar all is asked for, and that is known without looking.
		if (holds(box, this.#reach)) return this.#order.filter(isSomewhere);
		// The first picture is there sooner than the index would be.
		if (!this.#isIndexed && (this.#asked += 1) <= BEFORE_INDEX) {
			return this.#order.filter((node) => overlaps(node, box));
		}
		const found = this.#indexed().search(box);
		for (const node of this.#loose) {
			if (overlaps(node, box)) found.push(node);
		}
		return found.length > MANY
			? this.#inRankOrder(found)
			: found.toSorted((a, b) => a.rank - b.rank);
	}

	/** Sorting without comparing: ranks are small whole numbers, each used once. */
	#inRankOrder(found: readonly Node[]): Node[] {
		const places: (Node | undefined)[] = Array.from({ length: this.#order.length });
		for (const node of found) places[node.rank] = node;
		return places.filter((node) => node !== undefined);
	}

	/** No text on the board is larger than this, in board units. */
	get largestText(): number {
		return this.#largestText;
	}

	/** The box around everything; null for an empty board. */
	bounds(): Box | null {
		return around([...this.#nodes.values()].filter(isSomewhere));
	}

	boundsOf(ids: Iterable<string>): Box | null {
		const boxes: Box[] = [];
		for (const id of ids) {
			const box = this.boxOf(id);
			if (box) boxes.push(box);
		}
		return around(boxes);
	}

	childrenOf(frame: string): readonly string[] {
		return [...(this.#children.get(frame) ?? [])];
	}

	/** The items of a group, on all its levels. */
	membersOf(path: readonly string[]): ReadonlySet<string> {
		return this.#groups.get(groupKey(path)) ?? NONE;
	}

	/** What is to be seen of an item whose frames cut it off; null: all of it. */
	clipOf(entry: Entry): Box | null {
		if (this.#clips.size === 0) return null;
		let { parent } = entry.item;
		let clip: Box | null = null;
		for (let depth = 0; parent !== undefined && depth < MAX_DEPTH; depth += 1) {
			const frame = this.#nodes.get(parent);
			if (!frame) break;
			// What is being dragged out of its frame is seen on its way.
			const isLeaving = this.#previews.has(entry.item.id) && !this.#previews.has(parent);
			if (this.#clips.has(parent) && !isLeaving) clip = clip ? common(clip, frame) : frame;
			parent = frame.item.parent;
		}
		return clip;
	}

	connectorsOf(id: string): readonly string[] {
		return Array.from(this.#bound.get(id) ?? [], (node) => node.record.id);
	}

	/** The ids with everything that lies in their frames; without `stays` and what lies in those. */
	withDescendants(
		ids: Iterable<string>,
		stays: (item: Item) => boolean = () => false
	): Set<string> {
		const all = new Set<string>();
		const waiting = [...ids];
		for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
			const node = this.#nodes.get(id);
			if (!node || all.has(id) || stays(node.record)) continue;
			all.add(id);
			const children = this.#children.get(id);
			if (children) waiting.push(...children);
		}
		return all;
	}

	/** The innermost frame whose area holds a point. */
	frameAt(point: Point, except?: ReadonlySet<string>): string | null {
		let best: Entry | null = null;
		for (const entry of this.query({
			minX: point[0],
			minY: point[1],
			maxX: point[0],
			maxY: point[1]
		})) {
			if (entry.item.type !== 'frame' || except?.has(entry.item.id)) continue;
			if (holdsPoint(entry, point)) best = entry;
		}
		return best?.item.id ?? null;
	}

	layoutOf(id: string): Layout | null {
		const node = this.#nodes.get(id);
		return node ? this.#layout(node) : null;
	}

	drawingOf(entry: Entry): Drawing {
		const node = entry as Node;
		node.drawing ??= this.#draw(node);
		return node.drawing;
	}

	/** The label of a connector, laid out at the middle of its way. */
	labelOf(entry: Entry): TextBlock | null {
		const { route, item } = entry;
		if (!route || !item.text) return null;
		return layoutLabel(item, route, this.#setting);
	}

	/** Where a connector's label stands or would stand. */
	labelPlace(entry: Entry): TextBlock | null {
		return entry.route ? layoutLabel(entry.item, entry.route, this.#setting) : null;
	}

	#draw(node: Node): Drawing {
		if (node.item.type !== 'connector') {
			return drawItem(node.item, this.#layout(node), this.#description(node));
		}
		if (!node.route) return { ops: [], swatch: null, coarse: null, textSize: 0 };
		return drawConnector(node.item, node.route, this.labelOf(node));
	}

	#description(node: Node): Description | null {
		if (node.description === undefined) {
			node.description = this.#describe(node.record);
			for (const id of node.description?.mentions?.keys() ?? []) {
				const nodes = this.#mentioned.get(id);
				if (nodes) nodes.add(node);
				else this.#mentioned.set(id, new Set([node]));
			}
		}
		return node.description;
	}

	/** What names a changed item is described anew; then it says again what it names. */
	#tellMentions(id: string, touched: Set<string>): void {
		const nodes = this.#mentioned.get(id);
		if (!nodes) return;
		this.#mentioned.delete(id);
		for (const node of nodes) {
			if (this.#nodes.get(node.record.id) !== node) continue;
			this.#forget(node);
			touched.add(node.record.id);
		}
	}

	#layout(node: Node): Layout {
		if (!node.layout) {
			node.layout = layoutItem(node.item, this.#description(node), this.#setting);
			const { textLimit } = node.layout;
			if (textLimit > this.#largestText) this.#largestText = textLimit;
		}
		return node.layout;
	}

	#add(item: Item): Node {
		// Written out: an object that grows from a spread one takes several times as long to make.
		const node: Node = {
			minX: 0,
			minY: 0,
			maxX: -1,
			maxY: -1,
			record: item,
			item,
			rank: 0,
			look: (this.#look += 1),
			route: null,
			turned: null,
			depth: ABOVE_FRAMES,
			layout: null,
			drawing: null,
			description: undefined,
			loose: false,
			corridor: null
		};
		this.#nodes.set(item.id, node);
		this.#link(node);
		return node;
	}

	#link(node: Node): void {
		const { parent, id } = node.record;
		if (parent !== undefined) {
			const siblings = this.#children.get(parent);
			if (siblings) siblings.add(id);
			else this.#children.set(parent, new Set([id]));
		}
		const { groups, type, clip } = node.record;
		if (groups) this.#linkGroups(id, groups);
		if (clip === true && type === 'frame') this.#clips.add(id);
		for (const end of endsOf(node.record)) {
			if (!('item' in end)) continue;
			const bound = this.#bound.get(end.item);
			if (bound) bound.add(node);
			else this.#bound.set(end.item, new Set([node]));
		}
	}

	#unlink(node: Node): void {
		const { parent, id } = node.record;
		if (parent !== undefined) {
			const siblings = this.#children.get(parent);
			siblings?.delete(id);
			if (siblings?.size === 0) this.#children.delete(parent);
		}
		const { groups } = node.record;
		if (groups) this.#unlinkGroups(id, groups);
		this.#clips.delete(id);
		for (const end of [...endsOf(node.record), ...endsOf(node.item)]) {
			if (!('item' in end)) continue;
			const bound = this.#bound.get(end.item);
			bound?.delete(node);
			if (bound?.size === 0) this.#bound.delete(end.item);
		}
	}

	#linkGroups(id: string, groups: readonly string[]): void {
		for (let level = 1; level <= groups.length; level += 1) {
			const key = groupKey(groups.slice(0, level));
			const members = this.#groups.get(key);
			if (members) members.add(id);
			else this.#groups.set(key, new Set([id]));
		}
	}

	#unlinkGroups(id: string, groups: readonly string[]): void {
		for (let level = 1; level <= groups.length; level += 1) {
			const key = groupKey(groups.slice(0, level));
			const members = this.#groups.get(key);
			members?.delete(id);
			if (members?.size === 0) this.#groups.delete(key);
		}
	}

	#leave(node: Node): void {
		const { record, minX, minY, maxX, maxY } = node;
		if (minX <= maxX && !this.#left.has(record.id)) {
			this.#left.set(record.id, { minX, minY, maxX, maxY });
		}
	}

	#remove(node: Node, many: boolean): void {
		this.#leave(node);
		this.#unlink(node);
		this.#nodes.delete(node.record.id);
		this.#disturb(node);
		this.#dropCorridor(node);
		this.#astray.delete(node);
		this.#loosen(node);
		this.#loose.delete(node);
		if (many) return;
		this.#order.splice(this.#order.indexOf(node), 1);
		this.#renumber();
	}

	#replace(node: Node, after: Item, many: boolean): void {
		const { record } = node;
		this.#unlink(node);
		node.record = after;
		this.#link(node);
		const preview = this.#previews.get(after.id);
		this.#show(node, preview ? { ...after, ...preview } : after);
		if (record.z !== after.z && !many) {
			this.#order.splice(this.#order.indexOf(node), 1);
			this.#insertInOrder(node);
		}
	}

	/** Makes `item` what is shown of a node; the drawing is kept where only the place differs. */
	#show(node: Node, item: Item): void {
		if (!looksSame(node.item, item)) this.#forget(node);
		// A preview may bind a connector to another item.
		if (item !== node.record && item.type === 'connector') {
			for (const end of endsOf(item)) {
				if (!('item' in end)) continue;
				const bound = this.#bound.get(end.item);
				if (bound) bound.add(node);
				else this.#bound.set(end.item, new Set([node]));
			}
		}
		node.item = item;
		this.#loosen(node);
	}

	#forget(node: Node): void {
		node.layout = null;
		node.drawing = null;
		node.description = undefined;
		node.look = this.#look += 1;
	}

	/** The spatial index, with everything in it that no drag holds. */
	#indexed(): RBush<Node> {
		if (!this.#isIndexed) {
			this.#isIndexed = true;
			this.#index.load([...this.#nodes.values()].filter((node) => !node.loose));
		}
		return this.#index;
	}

	#loosen(node: Node): void {
		if (node.loose) return;
		if (this.#isIndexed) this.#index.remove(node);
		node.loose = true;
		this.#loose.add(node);
	}

	/** Places what was touched, then the connectors that depend on it, and indexes all that no drag holds. */
	#settle(touched: Set<string>): void {
		const connectors = new Set<Node>();
		for (const id of touched) {
			const node = this.#nodes.get(id);
			if (node?.item.type === 'connector') connectors.add(node);
			else if (node) this.#replaceBox(node);
			for (const connector of this.#bound.get(id) ?? []) connectors.add(connector);
		}
		for (const node of connectors) {
			this.#loosen(node);
			this.#place(node);
			touched.add(node.record.id);
		}
		// Where the edge of a frame has gone, what it cuts off is to be painted anew.
		if (this.#clips.size > 0) {
			const frames = [...touched].filter((id) => this.#nodes.get(id)?.item.type === 'frame');
			if (frames.length > 0) for (const id of this.withDescendants(frames)) touched.add(id);
		}
		const settled: Node[] = [];
		for (const node of this.#loose) {
			if (this.#isHeld(node)) continue;
			node.loose = false;
			settled.push(node);
		}
		for (const node of settled) this.#loose.delete(node);
		if (this.#isIndexed) {
			if (settled.length > FEW) this.#index.load(settled);
			else for (const node of settled) this.#index.insert(node);
		}
		this.#lead(touched, DETOURS);
	}

	/** Places what is no connector, and notes which elbows that concerns, where it was and where it is. */
	#replaceBox(node: Node): void {
		this.#disturb(node);
		this.#place(node);
		this.#disturb(node);
	}

	#disturb(node: Node): void {
		for (const corridor of this.#corridors.search(node)) this.#astray.add(corridor.node);
	}

	#dropCorridor(node: Node): void {
		if (node.corridor) this.#corridors.remove(node.corridor);
		node.corridor = null;
	}

	/** Finds the way of elbows that wait; those nobody asked for first keep the old one meanwhile. */
	#lead(touched: Set<string>, most: number): void {
		const [first] = this.#astray;
		if (!first) return;
		this.#detour ??= this.#parts?.get('detour', first.record.id) ?? null;
		if (!this.#detour) return;
		const { detour } = this.#detour;
		let left = most;
		for (const node of this.#astray) {
			if (left-- <= 0) return;
			this.#astray.delete(node);
			this.#dropCorridor(node);
			const from = this.#end(node.item.from);
			const to = this.#end(node.item.to);
			if (!from || !to || routeOf(node.item) !== 'elbow') continue;
			const before = node.route;
			const { route, corridor } = detour(routeBetween(from, to, 'elbow'), from, to, (area) =>
				this.#obstacles(area)
			);
			node.corridor = { ...corridor, node };
			this.#corridors.insert(node.corridor);
			if (before && sameWay(before, route)) continue;
			if (!node.loose) this.#indexed().remove(node);
			this.#follow(node, route);
			if (!node.loose) this.#index.insert(node);
			touched.add(node.record.id);
		}
	}

	/** What elbows go around in an area. */
	#obstacles(area: Box): Box[] {
		const found = this.#indexed()
			.search(area)
			.filter((node) => !FLAT.has(node.item.type));
		for (const node of this.#loose) {
			if (!FLAT.has(node.item.type) && overlaps(node, area)) found.push(node);
		}
		return found;
	}

	#isHeld(node: Node): boolean {
		if (this.#previews.has(node.record.id)) return true;
		return endsOf(node.item).some((end) => 'item' in end && this.#previews.has(end.item));
	}

	#placeAll(): void {
		const connectors: Node[] = [];
		this.#reach = { ...EMPTY };
		for (const node of this.#nodes.values()) {
			if (node.item.type === 'connector') connectors.push(node);
			else this.#place(node);
		}
		for (const node of connectors) this.#place(node);
		this.#index.clear();
		this.#isIndexed = false;
		this.#asked = 0;
		this.#loose.clear();
		this.#left.clear();
		for (const node of this.#nodes.values()) node.loose = false;
		this.#lead(new Set(), 0);
	}

	/** Only for nodes that are not in the index. */
	#place(node: Node): void {
		const { item } = node;
		if (item.type === 'connector') {
			node.turned = null;
			if (routeOf(item) === 'elbow') this.#astray.add(node);
			this.#follow(node, this.#route(item));
			return;
		}
		node.route = null;
		const layout = this.#layout(node);
		let box = boxAt(item.pos[0], item.pos[1], layout.w, layout.h);
		if (item.type === 'ink') box = grow(box, widthOfInk(item) / 2);
		const degrees = item.rotation === undefined ? 0 : rotationOf(item);
		node.turned = degrees === 0 ? null : { degrees, box };
		this.#stand(node, node.turned ? boundsOfTurned(node.turned) : box);
	}

	/** Makes `route` the way of a connector. Only for nodes that are not in the index. */
	#follow(node: Node, route: Route | null): void {
		node.route = route;
		node.drawing = null;
		node.look = this.#look += 1;
		this.#stand(node, route ? this.#connectorBox(node, route) : NOWHERE);
	}

	#stand(node: Node, { minX, minY, maxX, maxY }: Box): void {
		this.#leave(node);
		node.minX = minX;
		node.minY = minY;
		node.maxX = maxX;
		node.maxY = maxY;
		const reach = this.#reach;
		if (minX > maxX) return;
		if (minX < reach.minX) reach.minX = minX;
		if (minY < reach.minY) reach.minY = minY;
		if (maxX > reach.maxX) reach.maxX = maxX;
		if (maxY > reach.maxY) reach.maxY = maxY;
	}

	#connectorBox(node: Node, route: Route): Box {
		if (!node.item.text) return route.box;
		const label = layoutLabel(node.item, route, this.#setting);
		return around([route.box, boxAt(label.x, label.y, label.w, label.h)]) ?? route.box;
	}

	#route(item: Item): Route | null {
		const from = this.#end(item.from);
		const to = this.#end(item.to);
		if (from && to) return routeBetween(from, to, routeOf(item));
		// One end was lost (its item is not there, or not yet): a short stub keeps the other in reach.
		const only = from ?? to;
		if (!only) return null;
		const away: RouteEnd = { box: null, side: null, point: [only.point[0] + 160, only.point[1]] };
		return from ? routeBetween(only, away, routeOf(item)) : routeBetween(away, only, routeOf(item));
	}

	#end(end: End | undefined): RouteEnd | null {
		if (!end) return null;
		if ('point' in end) return { box: null, side: null, point: end.point };
		const node = this.#nodes.get(end.item);
		if (!node || node.item.type === 'connector') return null;
		const box = copyOf(node);
		return {
			box,
			side: end.side ?? null,
			point: centreOf(box),
			outline: outlineAt(node)
		};
	}

	#insertInOrder(node: Node): void {
		if (!this.#ordered || node.record.type === 'frame') {
			this.#order.push(node);
			this.#ordered = false;
			return;
		}
		let low = 0;
		let high = this.#order.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if (compare(this.#order[middle]!, node) < 0) low = middle + 1;
			else high = middle;
		}
		this.#order.splice(low, 0, node);
		this.#renumber();
	}

	#renumber(): void {
		for (let i = 0; i < this.#order.length; i++) this.#order[i]!.rank = i;
	}

	#rank(): void {
		if (this.#ordered) return;
		for (const node of this.#order) node.depth = this.#depthOf(node.record);
		this.#order.sort(compare);
		this.#ordered = true;
		this.#renumber();
	}

	#depthOf(item: Item): number {
		if (item.type !== 'frame') return ABOVE_FRAMES;
		let depth = 0;
		let parent = item.parent;
		// Two people may each put a frame into the other's: the chain must end all the same.
		while (parent !== undefined && depth < MAX_DEPTH) {
			depth += 1;
			parent = this.#nodes.get(parent)?.record.parent;
		}
		return depth;
	}
}

const isSomewhere = (node: Box): boolean => node.minX <= node.maxX;

function common(a: Box, b: Box): Box {
	return {
		minX: Math.max(a.minX, b.minX),
		minY: Math.max(a.minY, b.minY),
		maxX: Math.min(a.maxX, b.maxX),
		maxY: Math.min(a.maxY, b.maxY)
	};
}

/** Whether the stacking of frames may have changed: by nesting, or by becoming one. */
function movesFrame(before: Item, after: Item): boolean {
	if (before.type !== 'frame' && after.type !== 'frame') return false;
	return before.type !== after.type || before.parent !== after.parent || before.z !== after.z;
}

function compare(a: Node, b: Node): number {
	return a.depth - b.depth || byOrder(a.record, b.record);
}

function endsOf(item: Item): readonly End[] {
	if (item.type !== 'connector') return NO_ENDS;
	const ends: End[] = [];
	if (item.from) ends.push(item.from);
	if (item.to) ends.push(item.to);
	return ends;
}

function sameWay({ points }: Route, other: Route): boolean {
	return (
		points.length === other.points.length &&
		points.every(([x, y], i) => x === other.points[i]![0] && y === other.points[i]![1])
	);
}

/** Fields that say where an item is, not what it looks like. */
const PLACE: ReadonlySet<string> = new Set(['pos', 'z', 'parent', 'rotation', 'groups', 'lock']);

function looksSame(a: Item, b: Item): boolean {
	if (a === b) return true;
	for (const key in a) {
		if (!PLACE.has(key) && !sameValue(a[key], b[key])) return false;
	}
	for (const key in b) {
		if (!PLACE.has(key) && !(key in a)) return false;
	}
	return true;
}

function sameValue(a: unknown, b: unknown): boolean {
	if (a === b) return true;
	if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length || a.length > 2) return false;
	return a.every((value, i) => value === b[i]);
}
