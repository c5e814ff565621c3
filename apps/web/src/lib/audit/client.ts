import { readProblem, type Answer } from '#lib/api.ts';
import { readEntries, type Entry } from './entry.ts';
import type { Span } from './entry-list.ts';

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

	async #text(path: string): Promise<Answer<string>> {
		let response: Response;
		let text: string;
		try {
			response = await this.#fetch(`/api/sessions/${this.#session}${path}`, {
				credentials: 'same-origin',
				cache: 'no-store'
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
