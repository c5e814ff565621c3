import {
	bad,
	good,
	parseLeaf,
	parseLogLine,
	type Leaf,
	type Result
} from '@concordia/transparency';

/** An entry of the log as the page holds it. */
export interface Entry {
	readonly leaf: Leaf;
	/** What stands beside the leaf: names, titles. Null when there is none or it was erased. */
	readonly payload: Readonly<Record<string, unknown>> | null;
	/** There was something beside the leaf, and it was erased. */
	readonly erased: boolean;
	/** The line as the server sent it: what is verified is what is shown. */
	readonly line: string;
}

/** Reads the lines of an answer of the log. */
export function readEntries(text: string): Result<Entry[]> {
	const entries: Entry[] = [];
	for (const line of text.split('\n')) {
		if (line === '') continue;
		const entry = readEntry(line);
		if (!entry.ok) return entry;
		entries.push(entry.value);
	}
	return good(entries);
}

function readEntry(line: string): Result<Entry> {
	const parsed = parseLogLine(line);
	if (!parsed.ok) return parsed;
	const { leaf: text, payload } = parsed.value;
	const leaf = parseLeaf(text);
	if (!leaf.ok) return bad(leaf.reason);
	return good({
		leaf: leaf.value,
		payload: payload === null ? null : readPayload(payload),
		erased: leaf.value.d !== undefined && payload === null,
		line
	});
}

function readPayload(text: string): Readonly<Record<string, unknown>> {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
	} catch {
		return {}; // the sentence does without; verifying looks at the bytes only
	}
}

/** A text of the payload; undefined when it has none under this name. */
export function textIn(entry: Entry, key: string): string | undefined {
	const value = entry.payload?.[key];
	return typeof value === 'string' && value !== '' ? value : undefined;
}

/** How many stand in a list of the payload. */
export function countIn(entry: Entry, key: string): number {
	const value = entry.payload?.[key];
	return Array.isArray(value) ? value.length : 0;
}
