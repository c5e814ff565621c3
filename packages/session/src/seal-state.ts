/** What a field of a card may hold while it is sealed. */
export type SealedValue = string | number | boolean | readonly string[];

/** A card as its author sealed it. No part of the session before the reveal, nor of its log at any time. */
export interface SealedCard {
	/** Of the draft in its author's private room, and of the card on the board once it is revealed. */
	readonly id: string;
	/** As the instrument calls it. */
	readonly kind: string;
	readonly text: string;
	/** Without the organization it speaks for and the item it is about: those the round says. */
	readonly fields: Readonly<Record<string, SealedValue>>;
}

/** That an organization has sealed its cards; not what is on them. */
export interface Seal {
	/** The delegate who sealed them. */
	readonly by: string;
	readonly at: number;
	/** Commitment (hex) to the cards: with the salt that is told at the reveal everybody can check it. */
	readonly hash: string;
	/** How often the organization has sealed in this round. */
	readonly times: number;
	/** The round goes on without somebody since: it counts again when it is sealed again. */
	readonly isVoid: boolean;
}

/** A round in which every party writes cards that nobody else can read, until all are revealed at once. */
export interface SealRound {
	readonly id: string;
	/** The frame of the instrument the cards belong to. */
	readonly frame: string;
	/** The item of the board it is about. */
	readonly item?: string;
	/** Organizations that are asked, in the order of the session. */
	readonly parties: readonly string[];
	readonly status: 'open' | 'revealed' | 'cancelled';
	readonly openedAt: number;
	/** By organization. */
	readonly seals: Readonly<Record<string, Seal>>;
	/** Parties the round goes on without. */
	readonly without: readonly string[];
	readonly endedAt?: number;
	/** After the reveal: the cards on the board by organization, as they were sealed in their order. */
	readonly cards?: Readonly<Record<string, readonly string[]>>;
	/** After the reveal: what each commitment was salted with (base64url). */
	readonly salts?: Readonly<Record<string, string>>;
}
