import { t } from '#lib/i18n/index.svelte.ts';
import { announce } from '#lib/ui/announce.svelte.ts';
import type { BoardStore } from './board-store.svelte.ts';
import {
	announcedKinds,
	isNothing,
	nothingNew,
	summarize,
	type AnnouncedKind,
	type Summary
} from './change-summary.ts';
import { itemName } from './item-name.ts';

const quietMs = 3000;
const storageKey = 'concordia.announce';

/** Reads out what others change: by kind, politely, all that happened in some seconds as one sentence. */
export class Announcer {
	#board: BoardStore;
	#summary: Summary = nothingNew;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#kinds: Readonly<Record<AnnouncedKind, boolean>> = $state.raw(readKinds());

	constructor(board: BoardStore) {
		this.#board = board;
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
			if (isMine) return;
			this.#summary = summarize(this.#summary, changes);
			this.#timer ??= setTimeout(() => this.#tell(), quietMs);
		});
		return () => {
			clearTimeout(this.#timer);
			stop();
		};
	}

	#tell(): void {
		this.#timer = undefined;
		const summary = this.#summary;
		this.#summary = nothingNew;
		if (isNothing(summary)) return;
		const sentences = announcedKinds.flatMap((kind) => {
			const ids = [...summary[kind]];
			if (!this.#kinds[kind] || ids.length === 0) return [];
			const only = ids.length === 1 ? this.#board.peek().get(ids[0]!) : undefined;
			return only
				? t(`outline.told-${kind}`, { name: itemName(only) })
				: t(`outline.told-${kind}-many`, { count: ids.length });
		});
		if (sentences.length > 0) announce(sentences.join(' '));
	}
}

function readKinds(): Record<AnnouncedKind, boolean> {
	const kinds = { added: true, changed: true, removed: true };
	try {
		const stored = JSON.parse(localStorage.getItem(storageKey) ?? '{}') as Record<string, unknown>;
		for (const kind of announcedKinds) if (stored[kind] === false) kinds[kind] = false;
	} catch {
		// Nothing stored, or storage closed: everything is told.
	}
	return kinds;
}
