import { parseCheckpoint, parseVerifierKey, toBase64 } from '@concordia/transparency';
import type { Answer, Problem, SessionView } from '#lib/api.ts';
import { noItems, type LogClient, type NamedItems } from './client.ts';
import { Directory } from './directory.ts';
import type { Entry } from './entry.ts';
import { EntryCache } from './entry-cache.ts';
import { matcher, noFilter, type Facts, type Filter } from './filter.ts';
import { LiveCheck, type LiveProblem } from './live-check.ts';
import { Arranger, LogRows } from './log-rows.ts';
import { LogTable } from './log-table.ts';
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
/** Entries fetched at once for the check. */
const CHECKED_AT_ONCE = 2000;
/** Entries fetched at once for the list. */
const SHOWN_AT_ONCE = 200;
/** After items were read, which took n ms, the next reading waits this many times as long, within these bounds. */
const ITEMS_REST = 10;
const ITEMS_LEAST_MS = 1000;
const ITEMS_MOST_MS = 5000;
/** So long the page is kept from anything else. */
const SLICE_MS = 8;
/** A check reads every entry: of a log longer than this only when it is asked for. */
const MOST_CHECKED_UNASKED = 50_000;
/** Problems that another try will not cure. */
const final: readonly string[] = ['signed-out', 'not-allowed', 'not-found'];

/** An entry was needed and could not be had. */
class NotReached extends Error {
	readonly problem: Problem;

	constructor(problem: Problem) {
		super(problem.code);
		this.problem = problem;
	}
}

/**
 * The log of a session on a page: knows who did what when of every entry, and in full those that are shown.
 * Follows the log while the page is visible, and checks it when asked to, or by itself when this browser
 * verified it before.
 */
export class SessionLog {
	readonly #world: LogWorld;
	readonly #table = new LogTable();
	readonly #directory = new Directory();
	readonly #cache = new EntryCache();
	readonly #arranger = new Arranger(this.#table);
	readonly #wanted = new Set<number>();
	readonly #about = new Map<string, { readonly indexes: Set<number>; until: number }>();
	readonly #facts: Facts = {
		table: this.#table,
		directory: this.#directory,
		about: (id) => this.#about.get(id)?.indexes ?? null
	};
	#signal: AbortSignal | null = null;
	#filter: Filter = noFilter;
	#unfolded = new Set<number>();
	#isArranging = false;
	#isFetching = false;
	#check: LiveCheck | null = null;
	#earlier: Remembered | null;
	#version = $state(0);
	#shown = $state(0);
	#rows: LogRows = $state.raw(LogRows.of([]));
	#isArranged = $state(false);
	#phase: Phase = $state.raw({ state: 'loading' });
	#offline = $state(false);
	#view: SessionView | null = $state.raw(null);
	#checkpoint: ShownCheckpoint | null = $state.raw(null);
	#verification: Verification = $state.raw({ state: 'none' });
	#items: NamedItems = $state.raw(noItems);
	/** When items are read again at the earliest. */
	#itemsFrom = -Infinity;
	#itemsStale = true;
	/** People of the table when it was last looked whether all are known. */
	#met = 1;

	constructor(world: LogWorld) {
		this.#world = world;
		this.#earlier = world.recall();
		this.#arranger.ask(this.#asked(true));
	}

	/** What is known of every entry; reading it makes the reader follow changes. */
	get table(): LogTable {
		void this.#version;
		return this.#table;
	}

	/** Who is who. */
	get directory(): Directory {
		void this.#version;
		return this.#directory;
	}

	/** The rows of the list. */
	get rows(): LogRows {
		return this.#rows;
	}

	/** Whether the rows are all there are for what is known now. */
	get isArranged(): boolean {
		return this.#isArranged;
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

	/** What tests of entries have to know. */
	get facts(): Facts {
		void this.#version;
		return this.#facts;
	}

	/** An entry in full; while it is on its way, what is known without its texts. */
	entry(index: number): Entry | undefined {
		void this.#shown;
		const entry = this.#cache.get(index);
		if (entry) return entry;
		const leaf = this.#table.leafOf(index);
		return leaf ? { leaf, payload: null, erased: false, line: '' } : undefined;
	}

	/** Fetches entries in full; what is on its way or here already is not asked for again. */
	want(indexes: Iterable<number>): void {
		this.#wanted.clear();
		for (const index of indexes) if (!this.#cache.get(index)) this.#wanted.add(index);
		if (!this.#isFetching) void this.#fetchWanted();
	}

	/** Entries in full, in order; those that can't be had are left out. */
	async read(indexes: readonly number[]): Promise<Entry[]> {
		const entries: Entry[] = [];
		for (let at = 0; at < indexes.length; at += SHOWN_AT_ONCE) {
			const some = indexes.slice(at, at + SHOWN_AT_ONCE);
			const answer = await this.#world.client.entriesAt(some);
			if (answer.ok) entries.push(...answer.value);
		}
		return entries;
	}

	/** Lists what passes a filter. */
	show(filter: Filter, isGrouped: boolean): void {
		this.#filter = filter;
		this.#unfolded = new Set();
		this.#arranger.ask(this.#asked(isGrouped));
		this.#isArranged = false;
		void this.#arrange();
		void this.#learnAbout();
	}

	isUnfolded(entry: number): boolean {
		void this.#rows;
		return this.#unfolded.has(entry);
	}

	/** Shows the entries that a row stands for, or hides them again. */
	unfold(entry: number, isUnfolded: boolean): void {
		if (isUnfolded) this.#unfolded.add(entry);
		else this.#unfolded.delete(entry);
		this.#arranger.unfold(this.#unfolded, entry);
		void this.#arrange();
	}

	/** Asks for the check; it then goes on with each checkpoint. */
	verify(): void {
		if (this.#verification.state === 'none') this.#verification = { state: 'waiting' };
	}

	/** Runs until the signal; then nothing more is asked for. */
	async run(signal: AbortSignal): Promise<void> {
		this.#signal = signal;
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
			// Both at once: the first picture waits for one answer, not for two.
			const [view, note] = await Promise.all([this.#world.view(), this.#world.client.checkpoint()]);
			if (!view.ok) return view.problem;
			if (!note.ok) return note.problem;
			this.#view = view.value;
			this.#directory.knowSession(view.value.state);
			this.#show(note.value, view.value.verifierKey);
			const size = this.#checkpoint?.size ?? 0;
			if (this.#earlier && size <= MOST_CHECKED_UNASKED) this.verify();
		} else {
			const note = await this.#world.client.checkpoint();
			if (!note.ok) return note.problem;
			this.#show(note.value, this.#view.verifierKey);
		}
		const problem = await this.#load(signal);
		if (problem) return problem;
		await this.#nameItems();
		return this.#checkNow(signal);
	}

	#show(note: string, verifierKey: string): void {
		if (note === this.#checkpoint?.note) return;
		const checkpoint = parseCheckpoint(note);
		if (!checkpoint.ok) return this.#alarm('checkpoint-malformed', checkpoint.reason);
		const { origin, size, root } = checkpoint.value;
		if (size < this.#table.size)
			this.#alarm('log-cut', `The log had ${this.#table.size} entries, now it has ${size}.`);
		const key = parseVerifierKey(verifierKey);
		const keyId = key.ok ? key.value.keyId : '';
		this.#checkpoint = { note, origin, size, root: toBase64(root), keyId, verifierKey };
		this.#table.grow(size);
		this.#changed();
	}

	#alarm(code: LiveProblem['code'], detail: string): void {
		this.#verification = {
			state: 'alarm',
			problem: { code, where: 'checkpoint', detail }
		};
	}

	async #load(signal: AbortSignal): Promise<Problem | null> {
		const since = this.#world.now();
		let from = this.#table.nextMissing();
		while (from !== null && !signal.aborted) {
			const answer = await this.#world.client.columns(from);
			if (!answer.ok) return answer.problem;
			if (!this.#table.put(answer.value))
				return { code: 'log-unreadable', status: 0, detail: 'other entries than asked for' };
			this.#itemsStale ||= answer.value.kinds.includes('edit');
			await this.#meet();
			this.#phase = { state: 'ready' };
			this.#changed();
			void this.#arrange();
			void this.#learnAbout();
			from = this.#table.nextMissing();
			// A long log is still followed while its beginning is on its way.
			if (from !== null && this.#world.now() - since > POLL_MS) {
				await this.#nameItems();
				const note = await this.#world.client.checkpoint();
				if (note.ok && this.#view) this.#show(note.value, this.#view.verifierKey);
				return this.#load(signal);
			}
		}
		this.#phase = { state: 'ready' };
		this.#changed();
		void this.#arrange();
		return null;
	}

	/** Somebody acted who joined after the page was opened. */
	async #meet(): Promise<void> {
		const { people } = this.#table;
		const isKnown = this.#met === people.length;
		this.#met = people.length;
		if (isKnown) return;
		for (let number = 1; number < people.length; number++) {
			if (this.#directory.person(people.name(number)!)) continue;
			const view = await this.#world.view();
			if (view.ok) this.#directory.knowSession(view.value.state);
			return;
		}
	}

	#asked(isGrouped: boolean) {
		const filter = this.#filter;
		return {
			isGrouped,
			unfolded: this.#unfolded,
			matcher: () => matcher(filter, this.#facts)
		};
	}

	async #arrange(): Promise<void> {
		if (this.#isArranging) return;
		this.#isArranging = true;
		for (;;) {
			const start = this.#world.now();
			const isDone = this.#arranger.work(() => this.#world.now() - start < SLICE_MS);
			this.#rows = this.#arranger.rows();
			this.#isArranged = isDone;
			if (isDone) break;
			await this.#world.wait(0, this.#signal ?? new AbortController().signal);
			if (this.#signal?.aborted) break;
		}
		this.#isArranging = false;
	}

	/** Entries about several things name the filtered one anywhere: the server knows which. */
	async #learnAbout(): Promise<void> {
		for (const id of [this.#filter.item, this.#filter.person]) {
			if (id === '') continue;
			const known = this.#about.get(id) ?? { indexes: new Set<number>(), until: 0 };
			if (known.until >= this.#table.size) continue;
			const from = known.until;
			known.until = this.#table.size;
			this.#about.set(id, known);
			const answer = await this.#world.client.matching(`item=${encodeURIComponent(id)}`, from);
			if (!answer.ok) {
				known.until = from;
				continue;
			}
			if (answer.value.length === 0) continue;
			for (const { leaf } of answer.value) known.indexes.add(leaf.i);
			this.#arranger.again();
			void this.#arrange();
			this.#changed();
		}
	}

	async #fetchWanted(): Promise<void> {
		this.#isFetching = true;
		while (this.#wanted.size > 0) {
			const some = [...this.#wanted].slice(0, SHOWN_AT_ONCE);
			for (const index of some) this.#wanted.delete(index);
			const answer = await this.#world.client.entriesAt(some);
			if (!answer.ok) break;
			this.#cache.add(answer.value);
			for (const entry of answer.value) this.#directory.learn(entry);
			this.#shown++;
		}
		this.#isFetching = false;
	}

	// Without names the sentences still say what happened: a failure here is no failure of the page.
	async #nameItems(): Promise<void> {
		if (this.#itemsStale && this.#world.now() >= this.#itemsFrom) await this.nameItems();
	}

	/** Reads what items are called now; the names in the list may be some seconds old. */
	async nameItems(): Promise<void> {
		const start = this.#world.now();
		const answer = await this.#world.client.items();
		const end = this.#world.now();
		const rest = Math.max(ITEMS_LEAST_MS, ITEMS_REST * (end - start));
		this.#itemsFrom = end + Math.min(ITEMS_MOST_MS, rest);
		if (!answer.ok) return;
		this.#items = answer.value;
		this.#itemsStale = false;
	}

	async #checkNow(signal: AbortSignal): Promise<Problem | null> {
		const { state } = this.#verification;
		const checkpoint = this.#checkpoint;
		if (state === 'none' || state === 'alarm' || !checkpoint) return null;
		this.#check ??= new LiveCheck(checkpoint.verifierKey, this.#earlier);
		const isFirst = state !== 'verified';
		try {
			const verdict = await this.#check.check(
				checkpoint.note,
				this.#entriesUpTo(checkpoint.size),
				async (done, total) => {
					if (isFirst) this.#verification = { state: 'running', done, total };
					await this.#world.wait(0, signal);
				}
			);
			if (!verdict.ok) {
				this.#verification = { state: 'alarm', problem: verdict.problem };
				return null;
			}
			const at = this.#world.now();
			this.#verification = { state: 'verified', size: verdict.size, at };
			const { note, verifierKey } = checkpoint;
			this.#world.remember({ note, verifierKey, at });
			return null;
		} catch (error) {
			if (error instanceof NotReached) return error.problem;
			throw error;
		}
	}

	/** Entries one after the other, of which only the next few are held. */
	#entriesUpTo(size: number): (index: number) => Entry | Promise<Entry | undefined> {
		let held: readonly Entry[] = [];
		let start = 0;
		return (index) => {
			const entry = held[index - start];
			if (entry) return entry;
			const span = { from: index, to: Math.min(size, index + CHECKED_AT_ONCE) };
			return this.#world.client.entries(span).then((answer) => {
				if (!answer.ok) throw new NotReached(answer.problem);
				held = answer.value;
				start = index;
				return held[0];
			});
		};
	}

	#changed(): void {
		this.#version++;
	}
}
