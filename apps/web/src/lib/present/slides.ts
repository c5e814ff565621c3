import type { Item, Patch } from '@concordia/board';

/**
 * The frames of a presentation. Those with a number come in the order of their numbers, the others behind
 * them as they are read on the board; `read` has the frames in reading order.
 */
export function slidesOf(read: readonly Item[]): Item[] {
	const frames = read.filter(({ type }) => type === 'frame');
	return frames.toSorted(
		(a, b) => placeOf(a) - placeOf(b) || frames.indexOf(a) - frames.indexOf(b)
	);
}

function placeOf({ slide }: Item): number {
	return typeof slide === 'number' && Number.isFinite(slide) ? slide : Number.MAX_VALUE;
}

/** Numbers the frames anew with one of them a step earlier or later. */
export function moveSlide(slides: readonly Item[], id: string, step: 1 | -1): Patch[] {
	const from = slides.findIndex((slide) => slide.id === id);
	const to = from + step;
	if (from < 0 || to < 0 || to >= slides.length) return [];
	const order = slides.toSpliced(from, 1).toSpliced(to, 0, slides[from]!);
	return order.flatMap((slide, index) =>
		slide.slide === index + 1 ? [] : [{ id: slide.id, slide: index + 1 }]
	);
}
