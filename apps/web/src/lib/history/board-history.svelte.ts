import { differencesBetween, type Change, type Difference } from '@concordia/board';
import { createReplay, type Replay } from '@concordia/board/doc';
import { can } from '@concordia/session';
import { api, type Problem, type SessionView } from '#lib/api.ts';
import { Player } from './player.ts';
import { Timeline, type PlayedStep, type Records, type Step } from './timeline.ts';

/** Steps per second. */
export const speeds = [1, 5, 20, 100] as const;
export type Speed = (typeof speeds)[number];

export type Phase =
	| { readonly kind: 'loading' }
	| { readonly kind: 'failed'; readonly problem: Problem }
	| { readonly kind: 'ready'; readonly view: SessionView };

/** What draws the board of a moment. */
export interface MomentViewer {
	load(records: Records): void;
	apply(changes: readonly Change[]): void;
}

/** What is asked of the page's address. */
export interface Wanted {
	/** Index of a log entry; null: the newest moment. */
	readonly at: number | null;
	/** Index of the entry to compare with. */
	readonly from: number | null;
}

const POLL_MS = 5000;
/** More changes than this at once are drawn from scratch. */
const MOST_APPLIED = 2000;

/**
 * The history of a board on a page: plays what is stored, knows every moment of it, and shows one. Another
 * moment may be chosen to compare with.
 */
export class BoardHistory {
	readonly session: string;
	readonly #replay: Replay = createReplay();
	readonly #player: Player;
	readonly #timeline = new Timeline();
	readonly #wanted: Wanted;
	#viewer: MomentViewer | null = null;
	/** What the viewer shows now. */
	#drawn: { moment: number; compared: number | null } = { moment: 0, compared: null };

	#phase: Phase = $state.raw({ kind: 'loading' });
	#version = $state(0);
	#isPlayed = $state(false);
	#isAtWanted = $state(false);
	#isOffline = $state(false);
	#moment = $state(0);
	#compared: number | null = $state(null);
	#isPlaying = $state(false);
	#speed: Speed = $state(5);

	constructor(session: string, wanted: Wanted) {
		this.session = session;
		this.#wanted = wanted;
		this.#player = new Player(session, {
			fetch: (url, init) => fetch(url, init),
			replay: this.#replay,
			now: () => performance.now(),
			breathe: () => new Promise((resolve) => setTimeout(resolve))
		});
	}

	get phase(): Phase {
		return this.#phase;
	}

	/** All steps that are known; reading it follows their number. */
	get timeline(): Timeline {
		void this.#version;
		return this.#timeline;
	}

	get length(): number {
		return this.timeline.length;
	}

	/** Whether everything that was stored when the page was opened has been played. */
	get isPlayed(): boolean {
		return this.#isPlayed;
	}

	/** Whether the moment that the address asks for is shown, so that the first picture can be chosen. */
	get isPlaced(): boolean {
		return this.#isAtWanted;
	}

	/** The last try did not reach the server. */
	get isOffline(): boolean {
		return this.#isOffline;
	}

	/** The moment that is shown: so many steps had been made. */
	get moment(): number {
		return this.#moment;
	}

	get step(): Step | undefined {
		return this.timeline.stepTo(this.#moment);
	}

	/** The moment compared with; null while nothing is compared. */
	get compared(): number | null {
		return this.#compared;
	}

	get isPlaying(): boolean {
		return this.#isPlaying;
	}

	get speed(): Speed {
		return this.#speed;
	}

	set speed(speed: Speed) {
		this.#speed = speed;
	}

	/** The board of the shown moment. */
	readonly records: Records = $derived.by(() => this.timeline.recordsAt(this.#moment));

	/** The newest board that is known. */
	readonly newest: Records = $derived.by(() => this.timeline.recordsAt(this.length));

	/** What became of the compared board until the shown moment, the earlier of the two first. */
	readonly differences: readonly Difference[] = $derived.by(() => {
		const span = this.span;
		if (span === null) return [];
		const { timeline } = this;
		return differencesBetween(timeline.recordsAt(span.from), timeline.recordsAt(span.to));
	});

	/** The two compared moments in the order of time; null while nothing is compared. */
	get span(): { readonly from: number; readonly to: number } | null {
		if (this.#compared === null) return null;
		const [from, to] = [this.#compared, this.#moment];
		return from <= to ? { from, to } : { from: to, to: from };
	}

	/** Whether this person may write what was back onto the board. */
	get mayRestore(): boolean {
		if (this.#phase.kind !== 'ready') return false;
		const { state, me } = this.#phase.view;
		const person = me === null ? undefined : state.participants[me];
		return (
			person?.status === 'active' &&
			person.consent &&
			can(person.role, 'edit') &&
			state.status === 'open'
		);
	}

	/** Loads and follows the history until the signal. */
	async run(signal: AbortSignal): Promise<void> {
		signal.addEventListener('abort', () => this.#replay.stop(), { once: true });
		while (!signal.aborted) {
			const problem = await this.#load(signal);
			if (signal.aborted) return;
			this.#isOffline = problem !== null;
			if (problem !== null && !(problem.code === 'unreachable' && this.#phase.kind === 'ready')) {
				this.#phase = { kind: 'failed', problem };
				return;
			}
			await pause(POLL_MS, signal);
		}
	}

	async #load(signal: AbortSignal): Promise<Problem | null> {
		if (this.#phase.kind !== 'ready') {
			const view = await api.sessions.view(this.session);
			if (!view.ok) return view.problem;
			this.#phase = { kind: 'ready', view: view.value };
		}
		const answer = await this.#player.play((steps) => {
			if (!signal.aborted) this.#take(steps);
		});
		if (!answer.ok) return answer.problem;
		this.#isPlayed = true;
		if (!this.#isAtWanted) this.#goToWanted();
		return null;
	}

	// Whoever looks at the newest moment goes on doing so; whoever looks back is left in peace.
	#take(steps: readonly PlayedStep[]): void {
		if (steps.length === 0) return;
		const isNewest = this.#isPlayed && this.#moment === this.#timeline.length && !this.#isPlaying;
		this.#timeline.append(steps);
		this.#version += 1;
		const { at } = this.#wanted;
		if (isNewest) this.goTo(this.#timeline.length);
		else if (!this.#isAtWanted && at !== null && (steps.at(-1)?.entry ?? 0) > at) {
			this.#goToWanted();
		}
	}

	#goToWanted(): void {
		this.#isAtWanted = true;
		const { at, from } = this.#wanted;
		if (from !== null) this.#compared = this.#timeline.momentOf(from);
		this.goTo(at === null ? this.#timeline.length : this.#timeline.momentOf(at));
	}

	goTo(moment: number): void {
		this.#moment = Math.min(Math.max(0, Math.round(moment)), this.#timeline.length);
		this.#draw();
	}

	/** Compares the shown moment with another one; null: no more. */
	compareWith(moment: number | null): void {
		this.#compared = moment;
		this.#draw();
	}

	play(): void {
		if (this.#isPlaying || this.#timeline.length === 0) return;
		if (this.#moment === this.#timeline.length) this.goTo(0);
		this.#isPlaying = true;
		let last = performance.now();
		let due = 0;
		const frame = (now: number): void => {
			if (!this.#isPlaying) return;
			due += ((now - last) * this.#speed) / 1000;
			last = now;
			const whole = Math.floor(due);
			due -= whole;
			if (whole > 0) this.goTo(this.#moment + whole);
			if (this.#moment >= this.#timeline.length) this.#isPlaying = false;
			else requestAnimationFrame(frame);
		};
		requestAnimationFrame(frame);
	}

	pause(): void {
		this.#isPlaying = false;
	}

	/** Shows the moment in a view, from now on. Returns the function that ends it. */
	attach(viewer: MomentViewer): () => void {
		this.#viewer = viewer;
		this.#drawAnew();
		return () => {
			if (this.#viewer === viewer) this.#viewer = null;
		};
	}

	#draw(): void {
		const drawn = this.#drawn;
		const [moment, compared] = [this.#moment, this.#compared];
		if (drawn.moment === moment && drawn.compared === compared) return;
		// While comparing, what was removed is drawn too: that picture is made anew.
		if (compared !== null || drawn.compared !== null) {
			this.#drawAnew();
			return;
		}
		const changes = this.#timeline.changesBetween(drawn.moment, moment);
		this.#drawn = { moment, compared };
		if (changes.length > MOST_APPLIED) this.#viewer?.load(this.#timeline.recordsAt(moment));
		else this.#viewer?.apply(changes);
	}

	#drawAnew(): void {
		this.#drawn = { moment: this.#moment, compared: this.#compared };
		const { span } = this;
		if (span === null) {
			this.#viewer?.load(this.#timeline.recordsAt(this.#moment));
			return;
		}
		const both = new Map(this.#timeline.recordsAt(span.from));
		for (const [id, item] of this.#timeline.recordsAt(span.to)) both.set(id, item);
		this.#viewer?.load(both);
	}
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		const timer = setTimeout(done, ms);
		signal.addEventListener('abort', done, { once: true });
		function done(): void {
			clearTimeout(timer);
			signal.removeEventListener('abort', done);
			resolve();
		}
	});
}
