import type { Item } from '@concordia/board';
import { seeded } from '../../harness/random.ts';

const colors = ['yellow', 'orange', 'pink', 'blue', 'teal', 'green', 'lime', 'gray'];
const shapes = ['rectangle', 'ellipse', 'diamond'];
const words =
	'patients wait too long for a first appointment because referral letters arrive late and nobody knows who answers for them while forms differ between the counties and insurers ask for the same evidence twice'.split(
		' '
	);

/** Board units from one place of the grid to the next. */
const STEP = 240;

/** The same board for the same count: 70 % notes, 10 % shapes, 10 % ink, 10 % connectors between them. */
export function mixedBoard(count: number): Item[] {
	const random = seeded(count);
	const width = Math.ceil(Math.sqrt(count * 1.5));
	const items: Item[] = [];
	const ends: string[] = [];
	for (let i = 0; i < count; i++) {
		const id = `item${String(i).padStart(8, '0')}`;
		const kind = i % 10;
		const x = (i % width) * STEP + random.below(30);
		const y = Math.floor(i / width) * STEP + random.below(30);
		// Fractional indexes, one after the other: 'b' is followed by three digits.
		const z = `c${i.toString(36).padStart(4, '0')}V`;
		const color = random.pick(colors) ?? 'yellow';
		if (kind < 7) {
			const text = Array.from({ length: 3 + random.below(18) }, () => random.pick(words)).join(' ');
			items.push({ id, type: 'note', pos: [x, y], size: [200, 200], z, color, text });
			ends.push(id);
		} else if (kind === 7) {
			const shape = random.pick(shapes) ?? 'rectangle';
			const text = random.pick(words) ?? '';
			items.push({ id, type: 'shape', pos: [x, y], size: [180, 120], z, color, shape, text });
			ends.push(id);
		} else if (kind === 8) {
			items.push({ id, type: 'ink', pos: [x, y], size: [200, 160], z, color, points: ink(random) });
		} else {
			// Neighbours, as people connect them, and now and then something farther away.
			const near = random.chance(0.9) ? 8 : Math.min(ends.length - 1, 400);
			const from = ends[ends.length - 1 - random.below(near)] ?? '';
			const to = ends[ends.length - 1 - random.below(near)] ?? '';
			if (from === '' || to === '') continue;
			items.push({
				id,
				type: 'connector',
				pos: [0, 0],
				size: [0, 0],
				z,
				from: { item: from },
				to: { item: to }
			});
		}
	}
	return items;
}

function ink(random: ReturnType<typeof seeded>): number[] {
	const points: number[] = [];
	let y = 80;
	for (let x = 0; x <= 200; x += 5) {
		y = Math.max(0, Math.min(160, y + random.below(31) - 15));
		points.push(x, y, 0.5);
	}
	return points;
}
