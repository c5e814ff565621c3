import type { Step } from './problem.ts';
import type { LoggedEdit } from './replay.ts';
import type { LeafReader } from './verify-log.ts';

export interface ScribeQuestion {
	readonly files: ReadonlyMap<string, Uint8Array>;
	/** Index of the entry of this export: the files were written just before it. */
	readonly entry: number;
	/** Edits of the board in the order of the log: each is what was logged. */
	readonly edits: readonly LoggedEdit[];
	/** Items that were erased from the past of the board. */
	readonly erasedItems: ReadonlySet<string>;
}

/** A round of sealed cards that was revealed, and whether the cards say what was sealed. */
export interface RevealFindings {
	readonly round: string;
	/** Index of the entry that revealed it. */
	readonly entry: number;
	/** Organizations whose cards were found to be what the log took when they were sealed. */
	readonly asSealed: readonly string[];
	/** Organizations of whose cards something was erased since. */
	readonly unchecked: readonly string[];
}

/** A wording that was put to decision, and what came of it. */
export interface DecisionFindings {
	readonly decision: string;
	/** Index of the entry that put it to decision. */
	readonly entry: number;
	/** SHA-256 (hex) of the wording. */
	readonly hash: string;
	/** False when the wording was erased since. */
	readonly isWordingChecked: boolean;
	/** Null as long as nothing was decided. */
	readonly result: {
		/** Index of the entry. */
		readonly entry: number;
		readonly outcome: string;
		/** False when this program doesn't know the rule, or what it follows from was erased. */
		readonly isChecked: boolean;
	} | null;
}

export interface ScribeFindings {
	/** Files that were found to be what follows from log and board. */
	readonly same: number;
	/** Files that could not be written anew: another version of the program wrote them. */
	readonly unwritten: number;
	/** Rounds of sealed cards that were revealed, in the order of the log. */
	readonly reveals: readonly RevealFindings[];
	/** What was put to decision, in the order of the log. */
	readonly decisions: readonly DecisionFindings[];
}

/**
 * Follows the log, and afterwards writes anew what follows from log and board: the list of people, the board for
 * other programs, the documents. What was revealed or decided is compared with what was sealed or answered. Given to `verifyExport` by whoever knows sessions and boards: this package doesn't.
 */
export interface Scribe extends LeafReader {
	compare(question: ScribeQuestion): Step<ScribeFindings>;
}
