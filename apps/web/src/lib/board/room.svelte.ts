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
		return () => {
			observer.disconnect();
			probe.remove();
		};
	}

	#measure(): void {
		const size = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
		this.#rem = innerWidth / size;
	}
}
