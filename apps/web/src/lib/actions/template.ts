import BookmarkPlus from '@lucide/svelte/icons/bookmark-plus';
import LayoutTemplate from '@lucide/svelte/icons/layout-template';
import type { Action } from './action.ts';

/** Parts of boards to begin with. */
export const templateActions: readonly Action[] = [
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
			open('templates', { save: true });
		}
	}
];
