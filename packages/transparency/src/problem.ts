/** What can be wrong with an export. The web page has a sentence for each. */
export type ProblemCode =
	| 'export-unreadable'
	| 'file-missing'
	| 'file-changed'
	| 'file-unexpected'
	| 'policy-malformed'
	| 'checkpoint-malformed'
	| 'checkpoint-untrusted'
	| 'line-malformed'
	| 'leaf-malformed'
	| 'entry-order'
	| 'entry-conflict'
	| 'payload-changed'
	| 'payload-missing'
	| 'payload-unexpected'
	| 'log-short'
	| 'log-long'
	| 'root-differs'
	| 'earlier-malformed'
	| 'earlier-untrusted'
	| 'earlier-other-log'
	| 'earlier-damaged'
	| 'entry-rewritten'
	| 'log-cut'
	| 'log-rewritten'
	| 'cosigned-untrusted'
	| 'cosigned-conflict'
	| 'cosigned-too-few'
	| 'export-unlogged'
	| 'manifest-malformed'
	| 'manifest-changed'
	| 'update-malformed'
	| 'update-repeated'
	| 'update-unlogged'
	| 'update-changed'
	| 'update-missing'
	| 'signature-malformed'
	| 'signature-key'
	| 'signature-number'
	| 'signature-wrong'
	| 'edit-unreadable'
	| 'edit-misdescribed'
	| 'edit-rewritten'
	| 'board-differs'
	| 'board-file-malformed'
	| 'board-file-differs'
	| 'session-differs'
	| 'organization-differs'
	| 'person-differs'
	| 'sealed-differs'
	| 'sealed-missing'
	| 'wording-differs'
	| 'result-differs'
	| 'document-differs'
	| 'file-misnamed'
	| 'proof-malformed'
	| 'proof-wrong';

/** The first wrong thing. */
export interface Problem {
	code: ProblemCode;
	/** The file it is in. */
	where: string;
	/** Line of that file, from 1. */
	line?: number;
	/** Index of the log entry. */
	entry?: number;
	/** Id of the item of the board. */
	item?: string;
	/** Of the person or the organization it is about. */
	name?: string;
	/** One plain English sentence for people and programs that do not translate the code. */
	detail: string;
}

/** Worth knowing, but no proof of tampering. */
export interface Warning {
	code:
		| 'policy-from-export'
		| 'policy-from-proof'
		| 'clock-backwards'
		| 'kind-unknown'
		| 'entries-after-export'
		| 'tail-not-cosigned'
		| 'edits-erased'
		| 'edits-rewritten'
		| 'sealed-unchecked'
		| 'decisions-unchecked'
		| 'files-unwritten';
	entry?: number;
	count?: number;
	detail: string;
}

/** What a verification step gives: its findings, or the first wrong thing. */
export type Step<T> = { ok: true; value: T } | { ok: false; problem: Problem };

export function refuse(problem: Problem): { ok: false; problem: Problem } {
	return { ok: false, problem };
}

/** A reason from the readers as a sentence of its own. */
export function sentence(reason: string): string {
	return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`;
}
