/** What reading something from outside gives: the value, or one phrase that says what is wrong with it. */
export type Result<T> = { ok: true; value: T } | { ok: false; reason: string };

export function good<T>(value: T): Result<T> {
	return { ok: true, value };
}

export function bad(reason: string): { ok: false; reason: string } {
	return { ok: false, reason };
}
