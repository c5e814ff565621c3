/** Pieces this close to what is in view are drawn, in px. */
const nearPx = 600;
/** Those that are drawn stay until they are farther: what is at the border must not come and go. */
const farPx = 1500;

/** Which pieces of a long list are near the part of it that is in view. Works only when something scrolls. */
export class NearPieces {
	#near: ReadonlySet<number> = $state.raw(new Set());
	readonly #heights = new Map<number, { readonly rows: number; readonly px: number }>();

	/** Whether the piece is drawn. */
	has(index: number): boolean {
		return this.#near.has(index);
	}

	/** How high the piece was when it was drawn, in px, if it had so many rows then. */
	heightOf(index: number, rows: number): number | null {
		// Heights are taken with each look.
		void this.#near;
		const known = this.#heights.get(index);
		return known?.rows === rows ? known.px : null;
	}

	/** Follows the list, whose children are the pieces, until the returned function is called. */
	watch(list: HTMLElement): () => void {
		const look = (): void => this.#look(list);
		const sizes = new ResizeObserver(look);
		sizes.observe(list);
		if (list.parentElement) sizes.observe(list.parentElement);
		const onScroll = ({ target }: Event): void => {
			if (target instanceof Node && target.contains(list)) look();
		};
		addEventListener('scroll', onScroll, { capture: true, passive: true });
		addEventListener('resize', look);
		look();
		return () => {
			sizes.disconnect();
			removeEventListener('scroll', onScroll, { capture: true });
			removeEventListener('resize', look);
		};
	}

	#look(list: HTMLElement): void {
		const view = viewOf(list);
		// Not on the page right now: it comes back as it was.
		if (view.bottom <= view.top) return;
		const pieces = Array.from(list.children, (piece) => piece.getBoundingClientRect());
		for (const index of this.#near) {
			const rows = list.children[index]?.childElementCount ?? 0;
			// Not rounded: a piece that leaves must not move the others by a hair.
			this.#heights.set(index, { rows, px: pieces[index]?.height ?? 0 });
		}
		const near = nearView(pieces, view, this.#near);
		if (near.symmetricDifference(this.#near).size > 0) this.#near = near;
	}
}

interface Stretch {
	readonly top: number;
	readonly bottom: number;
}

/** The places of the pieces that are to be drawn, after those at `drawn` have been. */
export function nearView(
	pieces: readonly Stretch[],
	view: Stretch,
	drawn: ReadonlySet<number>
): Set<number> {
	const near = new Set<number>();
	for (const [index, { top, bottom }] of pieces.entries()) {
		const distance = Math.max(top - view.bottom, view.top - bottom);
		if (distance <= (drawn.has(index) ? farPx : nearPx)) near.add(index);
	}
	return near;
}

/** From where to where the page shows something of an element, as everything around it lets it. */
function viewOf(element: HTMLElement): Stretch {
	let [top, bottom] = [0, innerHeight];
	for (let around = element.parentElement; around; around = around.parentElement) {
		if (getComputedStyle(around).overflowY === 'visible') continue;
		const rect = around.getBoundingClientRect();
		top = Math.max(top, rect.top);
		bottom = Math.min(bottom, rect.bottom);
	}
	return { top, bottom };
}
