import type { Point } from '@concordia/board';
import type { ActionContext } from '#lib/actions/action.ts';
import { isForeignText } from '#lib/files/content.ts';
import { t } from '#lib/i18n/index.svelte.ts';
import { announce } from '#lib/ui/announce.svelte.ts';
import { copyText } from '#lib/ui/copy.ts';
import { toast } from '#lib/ui/toast.svelte.ts';
import type { BoardStore } from './board-store.svelte.ts';
import { insertCopied, recall, remember } from './clipboard-events.ts';

/** Copies without a key: what is selected, and its words for other programs. */
export async function copyByMenu(board: BoardStore): Promise<number> {
	const items = board.selected();
	const { text } = remember(items);
	// Things without words are kept here all the same; only other programs can't have them.
	if (text !== '') await copyText(text);
	announce(t('access.copied', { count: board.selection.length }));
	return items.length;
}

export async function cutByMenu(board: BoardStore): Promise<void> {
	if ((await copyByMenu(board)) > 0) board.remove(board.selected().map(({ id }) => id));
}

/** Pastes without a key. Where a browser doesn't let the clipboard be read, what was copied here last. */
export async function pasteByMenu(context: ActionContext, at: Point): Promise<void> {
	const { board } = context;
	const text = await readText();
	const own = recall(text === '' ? null : text);
	if (text !== null && own === null && isForeignText(text)) {
		const { openContent } = await import('#lib/files/open.ts');
		return openContent(context, { files: [], text, html: '' }, at);
	}
	if (insertCopied(board, at, { text: text ?? '', own: own ?? '' })) {
		announce(t('access.pasted', { count: board.selection.length }));
	} else toast(t(text === null ? 'access.paste-keys' : 'access.paste-nothing'));
}

/** Null: the browser or the person doesn't allow it. */
async function readText(): Promise<string | null> {
	try {
		return await navigator.clipboard.readText();
	} catch {
		return null;
	}
}
