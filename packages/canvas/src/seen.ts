import { heightOf, holdsPoint, sharedArea, widthOf, type Box } from './box.ts';
import { visibleBox, type Camera, type Viewport } from './camera.ts';
import type { Entry, Scene } from './scene.ts';

/** Text from this size on can be read, in CSS pixels. */
export const LEGIBLE_PX = 9;
/** What has no text to read counts from this size of its shorter side on, in CSS pixels. */
export const NOTICEABLE_PX = 24;
/** Share of an item's area that has to be visible. */
export const VISIBLE_SHARE = 0.5;
/** The same for items larger than the screen. */
export const VISIBLE_SHARE_OF_LARGE = 0.3;
/** For how long, without a break. */
export const VISIBLE_MS = 1_000;
/** After this long without any input nobody is assumed to look. */
export const IDLE_MS = 60_000;

export interface SeenView {
	readonly scene: Scene;
	readonly camera: Camera;
	readonly viewport: Viewport;
	/** What lies over the board (dialogs, panels), in CSS pixels from the top left of the viewport. */
	readonly overlays?: readonly Box[];
	/** Which items are asked for; absent: all. */
	readonly asksFor?: (id: string) => boolean;
}

/** Ids of the items of which enough is on the screen, under nothing else, and large enough to be read. */
export function visibleItems(view: SeenView): string[] {
	const screen = visibleBox(view.camera, view.viewport);
	const { zoom } = view.camera;
	const overlays = (view.overlays ?? []).map((cover) => ({
		minX: view.camera.x + cover.minX / zoom,
		minY: view.camera.y + cover.minY / zoom,
		maxX: view.camera.x + cover.maxX / zoom,
		maxY: view.camera.y + cover.maxY / zoom
	}));
	const unreadable = view.scene.largestText * zoom < LEGIBLE_PX;
	const seen: string[] = [];
	for (const entry of view.scene.query(screen)) {
		if (ELSEWHERE.has(entry.item.type)) continue;
		const w = Math.max(widthOf(entry), 1);
		const h = Math.max(heightOf(entry), 1);
		// From afar nothing can be read: no text is laid out to find that out.
		if (unreadable && Math.min(w, h) * zoom < NOTICEABLE_PX) continue;
		if (view.asksFor?.(entry.item.id) === false) continue;
		const { textSize } = view.scene.drawingOf(entry);
		const legible =
			textSize > 0 ? textSize * zoom >= LEGIBLE_PX : Math.min(w, h) * zoom >= NOTICEABLE_PX;
		if (!legible) continue;
		const box = { minX: entry.minX, minY: entry.minY, maxX: entry.minX + w, maxY: entry.minY + h };
		const large = w > widthOf(screen) || h > heightOf(screen);
		const needed = (large ? VISIBLE_SHARE_OF_LARGE : VISIBLE_SHARE) * w * h;
		if (sharedArea(box, screen) < needed) continue;
		const covers = [...overlays, ...itemsOver(view.scene, entry)];
		if (uncovered(box, screen, covers) >= needed) seen.push(entry.item.id);
	}
	return seen;
}

/** A line is what its ends are, a frame what lies in it; of a document the board shows no more than the beginning. */
const ELSEWHERE: ReadonlySet<string> = new Set(['connector', 'frame', 'document']);

/** What nothing can be seen through. A turned one counts with the box around it: rather too little is claimed. */
const OPAQUE: ReadonlySet<string> = new Set([
	'note',
	'card',
	'image',
	'document',
	'table',
	'frame',
	'shape'
]);

function itemsOver(scene: Scene, entry: Entry): Entry[] {
	return scene
		.query(entry)
		.filter(({ item, rank }) => rank > entry.rank && OPAQUE.has(item.type) && item.fill !== 'none');
}

/** Area of a box that is on the screen and under no cover. Exact, by cutting along the covers' edges. */
function uncovered(box: Box, screen: Box, covers: readonly Box[]): number {
	const visible = sharedArea(box, screen);
	const near = covers.filter((cover) => sharedArea(cover, box) > 0);
	if (visible === 0 || near.length === 0) return visible;
	const minX = Math.max(box.minX, screen.minX);
	const minY = Math.max(box.minY, screen.minY);
	const maxX = Math.min(box.maxX, screen.maxX);
	const maxY = Math.min(box.maxY, screen.maxY);
	const xs = cuts(
		minX,
		maxX,
		near.flatMap((cover) => [cover.minX, cover.maxX])
	);
	const ys = cuts(
		minY,
		maxY,
		near.flatMap((cover) => [cover.minY, cover.maxY])
	);
	let area = 0;
	for (let i = 1; i < xs.length; i++) {
		for (let j = 1; j < ys.length; j++) {
			const [x0, x1, y0, y1] = [xs[i - 1]!, xs[i]!, ys[j - 1]!, ys[j]!];
			if (near.some((cover) => holdsPoint(cover, [(x0 + x1) / 2, (y0 + y1) / 2]))) continue;
			area += (x1 - x0) * (y1 - y0);
		}
	}
	return area;
}

function cuts(from: number, to: number, at: readonly number[]): number[] {
	return [from, ...at.filter((one) => one > from && one < to).toSorted((a, b) => a - b), to];
}

/** Whether somebody can be looking. */
export interface Attention {
	/** The page is shown (`document.visibilityState`). */
	readonly visible: boolean;
	/** The window has the focus. */
	readonly focused: boolean;
	/** When the last pointer, key, scroll or touch was, on the tracker's clock. */
	readonly lastInput: number;
}

export interface Seen {
	readonly id: string;
	readonly version: number;
}

/**
 * Turns what is visible now and then into "was displayed": a second without a break, while somebody
 * can be looking, and each version of each item once.
 */
export class SeenTracker {
	readonly #now: () => number;
	readonly #since = new Map<string, { version: number; from: number }>();
	readonly #told = new Map<string, number>();

	constructor(now: () => number) {
		this.#now = now;
	}

	/**
	 * To be called a few times a second and at every change of the view, with all that is visible
	 * (`visibleItems`) and the version of each. Returns what has become seen by this call.
	 */
	update(visible: readonly Seen[], attention: Attention): Seen[] {
		const now = this.#now();
		if (!attention.visible || !attention.focused || now - attention.lastInput > IDLE_MS) {
			this.#since.clear();
			return [];
		}
		const present = new Set<string>();
		const seen: Seen[] = [];
		for (const { id, version } of visible) {
			present.add(id);
			if (this.#told.get(id) === version) continue;
			const since = this.#since.get(id);
			if (!since || since.version !== version) {
				this.#since.set(id, { version, from: now });
				continue;
			}
			if (now - since.from < VISIBLE_MS) continue;
			this.#told.set(id, version);
			this.#since.delete(id);
			seen.push({ id, version });
		}
		for (const id of this.#since.keys()) if (!present.has(id)) this.#since.delete(id);
		return seen;
	}

	/** Whether this version has been told already. */
	hasTold(id: string, version: number): boolean {
		return this.#told.get(id) === version;
	}

	/** A version that was told before this page was opened, or by other means. */
	markTold(id: string, version: number): void {
		this.#told.set(id, version);
	}
}
