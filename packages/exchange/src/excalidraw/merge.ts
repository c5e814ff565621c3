import { canTurn, isLocked, rotationOf } from '@concordia/board';
import type { End, Item } from '@concordia/board';
import { makeItem } from '../own.ts';
import { asObject, asText } from '../raw.ts';
import type { Raw } from '../raw.ts';
import { arrowOf } from './arrow.ts';
import { elementOf, groupsOf } from './element.ts';
import { labelTextOf } from './encode.ts';
import {
	areaColor,
	boxOf,
	endsOf,
	groupIdsOf,
	groupsIn,
	lineColor,
	lookOf,
	pointsOf,
	readElement,
	rotationIn,
	textOf
} from './foreign.ts';
import type { Scene } from './foreign.ts';
import type { Element } from './words.ts';

/** Finds an item of ours by the id its element had when it was written. */
export type Find = (id: string) => Item | undefined;

/**
 * An item of ours with what Excalidraw changed in its element: place, size, words, colour, frame, ends.
 * The very same record (under this id) when nothing was.
 */
export function mergeElement(own: Item, raw: Raw, id: string, scene: Scene, find: Find): Item {
	const was =
		own.type === 'connector' ? arrowOf(own, find) : elementOf(own, raw['type'] === 'image');
	if (!was || raw['type'] !== was.type) {
		const fields = readElement(raw, id, scene);
		if (!fields) return { ...own, id };
		// Lines at something that was removed are still what they meant.
		return makeItem({ ...(fields['type'] === own.type && own), ...fields, id, z: own.z });
	}
	const change = {
		...(own.type === 'connector'
			? changedLine(own, was, raw, id, scene)
			: changedBox(own, was, raw, id, scene)),
		...changedText(own, raw, scene),
		...changedPlaceInBoard(own, raw, id, scene, find)
	};
	if (id === own.id && Object.keys(change).length === 0) return own;
	return makeItem({ ...own, ...change, id });
}

/** Degrees; less is only rounding. */
const LEAST_TURN = 0.01;

type Fields = Readonly<Record<string, unknown>>;

function changedBox(own: Item, was: Element, raw: Raw, id: string, scene: Scene): Fields {
	if (own.type === 'ink' && !isSame(pointsOf(raw), was.points)) {
		const now = readElement(raw, id, scene);
		if (!now) return {};
		const { pos, size, points } = now;
		return { pos, size, points, ...changedColor(own, was, raw, id, scene) };
	}
	const box = boxOf(raw, id, scene.lost);
	const isMoved = raw['x'] !== was.x || raw['y'] !== was.y;
	// Texts that are as wide as their longest line were only measured with another font.
	const isMeasured = raw['type'] === 'text' && raw['autoResize'] !== false && was.autoResize;
	const isResized = raw['width'] !== was.width || raw['height'] !== was.height;
	return {
		...(isMoved && {
			pos: [own.pos[0] + box.pos[0] - was.x, own.pos[1] + box.pos[1] - was.y]
		}),
		...(isResized && !isMeasured && own.type !== 'ink' && { size: box.size }),
		...changedColor(own, was, raw, id, scene)
	};
}

function changedColor(own: Item, was: Element, raw: Raw, id: string, scene: Scene): Fields {
	if (own.type === 'frame') return {};
	const isSameStroke = raw['strokeColor'] === was.strokeColor;
	const isSameFill = raw['backgroundColor'] === was.backgroundColor;
	if (isSameStroke && isSameFill) return {};
	const isArea = !['text', 'arrow', 'freedraw'].includes(was.type);
	if (isArea && isSameFill) return { color: lineColor(raw, id, scene.lost) };
	return { color: (isArea ? areaColor : lineColor)(raw, id, scene.lost) };
}

function changedLine(own: Item, was: Element, raw: Raw, id: string, scene: Scene): Fields {
	const ends = endsOf(raw, scene.itemIds);
	const change: Record<string, unknown> = { ...changedColor(own, was, raw, id, scene) };
	const isSameLook =
		raw['elbowed'] === was.elbowed &&
		!asObject(raw['roundness']) === !was.roundness &&
		raw['strokeStyle'] === was.strokeStyle;
	if (!isSameLook) Object.assign(change, { dash: undefined }, lookOf(raw, id, scene.lost));
	if (!ends) return change;
	const isSameHeads =
		!raw['startArrowhead'] === !was.startArrowhead && !raw['endArrowhead'] === !was.endArrowhead;
	if (!isSameHeads)
		return { ...change, heads: undefined, headFrom: undefined, headTo: undefined, ...ends };
	const was2 = endsOf(was as unknown as Raw, scene.itemIds);
	if (!was2) return change;
	if (!isSameEnd(ends.from, was2.from, own.from, scene)) change['from'] = ends.from;
	if (!isSameEnd(ends.to, was2.to, own.to, scene)) change['to'] = ends.to;
	return change;
}

/** Ends at items follow these; how exactly is ours to say as long as the item is the same. */
function isSameEnd(now?: End, was?: End, own?: End, scene?: Scene): boolean {
	if (!now || !was || !own) return false;
	if ('item' in now) {
		return 'item' in own && now.item === own.item && scene?.itemIds.get(own.item) === own.item;
	}
	return 'point' in own && isSame(now, was);
}

function changedText(own: Item, raw: Raw, scene: Scene): Fields {
	if (own.type === 'ink' || raw['type'] === 'image') return {};
	const written = labelTextOf(own);
	const now =
		own.type === 'frame'
			? (asText(raw['name']) ?? '')
			: own.type === 'text'
				? textOf(raw)
				: (scene.labels.get(asText(raw['id']) ?? '') ?? '');
	return now === written ? {} : { text: now };
}

function changedPlaceInBoard(own: Item, raw: Raw, id: string, scene: Scene, find: Find): Fields {
	const change: Record<string, unknown> = {};
	const parent = scene.itemIds.get(asText(raw['frameId']) ?? '');
	const hadFrame = own.parent !== undefined && find(own.parent)?.type === 'frame';
	if (own.type !== 'frame' && parent !== own.parent && (parent !== undefined || hadFrame)) {
		change['parent'] = parent;
	}
	if (!isSame(groupIdsOf(raw), groupsOf(own))) {
		Object.assign(change, { groups: undefined }, groupsIn(raw, scene));
	}
	if ((raw['locked'] === true) !== isLocked(own)) {
		change['locked'] = undefined;
		change['lock'] = raw['locked'] === true ? 'open' : undefined;
	}
	const rotation = rotationIn(raw);
	if (rotation !== undefined && !canTurn(own.type)) scene.lost.add(id, 'rotation');
	else if (Math.abs((rotation ?? 0) - rotationOf(own)) > LEAST_TURN) change['rotation'] = rotation;
	return change;
}

/** Only for values that were read: what stands in a file may be nested without end. */
const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
