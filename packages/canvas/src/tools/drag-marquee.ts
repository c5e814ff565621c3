import { boxBetween } from '../box.ts';
import { itemsIn } from '../hit.ts';
import type { Drag } from './drag.ts';
import type { Pointer, ToolHost } from './host.ts';

/** Selects what a dragged rectangle touches; with Shift in addition to what was selected. */
export function dragMarquee(host: ToolHost, start: Pointer): Drag {
	const kept = start.shift ? [...host.selection] : [];
	const before = [...host.selection];
	const end = (): void => host.setChrome({ marquee: null });
	return {
		move(pointer) {
			const box = boxBetween(start.point, pointer.point);
			host.setChrome({ marquee: box });
			host.select([...new Set([...kept, ...itemsIn(host.scene, box)])]);
		},
		drop: end,
		cancel() {
			end();
			host.select(before);
		}
	};
}
