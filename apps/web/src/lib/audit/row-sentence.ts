import type { Entry } from './entry.ts';
import { sentence, type Vocabulary } from './sentence.ts';

/** Kinds whose sentence needs what stands beside the leaf, or more of the leaf than the table keeps. */
const sayable: readonly string[] = ['edit', 'seen', 'ack', 'leave', 'rejoin', 'refuse'];

const minute = (time: number): number => Math.floor(time / 60_000);

/** A row in plain words; several entries of one kind with their number and their time. */
export function saysRow(
	entry: Entry,
	{ count, since }: { readonly count: number; readonly since: number },
	words: Vocabulary
): string {
	// Until the entry itself has come, only what surely reads the same is said.
	const isWhole = entry.line !== '';
	if (!isWhole && !(sayable.includes(entry.leaf.k) && entry.leaf.o?.length === 1)) return '…';
	const text = sentence(entry, words);
	if (count <= 1) return text;
	const key = minute(since) === minute(entry.leaf.t) ? 'several-at' : 'several';
	return words.t(`reading.${key}`, { text, count, from: since, to: entry.leaf.t });
}
