import { boundsOf, intersects } from '@concordia/board';
import type { Item, NewItem, Point, Rect, Size } from '@concordia/board';
import { kindOf, words } from './definition.ts';
import type {
	FieldDefinition,
	InstrumentDefinition,
	KindDefinition,
	Locale
} from './definition.ts';

/** Room at the top of the frame, and in every zone for its name above the cards. */
export const titleHeight = 16;
const zoneTop = 72;
const padding = 32;
const gap = 24;
const maxRows = 200;

/** Where a zone lies in a frame, with a margin around it. */
export function zoneRect(definition: InstrumentDefinition, frame: Item, zone: string): Rect {
	const { x, y, width, height } = boundsOf(frame);
	const part = definition.zones.find(({ id }) => id === zone) ?? {
		x: 0,
		y: 0,
		width: 1,
		height: 1
	};
	const usable = Math.max(0, height - titleHeight);
	return {
		x: x + part.x * width + padding,
		y: y + titleHeight + part.y * usable + zoneTop,
		width: Math.max(0, part.width * width - 2 * padding),
		height: Math.max(0, part.height * usable - zoneTop - padding)
	};
}

/**
 * The first place in a zone, row by row, where nothing lies yet. When the zone is full the rows go on below
 * it: better outside the frame than on top of someone's card.
 */
export function freeSpot(zone: Rect, taken: readonly Rect[], size: Size): Point {
	const near = taken.filter(
		({ x, width }) => x <= zone.x + Math.max(zone.width, size[0]) && x + width >= zone.x
	);
	const columns = Math.max(1, Math.floor((zone.width + gap) / (size[0] + gap)));
	for (let row = 0; ; row += 1) {
		const y = zone.y + row * (size[1] + gap);
		for (let column = 0; column < columns; column += 1) {
			const spot = { x: zone.x + column * (size[0] + gap), y, width: size[0], height: size[1] };
			if (!near.some((rect) => intersects(rect, spot))) return [spot.x, spot.y];
		}
		// A thing as high as the whole board must not keep us searching.
		if (row >= maxRows) return [zone.x, y];
	}
}

/** What lies in the way of new cards. Frames hold cards and connectors run over them, so neither counts. */
export function takenBy(items: Iterable<Item>): Rect[] {
	const taken: Rect[] = [];
	for (const item of items) {
		if (item.type !== 'frame' && item.type !== 'connector') taken.push(boundsOf(item));
	}
	return taken;
}

/** The empty frame of an instrument. */
export function newFrame(
	definition: InstrumentDefinition,
	{ id, pos, locale }: { readonly id: string; readonly pos: Point; readonly locale: Locale }
): NewItem {
	return {
		id,
		type: 'frame',
		pos,
		size: definition.frameSize,
		instrument: definition.id,
		text: words(definition, locale, 'title')
	};
}

export interface NewCard {
	readonly id: string;
	readonly kind: string;
	readonly text?: string;
	readonly fields?: NonNullable<NewItem['fields']>;
}

/** A new card in its zone of the frame, where there is room, with all its shared texts and sets. */
export function newCard(
	definition: InstrumentDefinition,
	items: Iterable<Item>,
	frame: Item,
	card: NewCard
): NewItem {
	const kind = kindOf(definition, card.kind);
	if (!kind) throw new RangeError(`${definition.id} has no cards of kind "${card.kind}"`);
	const fields = { ...emptyFields(kind.fields), ...card.fields };
	const zone = zoneRect(definition, frame, zoneOf(definition, kind, fields));
	return {
		id: card.id,
		type: 'card',
		pos: freeSpot(zone, takenBy(items), kind.size),
		size: kind.size,
		parent: frame.id,
		color: kind.color,
		text: card.text ?? '',
		instrument: definition.id,
		kind: kind.id,
		fields,
		textFields: textFieldsOf(kind.fields)
	};
}

/** Where a card with these fields belongs. */
function zoneOf(
	{ zones }: InstrumentDefinition,
	{ zone, zoneField }: KindDefinition,
	fields: NonNullable<NewItem['fields']>
): string {
	const value = zoneField === undefined ? undefined : fields[zoneField];
	return zones.find(({ id }) => id === value)?.id ?? zone;
}

export function textFieldsOf(fields: readonly FieldDefinition[]): string[] {
	return fields.filter(({ type }) => type === 'text').map(({ id }) => id);
}

/** Sets are made with the card: two people who tick at once then tick in the same set. */
function emptyFields(fields: readonly FieldDefinition[]): Record<string, readonly string[]> {
	return Object.fromEntries(
		fields
			.filter(({ type }) => type === 'organizations' || type === 'items')
			.map(({ id }) => [id, []])
	);
}
