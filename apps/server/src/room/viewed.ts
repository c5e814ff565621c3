import { limits, type Viewed } from '@concordia/protocol';
import { parseLeaf } from '@concordia/transparency';
import { mayRecordSeen, type Participant } from '@concordia/session';
import * as Y from 'yjs';
import type { Turn } from '../log/turn.ts';
import type { Connection } from './connection.ts';
import type { Room } from './room.ts';

const BATCH_MS = 5000;
/** From one entry of a viewer to the next. */
const SPACING_MS = 10_000;
const ENTRIES_AT_ONCE = 5000;

/** Items and the version of each: the position of the last edit the viewer can have seen. */
type Versions = Map<string, number>;

/**
 * What was on whose screen. Reports are gathered; each viewer gets at most one entry in ten seconds, and an item is
 * logged again only after it has changed.
 */
export class Views {
	readonly #room: Room;
	/** Position of the last edit of each item. */
	readonly #edited: Versions = new Map();
	/** By participant, or by organization when the session records no persons. */
	readonly #seen = new Map<string, Versions>();
	readonly #waiting = new Map<string, { viewer: Participant; items: Versions }>();
	/** When each viewer's last entry was. */
	readonly #logged = new Map<string, number>();
	#history: Promise<void> | null = null;
	#cancel: (() => void) | null = null;

	constructor(room: Room) {
		this.#room = room;
	}

	/** Remembers the new version of items. */
	edited(items: readonly string[], seq: number): void {
		for (const item of items) this.#edited.set(item, seq);
	}

	/** Position of the last known edit of an item, for a paragraph that of its document; 0 before the first. */
	versionOf(item: string): number {
		return this.#edited.get(partOf(item)?.item ?? item) ?? 0;
	}

	/** Takes a report. What it claims is checked when it is logged, against the document of that moment. */
	async report(connection: Connection, viewed: Viewed): Promise<void> {
		const { session } = this.#room;
		const viewer = session.active(connection.participant);
		if (viewer === null || this.#room.isPrivate) return;
		if (!mayRecordSeen(session.shown, viewer)) return;
		this.#history ??= this.#readHistory();
		this.#history.catch(() => {
			this.#history = null; // read again at the next report
		});
		await this.#history;
		const key = this.#keyOf(viewer);
		if (key === null) return;
		const { items } = this.#batchOf(key, viewer);
		const seq = Math.min(viewed.seq, this.#room.durableSeq);
		for (const item of viewed.items) {
			if (items.size >= limits.maxViewedItems) break;
			items.set(item, Math.max(seq, items.get(item) ?? 0));
		}
		this.#cancel ??= this.#room.world.after(BATCH_MS, () => this.flush());
	}

	/** Logs what has been gathered. */
	flush(): void {
		this.#cancel?.();
		this.#cancel = null;
		if (this.#waiting.size === 0) return;
		this.#room.enqueue({ type: 'task', run: (turn) => this.#log(turn) });
	}

	stop(): void {
		this.#cancel?.();
	}

	#log(turn: Turn): void {
		const { doc, session, key: room } = this.#room;
		const exists = finder(doc);
		let isWaiting = false;
		for (const [key, { viewer, items }] of this.#waiting) {
			// They may have withdrawn since.
			const now = session.active(viewer.id);
			if (now === null || !mayRecordSeen(session.shown, now)) {
				this.#waiting.delete(key);
				continue;
			}
			if (turn.now - (this.#logged.get(key) ?? -Infinity) < SPACING_MS) {
				isWaiting = true;
				continue;
			}
			const seen = this.#seenBy(key);
			const fresh: Versions = new Map();
			let newest = 0;
			for (const [item, seq] of items) {
				const edited = this.versionOf(item);
				const version = Math.min(edited, seq);
				if (!exists(item) || (seen.get(item) ?? -1) >= version) {
					items.delete(item);
					continue;
				}
				fresh.set(item, seq);
				if (edited <= seq) newest = Math.max(newest, seq);
			}
			// What has not changed since is the same at the newest position, so one entry does. Of an item
			// edited since, the viewer saw an older version: the one at the position they named. That one is
			// told first, the others by the next entry.
			const positions = Array.from(fresh, ([item, seq]) =>
				this.versionOf(item) <= seq ? newest : seq
			);
			const at = Math.min(...positions);
			const together = [...fresh.keys()].filter((_, index) => positions[index] === at);
			for (const item of together) {
				seen.set(item, Math.min(this.versionOf(item), at));
				items.delete(item);
			}
			if (items.size > 0) isWaiting = true;
			else this.#waiting.delete(key);
			if (together.length === 0) continue;
			this.#logged.set(key, turn.now);
			turn.append(session.log, {
				kind: 'seen',
				at: turn.now,
				...(session.shown.seen === 'person' && { participant: viewer.id }),
				organization: viewer.organization ?? undefined,
				room,
				seq: at,
				items: together
			});
		}
		if (isWaiting) this.#cancel ??= this.#room.world.after(BATCH_MS, () => this.flush());
		turn.afterwards(() => session.grew());
	}

	// By organization, the views of people who belong to none are nobody's.
	#keyOf(viewer: Participant): string | null {
		return this.#room.session.shown.seen === 'person' ? viewer.id : viewer.organization;
	}

	#batchOf(key: string, viewer: Participant): { items: Versions } {
		let batch = this.#waiting.get(key);
		if (batch === undefined) this.#waiting.set(key, (batch = { viewer, items: new Map() }));
		return batch;
	}

	#seenBy(key: string): Versions {
		let seen = this.#seen.get(key);
		if (seen === undefined) this.#seen.set(key, (seen = new Map()));
		return seen;
	}

	// Read from the log at the first report after a start; nobody else waits for it.
	async #readHistory(): Promise<void> {
		const { store } = this.#room.services;
		const { session, key: room } = this.#room;
		const end = await store.head(session.id);
		for (let from = 0; from < end; from += ENTRIES_AT_ONCE) {
			const to = Math.min(end, from + ENTRIES_AT_ONCE);
			const kinds = ['edit', 'edit.host', 'seen'];
			const entries = await store.entries(session.id, { from, to, kinds });
			for (const { kind, leaf: text } of entries) {
				const leaf = parseLeaf(text);
				if (!leaf.ok || leaf.value.room !== room) continue;
				const { seq = 0, o: items = [], a, og } = leaf.value;
				const versions = kind === 'seen' ? this.#seenBy(a ?? og ?? '') : this.#edited;
				for (const item of items) {
					if (seq > (versions.get(item) ?? -1)) versions.set(item, seq);
				}
			}
		}
	}
}

/** A paragraph of a document is named by both, as in `document#paragraph`. */
function partOf(id: string): { readonly item: string; readonly part: string } | null {
	const at = id.lastIndexOf('#');
	return at < 1 ? null : { item: id.slice(0, at), part: id.slice(at + 1) };
}

/** Tells which items, and which paragraphs of documents, are there at this moment. */
function finder(doc: Y.Doc): (id: string) => boolean {
	const items = doc.getMap('items');
	const parts = new Map<string, ReadonlySet<string>>();
	return (id) => {
		if (items.has(id)) return true;
		const wanted = partOf(id);
		if (wanted === null) return false;
		let known = parts.get(wanted.item);
		if (known === undefined) parts.set(wanted.item, (known = paragraphsOf(items.get(wanted.item))));
		return known.has(wanted.part);
	};
}

function paragraphsOf(item: unknown): ReadonlySet<string> {
	const text: unknown = item instanceof Y.Map ? item.get('doc') : undefined;
	const found = new Set<string>();
	if (!(text instanceof Y.XmlFragment)) return found;
	for (const node of text.createTreeWalker(() => true)) {
		const id: unknown = node instanceof Y.XmlElement ? node.getAttribute('id') : undefined;
		if (typeof id === 'string') found.add(id);
	}
	return found;
}
