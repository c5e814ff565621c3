import type { Editor } from '@tiptap/core';
import * as commands from './commands.ts';
import {
	relativeAt,
	caretsOf,
	setCarets,
	writeDocCaret,
	absoluteAt,
	readPosition
} from './carets.ts';
import { measureWidths, withWidth } from './table-view.ts';
import { createDocEditor, run, type DocEditor } from './editor.ts';
import { markParagraphs, setMarks } from './mark-layer.ts';
import { isSuggesting, setSuggesting, settle, suggestionsIn } from './suggest.ts';

/** What the text is where the selection begins. */
export interface LookNow {
	readonly heading: number | null;
	readonly list: string | null;
	readonly quote: boolean;
	readonly bold: boolean;
	readonly italic: boolean;
	readonly strike: boolean;
	readonly link: string | null;
	readonly inTable: boolean;
	readonly headerRow: boolean;
}

function lookNow(editor: Editor): LookNow {
	const look = commands.lookOf(commands.paragraphsIn(editor.state)[0]?.node);
	const table = commands.tableAt(editor.state);
	const href: unknown = editor.getAttributes('link')['href'];
	return {
		heading: look.heading ?? null,
		list: look.list ?? null,
		quote: look.quote === true,
		bold: editor.isActive('bold'),
		italic: editor.isActive('italic'),
		strike: editor.isActive('strike'),
		link: typeof href === 'string' ? href : null,
		inTable: table !== null,
		headerRow: table?.node.attrs['headerRow'] === true
	};
}

/** Makes the selection a link, or the address itself where nothing is selected; null: no link any more. */
function setLink(editor: Editor, href: string | null): void {
	const { state, view } = editor;
	const { from, to, empty } = state.selection;
	const type = state.schema.marks['link']!;
	const { tr } = state;
	if (href === null) {
		editor.chain().focus().extendMarkRange('link').unsetMark('link').run();
		return;
	}
	if (empty && !editor.isActive('link'))
		tr.insert(from, state.schema.text(href, [type.create({ href })]));
	else if (empty) {
		editor.chain().focus().extendMarkRange('link').setMark('link', { href }).run();
		return;
	} else tr.addMark(from, to, type.create({ href }));
	view.dispatch(tr.scrollIntoView());
	view.focus();
}

/** The table the caret is in as it is drawn, and its widths as they are on the page. */
function tableNow(editor: Editor): { pos: number; column: number; widths: number[] } | null {
	const at = commands.tableAt(editor.state);
	const drawn = at && editor.view.nodeDOM(at.pos);
	const table = drawn instanceof HTMLElement ? drawn.querySelector('table') : null;
	return at && table && { pos: at.pos, column: at.cell, widths: measureWidths(table) };
}

/** How wide the column is that the caret is in; null outside of tables. */
function widthNow(editor: Editor): number | null {
	const table = tableNow(editor);
	return table?.widths[table.column] ?? null;
}

/** Makes the column that the caret is in so wide; null: what stands in the columns decides. */
function setWidth({ editor, undo }: DocEditor, width: number | null): void {
	const table = tableNow(editor);
	if (!table) return;
	const { pos, column, widths } = table;
	undo.stopCapturing();
	const { state, view } = editor;
	commands.setWidths(pos, width === null ? [] : withWidth(widths, column, width))(
		state,
		view.dispatch
	);
}

/** All that the page needs of the editor: fetched when somebody opens a document to write. */
export const docTools = {
	...commands,
	absoluteAt,
	caretsOf,
	createDocEditor,
	isSuggesting,
	lookNow,
	markParagraphs,
	readPosition,
	relativeAt,
	run,
	setCarets,
	setLink,
	setMarks,
	setWidth,
	setSuggesting,
	settle,
	suggestionsIn,
	widthNow,
	writeDocCaret,
	undo({ editor, undo }: DocEditor): void {
		undo.undo();
		editor.view.focus();
	},
	redo({ editor, undo }: DocEditor): void {
		undo.redo();
		editor.view.focus();
	}
};

export type DocTools = typeof docTools;
