import type { Cosign } from '@concordia/protocol';
import {
	considerProposal,
	cosignatureLine,
	openOwn,
	parseCheckpoint,
	parseProposal,
	toBase64url,
	type ConflictKind,
	type KeptKey,
	type Verifier
} from '@concordia/transparency';

/** Why this browser no longer trusts the log. Both notes are kept: they are what shows it to others. */
export interface Alarm {
	/** `foreign`: signed by nobody one knows; `key`: another key than before; `peer`: another person holds another history. */
	readonly kind: ConflictKind | 'foreign' | 'key' | 'peer';
	readonly mine: string;
	readonly theirs: string;
	/** When it was noticed, in ms. */
	readonly at: number;
	/** The participant whose browser holds the other note. */
	readonly from?: string | undefined;
}

/** What this browser keeps of a session's log, for all of its tabs. The key lies beside the note: both or none. */
export interface WitnessRecord<Key> {
	/** Verifier key of the log, as it was at first sight. */
	readonly logKey: string;
	/** The newest checkpoint that was checked, without cosignatures. */
	readonly note: string | null;
	/** Null when this browser only checks. */
	readonly key: Key | null;
	readonly alarm: Alarm | null;
}

/** The world around a witness: what keeps, signs and sends for it. */
export interface WitnessWorld<Key> {
	/** Verifier key of the log, as the session names it now. */
	readonly logKey: string;
	readonly log: Verifier;
	/** Runs the task while no other tab of this browser runs one. */
	exclusively<T>(task: () => Promise<T>): Promise<T>;
	load(): Promise<WitnessRecord<Key> | null>;
	/** Resolves once it would be there after a power cut; false when this browser can't keep anything. */
	save(record: WitnessRecord<Key>): Promise<boolean>;
	/** A key that never leaves this browser; null where it can't have one. */
	newKey(): Promise<Key | null>;
	open(key: Key): KeptKey & { readonly verifierKey: string };
	/** Whether this person is one whose browser vouches for an organization. */
	mayCosign(): boolean;
	/** The key that this browser had although its record is gone; empty when it had none. */
	lostKey(): string;
	now(): number;
	send(message: Cosign): void;
}

export interface WitnessState {
	/** Entries that were checked; 0 before the first. */
	readonly size: number;
	readonly note: string | null;
	readonly alarm: Alarm | null;
}

/** Sizes of which the note is remembered, to be compared with what others say. */
const REMEMBERED = 64;

/**
 * Follows the log of a session in one browser: checks that each checkpoint continues the one before, keeps
 * it, then cosigns it. When the log contradicts itself it keeps both notes and cosigns no more.
 */
export class Witness<Key> {
	readonly #world: WitnessWorld<Key>;
	readonly #changed: (state: WitnessState) => void;
	/** Notes by size, the newest last. */
	readonly #notes = new Map<number, string>();
	#state: WitnessState = { size: 0, note: null, alarm: null };
	/** A proof that fails is asked for once more: messages get damaged, too. */
	#hasAskedAgain = false;

	constructor(world: WitnessWorld<Key>, changed: (state: WitnessState) => void) {
		this.#world = world;
		this.#changed = changed;
	}

	get state(): WitnessState {
		return this.#state;
	}

	/** Tells the server where this browser stands: it answers with what came since. */
	async greet(): Promise<void> {
		const record = await this.#world.exclusively(() => this.#record());
		this.#show(record);
		if (record.alarm === null) this.#say(record.note);
	}

	/** Takes a proposal of the server. */
	async take(text: string): Promise<void> {
		const proposal = parseProposal(text);
		if (!proposal.ok) return;
		await this.#world.exclusively(async () => {
			const record = await this.#record();
			this.#show(record);
			if (record.alarm !== null) return;
			const answer = considerProposal(proposal.value, record.note, this.#world.log);
			switch (answer.kind) {
				case 'elsewhere':
					this.#say(record.note);
					return;
				case 'foreign':
					return this.#raise(record, { kind: 'foreign', theirs: proposal.value.note });
				case 'conflict':
					if (answer.conflict.kind === 'rewritten' && !this.#hasAskedAgain) {
						this.#hasAskedAgain = true;
						this.#say(record.note);
						return;
					}
					return this.#raise(record, answer.conflict);
				case 'grown':
				case 'same':
					this.#hasAskedAgain = false;
					return this.#vouch(record, answer.note);
			}
		});
	}

	/** The checkpoint in a few letters, for others to compare with theirs. */
	get mark(): string {
		const { note } = this.#state;
		return note === null ? '' : markOf(note);
	}

	/** The note of this size, when it is remembered. */
	noteOf(mark: string): string | null {
		return this.#notes.get(Number(mark.split('.')[0])) ?? null;
	}

	/** Whether what another browser says of its log contradicts what this one has checked. */
	contradicts(mark: string): boolean {
		const own = this.noteOf(mark);
		return own !== null && markOf(own) !== mark;
	}

	/** Takes the note that another browser holds. Only one that the log signed counts: words alone prove nothing. */
	async compare(theirs: string, from: string): Promise<void> {
		const opened = openOwn(theirs, this.#world.log);
		if (!opened.ok) return;
		const mine = this.#notes.get(opened.value.size);
		if (mine === undefined || markOf(mine) === markOf(theirs)) return;
		await this.#world.exclusively(async () => {
			const record = await this.#record();
			if (record.alarm === null) await this.#raise(record, { kind: 'peer', mine, theirs, from });
		});
	}

	async #vouch(record: WitnessRecord<Key>, note: string): Promise<void> {
		const { log } = this.#world;
		const opened = openOwn(note, log);
		if (!opened.ok) return;
		const key = record.key ?? (this.#world.mayCosign() ? await this.#world.newKey() : null);
		const next = { ...record, note, key };
		const { size } = opened.value;
		const isNew = record.note !== note || record.key !== key;
		const lost = record.key === null ? this.#world.lostKey() : '';
		// First kept, then signed: who forgets what was signed could sign a second history.
		const isKept = isNew ? await this.#world.save(next) : true;
		this.#show(next);
		if (!isKept || key === null || !this.#world.mayCosign()) {
			this.#world.send({ size, key: '', line: '', lost: '' });
			return;
		}
		const kept = this.#world.open(key);
		const time = Math.floor(this.#world.now() / 1000);
		const line = await cosignatureLine(note, kept, time);
		this.#world.send({ size, key: kept.verifierKey, line, lost });
	}

	async #raise(
		record: WitnessRecord<Key>,
		alarm: Omit<Alarm, 'at' | 'mine'> & { readonly mine?: string }
	): Promise<void> {
		const raised = { mine: record.note ?? '', ...alarm, at: this.#world.now() };
		const next = { ...record, alarm: raised };
		await this.#world.save(next);
		this.#show(next);
	}

	async #record(): Promise<WitnessRecord<Key>> {
		const { logKey } = this.#world;
		const known = await this.#world.load();
		if (known === null) return { logKey, note: null, key: null, alarm: null };
		if (known.logKey === logKey || known.alarm !== null) return known;
		const alarm: Alarm = {
			kind: 'key',
			mine: known.note ?? '',
			theirs: logKey,
			at: this.#world.now()
		};
		const alarmed = { ...known, alarm };
		await this.#world.save(alarmed);
		return alarmed;
	}

	#say(note: string | null): void {
		const size = note === null ? 0 : sizeOf(note);
		this.#world.send({ size, key: '', line: '', lost: '' });
	}

	#show({ note, alarm }: WitnessRecord<Key>): void {
		if (note === this.#state.note && alarm?.at === this.#state.alarm?.at) return;
		const size = note === null ? 0 : sizeOf(note);
		if (note !== null) this.#notes.set(size, note);
		const [oldest] = this.#notes.keys();
		if (this.#notes.size > REMEMBERED && oldest !== undefined) this.#notes.delete(oldest);
		this.#state = { size, note, alarm };
		this.#changed(this.#state);
	}
}

function sizeOf(note: string): number {
	const checkpoint = parseCheckpoint(note);
	return checkpoint.ok ? checkpoint.value.size : 0;
}

/** Size and the beginning of the root: enough to see a difference, not to prove one. */
export function markOf(note: string): string {
	const checkpoint = parseCheckpoint(note);
	if (!checkpoint.ok) return '';
	const { size, root } = checkpoint.value;
	return `${size}.${toBase64url(root).slice(0, 16)}`;
}
