import type { Item } from '@concordia/board';
import type { InstrumentDefinition } from '@concordia/instruments';
import { loaders } from '@concordia/instruments/loaders';

/**
 * The definitions of instruments that this page has fetched. One is fetched when somebody asks for it the first
 * time; until it is here there is none, and whoever reads it in markup follows.
 */
class KnownInstruments {
	#known: ReadonlyMap<string, InstrumentDefinition> = $state.raw(new Map());
	#coming = new Map<string, Promise<void>>();

	/** How many there are: changes when one has come. */
	get count(): number {
		return this.#known.size;
	}

	get all(): readonly InstrumentDefinition[] {
		return Object.keys(loaders).flatMap((id) => this.#known.get(id) ?? []);
	}

	of(id: string): InstrumentDefinition | undefined {
		const known = this.#known.get(id);
		if (known === undefined && Object.hasOwn(loaders, id)) void this.#fetch(id);
		return known;
	}

	async fetchAll(): Promise<void> {
		await Promise.all(Object.keys(loaders).map((id) => this.#fetch(id)));
	}

	#fetch(id: string): Promise<void> {
		const coming = this.#coming.get(id) ?? this.#load(id);
		this.#coming.set(id, coming);
		return coming;
	}

	async #load(id: string): Promise<void> {
		try {
			const definition = await loaders[id]!();
			this.#known = new Map([...this.#known, [id, definition]]);
		} catch {
			// Without a connection: asked for again by whoever needs it next.
			this.#coming.delete(id);
		}
	}
}

const known = new KnownInstruments();

/**
 * The definition an item belongs to; undefined for plain items, for instruments of a newer version, and for a
 * moment when it is needed the first time.
 */
export function instrumentOf(
	item: Pick<Item, 'instrument'> | undefined
): InstrumentDefinition | undefined {
	return item?.instrument === undefined ? undefined : known.of(item.instrument);
}

/** Is there a definition, though it may still be on its way? */
export function isInstrument(id: string | undefined): boolean {
	return id !== undefined && Object.hasOwn(loaders, id);
}

/** Changes when a definition has come, for those who draw and don't follow markup. */
export function knownInstruments(): number {
	return known.count;
}

/** All of them, for a choice. */
export async function allInstruments(): Promise<readonly InstrumentDefinition[]> {
	await known.fetchAll();
	return known.all;
}
