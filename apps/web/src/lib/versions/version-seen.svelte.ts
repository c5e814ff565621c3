import { parseLines } from '#lib/session/item-history.ts';
import { spaced } from '#lib/session/spaced.ts';

const leastBetweenMs = 2500;

/** Of whom the log says that one frozen version was on their screen, or that they have read it. */
export class VersionSeen {
	readonly #path: string;
	#people: ReadonlyMap<string, number> = $state.raw(new Map());
	#organizations: ReadonlyMap<string, number> = $state.raw(new Map());
	#isKnown = $state(false);

	/** `id` as `versionId` names it. */
	constructor(session: string, id: string) {
		const query = new URLSearchParams({ item: id, kind: 'seen,ack' });
		this.#path = `/api/sessions/${session}/log?${query}`;
	}

	/** False until the log was read. */
	get isKnown(): boolean {
		return this.#isKnown;
	}

	/** When each first saw it; empty where no persons are recorded. */
	get people(): ReadonlyMap<string, number> {
		return this.#people;
	}

	get organizations(): ReadonlyMap<string, number> {
		return this.#organizations;
	}

	/** Reads what the log says, now or a little later; returns how not to. */
	readonly follow = spaced(() => this.#read(), leastBetweenMs);

	async #read(): Promise<void> {
		const response = await fetch(this.#path, { cache: 'no-store' }).catch(() => null);
		if (response?.ok !== true) return; // read again when the log grows
		const leaves = parseLines(await response.text());
		// The first of each stays: the later ones stand before it here.
		const latestFirst = leaves.toReversed();
		this.#people = new Map(latestFirst.flatMap(({ a, t }) => (a === undefined ? [] : [[a, t]])));
		this.#organizations = new Map(
			latestFirst.flatMap(({ og, t }) => (og === undefined ? [] : [[og, t]]))
		);
		this.#isKnown = true;
	}
}
