export type Fields = Readonly<Record<string, unknown>>;

export function asFields(value: unknown): Fields | null {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
		? (value as Fields)
		: null;
}

export function asList(value: unknown): readonly unknown[] {
	return Array.isArray(value) ? value : [];
}
