import { isLocked, type End, type Point } from '@concordia/board';
import { boxAt, grow, heightOf, overlaps, widthOf, type Box } from '../box.ts';
import { toScreen, visibleBox, type Camera, type Viewport } from '../camera.ts';
import type { Editor } from '../editor.ts';
import { gripsOf } from '../grips.ts';
import { cornersOf, knobOf, linkDots } from '../handles.ts';
import { inkPath } from '../ink.ts';
import type { PaintOptions } from '../paint/canvas.ts';
import { linePath } from '../paint/line.ts';
import { drawConnector, inkRole, MARKER_ALPHA } from '../paint/list.ts';
import { paintDrawing } from '../paint/canvas.ts';
import type { Ray } from '../beams.ts';
import type { Entry } from '../scene.ts';
import { shapeOutline } from '../shapes.ts';
import { colorOf, type Theme } from '../theme.ts';
import { middleOf } from '../snap.ts';
import { sideDots } from '../tools/connect.ts';
import { canLink } from '../tools/select.ts';
import type { Sketch } from '../tools/host.ts';
import { cornersOfTurned, placeOf, turn, uprightOf, type Turned } from '../turned.ts';
import { paintEntry } from './base-layer.ts';
import { Surface } from './surface.ts';
import type { Remote, RemoteCursor } from './types.ts';

export interface OverPaint {
	readonly editor: Editor;
	/** The camera as painted, resting on whole pixels. */
	readonly camera: Camera;
	readonly viewport: Viewport;
	readonly ratio: number;
	readonly paint: Omit<PaintOptions, 'zoom' | 'withoutText'>;
	readonly remote: Remote;
	/** What a click would take hold of. */
	readonly hovered: string | null;
	/** Where each other's pointer is shown now (it glides). */
	readonly cursors: readonly { readonly cursor: RemoteCursor; readonly point: Point }[];
	/** Everybody's laser pointers. */
	readonly rays: readonly Ray[];
	/** Painted items that lie above nodes or are on the move. */
	readonly upper: readonly Entry[];
}

function isBlank({ editor, remote, hovered, cursors, rays, upper }: OverPaint): boolean {
	const { chrome, gathering } = editor;
	const lists = [remote.gestures, remote.selections, cursors, rays, upper, chrome.guides];
	const things = [hovered, gathering, chrome.target, chrome.sketch, chrome.marquee, chrome.label];
	return (
		editor.selection.size === 0 &&
		lists.every(({ length }) => length === 0) &&
		things.every((thing) => thing === null)
	);
}

/** Outlines of single items in a large selection say nothing any more. */
const MAX_OUTLINES = 300;
const HANDLE = 5;
const HANDLE_TOUCH = 7;
const DOT = 5;
const GAP_TICK = 4;

/** The upper canvas: what is on the move, selection and its handles, what others do. In CSS pixels. */
export class OverLayer {
	readonly surface: Surface;
	#isBlank = false;

	constructor(document: Document) {
		this.surface = new Surface(document);
	}

	paint(what: OverPaint): void {
		const { viewport, ratio, camera, paint } = what;
		const { context } = this.surface;
		// Browsers take a canvas along in each frame, however little is on it.
		const wasBlank = this.#isBlank;
		this.#isBlank = isBlank(what);
		if (this.#isBlank !== wasBlank) this.surface.canvas.style.display = wasBlank ? '' : 'none';
		if (this.#isBlank && wasBlank) return;
		this.surface.resize(viewport.width, viewport.height, ratio);
		context.setTransform(1, 0, 0, 1, 0, 0);
		context.clearRect(0, 0, this.surface.canvas.width, this.surface.canvas.height);
		const scale = camera.zoom * ratio;
		const originX = -camera.x * scale;
		const originY = -camera.y * scale;
		const options: PaintOptions = { ...paint, zoom: camera.zoom };
		const { editor } = what;
		for (const entry of what.upper) {
			paintEntry(
				context,
				entry,
				{ scene: editor.scene, editing: editor.editing, fading: editor.chrome.fading },
				options,
				scale,
				originX,
				originY
			);
		}
		const brush = new Brush(context, camera, ratio, paint.theme);
		this.#remoteInk(brush, what);
		this.#remoteSelections(brush, what);
		this.#selection(brush, what);
		const { chrome } = editor;
		if (chrome.sketch) this.#sketch(brush, chrome.sketch, what, options);
		if (chrome.marquee) {
			brush.box(brush.toScreen(chrome.marquee), {
				fill: 'accent-soft',
				stroke: 'accent',
				line: 1,
				r: 2
			});
		}
		for (const guide of chrome.guides) {
			const a: Point = guide.axis === 'x' ? [guide.at, guide.from] : [guide.from, guide.at];
			const b: Point = guide.axis === 'x' ? [guide.at, guide.to] : [guide.to, guide.at];
			brush.line(toScreen(camera, a), toScreen(camera, b), 'guide', 1);
			if (guide.gap !== undefined) brush.gap(guide.axis, toScreen(camera, a), toScreen(camera, b));
			if (guide.gap !== undefined) {
				const [x, y] = toScreen(camera, middleOf(guide));
				brush.pill(String(guide.gap), [x + 4, y + 4], 'guide', 11);
			}
		}
		if (chrome.label) {
			const [x, y] = toScreen(camera, chrome.label.at);
			brush.pill(chrome.label.text, [x + 16, y + 16], 'accent', 12);
		}
		for (const ray of what.rays) brush.ray(ray);
		for (const { cursor, point } of what.cursors) this.#cursor(brush, cursor, point, viewport);
	}

	#selection(brush: Brush, { editor, hovered, camera, viewport }: OverPaint): void {
		const { selection, scene } = editor;
		const target = editor.chrome.target === null ? undefined : scene.get(editor.chrome.target);
		if (target) {
			brush.box(brush.toScreen(target), { stroke: 'accent', line: 3, r: 12 });
		}
		if (hovered !== null && !selection.has(hovered)) {
			const entry = scene.get(hovered);
			if (entry) outline(brush, entry, 'accent', 1.25);
			if (entry && isLocked(entry.item)) brush.padlock(entry);
		}
		const atHand = scene.get(editor.gathering?.atHand ?? '');
		if (atHand && editor.editing === null) brush.atHand(atHand);
		if (selection.size === 0) return;
		const screen = visibleBox(camera, viewport);
		if (selection.size <= MAX_OUTLINES) {
			for (const id of selection) {
				const entry = scene.get(id);
				if (entry && overlaps(grow(screen, 20), entry)) {
					outline(brush, entry, 'accent', selection.size === 1 ? 1.75 : 1.25);
					if (isLocked(entry.item)) brush.padlock(entry);
				}
			}
		}
		if (editor.editing !== null) return;
		const [only] = selection;
		const single = selection.size === 1 && only !== undefined ? scene.get(only) : undefined;
		if (single?.item.type === 'connector') {
			if (!single.route || editor.readonly || isLocked(single.item)) return;
			for (const point of [single.route.points[0]!, single.route.points.at(-1)!]) {
				brush.dot(toScreen(camera, point), HANDLE + 0.5, 'on-accent', 'accent');
			}
			return;
		}
		const grips = gripsOf(editorAt(editor, camera));
		if (!grips) return;
		const { box, turned, turns } = grips;
		if (selection.size > 1) brush.box(box, { stroke: 'accent', line: 1, r: 2 });
		if (editor.readonly || editor.chrome.marquee || editor.isBusy) return;
		const touch = editor.touching;
		const half = touch ? HANDLE_TOUCH : HANDLE;
		for (const [, corner] of cornersOf(box)) {
			const [x, y] = turn(turned, corner);
			brush.box(boxAt(x - half, y - half, 2 * half, 2 * half), {
				fill: 'surface',
				stroke: 'accent',
				line: 1.5,
				r: 3
			});
		}
		if (turns) brush.knob(turn(turned, knobOf(box, touch)), half + 3);
		if (single && canLink(single.item) && editor.tool === 'select') {
			for (const [, at] of linkDots(box)) {
				brush.dot(turn(turned, at), touch ? HANDLE_TOUCH : DOT, 'surface', 'accent', 0.75);
			}
		}
	}

	#remoteSelections(brush: Brush, { editor, remote }: OverPaint): void {
		const taken = new Map<string, number>();
		for (const peer of remote.selections) {
			const color = `ink-${peer.color}`;
			let first: Box | null = null;
			const ids = peer.ids.slice(0, MAX_OUTLINES);
			const { editing } = peer;
			if (editing != null && !ids.includes(editing)) ids.push(editing);
			for (const id of ids) {
				const entry = editor.scene.get(id);
				if (!entry || entry.minX > entry.maxX) continue;
				outline(brush, entry, color, editing === id ? 2.5 : 1.5);
				if (!first || editing === id) first = brush.toScreen(entry);
			}
			if (!first) continue;
			// Several people at one item: their names stand one above the other.
			const place = `${Math.round(first.minX)} ${Math.round(first.minY)}`;
			const above = (taken.get(place) ?? 0) + 1;
			taken.set(place, above);
			const label = editing == null ? peer.name : `✎ ${peer.name}`;
			brush.pill(label, [first.minX, first.minY - 22 * above], color, 11);
		}
	}

	#remoteInk(brush: Brush, { remote, paint }: OverPaint): void {
		for (const { gesture, color } of remote.gestures) {
			if (gesture.type === 'ink') {
				brush.onBoard((context) => paintInk(context, gesture, paint.theme));
			}
			if (gesture.type === 'connect') {
				brush.dashedLine(gesture.from, gesture.to, `ink-${color}`);
			}
		}
	}

	#sketch(brush: Brush, sketch: Sketch, what: OverPaint, options: PaintOptions): void {
		const { theme } = what.paint;
		switch (sketch.type) {
			case 'box': {
				const box = brush.toScreen(sketch.box);
				const path = shapeOutline(sketch.shape, widthOf(sketch.box), heightOf(sketch.box));
				if (!path) {
					brush.box(box, { fill: 'accent-soft', stroke: 'accent', line: 1.5, r: 6 });
					return;
				}
				brush.onBoard((context) => {
					context.translate(sketch.box.minX, sketch.box.minY);
					context.fillStyle = colorOf(theme, 'accent-soft');
					context.strokeStyle = colorOf(theme, 'accent');
					context.lineWidth = 1.5 / options.zoom;
					const outlined = new Path2D(path.body);
					fillPath(context, outlined);
					context.stroke(outlined);
				});
				return;
			}
			case 'ink':
				brush.onBoard((context) => paintInk(context, sketch, theme));
				return;
			case 'laser':
				return;
			case 'aim':
				this.#aim(brush, sketch.target, what);
				return;
			case 'route': {
				this.#aim(brush, sketch.target, what);
				const drawn = drawConnector(sketch.item, sketch.route, null);
				brush.onBoard((context) => paintDrawing(context, drawn, 0, 0, options));
				return;
			}
			case 'ghosts':
				for (const id of sketch.ids.slice(0, MAX_OUTLINES)) {
					const entry = what.editor.scene.get(id);
					if (!entry || entry.item.type === 'connector') continue;
					const { at, cos, sin } = placeOf(entry.item.pos, entry.turned);
					const upright = uprightOf(entry);
					brush.onBoard((context) => {
						context.transform(cos, sin, -sin, cos, at[0] + sketch.dx, at[1] + sketch.dy);
						context.globalAlpha = 0.75;
						paintDrawing(
							context,
							what.editor.scene.drawingOf(entry),
							widthOf(upright),
							heightOf(upright),
							options
						);
						context.globalAlpha = 1;
					});
				}
		}
	}

	/** What an end would be bound to, and the sides it could be bound to instead. */
	#aim(brush: Brush, end: End, { editor }: OverPaint): void {
		const target = 'item' in end ? editor.scene.get(end.item) : undefined;
		if (!target) return;
		outline(brush, target, 'accent', 2.5);
		for (const [side, at] of sideDots(target)) {
			const chosen = end.side === side;
			const color = chosen ? 'accent' : 'surface';
			brush.dot(toScreen(brush.camera, at), chosen ? DOT + 1.5 : DOT - 1, color, 'accent');
		}
	}

	#cursor(brush: Brush, cursor: RemoteCursor, point: Point, viewport: Viewport): void {
		const [x, y] = toScreen(brush.camera, point);
		if (x < -40 || y < -40 || x > viewport.width + 10 || y > viewport.height + 10) return;
		brush.arrow([x, y], `ink-${cursor.color}`);
		const label = cursor.initials ? `${cursor.initials} · ${cursor.name}` : cursor.name;
		brush.pill(label, [x + 13, y + 17], `ink-${cursor.color}`, 12);
	}
}

/** The editor's selection under the camera that is painted. */
function editorAt(editor: Editor, camera: Camera): Pick<Editor, 'scene' | 'selection' | 'camera'> {
	return { scene: editor.scene, selection: editor.selection, camera };
}

function outline(brush: Brush, entry: Entry, color: string, line: number): void {
	if (entry.minX > entry.maxX) return;
	if (entry.item.type === 'connector') {
		const { route } = entry;
		if (!route) return;
		brush.onBoard((context, zoom) => {
			context.strokeStyle = colorOf(brush.theme, color);
			context.lineWidth = (line + 1.5) / zoom;
			context.globalAlpha = 0.55;
			context.stroke(new Path2D(linePath(route)));
			context.globalAlpha = 1;
		});
		return;
	}
	if (entry.turned) {
		brush.turned(entry.turned, color, line);
		return;
	}
	brush.box(grow(brush.toScreen(entry), 1.5), { stroke: color, line, r: 5 });
}

function fillPath(context: CanvasRenderingContext2D, path: Path2D): void {
	context.fill(path);
}

function paintInk(
	context: CanvasRenderingContext2D,
	ink: {
		readonly points: readonly number[];
		readonly color: string;
		readonly width: number;
		readonly brush?: string | undefined;
	},
	theme: Theme
): void {
	context.fillStyle = colorOf(theme, inkRole(ink.color, ink.brush));
	context.globalAlpha = ink.brush === 'marker' ? MARKER_ALPHA : 1;
	const look = { brush: ink.brush, done: false };
	fillPath(context, new Path2D(inkPath(ink.points, ink.width, look)));
	context.globalAlpha = 1;
}

/** Draws in CSS pixels. */
class Brush {
	readonly camera: Camera;
	readonly theme: Theme;
	readonly #context: CanvasRenderingContext2D;
	readonly #ratio: number;

	constructor(context: CanvasRenderingContext2D, camera: Camera, ratio: number, theme: Theme) {
		this.#context = context;
		this.camera = camera;
		this.#ratio = ratio;
		this.theme = theme;
		context.setTransform(ratio, 0, 0, ratio, 0, 0);
		context.globalAlpha = 1;
	}

	toScreen(box: Box): Box {
		const [minX, minY] = toScreen(this.camera, [box.minX, box.minY]);
		const [maxX, maxY] = toScreen(this.camera, [box.maxX, box.maxY]);
		return { minX, minY, maxX, maxY };
	}

	/** Runs with the context in board units. */
	onBoard(run: (context: CanvasRenderingContext2D, zoom: number) => void): void {
		const { zoom, x, y } = this.camera;
		const scale = zoom * this.#ratio;
		this.#context.save();
		this.#context.setTransform(scale, 0, 0, scale, -x * scale, -y * scale);
		run(this.#context, zoom);
		this.#context.restore();
	}

	box(
		box: Box,
		look: {
			readonly fill?: string;
			readonly stroke?: string;
			readonly line?: number;
			readonly r: number;
		}
	): void {
		const context = this.#context;
		context.beginPath();
		context.roundRect(box.minX, box.minY, widthOf(box), heightOf(box), look.r);
		if (look.fill) {
			context.fillStyle = colorOf(this.theme, look.fill);
			context.fill();
		}
		if (look.stroke) {
			context.strokeStyle = colorOf(this.theme, look.stroke);
			context.lineWidth = look.line ?? 1;
			context.stroke();
		}
	}

	/** A broken frame, a little outside, around what keys would add to the selection or take out. */
	atHand(box: Box): void {
		const context = this.#context;
		context.setLineDash([6, 4]);
		this.box(grow(this.toScreen(box), 6), { stroke: 'accent', line: 2.5, r: 8 });
		context.setLineDash([]);
	}

	/** The outline of something that is turned. */
	turned(turned: Turned, color: string, line: number): void {
		const context = this.#context;
		const corners = cornersOfTurned({ ...turned, box: grow(turned.box, 1.5 / this.camera.zoom) });
		context.beginPath();
		for (const corner of corners) context.lineTo(...toScreen(this.camera, corner));
		context.closePath();
		context.strokeStyle = colorOf(this.theme, color);
		context.lineWidth = line;
		context.lineJoin = 'round';
		context.stroke();
	}

	/** The handle that turns: a circle with an arrow going round. */
	knob([x, y]: Point, radius: number): void {
		this.dot([x, y], radius, 'surface', 'accent');
		const context = this.#context;
		const r = radius * 0.5;
		context.strokeStyle = colorOf(this.theme, 'accent');
		context.lineWidth = 1.5;
		context.beginPath();
		context.arc(x, y, r, -0.6 * Math.PI, 0.9 * Math.PI);
		context.stroke();
		context.beginPath();
		const [tx, ty] = [x + r * Math.cos(0.9 * Math.PI), y + r * Math.sin(0.9 * Math.PI)];
		context.moveTo(tx - 2.5, ty + 1);
		context.lineTo(tx, ty - 2.5);
		context.lineTo(tx + 3, ty);
		context.stroke();
	}

	/** A padlock at the upper right corner of an item. */
	padlock(box: Box): void {
		const screen = this.toScreen(box);
		const [x, y] = [screen.maxX, screen.minY];
		this.dot([x, y], 10, 'surface', 'accent');
		const context = this.#context;
		context.beginPath();
		context.roundRect(x - 4.5, y - 1, 9, 6.5, 1.5);
		context.fillStyle = colorOf(this.theme, 'accent');
		context.fill();
		context.beginPath();
		context.arc(x, y - 1, 3, Math.PI, 0);
		context.stroke();
	}

	/** Ticks at the ends of a gap. */
	gap(axis: 'x' | 'y', from: Point, to: Point): void {
		const [dx, dy] = axis === 'x' ? [GAP_TICK, 0] : [0, GAP_TICK];
		for (const [x, y] of [from, to]) this.line([x - dx, y - dy], [x + dx, y + dy], 'guide', 1);
	}

	dot([x, y]: Point, radius: number, fill: string, stroke: string, alpha = 1): void {
		const context = this.#context;
		context.globalAlpha = alpha;
		context.beginPath();
		context.arc(x, y, radius, 0, 2 * Math.PI);
		context.fillStyle = colorOf(this.theme, fill);
		context.fill();
		context.strokeStyle = colorOf(this.theme, stroke);
		context.lineWidth = 1.5;
		context.stroke();
		context.globalAlpha = 1;
	}

	line([ax, ay]: Point, [bx, by]: Point, color: string, width: number): void {
		const context = this.#context;
		context.strokeStyle = colorOf(this.theme, color);
		context.lineWidth = width;
		context.beginPath();
		context.moveTo(ax, ay);
		context.lineTo(bx, by);
		context.stroke();
	}

	/** A piece of a laser's beam: a glow, and a bright core that gets thinner. */
	ray({ from, to, color, strength }: Ray): void {
		const context = this.#context;
		const [a, b] = [toScreen(this.camera, from), toScreen(this.camera, to)];
		context.lineCap = 'round';
		for (const [width, alpha] of [
			[14, 0.18],
			[5, 0.9]
		] as const) {
			context.globalAlpha = alpha * strength;
			// A line without length paints nothing: the hair makes it a dot.
			this.line(a, [b[0] + 0.01, b[1]], `mark-${color}`, width * (0.35 + 0.65 * strength));
		}
		context.globalAlpha = 1;
		context.lineCap = 'butt';
	}

	dashedLine(from: Point, to: Point, color: string): void {
		this.#context.setLineDash([6, 5]);
		this.line(toScreen(this.camera, from), toScreen(this.camera, to), color, 2);
		this.#context.setLineDash([]);
	}

	/** A pointer as others see it. */
	arrow([x, y]: Point, color: string): void {
		const context = this.#context;
		context.beginPath();
		context.moveTo(x, y);
		context.lineTo(x + 4.6, y + 16.4);
		context.lineTo(x + 8, y + 9.6);
		context.lineTo(x + 15.4, y + 8.4);
		context.closePath();
		context.fillStyle = colorOf(this.theme, color);
		context.strokeStyle = colorOf(this.theme, 'surface');
		context.lineWidth = 1.5;
		context.lineJoin = 'round';
		context.fill();
		context.stroke();
	}

	/** A name on a rounded ground. */
	pill(text: string, [x, y]: Point, color: string, size: number): void {
		const context = this.#context;
		const shown = text.length > 40 ? `${text.slice(0, 39)}…` : text;
		context.font = `600 ${size}px ${this.theme.font}`;
		context.textAlign = 'left';
		context.textBaseline = 'middle';
		const w = context.measureText(shown).width + 14;
		const h = size + 8;
		context.beginPath();
		context.roundRect(x, y, w, h, h / 2);
		context.fillStyle = colorOf(this.theme, color);
		context.fill();
		context.fillStyle = colorOf(this.theme, 'surface');
		context.fillText(shown, x + 7, y + h / 2 + 0.5);
	}
}
