import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import { takeSelection } from './keep-selection.ts';
import { stretchesIn, type LookOf, type ParagraphRuns } from './stretches.ts';

/** A stretch of the document that is shown in some way besides its look: who wrote it, what is said about it. */
export interface Stretch {
	readonly from: number;
	readonly to: number;
	readonly class: string;
	/** Said on hovering. */
	readonly title?: string;
	/** Written before it, in small letters. */
	readonly sign?: string;
}

/** Finds the stretches in the document as it is now. */
export type FindStretches = (state: EditorState) => readonly Stretch[];

interface Marks {
	readonly set: DecorationSet;
	/** What is shown of each paragraph, where that is known. */
	readonly drawn: WeakMap<Node, ParagraphRuns>;
}

const key = new PluginKey<Marks>('marks');
const none = (): Marks => ({ set: DecorationSet.empty, drawn: new WeakMap() });

/**
 * Shows what `setMarks` has found. With every change it moves along with the words: to find it anew each time would take
 * longer than a key may, in a document of many pages.
 */
export function markLayer(): Plugin<Marks> {
	return new Plugin<Marks>({
		key,
		state: {
			init: none,
			apply(tr, before) {
				const given = tr.getMeta(key) as Marks | undefined;
				if (given) return given;
				if (!tr.docChanged) return before;
				forgetReplaced(tr, before.drawn);
				return { ...before, set: before.set.map(tr.mapping, tr.doc) };
			}
		},
		props: { decorations: (state) => key.getState(state)?.set }
	});
}

/** A paragraph that was put in the place of itself is the same, but what was shown of it is gone. */
function forgetReplaced({ mapping, doc }: Transaction, drawn: Marks['drawn']): void {
	for (const [index, map] of mapping.maps.entries()) {
		const later = mapping.slice(index + 1);
		map.forEach((_oldStart, _oldEnd, start, end) =>
			doc.nodesBetween(later.map(start, -1), later.map(end), (node) => {
				if (node.isTextblock) drawn.delete(node);
				return !node.isTextblock;
			})
		);
	}
}

function show(view: EditorView, marks: Marks): void {
	view.dispatch(view.state.tr.setMeta(key, marks).setMeta('addToHistory', false));
}

/** Finds stretches in the document as it is and shows them until they are found anew; null: no more. */
export function setMarks(view: EditorView, find: FindStretches | null): void {
	const { state } = view;
	if (find === null && key.getState(state)?.set === DecorationSet.empty) return;
	takeSelection(view);
	if (find === null) show(view, none());
	else {
		const set = DecorationSet.create(view.state.doc, draw(find(view.state)));
		show(view, { set, drawn: new WeakMap() });
	}
}

/** Shows who wrote the paragraphs, as far as that isn't shown yet. Nothing for a moment in which they don't fit. */
export function markParagraphs(
	view: EditorView,
	paragraphs: readonly ParagraphRuns[],
	lookOf: LookOf
): void {
	takeSelection(view);
	const { doc } = view.state;
	const { set, drawn } = key.getState(view.state) ?? none();
	const blocks: { node: Node; pos: number }[] = [];
	doc.descendants((node, pos) => {
		if (node.isTextblock) blocks.push({ node, pos });
		return !node.isTextblock;
	});
	if (blocks.length !== paragraphs.length) return;
	const old: Decoration[] = [];
	const fresh: Decoration[] = [];
	for (const [index, { node, pos }] of blocks.entries()) {
		const lists = paragraphs[index]!;
		if (isSame(drawn.get(node), lists)) continue;
		const stretches = stretchesIn(node, pos, lists, lookOf);
		if (stretches === null) continue;
		old.push(...set.find(pos, pos + node.nodeSize));
		fresh.push(...draw(stretches));
		drawn.set(node, lists);
	}
	if (old.length + fresh.length === 0) return;
	show(view, { set: set.remove(old).add(doc, fresh), drawn });
}

function isSame(a: ParagraphRuns | undefined, b: ParagraphRuns): boolean {
	return a?.length === b.length && b.every((runs, index) => runs === a[index]);
}

function draw(stretches: readonly Stretch[]): Decoration[] {
	const found: Decoration[] = [];
	for (const { from, to, class: name, title, sign } of stretches) {
		found.push(Decoration.inline(from, to, { class: name, ...(title !== undefined && { title }) }));
		if (sign === undefined) continue;
		const make = (): HTMLElement => {
			const element = document.createElement('span');
			element.className = 'stretch-sign';
			element.textContent = sign;
			return element;
		};
		found.push(Decoration.widget(from, make, { key: `${sign}-${name}`, side: -1 }));
	}
	return found;
}
