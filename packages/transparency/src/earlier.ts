import { textOf } from './bytes.ts';
import { openCheckpoint, parseCheckpoint, type Checkpoint } from './checkpoint.ts';
import type { Leaf } from './leaf.ts';
import { parseLogLine, type LogLine } from './lines.ts';
import type { Policy } from './policy.ts';
import { refuse, sentence, type Problem, type Step } from './problem.ts';
import { linesOf, verifyLog, type LeafReader } from './verify-log.ts';

/** What somebody kept from earlier: a checkpoint (the note), or the files of a whole export. */
export type Kept = string | ReadonlyMap<string, Uint8Array>;

export interface Earlier {
	readonly kind: 'checkpoint' | 'export';
	readonly checkpoint: Checkpoint;
	/** Of an export: its log, entry by entry, to name the first one that was changed since. */
	readonly lines: LeafReader | null;
}

/**
 * Opens what was kept. It needs the log's signature only: who cosigned it then does not matter now. An
 * export has to be in order itself, or comparing with it would blame the wrong one of the two.
 */
export async function openEarlier(
	kept: Kept,
	policy: Policy,
	origin: string
): Promise<Step<Earlier>> {
	if (typeof kept === 'string') {
		const checkpoint = openNote(kept, policy, origin);
		if (!checkpoint.ok) return checkpoint;
		return { ok: true, value: { kind: 'checkpoint', checkpoint: checkpoint.value, lines: null } };
	}
	const bytes = kept.get('checkpoint');
	const log = kept.get('log.jsonl');
	if (!bytes || !log) return malformed('it has no checkpoint and no log');
	const checkpoint = openNote(textOf(bytes) ?? '', policy, origin);
	if (!checkpoint.ok) return checkpoint;
	const verified = await verifyLog(log, { checkpoint: checkpoint.value });
	if (!verified.ok) {
		const { detail, line } = verified.problem;
		const found = {
			...(line !== undefined && { line }),
			detail: `In the earlier export: ${detail}`
		};
		return refuse({ code: 'earlier-damaged', where, ...found });
	}
	const lines = new EarlierLines(log);
	return { ok: true, value: { kind: 'export', checkpoint: checkpoint.value, lines } };
}

const where = 'earlier checkpoint';

function openNote(note: string, policy: Policy, origin: string): Step<Checkpoint> {
	const parsed = parseCheckpoint(note);
	if (!parsed.ok) return malformed(parsed.reason);
	if (parsed.value.origin !== origin) {
		const detail = `The earlier checkpoint is of ${parsed.value.origin}, the export of ${origin}.`;
		return refuse({ code: 'earlier-other-log', where, detail });
	}
	const opened = openCheckpoint(note, policy.logs);
	if (opened.ok) return opened;
	return refuse({ code: 'earlier-untrusted', where, detail: sentence(opened.reason) });
}

function malformed(reason: string): { ok: false; problem: Problem } {
	return refuse({ code: 'earlier-malformed', where, detail: sentence(reason) });
}

/** The entries of a log that was found in order, laid beside those of a later one. */
class EarlierLines implements LeafReader {
	readonly #lines: ReturnType<typeof linesOf>;

	constructor(log: Uint8Array) {
		this.#lines = linesOf(log);
	}

	read({ i: entry }: Leaf, { leaf }: LogLine): Problem | null {
		const next = this.#lines.next();
		if (next.done === true) return null;
		const then = parseLogLine(next.value.text ?? '');
		if (then.ok && then.value.leaf === leaf) return null;
		return {
			code: 'entry-rewritten',
			where: 'log.jsonl',
			line: entry + 1,
			entry,
			detail: `Entry ${entry} is not what it was in the earlier export.`
		};
	}
}
