/**
 * How much room the page has, counted in the reader's own text size: someone who reads twice as large on
 * a wide screen gets the layout of a narrow one. (Media queries see only the browser's setting.)
 */
export class Room {
	#rem = $state(Number.POSITIVE_INFINITY);

	constructor() {
		this.#measure();
	}

	/** One thing at a time. */
	get isPhone(): boolean {
		return this.#rem < 48;
	}

	/** Enough for the board and a panel beside it. */
	get isRoomy(): boolean {
		return this.#rem >= 68;
	}

	/** Enough for words beside the signs of the top bar. */
	get isWide(): boolean {
		return this.#rem >= 80;
	}

	/** Follows the window and the text size. Call inside an effect. */
	follow(): () => void {
		const probe = document.createElement('div');
		probe.style.inlineSize = '1rem';
		probe.style.position = 'absolute';
		probe.style.visibility = 'hidden';
		document.body.append(probe);
		const observer = new ResizeObserver(() => this.#measure());
		observer.observe(probe);
		observer.observe(document.documentElement);
		const view = window.visualViewport;
		const onKeyboard = (): void => fitKeyboard(view);
		view?.addEventListener('resize', onKeyboard);
		return () => {
			view?.removeEventListener('resize', onKeyboard);
			observer.disconnect();
			probe.remove();
		};
	}

	#measure(): void {
		const size = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
		this.#rem = innerWidth / size;
	}
}

/** Less than this is the browser's own bar, not a keyboard. */
const keyboardPx = 120;

/**
 * Some phones lay the keyboard over the page and tell only the visual viewport. Then the board gets what is
 * left, and what is being written comes into view. Pages that are zoomed by hand are left alone.
 */
function fitKeyboard(view: VisualViewport | null): void {
	const { style } = document.documentElement;
	const isCovered = view !== null && view.scale === 1 && innerHeight - view.height > keyboardPx;
	if (!isCovered) {
		style.removeProperty('--visible-height');
		return;
	}
	style.setProperty('--visible-height', `${view.height}px`);
	scrollTo(0, 0);
	const field = document.activeElement;
	requestAnimationFrame(() => field?.scrollIntoView({ block: 'nearest' }));
}
