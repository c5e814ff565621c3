// The content of documents, between shared types and plain trees. What the names mean is told in `document/`.
import * as Y from 'yjs';
import type { DocNode } from '../document/tree.ts';
import { isEqual } from '../normalize.ts';

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
	const attrs = part.getAttributes();
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

/** Makes a document say this: only the blocks between the first and the last that differ are made anew. */
export function updateTree(type: Y.XmlFragment, nodes: readonly DocNode[]): void {
	const present = readTree(type);
	let from = 0;
	while (from < nodes.length && isEqual(present[from], nodes[from])) from += 1;
	let end = 0;
	const room = Math.min(present.length, nodes.length) - from;
	while (end < room && isEqual(present.at(-1 - end), nodes.at(-1 - end))) end += 1;
	if (present.length - from > end) type.delete(from, present.length - from - end);
	if (nodes.length - from > end) insertTree(type, from, nodes.slice(from, nodes.length - end));
}
