import type { Item } from '@concordia/board';
import type { InstrumentDefinition } from '@concordia/instruments';

type Loaders = (typeof import('@concordia/instruments/loaders'))['loaders'];

/**
 * The definitions of instruments that this page has fetched. One is fetched when somebody asks for it the first
 * time; until it is here there is none, and whoever reads it in markup follows.
 */
class KnownInstruments {
	#known: ReadonlyMap<string, InstrumentDefinition> = $state.raw(new Map());
	/** How each is had; null until somebody asks for the first one. */
	#loaders: Loaders | null = $state.raw(null);
	#listing: Promise<Loaders> | null = null;
	#coming = new Map<string, Promise<void>>();

	/** How many there are: changes when one has come. */
	get count(): number {
		return this.#known.size;
	}

	of(id: string): InstrumentDefinition | undefined {
		const known = this.#known.get(id);
		if (known === undefined) void this.#fetch(id);
		return known;
	}

	/** Is there one of this id, or may there be, as long as nobody knows? */
	mayKnow(id: string): boolean {
		if (this.#loaders === null) void this.#fetch(id);
		return this.#loaders === null || Object.hasOwn(this.#loaders, id);
	}

	/** All of them, in the order in which they are offered. */
	async all(): Promise<readonly InstrumentDefinition[]> {
		const ids = Object.keys(await this.#list());
		await Promise.all(ids.map((id) => this.#fetch(id)));
		return ids.flatMap((id) => this.#known.get(id) ?? []);
	}

	/** When it has come, if there is one. */
	async come(id: string): Promise<InstrumentDefinition | undefined> {
		await this.#fetch(id);
		return this.#known.get(id);
	}

	#fetch(id: string): Promise<void> {
		const coming = this.#coming.get(id) ?? this.#load(id);
		this.#coming.set(id, coming);
		return coming;
	}

	async #load(id: string): Promise<void> {
		try {
			const loaders = await this.#list();
			if (!Object.hasOwn(loaders, id)) return;
			const definition = await loaders[id]!();
			this.#known = new Map([...this.#known, [id, definition]]);
		} catch {
			// Without a connection: asked for again by whoever needs it next.
			this.#coming.delete(id);
		}
	}

	#list(): Promise<Loaders> {
		this.#listing ??= import('@concordia/instruments/loaders').then(
			({ loaders }) => (this.#loaders = loaders),
			(error: unknown) => {
				this.#listing = null;
				throw error;
			}
		);
		return this.#listing;
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
	return id !== undefined && known.mayKnow(id);
}

/** The definition of this id when it has come; undefined if there is none or it can't be had now. */
export function comingInstrument(id: string): Promise<InstrumentDefinition | undefined> {
	return known.come(id);
}

/** Changes when a definition has come, for those who draw and don't follow markup. */
export function knownInstruments(): number {
	return known.count;
}

/** All of them, for a choice. */
export function allInstruments(): Promise<readonly InstrumentDefinition[]> {
	return known.all();
}
