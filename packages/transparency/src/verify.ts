import { sha256 } from '#sha256';
import { textOf, toHex } from './bytes.ts';
import { parseCheckpoint } from './checkpoint.ts';
import { openEarlier, type Earlier, type Kept } from './earlier.ts';
import { parseUpdateLine } from './lines.ts';
import { outsideManifest, parseManifest } from './manifest.ts';
import { formatVerifierKey } from './note.ts';
import { hashBytes } from './payload.ts';
import {
	openTrusted,
	parsePolicy,
	withoutQuorum,
	type Policy,
	type TrustedCheckpoint
} from './policy.ts';
import {
	EditReader,
	type LoggedEdit,
	type Replay,
	type ReplayFindings,
	type ReplayQuestion
} from './replay.ts';
import type { Scribe, ScribeFindings } from './scribe.ts';
import { refuse, sentence, type Problem, type Step, type Warning } from './problem.ts';
import { AuthorVerifier, type AuthorFindings } from './verify-authors.ts';
import { CosignatureVerifier, type CosignatureFindings } from './verify-cosignatures.ts';
import {
	linesOf,
	verifyLog,
	type ErasedUpdate,
	type LogFindings,
	type Progress
} from './verify-log.ts';
import { VersionReader, type VersionFindings } from './verify-versions.ts';

/** The files of an export by their names, as unzipped. */
export type ExportFiles = ReadonlyMap<string, Uint8Array>;

export interface VerifyOptions {
	/** A checkpoint or an export that one kept from earlier: the log must contain what it contained then. */
	earlier?: Kept;
	/** The policy one trusts, from the invitation say. Without it the export's own is taken. */
	policy?: string;
	/** Replays the edits of the board; without it they are only found to be the bytes that were logged. */
	replay?: Replay;
	/** Makes one who writes anew what follows from log and board; without it those files are only found to be those exported. */
	newScribe?: () => Scribe;
	/** Called now and then with the entries checked; when it gives a promise, checking waits for it. */
	onProgress?: Progress;
}

export type Verdict =
	| {
			ok: true;
			origin: string;
			size: number;
			root: Uint8Array;
			/** The key that signed, to be compared with the one that people were given. */
			verifierKey: string;
			warnings: readonly Warning[];
			findings: Findings;
	  }
	| { ok: false; problem: Problem };

/** What else is known of an export in which nothing is wrong. */
export interface Findings {
	/** What was kept from earlier and is contained in it, with the entries there were then. */
	earlier: { kind: Earlier['kind']; size: number } | null;
	/** Whose own keys signed what is said to be theirs. */
	authors: readonly AuthorFindings[];
	/** Wordings that were frozen, with who confirmed each, in the order of the log. */
	versions: readonly VersionFindings[];
	/** Which organizations' witnesses cosigned how much of it. */
	cosigned: CosignatureFindings;
	/** What replaying the edits of the board has shown; null when that was not asked for. */
	replay: ReplayFindings | null;
	/** Which files follow from log and board; null when that was not asked for. */
	files: ScribeFindings | null;
}

/** Without these nothing can be said about an export. */
const required = ['checkpoint', 'policy.txt', 'log.jsonl', 'manifest.txt'] as const;

/**
 * Checks an export offline and names the first thing that is wrong. What vouches for what: the policy's
 * key signs the checkpoint, the checkpoint fixes every entry, the entries fix their payloads and the
 * updates, and the `export` entry fixes the manifest, which fixes all other files.
 */
export async function verifyExport(
	files: ExportFiles,
	options: VerifyOptions = {}
): Promise<Verdict> {
	try {
		return await verifyFiles(files, options);
	} catch (error) {
		// Made to be too deep or too large for the machine, most likely: in any case nobody can vouch for it.
		const detail = `It cannot be read to its end: ${error instanceof Error ? error.message : 'unknown'}.`;
		return refuse({ code: 'export-unreadable', where: 'export', detail });
	}
}

async function verifyFiles(files: ExportFiles, options: VerifyOptions): Promise<Verdict> {
	for (const name of required) if (!files.has(name)) return refuse(missing(name));

	const trust = await openTrust(files, options);
	if (!trust.ok) return refuse(blamePolicy(files, options) ?? trust.problem);
	const { checkpoint, earlier, policy } = trust.value;

	const edits = new EditReader(boardOf(checkpoint.origin));
	const authors = new AuthorVerifier();
	const witnesses = new CosignatureVerifier();
	const versions = new VersionReader();
	const scribe = options.newScribe?.() ?? null;
	const readers = [edits, authors, witnesses, versions, ...(scribe ? [scribe] : [])];
	const log = await verifyLog(files.get('log.jsonl') as Uint8Array, {
		checkpoint,
		earlier: earlier?.checkpoint ?? null,
		readers: earlier?.lines ? [...readers, earlier.lines] : readers,
		onProgress: options.onProgress
	});
	if (!log.ok) return log;
	const rootAt = (at: number): Promise<Uint8Array> => log.value.rootAt(at);
	const cosigned = await witnesses.check({ files, checkpoint, policy, rootAt });
	if (!cosigned.ok) return cosigned;

	const manifest = openManifest(files, log.value);
	if (!manifest.ok) return manifest;
	const { loggedAt, hashes } = manifest.value;

	const updates = checkUpdates(files, log.value, { until: loggedAt, keep: edits.room });
	if (!updates.ok) return updates;
	const problem = checkFiles(files, hashes) ?? (await authors.check(checkpoint.origin, rootAt));
	if (problem) return refuse(problem);
	const { erasedItems } = log.value;
	const played = boardEdits(edits, updates.value, log.value, options.earlier);
	const replayed = await replayBoard(files, options, { edits: played, erasedItems });
	if (!replayed.ok) return replayed;
	const written = scribe && scribe.compare({ files, entry: loggedAt, edits: played, erasedItems });
	if (written?.ok === false) return written;

	const { origin, size, root, log: signedBy } = checkpoint;
	const warnings = [...log.value.warnings];
	if (options.policy === undefined)
		warnings.push({
			code: 'policy-from-export',
			detail: 'The key was taken from the export itself; compare it with the one you were given.'
		});
	if (loggedAt !== size - 1)
		warnings.push({
			code: 'entries-after-export',
			entry: loggedAt + 1,
			detail: `The entries from ${loggedAt + 1} on were logged after the files had been written.`
		});
	const { quorumSize } = cosigned.value;
	if (quorumSize !== null && quorumSize < size)
		warnings.push({
			code: 'tail-not-cosigned',
			entry: quorumSize,
			detail: `Too few witnesses vouch for the entries from ${quorumSize} on.`
		});
	const findings: Findings = {
		earlier: earlier && { kind: earlier.kind, size: earlier.checkpoint.size },
		authors: authors.findings(),
		versions: versions.findings(),
		cosigned: cosigned.value,
		replay: replayed.value,
		files: written && written.value
	};
	if (written && written.value.unwritten > 0)
		warnings.push({
			code: 'files-unwritten',
			count: written.value.unwritten,
			detail: `${written.value.unwritten} documents were not written anew: another version of the program wrote them.`
		});
	const { reveals = [], decisions = [] } = written?.value ?? {};
	const unchecked = reveals.filter((one) => one.unchecked.length > 0).length;
	if (unchecked > 0)
		warnings.push({
			code: 'sealed-unchecked',
			count: unchecked,
			detail: `Something was erased of the cards of ${unchecked} sealed rounds, so not all of them could be compared with what was sealed.`
		});
	const undecided = decisions.filter(
		({ isWordingChecked, result }) => !isWordingChecked || result?.isChecked === false
	).length;
	if (undecided > 0)
		warnings.push({
			code: 'decisions-unchecked',
			count: undecided,
			detail: `Of ${undecided} decisions the wording was erased, or the result could not be counted again.`
		});
	if (replayed.value && replayed.value.erased > 0)
		warnings.push({
			code: 'edits-erased',
			count: replayed.value.erased,
			detail: `${replayed.value.erased} edits were erased, so the board could not be made anew from all of them.`
		});
	const rewritten = replayed.value ? replayed.value.rewritten - replayed.value.compared : 0;
	if (rewritten > 0)
		warnings.push({
			code: 'edits-rewritten',
			count: rewritten,
			detail: `${rewritten} edits were rewritten when something was erased. They make the board of the export; that nothing else was taken out of them only an earlier export shows.`
		});
	const verifierKey = formatVerifierKey(signedBy);
	return { ok: true, origin, size, root, verifierKey, warnings, findings };
}

interface Trust {
	checkpoint: TrustedCheckpoint;
	earlier: Earlier | null;
	policy: Policy;
}

async function openTrust(files: ExportFiles, options: VerifyOptions): Promise<Step<Trust>> {
	const policy = readPolicy(files, options);
	if (!policy.ok) return policy;

	const where = 'checkpoint';
	const note = textOf(files.get(where) as Uint8Array);
	if (note === null)
		return refuse({ code: 'checkpoint-malformed', where, detail: 'The checkpoint is not text.' });
	const parsed = parseCheckpoint(note);
	if (!parsed.ok)
		return refuse({ code: 'checkpoint-malformed', where, detail: sentence(parsed.reason) });
	// Who must have cosigned is looked at once the log is read: earlier checkpoints count, too.
	const checkpoint = openTrusted(note, withoutQuorum(policy.value));
	if (!checkpoint.ok)
		return refuse({ code: 'checkpoint-untrusted', where, detail: sentence(checkpoint.reason) });

	if (options.earlier === undefined)
		return {
			ok: true,
			value: { checkpoint: checkpoint.value, earlier: null, policy: policy.value }
		};
	const earlier = await openEarlier(options.earlier, policy.value, checkpoint.value.origin);
	return earlier.ok
		? {
				ok: true,
				value: { checkpoint: checkpoint.value, earlier: earlier.value, policy: policy.value }
			}
		: earlier;
}

function readPolicy(files: ExportFiles, options: VerifyOptions): Step<Policy> {
	const where = 'policy.txt';
	const text = options.policy ?? textOf(files.get(where) as Uint8Array);
	if (text === null)
		return refuse({ code: 'policy-malformed', where, detail: 'The policy is not text.' });
	const policy = parsePolicy(text);
	if (policy.ok) return policy;
	return refuse({ code: 'policy-malformed', where, detail: sentence(policy.reason) });
}

/**
 * A damaged policy makes the checkpoint look badly signed. When the manifest that the log names disagrees
 * with the policy, the policy is what is wrong.
 */
function blamePolicy(files: ExportFiles, options: VerifyOptions): Problem | null {
	if (options.policy !== undefined) return null;
	const manifest = textOf(files.get('manifest.txt') as Uint8Array);
	const hashes = manifest === null ? null : parseManifest(manifest);
	const log = textOf(files.get('log.jsonl') as Uint8Array);
	if (!hashes?.ok || !log?.includes(hashBytes(files.get('manifest.txt') as Uint8Array)))
		return null;
	const where = 'policy.txt';
	if (hashes.value.get(where) === toHex(sha256(files.get(where) as Uint8Array))) return null;
	return changed(where);
}

interface OpenedManifest {
	/** Index of the `export` entry that names the manifest. */
	loggedAt: number;
	hashes: ReadonlyMap<string, string>;
}

function openManifest(files: ExportFiles, log: LogFindings): Step<OpenedManifest> {
	const where = 'manifest.txt';
	const bytes = files.get(where) as Uint8Array;
	if (log.exports.size === 0) {
		const detail = 'The log has no entry for this export, so nothing vouches for its other files.';
		return refuse({ code: 'export-unlogged', where: 'log.jsonl', detail });
	}
	const loggedAt = log.exports.get(hashBytes(bytes));
	if (loggedAt === undefined) {
		const detail = 'The list of files is not the one that the log names.';
		return refuse({ code: 'manifest-changed', where, detail });
	}
	const hashes = parseManifest(textOf(bytes) ?? '?');
	return hashes.ok
		? { ok: true, value: { loggedAt, hashes: hashes.value } }
		: refuse({ code: 'manifest-malformed', where, detail: sentence(hashes.reason) });
}

/** By position in the room, the bytes of the edits, or what stands in their place. */
type Updates = ReadonlyMap<number, Pick<LoggedEdit, 'update' | 'instead'>>;

const nothing = { update: null, instead: null };

/**
 * Every logged edit has its update and every update its edit; private rooms come whole or not at all. Gives
 * the updates of the room to keep.
 */
function checkUpdates(
	files: ExportFiles,
	log: LogFindings,
	{ until, keep }: { until: number; keep: string }
): Step<Updates> {
	const where = 'updates.jsonl';
	/** Positions by room, with the bytes where they are to be kept. */
	const seen = new Map<string, Map<number, Pick<LoggedEdit, 'update' | 'instead'>>>();
	for (const { text, line } of linesOf(files.get(where) ?? new Uint8Array(0))) {
		const parsed = text === null ? null : parseUpdateLine(text);
		if (!parsed?.ok) {
			const detail = `Line ${line}: ${parsed?.reason ?? 'not complete UTF-8 text'}.`;
			return refuse({ code: 'update-malformed', where, line, detail });
		}
		const { room, seq, update, instead = null } = parsed.value;
		const logged = log.updates.get(room)?.get(seq);
		if (!logged) {
			const detail = `Line ${line} holds edit ${seq} of room ${room}, which the log does not know.`;
			return refuse({ code: 'update-unlogged', where, line, detail });
		}
		const { entry } = logged;
		const known = seen.get(room) ?? new Map<number, typeof nothing>();
		if (known.has(seq)) {
			const detail = `Line ${line} holds the edit of entry ${entry} a second time.`;
			return refuse({ code: 'update-repeated', where, line, entry, detail });
		}
		if (update === null && instead === null && log.erasedUpdates.get(entry)?.hash) {
			const detail = `What stands in the place of the edit of entry ${entry} is missing.`;
			return refuse({ code: 'update-missing', where, line, entry, detail });
		}
		if (!isAsLogged({ update, instead }, logged.hash, log.erasedUpdates.get(entry))) {
			const detail = `The edit of entry ${entry} is not what was logged.`;
			return refuse({ code: 'update-changed', where, line, entry, detail });
		}
		known.set(seq, room === keep ? { update, instead } : nothing);
		seen.set(room, known);
	}
	for (const [room, updates] of log.updates) {
		const known = seen.get(room);
		if (!known && room.includes('~')) continue;
		for (const [seq, { entry }] of updates) {
			if (known?.has(seq) || entry > until || log.erasedUpdates.has(entry)) continue;
			const detail = `The edit of entry ${entry} is missing.`;
			return refuse({ code: 'update-missing', where, entry, detail });
		}
	}
	return { ok: true, value: seen.get(keep) ?? new Map() };
}

/** An edit has its own hash; one that was rewritten, that of what stands in its place, where the log names it. */
function isAsLogged(
	{ update, instead }: Pick<LoggedEdit, 'update' | 'instead'>,
	hash: string,
	erased: ErasedUpdate | undefined
): boolean {
	if (update !== null) return hashBytes(update) === hash;
	if (!erased) return false;
	return instead === null || hashBytes(instead) === erased.hash;
}

/** Edits of the room that were rewritten since, as an earlier export still has them, by their position. */
function readOriginals(
	earlier: Kept | undefined,
	room: string,
	log: LogFindings
): Map<number, Uint8Array> {
	const originals = new Map<number, Uint8Array>();
	if (log.erasedUpdates.size === 0 || earlier === undefined || typeof earlier === 'string')
		return originals;
	const logged = log.updates.get(room);
	for (const { text } of linesOf(earlier.get('updates.jsonl') ?? new Uint8Array(0))) {
		const line = text === null ? null : parseUpdateLine(text);
		if (!line?.ok || line.value.room !== room || line.value.update === null) continue;
		const { seq, update } = line.value;
		const known = logged?.get(seq);
		if (!known || !log.erasedUpdates.has(known.entry)) continue;
		if (hashBytes(update) === known.hash) originals.set(seq, update);
	}
	return originals;
}

/** The board's room is named as the session, which the origin of its log ends with. */
function boardOf(origin: string): string {
	return origin.slice(origin.lastIndexOf('/') + 1);
}

/** The edits of the board that are in the export, each with what its entries say of it. */
function boardEdits(
	{ room, edits: described }: EditReader,
	updates: Updates,
	log: LogFindings,
	earlier: Kept | undefined
): LoggedEdit[] {
	const edits: LoggedEdit[] = [];
	const originals = readOriginals(earlier, room, log);
	// What was logged after the files had been written is not in them.
	for (const [seq, edit] of described) {
		const update = updates.get(seq);
		if (update === undefined) continue;
		const without = log.erasedUpdates.get(edit.entry)?.items ?? [];
		edits.push({ ...edit, ...update, without, original: originals.get(seq) ?? null });
	}
	return edits;
}

async function replayBoard(
	files: ExportFiles,
	{ replay, onProgress }: VerifyOptions,
	question: Pick<ReplayQuestion, 'edits' | 'erasedItems'>
): Promise<Step<ReplayFindings | null>> {
	if (!replay) return { ok: true, value: null };
	const board = files.get('board.yjs');
	return board ? replay({ ...question, board, onProgress }) : refuse(missing('board.yjs'));
}

function checkFiles(files: ExportFiles, hashes: ReadonlyMap<string, string>): Problem | null {
	for (const [name, hash] of hashes) {
		const bytes = files.get(name);
		if (!bytes) return missing(name);
		if (toHex(sha256(bytes)) !== hash) return changed(name);
	}
	for (const name of files.keys()) {
		if (outsideManifest.has(name) || hashes.has(name)) continue;
		return {
			code: 'file-unexpected',
			where: name,
			detail: `The file ${name} does not belong to the export.`
		};
	}
	return null;
}

function missing(name: string): Problem {
	return { code: 'file-missing', where: name, detail: `The file ${name} is missing.` };
}

function changed(name: string): Problem {
	return {
		code: 'file-changed',
		where: name,
		detail: `The file ${name} is not the one that was exported.`
	};
}
