import { isLocked } from '@concordia/board';
import { boxBetween } from '../box.ts';
import { standingIn, unitAt } from '../groups.ts';
import { itemsIn } from '../hit.ts';
import type { Drag } from './drag.ts';
import type { Pointer, ToolHost } from './host.ts';

/** Selects what a dragged rectangle touches and isn't locked, groups as a whole; with Shift, and while several are chosen one by one, in addition to what was selected. */
export function dragMarquee(host: ToolHost, start: Pointer): Drag {
	const kept = start.shift || host.isGathering ? [...host.selection] : [];
	const before = [...host.selection];
	const scope = standingIn(host.scene, host.selection);
	const end = (): void => host.setChrome({ marquee: null });
	return {
		move(pointer) {
			const box = boxBetween(start.point, pointer.point);
			host.setChrome({ marquee: box });
			const caught = itemsIn(host.scene, box)
				.filter((id) => !isLocked(host.scene.item(id)))
				.flatMap((id) => unitAt(host.scene, id, scope));
			host.select([...new Set([...kept, ...caught])]);
		},
		drop: end,
		cancel() {
			end();
			host.select(before);
		}
	};
}
