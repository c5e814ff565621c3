import type { OpenedBoard } from '#lib/session/board-page.svelte.ts';
import { keyboard } from '#lib/ui/keyboard.svelte.ts';
import { startWitness } from '#lib/witness/start.ts';
import type { OpenSurfaces } from './open-surfaces.svelte.ts';
import { tightenIdly } from './tighten.ts';

/** What a board page does besides showing the board, once it can be worked with. */
export function startIdleWork(
	{ connection, store, view }: OpenedBoard,
	surfaces: OpenSurfaces
): void {
	keyboard.listen();
	store.need();
	tightenIdly(connection.doc);
	// Fetched from here, so that the page itself need not know of it.
	void import('./drops.ts').then(
		({ followDrops }) => followDrops(connection, store),
		() => undefined
	);
	startWitness(connection, view.verifierKey, surfaces);
}
