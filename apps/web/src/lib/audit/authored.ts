import {
	checkConsistency,
	fromBase64,
	fromBase64url,
	isSignedSoon,
	toBase64url,
	type Leaf
} from '@concordia/transparency';
import type { GrownFrom } from '#lib/witness/client.ts';
import type { LogClient } from './client.ts';

/** Whose word it is that a change is somebody's. */
export type Authored =
	/** The author's key signed it, in entry `by`. */
	| { readonly kind: 'signed'; readonly by: number }
	/** Entry `by` claims to sign it, and does not. */
	| { readonly kind: 'wrong'; readonly by: number }
	/** Its author's signature may still be on its way. */
	| { readonly kind: 'soon' }
	/** Only the host says so. */
	| { readonly kind: 'unsigned' }
	/** What it takes to know could not be had. */
	| { readonly kind: 'unknown' };

export interface AuthoredWorld {
	readonly client: Pick<LogClient, 'matching' | 'entriesAt'>;
	/** The newest checkpoint, its root in base64. */
	readonly checkpoint: { readonly origin: string; readonly size: number; readonly root: string };
	readonly grownFrom: (from: number, to: number) => Promise<GrownFrom | null>;
	readonly now: number;
}

/** Signatures follow their changes within seconds, or when their author comes back. */
const SIGNATURES = 400;
const SOON_MS = 15_000;

/** Looks for the signature over a change, and checks it. The whole chain of signatures is checked with an export. */
export async function whoseWord(change: Leaf, world: AuthoredWorld): Promise<Authored> {
	const { client, now } = world;
	const { a = '', h = '', i } = change;
	const query = `participant=${encodeURIComponent(a)}&kind=sign`;
	const signatures = await client.matching(query, i, SIGNATURES);
	if (!signatures.ok) return { kind: 'unknown' };
	const by = signatures.value.find(
		({ leaf }) => leaf.room === change.room && leaf.o?.slice(1).includes(h)
	)?.leaf;
	if (by === undefined) return { kind: now - change.t < SOON_MS ? 'soon' : 'unsigned' };
	const isRight = await isSigned(by, a, world);
	if (isRight === null) return { kind: 'unknown' };
	return { kind: isRight ? 'signed' : 'wrong', by: by.i };
}

/** Null when it can't be told now. */
async function isSigned(
	{ o: [keyEntry = '', ...hashes] = [], room = '', n = 0, w = 0, s = '', i }: Leaf,
	participant: string,
	{ client, checkpoint, grownFrom }: AuthoredWorld
): Promise<boolean | null> {
	// Just come, and not under the checkpoint that is shown.
	if (i >= checkpoint.size) return null;
	if (!/^\d{1,15}$/.test(keyEntry) || w > i) return false;
	const keys = await client.entriesAt([Number(keyEntry)]);
	const grown = w === 0 ? null : await grownFrom(w, checkpoint.size);
	if (!keys.ok || (w > 0 && grown === null)) return null;
	const newerRoot = fromBase64(checkpoint.root);
	if (grown !== null && newerRoot !== null) {
		const claim = { older: w, olderRoot: grown.root, newer: checkpoint.size, newerRoot };
		if (!checkConsistency({ ...claim, proof: grown.proof })) return false;
	}
	const known = keys.value[0]?.leaf;
	const key = known?.o?.[0] ?? '';
	const [publicKey, signature] = [fromBase64url(key), fromBase64url(s)];
	if (known?.k !== 'key.add' || known.a !== participant) return false;
	if (publicKey === null || signature === null) return false;
	const root = grown === null ? null : toBase64url(grown.root);
	const { origin } = checkpoint;
	return isSignedSoon(
		{ origin, participant, key, number: n, room, hashes, size: w, root },
		signature,
		publicKey
	);
}
