import { defaultSize, type Item } from '@concordia/board';
import ExternalLink from '@lucide/svelte/icons/external-link';
import FileText from '@lucide/svelte/icons/file-text';
import Table from '@lucide/svelte/icons/table-2';
import { linksIn } from '@concordia/canvas/rich';
import { newItemId } from '#lib/board/board-store.svelte.ts';
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
		id: 'document',
		group: 'add',
		icon: FileText,
		menu: 'board',
		needs: ['edit'],
		run: ({ board, canvas, point, open }) => {
			const id = newItemId();
			const [x, y] = point ?? canvas.middle;
			const [w, h] = defaultSize('document');
			board.insert([{ id, type: 'document', pos: [x - w / 2, y - h / 2] }]);
			board.select([id]);
			return open('document', { id });
		}
	},
	{
		id: 'open-document',
		group: 'text',
		icon: FileText,
		menu: 'items',
		needs: ['one'],
		when: ({ items }) => items[0]?.type === 'document',
		run: ({ items, open }) => open('document', { id: items[0]?.id })
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
