import { readProblem, type Answer } from '#lib/api.ts';
import { readEntries, type Entry } from './entry.ts';
import { readColumns, type Columns } from './log-table.ts';

/** A stretch of entries: `from` to, but without, `to`. */
export interface Span {
	readonly from: number;
	readonly to: number;
}

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** A board's items as the server lists them: only what is needed to name them. */
export interface NamedItem {
	readonly id: string;
	readonly type: string;
	readonly text?: string;
	readonly shape?: string;
	readonly instrument?: string;
	readonly kind?: string;
}

export type NamedItems = ReadonlyMap<string, NamedItem>;

const MATCHES_AT_ONCE = 2000;

export const noItems: NamedItems = new Map();

/** What the log page asks the server for. Nothing here throws. */
export class LogClient {
	readonly #session: string;
	readonly #fetch: Fetch;

	constructor(session: string, fetch: Fetch) {
		this.#session = session;
		this.#fetch = fetch;
	}

	/** The newest signed checkpoint. */
	checkpoint(): Promise<Answer<string>> {
		return this.#text('/log/checkpoint');
	}

	/** Entries of a span, oldest first. The server may give fewer at once, never others. */
	async entries({ from, to }: Span): Promise<Answer<readonly Entry[]>> {
		const answer = await this.#text(`/log?from=${from}&to=${to}&limit=${to - from}`);
		if (!answer.ok) return answer;
		const entries = readEntries(answer.value);
		if (!entries.ok) return odd(entries.reason);
		const inOrder = entries.value.every(({ leaf }, at) => leaf.i === from + at && leaf.i < to);
		if (!inOrder || entries.value.length === 0) return odd('other entries than asked for');
		return { ok: true, value: entries.value };
	}

	/** Certain entries, oldest first. */
	async entriesAt(indexes: readonly number[]): Promise<Answer<readonly Entry[]>> {
		const answer = await this.#text(`/log?at=${indexes.join(',')}`);
		if (!answer.ok) return answer;
		const entries = readEntries(answer.value);
		if (!entries.ok) return odd(entries.reason);
		const asked = new Set(indexes);
		if (!entries.value.every(({ leaf }) => asked.has(leaf.i)))
			return odd('other entries than asked for');
		return { ok: true, value: entries.value };
	}

	/** Who did what when, without names and texts, from an entry to the end of its block. */
	async columns(from: number): Promise<Answer<Columns>> {
		const answer = await this.#text(`/log/columns?from=${from}`, 'default');
		if (!answer.ok) return answer;
		const columns = readColumns(jsonOf(answer.value));
		if (columns === null || columns.from !== from) return odd('not columns');
		return { ok: true, value: columns };
	}

	/** Entries of a kind, or that name an item or a person, from an index on, oldest first: all, or that many. */
	async matching(query: string, from = 0, most = Infinity): Promise<Answer<readonly Entry[]>> {
		const found: Entry[] = [];
		for (let next = from; ;) {
			const limit = Math.min(MATCHES_AT_ONCE, most - found.length);
			const answer = await this.#text(`/log?${query}&from=${next}&limit=${limit}`);
			if (!answer.ok) return answer;
			const entries = readEntries(answer.value);
			if (!entries.ok) return odd(entries.reason);
			found.push(...entries.value);
			const last = entries.value.at(-1)?.leaf.i;
			const isAll = entries.value.length < limit || found.length >= most;
			if (last === undefined || isAll || last < next) return { ok: true, value: found };
			next = last + 1;
		}
	}

	/** The items on the board now, by id. */
	async items(): Promise<Answer<NamedItems>> {
		const answer = await this.#text('/board');
		if (!answer.ok) return answer;
		try {
			const { items } = JSON.parse(answer.value) as { items?: readonly NamedItem[] };
			return { ok: true, value: new Map((items ?? []).map((item) => [item.id, item])) };
		} catch {
			return odd('not JSON');
		}
	}

	async #text(path: string, cache: RequestCache = 'no-store'): Promise<Answer<string>> {
		let response: Response;
		let text: string;
		try {
			response = await this.#fetch(`/api/sessions/${this.#session}${path}`, {
				credentials: 'same-origin',
				cache
			});
			text = await response.text();
		} catch {
			return { ok: false, problem: { code: 'unreachable', status: 0, detail: '' } };
		}
		if (response.ok) return { ok: true, value: text };
		return { ok: false, problem: readProblem(response.status, jsonOf(text)) };
	}
}

function odd(detail: string): {
	ok: false;
	problem: { code: string; status: number; detail: string };
} {
	return { ok: false, problem: { code: 'log-unreadable', status: 0, detail } };
}

function jsonOf(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null; // a proxy's error page
	}
}
