import type { Item } from '@concordia/board';
import { withTexts } from '#lib/i18n/index.svelte.ts';
import { comingInstrument } from './known.svelte.ts';
import { chosenView, partOf } from './views/parts.ts';

/** Resolves when the view that a page shows first is on the screen, or can't be: what else takes long waits for it. */
export async function firstView(
	items: readonly Item[],
	frameId: string,
	viewId: string | null
): Promise<void> {
	const instrument = items.find(({ id }) => id === frameId)?.instrument;
	const definition = instrument === undefined ? undefined : await comingInstrument(instrument);
	const view = definition && chosenView(definition, viewId);
	const load = view && partOf(view);
	if (!load) return;
	try {
		await withTexts(load());
	} catch {
		return; // The page says that it can't be had.
	}
	if (document.visibilityState === 'hidden') return;
	// A frame in which it is put on the page, and one that shows it.
	for (let frames = 2; frames > 0; frames -= 1) await new Promise(requestAnimationFrame);
}
