import { marginMm, papers, type Paper, type Turn } from './print.ts';
import type { Part } from './scope.ts';

/** Share of the size of a font that its capitals take. */
const capitals = 0.66;
/** Millimetres a capital must have for each metre: ten minutes of arc, twice what sharp eyes need. */
const mmPerMetre = 2.9;

export interface Legibility {
	/** How high the capitals of the smallest words are on paper. */
	readonly mm: number;
	/** From how far they can be read. */
	readonly metres: number;
}

/** How large the words of a part get on paper; null when there are none. Labels of lines aside. */
export function legibilityOf(part: Part, paper: Paper, turn: Turn): Legibility | null {
	const { scene } = part.source;
	let smallest = Infinity;
	for (const id of part.ids) {
		const entry = scene.get(id);
		const size = entry ? scene.drawingOf(entry).textSize : 0;
		if (size > 0) smallest = Math.min(smallest, size);
	}
	if (smallest === Infinity) return null;
	const [longer, shorter] = papers[paper];
	const [width, height] = turn === 'landscape' ? [longer, shorter] : [shorter, longer];
	const { minX, minY, maxX, maxY } = part.box;
	const scale = Math.min(
		(width - 2 * marginMm) / Math.max(1, maxX - minX),
		(height - 2 * marginMm) / Math.max(1, maxY - minY)
	);
	const mm = smallest * scale * capitals;
	return { mm, metres: mm / mmPerMetre };
}

/** How paper lies best for what is on it. */
export function turnFor({ box }: Pick<Part, 'box'>): Turn {
	return box.maxX - box.minX >= box.maxY - box.minY ? 'landscape' : 'portrait';
}
