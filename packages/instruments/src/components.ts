interface Edge {
	readonly from: string;
	readonly to: string;
}

export interface Components {
	/** Nodes that reach each other, grouped; groups and members in the order of the nodes given. */
	readonly groups: readonly (readonly string[])[];
	/** Per group: the longest way to it from any beginning, counted in groups. */
	readonly layers: readonly number[];
}

/**
 * Strongly connected components (Tarjan), written as a loop: a chain of thousands of cards must not exhaust
 * the call stack. Edges to nodes that aren't listed are ignored.
 */
export function components(nodes: readonly string[], edges: readonly Edge[]): Components {
	const next = new Map<string, string[]>(nodes.map((node) => [node, []]));
	for (const { from, to } of edges) if (next.has(to)) next.get(from)?.push(to);
	const found = tarjan(nodes, next);
	// Tarjan finds groups after everything they lead to: reversed, causes come before effects.
	const layerOf = layersOf(found.toReversed(), next);
	const position = new Map(nodes.map((node, index) => [node, index]));
	const groups = found
		.map((group) => group.toSorted((a, b) => position.get(a)! - position.get(b)!))
		.toSorted((a, b) => position.get(a[0]!)! - position.get(b[0]!)!);
	return { groups, layers: groups.map((group) => layerOf.get(group[0]!)!) };
}

function tarjan(nodes: readonly string[], next: ReadonlyMap<string, string[]>): string[][] {
	const groups: string[][] = [];
	const index = new Map<string, number>();
	const low = new Map<string, number>();
	const open: string[] = [];
	const isOpen = new Set<string>();
	const enter = (node: string): { node: string; at: number } => {
		index.set(node, index.size);
		low.set(node, index.get(node)!);
		open.push(node);
		isOpen.add(node);
		return { node, at: 0 };
	};
	const lower = (node: string, value: number): void => {
		low.set(node, Math.min(low.get(node)!, value));
	};
	for (const start of nodes) {
		if (index.has(start)) continue;
		const path = [enter(start)];
		for (let top = path.at(-1); top; top = path.at(-1)) {
			const { node } = top;
			const target = next.get(node)![top.at];
			top.at += 1;
			if (target !== undefined) {
				if (!index.has(target)) path.push(enter(target));
				else if (isOpen.has(target)) lower(node, index.get(target)!);
				continue;
			}
			path.pop();
			const parent = path.at(-1);
			if (parent) lower(parent.node, low.get(node)!);
			if (low.get(node) === index.get(node)) {
				const group = open.splice(open.indexOf(node));
				for (const member of group) isOpen.delete(member);
				groups.push(group);
			}
		}
	}
	return groups;
}

function layersOf(
	groups: readonly (readonly string[])[],
	next: ReadonlyMap<string, string[]>
): ReadonlyMap<string, number> {
	const layers = new Map<string, number>();
	for (const group of groups) {
		const members = new Set(group);
		const layer = Math.max(0, ...group.map((node) => layers.get(node) ?? 0));
		for (const node of group) layers.set(node, layer);
		for (const node of group) {
			for (const target of next.get(node)!) {
				if (!members.has(target)) layers.set(target, Math.max(layers.get(target) ?? 0, layer + 1));
			}
		}
	}
	return layers;
}
