import type { Item } from '@concordia/board';

/** A small mark at the foot of a card: an organization, a count, a state. */
export interface Badge {
	readonly text: string;
	/** A colour token; gray when absent. */
	readonly color?: string;
}

/** How an item is to be shown that the engine knows nothing about: cards of instruments, parked places. */
export interface Description {
	/** What kind of thing it is, in the reader's language. Empty: no title strip. */
	readonly label: string;
	/** A colour token for the title strip. */
	readonly accent?: string;
	readonly badges?: readonly Badge[];
	/** Further lines under the text, each with its own small heading. */
	readonly details?: readonly { readonly label: string; readonly text: string }[];
	/** Shown while the text is empty. */
	readonly placeholder?: string;
	/** Other items that it shows, by id, with their names; it is described anew when one of them changes. */
	readonly mentions?: ReadonlyMap<string, string>;
	/** `ghost`: drawn dashed and pale, as a place that something left. */
	readonly look?: 'plain' | 'ghost';
}

/** Given by the host; null for "draw it as what it is". Must be pure: the result is kept until `refresh`. */
export type Describe = (item: Item) => Description | null;
