import { isReactionKey } from '@concordia/board';

/** The roots a board has. Nothing is written anywhere else. */
export type RootName = 'items' | 'meta';

/**
 * What an update would do to one item. It may claim more than will be visible (a lost race, something
 * inserted and deleted again), never less: rights are decided by it and the log is written from it.
 */
export interface Touch {
	readonly root: RootName;
	/** Key under the root `items`; `meta` for the other root. */
	readonly item: string;
	/** The item begins to exist. */
	readonly created: boolean;
	/** A new item takes the place of a living one. */
	readonly replaced: boolean;
	readonly deleted: boolean;
	/** What stands under its id now is deleted for sure, with all that is in it. */
	readonly dies: boolean;
	/** Characters were inserted into or removed from one of its texts. */
	readonly text: boolean;
	readonly format: boolean;
	/** A list or a document inside it changed. */
	readonly list: boolean;
	/** Paths of the fields that were set or removed, such as `pos` or `fields/organization`. */
	readonly fields: ReadonlySet<string>;
	/**
	 * For the fields that rights depend on (`watchedFields`): every value that may stand there
	 * afterwards. `undefined` means removed, `sharedType` that a text, map or list was put there.
	 */
	readonly values: ReadonlyMap<string, readonly unknown[]>;
	/** Characters and list entries that came in. */
	readonly inserted: number;
	/** Characters and list entries that went. */
	readonly removed: number;
	/** False when nothing of it can be seen: all of it lies in something deleted, or is. */
	readonly visible: boolean;
}

/** Stands for a shared type among the values of a field. */
export const sharedType: unique symbol = Symbol('shared type');

/** The fields of an item, and of `meta`, whose values rights depend on. */
export const watchedFields: ReadonlySet<string> = new Set([
	'type',
	'instrument',
	'kind',
	'lock',
	'fields',
	'fields/organization',
	'schema'
]);

/** Whether rights depend on the values of a field. */
export const isWatched = (path: string): boolean => watchedFields.has(path) || isReactionKey(path);

export type TouchFlag = 'created' | 'replaced' | 'deleted' | 'dies' | 'text' | 'format' | 'list';

class Entry implements Touch {
	readonly root: RootName;
	readonly item: string;
	created = false;
	replaced = false;
	deleted = false;
	dies = false;
	text = false;
	format = false;
	list = false;
	readonly fields = new Set<string>();
	readonly values = new Map<string, unknown[]>();
	inserted = 0;
	removed = 0;
	visible = false;

	constructor(root: RootName, item: string) {
		this.root = root;
		this.item = item;
	}
}

/** Gathers what an update touches, one entry per item, in the order of first mention. */
export class TouchList {
	readonly #items = new Map<string, Entry>();
	#meta: Entry | null = null;

	get all(): readonly Touch[] {
		const items = [...this.#items.values()];
		return this.#meta === null ? items : [this.#meta, ...items];
	}

	mark(root: RootName, item: string, flag: TouchFlag, visible: boolean): void {
		const entry = this.#entry(root, item);
		entry[flag] = true;
		if (visible) entry.visible = true;
	}

	/** A field set to one of `values`, or to something rights don't depend on. */
	markField(
		root: RootName,
		item: string,
		path: string,
		values: readonly unknown[],
		visible: boolean
	): void {
		const entry = this.#entry(root, item);
		entry.fields.add(path);
		if (visible) entry.visible = true;
		if (!isWatched(path)) return;
		const known = entry.values.get(path);
		if (known === undefined) entry.values.set(path, [...values]);
		else known.push(...values);
	}

	count(root: RootName, item: string, inserted: number, removed: number): void {
		const entry = this.#entry(root, item);
		entry.inserted += inserted;
		entry.removed += removed;
	}

	#entry(root: RootName, item: string): Entry {
		if (root === 'meta') return (this.#meta ??= new Entry(root, 'meta'));
		let entry = this.#items.get(item);
		if (entry === undefined) {
			entry = new Entry(root, item);
			this.#items.set(item, entry);
		}
		return entry;
	}
}
