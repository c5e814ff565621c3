import { boundsOf, centerOf } from '@concordia/board';
import type { Item, Point, Rect } from '@concordia/board';
import { isKind, kindOf } from './definition.ts';
import type { InstrumentDefinition, LanesView } from './definition.ts';
import { rawField, stringField } from './fields.ts';
import { laneBand } from './lane-layout.ts';
import type { OrganizationName } from './matrix.ts';
import { freeSpot, takenBy, titleHeight, zoneRect } from './place.ts';

/** A field that follows from where a card was put. */
export interface FieldByPlace {
	readonly field: string;
	readonly value: string;
}

interface Board {
	readonly definition: InstrumentDefinition;
	readonly frame: Item;
	/** What lies in the frame. */
	readonly items: Iterable<Item>;
	readonly organizations: readonly OrganizationName[];
}

/**
 * What a card says by where it has been put: the zone of a choice, or the lane of somebody. Undefined where the
 * place says nothing, and where it says what it did `before`: who moves a card about in a zone says nothing.
 */
export function fieldByPlace(
	card: Item,
	board: Board,
	before?: readonly [card: Item, board: Board]
): FieldByPlace | undefined {
	const said = placeSays(card, board);
	if (!said || rawField(card, said.field) === said.value) return undefined;
	const earlier = before && placeSays(...before);
	return earlier?.field === said.field && earlier.value === said.value ? undefined : said;
}

function placeSays(card: Item, board: Board): FieldByPlace | undefined {
	const { definition } = board;
	const middle = centerOf(boundsOf(card));
	const kind = kindOf(definition, card.kind);
	if (!kind || !isKind(definition, card, kind.id)) return undefined;
	const { zoneField } = kind;
	if (zoneField !== undefined) {
		const options = kind.fields.find(({ id }) => id === zoneField)?.options ?? [];
		const zone = zoneAt(definition, board.frame, middle);
		if (zone !== undefined && options.includes(zone)) return { field: zoneField, value: zone };
	}
	const lanes = definition.views.find(
		(view): view is LanesView => view.type === 'lanes' && view.kind === kind.id
	);
	const lane = lanes && laneAt(board, lanes, middle);
	return lane === undefined ? undefined : { field: lanes!.laneField, value: lane };
}

/** The zone of a frame at a point, with the room for its name. */
function zoneAt(definition: InstrumentDefinition, frame: Item, point: Point): string | undefined {
	const { x, y, width, height } = boundsOf(frame);
	const usable = Math.max(0, height - titleHeight);
	return definition.zones.find((zone) =>
		holds(
			{
				x: x + zone.x * width,
				y: y + titleHeight + zone.y * usable,
				width: zone.width * width,
				height: zone.height * usable
			},
			point
		)
	)?.id;
}

/** Whose lane is drawn at a point: an organization of the session, or an actor of the map. */
function laneAt(
	{ definition, items, organizations }: Board,
	{ actor }: LanesView,
	point: Point
): string | undefined {
	const all = [...items];
	const band = all.find(
		(item) =>
			item.type === 'shape' &&
			item.instrument === definition.id &&
			item.kind === laneBand &&
			holds(boundsOf(item), point)
	);
	const lane = band && stringField(band, 'lane');
	const isSomebody =
		actor === undefined
			? organizations.some(({ id }) => id === lane)
			: all.some((item) => item.id === lane && isKind(definition, item, actor.kind));
	return isSomebody ? lane : undefined;
}

const holds = ({ x, y, width, height }: Rect, [left, top]: Point): boolean =>
	left >= x && left < x + width && top >= y && top < y + height;

/** The zone that a card's choice stands for, when it lies somewhere else. */
export function zoneByField(
	definition: InstrumentDefinition,
	card: Item,
	frame: Item
): string | undefined {
	const { zoneField } = kindOf(definition, card.kind) ?? {};
	const zone = zoneField === undefined ? '' : stringField(card, zoneField);
	if (!definition.zones.some(({ id }) => id === zone)) return undefined;
	return zoneAt(definition, frame, centerOf(boundsOf(card))) === zone ? undefined : zone;
}

/** A free place for a card in a zone. */
export function placeInZone(
	definition: InstrumentDefinition,
	card: Item,
	{ frame, zone, items }: { frame: Item; zone: string; items: Iterable<Item> }
): Point {
	const others = [...items].filter(({ id }) => id !== card.id);
	return freeSpot(zoneRect(definition, frame, zone), takenBy(others), card.size);
}
