import type { Mark, Node, Slice } from '@tiptap/pm/model';
import {
	Plugin,
	PluginKey,
	TextSelection,
	type EditorState,
	type Transaction
} from '@tiptap/pm/state';
import { Mapping, ReplaceStep } from '@tiptap/pm/transform';
import type { EditorView } from '@tiptap/pm/view';
import { isFromOthers } from './others.ts';

/** Words that somebody would add, take out, or put in the place of others. */
export interface Suggestion {
	readonly id: string;
	readonly added: string;
	readonly removed: string;
	/** Where it begins in the document. */
	readonly from: number;
}

const key = new PluginKey<{ readonly isOn: boolean }>('suggesting');
/** On a transaction that is made of suggestions already, or that settles some. */
const settled = 'suggestion-settled';

export interface Suggester {
	readonly plugin: Plugin;
	/** What is done in the place of what somebody typed: while it is on, words become suggestions. */
	instead(state: EditorState, tr: Transaction): Transaction;
}

export function createSuggester(newId: () => string): Suggester {
	/** Typing goes on in the same suggestion where it ended. */
	let last: { readonly id: string; readonly at: number } | null = null;
	return {
		plugin: new Plugin({
			key,
			state: {
				init: () => ({ isOn: false }),
				apply: (tr, before) => (tr.getMeta(key) as { isOn: boolean } | undefined) ?? before
			}
		}),
		instead(state, tr) {
			if (!isSuggesting(state) || !isTyped(tr) || !becomesSuggestion(tr)) return tr;
			const id = last?.at === state.selection.from ? last.id : newId();
			const suggested = asSuggestion(state, tr, id);
			last = { id, at: suggested.selection.from };
			return suggested;
		}
	};
}

const isTyped = (tr: Transaction): boolean =>
	tr.docChanged && !isFromOthers(tr) && tr.getMeta(settled) !== true;

/** Only words within paragraphs can be suggested; splitting, joining and looks are done at once. */
function becomesSuggestion(tr: Transaction): boolean {
	return tr.steps.every((step, index) => {
		if (!(step instanceof ReplaceStep)) return false;
		const { from, to, slice } = step;
		const doc = tr.docs[index]!;
		return (
			isInline(slice) && doc.resolve(from).parent.isTextblock && doc.resolve(to).parent.isTextblock
		);
	});
}

function isInline({ content, openStart, openEnd }: Slice): boolean {
	return (
		openStart === 0 && openEnd === 0 && (content.firstChild === null || content.firstChild.isInline)
	);
}

/** The same change with nothing taken out and all that is new marked. */
function asSuggestion(state: EditorState, wanted: Transaction, id: string): Transaction {
	const { tr } = state;
	const { insertion, deletion } = state.schema.marks;
	let caret = state.selection.head;
	for (const [index, step] of wanted.steps.entries()) {
		const { from, to, slice } = step as ReplaceStep;
		// Places in the document as it was when the person typed, taken to where they are now.
		const back = new Mapping(wanted.mapping.maps.slice(0, index)).invert();
		const [start, end] = [tr.mapping.map(back.map(from)), tr.mapping.map(back.map(to))];
		const taken = take(tr, start, end, insertion!.create({ id }), deletion!.create({ id }));
		// Delete goes on behind what it took, Backspace before it.
		caret = start === state.selection.head && end > start ? taken.end : taken.start;
		if (slice.size > 0) {
			const marked = slice.content.content.map((node) =>
				node.mark(insertion!.create({ id }).addToSet(deletion!.removeFromSet(node.marks)))
			);
			tr.insert(taken.end, marked);
			caret = taken.end + slice.size;
		}
	}
	tr.setSelection(TextSelection.near(tr.doc.resolve(caret)));
	tr.setStoredMarks(null);
	return tr.setMeta(settled, true).scrollIntoView();
}

/** Marks words as to be taken out; those that are only suggested go at once. Says where the stretch is then. */
function take(
	tr: Transaction,
	from: number,
	to: number,
	added: Mark,
	removed: Mark
): { start: number; end: number } {
	const pieces: { from: number; to: number; isNew: boolean }[] = [];
	tr.doc.nodesBetween(from, to, (node, pos) => {
		if (!node.isInline) return true;
		const piece = { from: Math.max(from, pos), to: Math.min(to, pos + node.nodeSize) };
		pieces.push({ ...piece, isNew: added.type.isInSet(node.marks) !== undefined });
		return false;
	});
	let end = to;
	for (const piece of pieces.toReversed()) {
		if (piece.isNew) {
			tr.delete(piece.from, piece.to);
			end -= piece.to - piece.from;
		} else tr.addMark(piece.from, piece.to, removed);
	}
	return { start: from, end };
}

export function isSuggesting(state: EditorState): boolean {
	return key.getState(state)?.isOn === true;
}

export function setSuggesting(view: EditorView, isOn: boolean): void {
	view.dispatch(view.state.tr.setMeta(key, { isOn }).setMeta('addToHistory', false));
}

/** All suggestions of a document, in its order. */
export function suggestionsIn(doc: Node): Suggestion[] {
	const found = new Map<string, { added: string; removed: string; from: number }>();
	doc.descendants((node, pos) => {
		if (!node.isInline) return true;
		for (const name of ['insertion', 'deletion'] as const) {
			const id = idOf(node, name);
			if (id === null) continue;
			const one = found.get(id) ?? { added: '', removed: '', from: pos };
			one[name === 'insertion' ? 'added' : 'removed'] += node.text ?? '\n';
			found.set(id, one);
		}
		return false;
	});
	return Array.from(found, ([id, one]) => ({ id, ...one }));
}

function idOf(node: Node, name: 'insertion' | 'deletion'): string | null {
	const mark = node.marks.find(({ type }) => type.name === name);
	const id: unknown = mark?.attrs['id'];
	return typeof id === 'string' ? id : null;
}

/** Does what a suggestion says (accepts it), or leaves all as it was. An ordinary edit of whoever settles it. */
export function settle(view: EditorView, id: string, accept: boolean): void {
	const { state } = view;
	const { tr } = state;
	const pieces: { from: number; to: number; name: 'insertion' | 'deletion' }[] = [];
	state.doc.descendants((node, pos) => {
		if (!node.isInline) return true;
		for (const name of ['insertion', 'deletion'] as const) {
			if (idOf(node, name) === id) pieces.push({ from: pos, to: pos + node.nodeSize, name });
		}
		return false;
	});
	for (const { from, to, name } of pieces.toReversed()) {
		if ((name === 'insertion') === accept) tr.removeMark(from, to, state.schema.marks[name]);
		else tr.delete(from, to);
	}
	if (tr.docChanged) view.dispatch(tr.setMeta(settled, true));
}
