import type { Point } from '@concordia/board';
import { distanceToBox, grow, holds, holdsPoint, overlaps, type Box } from './box.ts';
import { placeTitle } from './paint/title.ts';
import { distanceToInk, inkTouches, widthOfInk } from './ink.ts';
import { distanceToRoute, routeTouches } from './route.ts';
import type { Entry, Scene } from './scene.ts';
import { distanceToOutline, holdsWithin, outlineTouches } from './shapes.ts';
import { outlineAt, turn, unturn, uprightOf } from './turned.ts';

/** CSS pixels around thin things that still count as hit. */
export const HIT_MARGIN = 8;
/** Height of the strip above a frame that its title can be grabbed by, in CSS pixels. */
export const TITLE_HEIGHT = 26;

export interface HitOptions {
	/** Board units per CSS pixel: 1 / zoom. */
	readonly unit: number;
	/** Whether the inside of a frame counts; else only its border and title do. */
	readonly frames?: boolean;
	readonly except?: ReadonlySet<string>;
}

/**
 * The topmost item under a point. Lines are hit within the margin; boxes when the point is inside,
 * or within the margin when nothing else is there.
 */
export function hitTest(scene: Scene, point: Point, options: HitOptions): string | null {
	const margin = HIT_MARGIN * options.unit;
	const reach = grow({ minX: point[0], minY: point[1], maxX: point[0], maxY: point[1] }, margin);
	const title = TITLE_HEIGHT * options.unit;
	const candidates = scene.query({ ...reach, maxY: reach.maxY + title });
	let near: string | null = null;
	for (let i = candidates.length - 1; i >= 0; i--) {
		const entry = candidates[i]!;
		const { id } = entry.item;
		if (options.except?.has(id) || isCutOff(scene, entry, point)) continue;
		switch (entry.item.type) {
			case 'connector':
				if (hitsConnector(scene, entry, point, margin)) return id;
				break;
			case 'ink':
				if (hitsInk(entry, point, margin)) return id;
				break;
			case 'frame':
				if (hitsFrame(scene, entry, point, options)) return near ?? id;
				break;
			case 'shape': {
				const off = distanceToShape(entry, point);
				if (off === 0) return id;
				if (off <= margin) near ??= id;
				break;
			}
			default:
				if (hitsBox(entry, point)) return id;
				if (near === null && distanceToUpright(entry, point) <= margin) near = id;
		}
	}
	return near;
}

/** Whether the frame of an item hides it at this place. */
function isCutOff(scene: Scene, entry: Entry, point: Point): boolean {
	const clip = scene.clipOf(entry);
	return clip !== null && !holdsPoint(clip, point);
}

function distanceToUpright(entry: Entry, point: Point): number {
	return distanceToBox(uprightOf(entry), unturn(entry.turned, point));
}

function hitsConnector(scene: Scene, entry: Entry, point: Point, margin: number): boolean {
	if (!entry.route) return false;
	if (distanceToRoute(entry.route, point) <= margin) return true;
	const label = scene.labelOf(entry);
	if (!label) return false;
	return holdsPoint(
		{
			minX: label.x - 6,
			minY: label.y - 2,
			maxX: label.x + label.w + 6,
			maxY: label.y + label.h + 2
		},
		point
	);
}

/** A frame is hit at its border and its title; its inside belongs to what lies there. */
function hitsFrame(scene: Scene, entry: Entry, point: Point, options: HitOptions): boolean {
	const [x, y] = point;
	const { unit } = options;
	if (y < entry.minY && y >= entry.minY - TITLE_HEIGHT * unit) {
		const width = entry.maxX - entry.minX;
		const title = placeTitle(entry.item.text ?? '', width, 1 / unit, scene.measurer);
		if (!title) return false;
		const written = scene.measurer.width(title.text, title.size, title.weight);
		return x >= entry.minX && x <= entry.minX + written + HIT_MARGIN * unit;
	}
	const margin = (HIT_MARGIN / 2) * unit;
	if (!holdsPoint(grow(entry, margin), point)) return false;
	return options.frames === true || !holdsPoint(grow(entry, -margin), point);
}

/** A broad pen is hit where its colour is. */
function hitsInk(entry: Entry, point: Point, margin: number): boolean {
	const reach = Math.max(margin, widthOfInk(entry.item) / 2);
	return distanceToInk(entry.item.points ?? [], relative(entry, point)) <= reach;
}

/**
 * How far a point is from a shape: 0 within its true outline. A shape without a filling is hit by its
 * line and its text; its inside counts as near, so that what lies behind comes first.
 */
function distanceToShape(entry: Entry, point: Point): number {
	const outline = outlineAt(entry);
	const within = outline ? holdsWithin(outline, point) : holdsPoint(entry, point);
	if (within) return entry.item.fill === 'none' ? Number.MIN_VALUE : 0;
	return outline ? distanceToOutline(outline, point) : distanceToBox(entry, point);
}

function hitsBox(entry: Entry, point: Point): boolean {
	if (!holdsPoint(entry, point)) return false;
	return entry.turned === null || holdsPoint(entry.turned.box, unturn(entry.turned, point));
}

/** What a marquee catches: everything it touches and sees; frames only when it holds them whole. */
export function itemsIn(scene: Scene, box: Box): string[] {
	const caught: string[] = [];
	for (const entry of scene.query(box)) {
		const clip = scene.clipOf(entry);
		if ((clip === null || overlaps(clip, box)) && catches(entry, box)) caught.push(entry.item.id);
	}
	return caught;
}

function catches(entry: Entry, box: Box): boolean {
	if (holds(box, entry)) return true;
	switch (entry.item.type) {
		case 'frame':
			return false;
		case 'connector':
			return entry.route !== null && routeTouches(entry.route, box);
		case 'ink': {
			const [x, y] = entry.item.pos;
			if (entry.turned) return inkTouches(turnedInk(entry), box);
			return inkTouches(entry.item.points ?? [], {
				minX: box.minX - x,
				minY: box.minY - y,
				maxX: box.maxX - x,
				maxY: box.maxY - y
			});
		}
		case 'shape': {
			const outline = outlineAt(entry);
			return overlaps(entry, box) && (outline === null || outlineTouches(outline, box));
		}
		default: {
			const outline = entry.turned && outlineAt(entry);
			return overlaps(entry, box) && (outline === null || outlineTouches(outline, box));
		}
	}
}

function relative(entry: Entry, point: Point): Point {
	const [x, y] = unturn(entry.turned, point);
	return [x - entry.item.pos[0], y - entry.item.pos[1]];
}

/** The way of turned ink on the board. */
function turnedInk({ item, turned }: Entry): number[] {
	const points = item.points ?? [];
	const placed: number[] = [];
	for (let i = 0; i + 2 < points.length; i += 3) {
		const [x, y] = turn(turned, [item.pos[0] + points[i]!, item.pos[1] + points[i + 1]!]);
		placed.push(x, y, points[i + 2]!);
	}
	return placed;
}
