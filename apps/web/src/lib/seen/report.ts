import type { Camera } from '@concordia/canvas';
import { visibleItems } from '@concordia/canvas/seen';
import { parseVersionId } from '@concordia/session';
import type { BoardStore } from '#lib/board/board-store.svelte.ts';
import type { BoardCanvas } from '#lib/canvas/board-canvas.svelte.ts';
import { isRecorded } from '#lib/session/board-page.svelte.ts';
import type { Connection } from '#lib/session/connection.svelte.ts';
import { coversOf } from './covers.ts';
import { documentsOnPage, shownOnPage, versionsOnPage } from './on-screen.ts';
import { isVersionPart } from './paragraph-id.ts';
import { SeenReporter } from './reporter.ts';
import { shownOn } from './shown.svelte.ts';
import { ShownVersions } from './versions.ts';

interface BoardOnPage {
	readonly canvas: BoardCanvas;
	/** Whether the drawing is what the page shows. */
	readonly isShown: () => boolean;
	/** Items opened beside it. */
	readonly opened: () => readonly string[];
}

/** A document or a frozen version counts as displayed when so much of it was. */
const enough = 0.5;
/** So often in a row a moving page is not looked at as a whole: it would take time from the frames. */
const mostPassed = 3;

/** Reports what this page displays: in documents, tables and lists, and on the board where there is one. */
export function reportSeen(
	connection: Connection,
	board: BoardStore,
	drawn?: BoardOnPage
): () => void {
	const versions = new ShownVersions(board, () => connection.position);
	const stopCounting = versions.start();
	let lastCamera: Camera | null = null;
	let onPage: ReadonlySet<string> = new Set();
	let passed = 0;
	let hasScrolled = false;
	const onScroll = (): void => {
		hasScrolled = true;
	};
	addEventListener('scroll', onScroll, true);

	function* visible(asksFor: (id: string) => boolean): Iterable<string> {
		// What others have changed since is on the screen as it was: nobody has seen the new version yet.
		const asks = (id: string): boolean => asksFor(id) && !board.isWaiting(id);
		const view = drawn?.canvas.view ?? null;
		const moves = view !== null && lastCamera !== null && lastCamera !== view.camera;
		lastCamera = view?.camera ?? null;
		passed = (moves || hasScrolled) && passed < mostPassed ? passed + 1 : 0;
		if (passed === 0) onPage = shownOnPage(document, asks);
		// What is scrolled in may be scrolled out again at once: what was there before is looked at, whether it still is.
		else if (hasScrolled) onPage = shownOnPage(document, (id) => onPage.has(id) && asks(id));
		hasScrolled = false;
		for (const id of onPage) if (asks(id)) yield id;
		for (const id of documentsOnPage(document)) {
			const paragraphs = versions.paragraphs(id);
			const told = paragraphs.filter((one) => !asksFor(one)).length;
			if (told > 0 && told >= enough * paragraphs.length && asks(id)) yield id;
		}
		for (const [id, parts] of versionsOnPage(document)) {
			const told = parts.filter((one) => !asksFor(one)).length;
			// Of what is decided, all (its name has a `~`, as no id of an item).
			const needed = id.includes('~') ? 1 : enough;
			if (told > 0 && told >= needed * parts.length && asks(id)) yield id;
		}
		if (!drawn) return;
		if (document.querySelector('dialog:modal') === null) yield* drawn.opened().filter(asks);
		// Nobody reads what passes by.
		if (moves) return;
		const overlays = view && drawn.isShown() ? coversOf(view.element) : null;
		if (!view || overlays === null) return;
		const { camera, viewport, picture } = view;
		yield* visibleItems({ scene: picture.scene, camera, viewport, overlays, asksFor: asks });
	}

	const shown = shownOn(connection);
	const reporter = new SeenReporter({
		visible,
		version: (id) => versions.of(id),
		position: () => connection.position,
		isPlaced: (id) => versions.isPlaced(id),
		mayReport: () =>
			isRecorded(connection) && connection.isSynced && connection.link.kind === 'live',
		shown: (id) => {
			if (parseVersionId(id) !== null) shown.addVersion(id);
		},
		report: (items, position) => {
			const told = items.filter((id) => !isVersionPart(id));
			return told.length === 0 || connection.reportViewed(told, position);
		}
	});
	const stopReporting = reporter.start();
	shown.tell = () => reporter.tell();
	return () => {
		shown.tell = () => {};
		removeEventListener('scroll', onScroll, true);
		stopCounting();
		stopReporting();
	};
}
