import Command from '@lucide/svelte/icons/command';
import Eye from '@lucide/svelte/icons/eye';
import Keyboard from '@lucide/svelte/icons/keyboard';
import Link from '@lucide/svelte/icons/link';
import ListTree from '@lucide/svelte/icons/list-tree';
import MapIcon from '@lucide/svelte/icons/map';
import Maximize from '@lucide/svelte/icons/maximize';
import Minus from '@lucide/svelte/icons/minus';
import Percent from '@lucide/svelte/icons/percent';
import Plus from '@lucide/svelte/icons/plus';
import Presentation from '@lucide/svelte/icons/presentation';
import Redo from '@lucide/svelte/icons/redo-2';
import Scan from '@lucide/svelte/icons/scan';
import Search from '@lucide/svelte/icons/search';
import SquareDashed from '@lucide/svelte/icons/square-dashed';
import Undo from '@lucide/svelte/icons/undo-2';
import Users from '@lucide/svelte/icons/users';
import { linkTo } from '#lib/board/deep-link.ts';
import { t } from '#lib/i18n/index.svelte.ts';
import { copyText } from '#lib/ui/copy.ts';
import { toast } from '#lib/ui/toast.svelte.ts';
import type { Action } from './action.ts';

/** Looking, finding, helping. */
export const viewActions: readonly Action[] = [
	{
		id: 'palette',
		group: 'help',
		icon: Command,
		keys: ['Ctrl+K'],
		menu: 'board',
		isMain: true,
		run: ({ open }) => open('palette')
	},
	{
		id: 'undo',
		group: 'history',
		icon: Undo,
		keys: ['Ctrl+Z'],
		when: ({ board }) => board.canUndo,
		run: ({ board }) => board.undo()
	},
	{
		id: 'redo',
		group: 'history',
		icon: Redo,
		keys: ['Ctrl+Shift+Z'],
		when: ({ board }) => board.canRedo,
		run: ({ board }) => board.redo()
	},
	{
		id: 'search',
		group: 'view',
		icon: Search,
		keys: ['Ctrl+F'],
		isMain: true,
		run: ({ open }) => open('find')
	},
	{
		id: 'find-in-outline',
		group: 'view',
		icon: ListTree,
		run: ({ open }) => open('outline', { search: true })
	},
	{
		id: 'minimap',
		group: 'view',
		icon: MapIcon,
		menu: 'board',
		isMain: true,
		run: ({ open }) => open('minimap')
	},
	{
		id: 'seen',
		group: 'view',
		icon: Eye,
		menu: 'board',
		isMain: true,
		run: ({ open }) => open('seen')
	},
	{
		id: 'present',
		group: 'view',
		icon: Presentation,
		isMain: true,
		when: ({ board }) =>
			board
				.peek()
				.values()
				.some(({ type }) => type === 'frame'),
		run: ({ open, items }) => open('presentation', { from: items[0]?.id })
	},
	{
		id: 'copy-item-link',
		group: 'view',
		icon: Link,
		menu: 'items',
		needs: ['one'],
		async run({ connection, items }) {
			const copied = await copyText(linkTo(location.origin, connection.session, items[0]!));
			toast(t(copied ? 'action.link-copied' : 'common.copy-failed'), copied ? 'info' : 'danger');
		}
	},
	{
		id: 'zoom-fit',
		group: 'view',
		icon: Scan,
		keys: ['Shift+1'],
		menu: 'board',
		run: ({ canvas }) => canvas.fit()
	},
	{
		id: 'zoom-selection',
		group: 'view',
		icon: Maximize,
		keys: ['Shift+2'],
		needs: ['some'],
		run: ({ canvas, ids }) => canvas.fit(ids)
	},
	{
		id: 'zoom-reset',
		group: 'view',
		icon: Percent,
		keys: ['Ctrl+0'],
		run: ({ canvas }) => canvas.run('zoom-reset')
	},
	{
		id: 'zoom-in',
		group: 'view',
		icon: Plus,
		keys: ['+'],
		run: ({ canvas }) => canvas.run('zoom-in')
	},
	{
		id: 'zoom-out',
		group: 'view',
		icon: Minus,
		keys: ['-'],
		run: ({ canvas }) => canvas.run('zoom-out')
	},
	{
		id: 'panel-outline',
		group: 'view',
		icon: ListTree,
		run: ({ open }) => open('outline')
	},
	{
		id: 'panel-people',
		group: 'view',
		icon: Users,
		run: ({ open }) => open('people')
	},
	{
		id: 'select-all',
		group: 'edit',
		icon: SquareDashed,
		keys: ['Ctrl+A'],
		menu: 'board',
		run: ({ canvas }) => canvas.run('select-all')
	},
	{
		id: 'help',
		group: 'help',
		icon: Keyboard,
		keys: ['?'],
		isMain: true,
		run: ({ open }) => open('help')
	}
];
