import {
	checkConsistency,
	isHanded,
	openOwn,
	readHanded,
	type Checkpoint,
	type Handed,
	type Verifier
} from '@concordia/transparency';
import type { WitnessClient } from './client.ts';
import type { Alarm } from './witness.ts';

export type Comparison =
	| { readonly kind: 'same'; readonly size: number }
	/** One of the two is the beginning of the other. */
	| { readonly kind: 'grown'; readonly from: number; readonly to: number }
	/** They can't both be of one log. `theirs` is empty when only a code was given. */
	| { readonly kind: 'conflict'; readonly size: number; readonly alarm: Omit<Alarm, 'at'> }
	| { readonly kind: 'unreadable' }
	/** Of another session or server. */
	| { readonly kind: 'other-log'; readonly origin: string }
	/** The log's signature is missing or wrong: anybody can have written it. */
	| { readonly kind: 'unsigned' }
	/** More entries than the server has named so far; a code of it can't be compared yet. */
	| { readonly kind: 'ahead'; readonly size: number; readonly own: number }
	/** The server did not give what it takes to compare. */
	| { readonly kind: 'unknown' };

export interface Own {
	readonly note: string;
	readonly checkpoint: Checkpoint;
}

type Asked = Pick<WitnessClient, 'grownFrom' | 'checkpoint'>;

/**
 * Compares what somebody else holds with what this browser holds. The server is asked for proofs and need
 * not be trusted: one that does not hold shows nothing.
 */
export async function compare(
	text: string,
	mine: Own,
	log: Verifier,
	server: Asked
): Promise<Comparison> {
	const read = readHanded(text, log);
	if (!read.ok) return { kind: 'unreadable' };
	const handed = read.value;
	if (handed.kind === 'note') {
		const { origin } = handed.checkpoint;
		if (origin !== log.name) return { kind: 'other-log', origin };
		if (!openOwn(handed.note, log).ok) return { kind: 'unsigned' };
	}
	const size = handed.kind === 'code' ? handed.size : handed.checkpoint.size;
	if (size === 0) return { kind: 'unreadable' };
	if (size <= mine.checkpoint.size) return lookBack(handed, size, mine, server);
	const note = await server.checkpoint();
	const newest = note === null ? null : openOwn(note, log);
	if (note === null || newest === null) return { kind: 'unknown' };
	if (!newest.ok) return { kind: 'unknown' };
	if (newest.value.size < size) return ahead(handed, size, note, newest.value);
	const now = { note, checkpoint: newest.value };
	const past = await lookBack(handed, size, now, server);
	if (past.kind !== 'same' && past.kind !== 'grown') return past;
	// The server's own newest must continue what this browser holds, or it is the one that lies.
	const grown = await isGrown(mine, now, server);
	if (grown === null) return { kind: 'unknown' };
	const alarm = { kind: 'rewritten', mine: mine.note, theirs: note } as const;
	if (!grown) return { kind: 'conflict', size: mine.checkpoint.size, alarm };
	return { kind: 'grown', from: mine.checkpoint.size, to: size };
}

/** Against the root that this browser's own log had at that size. */
async function lookBack(
	handed: Handed,
	size: number,
	{ note, checkpoint }: Own,
	server: Asked
): Promise<Comparison> {
	const theirs = handed.kind === 'note' ? handed.note : '';
	const conflict = (kind: 'split' | 'rewritten'): Comparison => ({
		kind: 'conflict',
		size,
		alarm: { kind, mine: note, theirs }
	});
	if (size === checkpoint.size)
		return isHanded(handed, checkpoint) ? { kind: 'same', size } : conflict('split');
	const past = await server.grownFrom(size, checkpoint.size);
	if (past === null) return { kind: 'unknown' };
	const { size: newer, root: newerRoot } = checkpoint;
	const { root: olderRoot, proof } = past;
	if (!checkConsistency({ older: size, newer, olderRoot, newerRoot, proof }))
		return { kind: 'unknown' };
	const then = { ...checkpoint, size, root: olderRoot };
	return isHanded(handed, then) ? { kind: 'grown', from: size, to: newer } : conflict('rewritten');
}

async function isGrown(from: Own, to: Own, server: Asked): Promise<boolean | null> {
	const [older, newer] = [from.checkpoint.size, to.checkpoint.size];
	const past = await server.grownFrom(older, newer);
	if (past === null) return null;
	const [olderRoot, newerRoot] = [from.checkpoint.root, to.checkpoint.root];
	return checkConsistency({ older, newer, olderRoot, newerRoot, proof: past.proof });
}

function ahead(handed: Handed, size: number, note: string, own: Checkpoint): Comparison {
	// The log signed more than it now has: that is a conflict. A code alone shows nothing.
	if (handed.kind === 'code') return { kind: 'ahead', size, own: own.size };
	const alarm = { kind: 'cut', mine: handed.note, theirs: note } as const;
	return { kind: 'conflict', size: own.size, alarm };
}
