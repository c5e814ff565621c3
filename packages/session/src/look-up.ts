/** The entry of that key, never something inherited: keys come from outside and may be `constructor`. */
export function lookUp<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
	return Object.hasOwn(record, key) ? record[key] : undefined;
}
