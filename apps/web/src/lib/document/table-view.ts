import { columnWidth, pageWidth } from '@concordia/board/document';
import type { Node } from '@tiptap/pm/model';
import type { EditorView, NodeView } from '@tiptap/pm/view';
import { columnsOf, setWidths } from './commands.ts';

/** The widths of a table as its element has them: never wider than the page, and then in the same relation. */
export function showWidths(
	table: HTMLElement,
	group: HTMLElement,
	widths: readonly number[] | null
): void {
	const sum = (widths ?? []).reduce((all, width) => all + width, 0);
	table.classList.toggle('pulled', widths !== null);
	table.style.minInlineSize = widths ? `${widths.length * 3}rem` : '';
	table.style.inlineSize = widths ? `min(100%, ${(sum / pageWidth) * 100}%)` : '';
	group.replaceChildren(
		...(widths ?? []).map((width) => {
			const column = document.createElement('col');
			column.style.inlineSize = `${(width / sum) * 100}%`;
			return column;
		})
	);
}

const narrowed = (width: number): number =>
	Math.round(Math.min(columnWidth.most, Math.max(columnWidth.least, width)));

/** The widths of a table's columns as they are on the page, as if it were as wide as a page is at most. */
export function measureWidths(table: HTMLTableElement): number[] {
	const page = table.parentElement!.clientWidth;
	return Array.from(table.rows[0]?.cells ?? [], (cell) =>
		narrowed((cell.getBoundingClientRect().width / page) * pageWidth)
	);
}

/** Widths with one column so wide. The one after it gives or takes; the last one makes the table wider, up to a page. */
export function withWidth(widths: readonly number[], column: number, wanted: number): number[] {
	const changed = [...widths];
	const next = widths[column + 1];
	const others = widths.reduce((all, one) => all + one, 0) - widths[column]!;
	const most = next === undefined ? pageWidth - others : widths[column]! + next - columnWidth.least;
	const width = Math.max(columnWidth.least, Math.min(narrowed(wanted), most));
	if (next !== undefined) changed[column + 1] = narrowed(next + widths[column]! - width);
	changed[column] = width;
	return changed;
}

/** A table in the editor: the edges of its columns can be pulled. By keys its menu does the same. */
export class TableView implements NodeView {
	readonly dom = document.createElement('div');
	readonly contentDOM = document.createElement('tbody');
	readonly #table = document.createElement('table');
	readonly #group = document.createElement('colgroup');
	readonly #edges = document.createElement('div');
	readonly #view: EditorView;
	readonly #getPos: () => number | undefined;
	readonly #ownStep: () => void;
	readonly #sizes = new ResizeObserver(() => this.#placeEdges());
	#node: Node;
	/** While an edge is pulled: stops it. */
	#letGo: (() => void) | null = null;

	constructor(
		node: Node,
		view: EditorView,
		getPos: () => number | undefined,
		/** What follows is a step of undo by itself. */
		ownStep: () => void
	) {
		this.#ownStep = ownStep;
		this.#node = node;
		this.#view = view;
		this.#getPos = getPos;
		this.dom.className = 'scroll';
		this.#edges.className = 'edges';
		this.#edges.contentEditable = 'false';
		this.#edges.ariaHidden = 'true';
		this.#table.append(this.#group, this.contentDOM);
		this.dom.append(this.#table, this.#edges);
		this.dom.addEventListener('pointerenter', () => this.#placeEdges());
		this.#sizes.observe(this.#table);
		this.#draw();
	}

	update(node: Node): boolean {
		if (node.type !== this.#node.type) return false;
		this.#node = node;
		if (!this.#letGo) this.#draw();
		return true;
	}

	stopEvent(event: Event): boolean {
		return this.#edges.contains(event.target as HTMLElement);
	}

	ignoreMutation(
		mutation: MutationRecord | { readonly type: 'selection'; readonly target: globalThis.Node }
	): boolean {
		return mutation.type !== 'selection' && !this.contentDOM.contains(mutation.target);
	}

	destroy(): void {
		this.#letGo?.();
		this.#sizes.disconnect();
	}

	#draw(): void {
		const { id, headerRow } = this.#node.attrs as { id: string | null; headerRow: true | null };
		this.#table.toggleAttribute('data-headerRow', headerRow === true);
		if (id) this.#table.dataset['id'] = id;
		showWidths(this.#table, this.#group, columnsOf(this.#node));
		this.#placeEdges();
	}

	#placeEdges(): void {
		if (this.#letGo) return;
		const cells = Array.from(this.#table.rows[0]?.cells ?? []);
		while (this.#edges.children.length > cells.length) this.#edges.lastElementChild!.remove();
		while (this.#edges.children.length < cells.length) this.#edges.append(this.#makeEdge());
		for (const [at, cell] of cells.entries()) {
			const { style } = this.#edges.children[at] as HTMLElement;
			style.insetInlineStart = `${cell.offsetLeft + cell.offsetWidth}px`;
			style.blockSize = `${this.#table.offsetHeight}px`;
		}
	}

	#makeEdge(): HTMLElement {
		const edge = document.createElement('div');
		edge.className = 'edge';
		edge.addEventListener('pointerdown', (event) => this.#pull(edge, event));
		return edge;
	}

	#pull(edge: HTMLElement, down: PointerEvent): void {
		if (down.button !== 0 || !this.#view.editable) return;
		down.preventDefault();
		const column = Array.from(this.#edges.children).indexOf(edge);
		const before = measureWidths(this.#table);
		const scale = pageWidth / this.dom.clientWidth;
		let now: number[] | null = null;
		const stop = new AbortController();
		const { signal } = stop;
		this.#letGo = () => {
			stop.abort();
			this.#letGo = null;
			edge.classList.remove('pulled');
		};
		edge.classList.add('pulled');
		edge.setPointerCapture(down.pointerId);
		const letGo = (): void => {
			this.#letGo?.();
			this.#draw();
		};
		edge.addEventListener(
			'pointermove',
			({ clientX }) => {
				now = withWidth(before, column, before[column]! + (clientX - down.clientX) * scale);
				showWidths(this.#table, this.#group, now);
				const cell = this.#table.rows[0]!.cells[column];
				if (cell) edge.style.insetInlineStart = `${cell.offsetLeft + cell.offsetWidth}px`;
			},
			{ signal }
		);
		edge.addEventListener(
			'pointerup',
			() => {
				const pos = this.#getPos();
				this.#letGo?.();
				if (now && pos !== undefined) {
					this.#ownStep();
					setWidths(pos, now)(this.#view.state, this.#view.dispatch);
				}
				this.#draw();
			},
			{ signal }
		);
		edge.addEventListener('pointercancel', letGo, { signal });
		const escape = (event: KeyboardEvent): void => {
			if (event.key !== 'Escape') return;
			event.preventDefault();
			event.stopPropagation();
			letGo();
		};
		window.addEventListener('keydown', escape, { signal, capture: true });
	}
}
