// Safe readings of values that anybody may have written. Each returns undefined for what can't be used.
import type { End, FieldValue, Lock, Point, Side, Size } from './item.ts';

/** Positions and sizes beyond this are cut, so that sums and screen positions stay exact numbers. */
const maxCoordinate = 10_000_000;

const maxKeyLength = 256;
const maxJsonDepth = 32;
const maxLinkLength = 4096;
const maxGroups = 32;
const sides: ReadonlySet<unknown> = new Set(['top', 'right', 'bottom', 'left']);

/** Columns and rows are at least and at most this wide and high. */
const leastLine = 8;
const mostLine = 20_000;

const isNumber = (value: unknown): value is number =>
	typeof value === 'number' && Number.isFinite(value);

const clamp = (value: number): number =>
	Math.min(maxCoordinate, Math.max(-maxCoordinate, value)) || 0;

export function toPoint(value: unknown): Point | undefined {
	if (!Array.isArray(value) || !isNumber(value[0]) || !isNumber(value[1])) return undefined;
	return [clamp(value[0]), clamp(value[1])];
}

export function toSize(value: unknown): Size | undefined {
	const point = toPoint(value);
	return point && point[0] >= 0 && point[1] >= 0 ? point : undefined;
}

export function toName(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' && value.length <= maxKeyLength
		? value
		: undefined;
}

/** An address that may be opened: only the web's, so that nothing runs as a script. */
export function toLink(value: unknown): string | undefined {
	const isLink =
		typeof value === 'string' && value.length <= maxLinkLength && /^https?:\/\/[^\s/]/i.test(value);
	return isLink ? value : undefined;
}

/** A number that can be counted with. */
export function toNumber(value: unknown): number | undefined {
	return isNumber(value) ? clamp(value) : undefined;
}

export function toEnd(value: unknown): End | undefined {
	if (typeof value !== 'object' || value === null) return undefined;
	const raw = value as { item?: unknown; side?: unknown; point?: unknown };
	const item = toName(raw.item);
	if (item !== undefined) {
		return sides.has(raw.side) ? { item, side: raw.side as Side } : { item };
	}
	const point = toPoint(raw.point);
	return point && { point };
}

/** The width of a column or the height of a row. */
export function toLength(value: unknown, otherwise: number): number {
	return isNumber(value) ? Math.min(mostLine, Math.max(leastLine, value)) : otherwise;
}

export function toPoints(value: unknown): readonly number[] | undefined {
	return Array.isArray(value) && value.every(isNumber) ? value : undefined;
}

/** Degrees in (-180, 180], to a hundredth; undefined for upright. */
export function toRotation(value: unknown): number | undefined {
	if (!isNumber(value)) return undefined;
	const rounded = Math.round((value % 360) * 100) / 100;
	const turned = rounded > 180 ? rounded - 360 : rounded <= -180 ? rounded + 360 : rounded;
	return turned || undefined;
}

/** A path of groups: every id once, not endlessly deep. */
export function toGroups(value: unknown): readonly string[] | undefined {
	if (!Array.isArray(value)) return undefined;
	const ids = [...new Set(value.filter((id) => toName(id) !== undefined))].slice(0, maxGroups);
	return ids.length > 0 ? (ids as string[]) : undefined;
}

export function toLock(value: unknown): Lock | undefined {
	return value === 'open' || value === 'mediator' ? value : undefined;
}

/** A set of words from a list: sorted, without duplicates. Sorted because replicas keep no common order. */
export function toSet(values: Iterable<string>): readonly string[] {
	return [...new Set(values)].toSorted();
}

export function toFieldValue(value: unknown): FieldValue | undefined {
	if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
	if (isNumber(value)) return value;
	if (Array.isArray(value) && value.every((entry) => typeof entry === 'string')) {
		return toSet(value);
	}
	return undefined;
}

/** Is this plain JSON that can be written out again? Not so: NaN, big integers, bytes, very deep nesting. */
export function isJson(value: unknown, depth = 0): boolean {
	if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
	if (typeof value === 'number') return Number.isFinite(value);
	if (typeof value !== 'object' || depth >= maxJsonDepth) return false;
	if (Array.isArray(value)) return value.every((entry) => isJson(entry, depth + 1));
	const prototype: unknown = Object.getPrototypeOf(value);
	if (prototype !== Object.prototype && prototype !== null) return false;
	return Object.values(value).every((entry) => isJson(entry, depth + 1));
}

/** A name that must not become a property of a record: it would change the record's prototype. */
export const isUnsafeKey = (key: string): boolean => key === '__proto__';

/** Whether two plain values say the same. No lists of keys are made: opening a board compares thousands of records. */
export function isEqual(a: unknown, b: unknown): boolean {
	if (Object.is(a, b)) return true;
	if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
	if (Array.isArray(a) !== Array.isArray(b)) return false;
	const [one, other] = [a as Record<string, unknown>, b as Record<string, unknown>];
	let more = 0;
	for (const key in one) {
		if (!Object.hasOwn(one, key)) continue;
		if (!Object.hasOwn(other, key) || !isEqual(one[key], other[key])) return false;
		more += 1;
	}
	for (const key in other) if (Object.hasOwn(other, key)) more -= 1;
	return more === 0;
}
