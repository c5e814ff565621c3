import { union } from '../geometry.ts';
import type { Point, Size } from '../item.ts';
import { grid, measureGrid } from './tidy.ts';
import type { Move, Unit } from './unit.ts';

/** A frame around a cluster, and where its units go in it. */
export interface ClusterFrame {
	readonly pos: Point;
	readonly size: Size;
	readonly moves: readonly Move[];
}

const padding = 32;
/** Frames have their title above them. */
const titleRoom = 56;
const smallest: Size = [320, 200];

/**
 * One frame per cluster, side by side in rows, where the units were. Each is a grid about as wide as high.
 * Frames don't overlap each other.
 */
export function frameClusters(clusters: readonly (readonly Unit[])[], gap: number): ClusterFrame[] {
	const whole = union(clusters.flat().map(({ box }) => box));
	if (!whole) return [];
	const sizes = clusters.map((units) => {
		const columns = Math.max(1, Math.ceil(Math.sqrt(units.length)));
		const [width, height] = measureGrid(units, columns, gap).size;
		return {
			columns,
			width: Math.max(smallest[0], Math.ceil(width + 2 * padding)),
			height: Math.max(smallest[1], Math.ceil(height + 2 * padding))
		};
	});
	const widest = Math.max(...sizes.map(({ width }) => width));
	const area = sizes.reduce((sum, { width, height }) => sum + width * height, 0);
	const limit = Math.max(widest, Math.sqrt(area * 1.8));
	let [x, y, rowHeight] = [0, 0, 0];
	return clusters.map((units, index) => {
		const { columns, width, height } = sizes[index]!;
		if (x > 0 && x + width > limit) {
			y += rowHeight + titleRoom + gap;
			[x, rowHeight] = [0, 0];
		}
		const pos: Point = [Math.round(whole.x + x), Math.round(whole.y + y)];
		x += width + gap * 2;
		rowHeight = Math.max(rowHeight, height);
		const at = [pos[0] + padding, pos[1] + padding] as const;
		return { pos, size: [width, height] as const, moves: grid(units, { columns, gap, at }) };
	});
}
