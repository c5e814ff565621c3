import { byOrder, colorTokens } from '@concordia/board';
import type { Item } from '@concordia/board';
import { Losses } from '../loss.ts';
import type { Loss } from '../loss.ts';
import { tableText } from '../table-text.ts';
import { arrowOf } from './arrow.ts';
import { elementOf, fileIdOf, labelOf } from './element.ts';
import { clipboardType, fileType, ownVersion } from './words.ts';
import type { Element } from './words.ts';

export interface Encoded {
	readonly json: string;
	/** What Excalidraw doesn't show; `decodeExcalidraw` loses none of it. */
	readonly lost: readonly Loss[];
}

/** The bytes of pictures, as data URLs, by the `src` of their items. */
export type Pictures = ReadonlyMap<string, string>;

/** The items as an Excalidraw file. Each element carries its item, so that reading it back loses nothing. */
export function encodeExcalidraw(items: readonly Item[], pictures: Pictures = new Map()): Encoded {
	const { elements, rest, lost } = drawAll(items, pictures);
	const file = {
		type: fileType,
		version: 2,
		source: 'https://excalidraw.com',
		elements,
		appState: { gridSize: null, viewBackgroundColor: '#ffffff' },
		files: filesOf(elements, pictures),
		concordia: { version: ownVersion, rest }
	};
	return { json: JSON.stringify(file), lost };
}

/** The items as Excalidraw puts them into the clipboard. */
export function encodeExcalidrawClipboard(items: readonly Item[]): Encoded {
	const { elements, rest, lost } = drawAll(items, new Map());
	const clipboard = {
		type: clipboardType,
		elements,
		files: {},
		concordia: { version: ownVersion, rest }
	};
	return { json: JSON.stringify(clipboard), lost };
}

interface Drawing {
	readonly elements: readonly Element[];
	/** Items that no element can stand for. */
	readonly rest: readonly Item[];
	readonly lost: readonly Loss[];
}

function filesOf(elements: readonly Element[], pictures: Pictures): Record<string, object> {
	const wanted = new Set(elements.map(({ fileId }) => fileId));
	const files: Record<string, object> = {};
	for (const [src, dataURL] of pictures) {
		const id = fileIdOf(src);
		if (!wanted.has(id)) continue;
		const mimeType = /^data:([^;,]*)/.exec(dataURL)?.[1] ?? '';
		files[id] = { id, mimeType, dataURL, created: 1, lastRetrieved: 1 };
	}
	return files;
}

function drawAll(items: readonly Item[], pictures: Pictures): Drawing {
	const lost = new Losses();
	const byId = new Map(items.map((item) => [item.id, item]));
	const isBindable = new Map(items.map((item) => [item.id, drawnAs(item) !== null]));
	const find = (id: string): Item | undefined => (isBindable.get(id) ? byId.get(id) : undefined);
	const elements: Element[] = [];
	const rest: Item[] = [];
	const arrows = new Map<string, string[]>();
	for (const item of items.toSorted(byOrder)) {
		const element =
			item.type === 'connector' ? arrowOf(item, find) : drawnAs(item, pictures.has(item.src ?? ''));
		if (!element) {
			rest.push(item);
			lost.add(item.id, 'left-out', item.type);
			continue;
		}
		for (const { elementId } of bindingsOf(element)) {
			const known = arrows.get(elementId);
			if (known) known.push(item.id);
			else arrows.set(elementId, [item.id]);
		}
		elements.push({ ...element, frameId: frameOf(item, byId) });
		listLosses(item, lost, element);
	}
	return { elements: addLabels(elements, byId, arrows), rest, lost: lost.list };
}

/** What people say about the board is no part of the drawing. */
function drawnAs(item: Item, hasPicture = false): Element | null {
	return item.type === 'comment' ? null : elementOf(item, hasPicture);
}

function bindingsOf({ startBinding, endBinding }: Element): readonly { elementId: string }[] {
	return [startBinding, endBinding].filter((binding) => binding !== null && binding !== undefined);
}

/** Frames of Excalidraw don't lie in frames. */
function frameOf(item: Item, byId: ReadonlyMap<string, Item>): string | null {
	const { parent } = item;
	const isFramed = parent !== undefined && byId.get(parent)?.type === 'frame';
	return isFramed && item.type !== 'frame' ? parent : null;
}

function addLabels(
	elements: readonly Element[],
	byId: ReadonlyMap<string, Item>,
	arrows: ReadonlyMap<string, readonly string[]>
): Element[] {
	return elements.flatMap((element) => {
		const item = byId.get(element.id)!;
		const bound = (arrows.get(element.id) ?? []).map((id) => ({ id, type: 'arrow' as const }));
		const text = labelTextOf(item);
		const isContainer = !['text', 'frame', 'freedraw', 'image'].includes(element.type);
		if (!isContainer || text === '') return [{ ...element, boundElements: bound }];
		let id = `${element.id}:text`;
		while (byId.has(id)) id = `${id}:`;
		const label = labelOf(item, element, id, text);
		return [{ ...element, boundElements: [{ id, type: 'text' as const }, ...bound] }, label];
	});
}

/** The words of an item; of a picture without any, what is said of it, else its address. */
export function labelTextOf(item: Item): string {
	const { text = '' } = item;
	if (item.type === 'table') return tableText(item);
	return text === '' && item.type === 'image' ? (item.alt ?? item.src ?? '') : text;
}

const shownWell: ReadonlySet<string> = new Set([
	'note',
	'text',
	'connector',
	'ink',
	'frame',
	'image',
	'rectangle',
	'ellipse',
	'diamond'
]);

function listLosses(item: Item, lost: Losses, element: Element): void {
	const { id, type, color } = item;
	const drawn = type === 'shape' ? (item.shape ?? 'rectangle') : type;
	if (!shownWell.has(drawn)) lost.add(id, 'type', drawn);
	if (type === 'image' && element.type !== 'image') lost.add(id, 'picture');
	if (element.type === 'image' && (item.alt || item.text)) lost.add(id, 'text');
	if (type === 'ink' && item.text) lost.add(id, 'text');
	if (type === 'frame' && item.parent !== undefined) lost.add(id, 'frame', item.parent);
	if (item.fields && Object.keys(item.fields).length > 0) lost.add(id, 'fields');
	if (color !== undefined && !colorTokens.some((token) => token === color)) {
		lost.add(id, 'color', color);
	}
}
