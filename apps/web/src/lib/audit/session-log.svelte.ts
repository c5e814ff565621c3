import { parseCheckpoint, parseVerifierKey, toBase64 } from '@concordia/transparency';
import type { Answer, Problem, SessionView } from '#lib/api.ts';
import { noItems, type LogClient, type NamedItems } from './client.ts';
import { EntryList } from './entry-list.ts';
import { LiveCheck, type LiveProblem } from './live-check.ts';
import type { Remembered } from './remembered.ts';

/** The newest checkpoint, as the page shows it. */
export interface ShownCheckpoint {
	readonly note: string;
	readonly origin: string;
	readonly size: number;
	readonly root: string;
	readonly keyId: string;
	readonly verifierKey: string;
}

export type Verification =
	| { readonly state: 'none' }
	| { readonly state: 'waiting' }
	| { readonly state: 'running'; readonly done: number; readonly total: number }
	| { readonly state: 'verified'; readonly size: number; readonly at: number }
	| { readonly state: 'alarm'; readonly problem: LiveProblem };

export type Phase =
	| { readonly state: 'loading' }
	| { readonly state: 'ready' }
	/** Nothing can be shown, and trying again by itself would not help. */
	| { readonly state: 'failed'; readonly problem: Problem };

/** The world outside, as the page has it and tests replace it. */
export interface LogWorld {
	readonly client: LogClient;
	readonly view: () => Promise<Answer<SessionView>>;
	readonly now: () => number;
	/** Waits; ends early when told to stop. */
	readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
	/** Fulfilled at once while the page is visible, else when it is again. */
	readonly visible: (signal: AbortSignal) => Promise<void>;
	readonly recall: () => Remembered | null;
	readonly remember: (what: Remembered) => void;
}

const POLL_MS = 1000;
const LONGEST_RETRY_MS = 10_000;
const ENTRIES_AT_ONCE = 1000;
const ITEMS_MS = 5000;
/** Problems that another try will not cure. */
const final: readonly string[] = ['signed-out', 'not-allowed', 'not-found'];

/**
 * The log of a session on a page: loads it newest first, follows it while the page is visible, and checks
 * it when asked to, or by itself when this browser verified it before.
 */
export class SessionLog {
	readonly #world: LogWorld;
	readonly #list = new EntryList();
	#check: LiveCheck | null = null;
	#earlier: Remembered | null;
	#version = $state(0);
	#phase: Phase = $state.raw({ state: 'loading' });
	#offline = $state(false);
	#view: SessionView | null = $state.raw(null);
	#checkpoint: ShownCheckpoint | null = $state.raw(null);
	#verification: Verification = $state.raw({ state: 'none' });
	#items: NamedItems = $state.raw(noItems);
	#itemsAt = -Infinity;
	#itemsStale = true;

	constructor(world: LogWorld) {
		this.#world = world;
		this.#earlier = world.recall();
	}

	/** The entries; reading it makes the reader follow changes. */
	get list(): EntryList {
		void this.#version;
		return this.#list;
	}

	get phase(): Phase {
		return this.#phase;
	}

	/** The last try did not reach the server. */
	get offline(): boolean {
		return this.#offline;
	}

	get view(): SessionView | null {
		return this.#view;
	}

	get checkpoint(): ShownCheckpoint | null {
		return this.#checkpoint;
	}

	get verification(): Verification {
		return this.#verification;
	}

	/** What this browser had verified before this visit. */
	get earlier(): Remembered | null {
		return this.#earlier;
	}

	/** Items on the board now, to name what entries speak of. */
	get items(): NamedItems {
		return this.#items;
	}

	/** Asks for the check; it runs as soon as all entries are here, and then with each checkpoint. */
	verify(): void {
		if (this.#verification.state === 'none') this.#verification = { state: 'waiting' };
	}

	/** Runs until the signal; then nothing more is asked for. */
	async run(signal: AbortSignal): Promise<void> {
		if (this.#earlier) this.verify();
		let failures = 0;
		while (!signal.aborted) {
			await this.#world.visible(signal);
			if (signal.aborted) return;
			const problem = await this.#step(signal);
			if (problem && final.includes(problem.code)) {
				this.#phase = { state: 'failed', problem };
				return;
			}
			failures = problem ? failures + 1 : 0;
			this.#offline = problem !== null;
			if (problem && this.#phase.state === 'loading' && problem.code !== 'unreachable')
				this.#phase = { state: 'failed', problem };
			const pause = problem ? Math.min(POLL_MS * 2 ** failures, LONGEST_RETRY_MS) : POLL_MS;
			await this.#world.wait(pause, signal);
		}
	}

	async #step(signal: AbortSignal): Promise<Problem | null> {
		if (!this.#view) {
			const view = await this.#world.view();
			if (!view.ok) return view.problem;
			this.#view = view.value;
		}
		const note = await this.#world.client.checkpoint();
		if (!note.ok) return note.problem;
		this.#show(note.value, this.#view.verifierKey);
		const problem = await this.#load(signal);
		if (problem) return problem;
		await this.#nameItems();
		await this.#checkNow(signal);
		return null;
	}

	#show(note: string, verifierKey: string): void {
		if (note === this.#checkpoint?.note) return;
		const checkpoint = parseCheckpoint(note);
		if (!checkpoint.ok) return this.#alarm('checkpoint-malformed', checkpoint.reason);
		const { origin, size, root } = checkpoint.value;
		if (size < this.#list.size)
			this.#alarm('log-cut', `The log had ${this.#list.size} entries, now it has ${size}.`);
		const key = parseVerifierKey(verifierKey);
		const keyId = key.ok ? key.value.keyId : '';
		this.#checkpoint = { note, origin, size, root: toBase64(root), keyId, verifierKey };
		this.#list.grow(size);
		this.#changed();
	}

	#alarm(code: LiveProblem['code'], detail: string): void {
		this.#verification = {
			state: 'alarm',
			problem: { code, where: 'checkpoint', detail }
		};
	}

	async #load(signal: AbortSignal): Promise<Problem | null> {
		let span = this.#list.nextMissing(ENTRIES_AT_ONCE);
		while (span && !signal.aborted) {
			const answer = await this.#world.client.entries(span);
			if (!answer.ok) return answer.problem;
			this.#list.add(answer.value);
			this.#itemsStale ||= answer.value.some(({ leaf }) => leaf.k === 'edit');
			this.#phase = { state: 'ready' };
			this.#changed();
			span = this.#list.nextMissing(ENTRIES_AT_ONCE);
		}
		this.#phase = { state: 'ready' };
		return null;
	}

	// Without names the sentences still say what happened: a failure here is no failure of the page.
	async #nameItems(): Promise<void> {
		if (!this.#itemsStale || this.#world.now() - this.#itemsAt < ITEMS_MS) return;
		this.#itemsAt = this.#world.now();
		const answer = await this.#world.client.items();
		if (!answer.ok) return;
		this.#items = answer.value;
		this.#itemsStale = false;
	}

	async #checkNow(signal: AbortSignal): Promise<void> {
		const { state } = this.#verification;
		const checkpoint = this.#checkpoint;
		if (state === 'none' || state === 'alarm' || !checkpoint || !this.#list.isComplete) return;
		this.#check ??= new LiveCheck(checkpoint.verifierKey, this.#earlier);
		const isFirst = state !== 'verified';
		const verdict = await this.#check.check(
			checkpoint.note,
			(index) => this.#list.at(index),
			async (done, total) => {
				if (isFirst) this.#verification = { state: 'running', done, total };
				await this.#world.wait(0, signal);
			}
		);
		if (!verdict.ok) {
			this.#verification = { state: 'alarm', problem: verdict.problem };
			return;
		}
		const at = this.#world.now();
		this.#verification = { state: 'verified', size: verdict.size, at };
		const { note, verifierKey } = checkpoint;
		this.#world.remember({ note, verifierKey, at });
	}

	#changed(): void {
		this.#version++;
	}
}
