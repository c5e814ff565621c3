import * as Y from 'yjs';
import { readUpdate } from './guard.ts';
import { precheck } from './precheck.ts';
import type { Touch } from './touch.ts';
import { unlimited } from './unlimited.ts';
import type { Update } from './update.ts';

export interface Rewriting {
	readonly original: Uint8Array;
	readonly rewritten: Uint8Array;
	/** Items that were erased. */
	readonly without: ReadonlySet<string>;
}

type Decoded = ReturnType<typeof Y.decodeUpdate>;
type Struct = Decoded['structs'][number];

/**
 * Whether an edit is another one without what some items held: the same pieces under the same ids, each as it was or
 * gone; the same deletions; and to all other items it does the same. Throws a `Refusal` when one can't be read.
 */
export function onlyLacks(doc: Y.Doc, { original, rewritten, without }: Rewriting): boolean {
	const [before, after] = [readUpdate(original, unlimited), readUpdate(rewritten, unlimited)];
	const [was, is] = [Y.decodeUpdate(original), Y.decodeUpdate(rewritten)];
	return (
		JSON.stringify(before.deletions) === JSON.stringify(after.deletions) &&
		arePieces(was.structs, is.structs) &&
		isSameElsewhere(touchesOf(doc, before), touchesOf(doc, after), without)
	);
}

/** Pieces that are gone may have been put together. */
function arePieces(was: readonly Struct[], is: readonly Struct[]): boolean {
	const left = new Map(was.map((struct) => [idOf(struct.id.client, struct.id.clock), struct]));
	for (const struct of is) {
		const { client, clock } = struct.id;
		const end = clock + struct.length;
		for (let at = clock; at < end;) {
			const id = idOf(client, at);
			const one = left.get(id);
			if (!one || at + one.length > end) return false;
			if (!(struct instanceof Y.GC) && !(at === clock && isSame(one, struct))) return false;
			left.delete(id);
			at += one.length;
		}
	}
	return left.size === 0;
}

function idOf(client: number, clock: number): string {
	return `${client} ${clock}`;
}

function isSame(a: Struct, b: Struct): boolean {
	const [one, other] = [bytesOf(a), bytesOf(b)];
	return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

function bytesOf(struct: Struct): Uint8Array {
	const encoder = new Y.UpdateEncoderV1();
	struct.write(encoder, 0);
	return encoder.toUint8Array();
}

function touchesOf(doc: Y.Doc, update: Update): readonly Touch[] {
	return precheck(doc, update, unlimited, { isAccepted: true }).touches;
}

function isSameElsewhere(
	was: readonly Touch[],
	is: readonly Touch[],
	without: ReadonlySet<string>
): boolean {
	const [before, after] = [was, is].map((touches) =>
		touches.filter(({ item }) => !without.has(item)).map(sayAll)
	);
	return JSON.stringify(before) === JSON.stringify(after);
}

function sayAll(touch: Touch): readonly unknown[] {
	const { root, item, created, replaced, deleted, text, format, list, inserted, removed } = touch;
	const fields = [...touch.fields].toSorted();
	return [root, item, created, replaced, deleted, text, format, list, inserted, removed, fields];
}
