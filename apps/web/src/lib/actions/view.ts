import Command from '@lucide/svelte/icons/command';
import Keyboard from '@lucide/svelte/icons/keyboard';
import Scan from '@lucide/svelte/icons/scan';
import Search from '@lucide/svelte/icons/search';
import SquareDashed from '@lucide/svelte/icons/square-dashed';
import type { Action } from './action.ts';

/** Looking, finding, helping. */
export const viewActions: readonly Action[] = [
	{
		id: 'palette',
		group: 'help',
		icon: Command,
		keys: ['Ctrl+K'],
		menu: 'board',
		run: ({ open }) => open('palette')
	},
	{
		id: 'search',
		group: 'view',
		icon: Search,
		keys: ['Ctrl+F'],
		run: ({ open }) => open('outline', { search: true })
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
		run: ({ open }) => open('help')
	}
];
