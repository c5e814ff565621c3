import { newDocument } from '@concordia/board/doc';
import type {
	LoggedEdit,
	Problem,
	ReplayFindings,
	ReplayQuestion,
	Step
} from '@concordia/transparency';
import * as Y from 'yjs';
import { firstDifference } from './compare.ts';
import { readUpdate } from './guard.ts';
import { onlyLacks } from './only-lacks.ts';
import { precheck } from './precheck.ts';
import { Refusal } from './refusal.ts';
import { unlimited } from './unlimited.ts';
import { sayWhat } from './words.ts';

/** Edits in one transaction, and between two reports of progress. */
const EDITS_PER_STEP = 200;

/**
 * Makes a board anew from its edits, one after the other, and says whether each touches what its entries name
 * and whether in the end it is the board that was exported. The first edit or item that is wrong is named.
 */
export async function replayBoard({
	edits,
	board,
	erasedItems,
	onProgress
}: ReplayQuestion): Promise<Step<ReplayFindings>> {
	// What is deleted stays, so that an edit of it can be told from one of nothing.
	const doc = newDocument();
	doc.gc = false;
	const replay = new Replay(doc, erasedItems);
	for (let from = 0; from < edits.length; from += EDITS_PER_STEP) {
		const problem = replay.take(edits.slice(from, from + EDITS_PER_STEP));
		if (problem) return { ok: false, problem };
		await onProgress?.(Math.min(edits.length, from + EDITS_PER_STEP), edits.length);
	}
	const { erased, rewritten, compared } = replay;
	const problem = erased > 0 ? null : compareBoards(doc, board);
	doc.destroy();
	return problem
		? { ok: false, problem }
		: { ok: true, value: { edits: edits.length - erased, erased, rewritten, compared } };
}

class Replay {
	readonly #doc: Y.Doc;
	readonly #erasedItems: ReadonlySet<string>;
	erased = 0;
	rewritten = 0;
	compared = 0;

	constructor(doc: Y.Doc, erasedItems: ReadonlySet<string>) {
		this.#doc = doc;
		this.#erasedItems = erasedItems;
	}

	/** As one transaction: Yjs tidies up after each. */
	take(edits: readonly LoggedEdit[]): Problem | null {
		let problem: Problem | null = null;
		this.#doc.transact(() => {
			for (const edit of edits) {
				problem = this.#takeOne(edit);
				if (problem) return;
			}
		});
		return problem;
	}

	#takeOne(edit: LoggedEdit): Problem | null {
		const bytes = edit.update ?? edit.instead;
		if (bytes === null) {
			this.erased++;
			return null;
		}
		try {
			if (edit.update === null) {
				const problem = this.#compareRewritten(edit, bytes);
				if (problem) return problem;
			}
			const problem = this.#compare(edit, bytes);
			if (problem) return problem;
			Y.applyUpdate(this.#doc, bytes);
			return null;
		} catch (error) {
			return this.#unreadable(edit, error, bytes);
		}
	}

	/**
	 * Only what touched an erased item was rewritten, without it. That nothing else is gone or came in shows where
	 * somebody has kept the original; without it, that much is the host's word.
	 */
	#compareRewritten(edit: LoggedEdit, bytes: Uint8Array): Problem | null {
		const { original, items, without } = edit;
		this.rewritten++;
		const isMeant = without.length === 0 || without.some((item) => items.includes(item));
		if (!isMeant)
			return rewrittenWrongly(edit, 'was rewritten, but had nothing of what was erased');
		if (original === null) return null;
		this.compared++;
		return onlyLacks(this.#doc, { original, rewritten: bytes, without: this.#erasedItems })
			? null
			: rewrittenWrongly(edit, 'lacks more than what was erased, or says something else');
	}

	#unreadable({ entry }: LoggedEdit, error: unknown, bytes: Uint8Array): Problem | null {
		if (!(error instanceof Refusal)) throw error;
		const { code, message } = error;
		// It builds on something that was erased: Yjs keeps it waiting, and so it is with all that follows.
		if (this.erased > 0 && (code === 'gap' || code === 'dangling')) {
			Y.applyUpdate(this.#doc, bytes);
			return null;
		}
		const detail = `The edit of entry ${entry} does not fit those before it: ${message}.`;
		return { code: 'edit-unreadable', where: 'updates.jsonl', entry, detail };
	}

	/** Whether the entries of an edit name what it touches. */
	#compare(edit: LoggedEdit, bytes: Uint8Array): Problem | null {
		const update = readUpdate(bytes, unlimited);
		const { touches, reachesDead } = precheck(this.#doc, update, unlimited, { isAccepted: true });
		const certain = reachesDead
			? precheck(this.#doc, update, unlimited, { isAccepted: true, skipsDead: true }).touches
			: touches;
		const said = new Map<string, string | null>();
		for (const [at, item] of edit.items.entries()) said.set(item, edit.changes?.[at] ?? null);
		for (const touch of touches) {
			const words = said.get(touch.item);
			said.delete(touch.item);
			const surely = reachesDead
				? certain.find(({ root, item }) => root === touch.root && item === touch.item)
				: touch;
			if (words === undefined) {
				// The title that a new board is given goes without saying.
				if (surely === undefined || (edit.byHost && touch.root === 'meta')) continue;
				return misdescribed(edit, touch.item, 'does not name what it did to');
			}
			// Of an item that was erased since, less is left than was done to it.
			if (this.#erasedItems.has(touch.item)) continue;
			if (words !== null && !sayWhat(words, touch, surely))
				return misdescribed(edit, touch.item, 'says something else than it did to');
		}
		for (const untouched of said.keys()) {
			// What it did to something that was erased since can't be seen any more.
			if (this.#erasedItems.has(untouched)) continue;
			return misdescribed(edit, untouched, 'names, but did not touch,');
		}
		return null;
	}
}

function misdescribed({ entry }: LoggedEdit, item: string, what: string): Problem {
	const detail = `Entry ${entry} ${what} the item ${item}.`;
	return { code: 'edit-misdescribed', where: 'log.jsonl', line: entry + 1, entry, item, detail };
}

function rewrittenWrongly({ entry }: LoggedEdit, what: string): Problem {
	const detail = `The edit of entry ${entry} ${what}.`;
	return { code: 'edit-rewritten', where: 'updates.jsonl', entry, detail };
}

function compareBoards(doc: Y.Doc, board: Uint8Array): Problem | null {
	const where = 'board.yjs';
	const exported = newDocument();
	exported.gc = false;
	try {
		readUpdate(board, unlimited);
		exported.transact(() => Y.applyUpdate(exported, board));
	} catch (error) {
		// No edit made this board, so whatever Yjs stumbles over is the board's fault.
		const detail = `The board cannot be read: ${error instanceof Error ? error.message : 'unknown'}.`;
		return { code: 'board-differs', where, detail };
	}
	const difference = firstDifference(doc, exported);
	exported.destroy();
	if (difference === null) return null;
	const { item } = difference;
	const detail =
		item === null
			? 'The board is not what its edits come to.'
			: `The item ${item} on the board is not what its edits come to.`;
	return { code: 'board-differs', where, ...(item !== null && { item }), detail };
}
