/** Stands after a switch that has a case for everything: the compiler then checks that it does. */
export function exhausted(value: never): never {
	throw new TypeError(`unknown: ${String(value)}`);
}
