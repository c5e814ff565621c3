import { fromBase64 } from '@concordia/transparency';

/** A browser that cosigns, as the server names it. */
export interface NamedWitness {
	readonly key: string;
	readonly participant: string;
	readonly organization: string;
	/** Index of the entry that announced it. */
	readonly entry: number;
	readonly lost: boolean;
	/** Its page is open now. */
	readonly here: boolean;
}

/** What the server says of the witnesses; the notes can be checked, the rest is its word. */
export interface WitnessAnswer {
	readonly witnesses: readonly NamedWitness[];
	/** Checkpoints with the newest cosignature of each. */
	readonly notes: readonly string[];
}

/** The proof that a log of one size is the beginning of a later one, and the root it is said to have had then. */
export interface GrownFrom {
	readonly root: Uint8Array;
	readonly proof: readonly Uint8Array[];
}

/** What is asked of the server about witnesses. Null when it could not be had; nothing here throws. */
export class WitnessClient {
	readonly #session: string;
	readonly #fetch: typeof fetch;

	constructor(session: string, fetchFrom: typeof fetch = (url, init) => fetch(url, init)) {
		this.#session = session;
		this.#fetch = fetchFrom;
	}

	async witnesses(): Promise<WitnessAnswer | null> {
		return (await this.#json('/log/witnesses')) as WitnessAnswer | null;
	}

	async grownFrom(from: number, to: number): Promise<GrownFrom | null> {
		const answer = (await this.#json(`/log/consistency?from=${from}&to=${to}`)) as {
			root: string;
			proof: readonly string[];
		} | null;
		if (answer === null) return null;
		const [root, ...proof] = [answer.root, ...answer.proof].map((hash) => fromBase64(hash));
		if (root == null || proof.some((hash) => hash === null)) return null;
		return { root, proof: proof as Uint8Array[] };
	}

	async checkpoint(): Promise<string | null> {
		const response = await this.#ask('/log/checkpoint');
		return (await response?.text()) ?? null;
	}

	async #json(path: string): Promise<unknown> {
		try {
			return (await (await this.#ask(path))?.json()) ?? null;
		} catch {
			return null;
		}
	}

	async #ask(path: string): Promise<Response | null> {
		try {
			const url = `/api/sessions/${this.#session}${path}`;
			const response = await this.#fetch(url, { credentials: 'same-origin', cache: 'no-store' });
			return response.ok ? response : null;
		} catch {
			return null;
		}
	}
}
