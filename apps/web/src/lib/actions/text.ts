import type { Item } from '@concordia/board';
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
		when: ({ items }) => linkOf(items[0]) !== undefined,
		run({ items }) {
			const link = linkOf(items[0]);
			if (link !== undefined) openLink(link);
		}
	}
];

/** Where a link card leads, or the first link of a text. */
function linkOf(item: Item | undefined): string | undefined {
	return item?.url ?? linksIn(item?.text ?? '')[0];
}
