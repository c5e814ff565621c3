const gap = 6;
const margin = 8;

interface Placement {
	readonly side: 'below' | 'above' | 'beside';
	readonly align: 'start' | 'end';
}

/**
 * Puts a fixed box beside its anchor and keeps it inside the window; flips when there is more room
 * on the other side. Follows sizes and scrolling until the returned function is called.
 */
export function place(box: HTMLElement, anchor: HTMLElement, placement: Placement): () => void {
	const move = (): void => {
		const from = anchor.getBoundingClientRect();
		const { offsetWidth: width, offsetHeight: height } = box;
		if (placement.side === 'beside') {
			box.style.top = `${clamp(from.top, margin, innerHeight - height - margin)}px`;
			box.style.left = `${clamp(from.right + gap, margin, innerWidth - width - margin)}px`;
			return;
		}
		const below = innerHeight - from.bottom - gap - margin;
		const above = from.top - gap - margin;
		const goesBelow =
			placement.side === 'below'
				? below >= height || below >= above
				: above < height && below > above;
		const top = goesBelow ? from.bottom + gap : from.top - gap - height;
		const left = placement.align === 'start' ? from.left : from.right - width;
		box.style.top = `${clamp(top, margin, innerHeight - height - margin)}px`;
		box.style.left = `${clamp(left, margin, innerWidth - width - margin)}px`;
	};
	move();
	// What is fetched comes after the box was put in its place.
	const sizes = new ResizeObserver(move);
	sizes.observe(box);
	addEventListener('resize', move);
	addEventListener('scroll', move, { capture: true, passive: true });
	return () => {
		sizes.disconnect();
		removeEventListener('resize', move);
		removeEventListener('scroll', move, { capture: true });
	};
}

function clamp(value: number, least: number, most: number): number {
	return Math.max(least, Math.min(value, most));
}
