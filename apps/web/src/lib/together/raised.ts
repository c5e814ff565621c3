import type { Organization } from '@concordia/session';
import type { Peer } from '#lib/session/peers.ts';

/** Somebody who wants to say something. */
export interface RaisedHand {
	readonly participant: string;
	readonly name: string | null;
	readonly organization: Organization | null;
	/** When they raised it, by the server's clock. */
	readonly since: number;
}

type Raising = Pick<Peer, 'participant' | 'name' | 'organization' | 'hand'>;

/** The hands that are up, who waits longest first. Who has several pages open waits once. */
export function raisedHands(peers: readonly Raising[]): RaisedHand[] {
	const first = new Map<string, RaisedHand>();
	for (const { participant, name, organization, hand } of peers) {
		if (hand == null) continue;
		const known = first.get(participant);
		if (known === undefined || hand < known.since)
			first.set(participant, { participant, name, organization, since: hand });
	}
	return [...first.values()].toSorted(
		(a, b) => a.since - b.since || (a.participant < b.participant ? -1 : 1)
	);
}

/** How the mediator says that a hand was seen: this one, not the next of the same person. */
export const heardWord = ({ participant, since }: Pick<RaisedHand, 'participant' | 'since'>) =>
	`${participant} ${since}`;

/** Whether a mediator has seen this person's hand, which goes down then. */
export function isHeard(
	peers: readonly Pick<Peer, 'heard'>[],
	participant: string,
	since: number
): boolean {
	return peers.some(({ heard }) => heard === heardWord({ participant, since }));
}
