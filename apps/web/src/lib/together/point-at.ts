import type { Point } from '@concordia/board';
import type { BoardView } from '@concordia/canvas';

/** How long the beam goes around, and how many points its way has. */
const wayMs = 1000;
const steps = 48;
/** Room between the item and the beam, in pixels. */
const margin = 18;

/** The way around a box, from its top, as flat x, y. */
export function ringAround(
	[left, top]: Point,
	[right, bottom]: Point,
	{ points = steps }: { readonly points?: number } = {}
): number[] {
	// An ellipse through the corners would be far from the sides: this one keeps near them.
	const [rx, ry] = [(right - left) * 0.6, (bottom - top) * 0.6];
	const [x, y] = [(left + right) / 2, (top + bottom) / 2];
	return Array.from({ length: points + 1 }, (_, index) => {
		const angle = (index / points) * 2 * Math.PI - Math.PI / 2;
		return [x + rx * Math.cos(angle), y + ry * Math.sin(angle)];
	})
		.flat()
		.map((value) => Math.round(value * 10) / 10);
}

/** Shows an item to everybody by a beam that goes around it, for those who have no pointer in hand. */
export function pointAt(view: BoardView, item: string): void {
	view.reveal(item);
	const rect = view.rectOf(item);
	if (rect === null) return;
	const corner = ([x, y]: Point): Point => view.toBoard([x, y]);
	const ring = ringAround(
		corner([rect.x - margin, rect.y - margin]),
		corner([rect.x + rect.width + margin, rect.y + rect.height + margin])
	);
	const start = performance.now();
	const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
	const go = (now: number): void => {
		const part = Math.min(1, Math.max(0, now - start) / wayMs);
		const count = isStill ? steps + 1 : 1 + Math.floor(part * steps);
		view.beam({ type: 'laser', points: ring.slice(0, 2 * count), count, item });
		if (part < 1) requestAnimationFrame(go);
		else view.beam(null);
	};
	go(start);
}
