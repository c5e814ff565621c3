import { limits, type Viewed } from '@concordia/protocol';
import { parseLeaf } from '@concordia/transparency';
import { mayRecordSeen, type Participant } from '@concordia/session';
import type { Turn } from '../log/turn.ts';
import type { Connection } from './connection.ts';
import type { Room } from './room.ts';

const BATCH_MS = 5000;
const ENTRIES_AT_ONCE = 5000;

/** Items and the version of each: the position of the last edit the viewer can have seen. */
type Versions = Map<string, number>;

/**
 * What was on whose screen. Reports are gathered and logged at most once per participant and five
 * seconds; an item is logged again only after it has changed.
 */
export class Views {
	readonly #room: Room;
	/** Position of the last edit of each item. */
	readonly #edited: Versions = new Map();
	/** By participant, or by organization when the session records no persons. */
	readonly #seen = new Map<string, Versions>();
	readonly #waiting = new Map<string, { viewer: Participant; items: Versions }>();
	#history: Promise<void> | null = null;
	#cancel: (() => void) | null = null;

	constructor(room: Room) {
		this.#room = room;
	}

	/** Remembers the new version of items. */
	edited(items: readonly string[], seq: number): void {
		for (const item of items) this.#edited.set(item, seq);
	}

	/** Position of the last known edit of an item; 0 before the first. */
	versionOf(item: string): number {
		return this.#edited.get(item) ?? 0;
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
		const existing = doc.getMap('items');
		for (const [key, { viewer, items }] of this.#waiting) {
			// They may have withdrawn since.
			const now = session.active(viewer.id);
			if (now === null || !mayRecordSeen(session.shown, now)) continue;
			const seen = this.#seenBy(key);
			const fresh: Versions = new Map();
			let newest = 0;
			for (const [item, seq] of items) {
				const edited = this.versionOf(item);
				const version = Math.min(edited, seq);
				if (!existing.has(item) || (seen.get(item) ?? -1) >= version) continue;
				seen.set(item, version);
				fresh.set(item, seq);
				if (edited <= seq) newest = Math.max(newest, seq);
			}
			// What has not changed since is the same at the newest position, so one entry does. Of an item
			// edited since, the viewer saw an older version: the one at the position they named.
			const bySeq = new Map<number, string[]>();
			for (const [item, seq] of fresh) {
				const at = this.versionOf(item) <= seq ? newest : seq;
				const together = bySeq.get(at);
				if (together === undefined) bySeq.set(at, [item]);
				else together.push(item);
			}
			for (const [seq, together] of bySeq) {
				turn.append(session.log, {
					kind: 'seen',
					at: turn.now,
					...(session.shown.seen === 'person' && { participant: viewer.id }),
					organization: viewer.organization ?? undefined,
					room,
					seq,
					items: together
				});
			}
		}
		this.#waiting.clear();
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
