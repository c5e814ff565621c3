/** Rows beyond the edges that are drawn too, so that a turn of the wheel finds them there. */
const spare = 8;

/** Which of many equally high rows are on the screen, so that only these are drawn. */
export class RowWindow {
	readonly #rowRem: number;
	#element: HTMLElement | null = null;
	#rem = $state(17);
	#height = $state(600);
	#first = $state(0);
	readonly rowHeight: number = $derived.by(() => Math.round(this.#rowRem * this.#rem));

	/** The height of a row in rem: rows grow with the reader's letters. */
	constructor(rowRem: number) {
		this.#rowRem = rowRem;
	}

	get rem(): number {
		return this.#rem;
	}

	/** How many rows fit on the screen. */
	get page(): number {
		return Math.max(1, Math.floor(this.#height / this.rowHeight) - 2);
	}

	/** Follows the element that scrolls. */
	readonly attach = (element: HTMLElement): (() => void) => {
		this.#element = element;
		const observer = new ResizeObserver(() => {
			this.#rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
			this.#height = element.clientHeight;
		});
		const scrolled = (): void => {
			const at = Math.max(0, Math.floor(element.scrollTop / this.rowHeight) - spare);
			// Only every few rows, so that most frames of a scroll have nothing to do.
			if (Math.abs(at - this.#first) >= spare / 2 || at === 0) this.#first = at;
		};
		observer.observe(element);
		element.addEventListener('scroll', scrolled, { passive: true });
		return () => {
			observer.disconnect();
			element.removeEventListener('scroll', scrolled);
			this.#element = null;
		};
	};

	/** The rows to draw: from the first up to before `to`. */
	range(count: number): { readonly from: number; readonly to: number } {
		const shown = Math.ceil(this.#height / this.rowHeight) + 2 * spare;
		const from = Math.max(0, Math.min(this.#first, count - shown));
		return { from, to: Math.min(count, from + shown) };
	}

	/** Scrolls as little as needed until a row is clear of the heading that stays above. */
	reveal(row: number, headHeight: number): void {
		const element = this.#element;
		if (!element) return;
		const top = row * this.rowHeight;
		const end = top + headHeight + this.rowHeight;
		if (top < element.scrollTop) element.scrollTop = top;
		else if (end > element.scrollTop + element.clientHeight) {
			element.scrollTop = end - element.clientHeight + this.rowHeight / 2;
		}
	}
}
