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

const key = new PluginKey<FindStretches | null>('marks');

/** Shows what `setMarks` was given last, and finds it anew when the document changes. */
export function markLayer(): Plugin<FindStretches | null> {
	let drawn: { readonly state: EditorState; readonly set: DecorationSet } | null = null;
	return new Plugin<FindStretches | null>({
		key,
		state: {
			init: () => null,
			apply(tr, before) {
				const given = tr.getMeta(key) as { readonly find: FindStretches | null } | undefined;
				return given ? given.find : before;
			}
		},
		props: {
			decorations(state) {
				const find = key.getState(state);
				if (!find) return null;
				if (drawn?.state !== state) drawn = { state, set: draw(state, find(state)) };
				return drawn.set;
			}
		}
	});
}

export function setMarks(view: EditorView, find: FindStretches | null): void {
	if (find === null && key.getState(view.state) === null) return;
	takeSelection(view);
	view.dispatch(view.state.tr.setMeta(key, { find }).setMeta('addToHistory', false));
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
