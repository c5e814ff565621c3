import { defaultSize } from '@concordia/board';
import type { Item } from '@concordia/board';
import { breakRings } from '../frames.ts';
import { Ids } from '../ids.ts';
import { maxElements, maxItems, maxTextLength } from '../limits.ts';
import { Losses, safePicture } from '../loss.ts';
import type { Decoded, Picture } from '../loss.ts';
import { makeItem, readItem, readItems } from '../own.ts';
import { asObject, asText, parseObject } from '../raw.ts';
import type { Raw } from '../raw.ts';
import { placesAbove } from '../stack.ts';
import { groupsOf } from './element.ts';
import { readElement, textOf } from './foreign.ts';
import type { Scene } from './foreign.ts';
import { mergeElement } from './merge.ts';
import { clipboardType, fileType } from './words.ts';

/**
 * Reads an Excalidraw file or clipboard. Items of ours come back as they were, with the ids they had, and
 * with what was changed in Excalidraw; what was removed there is gone. Other elements become items with
 * fresh ids. Never throws, whatever the text says.
 */
export function decodeExcalidraw(text: string, newId: () => string): Decoded {
	if (text.length > maxTextLength) return { ok: false, reason: 'too-large' };
	const file = parseObject(text);
	if (!file) return { ok: false, reason: 'not-json' };
	const elements: unknown = file['elements'];
	const isKnown = file['type'] === fileType || file['type'] === clipboardType;
	if (!isKnown || !Array.isArray(elements)) return { ok: false, reason: 'not-excalidraw' };
	const rest: unknown = asObject(file['concordia'])?.['rest'];
	const hidden: readonly unknown[] = Array.isArray(rest) ? rest : [];
	if (elements.length > maxElements || hidden.length > maxItems) {
		return { ok: false, reason: 'too-many' };
	}
	return readFile({ elements, hidden, files: asObject(file['files']) ?? {} }, newId);
}

interface File {
	readonly elements: readonly unknown[];
	readonly hidden: readonly unknown[];
	readonly files: Raw;
}

/** An element, what it carries of ours, and the id of the item it becomes. */
interface Part {
	readonly raw: Raw;
	readonly own: Item | null;
	readonly id: string;
}

function readFile(file: File, newId: () => string): Decoded {
	const lost = new Losses();
	const ids = new Ids(newId);
	const rest = readItems(file.hidden, ids, lost);
	const live = file.elements.flatMap((element) => {
		const raw = asObject(element);
		if (!raw) lost.add('', 'left-out');
		return raw && raw['isDeleted'] !== true ? [raw] : [];
	});
	const labels = readLabels(live);
	const parts = live.filter((raw) => !labels.used.has(raw)).map((raw) => identify(raw, ids, lost));
	const itemIds = new Map<string, string>();
	for (const { raw, id } of parts) {
		const given = asText(raw['id']) ?? '';
		if (itemIds.has(given)) lost.add(id, 'duplicate', given);
		else itemIds.set(given, id);
	}
	for (const [label, container] of labels.containers) {
		const id = itemIds.get(container);
		if (id !== undefined && !itemIds.has(label)) itemIds.set(label, id);
	}
	const groups = new Map(
		parts.flatMap(({ own }) => (own ? groupsOf(own) : [])).map((group) => [group, group])
	);
	const groupFor = (id: string): string => {
		const group = groups.get(id) ?? ids.fresh();
		groups.set(id, group);
		return group;
	};
	const scene: Scene = { itemIds, labels: labels.texts, groupFor, lost };
	const items = [...readParts(parts, rest, scene), ...rest];
	return {
		ok: true,
		items: breakRings(items, lost),
		lost: lost.list,
		pictures: picturesOf(parts, file.files)
	};
}

interface Labels {
	readonly used: ReadonlySet<Raw>;
	readonly texts: ReadonlyMap<string, string>;
	readonly containers: ReadonlyMap<string, string>;
}

const containers: ReadonlySet<unknown> = new Set([
	'rectangle',
	'ellipse',
	'diamond',
	'arrow',
	'line',
	'embeddable',
	'iframe'
]);

/** Texts that stand on another element, the first of each. What they stood on may be gone. */
function readLabels(live: readonly Raw[]): Labels {
	const known = new Set(
		live.filter((raw) => containers.has(raw['type'])).map((raw) => asText(raw['id']))
	);
	const used = new Set<Raw>();
	const texts = new Map<string, string>();
	const owners = new Map<string, string>();
	for (const raw of live) {
		const container = asText(raw['containerId']);
		if (raw['type'] !== 'text' || container === undefined) continue;
		if (!known.has(container) || texts.has(container)) continue;
		used.add(raw);
		texts.set(container, textOf(raw));
		owners.set(asText(raw['id']) ?? '', container);
	}
	return { used, texts, containers: owners };
}

/** A copy made in Excalidraw carries an item too, under another id than its own. */
function identify(raw: Raw, ids: Ids, lost: Losses): Part {
	const carried = asObject(asObject(raw['customData'])?.['concordia']);
	const own = carried && carried['item'] !== undefined ? readItem(carried['item'], lost) : null;
	if (own && own.id === raw['id'] && ids.claim(own.id)) return { raw, own, id: own.id };
	return { raw, own, id: ids.fresh() };
}

function readParts(parts: readonly Part[], rest: readonly Item[], scene: Scene): Item[] {
	const written = new Map<string, Item>();
	for (const { own, id } of parts) if (own?.id === id) written.set(id, own);
	const find = (id: string): Item | undefined => written.get(id);
	const place = placesAbove([...written.values(), ...rest]);
	return parts.flatMap(({ raw, own, id }): Item[] => {
		const z = own?.id === id ? own.z : place();
		if (own) return [{ ...mergeElement(own, raw, id, scene, find), z }];
		const fields = readElement(raw, id, scene);
		if (fields) return [withSize(makeItem({ ...fields, id, z }))];
		scene.lost.add(asText(raw['id']) ?? '', 'left-out', asText(raw['type']));
		return [];
	});
}

/** What has no size at all couldn't be seen or taken hold of. */
function withSize(item: Item): Item {
	const isNothing = item.size[0] === 0 && item.size[1] === 0;
	const needsSize = item.type !== 'connector' && item.type !== 'ink';
	return isNothing && needsSize ? { ...item, size: defaultSize(item.type) } : item;
}

function picturesOf(parts: readonly Part[], files: Raw): Picture[] {
	return parts.flatMap(({ raw, id }) => {
		const fileId = asText(raw['fileId']);
		if (raw['type'] !== 'image' || fileId === undefined) return [];
		const file = Object.hasOwn(files, fileId) ? asObject(files[fileId]) : undefined;
		const dataUrl = asText(file?.['dataURL']) ?? '';
		return safePicture.test(dataUrl) ? [{ item: id, dataUrl }] : [];
	});
}
