import { entryNumbers } from '@concordia/board/document';
import type { Node } from '@tiptap/pm/model';
import { Plugin } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView, type NodeView } from '@tiptap/pm/view';
import { lookOf } from './commands.ts';

/** A paragraph in the editor: an entry of a list of tasks has a box that can be checked. */
export class ParagraphView implements NodeView {
	readonly dom: HTMLElement;
	readonly contentDOM: HTMLElement;
	readonly #box: HTMLInputElement | null;
	#node: Node;

	constructor(node: Node, view: EditorView, getPos: () => number | undefined, label: string) {
		this.#node = node;
		const { heading, list } = lookOf(node);
		this.contentDOM = document.createElement(heading ? `h${heading}` : 'p');
		if (list !== 'task') {
			this.dom = this.contentDOM;
			this.#box = null;
		} else {
			const box = document.createElement('input');
			box.type = 'checkbox';
			box.ariaLabel = label;
			box.contentEditable = 'false';
			box.addEventListener('change', () => {
				const pos = getPos();
				if (pos !== undefined && view.editable) {
					view.dispatch(view.state.tr.setNodeAttribute(pos, 'checked', box.checked || null));
				}
				box.checked = lookOf(this.#node).checked === true;
			});
			this.#box = box;
			this.dom = document.createElement('div');
			this.dom.className = 'task';
			this.dom.append(box, this.contentDOM);
		}
		this.#draw();
	}

	update(node: Node): boolean {
		if (node.type !== this.#node.type) return false;
		const [now, before] = [lookOf(node), lookOf(this.#node)];
		if (now.heading !== before.heading || (now.list === 'task') !== (before.list === 'task')) {
			return false;
		}
		this.#node = node;
		this.#draw();
		return true;
	}

	stopEvent(event: Event): boolean {
		return event.target === this.#box;
	}

	ignoreMutation(
		mutation: MutationRecord | { readonly type: 'selection'; readonly target: globalThis.Node }
	): boolean {
		return mutation.type !== 'selection' && !this.contentDOM.contains(mutation.target);
	}

	#draw(): void {
		const { list, indent, quote, checked } = lookOf(this.#node);
		const { dataset, style } = this.dom;
		const { id } = this.#node.attrs as { id?: string | null };
		if (id) dataset['paragraph'] = id;
		else delete dataset['paragraph'];
		if (list) dataset['list'] = list;
		else delete dataset['list'];
		if (quote) dataset['quote'] = 'true';
		else delete dataset['quote'];
		style.setProperty('--depth', String(indent ?? 0));
		if (this.#box) this.#box.checked = checked === true;
	}
}

/** The numbers of lists: they follow from what stands above. */
export function listNumbers(): Plugin<DecorationSet> {
	const plugin: Plugin<DecorationSet> = new Plugin<DecorationSet>({
		state: {
			init: (_, state) => numbersIn(state.doc),
			apply: (tr, before) => (tr.docChanged ? numbersIn(tr.doc) : before)
		},
		props: { decorations: (state) => plugin.getState(state) }
	});
	return plugin;
}

function numbersIn(doc: Node): DecorationSet {
	const found: Decoration[] = [];
	let run: { readonly node: Node; readonly pos: number }[] = [];
	const close = (): void => {
		if (run.some(({ node }) => lookOf(node).list === 'numbered')) {
			const entries = run.map(({ node }) => ({ type: 'paragraph', attrs: node.attrs }));
			const numbers = entryNumbers(entries);
			for (const [index, { node, pos }] of run.entries()) {
				if (lookOf(node).list !== 'numbered') continue;
				const attributes = { 'data-number': `${numbers[index]}.` };
				found.push(Decoration.node(pos, pos + node.nodeSize, attributes));
			}
		}
		run = [];
	};
	const visit = (parent: Node, start: number): void => {
		parent.forEach((node, offset) => {
			const pos = start + offset;
			if (node.type.name === 'paragraph' && lookOf(node).list) run.push({ node, pos });
			else close();
			if (!node.isTextblock && !node.isLeaf) visit(node, pos + 1);
		});
		close();
	};
	visit(doc, 0);
	return DecorationSet.create(doc, found);
}
