import { decodeClipboard, encodeClipboard, type Item } from '@concordia/board';

/** A part of a board that somebody keeps for another time. */
export interface OwnTemplate {
	readonly name: string;
	readonly items: readonly Item[];
}

const key = 'concordia.templates';
const format = 'concordia/template';
/** Browsers keep about five million letters per site, for all that it keeps. */
const mostLetters = 1_000_000;

/** The text of a file that holds a template. */
export function encodeTemplate({ name, items }: OwnTemplate): string {
	return JSON.stringify({ format, version: 1, name, items: encodeClipboard(items) });
}

/** Reads what `encodeTemplate` wrote; null for anything else, as it may come from anywhere. */
export function decodeTemplate(text: string): OwnTemplate | null {
	let raw: unknown;
	try {
		raw = JSON.parse(text);
	} catch {
		return null;
	}
	const { format: written, name, items } = (raw ?? {}) as Record<string, unknown>;
	if (written !== format || typeof name !== 'string' || typeof items !== 'string') return null;
	const decoded = decodeClipboard(items);
	return decoded.ok && decoded.value.length > 0
		? { name: name.slice(0, 200), items: decoded.value }
		: null;
}

/** What can be kept of items: nothing that hangs on this session. */
export function withoutSession(items: readonly Item[]): Item[] {
	return items.map((item) => {
		const copy: Record<string, unknown> = { ...item };
		for (const name of ['lock', 'locked', 'reactions', 'slide']) delete copy[name];
		return copy as unknown as Item;
	});
}

/** The templates kept in this browser. */
export function ownTemplates(): OwnTemplate[] {
	try {
		const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
		if (!Array.isArray(kept)) return [];
		return kept.flatMap((text) => {
			const template = typeof text === 'string' ? decodeTemplate(text) : null;
			return template === null ? [] : [template];
		});
	} catch {
		return [];
	}
}

/** False when the browser has no room or keeps nothing: then a file can be saved. */
export function keepTemplates(templates: readonly OwnTemplate[]): boolean {
	try {
		const text = JSON.stringify(templates.map(encodeTemplate));
		if (text.length > mostLetters) return false;
		localStorage.setItem(key, text);
		return true;
	} catch {
		return false;
	}
}
