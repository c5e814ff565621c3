import type { Point } from '@concordia/board';

/** How long a piece of a beam is seen. */
const FADE_MS = 1100;
/** More is no beam any more. */
const MAX_POINTS = 600;

interface Spot {
	readonly x: number;
	readonly y: number;
	readonly at: number;
	/** A new beam begins here. */
	readonly begins: boolean;
}

interface Beam {
	color: string;
	/** How many points this hand has told so far. */
	count: number;
	isOn: boolean;
	spots: Spot[];
}

/** One piece of a beam; `strength` falls from 1 to 0. */
export interface Ray {
	readonly from: Point;
	readonly to: Point;
	readonly color: string;
	readonly strength: number;
}

/** The laser pointers of everybody: what was told is seen for about a second, then it is gone for good. */
export class Beams {
	readonly #beams = new Map<string, Beam>();

	/** What somebody's laser says now: the end of its way (flat x, y) and how many points there were; null: off. */
	tell(
		id: string,
		told: { readonly points: readonly number[]; readonly count: number } | null,
		color: string,
		time: number
	): void {
		const beam = this.#beams.get(id) ?? { color, count: 0, isOn: false, spots: [] };
		if (!told) {
			beam.isOn = false;
			return;
		}
		this.#beams.set(id, beam);
		const shown = Math.floor(told.points.length / 2);
		const fresh = Math.min(shown, told.count - beam.count);
		for (let i = shown - fresh; i < shown; i++) {
			beam.spots.push({
				x: told.points[2 * i]!,
				y: told.points[2 * i + 1]!,
				at: time,
				begins: !beam.isOn
			});
			beam.isOn = true;
		}
		beam.color = color;
		beam.count = told.count;
		if (beam.spots.length > MAX_POINTS) beam.spots = beam.spots.slice(-MAX_POINTS);
	}

	/** Whether another frame is needed. */
	get isShining(): boolean {
		return [...this.#beams.values()].some(({ spots }) => spots.length > 0);
	}

	/** What is to be seen at `time`; forgets what has faded. */
	rays(time: number): Ray[] {
		const rays: Ray[] = [];
		for (const beam of this.#beams.values()) {
			beam.spots = beam.spots.filter(({ at }) => time - at < FADE_MS);
			let before: Spot | null = null;
			for (const spot of beam.spots) {
				const from: Spot = spot.begins || !before ? spot : before;
				rays.push({
					from: [from.x, from.y],
					to: [spot.x, spot.y],
					color: beam.color,
					strength: 1 - Math.max(0, time - spot.at) / FADE_MS
				});
				before = spot;
			}
		}
		return rays;
	}
}
