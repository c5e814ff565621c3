import type { Item, NewItem, Patch, Point, Size } from '@concordia/board';
import { isKind, kindOf, words } from './definition.ts';
import type { InstrumentDefinition, Locale } from './definition.ts';
import { stringField } from './fields.ts';
import { freeSpot, takenBy, zoneRect } from './place.ts';
import { scopeOf } from './scope.ts';

/** What to do to a board, in one step. */
export interface BoardEdit {
	readonly insert: readonly NewItem[];
	readonly update: readonly Patch[];
	readonly remove: readonly string[];
}

const parkable: ReadonlySet<string> = new Set(['note', 'text', 'shape', 'card']);

export function isParked(definition: InstrumentDefinition, item: Item): boolean {
	return definition.parking !== undefined && isKind(definition, item, definition.parking.kind);
}

/** May this item be parked in this instrument? */
export function isParkable(definition: InstrumentDefinition, item: Item): boolean {
	const { parking } = definition;
	return (
		parking !== undefined &&
		parkable.has(item.type) &&
		!isParked(definition, item) &&
		!isKind(definition, item, parking.placeholder)
	);
}

export interface ParkOptions {
	readonly frame: Item;
	/** Id for the placeholder. */
	readonly placeholderId: string;
	/** Whose solution it is. */
	readonly organization?: string | undefined;
	readonly locale: Locale;
}

/**
 * Moves an item into the parking and leaves a placeholder where it stood. The item stays the same one, with
 * its text and history; what it was is kept in its fields, so that it can return.
 */
export function parkItem(
	definition: InstrumentDefinition,
	items: Iterable<Item>,
	id: string,
	{ frame, placeholderId, organization, locale }: ParkOptions
): BoardEdit | undefined {
	const all = [...items];
	const item = all.find((candidate) => candidate.id === id);
	const { parking } = definition;
	const kind = kindOf(definition, parking?.kind);
	if (!item || !parking || !kind || !isParkable(definition, item)) return undefined;
	const pos = freeSpot(zoneRect(definition, frame, kind.zone), takenBy(all), kind.size);
	const whose = stringField(item, parking.organizationField) || organization;
	const update: Patch = {
		id,
		type: 'card',
		pos,
		size: kind.size,
		parent: frame.id,
		color: kind.color,
		instrument: definition.id,
		kind: kind.id,
		fields: { ...whatItWas(item), ...(whose && { [parking.organizationField]: whose }) }
	};
	const placeholder: NewItem = {
		id: placeholderId,
		type: 'note',
		pos: item.pos,
		size: item.size,
		...(item.parent !== undefined && { parent: item.parent }),
		color: kindOf(definition, parking.placeholder)?.color ?? 'gray',
		text: words(definition, locale, `${parking.placeholder}.default`),
		instrument: definition.id,
		kind: parking.placeholder,
		fields: { parked: id }
	};
	return { insert: [placeholder], update: [update], remove: [] };
}

/** Fields that say what a parked item was before. Plain strings, as all fields of cards. */
const former = [
	'wasType',
	'wasKind',
	'wasInstrument',
	'wasColor',
	'wasParent',
	'wasPos',
	'wasSize'
];

function whatItWas(item: Item): Record<string, string> {
	const was: Record<string, string | undefined> = {
		wasType: item.type,
		wasKind: item.kind,
		wasInstrument: item.instrument,
		wasColor: item.color,
		wasParent: item.parent,
		wasPos: item.pos.join(','),
		wasSize: item.size.join(',')
	};
	return Object.fromEntries(
		Object.entries(was).filter((entry): entry is [string, string] => entry[1] !== undefined)
	);
}

/**
 * Brings a parked item back as what it was, to where its placeholder is now or where it stood. One that was
 * written straight into the parking becomes a note.
 */
export function unparkItem(
	definition: InstrumentDefinition,
	items: Iterable<Item>,
	id: string
): BoardEdit | undefined {
	const all = [...items];
	const item = all.find((candidate) => candidate.id === id);
	const { parking } = definition;
	if (!item || !parking || !isParked(definition, item)) return undefined;
	const placeholders = all.filter(
		(candidate) =>
			isKind(definition, candidate, parking.placeholder) && stringField(candidate, 'parked') === id
	);
	const known = new Map(all.map((candidate) => [candidate.id, candidate]));
	return {
		insert: [],
		update: [{ id, ...asItWas(item), ...placeOf(definition, item, placeholders[0], known) }],
		remove: placeholders.map((placeholder) => placeholder.id)
	};
}

function asItWas(item: Item): Omit<Patch, 'id'> {
	const was = (key: string): string | null => stringField(item, key) || null;
	const type = was('wasType');
	return {
		type: type !== null && parkable.has(type) ? type : 'note',
		kind: was('wasKind'),
		instrument: was('wasInstrument'),
		color: was('wasColor'),
		fields: Object.fromEntries(former.map((key) => [key, undefined]))
	};
}

function placeOf(
	definition: InstrumentDefinition,
	item: Item,
	placeholder: Item | undefined,
	known: ReadonlyMap<string, Item>
): Pick<Patch, 'pos' | 'size' | 'parent'> {
	const size: Size = numbers(stringField(item, 'wasSize')) ?? item.size;
	if (placeholder) return { pos: placeholder.pos, size, parent: placeholder.parent };
	const pos: Point | undefined = numbers(stringField(item, 'wasPos'));
	const parent = stringField(item, 'wasParent');
	if (pos) return { pos, size, parent: known.has(parent) ? parent : undefined };
	const frame = item.parent === undefined ? undefined : known.get(item.parent);
	if (!frame) return { pos: item.pos, size, parent: item.parent };
	const zone = zoneRect(definition, frame, definition.kinds[0]!.zone);
	return { pos: freeSpot(zone, takenBy(known.values()), size), size, parent: frame.id };
}

function numbers(text: string): readonly [number, number] | undefined {
	const match = /^(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)$/.exec(text);
	return match ? [Number(match[1]), Number(match[2])] : undefined;
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

/** The parked cards of an instrument, in reading order. */
export function parkedItems(
	definition: InstrumentDefinition,
	items: Iterable<Item>,
	frameId: string
): Item[] {
	return scopeOf(definition, items, frameId).inside.filter((item) => isParked(definition, item));
}
