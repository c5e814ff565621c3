import { isLocked, rotationOf } from '@concordia/board';
import type { Item } from '@concordia/board';
import { fillOf, inkOf } from '../color.ts';
import { asNumber } from '../raw.ts';
import { fitRoughly, lineHeight } from './text.ts';
import { ownVersion, penWidth, plainInk } from './words.ts';
import type { Element } from './words.ts';

const labelSize = 20;
const maxSize = 400;
const inkWidth = 4;

const transparent = 'transparent';

/** What all elements have. `seed` shapes the strokes of hand-drawn looks; ours are drawn straight. */
export function baseOf(item: Item): Omit<Element, 'type'> {
	return {
		id: item.id,
		x: item.pos[0],
		y: item.pos[1],
		width: item.size[0],
		height: item.size[1],
		angle: angleOf(item),
		strokeColor: inkOf(item.color ?? plainInk),
		backgroundColor: transparent,
		fillStyle: 'solid',
		strokeWidth: 1,
		strokeStyle: 'solid',
		roughness: 0,
		opacity: 100,
		roundness: null,
		groupIds: groupsOf(item),
		frameId: null,
		index: null,
		isDeleted: false,
		boundElements: [],
		seed: 1,
		version: 1,
		versionNonce: 1,
		updated: 1,
		link: null,
		locked: isLocked(item),
		customData: { concordia: { version: ownVersion, item } }
	};
}

/** Ours stand outermost first, theirs innermost first. */
export function groupsOf(item: Item): readonly string[] {
	return item.groups?.toReversed() ?? [];
}

/** Both turn about the middle: theirs in radians from 0 to a full turn. */
export function angleOf(item: Item): number {
	return (((rotationOf(item) + 360) % 360) * Math.PI) / 180;
}

/**
 * The element that stands for an item other than a connector; null when there can't be one. Follows from
 * this item alone: its frame, its label and the arrows at it come on top. A picture that comes along in
 * the file is one; without it a labelled box stands in its place.
 */
export function elementOf(item: Item, hasPicture = false): Element | null {
	const base = baseOf(item);
	if (hasPicture && item.type === 'image') return imageElement(item, base);
	switch (item.type) {
		case 'connector':
			return null;
		case 'frame':
			return { ...base, type: 'frame', name: item.text ?? '' };
		case 'text':
			return textElement(item, base);
		case 'ink':
			return inkElement(item, base);
		default: {
			const color = item.color ?? (item.type === 'note' ? 'yellow' : 'white');
			return {
				...base,
				type: item.type === 'shape' ? shapeOf(item) : 'rectangle',
				strokeColor: inkOf(color),
				backgroundColor: fillOf(color),
				roundness: item.type === 'note' ? null : { type: 3 },
				strokeStyle: item.type === 'image' ? 'dashed' : 'solid',
				link: item.url ?? null
			};
		}
	}
}

function imageElement(item: Item, base: Omit<Element, 'type'>): Element {
	return {
		...base,
		type: 'image',
		strokeColor: transparent,
		fileId: fileIdOf(item.src ?? ''),
		status: 'saved',
		scale: [1, 1],
		crop: null
	};
}

/** Under which name a file holds the picture of an address of ours. */
export function fileIdOf(src: string): string {
	return src.replace(/^sha256:/, '');
}

function shapeOf({ shape }: Item): 'rectangle' | 'ellipse' | 'diamond' {
	return shape === 'ellipse' || shape === 'diamond' ? shape : 'rectangle';
}

function textElement(item: Item, base: Omit<Element, 'type'>): Element {
	const fontSize = Math.min(maxSize, Math.max(1, asNumber(item['textSize']) ?? labelSize));
	const isFree = item.size[0] === 0;
	const box = fitRoughly(item.text ?? '', fontSize, isFree ? Infinity : item.size[0]);
	return {
		...base,
		...textFields(item.text ?? '', box.text, fontSize),
		type: 'text',
		width: isFree ? box.width : item.size[0],
		height: Math.max(item.size[1], box.height),
		textAlign: 'left',
		verticalAlign: 'top',
		containerId: null,
		autoResize: isFree
	};
}

function textFields(originalText: string, text: string, fontSize: number): Partial<Element> {
	return { text, originalText, fontSize, fontFamily: 2, lineHeight };
}

function inkElement(item: Item, base: Omit<Element, 'type'>): Element | null {
	const points: (readonly [number, number])[] = [];
	const pressures: number[] = [];
	const flat = item.points ?? [];
	for (let i = 0; i + 1 < flat.length; i += 3) {
		points.push([flat[i]!, flat[i + 1]!]);
		pressures.push(flat[i + 2] ?? 0.5);
	}
	if (points.length === 0) return null;
	const isEven = pressures.every((pressure) => pressure === 0.5);
	return {
		...base,
		type: 'freedraw',
		strokeWidth: (asNumber(item['width']) || inkWidth) / penWidth,
		points,
		pressures: isEven ? [] : pressures,
		simulatePressure: isEven,
		lastCommittedPoint: null
	};
}

/** Shares of a shape's width and height that text in it has. */
const room: Readonly<Record<string, number>> = { ellipse: 0.7, diamond: 0.5 };
const padding = 5;

/** The text in, or on, the element of an item. */
export function labelOf(item: Item, container: Element, id: string, text: string): Element {
	const { points } = container;
	const share = room[container.type] ?? 1;
	const [x, y, width, height] = points
		? [container.x, container.y, points.at(-1)![0], points.at(-1)![1]]
		: [container.x, container.y, container.width, container.height];
	const box = fitRoughly(text, labelSize, points ? 200 : width * share - 2 * padding);
	const { customData: _, ...base } = baseOf(item);
	return {
		...base,
		...textFields(text, box.text, labelSize),
		id,
		type: 'text',
		x: x + (width - box.width) / 2,
		y: y + (height - box.height) / 2,
		width: box.width,
		height: box.height,
		strokeColor: inkOf('white'),
		textAlign: 'center',
		verticalAlign: 'middle',
		containerId: container.id,
		frameId: container.frameId,
		autoResize: true
	};
}
