import { Graph, layout } from '@dagrejs/dagre';
import type { Point, Size } from '@concordia/board';
import { components } from './components.ts';

/** What is to be placed: cards by id, and what leads from one to another. */
export interface CausePlan {
	readonly nodes: readonly string[];
	readonly edges: readonly { readonly from: string; readonly to: string }[];
	/** Of one card, and the gaps between columns and between cards of one. */
	readonly size: Size;
	readonly gap: Size;
}

export interface CausePlaces {
	/** The top left corner of each card, from 0. */
	readonly places: ReadonlyMap<string, Point>;
	readonly size: Size;
}

/** With more cards and links than this in a block the library would hold up the page. */
const mostForLibrary = 70;

/**
 * Places cards from left to right as they cause each other, what hangs together as one block, the blocks one below the
 * other, and what hangs on nothing in rows below them. Gives a result after each block, so that a page can draw a
 * frame in between; the last one is whole. A module of its own: it brings the library for graphs.
 */
export function* layOutCauses(plan: CausePlan): Generator<null, CausePlaces> {
	const { size, gap } = plan;
	const places = new Map<string, Point>();
	let [right, bottom] = [0, 0];
	const { blocks, alone } = blocksOf(plan);
	for (const block of blocks) {
		const isLarge = block.nodes.length + block.edges.length > mostForLibrary;
		const found = isLarge ? inColumns(block, plan) : byLibrary(block, plan);
		const top = places.size === 0 ? 0 : bottom + gap[1];
		for (const [id, [x, y]] of found) {
			places.set(id, [x, top + y]);
			right = Math.max(right, x + size[0]);
			bottom = Math.max(bottom, top + y + size[1]);
		}
		yield null;
	}
	const columns = Math.max(
		Math.ceil(Math.sqrt(alone.length)),
		Math.floor((right + gap[0]) / (size[0] + gap[0])),
		1
	);
	const top = places.size === 0 ? 0 : bottom + gap[1];
	for (const [index, id] of alone.entries()) {
		const x = (index % columns) * (size[0] + gap[0]);
		const y = top + Math.floor(index / columns) * (size[1] + gap[1]);
		places.set(id, [x, y]);
		right = Math.max(right, x + size[0]);
		bottom = Math.max(bottom, y + size[1]);
	}
	return { places, size: [right, bottom] };
}

/** The same without a break, for boards and tests. */
export function placeCauses(plan: CausePlan): CausePlaces {
	const steps = layOutCauses(plan);
	for (;;) {
		const step = steps.next();
		if (step.done === true) return step.value;
	}
}

type Block = Pick<CausePlan, 'nodes' | 'edges'>;

/** What hangs together, whichever way the links point; and what has no link. */
function blocksOf({ nodes, edges }: CausePlan): { blocks: Block[]; alone: string[] } {
	const near = new Map<string, string[]>(nodes.map((id) => [id, []]));
	for (const { from, to } of edges) {
		if (!near.has(from) || !near.has(to)) continue;
		near.get(from)!.push(to);
		near.get(to)!.push(from);
	}
	const blockOf = new Map<string, number>();
	const blocks: { nodes: string[]; edges: CausePlan['edges'][number][] }[] = [];
	const alone: string[] = [];
	for (const start of near.keys()) {
		if (blockOf.has(start)) continue;
		const members = [start];
		blockOf.set(start, blocks.length);
		for (let at = 0; at < members.length; at += 1) {
			for (const id of near.get(members[at]!)!) {
				if (blockOf.has(id)) continue;
				blockOf.set(id, blocks.length);
				members.push(id);
			}
		}
		if (members.length === 1) alone.push(start);
		else blocks.push({ nodes: members, edges: [] });
		if (members.length === 1) blockOf.set(start, -1);
	}
	for (const edge of edges) {
		const block = near.has(edge.to) ? blockOf.get(edge.from) : undefined;
		if (block !== undefined && block >= 0) blocks[block]!.edges.push(edge);
	}
	return { blocks, alone };
}

function byLibrary(
	{ nodes, edges }: Block,
	{ size: [width, height], gap }: CausePlan
): Map<string, Point> {
	const graph = new Graph();
	graph.setGraph({ rankdir: 'LR', ranksep: gap[0], nodesep: gap[1] });
	graph.setDefaultEdgeLabel(() => ({}));
	// The library keeps them in plain objects: an id such as "toString" would be found there already.
	const names = new Map(nodes.map((id, index) => [id, `n${index}`]));
	for (const name of names.values()) graph.setNode(name, { width, height });
	for (const { from, to } of edges) {
		if (from !== to) graph.setEdge(names.get(from)!, names.get(to)!);
	}
	layout(graph);
	return fromOrigin(
		nodes.map((id): [string, Point] => {
			const { x, y } = graph.node(names.get(id)!) as { readonly x: number; readonly y: number };
			return [id, [Math.round(x - width / 2), Math.round(y - height / 2)]];
		})
	);
}

/**
 * Columns without the library: each card behind all that feeds it, as far as loops allow, and near the middle of
 * what it is linked with. Takes a time that grows with the number of links only.
 */
function inColumns({ nodes, edges }: Block, { size, gap }: CausePlan): Map<string, Point> {
	const forward = withoutLoops(nodes, edges);
	const { groups, layers } = components(nodes, forward);
	const columns: string[][] = [];
	for (const [index, [id]] of groups.entries()) (columns[layers[index]!] ??= []).push(id!);
	const near = new Map<string, string[]>(nodes.map((id) => [id, []]));
	for (const { from, to } of forward) {
		near.get(from)!.push(to);
		near.get(to)!.push(from);
	}
	const rows = new Map<string, number>();
	const number = (column: readonly string[]): void => {
		const top = -(column.length - 1) / 2;
		for (const [index, id] of column.entries()) rows.set(id, top + index);
	};
	for (const column of columns) number(column);
	for (let sweep = 0; sweep < sweeps; sweep += 1) {
		for (const column of sweep % 2 === 0 ? columns : columns.toReversed()) {
			const wishes = new Map(
				column.map((id) => {
					const others = near.get(id)!;
					const sum = others.reduce((total, other) => total + rows.get(other)!, 0);
					return [id, others.length === 0 ? rows.get(id)! : sum / others.length];
				})
			);
			column.sort((one, other) => wishes.get(one)! - wishes.get(other)!);
			number(column);
		}
	}
	const [stepX, stepY] = [size[0] + gap[0], size[1] + gap[1]];
	return fromOrigin(
		columns.flatMap((column, index) =>
			column.map((id): [string, Point] => [id, [index * stepX, Math.round(rows.get(id)! * stepY)]])
		)
	);
}

const sweeps = 6;

/** The links without those that lead back to where a walk came from: what is left has no loop. */
function withoutLoops(nodes: readonly string[], edges: CausePlan['edges']): CausePlan['edges'] {
	const next = new Map<string, string[]>(nodes.map((id) => [id, []]));
	for (const { from, to } of edges) next.get(from)!.push(to);
	const state = new Map<string, 'open' | 'done'>();
	const forward: { from: string; to: string }[] = [];
	for (const start of nodes) {
		if (state.has(start)) continue;
		state.set(start, 'open');
		const path = [{ id: start, at: 0 }];
		for (let top = path.at(-1); top; top = path.at(-1)) {
			const to = next.get(top.id)![top.at];
			top.at += 1;
			if (to === undefined) {
				state.set(top.id, 'done');
				path.pop();
			} else if (state.get(to) !== 'open') {
				forward.push({ from: top.id, to });
				if (state.has(to)) continue;
				state.set(to, 'open');
				path.push({ id: to, at: 0 });
			}
		}
	}
	return forward;
}

function fromOrigin(places: readonly (readonly [string, Point])[]): Map<string, Point> {
	const left = Math.min(...places.map(([, [x]]) => x));
	const top = Math.min(...places.map(([, [, y]]) => y));
	return new Map(places.map(([id, [x, y]]) => [id, [x - left, y - top]]));
}
