import type { BoardStore } from '#lib/board/board-store.svelte.ts';
import { isRecorded } from '#lib/session/board-page.svelte.ts';
import type { Connection } from '#lib/session/connection.svelte.ts';
import { SeenReporter } from '#lib/session/seen-reporter.ts';
import { itemsOnScreen } from './on-screen.ts';

/** Reports what is read in a document: it counts as displayed like what is read on the board. */
export function reportSeen(
	connection: Connection,
	board: BoardStore,
	root: ParentNode = document
): () => void {
	const versions = new Map<string, number>();
	const stopCounting = board.onChanges((changes) => {
		for (const { id } of changes) versions.set(id, (versions.get(id) ?? 0) + 1);
	});
	const stopReporting = new SeenReporter({
		onCanvas: () => [],
		// A dialog covers the page, but not what is in it.
		opened: () =>
			root === document && document.querySelector('dialog[open]') ? [] : itemsOnScreen(root),
		version: (id) => versions.get(id) ?? 0,
		mayReport: () =>
			isRecorded(connection) && connection.isSynced && connection.link.kind === 'live',
		report: (items) => connection.reportViewed(items)
	}).start();
	return () => {
		stopCounting();
		stopReporting();
	};
}
