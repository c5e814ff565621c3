import type { Point } from '@concordia/board';
import type { Tool, ToolHost } from './host.ts';

/** Drags the board. */
export function createHandTool(host: ToolHost): Tool {
	let last: Point | null = null;
	return {
		cursor: 'grab',
		down(pointer) {
			last = pointer.screen;
			host.setCursor('grabbing');
		},
		drag(pointer) {
			if (!last) return;
			host.panBy(last[0] - pointer.screen[0], last[1] - pointer.screen[1]);
			last = pointer.screen;
		},
		up() {
			last = null;
			host.setCursor('grab');
		},
		hover() {},
		cancel() {
			last = null;
			host.setCursor('grab');
		}
	};
}
