import type { Item } from '@concordia/board';
import type { InstrumentDefinition } from './definition.ts';
import { components } from './components.ts';
import { linksOf } from './links.ts';
import type { Link } from './links.ts';
import { mergesOf } from './merges.ts';
import { cardsOf, scopeOf } from './scope.ts';

export interface CauseNode {
	readonly item: Item;
	/** Cards that were merged into it. */
	readonly wordings: readonly Item[];
	/** How many steps of cause lie before it, at most; everything in a loop has the same. */
	readonly layer: number;
	/** Feeds others and is fed by nothing. */
	readonly isRoot: boolean;
	readonly isInLoop: boolean;
}

export interface CauseGraph {
	readonly nodes: readonly CauseNode[];
	readonly edges: readonly (Link & { readonly isInLoop: boolean })[];
	readonly roots: readonly Item[];
	/** Groups of cards that feed each other, directly or around corners. */
	readonly loops: readonly (readonly Item[])[];
}

/** What feeds into what: where chains begin, and where they bite their own tail. */
export function linkGraph(
	definition: InstrumentDefinition,
	linkId: string,
	items: Iterable<Item>,
	frameId: string
): CauseGraph {
	const link = definition.links.find(({ id }) => id === linkId);
	if (!link) throw new RangeError(`${definition.id} has no links of kind "${linkId}"`);
	const scope = scopeOf(definition, items, frameId);
	const kinds = new Set([link.from, link.to]);
	const cards = new Map(
		[...kinds].flatMap((kind) => cardsOf(scope, kind)).map((item) => [item.id, item])
	);
	const merges = mergesOf(cards);
	const links = linksBetween(linksOf(definition, link, scope.byId.values(), cards), merges.of);
	const heads = [...cards.values()].filter(({ id }) => merges.of(id) === id);
	const { groups, layers } = components(
		heads.map(({ id }) => id),
		links
	);
	const groupOf = new Map(groups.flatMap((group, index) => group.map((id) => [id, index])));
	const selfLinked = new Set(links.filter(({ from, to }) => from === to).map(({ from }) => from));
	const isLoop = (index: number): boolean =>
		groups[index]!.length > 1 || selfLinked.has(groups[index]![0]!);
	const fed = new Set(links.map(({ to }) => to));
	const feeding = new Set(links.map(({ from }) => from));

	const nodes = heads.map((item): CauseNode => {
		const group = groupOf.get(item.id)!;
		return {
			item,
			wordings: merges.wordings(item.id),
			layer: layers[group]!,
			isRoot: feeding.has(item.id) && !fed.has(item.id),
			isInLoop: isLoop(group)
		};
	});
	return {
		nodes,
		edges: links.map((edge) => {
			const group = groupOf.get(edge.from)!;
			return { ...edge, isInLoop: group === groupOf.get(edge.to) && isLoop(group) };
		}),
		roots: nodes.filter(({ isRoot }) => isRoot).map(({ item }) => item),
		loops: groups
			.filter((_, index) => isLoop(index))
			.map((group) => group.map((id) => cards.get(id)!))
	};
}

/** Links of merged cards are those of the card that stands for them; between two of them there is none. */
export function linksBetween(links: readonly Link[], of: (id: string) => string): Link[] {
	const found = new Map<string, Link>();
	for (const link of links) {
		const [from, to] = [of(link.from), of(link.to)];
		if (from === to && link.from !== link.to) continue;
		const key = JSON.stringify([from, to]);
		if (!found.has(key)) found.set(key, { id: link.id, from, to });
	}
	return [...found.values()];
}
