import { LEGIBLE_PX, VISIBLE_SHARE, VISIBLE_SHARE_OF_LARGE } from '@concordia/canvas/seen';
import { paragraphId, versionPartId } from './paragraph-id.ts';

/** So many places of an element are looked at in each direction, half as many down one that is lower than this, in CSS pixels. */
const places = 4;
const low = 60;

/**
 * The items and paragraphs whose text is legible on this screen now, outside the drawing: whatever is marked with
 * `data-item`, `data-paragraph` within a document (`data-paragraphs-of`), `data-version-part` within a frozen version
 * (`data-version`), or is a whole line of the outline. The same rule
 * as on the board: half of it, or 30 % of what is larger than the window, not scrolled away and under nothing else.
 */
export function shownOnPage(root: ParentNode, asksFor: (id: string) => boolean): Set<string> {
	const ids = new Set<string>();
	const marked =
		'[data-item]:not([data-paragraphs-of]), [data-paragraphs-of] [data-paragraph], [data-version] [data-version-part], [data-words-of]';
	for (const element of root.querySelectorAll<HTMLElement | SVGElement>(marked)) {
		const id = idOf(element);
		if (id === '' || ids.has(id) || !asksFor(id)) continue;
		if (isShown(element)) ids.add(id);
	}
	return ids;
}

/** The documents of which something is on the page. */
export function documentsOnPage(root: ParentNode): string[] {
	return Array.from(root.querySelectorAll<HTMLElement>('[data-paragraphs-of]'), (element) => {
		return element.dataset['paragraphsOf'] ?? '';
	});
}

/** The frozen versions that the page shows in full, by name, with the names of their parts. */
export function versionsOnPage(root: ParentNode): Map<string, string[]> {
	const versions = new Map<string, string[]>();
	for (const element of root.querySelectorAll<HTMLElement>('[data-version]')) {
		const parts = element.querySelectorAll<HTMLElement>('[data-version-part]');
		versions.set(element.dataset['version'] ?? '', Array.from(parts, idOf));
	}
	return versions;
}

function idOf(element: HTMLElement | SVGElement): string {
	const { item, paragraph, wordsOf, versionPart } = element.dataset;
	if (versionPart !== undefined) {
		const host = element.closest<HTMLElement>('[data-version]');
		return versionPartId(host?.dataset['version'] ?? '', versionPart);
	}
	if (paragraph === undefined) return item ?? wordsOf ?? '';
	const host = element.closest<HTMLElement>('[data-paragraphs-of]');
	return paragraphId(host?.dataset['paragraphsOf'] ?? '', paragraph);
}

function isShown(element: HTMLElement | SVGElement): boolean {
	const rect = element.getBoundingClientRect();
	if (rect.width === 0 || rect.height === 0) return false;
	const left = Math.max(rect.left, 0);
	const top = Math.max(rect.top, 0);
	const width = Math.min(rect.right, innerWidth) - left;
	const height = Math.min(rect.bottom, innerHeight) - top;
	if (width <= 0 || height <= 0) return false;
	const isLarge = rect.width > innerWidth || rect.height > innerHeight;
	const needed = isLarge ? VISIBLE_SHARE_OF_LARGE : VISIBLE_SHARE;
	const within = (width * height) / (rect.width * rect.height);
	if (within < needed || textSize(element, rect) < LEGIBLE_PX) return false;
	// Words that are cut off can't be read to the end.
	if (element.dataset['wordsOf'] !== undefined && element.scrollHeight > element.clientHeight + 1) {
		return false;
	}
	const down = height < low ? places / 2 : places;
	const all = places * down;
	let hits = 0;
	// Looking is what costs: no longer than it can change the answer.
	for (let i = 0; i < all && within * hits < needed * all; i += 1) {
		if (within * (hits + all - i) < needed * all) return false;
		const x = left + (width * ((i % places) + 0.5)) / places;
		const y = top + (height * (Math.floor(i / places) + 0.5)) / down;
		if (element.contains(document.elementFromPoint(x, y))) hits += 1;
	}
	return within * hits >= needed * all;
}

/** In CSS pixels of the screen, also of what is drawn larger or smaller. */
function textSize(element: HTMLElement | SVGElement, rect: DOMRect): number {
	const size = Number.parseFloat(getComputedStyle(element).fontSize);
	if (element instanceof SVGGraphicsElement) return size * (element.getScreenCTM()?.a ?? 1);
	const { offsetHeight } = element as HTMLElement;
	return offsetHeight > 0 ? size * (rect.height / offsetHeight) : size;
}
