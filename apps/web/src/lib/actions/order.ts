import ArrowDown from '@lucide/svelte/icons/arrow-down';
import ArrowUp from '@lucide/svelte/icons/arrow-up';
import BringToFront from '@lucide/svelte/icons/bring-to-front';
import SendToBack from '@lucide/svelte/icons/send-to-back';
import type { Action } from './action.ts';

const orders = [
	{ id: 'to-front', icon: BringToFront, keys: ['Ctrl+Shift+]'], menu: 'items' },
	{ id: 'forward', icon: ArrowUp, keys: ['Ctrl+]'] },
	{ id: 'backward', icon: ArrowDown, keys: ['Ctrl+['] },
	{ id: 'to-back', icon: SendToBack, keys: ['Ctrl+Shift+['], menu: 'items' }
] as const;

/** What lies above what: done by the canvas, which knows the stack. */
export const orderActions: readonly Action[] = orders.map((order) => ({
	...order,
	group: 'order',
	needs: ['edit', 'some'],
	run({ board, canvas, ids }) {
		board.select(ids);
		canvas.run(order.id);
	}
}));
