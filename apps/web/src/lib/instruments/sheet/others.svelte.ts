import { t } from '#lib/i18n/index.svelte.ts';
import type { Connection } from '#lib/session/connection.svelte.ts';
import { throttle } from '#lib/session/throttle.ts';
import { announce } from '#lib/ui/announce.svelte.ts';
import { caretOf, newIn, visitorsOf, type CellPlace, type Visitor } from './others.ts';

/** How often others are told where this person is, and how often it is looked where they are. */
const intervalMs = 200;

/** Who else is in which cell of a sheet, and telling them where this person is. */
export class SheetOthers {
	readonly #connection: Connection;
	#visitors: readonly Visitor[] = $state.raw([]);
	#place: CellPlace | null = null;
	/** What they were told last, as text. */
	#told = 'null';

	readonly #telling = throttle<CellPlace | null>((place) => {
		const caret = caretOf(place);
		if (JSON.stringify(caret) === this.#told) return;
		this.#told = JSON.stringify(caret);
		this.#connection.setPresence({ caret });
	}, intervalMs);

	readonly #looking = throttle<null>(() => {
		const found = visitorsOf(this.#connection.peers);
		// Pointers move many times a second: only who went to another cell is drawn.
		if (JSON.stringify(found) === JSON.stringify(this.#visitors)) return;
		if (this.#place) {
			for (const { name } of newIn(this.#place, this.#visitors, found)) {
				announce(t('sheet.joined', { name: name ?? t('common.erased-name') }));
			}
		}
		this.#visitors = found;
	}, intervalMs);

	readonly #rows = $derived.by(() => {
		const byRow = Map.groupBy(this.#visitors, ({ row }) => row);
		return new Map([...byRow].map(([row, own]) => [row, Map.groupBy(own, ({ column }) => column)]));
	});

	constructor(connection: Connection) {
		this.#connection = connection;
	}

	get visitors(): readonly Visitor[] {
		return this.#visitors;
	}

	/** Who is in the cells of a row, by column. */
	inRow(row: string): ReadonlyMap<string, readonly Visitor[]> | undefined {
		return this.#rows.get(row);
	}

	/** Tells the others in which cell this person is; null when in none. */
	tell(place: CellPlace | null): void {
		this.#telling.push(place);
	}

	/** Looks where the others are; to be called again when they, or this person, went elsewhere. */
	follow(place: CellPlace | null): void {
		void this.#connection.peers;
		this.#place = place;
		this.#looking.push(null);
	}

	stop(): void {
		this.#telling.stop();
		this.#looking.stop();
		if (this.#told !== 'null') this.#connection.setPresence({ caret: null });
	}
}
