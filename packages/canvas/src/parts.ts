import type * as detour from './detour.ts';
import type * as document from './document/index.ts';
import type * as rich from './rich/index.ts';
import type * as table from './table/index.ts';

/** Code that only some items need. */
export interface PartTypes {
	readonly rich: typeof rich;
	/** Leads elbows around what stands in their way. */
	readonly detour: typeof detour;
	readonly table: typeof table;
	readonly document: typeof document;
}

export type PartName = keyof PartTypes;

const loaders: Readonly<Record<PartName, () => Promise<Partial<PartTypes>>>> = {
	rich: async () => ({ rich: await import('./rich/index.ts') }),
	detour: async () => ({ detour: await import('./detour.ts') }),
	table: async () => ({ table: await import('./table/index.ts') }),
	document: async () => ({ document: await import('./document/index.ts') })
};

/**
 * Fetches code that only some items need when the first of them is laid out. Until it is there they are
 * laid out without it; then `onArrival` is told which of them are to be laid out anew.
 */
export class Parts {
	readonly #onArrival: (ids: readonly string[]) => void;
	readonly #loaded: Partial<PartTypes>;
	readonly #waiting = new Map<PartName, Set<string>>();

	constructor(onArrival: (ids: readonly string[]) => void, loaded: Partial<PartTypes> = {}) {
		this.#onArrival = onArrival;
		this.#loaded = { ...loaded };
	}

	/** The code, or null while it is on its way. */
	get<Name extends PartName>(name: Name, id: string): PartTypes[Name] | null {
		const loaded = this.#loaded[name];
		if (loaded) return loaded;
		const waiting = this.#waiting.get(name);
		if (waiting) waiting.add(id);
		else {
			this.#waiting.set(name, new Set([id]));
			void this.#load(name);
		}
		return null;
	}

	get isLoading(): boolean {
		return this.#waiting.size > 0;
	}

	async #load(name: PartName): Promise<void> {
		try {
			Object.assign(this.#loaded, await loaders[name]());
		} finally {
			// What could not be had is asked for again when an item is next laid out.
			const ids = [...(this.#waiting.get(name) ?? [])];
			this.#waiting.delete(name);
			if (this.#loaded[name]) this.#onArrival(ids);
		}
	}
}
