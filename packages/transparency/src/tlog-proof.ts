// C2SP tlog-proof v1: that one entry is in a log, in one file that needs no server.
import { fromBase64, fromBase64url, textOf, toBase64, toBase64url, utf8 } from './bytes.ts';
import { parseCheckpoint } from './checkpoint.ts';
import { leafHash } from './hashing.ts';
import { isLeafKind, parseLeaf, type Leaf } from './leaf.ts';
import type { LogLine } from './lines.ts';
import { formatVerifierKey } from './note.ts';
import { commitPayload, SALT_BYTES } from './payload.ts';
import { openTrusted, parsePolicy, type TrustedCheckpoint } from './policy.ts';
import { checkInclusion } from './proof.ts';
import { refuse, sentence, type Problem, type Step, type Warning } from './problem.ts';
import { bad, good, type Result } from './result.ts';

/** What a proof says, in the order of its lines. */
export interface TlogProof {
	/** What helps to use it; nothing vouches for it. */
	readonly extra: Uint8Array | null;
	/** Of the entry, from 0. */
	readonly index: number;
	/** From the leaf's sibling up to a child of the root. */
	readonly hashes: readonly Uint8Array[];
	/** The signed note, as the log gave it out. */
	readonly checkpoint: string;
}

const HEADER = 'c2sp.org/tlog-proof@v1';
const HASH_BYTES = 32;
/** A tree with more levels would have more entries than can be counted. */
const MOST_HASHES = 64;

export function formatTlogProof({ extra, index, hashes, checkpoint }: TlogProof): string {
	const lines = [
		HEADER,
		...(extra ? [`extra ${toBase64(extra)}`] : []),
		`index ${index}`,
		...hashes.map(toBase64)
	];
	return `${lines.join('\n')}\n\n${checkpoint}`;
}

export function parseTlogProof(text: string): Result<TlogProof> {
	const end = text.indexOf('\n\n');
	if (end < 0) return bad('it has no empty line before a checkpoint');
	const [header, ...lines] = text.slice(0, end).split('\n');
	if (header !== HEADER) return bad('its first line is not that of a proof');
	let extra: Uint8Array | null = null;
	if (lines[0]?.startsWith('extra ')) {
		extra = fromBase64(lines.shift()?.slice('extra '.length) ?? '');
		if (!extra) return bad('its extra data is not base64');
	}
	const [, digits] = /^index (0|[1-9]\d{0,15})$/.exec(lines.shift() ?? '') ?? [];
	const index = Number(digits ?? NaN);
	if (!Number.isSafeInteger(index)) return bad('it does not say which entry it is about');
	if (lines.length > MOST_HASHES) return bad('it has too many hashes');
	const hashes: Uint8Array[] = [];
	for (const line of lines) {
		const hash = fromBase64(line);
		if (hash?.length !== HASH_BYTES) return bad('a line of it is not a hash');
		hashes.push(hash);
	}
	return good({ extra, index, hashes, checkpoint: text.slice(end + 2) });
}

/** Whether these bytes are meant to be a proof, in order or not. */
export function looksLikeTlogProof(bytes: Uint8Array): boolean {
	return textOf(bytes.subarray(0, HEADER.length)) === HEADER;
}

/** What we put into the extra data: the entry itself, and the key that whoever has no other may use. */
export interface ProofExtra {
	readonly line: LogLine;
	readonly policy: string;
}

export function formatProofExtra({ line, policy }: ProofExtra): Uint8Array {
	const { leaf, payload, salt } = line;
	return utf8(JSON.stringify({ leaf, payload, salt: salt && toBase64url(salt), policy }));
}

export function parseProofExtra(bytes: Uint8Array): Result<ProofExtra> {
	let fields: Readonly<Record<string, unknown>> | null;
	try {
		fields = JSON.parse(textOf(bytes) ?? '') as Readonly<Record<string, unknown>> | null;
	} catch {
		return bad('its extra data is not JSON');
	}
	const { leaf, payload = null, salt: text = null, policy = '' } = fields ?? {};
	const salt = typeof text === 'string' ? fromBase64url(text) : null;
	if (typeof leaf !== 'string' || typeof policy !== 'string') return bad('it has no entry');
	if (payload === null) return good({ line: { leaf, payload, salt: null }, policy });
	if (typeof payload !== 'string' || salt?.length !== SALT_BYTES)
		return bad('what stands beside its entry cannot be read');
	return good({ line: { leaf, payload, salt }, policy });
}

export type ProofVerdict =
	| {
			ok: true;
			origin: string;
			/** Entries of the log that the checkpoint was signed for. */
			size: number;
			root: Uint8Array;
			verifierKey: string;
			leaf: Leaf;
			/** What stands beside the entry; null when there is none, or it was erased. */
			payload: string | null;
			/** Witnesses that have cosigned, by name, as far as the policy knows them. */
			cosigned: readonly string[];
			warnings: readonly Warning[];
	  }
	| { ok: false; problem: Problem };

const where = 'proof';

/**
 * Checks a proof offline: that the log's key signed the checkpoint (and as many witnesses as the policy asks for),
 * that the entry in the proof is in that log, and that what stands beside the entry is what was logged.
 */
export function verifyTlogProof(text: string, options: { policy?: string } = {}): ProofVerdict {
	const parsed = parseTlogProof(text);
	if (!parsed.ok) return malformed(parsed.reason);
	const { extra: bytes, index, hashes, checkpoint: note } = parsed.value;
	if (!bytes) return malformed('it does not bring its entry along');
	const extra = parseProofExtra(bytes);
	if (!extra.ok) return malformed(extra.reason);
	const checkpoint = openSigned(note, options.policy ?? extra.value.policy);
	if (!checkpoint.ok) return checkpoint;

	const { origin, size, root, log, cosignatures } = checkpoint.value;
	const { line } = extra.value;
	const leaf = parseLeaf(line.leaf);
	if (!leaf.ok) {
		const detail = sentence(leaf.reason);
		return refuse({ code: 'proof-malformed', where, detail });
	}
	const claim = { index, size, root, leaf: leafHash(utf8(line.leaf)), proof: hashes };
	if (leaf.value.i !== index || !checkInclusion(claim)) {
		const detail = `Entry ${index} of the log is not the one in this proof.`;
		return refuse({ code: 'proof-wrong', where, entry: index, detail });
	}
	const { d, k } = leaf.value;
	const { payload, salt } = line;
	if (payload !== null && (d === undefined || !salt || commitPayload(payload, salt) !== d)) {
		const detail = `The content of entry ${index} is not what was logged.`;
		return refuse({ code: 'payload-changed', where, entry: index, detail });
	}
	const warnings: Warning[] = [];
	if (options.policy === undefined)
		warnings.push({
			code: 'policy-from-proof',
			detail: 'The key was taken from the proof itself; compare it with the one you were given.'
		});
	if (!isLeafKind(k)) {
		const detail = `Entry ${index} is of a kind this program does not know (${k}).`;
		warnings.push({ code: 'kind-unknown', entry: index, detail });
	}
	const cosigned = cosignatures.map(({ name }) => name);
	const verifierKey = formatVerifierKey(log);
	return {
		ok: true,
		origin,
		size,
		root,
		verifierKey,
		leaf: leaf.value,
		payload,
		cosigned,
		warnings
	};
}

function openSigned(note: string, text: string): Step<TrustedCheckpoint> {
	const policy = parsePolicy(text);
	if (!policy.ok)
		return refuse({ code: 'policy-malformed', where, detail: sentence(policy.reason) });
	const parsed = parseCheckpoint(note);
	if (!parsed.ok)
		return refuse({ code: 'checkpoint-malformed', where, detail: sentence(parsed.reason) });
	const opened = openTrusted(note, policy.value);
	if (opened.ok) return opened;
	const isSigned = openTrusted(note, { ...policy.value, quorum: 'none' }).ok;
	const code = isSigned ? 'cosigned-too-few' : 'checkpoint-untrusted';
	return refuse({ code, where, detail: sentence(opened.reason) });
}

function malformed(reason: string): { ok: false; problem: Problem } {
	return refuse({ code: 'proof-malformed', where, detail: sentence(reason) });
}
