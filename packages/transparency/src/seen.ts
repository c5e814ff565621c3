import type { Leaf } from './leaf.ts';

/** What the log holds of an organization and one item, by positions of the room; 0: nothing. */
export interface ItemView {
	/** Newest position at which the item was on a screen there. */
	displayed: number;
	/** Newest position for which somebody there said that they have taken note. */
	acknowledged: number;
}

/** What the log says of one item. */
export interface ItemSeen {
	/** Its version: the position of its last edit; 0 when the log has no edit of it. */
	version: number;
	/** Index and time of the entry of that edit. */
	entry: number;
	at: number;
	/** Who made it; null for the host, and where names were not said. */
	by: string | null;
	/** By organization; '' for people without one. */
	readonly views: Map<string, ItemView>;
	/** Size that the log had when it last told something of this item. */
	changed: number;
}

/** How far an organization is with the version of an item that counts now. Nothing recorded is not "has not seen". */
export const seenGrades = ['acknowledged', 'displayed', 'earlier', 'delivered', 'none'] as const;
export type SeenGrade = (typeof seenGrades)[number];

/** The fields of an entry that say who saw what. */
export type SeenLeaf = Pick<Leaf, 'i' | 't' | 'k' | 'a' | 'og' | 'room' | 'seq' | 'o'>;

/** The kinds of entries that count here. */
export const seenKinds: readonly string[] = ['edit', 'edit.host', 'seen', 'ack'];

/**
 * Who saw which version of what, out of the entries of one room. The same for everybody, and for every order in which
 * the entries come: it only keeps what is newest.
 */
export class SeenLog {
	readonly room: string;
	readonly items = new Map<string, ItemSeen>();
	/** Newest position that reached somebody of an organization: what they do next goes back to it. */
	readonly delivered = new Map<string, number>();
	/** Entries up to here have been taken, whether they count or not. */
	size = 0;

	constructor(room: string) {
		this.room = room;
	}

	add(leaf: SeenLeaf): void {
		if (leaf.i >= this.size) this.size = leaf.i + 1;
		const { room, seq, o: ids } = leaf;
		if (room !== this.room || seq === undefined || ids === undefined) return;
		if (leaf.k === 'edit' || leaf.k === 'edit.host') {
			for (const id of ids) this.#addEdit(id, seq, leaf);
		} else if (leaf.k === 'seen' || leaf.k === 'ack') {
			const grade = leaf.k === 'seen' ? 'displayed' : 'acknowledged';
			for (const id of ids) this.#addView(id, seq, grade, leaf);
		} else return;
		if (leaf.k === 'edit.host') return;
		const organization = leaf.og ?? '';
		if (seq > (this.delivered.get(organization) ?? 0)) this.delivered.set(organization, seq);
	}

	/** How far an organization is with an item. */
	gradeOf(id: string, organization: string): SeenGrade {
		const item = this.items.get(id);
		if (item === undefined) return 'none';
		const grade = gradeOfView(item.views.get(organization), item.version);
		if (grade !== 'none') return grade;
		const reached = this.delivered.get(organization) ?? 0;
		return reached > 0 && reached >= item.version ? 'delivered' : 'none';
	}

	#addEdit(id: string, seq: number, leaf: SeenLeaf): void {
		const item = this.#item(id);
		item.changed = Math.max(item.changed, leaf.i + 1);
		// Of several entries of one update, the first tells of it.
		if (seq < item.version || (seq === item.version && leaf.i >= item.entry)) return;
		item.version = seq;
		item.entry = leaf.i;
		item.at = leaf.t;
		item.by = leaf.a ?? null;
	}

	#addView(id: string, seq: number, grade: 'displayed' | 'acknowledged', leaf: SeenLeaf): void {
		const item = this.#item(id);
		const organization = leaf.og ?? '';
		let view = item.views.get(organization);
		if (view === undefined) {
			item.views.set(organization, (view = { displayed: 0, acknowledged: 0 }));
		}
		item.changed = Math.max(item.changed, leaf.i + 1);
		if (seq > view[grade]) view[grade] = seq;
	}

	#item(id: string): ItemSeen {
		let item = this.items.get(id);
		if (item === undefined) {
			item = { version: 0, entry: 0, at: 0, by: null, views: new Map(), changed: 0 };
			this.items.set(id, item);
		}
		return item;
	}
}

/** How far an organization is with a version by what is recorded of its views alone. */
export function gradeOfView(
	view: ItemView | undefined,
	version: number
): Exclude<SeenGrade, 'delivered'> {
	if (view === undefined) return 'none';
	const { displayed, acknowledged } = view;
	if (acknowledged > 0 && acknowledged >= version) return 'acknowledged';
	if (displayed > 0 && displayed >= version) return 'displayed';
	// Who confirms a version has had it before them.
	return displayed > 0 || acknowledged > 0 ? 'earlier' : 'none';
}

/** Whether a grade says that the version that counts now was on a screen there. */
export function isSeen(grade: SeenGrade): boolean {
	return grade === 'acknowledged' || grade === 'displayed';
}

/** A log of views, or what has changed in it, as it travels: short, since boards hold ten thousand items. */
export interface SeenLines {
	readonly size: number;
	/** What `delivered` and `views` count by. */
	readonly organizations: readonly string[];
	readonly delivered: readonly number[];
	readonly items: readonly SeenLine[];
}

/** Id, version, entry, time, author, then `displayed` and `acknowledged` by organization. */
export type SeenLine = readonly [
	id: string,
	version: number,
	entry: number,
	at: number,
	by: string | null,
	displayed: readonly number[],
	acknowledged: readonly number[]
];

/** What the log has told of items since it had `from` entries; everything from 0 on. */
export function formatSeen(log: SeenLog, from = 0): SeenLines {
	const names = new Set(log.delivered.keys());
	for (const { views } of log.items.values()) for (const name of views.keys()) names.add(name);
	const organizations = [...names].toSorted();
	const items: SeenLine[] = [];
	for (const [id, item] of log.items) {
		if (item.changed <= from) continue;
		items.push([
			id,
			item.version,
			item.entry,
			item.at,
			item.by,
			organizations.map((name) => item.views.get(name)?.displayed ?? 0),
			organizations.map((name) => item.views.get(name)?.acknowledged ?? 0)
		]);
	}
	const delivered = organizations.map((name) => log.delivered.get(name) ?? 0);
	return { size: log.size, organizations, delivered, items };
}

/** Takes what `formatSeen` gave into a log; newer lines of an item replace older ones. The inverse of it. */
export function applySeen(log: SeenLog, lines: SeenLines): void {
	const { size, organizations, delivered, items } = lines;
	log.size = Math.max(log.size, size);
	for (const [at, name] of organizations.entries()) {
		if (delivered[at]) log.delivered.set(name, delivered[at]);
	}
	for (const [id, version, entry, at, by, displayed, acknowledged] of items) {
		const views = new Map<string, ItemView>();
		for (const [place, name] of organizations.entries()) {
			const view = { displayed: displayed[place] ?? 0, acknowledged: acknowledged[place] ?? 0 };
			if (view.displayed > 0 || view.acknowledged > 0) views.set(name, view);
		}
		log.items.set(id, { version, entry, at, by, views, changed: size });
	}
}
