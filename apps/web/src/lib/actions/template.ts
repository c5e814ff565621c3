import BookmarkPlus from '@lucide/svelte/icons/bookmark-plus';
import LayoutGrid from '@lucide/svelte/icons/layout-grid';
import LayoutTemplate from '@lucide/svelte/icons/layout-template';
import type { Action } from './action.ts';

/** Instruments, and other parts of boards to begin with. */
export const templateActions: readonly Action[] = [
	{
		id: 'gallery',
		group: 'add',
		icon: LayoutGrid,
		menu: 'board',
		isMain: true,
		needs: ['edit'],
		run: ({ open }) => open('gallery')
	},
	{
		id: 'templates',
		group: 'add',
		icon: LayoutTemplate,
		menu: 'board',
		isMain: true,
		needs: ['edit'],
		run: ({ open }) => open('templates')
	},
	{
		id: 'save-template',
		group: 'add',
		icon: BookmarkPlus,
		needs: ['some'],
		run({ board, ids, open }) {
			board.select(ids);
			return open('templates', { save: true });
		}
	}
];
