import { canTurn, groupItems, isLocked, mayUnlock, ungroupItems } from '@concordia/board';
import Crop from '@lucide/svelte/icons/crop';
import Grid from '@lucide/svelte/icons/grid-3x3';
import Group from '@lucide/svelte/icons/group';
import Lock from '@lucide/svelte/icons/lock';
import LockKeyhole from '@lucide/svelte/icons/lock-keyhole';
import Magnet from '@lucide/svelte/icons/magnet';
import Pen from '@lucide/svelte/icons/pen-tool';
import RotateCcw from '@lucide/svelte/icons/rotate-ccw';
import RotateCw from '@lucide/svelte/icons/rotate-cw';
import Ungroup from '@lucide/svelte/icons/ungroup';
import { newItemId } from '#lib/board/board-store.svelte.ts';
import { setLock } from '#lib/board/locks.ts';
import { t } from '#lib/i18n/index.svelte.ts';
import { announce } from '#lib/ui/announce.svelte.ts';
import type { Action, ActionContext } from './action.ts';

const turns = ({ items }: ActionContext): boolean =>
	items.some((item) => canTurn(item.type) && !isLocked(item));

/** Holding together, holding fast, turning, and how hands work here. */
export const handsActions: readonly Action[] = [
	{
		id: 'group',
		group: 'arrange',
		icon: Group,
		keys: ['Ctrl+G'],
		menu: 'items',
		needs: ['edit', 'two'],
		when: ({ board, ids }) => groupItems(board.peek().values(), ids, '').length > 0,
		run({ board, ids }) {
			const patches = groupItems(board.peek().values(), ids, newItemId());
			board.update(patches);
			announce(t('hands.grouped', { count: patches.length }));
		}
	},
	{
		id: 'ungroup',
		group: 'arrange',
		icon: Ungroup,
		keys: ['Ctrl+Shift+G'],
		menu: 'items',
		needs: ['edit', 'some'],
		when: ({ board, ids }) => ungroupItems(board.peek().values(), ids).length > 0,
		run({ board, ids }) {
			board.update(ungroupItems(board.peek().values(), ids));
			announce(t('hands.ungrouped'));
		}
	},
	{
		id: 'lock',
		group: 'arrange',
		icon: Lock,
		keys: ['Shift+L'],
		menu: 'items',
		needs: ['edit', 'some'],
		label: ({ items }) => (items.every(isLocked) ? 'action.unlock' : 'action.lock'),
		when: ({ board, items }) =>
			!items.every(isLocked) || items.some((item) => mayUnlock(item, board.isMediator)),
		run: ({ board, items }) => setLock(board, items, items.every(isLocked) ? null : 'open')
	},
	{
		id: 'lock-mediator',
		group: 'arrange',
		icon: LockKeyhole,
		menu: 'items',
		needs: ['edit', 'some'],
		when: ({ board, items }) => board.isMediator && items.some((item) => item.lock !== 'mediator'),
		run: ({ board, items }) => setLock(board, items, 'mediator')
	},
	{
		id: 'turn-right',
		group: 'arrange',
		icon: RotateCw,
		menu: 'items',
		needs: ['edit', 'some'],
		when: turns,
		run({ board, canvas, ids }) {
			board.select(ids);
			canvas.run('turn-right');
		}
	},
	{
		id: 'turn-left',
		group: 'arrange',
		icon: RotateCcw,
		needs: ['edit', 'some'],
		when: turns,
		run({ board, canvas, ids }) {
			board.select(ids);
			canvas.run('turn-left');
		}
	},
	{
		id: 'turn-upright',
		group: 'arrange',
		icon: RotateCcw,
		needs: ['edit', 'some'],
		when: ({ items }) => items.some(({ rotation }) => rotation !== undefined),
		run({ board, canvas, ids }) {
			board.select(ids);
			canvas.run('turn-upright');
		}
	},
	{
		id: 'clip',
		group: 'arrange',
		icon: Crop,
		menu: 'items',
		needs: ['edit', 'some'],
		label: ({ items }) => (items.every(({ clip }) => clip) ? 'action.unclip' : 'action.clip'),
		when: ({ items }) => items.every((item) => item.type === 'frame' && !isLocked(item)),
		run({ board, items }) {
			const clip = items.every((item) => item.clip === true) ? null : true;
			board.update(items.map(({ id }) => ({ id, clip })));
		}
	},
	{
		id: 'grid',
		group: 'view',
		icon: Grid,
		label: ({ canvas }) => (canvas.habits.grid ? 'action.grid-off' : 'action.grid'),
		run: ({ canvas }) => void (canvas.habits.grid = !canvas.habits.grid)
	},
	{
		id: 'snap',
		group: 'view',
		icon: Magnet,
		label: ({ canvas }) => (canvas.habits.snap ? 'action.snap-off' : 'action.snap'),
		run: ({ canvas }) => void (canvas.habits.snap = !canvas.habits.snap)
	},
	{
		id: 'pen-mode',
		group: 'view',
		icon: Pen,
		label: ({ canvas }) => (canvas.fingersPan ? 'action.pen-mode-off' : 'action.pen-mode'),
		run: ({ canvas }) => canvas.switchPen()
	}
];
