/** Null for what is nested too deep to be written again. */
export function spell(fields: object): string | null {
	try {
		return JSON.stringify(fields);
	} catch {
		return null;
	}
}
