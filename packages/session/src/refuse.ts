/** What every decision says no with. */
export interface Refusal<Code extends string> {
	readonly ok: false;
	readonly code: Code;
	readonly detail?: string;
}

export function refuse<Code extends string>(code: Code, detail?: string): Refusal<Code> {
	return { ok: false, code, ...(detail === undefined ? {} : { detail }) };
}
