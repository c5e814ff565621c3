import { boundsOf, type Item } from '@concordia/board';
import { isInstrumentFrame } from '@concordia/instruments';
import type { Camera } from '@concordia/canvas';
import { keep, kept } from '#lib/kept.ts';

/** At this zoom the text of cards is 9 CSS px high: the least that can be read. */
const legibleZoom = 0.62;
/** CSS px left of and above what is shown; above it a frame has its title. */
const marginLeft = 32;
const marginTop = 64;

/**
 * Where somebody looks who opens a board for the first time. All of it when that can be read, else the
 * beginning of the instrument that is worked on: a picture of grey lines tells a newcomer nothing.
 */
export function firstView(items: Iterable<Item>, everything: Camera): Camera {
	if (everything.zoom >= legibleZoom) return everything;
	const start = beginningOf(items);
	if (start === null) return everything;
	const { x, y } = boundsOf(start);
	return { x: x - marginLeft / legibleZoom, y: y - marginTop / legibleZoom, zoom: legibleZoom };
}

/** The first frame of an instrument, else whatever is first in reading order. */
function beginningOf(items: Iterable<Item>): Item | null {
	let first: Item | null = null;
	for (const item of items) {
		if (item.type === 'connector') continue;
		if (first === null || comesBefore(item, first)) first = item;
	}
	return first;
}

function comesBefore(a: Item, b: Item): boolean {
	const isFrame = isInstrumentFrame(a);
	if (isFrame !== isInstrumentFrame(b)) return isFrame;
	return a.pos[1] !== b.pos[1] ? a.pos[1] < b.pos[1] : a.pos[0] < b.pos[0];
}

const keyOf = (session: string): string => `view.${session}`;

/** Remembers where this person looked, so that coming back is coming back. */
export function keepView(session: string, { x, y, zoom }: Camera): void {
	keep(keyOf(session), JSON.stringify([x, y, zoom]));
}

export function keptView(session: string): Camera | null {
	try {
		const view: unknown = JSON.parse(kept(keyOf(session)) ?? 'null');
		if (!Array.isArray(view) || view.length !== 3 || !view.every(Number.isFinite)) return null;
		const [x, y, zoom] = view as [number, number, number];
		return zoom > 0 ? { x, y, zoom } : null;
	} catch {
		return null;
	}
}
