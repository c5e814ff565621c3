import type { Item } from '@concordia/board';
import { breakRings, frameByPlace } from '../frames.ts';
import { Ids } from '../ids.ts';
import { maxItems, maxTextLength } from '../limits.ts';
import { Losses, safePicture } from '../loss.ts';
import type { Decoded, Picture } from '../loss.ts';
import { readItems } from '../own.ts';
import { asObject, asText, parseObject } from '../raw.ts';
import type { Raw } from '../raw.ts';
import { placesAbove } from '../stack.ts';
import { mergeEdge, readEdge } from './edge.ts';
import { edgeOf, idsOfNodes } from './encode.ts';
import { mergeNode, readNode } from './node.ts';
import { ownVersion } from './words.ts';

/**
 * Reads a JSON Canvas file. Items of ours come back as they were, with the ids they had, and with what
 * another program changed meanwhile; what it removed is gone. Its own nodes and edges become items with
 * fresh ids. Never throws, whatever the text says.
 */
export function decodeCanvas(text: string, newId: () => string): Decoded {
	if (text.length > maxTextLength) return { ok: false, reason: 'too-large' };
	const file = parseObject(text);
	if (!file) return { ok: false, reason: 'not-json' };
	const own = asObject(file['concordia']);
	const parts = {
		nodes: asList(file['nodes']),
		edges: asList(file['edges']),
		own: asList(own?.['items'])
	};
	const isEmpty = Object.keys(file).length === 0;
	if (!parts.nodes && !parts.edges && !parts.own && !isEmpty) {
		return { ok: false, reason: 'not-canvas' };
	}
	if (Object.values(parts).some((list) => list && list.length > maxItems)) {
		return { ok: false, reason: 'too-many' };
	}
	const lost = new Losses();
	const ids = new Ids(newId);
	const ours = readItems(parts.own ?? [], ids, lost);
	const isPictured = own?.['version'] === ownVersion && parts.nodes !== undefined;
	const items =
		ours.length > 0 && !isPictured
			? ours
			: readParts({ nodes: parts.nodes ?? [], edges: parts.edges ?? [], ours, ids, lost });
	const pictures = picturesFor(items, asObject(own?.['pictures']) ?? {});
	return { ok: true, items: breakRings(items, lost), lost: lost.list, pictures };
}

/** Pictures that came along, for each item that shows one. */
function picturesFor(items: readonly Item[], given: Raw): Picture[] {
	return items.flatMap(({ id, src }) => {
		const dataUrl = src !== undefined && Object.hasOwn(given, src) ? asText(given[src]) : undefined;
		return dataUrl !== undefined && safePicture.test(dataUrl) ? [{ item: id, dataUrl }] : [];
	});
}

function asList(value: unknown): readonly unknown[] | undefined {
	return Array.isArray(value) ? value : undefined;
}

interface Parts {
	readonly nodes: readonly unknown[];
	readonly edges: readonly unknown[];
	readonly ours: readonly Item[];
	readonly ids: Ids;
	readonly lost: Losses;
}

function readParts({ nodes, edges, ours, ids, lost }: Parts): Item[] {
	const ourNodeIds = idsOfNodes(ours);
	const byId = new Map(ours.map((item) => [item.id, item]));
	const found = new Map<string, Item>();
	const added: Item[] = [];
	const loose = new Set<string>();
	const nodeIds = new Map<string, string>();
	const place = placesAbove(ours);

	for (const raw of objects(nodes, lost)) {
		const given = asText(raw['id']) ?? '';
		const own = ourNodeIds.has(given) && !found.has(given) ? byId.get(given) : undefined;
		const id = own ? given : ids.fresh();
		const item = own ? mergeNode(own, raw, lost) : readNode(raw, id, place(), lost);
		if (!item) {
			lost.add(given, 'left-out', asText(raw['type']));
			continue;
		}
		if (nodeIds.has(given)) lost.add(id, 'duplicate', given);
		else nodeIds.set(given, id);
		if (own) found.set(id, item);
		else added.push(item);
		if (item !== own) loose.add(id);
	}

	for (const raw of objects(edges, lost)) {
		const given = asText(raw['id']) ?? '';
		const own = found.has(given) ? undefined : byId.get(given);
		const was = own && edgeOf(own, ourNodeIds);
		const id = was ? given : ids.fresh();
		const item = was
			? mergeEdge(own, was, raw, nodeIds, lost)
			: readEdge(raw, id, place(), nodeIds, lost);
		if (!item) lost.add(given, 'end');
		else if (was) found.set(id, item);
		else added.push(item);
	}

	// Ours that never had a node or edge are still there; those that had one were removed elsewhere.
	const kept = ours.flatMap((item) => {
		const hadPart = ourNodeIds.has(item.id) || edgeOf(item, ourNodeIds) !== null;
		const now = hadPart ? found.get(item.id) : item;
		return now ? [now] : [];
	});
	return frameByPlace([...kept, ...added], loose);
}

function* objects(list: readonly unknown[], lost: Losses): Iterable<Raw> {
	for (const entry of list) {
		const object = asObject(entry);
		if (object) yield object;
		else lost.add('', 'left-out');
	}
}
