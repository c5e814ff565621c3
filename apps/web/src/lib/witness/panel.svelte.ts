import {
	checkConsistency,
	openOwn,
	parseVerifierKey,
	type Verifier
} from '@concordia/transparency';
import { locked, RecordStore } from './browser-record.ts';
import { WitnessClient, type WitnessAnswer } from './client.ts';
import type { Own } from './comparison.ts';
import { standingOf, type Standing } from './standing.ts';
import type { Alarm } from './witness.ts';

interface PanelOptions {
	readonly session: string;
	/** Null for the host, who has no browser of a participant here. */
	readonly me: string | null;
	readonly logKey: string;
	readonly organizations: readonly string[];
}

/** Not more often than this, however fast the log grows. */
const PAUSE_MS = 2000;

/** Who cosigned the log, as this page could check it, and what this browser itself holds. */
export class WitnessPanelState {
	readonly log: Verifier | null;
	readonly client: WitnessClient;
	readonly #options: PanelOptions;
	readonly #records: RecordStore | null;
	/** Sizes and roots that were found to be the beginning of the log. */
	readonly #continued = new Set<string>();
	#answer: WitnessAnswer | null = $state.raw(null);
	#standing: Standing | null = $state.raw(null);
	#alarm: Alarm | null = $state.raw(null);
	#own: Own | null = $state.raw(null);
	/** How far this browser has cosigned or checked by itself; 0 when it never did. */
	#checked = $state(0);
	#hasKey = $state(false);
	#isLooking = false;
	#next: string | null = null;

	constructor(options: PanelOptions) {
		this.#options = options;
		const log = parseVerifierKey(options.logKey);
		this.log = log.ok ? log.value : null;
		this.client = new WitnessClient(options.session);
		this.#records = options.me === null ? null : new RecordStore(options.session, options.me);
	}

	get answer(): WitnessAnswer | null {
		return this.#answer;
	}

	get standing(): Standing | null {
		return this.#standing;
	}

	get alarm(): Alarm | null {
		return this.#alarm;
	}

	/** The newest checkpoint of the page. */
	get own(): Own | null {
		return this.#own;
	}

	get checked(): number {
		return this.#checked;
	}

	/** This browser has a witness key of its own. */
	get hasKey(): boolean {
		return this.#hasKey;
	}

	/** Looks anew, with this as the newest checkpoint. Calls that come meanwhile are taken up afterwards, as one. */
	refresh(note: string): void {
		this.#next = note;
		if (!this.#isLooking) void this.#run();
	}

	/** Forgets what this browser held: it begins with the log as it is now, under a new key. */
	async startOver(): Promise<void> {
		const { session, me, logKey } = this.#options;
		await locked(`concordia/witness/${session}/${me}`)(async () => {
			await this.#records?.save({ logKey, note: null, key: null, alarm: null });
		});
		this.#alarm = null;
	}

	async #run(): Promise<void> {
		this.#isLooking = true;
		while (this.#next !== null) {
			const note = this.#next;
			this.#next = null;
			await this.#look(note);
			await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
		}
		this.#isLooking = false;
	}

	async #look(note: string): Promise<void> {
		const { log } = this;
		const opened = log === null ? null : openOwn(note, log);
		if (log === null || !opened?.ok) return;
		const own = { note, checkpoint: opened.value };
		this.#own = own;
		const record = (await this.#records?.load()) ?? null;
		this.#hasKey = record?.key != null;
		if (record?.note != null) {
			const held = openOwn(record.note, log);
			if (held.ok) this.#checked = held.value.size;
		}
		if (record?.alarm != null) this.#alarm = record.alarm;
		else if (record?.note != null) await this.#compare(record.note, own, log);
		const answer = await this.client.witnesses();
		if (answer === null) return;
		this.#answer = answer;
		this.#standing = standingOf(answer, {
			organizations: this.#options.organizations,
			log,
			newest: own.checkpoint.size,
			now: Date.now()
		});
		for (const cosigned of this.#standing.checkpoints) await this.#compare(cosigned.note, own, log);
	}

	/** Whether what somebody cosigned is the beginning of the log that this page shows. */
	async #compare(note: string, own: Own, log: Verifier): Promise<void> {
		const opened = openOwn(note, log);
		if (!opened.ok) return;
		const { size, root: olderRoot } = opened.value;
		// What came after the page's own checkpoint is compared with the next one.
		const key = `${size} ${String(olderRoot)}`;
		if (size > own.checkpoint.size || this.#continued.has(key) || size === 0) return;
		const { size: newer, root: newerRoot } = own.checkpoint;
		const past = size === newer ? { proof: [] } : await this.client.grownFrom(size, newer);
		if (past === null) return;
		if (checkConsistency({ older: size, newer, olderRoot, newerRoot, proof: past.proof })) {
			this.#continued.add(key);
			return;
		}
		const kind = size === newer ? 'split' : 'rewritten';
		this.#alarm ??= { kind, mine: note, theirs: own.note, at: Date.now() };
	}
}
