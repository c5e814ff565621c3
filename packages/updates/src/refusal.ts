import type { RefusalCode } from '@concordia/protocol';

/**
 * Thrown where an update turns out to be unacceptable, and caught where the walk over it began:
 * the walk is dozens of calls deep and every one of them may find the reason.
 */
export class Refusal extends Error {
	override readonly name = 'Refusal';
	readonly code: RefusalCode;
	/** The items it is about, where known. */
	readonly items: readonly string[];

	constructor(code: RefusalCode, detail: string, items: readonly string[] = []) {
		super(detail);
		this.code = code;
		this.items = items;
	}
}

/** Throws; `never` lets the compiler follow. */
export function refuse(code: RefusalCode, detail: string): never {
	throw new Refusal(code, detail);
}
