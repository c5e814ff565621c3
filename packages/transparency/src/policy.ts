// C2SP tlog-policy: which logs one trusts, and which witnesses must have cosigned.
import { toBase64 } from './bytes.ts';
import { openCheckpoint, type Checkpoint } from './checkpoint.ts';
import {
	parseVerifierKey,
	signatureTypes,
	type SignatureType,
	type VerifiedSignature,
	type Verifier
} from './note.ts';
import { bad, good, type Result } from './result.ts';

/** Far more than an alliance has witnesses; groups in groups are then no deeper than a stack, either. */
const MOST_LINES = 5000;

interface Group {
	threshold: number;
	members: readonly string[];
}

export interface Policy {
	logs: readonly Verifier[];
	witnesses: ReadonlyMap<string, Verifier>;
	groups: ReadonlyMap<string, Group>;
	/** The witness or group that must have cosigned; `none` when no cosignature is needed. */
	quorum: string;
}

/** Witnesses that count as one: those of one organization. */
export interface WitnessGroup {
	readonly organization: string;
	/** Verifier keys. */
	readonly keys: readonly string[];
}

/**
 * A policy for these logs. Each organization's witnesses are one group, of which any will do; `quorum` says
 * how many organizations must have cosigned. Without it the policy names them and asks for none.
 */
export function formatPolicy(
	logKeys: readonly string[],
	{ groups = [], quorum }: { groups?: readonly WitnessGroup[]; quorum?: number } = {}
): string {
	const lines = logKeys.map((key) => `log ${key}`);
	const names: string[] = [];
	for (const { organization, keys } of groups) {
		if (keys.length === 0) continue;
		const name = `organization-${encodeURIComponent(organization)}`;
		const members = keys.map((_, at) => `${name}-${at + 1}`);
		lines.push(...keys.map((key, at) => `witness ${members[at]} ${key}`));
		lines.push(`group ${name} any ${members.join(' ')}`);
		names.push(name);
	}
	if (quorum === undefined) return `${[...lines, 'quorum none'].join('\n')}\n`;
	if (!(Number.isInteger(quorum) && quorum >= 1 && quorum <= names.length))
		throw new RangeError(`a quorum of ${quorum} among ${names.length} organizations`);
	lines.push(`group partners ${quorum} ${names.join(' ')}`, 'quorum partners');
	return `${lines.join('\n')}\n`;
}

export function parsePolicy(text: string): Result<Policy> {
	const logs: Verifier[] = [];
	const witnesses = new Map<string, Verifier>();
	const groups = new Map<string, Group>();
	const grouped = new Set<string>();
	let quorum: string | null = null;
	const keys = new Set<string>();
	const isKnown = ({ type, publicKey }: Verifier): boolean => {
		const { size } = keys;
		return keys.add(`${type} ${toBase64(publicKey)}`).size === size;
	};
	const isDefined = (name: string) => witnesses.has(name) || groups.has(name);

	const readLine = (words: readonly string[]): string | null => {
		const [kind, first = '', second = '', ...more] = words;
		if (kind === 'log') {
			if (words.length < 2 || words.length > 3)
				return 'a log line has a key and perhaps an address';
			const key = readKey(first, signatureTypes.ed25519);
			if (!key.ok) return key.reason;
			if (isKnown(key.value)) return 'a log is listed twice';
			logs.push(key.value);
			return null;
		}
		if (kind === 'witness') {
			if (words.length < 3 || words.length > 4)
				return 'a witness line has a name, a key and perhaps an address';
			const key = readKey(second, signatureTypes.cosignature);
			if (!key.ok) return key.reason;
			if (first === 'none' || isDefined(first)) return `the name ${first} is taken`;
			if (isKnown(key.value)) return 'a witness is listed twice';
			witnesses.set(first, key.value);
			return null;
		}
		if (kind === 'group') {
			if (first === 'none' || isDefined(first)) return `the name ${first} is taken`;
			const threshold = readThreshold(second, more.length);
			if (threshold === null) return 'a group line has a name, a threshold and members';
			for (const member of more) {
				if (!isDefined(member)) return `${member} is not defined before it is used`;
				if (grouped.has(member)) return `${member} is a member twice`;
				grouped.add(member);
			}
			groups.set(first, { threshold, members: more });
			return null;
		}
		if (kind === 'quorum') {
			if (words.length !== 2 || quorum !== null) return 'there is one quorum line with one name';
			if (first !== 'none' && !isDefined(first)) return `${first} is not defined before it is used`;
			quorum = first;
			return null;
		}
		return `a line begins with ${JSON.stringify(kind)}`;
	};

	const lines = text.split('\n');
	if (lines.length > MOST_LINES) return bad('it has too many lines');
	for (const [at, line] of lines.entries()) {
		const words = line.split(/[ \t]+/).filter((word) => word !== '');
		if (words.length === 0 || words[0]?.startsWith('#')) continue;
		const problem = /[^\t\x20-\x7e\u0080-\u{10ffff}]/u.test(line)
			? 'a control character'
			: readLine(words);
		if (problem !== null) return bad(`line ${at + 1}: ${problem}`);
	}
	return quorum === null
		? bad('there is no quorum line')
		: good({ logs, witnesses, groups, quorum });
}

export interface TrustedCheckpoint extends Checkpoint {
	/** The key of the log that signed. */
	log: Verifier;
	cosignatures: readonly VerifiedSignature[];
}

/** A checkpoint is trusted when a listed log signed it under its own name and the quorum cosigned it. */
export function openTrusted(note: string, policy: Policy): Result<TrustedCheckpoint> {
	const opened = openCheckpoint(note, [...policy.logs, ...policy.witnesses.values()]);
	if (!opened.ok) return opened;
	const { origin, size, root, note: signed } = opened.value;
	const log = policy.logs.find(
		(key) =>
			key.name === origin &&
			signed.verified.some((done) => done.name === key.name && done.keyId === key.keyId)
	);
	if (!log) return bad('no signature by the log itself');
	const cosignatures = signed.verified.filter((done) => done.type === signatureTypes.cosignature);
	if (!hasQuorum(policy, cosignatures)) return bad('too few witnesses have cosigned');
	return good({ origin, size, root, log, cosignatures });
}

/** Whether those who cosigned are as many as the policy asks for. */
export function hasQuorum(policy: Policy, cosignatures: readonly VerifiedSignature[]): boolean {
	return hasWitnessed(policy, policy.quorum, cosignatures);
}

/** The same policy asking for nobody: who cosigned is then looked at apart. */
export function withoutQuorum(policy: Policy): Policy {
	return { ...policy, quorum: 'none' };
}

function hasWitnessed(
	policy: Policy,
	name: string,
	cosignatures: readonly VerifiedSignature[]
): boolean {
	if (name === 'none') return true;
	const witness = policy.witnesses.get(name);
	if (witness)
		return cosignatures.some((by) => by.name === witness.name && by.keyId === witness.keyId);
	const group = policy.groups.get(name);
	if (!group) return false;
	const present = group.members.filter((member) => hasWitnessed(policy, member, cosignatures));
	return present.length >= group.threshold;
}

function readKey(text: string, type: SignatureType): Result<Verifier> {
	const key = parseVerifierKey(text);
	if (!key.ok || key.value.type === type) return key;
	return bad('a verifier key of the wrong type');
}

function readThreshold(text: string, members: number): number | null {
	if (members === 0) return null;
	if (text === 'any') return 1;
	if (text === 'all') return members;
	const threshold = Number(text);
	return /^[1-9]\d*$/.test(text) && threshold <= members ? threshold : null;
}
