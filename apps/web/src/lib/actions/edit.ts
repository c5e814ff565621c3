import ClipboardPaste from '@lucide/svelte/icons/clipboard-paste';
import Copy from '@lucide/svelte/icons/copy';
import CopyPlus from '@lucide/svelte/icons/copy-plus';
import Info from '@lucide/svelte/icons/info';
import Parking from '@lucide/svelte/icons/circle-parking';
import Scissors from '@lucide/svelte/icons/scissors';
import Pencil from '@lucide/svelte/icons/pencil-line';
import StickyNote from '@lucide/svelte/icons/sticky-note';
import Trash from '@lucide/svelte/icons/trash-2';
import { isLocked } from '@concordia/board';
import { newItemId } from '#lib/board/board-store.svelte.ts';
import { copyByMenu, cutByMenu, pasteByMenu } from '#lib/board/clipboard-menu.ts';
import { hasStory } from '#lib/board/item-name.ts';
import { parkingFor } from '#lib/board/parking.ts';
import type { Action } from './action.ts';

/** Writing, copying and removing. */
export const editActions: readonly Action[] = [
	{
		id: 'note-here',
		group: 'add',
		icon: StickyNote,
		menu: 'board',
		needs: ['edit'],
		run({ board, canvas, point }) {
			const [x, y] = point ?? canvas.pastePoint;
			const id = newItemId();
			const pos = [Math.round(x - 100), Math.round(y - 100)] as const;
			board.insert([{ id, type: 'note', pos, color: 'yellow', text: '' }]);
			board.select([id]);
			board.edit(id);
		}
	},
	{
		id: 'edit-text',
		group: 'edit',
		icon: Pencil,
		keys: ['Enter'],
		menu: 'items',
		needs: ['edit', 'one'],
		when: ({ items }) => items[0]?.type !== 'ink' && items[0]?.type !== 'image',
		run: ({ board, ids }) => board.edit(ids[0]!)
	},
	{
		id: 'details',
		group: 'edit',
		icon: Info,
		menu: 'items',
		needs: ['one'],
		when: ({ items }) => items[0] !== undefined && hasStory(items[0]),
		run: ({ ids, open }) => open('details', { id: ids[0] })
	},
	{
		id: 'cut',
		group: 'edit',
		icon: Scissors,
		keys: ['Ctrl+X'],
		menu: 'items',
		needs: ['edit', 'some'],
		when: ({ items }) => !items.some(isLocked),
		run({ board, ids }) {
			board.select(ids);
			return cutByMenu(board);
		}
	},
	{
		id: 'copy',
		group: 'edit',
		icon: Copy,
		keys: ['Ctrl+C'],
		menu: 'items',
		needs: ['some'],
		async run({ board, ids }) {
			board.select(ids);
			await copyByMenu(board);
		}
	},
	{
		id: 'paste',
		group: 'edit',
		icon: ClipboardPaste,
		keys: ['Ctrl+V'],
		menu: 'both',
		needs: ['edit'],
		run: (context) => pasteByMenu(context, context.point ?? context.canvas.pastePoint)
	},
	{
		id: 'duplicate',
		group: 'edit',
		icon: CopyPlus,
		keys: ['Ctrl+D'],
		menu: 'items',
		needs: ['edit', 'some'],
		run: ({ board, ids }) => board.duplicate(ids)
	},
	{
		id: 'park',
		group: 'edit',
		icon: Parking,
		menu: 'items',
		needs: ['edit', 'one'],
		when: ({ board, items }) =>
			items[0] !== undefined && parkingFor(items[0], board.peek()) !== null,
		async run({ board, connection, items }) {
			const { parkItem } = await import('#lib/parking/commands.ts');
			const frame = parkingFor(items[0]!, board.peek());
			if (frame) await parkItem(connection, items[0]!.id, frame);
		}
	},
	{
		id: 'park-ask',
		group: 'edit',
		icon: Parking,
		menu: 'items',
		needs: ['edit', 'one'],
		when: ({ board, connection, items }) =>
			connection.participant?.role === 'mediator' &&
			items[0] !== undefined &&
			parkingFor(items[0], board.peek()) !== null,
		async run({ connection, ids }) {
			const { askToPark } = await import('#lib/parking/commands.ts');
			await askToPark(connection, ids[0]!);
		}
	},
	{
		id: 'delete',
		group: 'edit',
		icon: Trash,
		keys: ['Delete'],
		menu: 'items',
		danger: true,
		needs: ['edit', 'some'],
		run: ({ board, ids }) => board.remove(ids)
	}
];
