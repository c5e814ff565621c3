import type { Item } from '@concordia/board';

/** Kinds of items whose next one looks as it was last chosen. */
export type LookKind = 'connector' | 'shape' | 'pen' | 'marker';

/** Fields that a new item gets from what was chosen before. */
export type Look = Partial<
	Pick<Item, 'color' | 'shape' | 'headFrom' | 'headTo' | 'dash' | 'stroke' | 'fill' | 'width'>
>;

export type Looks = Readonly<Record<LookKind, Look>>;

export const plainLooks: Looks = { connector: {}, shape: {}, pen: {}, marker: {} };

/** The look without what is not said, to be put into an item. */
export function lookFields(look: Look): Look {
	return Object.fromEntries(
		Object.entries(look).filter(([, value]) => value !== undefined && value !== null)
	);
}
