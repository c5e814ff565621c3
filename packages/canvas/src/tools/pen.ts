import type { Item } from '@concordia/board';
import { finishInk, INK_WIDTH, MARKER_WIDTH } from '../ink.ts';
import type { Pointer, Tool, ToolHost } from './host.ts';
import { unitOf } from './host.ts';

/** Others see the last part of a long stroke while it is drawn; awareness states are small. */
const SHOWN_TO_OTHERS = 240;

/** Draws ink; stays in hand after each stroke. */
export function createPenTool(host: ToolHost, brush: 'pen' | 'marker'): Tool {
	let points: number[] | null = null;
	const look = (): { color: string; width: number; brush?: string } => {
		const { color, width } = host.looks[brush];
		const isMarker = brush === 'marker';
		return {
			color: host.color ?? color ?? (isMarker ? 'yellow' : 'white'),
			width: typeof width === 'number' ? width : isMarker ? MARKER_WIDTH : INK_WIDTH,
			...(isMarker ? { brush } : {})
		};
	};
	const add = (pointer: Pointer): void => {
		// Only a pen's pressure means something; 0.5 is "none reported".
		const pressure = pointer.kind === 'pen' ? pointer.pressure : 0.5;
		points?.push(pointer.point[0], pointer.point[1], pressure);
	};
	const end = (): void => {
		points = null;
		host.setChrome({ sketch: null });
		host.emit({ type: 'gesture', gesture: null });
	};
	return {
		cursor: 'crosshair',
		down(pointer) {
			points = [];
			add(pointer);
		},
		drag(_pointer, all) {
			if (!points) return;
			for (const pointer of all) add(pointer);
			host.setChrome({ sketch: { type: 'ink', points: [...points], ...look() } });
			host.emit({
				type: 'gesture',
				gesture: {
					type: 'ink',
					points: points.slice(-3 * SHOWN_TO_OTHERS).map((value) => Math.round(value * 10) / 10),
					...look()
				}
			});
		},
		up(pointer) {
			if (!points) return;
			add(pointer);
			const ink = finishInk(points, 0.35 * unitOf(host));
			end();
			const item: Item = {
				id: host.newId(),
				type: 'ink',
				pos: ink.pos,
				size: ink.size,
				z: host.topZ(),
				...look(),
				points: ink.points
			};
			const parent = host.scene.frameAt([
				ink.pos[0] + ink.size[0] / 2,
				ink.pos[1] + ink.size[1] / 2
			]);
			host.create([parent === null ? item : { ...item, parent }], { edit: false });
		},
		hover() {},
		cancel: end
	};
}
