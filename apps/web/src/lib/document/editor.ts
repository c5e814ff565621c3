import { Editor, Extension, InputRule } from '@tiptap/core';
import { chainCommands } from '@tiptap/pm/commands';
import type { ResolvedPos, Slice } from '@tiptap/pm/model';
import { Plugin, Selection, TextSelection, type Command as StateCommand } from '@tiptap/pm/state';
import type { EditorView, NodeView } from '@tiptap/pm/view';
import { ySyncPlugin, ySyncPluginKey } from 'y-prosemirror';
import * as Y from 'yjs';
import { blockIds } from './block-ids.ts';
import { caretLayer } from './carets.ts';
import {
	goToCell,
	indent,
	leaveList,
	lineBreak,
	lookOfNext,
	plain,
	setLook,
	toggleHeading,
	toggleList,
	unlook,
	type BlockLook
} from './commands.ts';
import { keepSelection, takeSelection } from './keep-selection.ts';
import { docExtensions, unmatched } from './nodes.ts';
import { listNumbers, ParagraphView } from './paragraph-view.ts';
import { asSmallChange } from './others.ts';
import { cleanPasted } from './paste.ts';
import { markLayer } from './mark-layer.ts';
import { splitSharedParagraph, watchSplits } from './split.ts';
import { createSuggester } from './suggest.ts';
import { TableView } from './table-view.ts';
import { createDocUndo } from './undo.ts';

export interface DocEditorOptions {
	readonly element: HTMLElement;
	readonly doc: Y.Doc;
	readonly fragment: Y.XmlFragment;
	/** What a screen reader calls the field. */
	readonly label: string;
	readonly taskLabel: string;
	/** Draws a live field into an element; the returned function takes it out again. */
	readonly live: (target: HTMLElement, item: string, view: string | null) => () => void;
	/** Ctrl+Shift+K. */
	readonly askLink: () => void;
	readonly newId: () => string;
}

export interface DocEditor {
	readonly editor: Editor;
	readonly undo: Y.UndoManager;
	destroy(): void;
}

/** Runs a command of ProseMirror as one of the editor's. */
export function run(editor: Editor, command: StateCommand): boolean {
	const done = command(editor.state, (tr) => editor.view.dispatch(tr), editor.view);
	editor.view.focus();
	return done;
}

const asKey =
	(command: StateCommand) =>
	({ editor }: { editor: Editor }): boolean =>
		command(editor.state, (tr) => editor.view.dispatch(tr), editor.view);

/** Splits the paragraph, in the document that is shared: only there is known which letters are written anew. */
function newParagraph({ doc, fragment, newId }: DocEditorOptions): StateCommand {
	return (_state, dispatch, view) => {
		if (!dispatch || !view) return false;
		takeSelection(view);
		const { selection, tr: taken } = view.state;
		if (!selection.$from.parent.isTextblock) return false;
		if (!selection.empty) dispatch(taken.deleteSelection());
		const { $from } = view.state.selection;
		const paragraph = sharedAt(fragment, $from);
		if (!paragraph) return false;
		const attributes = { ...lookOfNext($from), id: newId() };
		doc.transact(
			() => splitSharedParagraph(paragraph, $from.parentOffset, attributes),
			ySyncPluginKey
		);
		const { tr } = view.state;
		dispatch(tr.setSelection(TextSelection.create(tr.doc, $from.pos + 2)).scrollIntoView());
		return true;
	};
}

/** The shared paragraph that a place of the editor is in. */
function sharedAt(fragment: Y.XmlFragment, place: ResolvedPos): Y.XmlElement | null {
	let at: unknown = fragment;
	for (let depth = 0; depth < place.depth; depth += 1) {
		at = at instanceof Y.XmlFragment ? at.get(place.index(depth)) : null;
	}
	return at instanceof Y.XmlElement && at.nodeName === 'paragraph' ? at : null;
}

/** Signs at the beginning of a paragraph, and what they make of it. */
const signs: readonly (readonly [sign: RegExp, look: (found: RegExpMatchArray) => BlockLook])[] = [
	[/^(#{1,3})\s$/, ([, hashes = '']) => ({ heading: hashes.length })],
	[/^[-*+]\s$/, () => ({ list: 'bullet' })],
	[/^1[.)]\s$/, () => ({ list: 'numbered' })],
	[/^\[( |x)?\]\s$/, ([, done]) => ({ list: 'task', checked: done === 'x' ? true : null })],
	[/^>\s$/, () => ({ quote: true })]
];

function markdownSigns(): InputRule[] {
	return signs.map(
		([find, look]) =>
			new InputRule({
				find,
				handler: ({ state, range, match }) => {
					const { tr } = state;
					const { $from } = state.selection;
					if ($from.parent.type.name !== 'paragraph') return null;
					tr.delete(range.from, range.to);
					const pos = tr.mapping.map($from.before());
					for (const [name, value] of Object.entries({ ...plain, ...look(match) })) {
						tr.setNodeAttribute(pos, name, value);
					}
					return undefined;
				}
			})
	);
}

/** What is pasted into an empty paragraph takes its place, and so keeps its looks. */
function pasteBlocks(view: EditorView, { content }: Slice): boolean {
	const { $from, empty } = view.state.selection;
	const isBlock = content.firstChild?.isBlock === true && content.firstChild.type.name !== 'row';
	if (!empty || $from.depth !== 1 || $from.parent.content.size > 0 || !isBlock) return false;
	const tr = view.state.tr.replaceWith($from.before(), $from.after(), content);
	const end = tr.mapping.map($from.after());
	tr.setSelection(Selection.near(tr.doc.resolve(end), -1));
	view.dispatch(tr.scrollIntoView().setMeta('paste', true));
	return true;
}

/** Paragraphs, tables and live fields draw themselves. */
function drawnNodes({ live, taskLabel }: DocEditorOptions, undo: Y.UndoManager): Plugin {
	return new Plugin({
		props: {
			nodeViews: {
				paragraph: (node, view, getPos) => new ParagraphView(node, view, getPos, taskLabel),
				table: (node, view, getPos) =>
					new TableView(node, view, getPos, () => undo.stopCapturing()),
				live: ({ attrs }): NodeView => {
					const dom = document.createElement('div');
					dom.className = 'live';
					dom.contentEditable = 'false';
					const { item, view } = attrs as { item: string | null; view: string | null };
					const stop = live(dom, item ?? '', view);
					return { dom, destroy: stop, stopEvent: () => false, ignoreMutation: () => true };
				}
			}
		}
	});
}

/**
 * An editor on a shared document. Only for those who write: while it is bound, it takes out of the document what its
 * schema doesn't know. Throws when it doesn't know what the schema of documents has.
 */
export function createDocEditor(options: DocEditorOptions): DocEditor {
	const { doc, fragment } = options;
	const undo = createDocUndo(fragment, doc);
	const suggester = createSuggester(options.newId);
	const behaviour = Extension.create({
		name: 'document',
		priority: 1000,
		addProseMirrorPlugins: () => [
			ySyncPlugin(fragment),
			suggester.plugin,
			blockIds(),
			listNumbers(),
			caretLayer(),
			markLayer(),
			drawnNodes(options, undo)
		],
		dispatchTransaction({ transaction, next }) {
			const { state } = this.editor;
			next(asSmallChange(state, suggester.instead(state, transaction)));
		},
		addInputRules: markdownSigns,
		addKeyboardShortcuts: () => ({
			'Mod-z': () => undo.undo() !== null || true,
			'Mod-y': () => undo.redo() !== null || true,
			'Mod-Shift-z': () => undo.redo() !== null || true,
			Enter: asKey(chainCommands(leaveList, newParagraph(options))),
			'Shift-Enter': asKey(lineBreak),
			Backspace: asKey(unlook),
			Tab: asKey(chainCommands(goToCell(1), indent(1))),
			'Shift-Tab': asKey(chainCommands(goToCell(-1), indent(-1))),
			'Mod-b': ({ editor }) => editor.commands.toggleMark('bold'),
			'Mod-i': ({ editor }) => editor.commands.toggleMark('italic'),
			'Mod-Shift-x': ({ editor }) => editor.commands.toggleMark('strike'),
			'Mod-Shift-k': () => {
				options.askLink();
				return true;
			},
			'Mod-Alt-0': asKey(setLook(() => plain)),
			'Mod-Alt-1': asKey(toggleHeading(1)),
			'Mod-Alt-2': asKey(toggleHeading(2)),
			'Mod-Alt-3': asKey(toggleHeading(3)),
			'Mod-Shift-7': asKey(toggleList('numbered')),
			'Mod-Shift-8': asKey(toggleList('bullet')),
			'Mod-Shift-9': asKey(toggleList('task'))
		})
	});
	const editor = new Editor({
		element: options.element,
		extensions: [...docExtensions, behaviour],
		injectCSS: false,
		// Until the shared document is read, which follows at once.
		content: { type: 'doc', content: [{ type: 'paragraph' }] },
		editorProps: {
			attributes: {
				role: 'textbox',
				'aria-multiline': 'true',
				'aria-label': options.label,
				spellcheck: 'true',
				'data-document': ''
			},
			transformPastedHTML: cleanPasted,
			handlePaste: (view, _event, slice) => pasteBlocks(view, slice)
		}
	});
	const { nodes, marks } = editor.schema;
	const strange = unmatched([...Object.keys(nodes), ...Object.keys(marks)]);
	if (strange.length > 0) {
		editor.destroy();
		throw new Error(`the editor and the schema differ: ${strange.join(', ')}`);
	}
	const keep = keepSelection(editor.view);
	doc.on('beforeTransaction', keep);
	const stopMending = watchSplits(fragment, doc);
	return {
		editor,
		undo,
		destroy() {
			doc.off('beforeTransaction', keep);
			stopMending();
			editor.destroy();
			undo.destroy();
		}
	};
}
