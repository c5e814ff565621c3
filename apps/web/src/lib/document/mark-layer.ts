import { Plugin, PluginKey, type EditorState } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import { takeSelection } from './keep-selection.ts';

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

const key = new PluginKey<DecorationSet>('marks');

/**
 * Shows what `setMarks` has found. With every change it moves along with the words: to find it anew each time would take
 * longer than a key may, in a document of many pages.
 */
export function markLayer(): Plugin<DecorationSet> {
	return new Plugin<DecorationSet>({
		key,
		state: {
			init: () => DecorationSet.empty,
			apply(tr, before) {
				const given = tr.getMeta(key) as DecorationSet | undefined;
				if (given) return given;
				return tr.docChanged ? before.map(tr.mapping, tr.doc) : before;
			}
		},
		props: { decorations: (state) => key.getState(state) }
	});
}

/** Finds stretches in the document as it is and shows them until they are found anew; null: no more. */
export function setMarks(view: EditorView, find: FindStretches | null): void {
	const { state } = view;
	if (find === null && key.getState(state) === DecorationSet.empty) return;
	takeSelection(view);
	const set = find === null ? DecorationSet.empty : draw(view.state, find(view.state));
	view.dispatch(view.state.tr.setMeta(key, set).setMeta('addToHistory', false));
}

function draw(state: EditorState, stretches: readonly Stretch[]): DecorationSet {
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
	return DecorationSet.create(state.doc, found);
}
