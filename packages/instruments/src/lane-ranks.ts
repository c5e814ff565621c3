import { Graph, layout } from '@dagrejs/dagre';
import { edgesOf, ranksByCause } from './lane-layout.ts';
import type { Ranks } from './lane-layout.ts';
import type { LaneMap } from './lanes.ts';

/** More steps or flows than this are ranked by cause alone: it would take seconds. */
const mostSteps = 600;
const mostFlows = 2400;

/** Columns in which flows are short and cross seldom. A module of its own: it brings the library for graphs. */
export function ranksByLayout(map: Pick<LaneMap, 'steps' | 'flows'>): Ranks {
	const edges = edgesOf(map);
	if (map.steps.length > mostSteps || edges.length > mostFlows) return ranksByCause(map);
	const graph = new Graph();
	graph.setGraph({ rankdir: 'LR', ranksep: 100, nodesep: 40 });
	graph.setDefaultEdgeLabel(() => ({}));
	// Nodes of one size: the middle of each then tells its column.
	// The library keeps them in plain objects: an id such as "toString" would be found there already.
	const names = new Map(map.steps.map(({ id }, index) => [id, `n${index}`]));
	for (const name of names.values()) graph.setNode(name, { width: 100, height: 100 });
	for (const { from, to } of edges) graph.setEdge(names.get(from)!, names.get(to)!);
	layout(graph);
	return new Map(
		map.steps.map(({ id }) => {
			const { x, y } = graph.node(names.get(id)!) as { readonly x: number; readonly y: number };
			return [id, { column: Math.round(x), row: y }];
		})
	);
}
