import type { Point } from '@concordia/board';
import type { Gesture } from './intents.ts';
import type { Preview, Scene } from './scene.ts';

/** Somebody's gesture under the id they are known by. */
export interface PeerGesture {
	readonly id: string;
	readonly gesture: Gesture;
}

/** How quickly what is shown follows what was told: time to cover two thirds of the way. */
const FOLLOW_MS = 70;
/** After a gesture ends, how long its picture stays while the written result is still under way. */
const LINGER_MS = 600;
/** Closer than this counts as arrived, in board units. */
const ARRIVED = 0.5;

/** Gestures with a result that is written when they end. */
const LASTING: ReadonlySet<Gesture['type']> = new Set(['move', 'resize', 'turn']);

interface Follower {
	gesture: Gesture;
	/** When the gesture was gone; null while it goes on. */
	endedAt: number | null;
	/** Shown shift of a move; it glides to the told one. */
	shown: Point;
	/** What this page's own hand held meanwhile: it stays where that has put it until something new is told. */
	readonly overruled: Set<string>;
}

/**
 * What others drag, made calm: positions arrive some thirty times a second and unevenly; here they
 * glide. A drag's picture stays until its result has been written, so that nothing jumps back.
 */
export class RemoteGestures {
	readonly #followers = new Map<string, Follower>();
	#lastTime: number | null = null;

	/** Replaces what was told. `time` in milliseconds. */
	set(gestures: readonly PeerGesture[], time: number): void {
		const present = new Set<string>();
		for (const { id, gesture } of gestures) {
			present.add(id);
			const follower = this.#followers.get(id);
			if (follower && continues(follower.gesture, gesture)) {
				if (follower.overruled.size > 0 && !saysTheSame(follower.gesture, gesture)) {
					follower.overruled.clear();
				}
				follower.gesture = gesture;
				follower.endedAt = null;
			} else {
				this.#followers.set(id, { gesture, endedAt: null, shown: [0, 0], overruled: new Set() });
			}
		}
		for (const [id, follower] of this.#followers) {
			if (present.has(id) || follower.endedAt !== null) continue;
			if (LASTING.has(follower.gesture.type)) follower.endedAt = time;
			else this.#followers.delete(id);
		}
	}

	/** Whether another frame is needed although nobody said anything new. */
	get isMoving(): boolean {
		return this.#followers.size > 0 && [...this.#followers.values()].some(isUnsettled);
	}

	/** Where the dragged items are to be shown at `time`. Ends what is over. `held`: what the own hand drags. */
	previews(
		scene: Scene,
		time: number,
		still: boolean,
		held: Iterable<string> = []
	): Map<string, Preview> {
		const elapsed = this.#lastTime === null ? 16 : Math.min(100, time - this.#lastTime);
		this.#lastTime = time;
		const share = still ? 1 : 1 - Math.exp(-elapsed / FOLLOW_MS);
		const all = new Map<string, Preview>();
		for (const [id, follower] of this.#followers) {
			const { gesture, endedAt } = follower;
			const over = endedAt !== null && (time - endedAt > LINGER_MS || hasLanded(scene, gesture));
			if (over) {
				this.#followers.delete(id);
				continue;
			}
			for (const item of held) follower.overruled.add(item);
			const previews = new Map<string, Preview>();
			if (gesture.type === 'move') {
				follower.shown = glide(follower.shown, [gesture.dx, gesture.dy], share);
				addMove(scene, gesture, follower.shown, previews);
			}
			if (gesture.type === 'turn') {
				for (const [item, [x, y, rotation]] of Object.entries(gesture.places)) {
					previews.set(item, { pos: [x, y], rotation });
				}
			}
			if (gesture.type === 'resize') {
				for (const [item, [x, y, w, h]] of Object.entries(gesture.boxes)) {
					previews.set(item, { pos: [x, y], size: [w, h] });
				}
			}
			for (const [item, preview] of previews) {
				if (!follower.overruled.has(item)) all.set(item, preview);
			}
		}
		return all;
	}
}

function isUnsettled(follower: Follower): boolean {
	if (follower.endedAt !== null) return true;
	const { gesture, shown } = follower;
	if (gesture.type !== 'move') return false;
	return Math.hypot(gesture.dx - shown[0], gesture.dy - shown[1]) >= ARRIVED;
}

function continues(before: Gesture, after: Gesture): boolean {
	if (before.type !== 'move' || after.type !== 'move') return before.type === after.type;
	return (
		before.ids[0] === after.ids[0] &&
		before.anchor[0] === after.anchor[0] &&
		before.anchor[1] === after.anchor[1]
	);
}

function saysTheSame(one: Gesture, other: Gesture): boolean {
	return JSON.stringify(one) === JSON.stringify(other);
}

function glide(shown: Point, target: Point, share: number): Point {
	const dx = target[0] - shown[0];
	const dy = target[1] - shown[1];
	if (Math.hypot(dx, dy) < ARRIVED) return target;
	return [shown[0] + dx * share, shown[1] + dy * share];
}

/** The records may have been written while the gesture is still told: then what is left to show is nothing. */
function addMove(
	scene: Scene,
	gesture: Extract<Gesture, { type: 'move' }>,
	shown: Point,
	previews: Map<string, Preview>
): void {
	const leader = scene.get(gesture.ids[0] ?? '')?.record;
	if (!leader) return;
	const written: Point = [leader.pos[0] - gesture.anchor[0], leader.pos[1] - gesture.anchor[1]];
	const dx = shown[0] - written[0];
	const dy = shown[1] - written[1];
	if (dx === 0 && dy === 0) return;
	for (const id of gesture.ids) {
		const record = scene.get(id)?.record;
		if (!record || record.type === 'connector') continue;
		previews.set(id, { pos: [record.pos[0] + dx, record.pos[1] + dy] });
	}
}

function hasLanded(scene: Scene, gesture: Gesture): boolean {
	if (gesture.type === 'move') {
		const leader = scene.get(gesture.ids[0] ?? '')?.record;
		if (!leader) return true;
		return leader.pos[0] !== gesture.anchor[0] || leader.pos[1] !== gesture.anchor[1];
	}
	if (gesture.type === 'turn') {
		const [id, place] = Object.entries(gesture.places)[0] ?? [];
		const record = id === undefined ? undefined : scene.get(id)?.record;
		return !record || !place || (record.rotation ?? 0) === place[2];
	}
	if (gesture.type === 'resize') {
		const [id, box] = Object.entries(gesture.boxes)[0] ?? [];
		const record = id === undefined ? undefined : scene.get(id)?.record;
		return !record || !box || (record.size[0] === box[2] && record.size[1] === box[3]);
	}
	return true;
}
