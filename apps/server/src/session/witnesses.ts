import { encodeWitnesses, type Cosign } from '@concordia/protocol';
import { can } from '@concordia/session';
import {
	consistencyProof,
	inclusionProof,
	formatProposal,
	openNote,
	openOwn,
	parseLeaf,
	parseNote,
	parseVerifierKey,
	readFromTiles,
	signatureTypes,
	type HashReader,
	type Verifier
} from '@concordia/transparency';
import type { Turn } from '../log/turn.ts';
import type { Connection } from '../room/connection.ts';
import type { LiveSession } from './live-session.ts';

/** Everybody checks the same checkpoint, and not more often than this: so one note gathers all cosignatures. */
const ROUND_MS = 4000;
/** Cosignatures that come close together are stored together. */
const GATHER_MS = 200;
/** How long an export waits for the witnesses that are here. */
const EXPORT_WAIT_MS = 2000;
/** A tile that has just become full is on its way to the disk: asked for again so soon. */
const RETRY_MS = 100;
/** Checkpoints that may still be cosigned. */
const OPEN_ROUNDS = 8;
/** Devices and lost keys of one person. */
const KEYS_PER_PARTICIPANT = 16;
/** Of a witness's name, behind that of the log: it stands in a leaf and in every note. */
const MAX_NAME = 64;
/** Readers take no more lines than a hundred, one of which is the log's own. */
const MAX_LINES = 99;

/** A browser that cosigns, as the log has it. */
export interface Witness {
	readonly verifier: Verifier;
	/** The same as text. */
	readonly key: string;
	readonly participant: string;
	readonly organization: string;
	/** Index of the entry that announced it. */
	readonly entry: number;
	/** It said that it lost its key. */
	isLost: boolean;
	/** Its newest cosignature. */
	newest: { readonly size: number; readonly at: number; readonly line: string } | null;
}

/** Witnesses by their verifier keys. */
type Known = Map<string, Witness>;

/** What the store keeps of witnesses: the notes that hold the newest cosignature of each. */
export interface WitnessPast {
	/** The entries that announced them, in order. */
	readonly leaves: readonly string[];
	readonly notes: readonly string[];
}

export const noWitnesses: WitnessPast = { leaves: [], notes: [] };

/** Where the notes of a session lie in the store. */
export const cosignedKey = (session: string): string => `cosigned:${session}`;

interface Round {
	readonly size: number;
	readonly note: string;
	/** By the size a browser had before. */
	readonly proofs: Map<number, Promise<Uint8Array>>;
}

interface Hosted {
	readonly now: () => number;
	readonly after: (ms: number, run: () => void) => () => void;
	readonly readTile: (level: number, index: number) => Promise<Uint8Array | null>;
	readonly failed: (error: unknown) => void;
}

/**
 * The witnesses of a session's log: browsers of the partners, each of which cosigns checkpoints with a key of
 * its own. The server asks, checks what comes back and shows it; it can vouch for none of it itself.
 */
export class Witnesses {
	readonly #session: LiveSession;
	readonly #log: Verifier;
	readonly #hosted: Hosted;
	/** Replaced whole once what changed is stored: what is here may be shown. */
	#known: Known = new Map();
	/** Log-signed notes by size: the open rounds, and those that hold somebody's newest cosignature. */
	readonly #notes = new Map<number, string>();
	/** How far each connection that checks the log has come. */
	readonly #followers = new Map<Connection, number>();
	#rounds: Round[] = [];
	#roundAt = -Infinity;
	#cancelRound: (() => void) | null = null;
	#arrived: { connection: Connection; message: Cosign; at: number; verifier: Verifier }[] = [];
	#cancelGather: (() => void) | null = null;
	#waiting = new Set<() => void>();

	constructor(session: LiveSession, logKey: string, past: WitnessPast, hosted: Hosted) {
		this.#session = session;
		this.#hosted = hosted;
		const log = parseVerifierKey(logKey);
		if (!log.ok) throw new RangeError(log.reason);
		this.#log = log.value;
		this.#remember(past);
	}

	/** All that the log names, those whose key was lost included. */
	get all(): Iterable<Witness> {
		return this.#known.values();
	}

	/** Keys of each organization, for a policy. */
	groups(): { organization: string; keys: string[] }[] {
		const groups = new Map<string, string[]>();
		for (const { organization, key } of this.#known.values()) {
			const keys = groups.get(organization);
			if (keys === undefined) groups.set(organization, [key]);
			else keys.push(key);
		}
		return [...groups].map(([organization, keys]) => ({ organization, keys }));
	}

	/** Whether a connection of this witness is open and follows the log. */
	isHere({ participant }: Witness): boolean {
		for (const connection of this.#followers.keys())
			if (connection.participant === participant) return true;
		return false;
	}

	/** Takes what a browser says of the log. What it may not say, or says wrongly, counts for nothing. */
	hear(connection: Connection, message: Cosign): void {
		if (!connection.isOpen) return;
		const { size, line } = message;
		const isNew = !this.#followers.has(connection);
		this.#followers.set(connection, size);
		if (line === '') {
			const round = this.#rounds.at(-1);
			if (round === undefined) this.#planRound();
			// Who comes is shown the checkpoint even when it has as many entries: they may be others.
			else if (isNew || size !== round.size) this.#propose(round, connection);
			return;
		}
		const at = this.#checkLine(connection, message);
		if (at === null) return;
		this.#arrived.push({ connection, message, ...at });
		this.#cancelGather ??= this.#hosted.after(GATHER_MS, () => {
			this.#cancelGather = null;
			this.#session.run((turn) => this.#take(turn));
		});
	}

	/** To be called when a connection is gone. */
	leave(connection: Connection): void {
		this.#followers.delete(connection);
	}

	/** To be called when a new checkpoint may be shown. */
	checkpointMade(): void {
		this.#planRound();
	}

	/** A checkpoint with the cosignatures that came for it. */
	withLines({ size, note }: { readonly size: number; readonly note: string }): string {
		return cosign(this.#known, size, note);
	}

	/** Notes that hold the newest cosignature of everybody, the smallest first. */
	cosigned(): { readonly size: number; readonly note: string }[] {
		return this.#cosignedBy(this.#known);
	}

	#cosignedBy(known: Known): { readonly size: number; readonly note: string }[] {
		const sizes = new Set<number>();
		for (const { newest } of known.values()) if (newest !== null) sizes.add(newest.size);
		return [...sizes]
			.toSorted((a, b) => a - b)
			.flatMap((size) => {
				const note = this.#notes.get(size) ?? this.#rounds.find((one) => one.size === size)?.note;
				return note === undefined ? [] : [{ size, note: cosign(known, size, note) }];
			});
	}

	/** Asks for cosignatures of the checkpoint at once; resolves when those who are here have given theirs. */
	async cosignNow(size: number): Promise<void> {
		if (this.#followers.size === 0) return;
		this.#startRound();
		if (this.#rounds.at(-1)?.size !== size) return;
		const isDone = (): boolean =>
			[...this.#known.values()].every(
				(witness) => witness.isLost || !this.#isAsked(witness) || witness.newest?.size === size
			);
		if (isDone()) return;
		await new Promise<void>((resolve) => {
			const look = (): void => {
				if (isDone()) end();
			};
			const cancel = this.#hosted.after(EXPORT_WAIT_MS, () => end());
			const end = (): void => {
				cancel();
				this.#waiting.delete(look);
				resolve();
			};
			this.#waiting.add(look);
		});
	}

	/** The consistency proof from one size to a later one; null when what it takes is not stored yet. */
	async proof(older: number, newer: number): Promise<Uint8Array[] | null> {
		try {
			return await consistencyProof(older, newer, this.reader(newer));
		} catch (error) {
			if (error instanceof TileMissing) return null;
			throw error;
		}
	}

	/** That an entry is in the log of a size; null when what it takes is not stored yet. */
	async inclusion(entry: number, size: number): Promise<Uint8Array[] | null> {
		try {
			return await inclusionProof(entry, size, this.reader(size));
		} catch (error) {
			if (error instanceof TileMissing) return null;
			throw error;
		}
	}

	/** Hashes of the log's first entries. */
	reader(size: number): HashReader {
		const { log } = this.#session;
		return readFromTiles(size, async (level, index, width) => {
			const tile =
				log.partialTile(level, index, width) ?? (await this.#hosted.readTile(level, index));
			if (tile === null) throw new TileMissing(`tile ${level}/${index}`);
			return tile;
		});
	}

	stop(): void {
		this.#cancelRound?.();
		this.#cancelGather?.();
		for (const look of this.#waiting) look();
	}

	#remember({ leaves, notes }: WitnessPast): void {
		for (const text of leaves) {
			const leaf = parseLeaf(text);
			const [key = ''] = leaf.ok ? (leaf.value.o ?? []) : [];
			if (!leaf.ok) continue;
			const { k, a: participant, og: organization, i: entry } = leaf.value;
			const verifier = parseVerifierKey(key);
			const known = this.#known.get(key);
			if (k === 'witness.lost' && known !== undefined) known.isLost = true;
			if (k !== 'witness.join' || !verifier.ok || known !== undefined) continue;
			if (participant === undefined || organization === undefined) continue;
			this.#add({ verifier: verifier.value, key, participant, organization, entry });
		}
		for (const text of notes) {
			const signed = openOwn(text, this.#log);
			if (!signed.ok) continue;
			const { size } = signed.value;
			this.#notes.set(size, this.#bare(text));
			const opened = openNote(
				text,
				[...this.#known.values()].map(({ verifier }) => verifier)
			);
			if (!opened.ok) continue;
			for (const { name, keyId, time = 0 } of opened.value.verified) {
				const witness = this.#byId(name, keyId);
				const line = text.split('\n').find((one) => one.startsWith(`\u2014 ${name} `));
				if (witness !== undefined && line !== undefined && (witness.newest?.size ?? -1) < size)
					witness.newest = { size, at: time * 1000, line };
			}
		}
	}

	#add(witness: Omit<Witness, 'isLost' | 'newest'>): Witness {
		const added = { ...witness, isLost: false, newest: null };
		this.#known.set(witness.key, added);
		return added;
	}

	#byId(name: string, keyId: string): Witness | undefined {
		return [...this.#known.values()].find(
			({ verifier }) => verifier.name === name && verifier.keyId === keyId
		);
	}

	/** The note without cosignatures: its text, a blank line and the first line after it, which is the log's. */
	#bare(note: string): string {
		const parsed = parseNote(note);
		const length = parsed.ok ? parsed.value.text.length + 1 : 0;
		return note.slice(0, note.indexOf('\n', length) + 1);
	}

	// Who may be a witness, that the key is its own and new, and that the line is a cosignature of a checkpoint
	// that is open. The key is announced in the log by the first cosignature it gives: so it is there to sign.
	#checkLine(
		{ participant }: Connection,
		{ size, key, line }: Cosign
	): { at: number; verifier: Verifier } | null {
		const person = this.#session.active(participant);
		if (person === null || person.organization === null) return null;
		if (!person.consent || !can(person.role, 'witness')) return null;
		const note = this.#rounds.find((round) => round.size === size)?.note;
		if (note === undefined) return null;
		const known = this.#known.get(key);
		if (known !== undefined) {
			if (known.participant !== participant || known.isLost) return null;
			if ((known.newest?.size ?? -1) >= size) return null;
		} else if (this.#keysOf(participant) >= KEYS_PER_PARTICIPANT) return null;
		const parsed = known === undefined ? parseVerifierKey(key) : null;
		if (parsed?.ok === false) return null;
		const verifier = known?.verifier ?? parsed?.value;
		if (verifier === undefined || !this.#isWitnessKey(verifier)) return null;
		if (line.includes('\n')) return null;
		const opened = openNote(`${note}${line}\n`, [verifier]);
		const time = opened.ok ? opened.value.verified[0]?.time : undefined;
		return time === undefined ? null : { at: time * 1000, verifier };
	}

	#isWitnessKey({ name, type }: Verifier): boolean {
		const begin = `${this.#log.name}/w/`;
		if (type !== signatureTypes.cosignature || !name.startsWith(begin)) return false;
		return name.length <= begin.length + MAX_NAME;
	}

	#keysOf(participant: string): number {
		let count = 0;
		for (const witness of this.#known.values()) if (witness.participant === participant) count++;
		return count;
	}

	#take(turn: Turn): void {
		const arrived = this.#arrived;
		this.#arrived = [];
		const next: Known = new Map([...this.#known].map(([key, witness]) => [key, { ...witness }]));
		for (const { connection, message, at, verifier } of arrived) {
			const { participant } = connection;
			const { key, size, line } = message;
			const organization = this.#session.active(participant)?.organization ?? null;
			if (organization === null) continue;
			const known = next.get(key);
			if (known === undefined && isNameTaken(next, verifier)) continue;
			const witness = known ?? this.#announce(turn, { participant, organization, key, verifier });
			next.set(key, witness);
			this.#lose(turn, participant, next.get(message.lost));
			if ((witness.newest?.size ?? -1) < size) witness.newest = { size, at, line };
		}
		const notes = this.#cosignedBy(next).map(({ note }) => note);
		turn.meta.push({ key: cosignedKey(this.#session.id), value: JSON.stringify(notes) });
		const hasGrown = next.size > this.#known.size;
		turn.afterwards(() => {
			this.#known = next;
			this.#keepNotes();
			if (hasGrown) this.#session.grew();
			for (const look of this.#waiting) look();
		});
	}

	#announce(
		turn: Turn,
		witness: Pick<Witness, 'participant' | 'organization' | 'key' | 'verifier'>
	): Witness {
		const { participant, organization, key } = witness;
		const entry = turn.append(this.#session.log, {
			kind: 'witness.join',
			at: turn.now,
			participant,
			organization,
			items: [key]
		});
		return { ...witness, entry, isLost: false, newest: null };
	}

	#lose(turn: Turn, participant: string, witness: Witness | undefined): void {
		if (witness === undefined || witness.participant !== participant || witness.isLost) return;
		witness.isLost = true;
		turn.append(this.#session.log, {
			kind: 'witness.lost',
			at: turn.now,
			participant,
			organization: witness.organization,
			items: [witness.key]
		});
	}

	#keepNotes(): void {
		for (const { size, note } of this.#rounds) this.#notes.set(size, note);
		const used = new Set(this.#rounds.map(({ size }) => size));
		for (const { newest } of this.#known.values()) if (newest !== null) used.add(newest.size);
		for (const size of this.#notes.keys()) if (!used.has(size)) this.#notes.delete(size);
	}

	#planRound(): void {
		if (this.#cancelRound !== null || this.#followers.size === 0) return;
		const wait = this.#roundAt + ROUND_MS - this.#hosted.now();
		this.#cancelRound = this.#hosted.after(Math.max(0, wait), () => {
			this.#cancelRound = null;
			this.#startRound();
		});
	}

	#startRound(): void {
		const { checkpoint } = this.#session;
		if (checkpoint === null || this.#rounds.at(-1)?.size === checkpoint.size) return;
		this.#roundAt = this.#hosted.now();
		const round = { ...checkpoint, proofs: new Map() };
		this.#rounds = [...this.#rounds, round].slice(-OPEN_ROUNDS);
		for (const connection of this.#followers.keys()) this.#propose(round, connection);
	}

	#propose(round: Round, connection: Connection): void {
		const older = this.#followers.get(connection) ?? 0;
		// Who doesn't read is asked again with the next round.
		if (!connection.place.mayHear(connection)) return;
		const message = this.#proposal(round, older);
		message.then(
			(bytes) => connection.send(bytes),
			(error: unknown) => this.#later(error, round, connection)
		);
	}

	/** One proof for all who come from the same size: most do. */
	#proposal({ size, note, proofs }: Round, older: number): Promise<Uint8Array> {
		const known = proofs.get(older);
		if (known !== undefined) return known;
		const proof =
			older > size ? Promise.resolve([]) : consistencyProof(older, size, this.reader(size));
		const made = proof.then((hashes) =>
			encodeWitnesses({ proposal: formatProposal({ older, proof: hashes, note }) })
		);
		proofs.set(older, made);
		made.catch(() => proofs.delete(older));
		return made;
	}

	#later(error: unknown, round: Round, connection: Connection): void {
		if (!(error instanceof TileMissing)) return this.#hosted.failed(error);
		this.#hosted.after(RETRY_MS, () => {
			if (connection.isOpen && this.#rounds.at(-1) === round) this.#propose(round, connection);
		});
	}

	#isAsked({ participant }: Witness): boolean {
		for (const [connection] of this.#followers)
			if (connection.participant === participant && connection.isOpen) return true;
		return false;
	}
}

function cosign(known: Known, size: number, note: string): string {
	const of = [...known.values()].filter(({ newest }) => newest?.size === size);
	return (
		note +
		fairly(of)
			.map(({ newest }) => `${newest?.line}\n`)
			.join('')
	);
}

/**
 * Keys of one name are told apart by four bytes of their hash, and another key with the same four is soon found:
 * whoever announced it would make every note with the first one's cosignature look wrong.
 */
function isNameTaken(known: Known, { name }: Verifier): boolean {
	for (const { verifier } of known.values()) if (verifier.name === name) return true;
	return false;
}

/** A tile that became full in a turn that is not stored yet. */
class TileMissing extends Error {
	override readonly name = 'TileMissing';
}

/** As many as a note may have: one of each organization first, then a second of each, and so on. */
function fairly(witnesses: readonly Witness[]): readonly Witness[] {
	if (witnesses.length <= MAX_LINES) return witnesses;
	const rank = new Map<Witness, number>();
	const counts = new Map<string, number>();
	for (const witness of witnesses) {
		const count = counts.get(witness.organization) ?? 0;
		counts.set(witness.organization, count + 1);
		rank.set(witness, count);
	}
	return witnesses.toSorted((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0)).slice(0, MAX_LINES);
}
