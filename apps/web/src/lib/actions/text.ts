import ExternalLink from '@lucide/svelte/icons/external-link';
import Table from '@lucide/svelte/icons/table-2';
import { linksIn } from '@concordia/canvas/rich';
import { addTable } from '#lib/table/add-table.ts';
import { openLink } from '#lib/text/open-link.ts';
import type { Action } from './action.ts';

/** Tables, and what texts lead to. */
export const textActions: readonly Action[] = [
	{
		id: 'table',
		group: 'add',
		icon: Table,
		menu: 'board',
		needs: ['edit'],
		run: ({ board, canvas, point }) => addTable(board, point ?? canvas.middle)
	},
	{
		id: 'open-link',
		group: 'text',
		icon: ExternalLink,
		menu: 'items',
		needs: ['one'],
		when: ({ items }) => linksIn(items[0]?.text ?? '').length > 0,
		run({ items }) {
			const [first] = linksIn(items[0]?.text ?? '');
			if (first !== undefined) openLink(first);
		}
	}
];
