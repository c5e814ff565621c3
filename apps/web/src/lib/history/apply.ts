import { differenceOf, isNothing, type Item } from '@concordia/board';
import type { BoardStore } from '#lib/board/board-store.svelte.ts';
import type { BoardCanvas } from '#lib/canvas/board-canvas.svelte.ts';
import { locale, t } from '#lib/i18n/index.svelte.ts';
import { toast } from '#lib/ui/toast.svelte.ts';
import { takeOver, type Handover } from './handover.ts';
import { restorationOf } from './restoring.ts';
import type { Records } from './timeline.ts';

/** Writes what the history page asked for, as one edit of this person, and says what came of it. */
export async function applyHandover(
	session: string,
	board: BoardStore,
	canvas: BoardCanvas
): Promise<void> {
	await locale.loadAll();
	const handover = takeOver(session);
	if (handover === null) return;
	const now = new Map(board.peek());
	const ids = untouched(handover, now);
	const left = handover.ids.length - ids.length;
	const restoration = restorationOf(handover.wish, handover.then, now, ids);
	if (!isNothing(restoration)) board.change(restoration);
	const back = ids.filter((id) => board.peek().has(id));
	if (handover.wish.kind !== 'board') {
		board.select(back);
		if (back[0] !== undefined) canvas.view?.reveal(back[0]);
	}
	const undo = { label: t('history.undo'), run: () => board.undo() };
	const text = t('history.restored', { count: countOf(restoration) });
	if (left === 0) toast(text, 'success', undo);
	else toast(`${text} ${t('history.restored-but', { count: left })}`, 'info', undo);
}

function countOf(restoration: ReturnType<typeof restorationOf>): number {
	return restoration.insert.length + restoration.update.length + restoration.remove.length;
}

/** Only what is still as the person saw it: nothing written meanwhile is lost. */
function untouched({ ids, shown }: Handover, now: Records): string[] {
	return ids.filter((id) => isSame(id, shown.get(id), now.get(id)));
}

function isSame(id: string, shown: Item | undefined, now: Item | undefined): boolean {
	return differenceOf(id, shown, now) === null;
}
