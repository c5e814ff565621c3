import Captions from '@lucide/svelte/icons/captions';
import Download from '@lucide/svelte/icons/download';
import FileUp from '@lucide/svelte/icons/file-up';
import ImagePlus from '@lucide/svelte/icons/image-plus';
import type { Point } from '@concordia/board';
import { chooseFiles } from '#lib/files/choose.ts';
import type { Action, ActionContext } from './action.ts';

/** Pictures, links, files in and out. */
export const fileActions: readonly Action[] = [
	{
		id: 'add-picture',
		group: 'add',
		isMain: true,
		icon: ImagePlus,
		menu: 'board',
		needs: ['edit'],
		run: (context) => choose(context, 'image/*')
	},
	{
		id: 'import',
		group: 'file',
		isMain: true,
		icon: FileUp,
		menu: 'board',
		needs: ['edit'],
		run: (context) => choose(context, '.canvas,.excalidraw,.json,.csv,.tsv,.txt,.md,image/*')
	},
	{
		id: 'export',
		group: 'file',
		isMain: true,
		icon: Download,
		menu: 'both',
		run({ ids, board, open }) {
			if (ids.length > 0) board.select(ids);
			return open('export', ids.length > 0 ? { scope: 'selection' } : {});
		}
	},
	{
		id: 'describe-picture',
		group: 'text',
		icon: Captions,
		menu: 'items',
		needs: ['edit', 'one'],
		when: ({ items }) => items[0]?.type === 'image',
		run: ({ ids, open }) => open('alt', { id: ids[0] })
	}
];

async function choose(context: ActionContext, accept: string): Promise<void> {
	const at: Point = context.point ?? middle(context);
	const files = await chooseFiles(accept);
	if (files.length === 0) return;
	const { openFiles } = await import('#lib/files/open.ts');
	await openFiles(context, files, at);
}

/** The middle of what is on the screen: who chooses a file has the pointer elsewhere. */
function middle({ canvas }: ActionContext): Point {
	const { camera, viewport } = canvas;
	return [
		Math.round(camera.x + viewport.width / camera.zoom / 2),
		Math.round(camera.y + viewport.height / camera.zoom / 2)
	];
}
