import type { Step } from './problem.ts';
import type { LeafReader } from './verify-log.ts';

export interface ScribeQuestion {
	readonly files: ReadonlyMap<string, Uint8Array>;
	/** Index of the entry of this export: the files were written just before it. */
	readonly entry: number;
}

export interface ScribeFindings {
	/** Files that were found to be what follows from log and board. */
	readonly same: number;
	/** Files that could not be written anew: another version of the program wrote them. */
	readonly unwritten: number;
}

/**
 * Follows the log, and afterwards writes anew what follows from log and board: the list of people, the board for
 * other programs, the documents. Given to `verifyExport` by whoever knows sessions and boards: this package doesn't.
 */
export interface Scribe extends LeafReader {
	compare(question: ScribeQuestion): Step<ScribeFindings>;
}
