import { Selection, type EditorState, type Transaction } from '@tiptap/pm/state';
import { ReplaceStep } from '@tiptap/pm/transform';
import { ySyncPluginKey } from 'y-prosemirror';

/** Whether a change of the editor came from the shared document. */
export function isFromOthers(tr: Transaction): boolean {
	return (
		(tr.getMeta(ySyncPluginKey) as { isChangeOrigin?: boolean } | undefined)?.isChangeOrigin ===
		true
	);
}

/**
 * What came from the shared document, as a change of no more than what differs. The binding puts the whole content in
 * the place of the whole content: whatever is known about places in a long text would have to be found anew.
 */
export function asSmallChange(state: EditorState, tr: Transaction): Transaction {
	if (!isFromOthers(tr) || !tr.docChanged) return tr;
	const { tr: small } = state;
	const [before, after] = [state.doc.content, tr.doc.content];
	const from = before.findDiffStart(after);
	const ends = before.findDiffEnd(after);
	if (from !== null && ends !== null) {
		// Of two equal letters side by side either may be the new one: what differs then ends before it begins.
		const more = Math.max(0, from - Math.min(ends.a, ends.b));
		const step = new ReplaceStep(from, ends.a + more, tr.doc.slice(from, ends.b + more));
		if (small.maybeStep(step).failed !== null || !small.doc.eq(tr.doc)) return tr;
	}
	small.setSelection(Selection.fromJSON(small.doc, tr.selection.toJSON()));
	for (const key of ['addToHistory', ySyncPluginKey]) small.setMeta(key, tr.getMeta(key));
	return small;
}
