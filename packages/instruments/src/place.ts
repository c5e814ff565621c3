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
const maxRows = 1000;

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
	return new FreeSpots(taken).next(zone, size);
}

/** Finds one free place after the other; each that was found is in the way of the next. */
class FreeSpots {
	readonly #taken: Rect[];
	/** By zone and size: how many places, row by row, are known to be taken, and what lies near. */
	readonly #searches = new Map<string, { near: Rect[][]; from: number; known: number }>();

	constructor(taken: readonly Rect[]) {
		this.#taken = [...taken];
	}

	next(zone: Rect, size: Size): Point {
		const [width, height] = size;
		const pitch = height + gap;
		const columns = Math.max(1, Math.floor((zone.width + gap) / (width + gap)));
		const key = JSON.stringify([zone, size]);
		let search = this.#searches.get(key);
		if (!search) this.#searches.set(key, (search = { near: [], from: 0, known: 0 }));
		// Things by the rows they reach into, so that a place is compared with what lies beside it only.
		for (; search.known < this.#taken.length; search.known += 1) {
			const rect = this.#taken[search.known]!;
			const reach = Math.max(zone.width, width);
			if (rect.x > zone.x + reach || rect.x + rect.width < zone.x) continue;
			const first = Math.max(0, Math.floor((rect.y - zone.y - height) / pitch));
			const last = Math.min(maxRows, Math.ceil((rect.y + rect.height - zone.y) / pitch));
			for (let row = first; row <= last; row += 1) (search.near[row] ??= []).push(rect);
		}
		for (; ; search.from += 1) {
			const row = Math.floor(search.from / columns);
			const x = zone.x + (search.from % columns) * (width + gap);
			const y = zone.y + row * pitch;
			// A thing as high as the whole board must not keep us searching.
			if (row > maxRows) return [zone.x, zone.y + maxRows * pitch];
			const spot = { x, y, width, height };
			if (search.near[row]?.some((rect) => intersects(rect, spot))) continue;
			this.#taken.push(spot);
			return [x, y];
		}
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
	return newCards(definition, items, frame, [card])[0]!;
}

/** Many new cards at once, each where there is room beside the others. */
export function newCards(
	definition: InstrumentDefinition,
	items: Iterable<Item>,
	frame: Item,
	cards: readonly NewCard[]
): NewItem[] {
	const spots = new FreeSpots(takenBy(items));
	return cards.map((card) => {
		const kind = kindOf(definition, card.kind);
		if (!kind) throw new RangeError(`${definition.id} has no cards of kind "${card.kind}"`);
		const fields = { ...emptyFields(kind.fields), ...card.fields };
		const zone = zoneRect(definition, frame, zoneOf(definition, kind, fields));
		return {
			id: card.id,
			type: 'card',
			pos: spots.next(zone, kind.size),
			size: kind.size,
			parent: frame.id,
			color: kind.color,
			text: card.text ?? '',
			instrument: definition.id,
			kind: kind.id,
			fields,
			textFields: textFieldsOf(kind.fields)
		};
	});
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
