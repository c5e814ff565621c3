import { equalBytes, textOf } from './bytes.ts';
import { parseCheckpoint, type Checkpoint } from './checkpoint.ts';
import { openNote, parseVerifierKey, type VerifiedSignature, type Verifier } from './note.ts';
import { hasQuorum, type Policy } from './policy.ts';
import { refuse, sentence, type Step } from './problem.ts';
import type { Leaf } from './leaf.ts';
import { parseFields, type LogLine } from './lines.ts';

/** A browser that cosigned, as an entry of the log announced it. */
export interface LoggedWitness {
	readonly verifier: Verifier;
	readonly organization: string;
	readonly participant: string | null;
	readonly entry: number;
}

/** What the witnesses of one organization vouch for. */
export interface OrganizationCosigned {
	readonly organization: string;
	/** As the log names it; its code where it doesn't. */
	readonly name: string;
	/** The first so many entries were seen the same by it. */
	readonly size: number;
	/** When, by the witness's clock: ms since 1970. */
	readonly at: number;
	/** How many of its browsers cosigned anything of this log. */
	readonly witnesses: number;
}

export interface CosignatureFindings {
	/** By organization, those that vouch for most first. */
	readonly organizations: readonly OrganizationCosigned[];
	/** Entries that the policy's quorum vouches for; null when the policy asks for none. */
	readonly quorumSize: number | null;
}

/** Files with the checkpoints that were cosigned before the last one. */
const FOLDER = 'cosigned/';

/** What is asked for about an export whose log is in order. */
export interface CosignatureQuestion {
	readonly files: ReadonlyMap<string, Uint8Array>;
	readonly checkpoint: Checkpoint;
	readonly policy: Policy;
	/** The root that the log had at a size of the past. */
	readonly rootAt: (size: number) => Promise<Uint8Array>;
}

/** Follows which browsers the log announces as witnesses, and says what they vouch for. */
export class CosignatureVerifier {
	readonly #witnesses = new Map<string, LoggedWitness>();
	readonly #names = new Map<string, string>();

	/** Takes the next entry, of whatever kind, with what stands beside it. */
	read(leaf: Leaf, { payload }: Pick<LogLine, 'payload'>): null {
		if (leaf.k === 'session.open' || leaf.k === 'organization.add') this.#learn(payload);
		const [key = ''] = leaf.o ?? [];
		if (leaf.k !== 'witness.join' || leaf.og === undefined || this.#witnesses.has(key)) return null;
		const verifier = parseVerifierKey(key);
		if (!verifier.ok) return null;
		const { og: organization, a: participant = null, i: entry } = leaf;
		this.#witnesses.set(key, { verifier: verifier.value, organization, participant, entry });
		return null;
	}

	#learn(payload: string | null): void {
		for (const { id, name } of organizationsIn(payload)) this.#names.set(id, name);
	}

	/**
	 * Who cosigned what. A cosigned checkpoint that this log does not continue is a log that was rewritten after
	 * others had seen it: then nothing of it can be trusted.
	 */
	async check(question: CosignatureQuestion): Promise<Step<CosignatureFindings>> {
		const { files, checkpoint, policy } = question;
		const witnesses = [...this.#witnesses.values()];
		const verifiers = new Map(policy.logs.map((log) => [idOf(log), log]));
		for (const { verifier } of witnesses) verifiers.set(idOf(verifier), verifier);
		for (const verifier of policy.witnesses.values()) verifiers.set(idOf(verifier), verifier);
		const newest = new Map<string, { size: number; at: number }>();
		let quorumSize: number | null = policy.quorum === 'none' ? null : 0;

		for (const where of cosignedFiles(files)) {
			const signed = open(where, question, [...verifiers.values()]);
			if (!signed.ok) return signed;
			const { size, root, verified } = signed.value;
			const isPast = size <= checkpoint.size;
			if (!isPast || !equalBytes(await question.rootAt(size), root)) {
				const detail = `Others saw ${size} entries, and they are not those of this log.`;
				return refuse({ code: 'cosigned-conflict', where, detail });
			}
			for (const { name, keyId, time } of verified) {
				if (time !== undefined) newest.set(`${name} ${keyId}`, { size, at: time * 1000 });
			}
			if (quorumSize !== null && hasQuorum(policy, verified)) quorumSize = size;
		}
		if (quorumSize === 0) {
			const detail = 'Too few of the witnesses that the policy asks for have cosigned.';
			return refuse({ code: 'cosigned-too-few', where: 'checkpoint', detail });
		}
		return {
			ok: true,
			value: { organizations: byOrganization(witnesses, newest, this.#names), quorumSize }
		};
	}
}

const sizeOf = (name: string): number => Number(name.slice(FOLDER.length));

/** The checkpoints of an export, the newest last. */
function cosignedFiles(files: ReadonlyMap<string, Uint8Array>): string[] {
	const earlier = [...files.keys()]
		.filter((name) => name.startsWith(FOLDER))
		.toSorted((a, b) => sizeOf(a) - sizeOf(b));
	return [...earlier, 'checkpoint'];
}

function open(
	where: string,
	{ files, checkpoint, policy }: CosignatureQuestion,
	verifiers: readonly Verifier[]
): Step<Checkpoint & { readonly verified: readonly VerifiedSignature[] }> {
	const text = textOf(files.get(where) ?? new Uint8Array(0)) ?? '';
	const opened = openNote(text, verifiers);
	if (!opened.ok)
		return refuse({ code: 'cosigned-untrusted', where, detail: sentence(opened.reason) });
	const { verified } = opened.value;
	const signed = parseCheckpoint(opened.value.text);
	const isByLog = policy.logs.some(
		({ name, keyId }) =>
			name === checkpoint.origin && verified.some((by) => by.name === name && by.keyId === keyId)
	);
	if (signed.ok && isByLog && signed.value.origin === checkpoint.origin)
		return { ok: true, value: { ...signed.value, verified } };
	const detail = `${where} is not a checkpoint of this log.`;
	return refuse({ code: 'cosigned-untrusted', where, detail });
}

function byOrganization(
	witnesses: readonly LoggedWitness[],
	newest: ReadonlyMap<string, { size: number; at: number }>,
	names: ReadonlyMap<string, string>
): OrganizationCosigned[] {
	const found = new Map<string, OrganizationCosigned>();
	for (const { verifier, organization } of witnesses) {
		const last = newest.get(idOf(verifier));
		if (last === undefined) continue;
		const known = found.get(organization);
		const isNewer = known === undefined || last.size > known.size;
		found.set(organization, {
			organization,
			name: names.get(organization) ?? organization,
			...(isNewer ? last : { size: known.size, at: known.at }),
			witnesses: (known?.witnesses ?? 0) + 1
		});
	}
	return [...found.values()].toSorted((a, b) => b.size - a.size);
}

/** Organizations that the payload of an entry names, when the session was opened or one came later. */
function organizationsIn(payload: string | null): { id: string; name: string }[] {
	const { organizations, organization } = parseFields(payload ?? '') ?? {};
	const given: unknown[] = Array.isArray(organizations) ? organizations : [organization];
	return given.flatMap((one) => {
		const { id, name } = (one ?? {}) as Record<string, unknown>;
		return typeof id === 'string' && typeof name === 'string' ? [{ id, name }] : [];
	});
}

const idOf = ({ name, keyId }: Verifier): string => `${name} ${keyId}`;
