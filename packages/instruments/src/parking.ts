import { boundsOf, contains, type Item, type NewItem } from '@concordia/board';
import { isKind, kindOf } from './definition.ts';
import type { InstrumentDefinition } from './definition.ts';
import { stringField } from './fields.ts';
import { matrix } from './matrix.ts';
import type { OrganizationName } from './matrix.ts';
import { freeSpot, takenBy, zoneRect } from './place.ts';
import { scopeOf } from './scope.ts';

const parkable: ReadonlySet<string> = new Set(['note', 'text', 'shape', 'card']);

/** Is this what stands on the board for a solution that is parked? */
export function isPlaceholder(definition: InstrumentDefinition, item: Item): boolean {
	return (
		definition.parking !== undefined && isKind(definition, item, definition.parking.placeholder)
	);
}

/** Is this a solution that everybody may read? */
export function isSolution(definition: InstrumentDefinition, item: Item): boolean {
	return definition.parking !== undefined && isKind(definition, item, definition.parking.kind);
}

/** May this item be parked in this instrument? What speaks for an organization is no solution. */
export function isParkable(definition: InstrumentDefinition, item: Item): boolean {
	const isOwn = item.instrument === definition.id;
	return (
		definition.parking !== undefined &&
		parkable.has(item.type) &&
		item.url === undefined &&
		!isPlaceholder(definition, item) &&
		!(isOwn && kindOf(definition, item.kind)?.ownedBy !== undefined)
	);
}

/** What is told to all of a solution that they can't read. */
export interface ParkedFacts {
	/** The words on the placeholder. */
	readonly text: string;
	/** Absent when it isn't to be said. */
	readonly organization?: string | undefined;
	/** Day and time, as in `2026-11-22T10:30:00.000Z`; absent before a session begins. */
	readonly at?: string;
}

/** What stands where a solution stood, and tells nothing of it. */
export function placeholderFor(
	definition: InstrumentDefinition,
	{ id, pos, size, z, parent }: Item,
	{ text, organization, at }: ParkedFacts
): NewItem {
	const { placeholder, organizationField } = parkingOf(definition);
	return {
		id,
		type: 'note',
		pos,
		size,
		z,
		...(parent !== undefined && { parent }),
		color: kindOf(definition, placeholder)?.color ?? 'gray',
		text,
		instrument: definition.id,
		kind: placeholder,
		fields: {
			...(at !== undefined && { parkedAt: at }),
			...(organization !== undefined && { [organizationField]: organization })
		}
	};
}

/** Where a solution is kept that was never on the board: in the parking, unless it has a place of its own. */
export function parkingPlace(
	definition: InstrumentDefinition,
	items: Iterable<Item>,
	frame: Item,
	own?: Pick<Item, 'pos' | 'size'>
): Pick<NewItem, 'pos' | 'size' | 'parent'> {
	const { size, zone } = kindOf(definition, parkingOf(definition).placeholder)!;
	if (own !== undefined) {
		const isInside = contains(boundsOf(frame), boundsOf(own));
		return { pos: own.pos, size: own.size, ...(isInside && { parent: frame.id }) };
	}
	const pos = freeSpot(zoneRect(definition, frame, zone), takenBy(items), size);
	return { pos, size, parent: frame.id };
}

/** A solution as everybody may read it from now on: where its placeholder is, or where it stood. */
export function solutionCard(
	definition: InstrumentDefinition,
	content: Item,
	place: Item | undefined,
	{ organization, at }: Omit<ParkedFacts, 'text'>
): NewItem {
	const { kind, organizationField } = parkingOf(definition);
	const { color, size, fields } = kindOf(definition, kind)!;
	const where = place ?? content;
	return {
		id: content.id,
		type: 'card',
		pos: where.pos,
		size: [Math.max(where.size[0], size[0]), Math.max(where.size[1], size[1])],
		...(where.z !== '' && place !== undefined && { z: where.z }),
		...(where.parent !== undefined && { parent: where.parent }),
		color,
		text: content.text ?? '',
		instrument: definition.id,
		kind,
		fields: {
			...content.fields,
			...(at !== undefined && { parkedAt: at }),
			...(organization !== undefined && { [organizationField]: organization })
		},
		textFields: [
			...new Set([
				...(content.textFields ?? []),
				...fields.filter(({ type }) => type === 'text').map(({ id }) => id)
			])
		]
	};
}

function parkingOf(definition: InstrumentDefinition): NonNullable<InstrumentDefinition['parking']> {
	if (!definition.parking) throw new RangeError(`${definition.id} has no parking`);
	return definition.parking;
}

/** Who of these organizations hasn't been heard yet, and on how many rows. */
export function unheard(
	definition: InstrumentDefinition,
	items: Iterable<Item>,
	frameId: string,
	organizations: readonly OrganizationName[]
): { readonly organization: OrganizationName; readonly gaps: number }[] {
	const view = definition.views.find((candidate) => candidate.type === 'matrix');
	if (!view) return [];
	const { gapsByOrganization } = matrix(definition, view, items, frameId, organizations);
	return organizations
		.map((organization, index) => ({ organization, gaps: gapsByOrganization[index] ?? 0 }))
		.filter(({ gaps }) => gaps > 0);
}

/** The frame of the instrument an item lies in; of several nested ones the nearest. */
export function frameOf(
	items: ReadonlyMap<string, Item>,
	item: Item,
	isFrame: (item: Item) => boolean
): Item | undefined {
	const seen = new Set<string>();
	let parent = item.parent;
	while (parent !== undefined && !seen.has(parent)) {
		seen.add(parent);
		const frame = items.get(parent);
		if (!frame) return undefined;
		if (isFrame(frame)) return frame;
		parent = frame.parent;
	}
	return undefined;
}

/** What waits in an instrument and what may be read of it, in reading order. */
export function solutionsIn(
	definition: InstrumentDefinition,
	items: Iterable<Item>,
	frameId: string
): { readonly parked: readonly Item[]; readonly open: readonly Item[] } {
	const { inside } = scopeOf(definition, items, frameId);
	return {
		parked: inside.filter((item) => isPlaceholder(definition, item)),
		open: inside.filter((item) => isSolution(definition, item))
	};
}

/** When a solution was parked, for those who can read a clock; null when the item doesn't say. */
export function parkedAt(item: Item): number | null {
	const at = Date.parse(stringField(item, 'parkedAt'));
	return Number.isFinite(at) ? at : null;
}
