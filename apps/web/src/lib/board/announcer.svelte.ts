import { locale, t } from '#lib/i18n/index.svelte.ts';
import type { Connection } from '#lib/session/connection.svelte.ts';
import { announce } from '#lib/ui/announce.svelte.ts';
import type { BoardStore } from './board-store.svelte.ts';
import {
	announcedKinds,
	isNothing,
	nothingNew,
	summarize,
	summarizePeople,
	type AnnouncedKind,
	type Summary
} from './change-summary.ts';
import { itemName } from './item-name.ts';

const quietMs = 3000;
const storageKey = 'concordia.announce';
/** Moves are told only to those who ask for it: in a workshop things move all the time. */
const offAtFirst: ReadonlySet<AnnouncedKind> = new Set(['moved']);

/** Reads out what others do: by kind, politely, all that happened in some seconds as one sentence. */
export class Announcer {
	#board: BoardStore;
	#connection: Connection;
	#summary: Summary = nothingNew;
	#present: ReadonlySet<string> | null = null;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#kinds: Readonly<Record<AnnouncedKind, boolean>> = $state.raw(readKinds());

	constructor(board: BoardStore, connection: Connection) {
		this.#board = board;
		this.#connection = connection;
	}

	isOn(kind: AnnouncedKind): boolean {
		return this.#kinds[kind];
	}

	set(kind: AnnouncedKind, on: boolean): void {
		this.#kinds = { ...this.#kinds, [kind]: on };
		try {
			localStorage.setItem(storageKey, JSON.stringify(this.#kinds));
		} catch {
			// Not remembered, but true for this page.
		}
	}

	start(): () => void {
		const stop = this.#board.onChanges((changes, isMine) => {
			// What is said about the board is told in words of its own.
			const drawn = changes.filter(({ before, after }) => (after ?? before)?.type !== 'comment');
			if (!isMine && drawn.length > 0) this.#add(summarize(this.#summary, drawn));
		});
		return () => {
			clearTimeout(this.#timer);
			stop();
		};
	}

	/** Told each time who is here; the first time nobody is news. */
	people(present: Iterable<string>): void {
		const before = this.#present;
		this.#present = new Set(present);
		if (before !== null) this.#add(summarizePeople(this.#summary, before, this.#present));
	}

	#add(summary: Summary): void {
		this.#summary = summary;
		if (!isNothing(summary)) this.#timer ??= setTimeout(() => void this.#tell(), quietMs);
	}

	async #tell(): Promise<void> {
		this.#timer = undefined;
		const summary = this.#summary;
		this.#summary = nothingNew;
		if (!announcedKinds.some((kind) => this.#kinds[kind] && summary[kind].size > 0)) return;
		await locale.loadAll();
		const sentences = announcedKinds.flatMap((kind) => {
			const ids = [...summary[kind]];
			if (!this.#kinds[kind] || ids.length === 0) return [];
			const only = ids.length === 1 ? this.#name(kind, ids[0]!) : undefined;
			return only === undefined
				? t(`access.told-${kind}-many`, { count: ids.length })
				: t(`access.told-${kind}`, { name: only });
		});
		announce(sentences.join(' '));
	}

	#name(kind: AnnouncedKind, id: string): string | undefined {
		if (kind === 'joined' || kind === 'left') {
			return this.#connection.state.participants[id]?.name ?? t('common.erased-name');
		}
		const item = this.#board.peek().get(id);
		return item && itemName(item);
	}
}

const announcers = new WeakMap<BoardStore, Announcer>();

/** The one of this board. */
export function announcerOf(board: BoardStore, connection: Connection): Announcer {
	const announcer = announcers.get(board) ?? new Announcer(board, connection);
	announcers.set(board, announcer);
	return announcer;
}

function readKinds(): Record<AnnouncedKind, boolean> {
	const kinds = Object.fromEntries(
		announcedKinds.map((kind) => [kind, !offAtFirst.has(kind)])
	) as Record<AnnouncedKind, boolean>;
	try {
		const stored = JSON.parse(localStorage.getItem(storageKey) ?? '{}') as Record<string, unknown>;
		for (const kind of announcedKinds) {
			const choice = stored[kind];
			if (typeof choice === 'boolean') kinds[kind] = choice;
		}
	} catch {
		// Nothing stored, or storage closed: each kind is as it is at first.
	}
	return kinds;
}
