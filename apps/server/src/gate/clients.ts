/** A client id is bound to the participant who used it first; written to the log and the store by the room. */
export interface ClientClaim {
	readonly client: number;
	readonly participant: string;
}

export type ClientStanding = 'own' | 'free' | 'foreign' | 'too-many';

/**
 * Who may write under which Yjs client id, for one session. Yjs itself trusts the id in the bytes:
 * whoever sends it can write in another's name and make their coming edits look already known.
 */
export class ClientIds {
	readonly #owners = new Map<number, string>();
	readonly #counts = new Map<string, number>();
	readonly #most: number;

	/** `most`: how many ids one participant may ever have. Claims kept earlier are taken as they are. */
	constructor(most: number, claims: Iterable<ClientClaim> = []) {
		this.#most = most;
		for (const claim of claims) this.#set(claim);
	}

	ownerOf(client: number): string | undefined {
		return this.#owners.get(client);
	}

	countOf(participant: string): number {
		return this.#counts.get(participant) ?? 0;
	}

	/** What this participant may do with a client id, when `more` others are about to be claimed, too. */
	standing(client: number, participant: string, more = 0): ClientStanding {
		const owner = this.#owners.get(client);
		if (owner !== undefined) return owner === participant ? 'own' : 'foreign';
		return this.countOf(participant) + more < this.#most ? 'free' : 'too-many';
	}

	/** Binds an id that stands free; throws otherwise, for `standing` must have been asked. */
	claim(client: number, participant: string): void {
		const standing = this.standing(client, participant);
		if (standing === 'own') return;
		if (standing !== 'free') throw new RangeError(`client ${client} is ${standing}`);
		this.#set({ client, participant });
	}

	#set({ client, participant }: ClientClaim): void {
		if (!this.#owners.has(client)) this.#counts.set(participant, this.countOf(participant) + 1);
		this.#owners.set(client, participant);
	}
}
