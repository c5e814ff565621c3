import { TextSelection } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { getRelativeSelection, ySyncPluginKey } from 'y-prosemirror';
import * as Y from 'yjs';

interface Selected {
	readonly type: string;
	readonly anchor: Y.RelativePosition | null;
	readonly head: Y.RelativePosition | null;
}

interface Binding {
	beforeTransactionSelection: Selected | null;
}

/**
 * Takes the caret from where the keys have just put it. The editor hears of that a moment later; what came from others
 * meanwhile would put the caret back.
 */
export function takeSelection(view: EditorView): void {
	const { selection } = view.state;
	if (!(selection instanceof TextSelection) || view.composing || !view.hasFocus()) return;
	const { anchorNode, anchorOffset, focusNode, focusOffset } = document.getSelection() ?? {};
	if (!anchorNode || !focusNode) return;
	if (!view.dom.contains(anchorNode) || !view.dom.contains(focusNode)) return;
	const [anchor, head] = [
		view.posAtDOM(anchorNode, anchorOffset ?? 0),
		view.posAtDOM(focusNode, focusOffset ?? 0)
	];
	if (anchor < 0 || head < 0 || (anchor === selection.anchor && head === selection.head)) return;
	const { doc, tr } = view.state;
	const now = TextSelection.between(doc.resolve(anchor), doc.resolve(head));
	if (!now.eq(selection)) view.dispatch(tr.setSelection(now));
}

/**
 * What to do before others' changes come: the caret they must leave alone is where the keys have put it, and it stays
 * behind the letter it was put behind, so that what others write at the same place comes after it.
 */
export function keepSelection(view: EditorView): (transaction: Y.Transaction) => void {
	const { binding } = ySyncPluginKey.getState(view.state) as { readonly binding: Binding };
	// The binding would measure where the caret is for every letter of others, to scroll there: the browser itself
	// keeps what is read where it is.
	Object.assign(binding, { _isLocalCursorInView: () => false });
	return ({ local, doc }) => {
		if (local) return;
		takeSelection(view);
		const { type, anchor, head } = getRelativeSelection(binding as never, view.state) as Selected;
		binding.beforeTransactionSelection = {
			type,
			anchor: behind(anchor, doc),
			head: behind(head, doc)
		};
	};
}

function behind(position: Y.RelativePosition | null, doc: Y.Doc): Y.RelativePosition | null {
	const place = position && Y.createAbsolutePositionFromRelativePosition(position, doc);
	if (!place || !(place.type instanceof Y.XmlText) || place.index === 0) return position;
	return Y.createRelativePositionFromTypeIndex(place.type, place.index, -1);
}
