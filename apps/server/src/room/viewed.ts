import { limits, type Viewed } from '@concordia/protocol';
import { parseLeaf } from '@concordia/transparency';
import {
	mayRecordSeen,
	parseVersionId,
	versionsOf,
	type Participant,
	type SessionState
} from '@concordia/session';
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
		// What is frozen is never edited.
		if (isVersion(this.#room.session.shown, item)) return 0;
		return this.#edited.get(partOf(item)?.item ?? item) ?? 0;
	}

	/** Takes a report. What it claims is checked when it is logged, against the document of that moment. */
	async report(connection: Connection, viewed: Viewed): Promise<void> {
		const { session } = this.#room;
		const viewer = session.active(connection.participant);
		if (viewer === null || this.#room.isPrivate) return;
		if (!mayRecordSeen(session.shown, viewer)) return;
		await this.ready();
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

	/** Once it is known what the log says. */
	async ready(): Promise<void> {
		this.#history ??= this.#readHistory();
		this.#history.catch(() => {
			this.#history = null; // read again when it is needed again
		});
		await this.#history;
	}

	/**
	 * Whether the log says that something was on a screen of this person, or of their organization where no persons are
	 * recorded. What they have reported so far is logged first. To be asked once `ready`.
	 */
	hasSeen(turn: Turn, viewer: Participant, id: string): boolean {
		const key = this.#keyOf(viewer);
		if (key === null) return false;
		const waiting = this.#waiting.get(key);
		// One entry holds what was seen at one position; what was seen before goes first.
		while (waiting?.items.has(id) === true && this.#logOf(turn, key, waiting));
		return this.#seen.get(key)?.has(id) === true;
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
		const { session, doc } = this.#room;
		const exists = finder(doc, session.shown);
		let isWaiting = false;
		for (const [key, waiting] of this.#waiting) {
			if (turn.now - (this.#logged.get(key) ?? -Infinity) < SPACING_MS) isWaiting = true;
			else isWaiting = this.#logOf(turn, key, waiting, exists) || isWaiting;
		}
		if (isWaiting) this.#cancel ??= this.#room.world.after(BATCH_MS, () => this.flush());
	}

	/** Logs one entry of what somebody has reported; whether there is more. */
	#logOf(
		turn: Turn,
		key: string,
		{ viewer, items }: { viewer: Participant; items: Versions },
		exists = finder(this.#room.doc, this.#room.session.shown)
	): boolean {
		const { session, key: room } = this.#room;
		// They may have withdrawn since.
		const now = session.active(viewer.id);
		if (now === null || !mayRecordSeen(session.shown, now)) {
			this.#waiting.delete(key);
			return false;
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
		if (items.size === 0) this.#waiting.delete(key);
		if (together.length > 0) {
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
			turn.afterwards(() => session.grew());
		}
		return items.size > 0;
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

/** A wording that stays as it is. */
function isVersion(state: SessionState, id: string): boolean {
	const named = parseVersionId(id);
	if (named === null) return false;
	// The wording that is put to decision is frozen, too.
	if (Object.hasOwn(state.decisions, named.frame)) return named.number === 1;
	return versionsOf(state.versions, named.frame).some(({ number }) => number === named.number);
}

/** Tells which items, paragraphs of documents and frozen versions are there at this moment. */
function finder(doc: Y.Doc, state: SessionState): (id: string) => boolean {
	const items = doc.getMap('items');
	const parts = new Map<string, ReadonlySet<string>>();
	return (id) => {
		if (items.has(id) || isVersion(state, id)) return true;
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
