/** Rows beyond the edges that are drawn too, so that a turn of the wheel finds them there. */
const spare = 8;
/** No more rows than these are drawn anew in one frame: more would hold it up. The others come in the next ones. */
const mostInFrame = 6;
/** So long after the last scroll the rows are at rest. */
const restMs = 150;

/** Which of many equally high rows are on the screen, so that only these are drawn. */
export class RowWindow {
	readonly #rowRem: number;
	#element: HTMLElement | null = null;
	#rem = $state(17);
	#height = $state(600);
	#first = $state(0);
	#isMoving = $state(false);
	#isAside = $state(false);
	readonly rowHeight: number = $derived.by(() => Math.round(this.#rowRem * this.#rem));

	/** The height of a row in rem: rows grow with the reader's letters. */
	constructor(rowRem: number) {
		this.#rowRem = rowRem;
	}

	get rem(): number {
		return this.#rem;
	}

	/** Whether it is being scrolled. */
	get isMoving(): boolean {
		return this.#isMoving;
	}

	/** Whether it is scrolled away from the beginning of the rows. */
	get isAside(): boolean {
		return this.#isAside;
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
		let frame = 0;
		let rest: ReturnType<typeof setTimeout> | undefined;
		const follow = (): void => {
			frame = 0;
			const at = Math.max(0, Math.floor(element.scrollTop / this.rowHeight) - spare);
			const by = at - this.#first;
			// Only every few rows, so that most frames of a scroll have nothing to do.
			if (Math.abs(by) < spare / 2 && at !== 0) return;
			// Where nothing stays on the screen, there is nothing to wait for.
			const isNear = Math.abs(by) < this.#drawn;
			this.#first += isNear ? Math.max(-mostInFrame, Math.min(by, mostInFrame)) : by;
			if (this.#first !== at) frame = requestAnimationFrame(follow);
		};
		const scrolled = (): void => {
			this.#isMoving = true;
			this.#isAside = element.scrollLeft !== 0;
			clearTimeout(rest);
			rest = setTimeout(() => (this.#isMoving = false), restMs);
			// With the frame's callbacks, which come next: drawn here and there, rows would be laid out twice.
			if (frame === 0) frame = requestAnimationFrame(follow);
		};
		observer.observe(element);
		element.addEventListener('scroll', scrolled, { passive: true });
		return () => {
			observer.disconnect();
			cancelAnimationFrame(frame);
			clearTimeout(rest);
			element.removeEventListener('scroll', scrolled);
			this.#element = null;
		};
	};

	get #drawn(): number {
		return Math.ceil(this.#height / this.rowHeight) + 2 * spare;
	}

	/** The rows to draw: from the first up to before `to`. */
	range(count: number): { readonly from: number; readonly to: number } {
		const from = Math.max(0, Math.min(this.#first, count - this.#drawn));
		return { from, to: Math.min(count, from + this.#drawn) };
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
