import {
	LogVerifier,
	openCheckpoint,
	parseVerifierKey,
	toBase64,
	type Checkpoint,
	type Problem
} from '@concordia/transparency';
import type { Entry } from './entry.ts';
import type { Remembered } from './remembered.ts';

/** Why the log on the page is not to be trusted; the export's problems, and two of a visit's own. */
export type LiveProblem = Pick<Problem, 'where' | 'line' | 'entry' | 'detail'> & {
	readonly code: Problem['code'] | 'key-malformed' | 'key-changed';
};

export type LiveVerdict =
	| { readonly ok: true; readonly size: number; readonly root: string; readonly origin: string }
	| { readonly ok: false; readonly problem: LiveProblem };

/** Gives an entry, at once or later; rejects when it can't be had now. */
export type EntryAt = (index: number) => Entry | undefined | Promise<Entry | undefined>;

/** Called between steps; checking goes on when its promise is fulfilled. */
export type Pause = (done: number, total: number) => Promise<void>;

const ENTRIES_PER_STEP = 500;

/**
 * Follows a log: recomputes its tree from the lines of its entries, and compares it with every
 * checkpoint asked about. What was read once is not read again.
 */
export class LiveCheck {
	readonly #verifierKey: string;
	readonly #log: LogVerifier;
	readonly #earlier: Checkpoint | null;
	#problem: LiveProblem | null = null;

	constructor(verifierKey: string, remembered: Remembered | null) {
		this.#verifierKey = verifierKey;
		const earlier = remembered && openRemembered(remembered, verifierKey);
		this.#problem = earlier?.ok === false ? earlier.problem : null;
		this.#earlier = earlier?.ok ? earlier.checkpoint : null;
		this.#log = new LogVerifier(this.#earlier);
	}

	/** Checks the signature and all entries up to the checkpoint's size. Where it was held up it goes on. */
	async check(note: string, at: EntryAt, pause: Pause): Promise<LiveVerdict> {
		this.#problem ??= await this.#find(note, at, pause);
		if (this.#problem) return { ok: false, problem: this.#problem };
		const opened = this.#open(note);
		if (!opened.ok) return opened;
		const { origin, size, root } = opened.checkpoint;
		return { ok: true, origin, size, root: toBase64(root) };
	}

	async #find(note: string, at: EntryAt, pause: Pause): Promise<LiveProblem | null> {
		const opened = this.#open(note);
		if (!opened.ok) return opened.problem;
		const { checkpoint } = opened;
		if (checkpoint.size < this.#log.size) return this.#shrunk(checkpoint);
		for (let index = this.#log.size; index < checkpoint.size; index++) {
			const found = at(index);
			const entry = found instanceof Promise ? await found : found;
			if (!entry) throw new RangeError(`entry ${index} of ${checkpoint.size} is not loaded`);
			const problem = this.#log.read(entry.line);
			if (problem) return problem;
			if (index % ENTRIES_PER_STEP === 0) await pause(index, checkpoint.size);
		}
		return this.#log.compare(checkpoint);
	}

	#shrunk({ size }: Checkpoint): LiveProblem {
		const detail = `The log had ${this.#log.size} entries, now it has ${size}.`;
		return { code: 'log-cut', where: 'log.jsonl', entry: size, detail };
	}

	#open(note: string): { ok: true; checkpoint: Checkpoint } | { ok: false; problem: LiveProblem } {
		const key = parseVerifierKey(this.#verifierKey);
		const where = 'checkpoint';
		if (!key.ok)
			return { ok: false, problem: { code: 'key-malformed', where, detail: key.reason } };
		const opened = openCheckpoint(note, [key.value]);
		if (!opened.ok)
			return { ok: false, problem: { code: 'checkpoint-untrusted', where, detail: opened.reason } };
		if (opened.value.origin === key.value.name) return { ok: true, checkpoint: opened.value };
		const detail = `The checkpoint is of ${opened.value.origin}.`;
		return { ok: false, problem: { code: 'checkpoint-untrusted', where, detail } };
	}
}

function openRemembered(
	{ note, verifierKey }: Remembered,
	keyNow: string
): { ok: true; checkpoint: Checkpoint } | { ok: false; problem: LiveProblem } {
	const where = 'checkpoint';
	if (verifierKey !== keyNow) {
		const detail = 'The log is signed by another key than at the last visit.';
		return { ok: false, problem: { code: 'key-changed', where, detail } };
	}
	const key = parseVerifierKey(verifierKey);
	const opened = key.ok ? openCheckpoint(note, [key.value]) : key;
	if (opened.ok) return { ok: true, checkpoint: opened.value };
	return { ok: false, problem: { code: 'earlier-untrusted', where, detail: opened.reason } };
}
