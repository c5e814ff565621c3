import type { Item } from '@concordia/board';

/** Kinds of items whose next one looks as it was last chosen. */
export type LookKind = 'connector' | 'shape' | 'pen' | 'marker';

type LookField = 'color' | 'shape' | 'headFrom' | 'headTo' | 'dash' | 'stroke' | 'fill' | 'width';

/** Fields that a new item gets from what was chosen before; undefined: as usual. */
export type Look = { readonly [Field in LookField]?: Item[Field] | undefined };

export type Looks = Readonly<Record<LookKind, Look>>;

export const plainLooks: Looks = { connector: {}, shape: {}, pen: {}, marker: {} };

/** The look without what is as usual, to be put into an item. */
export function lookFields(look: Look): Partial<Pick<Item, LookField>> {
	return Object.fromEntries(Object.entries(look).filter(([, value]) => value !== undefined));
}
