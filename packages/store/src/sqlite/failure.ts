import { StoreError, type StoreErrorCode } from '../error.ts';

/** A failure in the form in which it crosses from a worker to the main thread. */
export interface Failure {
	readonly code: StoreErrorCode | 'bug';
	readonly message: string;
}

// Result codes, https://sqlite.org/rescode.html: primary ones, and an extended one where it says
// something else. 4874: the index of the write-ahead log couldn't grow, for want of space.
const codes: Readonly<Record<number, StoreErrorCode>> = {
	5: 'locked',
	6: 'locked',
	8: 'read-only',
	10: 'io',
	11: 'corrupt',
	13: 'full',
	14: 'io',
	26: 'corrupt',
	4874: 'full'
};

/** Says what an error thrown by SQLite, or by us, means to the caller. */
export function describeFailure(error: unknown): Failure {
	if (error instanceof StoreError) return { code: error.code, message: error.message };
	const message = error instanceof Error ? error.message : String(error);
	const result = resultCode(error);
	const code = result === undefined ? undefined : (codes[result] ?? codes[result & 0xff]);
	return code === undefined
		? { code: 'bug', message }
		: { code, message: `${message} (SQLite ${result})` };
}

/** The error to throw for a failure, on the caller's side. */
export function toError({ code, message }: Failure): Error {
	return code === 'bug' ? new Error(message) : new StoreError(code, message);
}

function resultCode(error: unknown): number | undefined {
	if (typeof error !== 'object' || error === null || !('errcode' in error)) return undefined;
	return typeof error.errcode === 'number' ? error.errcode : undefined;
}
