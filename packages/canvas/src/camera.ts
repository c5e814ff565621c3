import type { Point } from '@concordia/board';
import { heightOf, widthOf, type Box } from './box.ts';

/** What is looked at: the board point at the top left of the viewport, and CSS pixels per board unit. */
export interface Camera {
	readonly x: number;
	readonly y: number;
	readonly zoom: number;
}

/** The size of the host element, in CSS pixels. */
export interface Viewport {
	readonly width: number;
	readonly height: number;
}

export const MIN_ZOOM = 0.05;
export const MAX_ZOOM = 8;

export function clampZoom(zoom: number): number {
	return Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, zoom));
}

export function toBoard(camera: Camera, [x, y]: Point): Point {
	return [camera.x + x / camera.zoom, camera.y + y / camera.zoom];
}

export function toScreen(camera: Camera, [x, y]: Point): Point {
	return [(x - camera.x) * camera.zoom, (y - camera.y) * camera.zoom];
}

/** Moves the view by CSS pixels: positive dx shows what lies to the right. */
export function pan(camera: Camera, dx: number, dy: number): Camera {
	return { x: camera.x + dx / camera.zoom, y: camera.y + dy / camera.zoom, zoom: camera.zoom };
}

/** Zooms so that the board point under `at` (CSS pixels) stays under it. */
export function zoomAt(camera: Camera, at: Point, zoom: number): Camera {
	const next = clampZoom(zoom);
	return {
		x: camera.x + at[0] / camera.zoom - at[0] / next,
		y: camera.y + at[1] / camera.zoom - at[1] / next,
		zoom: next
	};
}

/** The part of the board that the viewport shows. */
export function visibleBox(camera: Camera, viewport: Viewport): Box {
	return {
		minX: camera.x,
		minY: camera.y,
		maxX: camera.x + viewport.width / camera.zoom,
		maxY: camera.y + viewport.height / camera.zoom
	};
}

/** Shows a whole box, centred, with `padding` CSS pixels around it and never closer than `closest`. */
export function fitBox(box: Box, viewport: Viewport, padding = 48, closest = 1): Camera {
	const room = Math.min(padding, viewport.width / 8, viewport.height / 8);
	const across = (viewport.width - 2 * room) / Math.max(1, widthOf(box));
	const down = (viewport.height - 2 * room) / Math.max(1, heightOf(box));
	const zoom = clampZoom(Math.min(across, down, closest));
	return centreAt([(box.minX + box.maxX) / 2, (box.minY + box.maxY) / 2], viewport, zoom);
}

/** Puts a board point in the middle of the viewport. */
export function centreAt([x, y]: Point, viewport: Viewport, zoom: number): Camera {
	return { x: x - viewport.width / zoom / 2, y: y - viewport.height / zoom / 2, zoom };
}

/**
 * Rests the camera on whole device pixels, so that text and hairlines stay crisp
 * and a painted bitmap can be shifted without resampling.
 */
export function snapToPixels(camera: Camera, pixelRatio: number): Camera {
	const unit = 1 / (camera.zoom * pixelRatio);
	return {
		x: Math.round(camera.x / unit) * unit,
		y: Math.round(camera.y / unit) * unit,
		zoom: camera.zoom
	};
}

export function sameCamera(a: Camera, b: Camera): boolean {
	return a.x === b.x && a.y === b.y && a.zoom === b.zoom;
}
