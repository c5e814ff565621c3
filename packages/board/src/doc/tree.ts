// The content of documents, between shared types and plain trees. What the names mean is told in `document/`.
import * as Y from 'yjs';
import type { DocNode, DocText } from '../document/tree.ts';
import { isEqual } from '../normalize.ts';
import { diffText } from './text.ts';

/** Parts of documents that were read before and are still the same; who keeps them takes out what changes. */
export type KnownTrees = WeakMap<object, readonly DocNode[]>;

/** The parts of a document as they stand; what its schema doesn't know is among them. */
export function readTree(type: Y.XmlFragment, known?: KnownTrees): readonly DocNode[] {
	const before = known?.get(type);
	if (before) return before;
	const nodes = type.toArray().flatMap((part) => readPart(part, known));
	known?.set(type, nodes);
	return nodes;
}

function readPart(part: unknown, known: KnownTrees | undefined): readonly DocNode[] {
	if (part instanceof Y.XmlText) {
		return (part.toDelta() as Y.YTextEvent['delta']).flatMap(({ insert, attributes: marks }) =>
			typeof insert === 'string' ? [{ text: insert, ...(marks && { marks }) }] : []
		);
	}
	if (!(part instanceof Y.XmlElement)) return [];
	const before = known?.get(part);
	if (before) return before;
	// What was split off from where is no part of what a document says.
	const { split: _, ...attrs } = part.getAttributes();
	const content = part.toArray().flatMap((inner) => readPart(inner, known));
	const nodes = [
		{
			type: part.nodeName,
			...(Object.keys(attrs).length > 0 && { attrs }),
			...(content.length > 0 && { content })
		}
	];
	known?.set(part, nodes);
	return nodes;
}

/** Whatever is no node is left out: the tree may come from anywhere. */
function insertTree(type: Y.XmlFragment, at: number, nodes: unknown): void {
	const made: (Y.XmlElement | Y.XmlText)[] = [];
	let run: unknown[] | null = null;
	for (const node of Array.isArray(nodes) ? (nodes as (DocNode | null)[]) : []) {
		if (typeof node !== 'object' || node === null) continue;
		if ('text' in node) {
			// Neighbouring pieces of text are one shared text, which is filled when it is put into the document.
			const piece = { insert: node.text, attributes: { ...node.marks } };
			if (run) run.push(piece);
			else {
				const text = new Y.XmlText();
				run = [piece];
				text.applyDelta(run);
				made.push(text);
			}
			continue;
		}
		run = null;
		const element = new Y.XmlElement(node.type);
		for (const [key, value] of Object.entries(node.attrs ?? {})) {
			element.setAttribute(key, value as string);
		}
		insertTree(element, 0, node.content);
		made.push(element);
	}
	type.insert(at, made);
}

/** A new document with this content; without any it has one empty line, so that two who begin share it. */
export function makeTree(nodes: unknown): Y.XmlFragment {
	const type = new Y.XmlFragment();
	const hasContent = Array.isArray(nodes) && nodes.length > 0;
	insertTree(type, 0, hasContent ? nodes : [{ type: 'paragraph' }]);
	return type;
}

/**
 * Makes a document say this. Blocks that say it already are left alone, and one that says something else becomes it
 * letter by letter where it can, so that what others write in it meanwhile stays.
 */
export function updateTree(type: Y.XmlFragment, nodes: readonly DocNode[]): void {
	const present = readTree(type);
	let at = 0;
	while (at < nodes.length && isEqual(present[at], nodes[at])) at += 1;
	let end = 0;
	const room = Math.min(present.length, nodes.length) - at;
	while (end < room && isEqual(present.at(-1 - end), nodes.at(-1 - end))) end += 1;
	const [old, next] = [present.length - end, nodes.length - end];
	while (at < old && at < next && becomes(type.get(at), nodes[at]!)) at += 1;
	if (old > at) type.delete(at, old - at);
	if (next > at) insertTree(type, at, nodes.slice(at, next));
}

const isText = (part: unknown): part is Y.XmlText => part instanceof Y.XmlText;

/** Whether a block could become this where it stands; else it has to be made anew. */
function becomes(block: unknown, node: DocNode): boolean {
	if (!(block instanceof Y.XmlElement) || 'text' in node || block.nodeName !== node.type)
		return false;
	const parts: unknown[] = block.toArray();
	const { attrs = {}, content = [] } = node;
	const runs = content.filter((one) => 'text' in one);
	if (parts.every(isText) && runs.length === content.length) {
		if (parts.length === 0) insertTree(block, 0, runs);
		else if (!writeTexts(parts, runs)) return false;
	} else if (parts.some(isText) || runs.length > 0) return false;
	else updateTree(block, content);
	const present = block.getAttributes();
	for (const key of Object.keys({ ...present, ...attrs })) {
		if (!(key in attrs)) block.removeAttribute(key);
		else if (!isEqual(present[key], attrs[key])) block.setAttribute(key, attrs[key]);
	}
	return true;
}

/**
 * Neighbouring texts, which are more than one where two people began to write in an empty line at once. False where
 * another program has put something into them that is no letter.
 */
function writeTexts(texts: readonly Y.XmlText[], runs: readonly DocText[]): boolean {
	const deltas = texts.map((text) => text.toDelta() as { insert: string; attributes?: object }[]);
	const before = deltas.flat().map(({ insert }) => insert);
	if (before.some((letters) => typeof letters !== 'string')) return false;
	const splice = diffText(before.join(''), runs.map(({ text }) => text).join(''));
	let insert = splice?.insert ?? '';
	let start = 0;
	for (const text of splice ? texts : []) {
		const { length } = text;
		const from = splice!.index - start;
		const first = Math.max(0, from);
		const count = Math.min(from + splice!.remove, length) - first;
		if (count > 0) text.delete(first, count);
		if (insert !== '' && from <= length) {
			text.insert(from, insert);
			insert = '';
		}
		start += length;
	}
	const names = deltas.flat().flatMap(({ attributes }) => Object.keys(attributes ?? {}));
	const plain = Object.fromEntries(names.map((name) => [name, null]));
	let [index, place] = [0, 0];
	for (const { text: words, marks } of runs) {
		for (let left = words.length; left > 0 && texts[index];) {
			const text = texts[index]!;
			const count = Math.min(left, text.length - place);
			if (count > 0) text.format(place, count, { ...plain, ...marks });
			left -= count;
			place += count;
			if (left > 0) [index, place] = [index + 1, 0];
		}
	}
	return true;
}
