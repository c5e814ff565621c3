import type { TermFinder, TermSpot } from '@concordia/instruments';

/** Where the content of a board or a document is shown; terms in menus and labels are not marked. */
const content =
	'.board-surface, [data-row], [data-item], .ProseMirror, article, td, [role=gridcell]';
const highlight = 'concordia-terms';
/** Marks follow what is shown after this long without a change of it. */
const restMs = 300;

interface Known {
	readonly data: string;
	readonly spots: readonly TermSpot[];
}

/** A term on the page: which, and where it is now. */
export interface Found {
	readonly terms: readonly string[];
	readonly range: Range;
}

/** Whether this browser can underline words without touching the elements they stand in. */
export const canMark = (): boolean => typeof Highlight === 'function' && 'highlights' in CSS;

/**
 * Underlines terms wherever they can be read on the page. Nothing is put into the elements: the words are
 * named to the browser, which underlines them. While the page changes, as in panning, it only waits.
 */
export class TermMarks {
	readonly #find: TermFinder;
	readonly #known = new WeakMap<Text, Known>();
	#marked: Text[] = [];
	#drawn: readonly Known[] = [];
	readonly #observer: MutationObserver;
	readonly #place: () => unknown;
	#lastPlace: unknown;
	#timer: ReturnType<typeof setTimeout> | null = null;

	/** `place`: where the view stands; as long as that changes there is nothing to read. */
	constructor(find: TermFinder, place: () => unknown) {
		this.#find = find;
		this.#place = place;
		this.#observer = new MutationObserver(() => {
			// One report is enough until the marks are made anew.
			this.#observer.disconnect();
			this.#later();
		});
		this.#mark();
	}

	stop(): void {
		this.#observer.disconnect();
		if (this.#timer !== null) clearTimeout(this.#timer);
		if (canMark()) CSS.highlights.delete(highlight);
		this.#marked = [];
		this.#drawn = [];
	}

	/** The term at a place on the page. */
	at(x: number, y: number): Found | null {
		const top = document.elementFromPoint(x, y)?.closest(content);
		if (!top) return null;
		for (const found of this.#foundIn(top)) {
			const rects = [...found.range.getClientRects()];
			const isHit = rects.some((rect) => {
				return x >= rect.left && x <= rect.right && y >= rect.top && y <= rect.bottom;
			});
			if (isHit) return found;
		}
		return null;
	}

	/** The terms in a field, in an element, or in the row it belongs to. */
	in(element: Element): readonly string[] {
		if (element instanceof HTMLTextAreaElement) {
			return this.#find(element.value).flatMap(({ terms }) => terms);
		}
		const around = element.closest(content);
		if (around === null || around.matches('.board-surface, article')) return [];
		return [...this.#foundIn(around)].flatMap(({ terms }) => terms);
	}

	*#foundIn(element: Element): Iterable<Found> {
		for (const text of this.#marked) {
			if (!element.contains(text)) continue;
			for (const { start, end, terms } of this.#spotsOf(text)) {
				const range = document.createRange();
				range.setStart(text, start);
				range.setEnd(text, end);
				yield { terms, range };
			}
		}
	}

	#later(): void {
		if (this.#timer !== null) clearTimeout(this.#timer);
		this.#lastPlace = this.#place();
		this.#timer = setTimeout(() => {
			if (this.#place() === this.#lastPlace) this.#mark();
			else this.#later();
		}, restMs);
	}

	#mark(): void {
		this.#timer = null;
		this.#marked = [];
		for (const root of document.querySelectorAll(content)) {
			// A row in a row is looked through with the outer one.
			if (root.parentElement?.closest(content)) continue;
			const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
			for (let node = walker.nextNode(); node; node = walker.nextNode()) {
				if (this.#spotsOf(node as Text).length > 0) this.#marked.push(node as Text);
			}
		}
		this.#draw();
		this.#observer.observe(document.body, {
			childList: true,
			characterData: true,
			subtree: true
		});
	}

	/** Only when other words are to be underlined than before: it costs the browser a new picture. */
	#draw(): void {
		const drawn = this.#marked.map((text) => this.#known.get(text)!);
		const isSame =
			drawn.length === this.#drawn.length && drawn.every((one, i) => one === this.#drawn[i]);
		if (!canMark() || isSame) return;
		this.#drawn = drawn;
		const ranges = this.#marked.flatMap((text) =>
			this.#spotsOf(text).map(
				({ start, end }) =>
					new StaticRange({
						startContainer: text,
						startOffset: start,
						endContainer: text,
						endOffset: end
					})
			)
		);
		CSS.highlights.set(highlight, new Highlight(...ranges));
	}

	#spotsOf(text: Text): readonly TermSpot[] {
		const known = this.#known.get(text);
		if (known?.data === text.data) return known.spots;
		const spots = this.#find(text.data);
		this.#known.set(text, { data: text.data, spots });
		return spots;
	}
}
