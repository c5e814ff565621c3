import { t } from '#lib/i18n/index.svelte.ts';
import type { Connection } from '#lib/session/connection.svelte.ts';
import { announce } from '#lib/ui/announce.svelte.ts';
import { heardWord, isHeard, raisedHands, type RaisedHand } from './raised.ts';

/** Hands that are raised. They are presence: seen by all while they are up, and written nowhere. */
export class Hands {
	readonly #connection: Connection;
	#own: number | null = $state(null);

	constructor(connection: Connection) {
		this.#connection = connection;
	}

	/** Whether this person's hand is up. */
	get isUp(): boolean {
		return this.#own !== null;
	}

	get mayRaise(): boolean {
		return this.#connection.canEdit;
	}

	/** Whether this person leads, and takes hands down when somebody has the floor. */
	get leads(): boolean {
		return this.#connection.participant?.role === 'mediator';
	}

	/** All that are up, one's own among them. */
	get up(): readonly RaisedHand[] {
		const { me, state, peers } = this.#connection;
		const own = state.participants[me];
		const organization = state.organizations.find(({ id }) => id === own?.organization) ?? null;
		const mine = { participant: me, name: own?.name ?? null, organization, hand: this.#own };
		return raisedHands([...peers, mine]);
	}

	toggle(): void {
		if (this.isUp) {
			this.#lower();
			announce(t('raised.lowered'));
			return;
		}
		this.#own = this.#connection.serverNow;
		this.#connection.setPresence({ hand: this.#own });
		const before = this.up.findIndex(({ participant }) => participant === this.#connection.me);
		announce(t('raised.raised', { before }));
	}

	/** Somebody has the floor, or has said it otherwise: their hand goes down. */
	hear(hand: RaisedHand): void {
		if (hand.participant === this.#connection.me) this.#lower();
		else this.#connection.setPresence({ heard: heardWord(hand) });
	}

	/** Takes one's hand down when the mediator has seen it; to be called when peers have changed. */
	listen(): void {
		const { me, peers } = this.#connection;
		if (this.#own === null || !isHeard(peers, me, this.#own)) return;
		this.#lower();
		announce(t('raised.heard'));
	}

	#lower(): void {
		this.#own = null;
		this.#connection.setPresence({ hand: null });
	}
}

const known = new WeakMap<Connection, Hands>();

/** The one of this connection. */
export function handsOf(connection: Connection): Hands {
	const hands = known.get(connection) ?? new Hands(connection);
	known.set(connection, hands);
	return hands;
}
