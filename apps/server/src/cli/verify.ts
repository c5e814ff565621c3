import { newScribe } from '@concordia/archive';
import {
	looksLikeTlogProof,
	toHex,
	verifyExport,
	verifyTlogProof,
	type Kept
} from '@concordia/transparency';
import { replayBoard } from '@concordia/updates';
import { unzipSync } from 'fflate';
import { readFile } from 'node:fs/promises';
import { Refused } from './host.ts';
import type { Output } from './sessions.ts';
import { fromHere, type Arguments } from './usage.ts';

/** Checks an export, or the proof of one entry, without a server. Throws `Refused` with the first thing that is wrong. */
export async function verify(given: Arguments): Promise<Output> {
	given.only('earlier', 'policy');
	const [typed = ''] = given.after(1, 'the file to verify');
	const file = fromHere(typed);
	const earlier = given.optionalFile('earlier');
	const policy = given.optionalFile('policy');
	const bytes = await read(file);
	const trusted = policy === undefined ? {} : { policy: (await read(policy)).toString('utf8') };
	if (looksLikeTlogProof(bytes)) return verifyProof(bytes.toString('utf8'), trusted);
	const verdict = await verifyExport(unzip(file, bytes), {
		replay: replayBoard,
		newScribe,
		...(earlier !== undefined && { earlier: await readKept(earlier) }),
		...trusted
	});
	if (!verdict.ok) {
		const { where, detail, code } = verdict.problem;
		throw new VerifyFailed(plain(`${where}: ${detail} (${code})`), verdict.problem);
	}
	const { size, origin, warnings } = verdict;
	const root = toHex(verdict.root);
	const lines = [`OK size=${size} root=${root}`, `log ${origin}`];
	const { findings } = verdict;
	if (findings.earlier)
		lines.push(
			`contains the ${findings.earlier.size} entries of the earlier ${findings.earlier.kind}`
		);
	if (findings.replay)
		lines.push(
			`board made anew from ${findings.replay.edits} edits, each of them as its entry says`
		);
	if (findings.files)
		lines.push(`${findings.files.same} files written anew from log and board, and found the same`);
	for (const { organization, size: cosigned } of findings.cosigned.organizations)
		lines.push(`cosigned by ${organization} up to entry ${cosigned}`);
	for (const { frame, number, hash, confirmed, agreed } of findings.versions) {
		const by = confirmed.map(({ participant, organization, isSeen }) => {
			const unseen = isSeen ? '' : ' (not on their screen before, as far as the log says)';
			return `${organization ?? '-'} ${participant}${unseen}`;
		});
		const state = agreed === null ? 'not agreed' : `agreed with entry ${agreed}`;
		lines.push(
			`version ${number} of ${frame} ${hash}: ${state}, confirmed by ${by.length === 0 ? 'nobody' : by.join(', ')}`
		);
	}
	for (const { round, entry, asSealed, unchecked } of findings.files?.reveals ?? []) {
		const rest =
			unchecked.length === 0 ? '' : `; erased since and not checked: ${unchecked.join(', ')}`;
		lines.push(
			`sealed cards of ${round}, revealed with entry ${entry}: as sealed by ${asSealed.length === 0 ? 'nobody' : asSealed.join(', ')}${rest}`
		);
	}
	for (const { decision, hash, isWordingChecked, result } of findings.files?.decisions ?? []) {
		const wording = isWordingChecked ? hash : `${hash} (not checked, its wording was erased)`;
		const follows = result?.isChecked ? 'counted again from the answers' : 'not counted again';
		lines.push(
			`decision ${decision} ${wording}: ${result === null ? 'no result' : `${result.outcome} with entry ${result.entry}, ${follows}`}`
		);
	}
	for (const { participant, keys, signed, unsigned, absent } of findings.authors)
		lines.push(
			`participant ${participant}: ${signed} signed, ${unsigned} not signed, ${absent} signed and not in the log, keys ${keys}`
		);
	for (const warning of warnings) lines.push(`note: ${warning.detail}`);
	return {
		text: lines.map(plain).join('\n'),
		json: { ok: true, size, root, origin, warnings, findings }
	};
}

function verifyProof(text: string, trusted: { policy?: string }): Output {
	const verdict = verifyTlogProof(text, trusted);
	if (!verdict.ok) {
		const { where, detail, code } = verdict.problem;
		throw new VerifyFailed(plain(`${where}: ${detail} (${code})`), verdict.problem);
	}
	const { origin, size, leaf, payload, cosigned, warnings } = verdict;
	const root = toHex(verdict.root);
	const lines = [`OK entry=${leaf.i} size=${size} root=${root}`, `log ${origin}`];
	lines.push(`entry ${JSON.stringify(leaf)}`);
	if (payload !== null) lines.push(`content ${payload}`);
	for (const name of cosigned) lines.push(`cosigned by ${name}`);
	for (const { detail } of warnings) lines.push(`note: ${detail}`);
	return {
		text: lines.map(plain).join('\n'),
		json: { ok: true, size, root, origin, leaf, payload, cosigned }
	};
}

/** What comes from a file must not look like a line of ours, or move the cursor. */
function plain(line: string): string {
	return line.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '\u{fffd}');
}

export class VerifyFailed extends Refused {
	readonly problem: object;

	constructor(message: string, problem: object) {
		super(message);
		this.problem = problem;
	}
}

/** A checkpoint or a whole export. */
async function readKept(file: string): Promise<Kept> {
	const bytes = await read(file);
	return isZip(bytes) ? unzip(file, bytes) : bytes.toString('utf8');
}

function isZip(bytes: Uint8Array): boolean {
	return bytes[0] === 0x50 && bytes[1] === 0x4b;
}

async function read(file: string): Promise<Buffer> {
	try {
		return await readFile(file);
	} catch {
		throw new Refused(`${file} cannot be read`);
	}
}

/** More than any export of ours; a small file that claims more is made to fill the memory. */
const MOST_BYTES = 2 ** 31;

function unzip(file: string, bytes: Uint8Array): Map<string, Uint8Array> {
	let total = 0;
	let files: Record<string, Uint8Array>;
	try {
		files = unzipSync(bytes, {
			filter: ({ originalSize }) => {
				total += originalSize;
				return total <= MOST_BYTES;
			}
		});
	} catch {
		throw new Refused(`${file} is not a zip file, or a damaged one`);
	}
	if (total > MOST_BYTES) throw new Refused(`${file} would be larger than two gigabytes unpacked`);
	return new Map(Object.entries(files).filter(([name]) => !name.endsWith('/')));
}
