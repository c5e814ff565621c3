import {
	DOC_SCHEMA,
	docBlocks,
	docLimits,
	docNodes,
	isAllowed,
	isMark,
	ruleOf
} from '@concordia/board/document';
import type { Container, Place } from './place.ts';
import { refuse } from './refusal.ts';
import { CONTENT, TYPE, type Struct } from './update.ts';
import { markOf, valuesOf } from './values-of.ts';

/**
 * Refuses what the schema of documents doesn't know: nodes, marks, attributes and their values. An editor that
 * met one would take it out, and the log would name somebody who only read.
 */
export function requireSchema(
	bytes: Uint8Array,
	place: Place,
	container: Container,
	struct: Struct
): void {
	if (struct.content === CONTENT.deleted || place.item === null || place.root !== 'items') return;
	if (place.path === '') return requireDocument(bytes, container.key, struct);
	if (place.path !== 'doc' && !place.path.startsWith('doc/')) return;
	if (container.key !== null) return requireAttribute(bytes, place, container.key, struct);
	const { _length: length = 0 } = container.type ?? {};
	const most = place.shape === TYPE.xmlText ? docLimits.characters : docLimits.children;
	if (struct.content !== CONTENT.format && length + struct.length > most) {
		refuse('too-large', 'a part of a document is too long');
	}
	switch (struct.content) {
		case CONTENT.type:
			return requireNode(place, struct);
		case CONTENT.format:
			return requireMark(bytes, struct);
		case CONTENT.string:
			return;
		default:
			return refuse('shape', 'a document holds text and nodes only');
	}
}

/** What an item says about its document as a whole. */
function requireDocument(bytes: Uint8Array, key: string | null, struct: Struct): void {
	if (key === 'doc' && struct.type !== TYPE.xmlFragment) {
		refuse('shape', 'a document is a fragment');
	}
	if (key === 'docSchema' && !valuesOf(bytes, struct).every((number) => number === DOC_SCHEMA)) {
		refuse('schema-fixed', 'a document of a schema that is not known');
	}
}

function requireNode(place: Place, { type, name }: Struct): void {
	const allowed =
		place.shape === TYPE.xmlFragment
			? docBlocks
			: (ruleOf(docNodes, place.name ?? '')?.holds ?? []);
	const isKnown =
		type === TYPE.xmlText
			? allowed.includes('text')
			: type === TYPE.xmlElement && name !== 'text' && allowed.includes(name ?? '');
	if (!isKnown) refuse('shape', 'a node that is not known, or not there');
}

function requireAttribute(bytes: Uint8Array, place: Place, key: string, struct: Struct): void {
	const node = place.shape === TYPE.xmlElement ? ruleOf(docNodes, place.name ?? '') : null;
	const rule = node && ruleOf(node.attributes, key);
	if (!rule || !valuesOf(bytes, struct).every((value) => isAllowed(rule, value))) {
		refuse('shape', 'an attribute that is not known, or has no such value');
	}
}

function requireMark(bytes: Uint8Array, struct: Struct): void {
	const [name, value] = markOf(bytes, struct);
	// Null ends a mark, of any name: what isn't there can be ended, too.
	if (value !== null && !isMark(name, value)) refuse('shape', 'a mark that is not known');
}
