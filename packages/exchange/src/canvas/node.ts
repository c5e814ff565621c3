import type { Item, Point, Size } from '@concordia/board';
import { defaultSize } from '@concordia/board';
import type { Losses } from '../loss.ts';
import { makeItem } from '../own.ts';
import { asCoordinate, asText, isSafeLink } from '../raw.ts';
import type { Raw } from '../raw.ts';
import { nodeOf } from './encode.ts';
import { parseColor, plainColor } from './words.ts';

const picture = /\.(?:avif|bmp|gif|jpe?g|png|svg|webp)$/i;

/** The item for a node that another program made; null when it has no type we could show. */
export function readNode(raw: Raw, id: string, z: string, lost: Losses): Item | null {
	const meaning = meaningOf(raw, id, lost);
	if (!meaning) return null;
	const size = sizeOf(raw, meaning.type, id, lost);
	return makeItem({
		...meaning,
		id,
		z,
		pos: placeOf(raw, id, lost),
		size,
		...colorOf(raw, id, lost)
	});
}

function meaningOf(raw: Raw, id: string, lost: Losses): (Partial<Item> & { type: string }) | null {
	switch (raw['type']) {
		case 'group': {
			const background = asText(raw['background']);
			if (background !== undefined) lost.add(id, 'background', background);
			return { type: 'frame', text: asText(raw['label']) ?? '' };
		}
		case 'link': {
			const url = asText(raw['url']);
			if (url === undefined) return null;
			if (isSafeLink(url)) return { type: 'card', text: url, url };
			lost.add(id, 'link', url);
			return { type: 'card', text: url };
		}
		case 'file': {
			const file = asText(raw['file']);
			if (file === undefined) return null;
			const subpath = asText(raw['subpath']);
			const isPicture = picture.test(file);
			lost.add(id, isPicture ? 'picture' : 'file', file);
			return {
				type: isPicture ? 'image' : 'card',
				...(!isPicture && { kind: 'file' }),
				text: `${file}${subpath ?? ''}`,
				file,
				...(subpath !== undefined && { subpath })
			};
		}
		default: {
			// Other kinds than the four: what has words is still worth a note.
			const text = asText(raw['text']) ?? asText(raw['label']);
			if (raw['type'] === 'text') {
				if (text === undefined) lost.add(id, 'value', 'text');
				return { type: 'note', text: text ?? '' };
			}
			if (text === undefined) return null;
			lost.add(id, 'type', asText(raw['type']));
			return { type: 'note', text };
		}
	}
}

function placeOf(raw: Raw, id: string, lost: Losses): Point {
	const at = (key: string): number => {
		const value = asCoordinate(raw[key]);
		if (value === undefined) lost.add(id, 'value', key);
		return value ?? 0;
	};
	return [at('x'), at('y')];
}

function sizeOf(raw: Raw, type: string, id: string, lost: Losses): Size {
	const usual = defaultSize(type);
	const at = (key: string, instead: number): number => {
		const value = asCoordinate(raw[key]);
		if (value !== undefined && value >= 0) return value;
		lost.add(id, 'value', key);
		return instead;
	};
	return [at('width', usual[0]), at('height', usual[1])];
}

/** The colour of a node, or edge, that another program made. */
export function colorOf(
	raw: Raw,
	id: string,
	lost: Losses,
	plain: string = plainColor.node
): { readonly color: string } {
	const value = raw['color'];
	if (value === undefined || value === null || value === '') return { color: plain };
	const color = parseColor(asText(value) ?? '');
	if (!color?.isExact) lost.add(id, 'color', asText(value));
	return { color: color?.token ?? plain };
}

/**
 * An item of ours with what another program changed in its node: place, size, words and colour. The very
 * same record when nothing was.
 */
export function mergeNode(own: Item, raw: Raw, lost: Losses): Item {
	const was = nodeOf(own);
	if (!was || raw['type'] !== was.type) {
		return readNode(raw, own.id, own.z, lost) ?? own;
	}
	const change: Record<string, unknown> = {};
	if (raw['x'] !== was.x || raw['y'] !== was.y) change['pos'] = placeOf(raw, own.id, lost);
	if (raw['width'] !== was.width || raw['height'] !== was.height) {
		change['size'] = sizeOf(raw, own.type, own.id, lost);
	}
	const said = raw['type'] === 'group' ? 'label' : raw['type'] === 'text' ? 'text' : null;
	// A table that another program wrote in is text from then on.
	if (own.type === 'table' && said !== null && raw[said] !== was[said]) {
		return readNode(raw, own.id, own.z, lost) ?? own;
	}
	if (said !== null && raw[said] !== was[said]) change['text'] = asText(raw[said]) ?? '';
	for (const key of ['file', 'subpath', 'url'] as const) {
		const value = asText(raw[key]);
		if (value === was[key] || value === undefined) continue;
		if (key === 'url' && !isSafeLink(value)) lost.add(own.id, 'link', value);
		else change[addressField(own, key)] = value;
	}
	if (raw['color'] !== was.color) Object.assign(change, colorOf(raw, own.id, lost));
	return Object.keys(change).length === 0 ? own : makeItem({ ...own, ...change });
}

/** Where an item has the address that its node tells. */
function addressField(own: Item, key: 'file' | 'subpath' | 'url'): string {
	if (key === 'url') return own.url === undefined ? 'src' : 'url';
	return key === 'file' && typeof own['file'] !== 'string' ? 'src' : key;
}
