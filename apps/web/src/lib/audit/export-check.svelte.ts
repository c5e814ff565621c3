import {
	formatPolicy,
	looksLikeTlogProof,
	parsePolicy,
	parseVerifierKey,
	bad,
	good,
	verifyExport,
	verifyTlogProof,
	type Kept,
	type ProofVerdict,
	type Replay,
	type Result,
	type Scribe,
	type Verdict
} from '@concordia/transparency';
import { looksZipped, openZip } from './open-zip.ts';

/** What the page is doing with the chosen export. */
export type ExportState =
	| { readonly state: 'choosing' }
	| { readonly state: 'reading' }
	| { readonly state: 'checking'; readonly done: number; readonly total: number }
	/** It, or what it is to be compared with, can't even be opened: `not-a-zip`, `too-large`, `unreadable`. */
	| { readonly state: 'unopened'; readonly which: 'file' | 'earlier'; readonly reason: string }
	| { readonly state: 'done'; readonly verdict: Verdict }
	/** It was the proof of one entry. */
	| { readonly state: 'proved'; readonly verdict: ProofVerdict };

/** A file from the reader's disk, or whatever a test has. */
export interface ReadableFile {
	arrayBuffer(): Promise<ArrayBuffer>;
}

export interface ExportQuestion {
	readonly file: ReadableFile;
	/** A checkpoint or an export kept from earlier. */
	readonly earlier: ReadableFile | null;
	/** A verifier key or a policy; empty to take the export's own. */
	readonly trust: string;
}

/** What knows boards and sessions: without it, only hashes and signatures are checked. */
export interface Makers {
	readonly replay: Replay;
	readonly newScribe: () => Scribe;
}

/** Longest time without letting the page draw. */
const STEP_MS = 40;

/** Checks exports one after the other, and tells how far it is. */
export class ExportCheck {
	#current: ExportState = $state.raw({ state: 'choosing' });
	readonly #now: () => number;
	readonly #pause: () => Promise<void>;
	readonly #makers: Makers | undefined;

	/** `pause` is fulfilled after the page had time to draw. Without `makers` nothing is made anew. */
	constructor(now: () => number, pause: () => Promise<void>, makers?: Makers) {
		this.#now = now;
		this.#pause = pause;
		this.#makers = makers;
	}

	get current(): ExportState {
		return this.#current;
	}

	reset(): void {
		this.#current = { state: 'choosing' };
	}

	async run({ file, earlier, trust }: ExportQuestion): Promise<void> {
		this.#current = { state: 'reading' };
		await this.#pause();
		const policy = policyFrom(trust);
		const bytes = await readBytes(file);
		if (bytes.ok && looksLikeTlogProof(bytes.value)) {
			const text = new TextDecoder().decode(bytes.value);
			const verdict = verifyTlogProof(withFinalNewline(text), { ...(policy && { policy }) });
			this.#current = { state: 'proved', verdict };
			return;
		}
		const zip = bytes.ok ? openZip(bytes.value) : bytes;
		if (!zip.ok) {
			this.#current = { state: 'unopened', which: 'file', reason: zip.reason };
			return;
		}
		const kept = earlier && (await readKept(earlier));
		if (kept?.ok === false) {
			this.#current = { state: 'unopened', which: 'earlier', reason: kept.reason };
			return;
		}
		let drawn = this.#now();
		const verdict = await verifyExport(zip.value, {
			...this.#makers,
			...(kept && { earlier: kept.value }),
			...(policy && { policy }),
			onProgress: async (done, total) => {
				if (this.#now() - drawn < STEP_MS) return;
				this.#current = { state: 'checking', done, total };
				await this.#pause();
				drawn = this.#now();
			}
		});
		this.#current = { state: 'done', verdict };
	}
}

async function readBytes(file: ReadableFile): Promise<Result<Uint8Array>> {
	try {
		return good(new Uint8Array(await file.arrayBuffer()));
	} catch {
		return bad('unreadable');
	}
}

async function readKept(file: ReadableFile): Promise<Result<Kept>> {
	const bytes = await readBytes(file);
	if (!bytes.ok) return bytes;
	if (looksZipped(bytes.value)) return openZip(bytes.value);
	return good(withFinalNewline(new TextDecoder().decode(bytes.value)));
}

/** A policy's text as it is, or one that trusts the given key; null for an empty text. */
export function policyFrom(trust: string): string | null {
	const text = trust.trim();
	if (text === '') return null;
	return parseVerifierKey(text).ok ? formatPolicy([text]) : `${text}\n`;
}

/** Whether the text can be used as `trust`. */
export function isTrust(trust: string): boolean {
	const policy = policyFrom(trust);
	return policy === null || parsePolicy(policy).ok;
}

/** Copied through mail or an editor, a checkpoint often loses or gains line ends. */
function withFinalNewline(note: string): string {
	return `${note.replaceAll('\r\n', '\n').trimEnd()}\n`;
}
