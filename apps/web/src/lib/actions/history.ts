import ListChecks from '@lucide/svelte/icons/list-checks';
import History from '@lucide/svelte/icons/rotate-ccw-clock';
import { goto } from '$app/navigation';
import type { Action } from './action.ts';

/** Looking back. */
export const historyActions: readonly Action[] = [
	{
		id: 'history',
		group: 'history',
		icon: History,
		menu: 'board',
		run: ({ connection }) => goto(`/s/${connection.session}/history`)
	},
	{
		id: 'changes',
		group: 'view',
		icon: ListChecks,
		menu: 'board',
		isMain: true,
		run: ({ connection }) => goto(`/s/${connection.session}/changes`)
	},
	{
		id: 'item-history',
		group: 'history',
		icon: History,
		menu: 'items',
		needs: ['one'],
		run: ({ connection, ids }) =>
			goto(`/s/${connection.session}/history?item=${encodeURIComponent(ids[0] ?? '')}`)
	}
];
