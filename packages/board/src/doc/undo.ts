import * as Y from 'yjs';
import {
	liveTokens,
	pairTokens,
	restore,
	snapshotOf,
	stateToken,
	tokenOf,
	withoutReactions
} from './snapshot.ts';
import type { Token } from './snapshot.ts';
import { isAbsent, momentBefore, recordOps } from './steps.ts';
import type { DeepEvents, KeyOp, Op, Removed, TextOp } from './steps.ts';
import { openBoard } from './roots.ts';
import { newestEntry, sequenceOf } from './structs.ts';
import type { SharedType } from './structs.ts';

const maxSteps = 500;

/** One person's undo and redo on a board. */
export interface BoardUndo {
	/** Takes back the last step. False when there was nothing left that could be taken back. */
	undo(): boolean;
	redo(): boolean;
	readonly canUndo: boolean;
	readonly canRedo: boolean;
	/** Ends the step: what is typed next is taken back on its own. */
	mark(): void;
	/** Calls back when what can be undone or redone may have changed. Returns the function that stops it. */
	onChange(listener: () => void): () => void;
	stop(): void;
}

type Mode = 'normal' | 'undo' | 'redo';

interface Step {
	readonly ops: Op[];
	/** Typing in one text goes on in the same step until `mark`, another text, or a new word. */
	isOpen: boolean;
}

/**
 * Undo over the transactions of one origin. A change is taken back only where its result still stands: what
 * another person wrote since stays, character by character in texts and field by field elsewhere; an item
 * that others wrote into is not removed; an item that others removed does not come back.
 *
 * Yjs' own UndoManager is not used as it brings back values over later ones of others when the same key was
 * set several times, and removes others' text with the item it stands in.
 */
export function createUndo(doc: Y.Doc, origin: unknown): BoardUndo {
	return new UndoHistory(doc, origin);
}

class UndoHistory implements BoardUndo {
	readonly #doc: Y.Doc;
	readonly #origin: unknown;
	readonly #items: Y.Map<unknown>;
	#undoSteps: Step[] = [];
	#redoSteps: Step[] = [];
	#mode: Mode = 'normal';
	readonly #listeners = new Set<() => void>();
	/** For what an undo wrote again: the token of what it stands for. */
	readonly #former = new Map<Token, Token>();
	readonly #ownClients = new Set<string>();
	readonly #observer: (events: unknown, transaction: Y.Transaction) => void;

	constructor(doc: Y.Doc, origin: unknown) {
		this.#doc = doc;
		this.#origin = origin;
		this.#items = openBoard(doc).items;
		this.#observer = (events, transaction) => {
			if (transaction.origin === this.#origin) this.#record(events as DeepEvents, transaction);
			else this.#rebase(events as DeepEvents, transaction);
		};
		this.#items.observeDeep(this.#observer);
	}

	get canUndo(): boolean {
		return this.#undoSteps.length > 0;
	}

	get canRedo(): boolean {
		return this.#redoSteps.length > 0;
	}

	undo(): boolean {
		this.mark();
		return this.#takeBack(this.#undoSteps, 'undo');
	}

	redo(): boolean {
		return this.#takeBack(this.#redoSteps, 'redo');
	}

	mark(): void {
		const last = this.#undoSteps.at(-1);
		if (last) last.isOpen = false;
	}

	onChange(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	stop(): void {
		this.#items.unobserveDeep(this.#observer);
		this.#listeners.clear();
	}

	#notify(): void {
		for (const listener of this.#listeners) listener();
	}

	/** Steps whose every part was overtaken by others have no effect; then the one before is taken. */
	#takeBack(steps: Step[], mode: 'undo' | 'redo'): boolean {
		const counterpart = mode === 'undo' ? this.#redoSteps : this.#undoSteps;
		const size = counterpart.length;
		this.#mode = mode;
		try {
			for (let step = steps.pop(); step; step = steps.pop()) {
				const { ops } = step;
				this.#doc.transact(() => {
					for (const op of ops.toReversed()) this.#revert(op);
				}, this.#origin);
				if (counterpart.length > size) return true;
			}
			return false;
		} finally {
			this.#mode = 'normal';
			this.#notify();
		}
	}

	#record(events: DeepEvents, transaction: Y.Transaction): void {
		this.#ownClients.add(String(this.#doc.clientID));
		const ops = recordOps(
			this.#items as SharedType,
			events,
			transaction,
			this.#mode === 'undo'
		).filter((op) => this.#isChange(op));
		if (ops.length === 0) return;
		if (this.#mode === 'undo') {
			this.#redoSteps.push({ ops, isOpen: false });
			return;
		}
		if (this.#mode === 'normal') this.#redoSteps = [];
		const isOpen = this.#mode === 'normal' && ops.length === 1 && ops[0]!.kind === 'text';
		const last = this.#undoSteps.at(-1);
		if (isOpen && last?.isOpen && goesOn(last.ops.at(-1)!, ops[0]!)) last.ops.push(...ops);
		else this.#undoSteps.push({ ops, isOpen });
		if (this.#undoSteps.length > maxSteps) this.#undoSteps.shift();
		if (this.#mode === 'normal') this.#notify();
	}

	/** Set and removed within one transaction: nothing happened, but the key's token is another one. */
	#isChange(op: Op): boolean {
		if (op.kind === 'text') return true;
		if (!isAbsent(op.before.token) || !isAbsent(op.after)) return true;
		this.#former.set(op.after, this.#canonical(op.before.token));
		return false;
	}

	/**
	 * Another's write that was made without knowing mine arrives late and loses: Yjs puts it in order before
	 * mine. Taking back mine then has to show theirs.
	 */
	#rebase(events: DeepEvents, transaction: Y.Transaction): void {
		const moment = momentBefore(transaction);
		for (const event of events) {
			if (!(event instanceof Y.YMapEvent)) continue;
			for (const key of event.keysChanged as Set<string>) {
				let item: Y.Item | null | undefined = newestEntry(event.target as SharedType, key);
				for (; item; item = item.left) {
					const late = item.left;
					if (moment.isNewer(item) || !late || !moment.isNewer(late)) continue;
					if (late.content instanceof Y.ContentType || late.content instanceof Y.ContentDeleted) {
						continue;
					}
					const before = { token: tokenOf(late.id), snapshot: snapshotOf(late, moment) };
					for (const op of this.#opsThatWrote(key, tokenOf(item.id))) op.before = before;
				}
			}
		}
	}

	*#opsThatWrote(key: string, token: Token): Iterable<KeyOp> {
		for (const { ops } of this.#undoSteps) {
			for (const op of ops) {
				if (op.kind === 'key' && op.key === key && op.after === token) yield op;
			}
		}
	}

	/** What a token stands for: what an undo or redo wrote again counts as the thing it brought back. */
	#canonical(token: Token): Token {
		const former = this.#former.get(token);
		if (former !== undefined || !token.startsWith('-@')) return former ?? token;
		const [, map, ...key] = token.split('@');
		return `-@${this.#canonical(map!)}@${key.join('@')}`;
	}

	#isSame(a: Token, b: Token): boolean {
		return this.#canonical(a) === this.#canonical(b);
	}

	#isOwn(token: Token): boolean {
		return this.#ownClients.has(token.slice(0, token.indexOf(':')));
	}

	#mapAt(path: readonly string[]): Y.Map<unknown> | undefined {
		let map: unknown = this.#items;
		for (const key of path) {
			if (!(map instanceof Y.Map)) return undefined;
			map = map.get(key);
		}
		return map instanceof Y.Map ? (map as Y.Map<unknown>) : undefined;
	}

	#revert(op: Op): void {
		const map = this.#mapAt(op.path);
		if (!map) return;
		if (op.kind === 'key') this.#revertKey(map, op);
		else {
			const text = map.get(op.key);
			if (text instanceof Y.Text) this.#revertText(text, op);
		}
	}

	#revertKey(map: Y.Map<unknown>, op: KeyOp): void {
		const type = map as SharedType;
		if (!this.#isSame(stateToken(type, op.key), op.after)) return;
		const current = newestEntry(type, op.key);
		if (current && !current.deleted && this.#holdsOthersWork(current, op)) return;
		const { token } = op.before;
		const snapshot =
			op.path.length === 0 ? withoutReactions(op.before.snapshot) : op.before.snapshot;
		if (!snapshot && this.#lineHoldsOthersWork(op)) return;
		if (snapshot) map.set(op.key, restore(snapshot));
		else map.delete(op.key);
		this.#former.set(stateToken(type, op.key), this.#canonical(token));
		const fresh = newestEntry(type, op.key);
		if (!snapshot || !fresh) return;
		pairTokens(snapshot, fresh, (now, then) => this.#former.set(now, this.#canonical(then)));
	}

	/**
	 * Is there anything in it that someone else wrote? After an undo that brought the whole thing back,
	 * others' parts in it are mine to take away again, as I did before, but not what came since.
	 */
	#holdsOthersWork(item: Y.Item, op: KeyOp): boolean {
		for (const token of liveTokens(item)) {
			if (!this.#isOwn(op.isRestored ? token : this.#canonical(token))) return true;
		}
		return false;
	}

	/** Is the key a column or row of a table in whose cells someone else wrote? Taking it out would hide that. */
	#lineHoldsOthersWork(op: KeyOp): boolean {
		const place = ['rows', 'columns'].indexOf(op.path[1] ?? '');
		const cells = this.#mapAt([op.path[0]!, 'cells']);
		if (op.path.length !== 2 || place < 0 || !cells) return false;
		for (const key of cells.keys()) {
			const text = newestEntry(cells as SharedType, key);
			if (key.split(':')[place] === op.key && text && this.#holdsOthersWork(text, op)) return true;
		}
		return false;
	}

	#revertText(text: Y.Text, op: TextOp): void {
		const type = text as unknown as SharedType;
		const inserted = new Set(op.inserted.map((token) => this.#canonical(token)));
		const doomed: { index: number; length: number }[] = [];
		for (const { token, index } of characters(type)) {
			if (!inserted.has(this.#canonical(token))) continue;
			const last = doomed.at(-1);
			if (last && last.index + last.length === index) last.length += 1;
			else doomed.push({ index, length: 1 });
		}
		for (const { index, length } of doomed.toReversed()) text.delete(index, length);
		for (const run of op.removed) {
			const index = this.#placeOf(type, op, run);
			if (index !== undefined) this.#putBack(text, index, run);
		}
	}

	#putBack(text: Y.Text, index: number, run: Removed): void {
		text.insert(index, run.content);
		for (const character of characters(text as unknown as SharedType)) {
			const former = run.tokens[character.index - index];
			if (former !== undefined) this.#former.set(character.token, this.#canonical(former));
		}
	}

	/** Where a removed run belongs: beside its neighbours; else where its remains lie; else at its old index. */
	#placeOf(type: SharedType, op: TextOp, run: Removed): number | undefined {
		let beforeRight: number | undefined;
		for (const { token, index } of characters(type)) {
			if (run.left !== undefined && this.#isSame(token, run.left)) return index + 1;
			if (run.right !== undefined && this.#isSame(token, run.right)) beforeRight ??= index;
		}
		if (beforeRight !== undefined) return beforeRight;
		const wanted = new Set(run.tokens);
		let index = 0;
		for (const item of sequenceOf(type)) {
			if (!item.countable) continue;
			if (!item.deleted) index += item.length;
			else if (holdsAny(item, wanted)) return index;
		}
		const map = this.#mapAt(op.path);
		const isThatText =
			map !== undefined && this.#isSame(stateToken(map as SharedType, op.key), op.text);
		return isThatText ? Math.min(run.index, index) : undefined;
	}
}

/** Does typing go on? A new word begins a new step, so that one undo takes back a word and not an hour. */
function goesOn(last: Op, next: Op): boolean {
	if (last.kind !== 'text' || next.kind !== 'text' || last.text !== next.text) return false;
	if ((last.typed === '') !== (next.typed === '')) return false;
	return !(/\s$/u.test(last.typed) && /^\S/u.test(next.typed));
}

function holdsAny(item: Y.Item, wanted: ReadonlySet<Token>): boolean {
	for (let i = 0; i < item.length; i += 1) if (wanted.has(tokenOf(item.id, i))) return true;
	return false;
}

/** The living characters of a text with their tokens; an embedded thing counts as one. */
function* characters(type: SharedType): Iterable<{ token: Token; index: number }> {
	let index = 0;
	for (const item of sequenceOf(type)) {
		if (item.deleted || !item.countable) continue;
		for (let i = 0; i < item.length; i += 1) {
			yield { token: tokenOf(item.id, i), index };
			index += 1;
		}
	}
}
