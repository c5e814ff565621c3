import { filledWidths } from '@concordia/board/document';
import type { Node, ResolvedPos } from '@tiptap/pm/model';
import {
	Selection,
	TextSelection,
	type Command,
	type EditorState,
	type Transaction
} from '@tiptap/pm/state';

/** What a paragraph can be besides text. */
export interface BlockLook {
	readonly heading?: number | null;
	readonly list?: 'bullet' | 'numbered' | 'task' | null;
	readonly indent?: number | null;
	readonly checked?: true | null;
	readonly quote?: true | null;
}

const deepest = 8;

interface Placed {
	readonly node: Node;
	readonly pos: number;
}

/** The paragraphs a selection touches. */
export function paragraphsIn(state: EditorState): Placed[] {
	const found: Placed[] = [];
	const { from, to } = state.selection;
	state.doc.nodesBetween(from, to, (node, pos) => {
		if (node.type.name === 'paragraph') found.push({ node, pos });
		return !node.isTextblock;
	});
	return found;
}

export function lookOf(node: Node | undefined): BlockLook {
	return node?.attrs ?? {};
}

/** Gives all paragraphs of the selection a look. */
export function setLook(change: (look: BlockLook) => BlockLook): Command {
	return (state, dispatch) => {
		const { tr } = state;
		for (const { node, pos } of paragraphsIn(state)) {
			for (const [name, value] of Object.entries(change(lookOf(node)))) {
				if (node.attrs[name] !== value) tr.setNodeAttribute(pos, name, value);
			}
		}
		if (!tr.docChanged) return false;
		dispatch?.(tr.scrollIntoView());
		return true;
	};
}

export const plain: BlockLook = {
	heading: null,
	list: null,
	indent: null,
	checked: null,
	quote: null
};

/** Makes headings of this level, or plain text again when they are that already. */
export function toggleHeading(level: number): Command {
	return (state, dispatch) => {
		const isOn = paragraphsIn(state).every(({ node }) => lookOf(node).heading === level);
		return setLook(() => (isOn ? plain : { ...plain, heading: level }))(state, dispatch);
	};
}

export function toggleList(list: NonNullable<BlockLook['list']>): Command {
	return (state, dispatch) => {
		const isOn = paragraphsIn(state).every(({ node }) => lookOf(node).list === list);
		const look = isOn ? plain : { ...plain, list };
		return setLook(({ indent: depth }) => (isOn ? look : { ...look, indent: depth ?? null }))(
			state,
			dispatch
		);
	};
}

export const toggleQuote: Command = (state, dispatch) => {
	const isOn = paragraphsIn(state).every(({ node }) => lookOf(node).quote === true);
	return setLook(() => (isOn ? plain : { ...plain, quote: true }))(state, dispatch);
};

/** Moves entries of lists deeper (1) or less deep (-1). */
export function indent(by: 1 | -1): Command {
	return setLook(({ list, indent: now }) => {
		if (list === undefined || list === null) return {};
		const depth = Math.min(deepest, Math.max(0, (now ?? 0) + by));
		return { indent: depth === 0 ? null : depth };
	});
}

/** In an empty entry of a list or an empty quote, Enter ends that. */
export const leaveList: Command = (state, dispatch) => {
	const { $from, empty } = state.selection;
	if (!empty || !$from.parent.isTextblock || $from.parent.content.size > 0) return false;
	const look = lookOf($from.parent);
	if (look.indent) return indent(-1)(state, dispatch);
	return look.list || look.quote ? setLook(() => plain)(state, dispatch) : false;
};

/** The look of the paragraph that Enter makes here: lists and quotes go on, what follows a heading is text. */
export function lookOfNext({ parent, parentOffset }: ResolvedPos): BlockLook {
	const { heading = null, list = null, indent: depth = null, quote = null } = lookOf(parent);
	const isAtEnd = parentOffset === parent.content.size;
	return { heading: isAtEnd ? null : heading, list, indent: depth, quote };
}

/** At the beginning of a paragraph, Backspace takes its look before it joins it with the one above. */
export const unlook: Command = (state, dispatch) => {
	const { $from, empty } = state.selection;
	if (!empty || $from.parentOffset > 0 || !$from.parent.isTextblock) return false;
	const look = lookOf($from.parent);
	if (look.indent) return indent(-1)(state, dispatch);
	return look.list || look.quote || look.heading ? setLook(() => plain)(state, dispatch) : false;
};

export const lineBreak: Command = (state, dispatch) => {
	const type = state.schema.nodes['break'];
	if (!type || !state.selection.$from.parent.inlineContent) return false;
	dispatch?.(state.tr.replaceSelectionWith(type.create()).scrollIntoView());
	return true;
};

/** The table the selection is in: where it stands, and which row and cell. */
export function tableAt(state: EditorState): {
	readonly pos: number;
	readonly node: Node;
	readonly row: number;
	readonly cell: number;
} | null {
	const { $from } = state.selection;
	for (let depth = $from.depth; depth > 0; depth -= 1) {
		const node = $from.node(depth);
		if (node.type.name !== 'table') continue;
		if ($from.depth < depth + 2) return null;
		return {
			pos: $from.before(depth),
			node,
			row: $from.index(depth),
			cell: $from.index(depth + 1)
		};
	}
	return null;
}

/** Where the child of a node begins that stands behind `index` others. */
function childStart(parent: Node, pos: number, index: number): number {
	let at = pos + 1;
	for (let i = 0; i < index; i += 1) at += parent.child(i).nodeSize;
	return at;
}

function emptyCell(state: EditorState): Node {
	const { cell, paragraph } = state.schema.nodes;
	return cell!.create(null, paragraph!.create());
}

export function insertTable(rows: number, columns: number): Command {
	return (state, dispatch) => {
		const { table, row } = state.schema.nodes;
		const { $from } = state.selection;
		if ($from.depth !== 1) return false;
		const line = (): Node =>
			row!.create(
				null,
				Array.from({ length: columns }, () => emptyCell(state))
			);
		const node = table!.create({ headerRow: true }, Array.from({ length: rows }, line));
		const isEmpty = $from.parent.content.size === 0;
		const tr = state.tr.insert(isEmpty ? $from.before(1) : $from.after(1), node);
		const at = isEmpty ? $from.before(1) : $from.after(1);
		tr.setSelection(Selection.near(tr.doc.resolve(at + 3)));
		dispatch?.(tr.scrollIntoView());
		return true;
	};
}

export const addRow: Command = (state, dispatch) => {
	const at = tableAt(state);
	if (!at) return false;
	const columns = Math.max(1, at.node.child(at.row).childCount);
	const row = state.schema.nodes['row']!.create(
		null,
		Array.from({ length: columns }, () => emptyCell(state))
	);
	const pos = childStart(at.node, at.pos, at.row + 1);
	const tr = state.tr.insert(pos, row);
	tr.setSelection(Selection.near(tr.doc.resolve(pos + 2)));
	dispatch?.(tr.scrollIntoView());
	return true;
};

/** Does something in every row, from the last: the places of those above stay as they are. */
function inRows(
	change: (tr: EditorState['tr'], row: Node, pos: number, cell: number) => void
): Command {
	return (state, dispatch) => {
		const at = tableAt(state);
		if (!at) return false;
		const { tr } = state;
		for (let i = at.node.childCount - 1; i >= 0; i -= 1) {
			change(tr, at.node.child(i), childStart(at.node, at.pos, i), at.cell);
		}
		if (!tr.docChanged) return false;
		dispatch?.(tr.scrollIntoView());
		return true;
	};
}

export const addColumn: Command = (state, dispatch) =>
	inRows((tr, row, pos, cell) => {
		tr.insert(childStart(row, pos, Math.min(cell + 1, row.childCount)), emptyCell(state));
	})(state, dispatch);

export const removeColumn: Command = inRows((tr, row, pos, cell) => {
	if (cell >= row.childCount || row.childCount < 2) return;
	const from = childStart(row, pos, cell);
	tr.delete(from, from + row.child(cell).nodeSize);
});

export const removeRow: Command = (state, dispatch) => {
	const at = tableAt(state);
	if (!at) return false;
	if (at.node.childCount < 2) return removeTable(state, dispatch);
	const from = childStart(at.node, at.pos, at.row);
	const { tr } = state;
	// The widths of the columns stand in the first row.
	const widths = at.row === 0 ? columnsOf(at.node) : null;
	if (widths) writeWidths(tr, at.node.child(1), childStart(at.node, at.pos, 1), widths);
	dispatch?.(tr.delete(from, from + at.node.child(at.row).nodeSize).scrollIntoView());
	return true;
};

export const removeTable: Command = (state, dispatch) => {
	const at = tableAt(state);
	if (!at) return false;
	const tr = state.tr.delete(at.pos, at.pos + at.node.nodeSize);
	dispatch?.(tr.scrollIntoView());
	return true;
};

/** The widths of a table's columns; null where what stands in them decides. */
export function columnsOf(table: Node): number[] | null {
	let columns = 0;
	table.forEach(({ childCount }) => (columns = Math.max(columns, childCount)));
	const first = table.firstChild?.content.content ?? [];
	return filledWidths(
		first.map(({ attrs }) => attrs['width'] as unknown),
		columns
	);
}

function writeWidths(tr: Transaction, row: Node, pos: number, widths: readonly number[]): void {
	row.forEach(({ attrs }, offset, index) => {
		const width = widths[index] ?? null;
		if (attrs['width'] !== width) tr.setNodeAttribute(pos + 1 + offset, 'width', width);
	});
}

/** Gives the columns of the table at a place these widths; none: what stands in them decides. */
export function setWidths(pos: number, widths: readonly number[]): Command {
	return (state, dispatch) => {
		const row = state.doc.nodeAt(pos)?.firstChild;
		if (!row) return false;
		const { tr } = state;
		writeWidths(tr, row, pos + 1, widths);
		if (tr.docChanged) dispatch?.(tr);
		return true;
	};
}

export const toggleHeaderRow: Command = (state, dispatch) => {
	const at = tableAt(state);
	if (!at) return false;
	const isOn = at.node.attrs['headerRow'] === true;
	dispatch?.(state.tr.setNodeAttribute(at.pos, 'headerRow', isOn ? null : true));
	return true;
};

/** To the next (1) or the last (-1) cell; behind the last one there is a new row. */
export function goToCell(by: 1 | -1): Command {
	return (state, dispatch) => {
		const at = tableAt(state);
		if (!at) return false;
		const cells: number[] = [];
		let now = -1;
		at.node.forEach((row, rowOffset, rowIndex) =>
			row.forEach((_cell, offset, index) => {
				if (rowIndex === at.row && index === at.cell) now = cells.length;
				cells.push(at.pos + 1 + rowOffset + 1 + offset);
			})
		);
		const next = cells[now + by];
		if (next === undefined) return by === 1 ? addRow(state, dispatch) : true;
		const selection = Selection.findFrom(state.doc.resolve(next + 1), 1, true);
		if (selection) dispatch?.(state.tr.setSelection(selection).scrollIntoView());
		return true;
	};
}

/** Puts a live field behind the block the selection is in. */
export function insertLive(item: string, view: string | null): Command {
	return (state, dispatch) => {
		const { live, paragraph } = state.schema.nodes;
		const { $from } = state.selection;
		const at = $from.depth === 0 ? $from.pos : $from.after(1);
		const tr = state.tr.insert(at, [live!.create({ item, view }), paragraph!.create()]);
		tr.setSelection(TextSelection.near(tr.doc.resolve(at + 2)));
		dispatch?.(tr.scrollIntoView());
		return true;
	};
}
