import { isLocked, type Item, type Patch } from '@concordia/board';

/** Fields that say how something looks, by the types that have them. */
const looks = ['color', 'stroke', 'dash', 'route', 'headFrom', 'headTo', 'brush', 'shape'] as const;
/** Only for things of the same type: a round note is no note. */
const ownLooks: ReadonlySet<string> = new Set(['route', 'headFrom', 'headTo', 'brush', 'shape']);

/** How an item looks, apart from its text, place and size. */
export interface Style {
	readonly type: string;
	readonly fields: Readonly<Record<string, unknown>>;
}

export function styleOf(item: Item): Style {
	const fields = Object.fromEntries(looks.map((name) => [name, item[name] ?? null]));
	return { type: item.type, fields };
}

/** Gives items the look of another; what their type doesn't have is left out. */
export function withStyle(items: readonly Item[], style: Style): Patch[] {
	return items
		.filter((item) => !isLocked(item))
		.map((item) => ({ id: item.id, ...fitting(item, style) }));
}

function fitting(item: Item, { type, fields }: Style): Record<string, unknown> {
	const shared = Object.entries(fields).filter(
		([name]) => !ownLooks.has(name) || item.type === type
	);
	// A stroke of a pen has no dashes, a note no line: what neither has stays away.
	return Object.fromEntries(
		shared.filter(([name, value]) => value !== null || item[name] !== undefined)
	);
}

/** What a thing with a text can be turned into. */
export const convertibleTypes = ['note', 'text', 'shape'] as const;
export type ConvertibleType = (typeof convertibleTypes)[number];

/** Whether its type may change: cards of an instrument keep their meaning. */
export function isConvertible(item: Item): boolean {
	const isPlainCard = item.type === 'card' && item.instrument === undefined;
	return !isLocked(item) && (isPlainCard || convertibleTypes.some((type) => type === item.type));
}

/**
 * Makes notes of texts, shapes of notes and so on. Only the type and what belongs to it change: the shared
 * text is the same one, so whoever writes in it goes on.
 */
export function convert(items: readonly Item[], type: ConvertibleType): Patch[] {
	return items
		.filter((item) => isConvertible(item) && item.type !== type)
		.map((item) => ({
			id: item.id,
			type,
			shape: type === 'shape' ? (item.shape ?? 'rectangle') : null,
			...(type === 'note' && item.color === undefined && { color: 'yellow' }),
			...(type === 'note' && {
				size: [Math.max(120, item.size[0]), Math.max(120, item.size[1])] as const
			})
		}));
}
