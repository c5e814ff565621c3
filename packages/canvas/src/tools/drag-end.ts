import type { End, Patch, Side } from '@concordia/board';
import type { Drag } from './drag.ts';
import { endAt, makeLink, sketchLink } from './connect.ts';
import type { Pointer, ToolHost } from './host.ts';

/** Drags one end of an existing connector to another item or a free place. */
export function dragEnd(host: ToolHost, id: string, which: 'from' | 'to'): Drag {
	const endFor = (pointer: Pointer): End => {
		const other = host.scene.get(id)?.record[which === 'from' ? 'to' : 'from'];
		return endAt(host, pointer, other && 'item' in other ? other.item : undefined);
	};
	return {
		move(pointer) {
			const end = endFor(pointer);
			host.setCursor('grabbing');
			host.setChrome({ sketch: { type: 'aim', target: end } });
			host.preview(new Map([[id, which === 'from' ? { from: end } : { to: end }]]));
		},
		drop(pointer) {
			const end = endFor(pointer);
			host.setChrome({ sketch: null });
			const patch: Patch = which === 'from' ? { id, from: end } : { id, to: end };
			if (host.scene.get(id)) host.emit({ type: 'update', patches: [patch] });
			host.preview(new Map());
		},
		cancel() {
			host.setChrome({ sketch: null });
			host.preview(new Map());
		}
	};
}

/** Pulls a new connector out of a side of an item. */
export function dragLink(host: ToolHost, item: string, side: Side): Drag {
	const from: End = { item, side };
	const end = (): void => {
		host.setChrome({ sketch: null });
		host.emit({ type: 'gesture', gesture: null });
	};
	return {
		move(pointer) {
			host.setCursor('crosshair');
			sketchLink(host, from, endAt(host, pointer, item), 'arrow');
		},
		drop(pointer) {
			const to = endAt(host, pointer, item);
			end();
			// Chosen by hand for the pull, the side then follows the items as they move.
			makeLink(host, { item }, to, 'arrow');
		},
		cancel: end
	};
}
