import ArrowLeftRight from '@lucide/svelte/icons/arrow-left-right';
import BellRing from '@lucide/svelte/icons/bell-ring';
import Frame from '@lucide/svelte/icons/panel-top';
import Ear from '@lucide/svelte/icons/ear';
import ListChecks from '@lucide/svelte/icons/list-checks';
import Ruler from '@lucide/svelte/icons/ruler';
import Spline from '@lucide/svelte/icons/spline';
import { isLocked } from '@concordia/board';
import { sayLooks } from '#lib/board/say.ts';
import { t } from '#lib/i18n/index.svelte.ts';
import { announce } from '#lib/ui/announce.svelte.ts';
import type { Action, ActionContext } from './action.ts';

const isConnector = ({ items }: ActionContext): boolean => items[0]?.type === 'connector';
const isFree = ({ items }: ActionContext): boolean => items.every((item) => !isLocked(item));

/** What a hand does by dragging, done by words and numbers; and what is told on demand. */
export const accessActions: readonly Action[] = [
	{
		id: 'place',
		group: 'arrange',
		icon: Ruler,
		menu: 'items',
		needs: ['edit', 'some'],
		when: (context) => isFree(context) && context.items.some((item) => item.type !== 'connector'),
		run: ({ ids, open }) => open('place', { ids })
	},
	{
		id: 'move-to',
		group: 'arrange',
		icon: ArrowLeftRight,
		menu: 'items',
		needs: ['edit', 'one'],
		when: (context) => isFree(context) && !isConnector(context),
		run: ({ ids, open }) => open('move-to', { id: ids[0] })
	},
	{
		id: 'connect-to',
		group: 'arrange',
		icon: Spline,
		menu: 'items',
		needs: ['edit', 'one'],
		when: (context) => !isConnector(context),
		run: ({ ids, open }) => open('connect-to', { id: ids[0] })
	},
	...(['from', 'to'] as const).map((end) => ({
		id: `connect-${end}-other`,
		group: 'arrange' as const,
		icon: Spline,
		menu: 'items' as const,
		needs: ['edit', 'one'] as const,
		when: (context: ActionContext) => isConnector(context) && isFree(context),
		run: ({ ids, open }: ActionContext) => open('connect-to', { id: ids[0], end })
	})),
	{
		id: 'gather',
		group: 'edit',
		icon: ListChecks,
		keys: ['Ctrl+Space'],
		menu: 'both',
		when: ({ canvas }) => canvas.gathering === null,
		run({ board, canvas, ids }) {
			board.select(ids);
			canvas.gather(true);
		}
	},
	{
		id: 'selection-bar',
		group: 'help',
		icon: Frame,
		keys: ['Alt+F10'],
		needs: ['some'],
		run: () => document.querySelector<HTMLElement>('#selection-bar button')?.focus()
	},
	{
		id: 'describe',
		group: 'help',
		icon: Ear,
		keys: ['I'],
		needs: ['some'],
		run: ({ board, ids }) => announce(sayLooks(ids, board.peek()))
	},
	{
		id: 'show-waiting',
		group: 'together',
		icon: BellRing,
		keys: ['U'],
		run({ board }) {
			const count = board.waiting;
			board.showWaiting();
			announce(t(count === 0 ? 'access.waiting-none' : 'access.waiting-shown', { count }));
		}
	}
];
