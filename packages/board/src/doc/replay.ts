import * as Y from 'yjs';
import type { Item } from '../item.ts';
import { observeBoard } from './observe.ts';
import { newDocument } from './roots.ts';

/** What one stored update did: the records it left behind; null: the item is gone. */
export interface ReplayedStep {
	readonly changes: readonly { readonly id: string; readonly after: Item | null }[];
	/** Something it builds on was never given, so that part of it can't be shown yet. */
	readonly isIncomplete: boolean;
}

/** Plays stored updates one after the other and tells what each did. Keeps one document, whatever their number. */
export interface Replay {
	/** Null for an update that was erased. */
	push(update: Uint8Array | null): ReplayedStep;
	stop(): void;
}

export function createReplay(): Replay {
	const doc = newDocument();
	let changes: { readonly id: string; readonly after: Item | null }[] = [];
	const stop = observeBoard(doc, (found) => {
		for (const { id, after } of found) changes.push({ id, after: after ?? null });
	});
	return {
		push(update) {
			changes = [];
			if (update !== null) apply(doc, update);
			const { pendingStructs, pendingDs } = doc.store;
			return { changes, isIncomplete: pendingStructs !== null || pendingDs !== null };
		},
		stop() {
			stop();
			doc.destroy();
		}
	};
}

// The server let it pass, so it can be read; what can't be all the same counts as erased.
function apply(doc: Y.Doc, update: Uint8Array): void {
	try {
		Y.applyUpdate(doc, update);
	} catch {
		return;
	}
}
