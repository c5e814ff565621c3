import type { Point } from '@concordia/board';
import { HIT_MARGIN, hitTest } from '../hit.ts';
import { isMovable } from './drag-move.ts';
import type { Tool, ToolHost } from './host.ts';
import { unitOf } from './host.ts';

/** Rubs out ink, and only ink: nobody's note goes by a slip of the hand. */
export function createEraseTool(host: ToolHost): Tool {
	let fading: Set<string> | null = null;
	let last: Point | null = null;

	const rubAt = (point: Point): void => {
		const except = new Set<string>(fading);
		for (;;) {
			const id = hitTest(host.scene, point, { unit: unitOf(host), except });
			if (id === null) return;
			except.add(id);
			const item = host.scene.item(id);
			if (item?.type === 'ink' && isMovable(item)) fading?.add(id);
		}
	};
	/** A quick hand jumps: what lies between two places is rubbed out too. */
	const rubTo = (point: Point): void => {
		const from = last ?? point;
		const step = (HIT_MARGIN / 2) * unitOf(host);
		const steps = Math.ceil(Math.hypot(point[0] - from[0], point[1] - from[1]) / step);
		for (let i = 1; i < steps; i++) {
			const t = i / steps;
			rubAt([from[0] + (point[0] - from[0]) * t, from[1] + (point[1] - from[1]) * t]);
		}
		rubAt(point);
		last = point;
	};
	const end = (): void => {
		fading = null;
		last = null;
		host.setChrome({ fading: new Set() });
	};
	return {
		cursor: 'crosshair',
		down(pointer) {
			fading = new Set();
			rubTo(pointer.point);
			host.setChrome({ fading: new Set(fading) });
		},
		drag(_pointer, all) {
			if (!fading) return;
			for (const pointer of all) rubTo(pointer.point);
			host.setChrome({ fading: new Set(fading) });
		},
		up() {
			const ids = [...(fading ?? [])];
			end();
			if (ids.length > 0) host.emit({ type: 'remove', ids });
		},
		hover() {},
		cancel: end
	};
}
