// Reading of values from outside: each gives undefined for what it can't use.

export type Raw = Readonly<Record<string, unknown>>;

export function asObject(value: unknown): Raw | undefined {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
		? (value as Raw)
		: undefined;
}

export function asNumber(value: unknown): number | undefined {
	return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** Coordinates beyond this are cut, so that sums of them stay numbers. */
const farthest = 10_000_000;

export function asCoordinate(value: unknown): number | undefined {
	const number = asNumber(value);
	return number === undefined ? undefined : Math.min(farthest, Math.max(-farthest, number));
}

export function asText(value: unknown): string | undefined {
	return typeof value === 'string' ? value : undefined;
}

/** The object a JSON text says, or null: no JSON, or not an object. */
export function parseObject(text: string): Raw | null {
	try {
		return asObject(JSON.parse(text)) ?? null;
	} catch {
		return null;
	}
}

export const sides = ['top', 'right', 'bottom', 'left'] as const;

export function asSide(value: unknown): (typeof sides)[number] | undefined {
	return sides.find((side) => side === value);
}

/** Addresses that may be opened; others, such as those of scripts, stay text. */
export function isSafeLink(address: string): boolean {
	return /^(?:https?:\/\/|mailto:)/i.test(address);
}
