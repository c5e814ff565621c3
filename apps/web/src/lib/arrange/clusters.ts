import {
	arrangeable,
	clusterByKey,
	clusterByText,
	frameClusters,
	patchesOf,
	type Cluster,
	type Unit
} from '@concordia/board/arrange';
import type { Item, NewItem, Patch } from '@concordia/board';

/** By what things are put together. */
export const clusterKinds = ['color', 'organization', 'text'] as const;
export type ClusterKind = (typeof clusterKinds)[number];

/** A proposal: what goes into one frame, and what the frame is called. */
export interface Proposal {
	readonly key: string;
	readonly title: string;
	readonly units: readonly Unit[];
}

/** The organization a card speaks for; null when nothing on the item says one. */
export function organizationOf(item: Item): string | null {
	const organization = item.fields?.['organization'] ?? item['organization'];
	return typeof organization === 'string' && organization !== '' ? organization : null;
}

/** Items that name no organization count for that of who made them, if it is known. */
export type Makers = ReadonlyMap<string, string>;

/** Clusters of what is chosen. Locked things and frames stay where they are. */
export function propose(
	items: ReadonlyMap<string, Item>,
	ids: readonly string[],
	kind: ClusterKind,
	titleOf: (key: string) => string,
	makers: Makers = new Map()
): Proposal[] {
	const units = arrangeable(items, ids).filter(
		(unit) => !unit.isFixed && unit.items.every(({ type }) => type !== 'frame')
	);
	const byId = new Map(units.map((unit) => [unit.items[0]!.id, unit]));
	return clusters(byId, kind, makers).map(({ key, ids: members }) => ({
		key,
		title: titleOf(key),
		units: members.map((id) => byId.get(id)!)
	}));
}

function clusters(units: ReadonlyMap<string, Unit>, kind: ClusterKind, makers: Makers): Cluster[] {
	if (kind === 'text') {
		return clusterByText(
			Array.from(units, ([id, unit]) => ({
				id,
				text: unit.items.map(({ text }) => text ?? '').join(' ')
			}))
		);
	}
	return clusterByKey(
		Array.from(units, ([id, unit]) => [
			id,
			kind === 'color'
				? (unit.items[0]?.color ?? null)
				: (organizationOf(unit.items[0]!) ?? makers.get(id) ?? null)
		])
	);
}

/** The frames and moves that make proposals true. */
export function carryOut(
	items: ReadonlyMap<string, Item>,
	proposals: readonly Proposal[],
	newId: () => string
): { readonly insert: NewItem[]; readonly update: Patch[] } {
	const frames = frameClusters(
		proposals.map(({ units }) => units),
		24
	);
	const insert: NewItem[] = [];
	const update: Patch[] = [];
	for (const [index, { pos, size, moves }] of frames.entries()) {
		const id = newId();
		insert.push({ id, type: 'frame', pos, size, text: proposals[index]!.title });
		const inside = new Set(moves.flatMap(({ unit }) => unit.items.map((item) => item.id)));
		for (const patch of patchesOf(items.values(), moves)) {
			update.push(inside.has(patch.id) ? { ...patch, parent: id } : patch);
			inside.delete(patch.id);
		}
		// Those that happen to stand where they should go into the frame, too.
		for (const left of inside) update.push({ id: left, parent: id });
	}
	return { insert, update };
}
