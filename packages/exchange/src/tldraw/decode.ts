import { rotationOf, turnPoint } from '@concordia/board';
import type { End, Item, Point, Size } from '@concordia/board';
import { breakRings } from '../frames.ts';
import { Ids } from '../ids.ts';
import { maxItems, maxTextLength } from '../limits.ts';
import { Losses, safePicture } from '../loss.ts';
import type { Decoded, Picture } from '../loss.ts';
import { makeItem } from '../own.ts';
import { asCoordinate, asNumber, asObject, asText, isSafeLink, parseObject } from '../raw.ts';
import type { Raw } from '../raw.ts';
import { placesAbove } from '../stack.ts';
import { unpackLz } from './lz.ts';
import { plainText } from './rich-text.ts';

const maxDepth = 64;

/**
 * Reads what tldraw puts into the clipboard as HTML: its content as JSON, plain (version 2), with the
 * shapes packed (version 3) or all of it packed (before). Never throws, whatever the text says.
 */
export function decodeTldraw(html: string, newId: () => string): Decoded {
	if (html.length > maxTextLength) return { ok: false, reason: 'too-large' };
	const content = contentIn(html);
	if (content === null) return { ok: false, reason: 'not-tldraw' };
	const shapes = objectsIn(content['shapes']);
	if (shapes.length > maxItems) return { ok: false, reason: 'too-many' };
	return new Reader(content, shapes, newId).read();
}

function contentIn(html: string): Raw | null {
	const start = html.indexOf('>', html.indexOf('<div data-tldraw')) + 1;
	const end = html.lastIndexOf('</div>');
	if (!html.includes('<div data-tldraw') || start === 0 || end < start) return null;
	const inner = html.slice(start, end);
	const file =
		parseObject(inner) ??
		parseObject(inner.replaceAll('&quot;', '"').replaceAll('&amp;', '&')) ??
		parseObject(unpackLz(inner, maxTextLength) ?? '');
	const data = asObject(file?.['data']);
	if (!data) return null;
	const packed = asText(data['otherCompressed']);
	if (packed === undefined) return Array.isArray(data['shapes']) ? data : null;
	const rest = parseObject(unpackLz(packed, maxTextLength) ?? '');
	return rest && { ...rest, assets: data['assets'] };
}

function objectsIn(list: unknown): Raw[] {
	if (!Array.isArray(list)) return [];
	return (list as unknown[]).map(asObject).filter((entry) => entry !== undefined);
}

/** Their colours by our names, of areas and of lines. */
const colors: Readonly<Record<string, string>> = {
	black: 'white',
	grey: 'gray',
	'light-violet': 'purple',
	violet: 'purple',
	blue: 'blue',
	'light-blue': 'blue',
	yellow: 'yellow',
	orange: 'orange',
	green: 'green',
	'light-green': 'lime',
	'light-red': 'pink',
	red: 'red',
	white: 'white'
};
const inexact: ReadonlySet<string> = new Set(['light-violet', 'light-blue', 'light-red']);
const plainShapes: ReadonlySet<string> = new Set(['rectangle', 'ellipse', 'diamond']);
const textSizes: Readonly<Record<string, number>> = { s: 18, m: 24, l: 36, xl: 44 };
const inkWidths: Readonly<Record<string, number>> = { s: 2, m: 4, l: 6, xl: 12 };
const noteSide = 200;
const highlightWidth = 24;

interface Placed {
	readonly pos: Point;
	/** Radians, clockwise about `pos`. */
	readonly angle: number;
}

class Reader {
	readonly #shapes: readonly Raw[];
	readonly #byId = new Map<string, Raw>();
	readonly #assets = new Map<string, Raw>();
	readonly #bindings = new Map<string, string>();
	readonly #ids: Ids;
	readonly #itemIds = new Map<string, string>();
	readonly #groups = new Map<string, string>();
	readonly #lost = new Losses();
	readonly #pictures: Picture[] = [];
	readonly #place = placesAbove([]);

	constructor(content: Raw, shapes: readonly Raw[], newId: () => string) {
		this.#shapes = shapes;
		this.#ids = new Ids(newId);
		for (const shape of shapes) {
			const id = asText(shape['id']) ?? '';
			this.#byId.set(id, shape);
			const made = this.#ids.fresh();
			if (shape['type'] === 'group') this.#groups.set(id, made);
			else this.#itemIds.set(id, made);
		}
		for (const asset of objectsIn(content['assets'])) {
			this.#assets.set(asText(asset['id']) ?? '', asset);
		}
		for (const binding of objectsIn(content['bindings'])) {
			const terminal = asText(asObject(binding['props'])?.['terminal']);
			const to = asText(binding['toId']);
			if (to !== undefined) this.#bindings.set(`${String(binding['fromId'])} ${terminal}`, to);
		}
	}

	read(): Decoded {
		const items: Item[] = [];
		for (const shape of this.#shapes.toSorted(byIndex)) {
			const given = asText(shape['id']) ?? '';
			const id = this.#itemIds.get(given);
			if (id === undefined) continue;
			const fields = this.#fieldsOf(shape, id);
			if (fields === null) {
				this.#itemIds.delete(given);
				this.#lost.add(given, 'left-out', asText(shape['type']));
			} else items.push(makeItem({ ...fields, ...this.#belonging(shape), id, z: this.#place() }));
		}
		const there = new Set(items.map(({ id }) => id));
		return {
			ok: true,
			items: breakRings(
				items.map((item) => attached(item, there)),
				this.#lost
			),
			lost: this.#lost.list,
			pictures: this.#pictures
		};
	}

	#fieldsOf(shape: Raw, id: string): Readonly<Record<string, unknown>> | null {
		const props = asObject(shape['props']) ?? {};
		if ((asNumber(shape['opacity']) ?? 1) < 1) this.#lost.add(id, 'style');
		const text = asText(props['text']) ?? plainText(props['richText']);
		switch (shape['type']) {
			case 'geo': {
				const kind = asText(props['geo']) ?? 'rectangle';
				const grown = asNumber(props['growY']) ?? 0;
				const isKnown = plainShapes.has(kind);
				if (!isKnown) this.#lost.add(id, 'type', kind);
				return {
					type: 'shape',
					shape: isKnown ? kind : 'rectangle',
					...this.#box(shape, 'shape', [sideOf(props, 'w'), sideOf(props, 'h') + grown]),
					color: this.#color(props, id),
					...(text !== '' && { text })
				};
			}
			case 'note': {
				const side = noteSide * (asNumber(props['scale']) ?? 1);
				const box = this.#box(shape, 'note', [side, side + (asNumber(props['growY']) ?? 0)]);
				const color = this.#color(props, id);
				return { type: 'note', ...box, text, color: color === 'white' ? 'yellow' : color };
			}
			case 'text': {
				const textSize = (textSizes[String(props['size'])] ?? 24) * (asNumber(props['scale']) ?? 1);
				const isFree = props['autoSize'] === true;
				const size: Size = [isFree ? 0 : sideOf(props, 'w'), Math.round(textSize * 1.3)];
				const color = this.#color(props, id);
				return { type: 'text', ...this.#box(shape, 'text', size), text, textSize, color };
			}
			case 'arrow':
				return this.#arrow(shape, props, id, text);
			case 'line':
				return this.#line(shape, props, id);
			case 'draw':
			case 'highlight':
				return this.#ink(shape, props, id);
			case 'frame': {
				const name = asText(props['name']) ?? '';
				return { type: 'frame', ...this.#box(shape, 'frame', sizeOf(props)), text: name };
			}
			case 'image': {
				const asset = asObject(this.#assets.get(String(props['assetId']))?.['props']);
				const dataUrl = asText(asset?.['src']) ?? '';
				if (safePicture.test(dataUrl)) this.#pictures.push({ item: id, dataUrl });
				this.#lost.add(id, 'picture');
				const alt = asText(props['altText']) ?? '';
				const box = this.#box(shape, 'image', sizeOf(props));
				return { type: 'image', ...box, ...(alt !== '' && { alt }) };
			}
			case 'bookmark':
			case 'embed': {
				const asset = asObject(this.#assets.get(String(props['assetId']))?.['props']);
				const url = asText(props['url']) ?? '';
				if (!isSafeLink(url)) this.#lost.add(id, 'link', url);
				return {
					type: 'card',
					...this.#box(shape, 'card', sizeOf(props)),
					text: asText(asset?.['title']) || url,
					...(isSafeLink(url) && { url })
				};
			}
			default:
				return null;
		}
	}

	#color(props: Raw, id: string): string {
		const given = asText(props['color']) ?? 'black';
		const color = Object.hasOwn(colors, given) ? colors[given]! : 'gray';
		if (inexact.has(given) || !Object.hasOwn(colors, given)) this.#lost.add(id, 'color', given);
		return color;
	}

	/** Theirs turn about the corner, ours about the middle. */
	#box(shape: Raw, type: string, [width, height]: Size): Readonly<Record<string, unknown>> {
		const { pos, angle } = this.#placeOf(shape);
		const degrees = (angle * 180) / Math.PI;
		const [x, y] = turnPoint([pos[0] + width / 2, pos[1] + height / 2], pos, degrees);
		const rotation = Math.round(((((degrees % 360) + 540) % 360) - 180) * 100) / 100;
		const turned = rotation === -180 ? 180 : rotation;
		const isTurned = turned !== 0 && rotationOf({ type, rotation: turned }) !== 0;
		return {
			pos: [round(x - width / 2), round(y - height / 2)],
			size: [round(width), round(height)],
			...(isTurned && { rotation: turned })
		};
	}

	/** Places are told within the parent: a frame or a group. */
	#placeOf(shape: Raw, depth = 0): Placed {
		const own: Point = [asCoordinate(shape['x']) ?? 0, asCoordinate(shape['y']) ?? 0];
		const angle = asNumber(shape['rotation']) ?? 0;
		const parent = this.#byId.get(asText(shape['parentId']) ?? '');
		if (!parent || parent === shape || depth >= maxDepth) return { pos: own, angle };
		const outer = this.#placeOf(parent, depth + 1);
		const [x, y] = turnPoint(own, [0, 0], (outer.angle * 180) / Math.PI);
		return { pos: [outer.pos[0] + x, outer.pos[1] + y], angle: outer.angle + angle };
	}

	/** A point of a shape on the board. */
	#pointOf(shape: Raw, point: Point): Point {
		const { pos, angle } = this.#placeOf(shape);
		const [x, y] = turnPoint(point, [0, 0], (angle * 180) / Math.PI);
		return [round(pos[0] + x), round(pos[1] + y)];
	}

	/** The frame and the groups it is in, outermost first. */
	#belonging(shape: Raw): Readonly<Record<string, unknown>> {
		const groups: string[] = [];
		let parent = this.#byId.get(asText(shape['parentId']) ?? '');
		let frame: string | undefined;
		for (let depth = 0; parent && frame === undefined && depth < maxDepth; depth += 1) {
			const id = asText(parent['id']) ?? '';
			const group = this.#groups.get(id);
			if (group !== undefined) groups.unshift(group);
			else if (parent['type'] === 'frame' && parent !== shape) frame = this.#itemIds.get(id);
			parent = this.#byId.get(asText(parent['parentId']) ?? '');
		}
		return {
			...(frame !== undefined && { parent: frame }),
			...(groups.length > 0 && { groups }),
			...(shape['isLocked'] === true && { lock: 'open' })
		};
	}

	#arrow(shape: Raw, props: Raw, id: string, text: string): Readonly<Record<string, unknown>> {
		const { dash } = props;
		const ends = [props['arrowheadStart'], props['arrowheadEnd']].map(
			(head) => typeof head === 'string' && head !== 'none'
		);
		const heads = ends[0] ? 'both' : ends[1] ? 'end' : 'none';
		if (ends[0] && !ends[1]) this.#lost.add(id, 'heads');
		const isBent = Math.abs(asNumber(props['bend']) ?? 0) > 1;
		return {
			type: 'connector',
			pos: [0, 0],
			size: [0, 0],
			from: this.#end(shape, props, 'start'),
			to: this.#end(shape, props, 'end'),
			shape: props['kind'] === 'elbow' ? 'elbow' : isBent ? 'curved' : 'straight',
			...(heads !== 'end' && { heads }),
			...((dash === 'dashed' || dash === 'dotted') && { dash }),
			color: this.#color(props, id),
			...(text !== '' && { text })
		};
	}

	#end(shape: Raw, props: Raw, terminal: 'start' | 'end'): End {
		const raw = asObject(props[terminal]);
		const bound =
			this.#bindings.get(`${String(shape['id'])} ${terminal}`) ?? asText(raw?.['boundShapeId']);
		const item = this.#itemIds.get(bound ?? '');
		if (item !== undefined) return { item };
		const at: Point = [asCoordinate(raw?.['x']) ?? 0, asCoordinate(raw?.['y']) ?? 0];
		return { point: this.#pointOf(shape, at) };
	}

	#line(shape: Raw, props: Raw, id: string): Readonly<Record<string, unknown>> | null {
		const points = objectsIn(Object.values(asObject(props['points']) ?? {}))
			.toSorted(byIndex)
			.map((point) => this.#pointOf(shape, pointIn(point)));
		const [first, last] = [points[0], points.at(-1)];
		if (!first || !last || points.length < 2) return null;
		if (points.length > 2) this.#lost.add(id, 'route');
		return {
			type: 'connector',
			pos: [0, 0],
			size: [0, 0],
			from: { point: first },
			to: { point: last },
			shape: props['spline'] === 'cubic' ? 'curved' : 'straight',
			heads: 'none',
			color: this.#color(props, id)
		};
	}

	#ink(shape: Raw, props: Raw, id: string): Readonly<Record<string, unknown>> | null {
		const isMarker = shape['type'] === 'highlight';
		const points: number[] = [];
		for (const segment of objectsIn(props['segments'])) {
			for (const raw of objectsIn(segment['points'])) {
				const [x, y] = this.#pointOf(shape, pointIn(raw));
				points.push(x, y, Math.min(1, Math.max(0, asNumber(raw['z']) ?? 0.5)));
			}
		}
		if (points.length === 0) return null;
		const xs = points.filter((_, i) => i % 3 === 0);
		const ys = points.filter((_, i) => i % 3 === 1);
		const [left, top] = [least(xs), least(ys)];
		return {
			type: 'ink',
			pos: [left, top],
			size: [-least(xs.map((x) => -x)) - left, -least(ys.map((y) => -y)) - top],
			points: points.map((value, i) =>
				i % 3 === 0 ? round(value - left) : i % 3 === 1 ? round(value - top) : value
			),
			color: this.#color(props, id),
			width: isMarker ? highlightWidth : (inkWidths[String(props['size'])] ?? 4),
			...(isMarker && { brush: 'marker' })
		};
	}
}

/** Lines to what isn't there end nowhere: they aren't kept at it. */
function attached(item: Item, there: ReadonlySet<string>): Item {
	const isThere = (end: End | undefined): boolean =>
		end === undefined || 'point' in end || there.has(end.item);
	if (isThere(item.from) && isThere(item.to)) return item;
	const { from, to, ...rest } = item;
	return {
		...rest,
		...(from && isThere(from) && { from }),
		...(to && isThere(to) && { to })
	};
}

function pointIn(raw: Raw): Point {
	return [asCoordinate(raw['x']) ?? 0, asCoordinate(raw['y']) ?? 0];
}

function least(numbers: readonly number[]): number {
	let smallest = Infinity;
	for (const number of numbers) smallest = Math.min(smallest, number);
	return smallest;
}

function sideOf(props: Raw, key: string): number {
	return Math.abs(asCoordinate(props[key]) ?? 100);
}

function sizeOf(props: Raw): Size {
	return [sideOf(props, 'w'), sideOf(props, 'h')];
}

/** Their places in the stack are texts that sort by their characters. */
function byIndex(a: Raw, b: Raw): number {
	const [one, two] = [asText(a['index']) ?? '', asText(b['index']) ?? ''];
	return one < two ? -1 : one > two ? 1 : 0;
}

const round = (value: number): number => Math.round(value * 10) / 10;
