import { parseLines } from '#lib/session/item-history.ts';
import { spaced } from '#lib/session/spaced.ts';

const leastBetweenMs = 2500;

/** Of whom the log says that one frozen version was on their screen, or that they have read it. */
export class VersionSeen {
	readonly #path: string;
	#people: ReadonlySet<string> = $state.raw(new Set());
	#organizations: ReadonlySet<string> = $state.raw(new Set());
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

	/** Empty where no persons are recorded. */
	get people(): ReadonlySet<string> {
		return this.#people;
	}

	get organizations(): ReadonlySet<string> {
		return this.#organizations;
	}

	/** Reads what the log says, now or a little later; returns how not to. */
	readonly follow = spaced(() => this.#read(), leastBetweenMs);

	async #read(): Promise<void> {
		const response = await fetch(this.#path, { cache: 'no-store' }).catch(() => null);
		if (response?.ok !== true) return; // read again when the log grows
		const leaves = parseLines(await response.text());
		this.#people = new Set(leaves.flatMap(({ a }) => (a === undefined ? [] : [a])));
		this.#organizations = new Set(leaves.flatMap(({ og }) => (og === undefined ? [] : [og])));
		this.#isKnown = true;
	}
}
