import type { ReplayedStep } from '@concordia/board/doc';
import { parseHistoryLine, type HistoryLine } from '@concordia/transparency';
import { readProblem, type Answer } from '#lib/api.ts';
import type { PlayedStep } from './timeline.ts';

export interface PlayerWorld {
	readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
	/** What is done with each update, told with what the log says of it. */
	readonly replay: { push(update: Uint8Array | null, line: HistoryLine): ReplayedStep };
	readonly now: () => number;
	/** Lets the page do what else it has to do. */
	readonly breathe: () => Promise<void>;
}

/** So long the page is kept from anything else. */
const SLICE_MS = 8;

/** Fetches the stored updates of a board page by page and plays them, without holding up the page. */
export class Player {
	readonly #session: string;
	readonly #world: PlayerWorld;
	#next = 1;

	constructor(session: string, world: PlayerWorld) {
		this.#session = session;
		this.#world = world;
	}

	/** Plays what is stored and was not played yet; steps are given as they come. */
	async play(took: (steps: readonly PlayedStep[]) => void): Promise<Answer<null>> {
		for (;;) {
			const page = await this.#page();
			if (!page.ok) return page;
			const lines = page.value.text.split('\n').filter((line) => line !== '');
			if (!(await this.#playLines(lines, took))) return odd('other updates than asked for');
			if (!page.value.hasMore) return { ok: true, value: null };
		}
	}

	async #playLines(
		lines: readonly string[],
		took: (steps: readonly PlayedStep[]) => void
	): Promise<boolean> {
		const { replay, now, breathe } = this.#world;
		let steps: PlayedStep[] = [];
		let since = now();
		for (const text of lines) {
			const line = parseHistoryLine(text);
			if (!line.ok || line.value.seq < this.#next) return false;
			const { seq, entry, at, participant, organization, update } = line.value;
			this.#next = seq + 1;
			const { changes, isIncomplete } = replay.push(update, line.value);
			const isErased = update === null;
			const by = { by: participant, ...(organization !== undefined && { organization }) };
			steps.push({ seq, entry, at, ...by, isErased, isIncomplete, changes });
			if (now() - since < SLICE_MS) continue;
			took(steps);
			steps = [];
			await breathe();
			since = now();
		}
		took(steps);
		return true;
	}

	async #page(): Promise<Answer<{ readonly text: string; readonly hasMore: boolean }>> {
		try {
			const response = await this.#world.fetch(
				`/api/sessions/${this.#session}/history?from=${this.#next}`,
				{ credentials: 'same-origin' }
			);
			const text = await response.text();
			if (!response.ok) return { ok: false, problem: readProblem(response.status, bodyOf(text)) };
			const hasMore = response.headers.get('link')?.includes('rel="next"') === true;
			return { ok: true, value: { text, hasMore } };
		} catch {
			return { ok: false, problem: { code: 'unreachable', status: 0, detail: '' } };
		}
	}
}

function odd(detail: string): {
	ok: false;
	problem: { code: string; status: number; detail: string };
} {
	return { ok: false, problem: { code: 'history-unreadable', status: 0, detail } };
}

function bodyOf(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null; // a proxy's error page
	}
}
