import type { LeftOut } from './taking-part.ts';

/** How a proposal is decided: nobody objects, everybody agrees, or so many of the organizations agree. */
export type DecisionRule = 'consent' | 'unanimity' | 'majority';

/** What a delegate may answer, from full agreement to the most reserved. */
export const decisionAnswers = ['consent', 'concern', 'aside', 'object'] as const;
export type DecisionAnswer = (typeof decisionAnswers)[number];

export type DecisionOutcome = 'adopted' | 'rejected' | 'none';

export interface DecisionTerms {
	readonly rule: DecisionRule;
	/** Of the organizations, in percent; null for rules that need no share. */
	readonly share: number | null;
}

/** What one delegate answered. */
export interface GivenAnswer {
	readonly answer: DecisionAnswer;
	/** In their own words; empty once it was erased. */
	readonly reason: string;
	/** For which organization the delegate spoke. */
	readonly organization: string | null;
	readonly at: number;
}

/** What one organization says by all its delegates together. */
export interface DecisionVoice {
	readonly organization: string;
	/** The most reserved answer of its delegates; null as long as one of them is missing and none objects. */
	readonly answer: DecisionAnswer | null;
	/** Its delegates who have answered. */
	readonly answered: readonly string[];
	/** Its delegates who have not. */
	readonly missing: readonly string[];
}

export interface DecisionResult {
	readonly outcome: DecisionOutcome;
	/** Every organization, in the session's order. */
	readonly voices: readonly DecisionVoice[];
}

/** A proposal that is put to all organizations in one exact wording. */
export interface JointDecision extends DecisionTerms {
	/** Holds a `~`, as no id of an item does: what is seen of it can't be taken for something on the board. */
	readonly id: string;
	/** The card that was put to decision, and the frame of its instrument. */
	readonly item: string;
	readonly frame: string;
	/** SHA-256 (hex) of the wording. */
	readonly hash: string;
	/** The exact text that is decided, as a frozen version is written; empty once it was erased. */
	readonly wording: string;
	/** Position of the board whose wording it is. */
	readonly seq: number;
	/** `presented`: everybody reads, nobody answers yet. */
	readonly status: 'presented' | 'open' | 'closed' | 'withdrawn';
	readonly presentedAt: number;
	/** When answers were opened: all delegates had seen it by then. */
	readonly openedAt?: number;
	readonly endedAt?: number;
	/** The organizations there were when answers were opened. */
	readonly parties: readonly string[];
	/** Organizations that it was opened without; absent: none. */
	readonly without?: readonly LeftOut[];
	/** When people said that they have read it. */
	readonly read: Readonly<Record<string, number>>;
	/** By delegate, the newest answer of each. */
	readonly answers: Readonly<Record<string, GivenAnswer>>;
	readonly result?: DecisionResult;
}
