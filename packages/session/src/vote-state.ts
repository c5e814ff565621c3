/** Dots on items, by item id. Only items with dots are named. */
export type Dots = Readonly<Record<string, number>>;

/** What the mediator settles when opening a vote. Nothing of it changes while people vote. */
export interface VoteTerms {
	readonly title: string;
	/** Ids of items on the board; frames stand for clusters. */
	readonly items: readonly string[];
	/** Dots each person has. */
	readonly dots: number;
	/** Most dots of one person on one item. */
	readonly most: number;
	/** Whether every person counts the same, or every organization whatever its size. */
	readonly weight: 'person' | 'organization';
	/** Whether totals show while people vote, or only afterwards. */
	readonly shown: 'live' | 'closed';
	/** Whether the result says who voted for what. */
	readonly named: boolean;
}

/** A dot vote, as everybody in the session may know it. No ballot is part of it before it is closed. */
export interface Vote extends VoteTerms {
	readonly id: string;
	readonly status: 'open' | 'closed' | 'cancelled';
	readonly openedAt: number;
	/** Position of the board at the opening: the wording that was voted on is in its history. */
	readonly seq: number;
	/** Participants who have cast a ballot, in that order; what is in it is not known here. */
	readonly voters: readonly string[];
	readonly endedAt?: number;
	readonly result?: VoteResult;
}

/** What came out, as whole dots. Scores and ranks follow from it (`rankItems`). */
export interface VoteResult {
	readonly organizations: Readonly<Record<string, OrganizationDots>>;
	/** By participant, when the vote was to be named. */
	readonly ballots?: Readonly<Record<string, Dots>>;
}

/** The dots of an organization's people. */
export interface OrganizationDots {
	/** Ballots counted. */
	readonly ballots: number;
	/** Dots on each item, in the order of the vote's items. */
	readonly dots: readonly number[];
}
