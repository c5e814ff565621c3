import type { CDPSession, Page } from '@playwright/test';
import type { Item, Point } from '@concordia/board';
import { turnWheel } from '../board/camera.ts';
import { countFrames, type Frames } from '../frames.ts';
import type { OpenBoard } from './whiteboard.ts';

export const gestureNames = [
	'pan at 100 %',
	'pan at fit',
	'zoom',
	'drag 1',
	'drag 200',
	'200 remote moves/s while panning at fit'
] as const;
export type GestureName = (typeof gestureNames)[number];

const SECONDS = 3;
const EVENT_MS = 16;
const MANY = 200;
/** Of so many notes the one that no line crosses is taken hold of. */
const CANDIDATES = 20;
/** How far from where it was taken what was dragged is let go, in pixels. */
const MOVED = 40;

/** Does one thing for some seconds, as a hand would, and counts the frames meanwhile. */
export async function gesture(board: OpenBoard, name: GestureName): Promise<Frames> {
	await board.select([]);
	switch (name) {
		case 'pan at 100 %':
			await board.look(1000, 1000, 1);
			return wheel(board, name);
		case 'pan at fit':
		case 'zoom':
			await board.fit();
			return wheel(board, name);
		case 'drag 1':
			return drag(board, 1, 1);
		case 'drag 200':
			return drag(board, MANY, 0.3);
		default: {
			await board.fit();
			const stop = await board.othersMove(notesOf(board.items).map(({ id }) => id));
			try {
				return await wheel(board, 'pan at fit');
			} finally {
				await stop();
			}
		}
	}
}

function wheel(board: OpenBoard, motion: 'pan at 100 %' | 'pan at fit' | 'zoom'): Promise<Frames> {
	return counted(board, (session) => turnWheel(session, motion, SECONDS));
}

/** Takes hold of a note in the middle, with its neighbours, and moves it about without letting go. */
async function drag(board: OpenBoard, count: number, zoom: number): Promise<Frames> {
	const middle = centre(board.items);
	const nearest = notesOf(board.items)
		.map((item) => ({ item, far: Math.hypot(item.pos[0] - middle[0], item.pos[1] - middle[1]) }))
		.toSorted((a, b) => a.far - b.far)
		.map(({ item }) => item);
	const lines = linesOf(board.items);
	const [first] = nearest
		.slice(0, Math.max(count, CANDIDATES))
		.toSorted((a, b) => apart(b, lines) - apart(a, lines));
	if (first === undefined) throw new Error('no note to take hold of');
	const near = [first, ...nearest.filter((item) => item !== first)].slice(0, count);
	const last = near.at(-1)!;
	await board.look(first.pos[0] - 500 / zoom, first.pos[1] - 300 / zoom, zoom);
	await board.select(near.map(({ id }) => id));
	const [x, y] = await board.place(first.id);
	const before = await board.place(last.id);
	const frames = await counted(board, async (session) => {
		const mouse = (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', dx: number, dy: number) =>
			session.send('Input.dispatchMouseEvent', {
				type,
				x: x + dx,
				y: y + dy,
				button: 'left',
				buttons: type === 'mouseReleased' ? 0 : 1,
				clickCount: type === 'mouseMoved' ? 0 : 1
			});
		await mouse('mousePressed', 0, 0);
		const sent: Promise<unknown>[] = [];
		const started = performance.now();
		for (let n = 0; performance.now() - started < SECONDS * 1000; n++) {
			sent.push(mouse('mouseMoved', 120 * Math.sin(n / 20), 90 * (1 - Math.cos(n / 20))));
			const due = started + (n + 1) * EVENT_MS;
			await new Promise((next) => setTimeout(next, Math.max(0, due - performance.now())));
		}
		await Promise.all(sent);
		await mouse('mouseReleased', MOVED, MOVED);
	});
	const after = await board.place(last.id);
	if (Math.hypot(after[0] - before[0], after[1] - before[1]) < MOVED / 2) {
		throw new Error(`the drag of ${count} did not take hold`);
	}
	return frames;
}

/** The middles of what connectors join. */
function linesOf(items: readonly Item[]): (readonly [Point, Point])[] {
	const byId = new Map(items.map((item) => [item.id, item]));
	const middle = (end: Item['from']): Point | null => {
		const item = end && 'item' in end ? byId.get(end.item) : undefined;
		return item ? [item.pos[0] + item.size[0] / 2, item.pos[1] + item.size[1] / 2] : null;
	};
	return items.flatMap(({ from, to }) => {
		const [a, b] = [middle(from), middle(to)];
		return a && b ? [[a, b] as const] : [];
	});
}

/** How far the place where an item is taken hold of is from all lines: there a hand gets hold of nothing else. */
function apart({ pos, size }: Item, lines: readonly (readonly [Point, Point])[]): number {
	const [x, y] = [pos[0] + size[0] / 4, pos[1] + size[1] * 0.06];
	const distances = lines.map(([[ax, ay], [bx, by]]) => {
		const [dx, dy] = [bx - ax, by - ay];
		const along = ((x - ax) * dx + (y - ay) * dy) / Math.max(1, dx * dx + dy * dy);
		const t = Math.min(1, Math.max(0, along));
		return Math.hypot(ax + t * dx - x, ay + t * dy - y);
	});
	return Math.min(...distances);
}

/** Counts from a picture that is finished. */
async function counted(
	board: OpenBoard,
	work: (session: CDPSession) => Promise<void>
): Promise<Frames> {
	await rested(board.page);
	return countFrames(board.page, work);
}

/** The page has nothing more to do, or not for a moment. */
export async function rested(page: Page): Promise<void> {
	await page.evaluate(
		() =>
			new Promise<void>((resolve) => {
				requestIdleCallback(() => requestIdleCallback(() => resolve(), { timeout: 2000 }), {
					timeout: 2000
				});
			})
	);
}

function notesOf(items: readonly Item[]): Item[] {
	return items.filter(({ type }) => type === 'note');
}

function centre(items: readonly Item[]): readonly [number, number] {
	const notes = notesOf(items);
	const middle = (axis: 0 | 1): number => Math.max(...notes.map(({ pos }) => pos[axis])) / 2;
	return [middle(0), middle(1)];
}
