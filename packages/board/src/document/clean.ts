import {
	docBlocks,
	docLimits,
	docMarks,
	docNodes,
	isAllowed,
	isMark,
	ruleOf,
	type AttributeRules
} from './schema.ts';
import type { DocElement, DocNode, DocText } from './tree.ts';

/**
 * The content of a document made safe, whatever it was: nodes, attributes and marks that the schema doesn't
 * know are left out, and what is too much is cut off. Never throws.
 */
export function cleanDoc(raw: unknown): DocElement[] {
	return [...cleanBlocks(raw)];
}

/** The same, block by block: for those who need no more than the beginning of a long document. */
export function cleanBlocks(raw: unknown): Iterable<DocElement> {
	return new Cleaner().nodes(raw, docBlocks) as Iterable<DocElement>;
}

class Cleaner {
	#left: number = docLimits.total;

	/** As deep as the schema allows, and so never endless. */
	*nodes(raw: unknown, allowed: readonly string[]): Generator<DocNode> {
		if (!Array.isArray(raw)) return;
		for (const one of raw.slice(0, docLimits.children)) {
			const node = this.#node(one, allowed);
			if (node !== null) yield node;
		}
	}

	#node(raw: unknown, allowed: readonly string[]): DocNode | null {
		if (typeof raw !== 'object' || raw === null || this.#left <= 0) return null;
		const { type, text, attrs, marks, content } = raw as Partial<Record<string, unknown>>;
		if (typeof text === 'string') {
			return allowed.includes('text') && text !== '' ? this.#text(text, marks) : null;
		}
		if (typeof type !== 'string' || !allowed.includes(type)) return null;
		const rule = ruleOf(docNodes, type);
		if (rule === null) return null;
		this.#left -= 1;
		const clean = attributes(attrs, rule.attributes);
		const inner = [...this.nodes(content, rule.holds)];
		return {
			type,
			...(clean && { attrs: clean }),
			...(inner.length > 0 && { content: inner })
		};
	}

	#text(raw: string, marks: unknown): DocText {
		const text = raw.slice(0, Math.min(docLimits.characters, this.#left));
		this.#left -= text.length;
		const kept: Record<string, Readonly<Record<string, unknown>>> = {};
		if (typeof marks === 'object' && marks !== null) {
			for (const name of Object.keys(docMarks)) {
				const value: unknown = (marks as Record<string, unknown>)[name];
				if (isMark(name, value)) kept[name] = value as Record<string, unknown>;
			}
		}
		return { text, ...(Object.keys(kept).length > 0 && { marks: kept }) };
	}
}

function attributes(raw: unknown, rules: AttributeRules): Readonly<Record<string, unknown>> | null {
	if (typeof raw !== 'object' || raw === null) return null;
	const kept: Record<string, unknown> = {};
	for (const [key, rule] of Object.entries(rules)) {
		const value: unknown = (raw as Record<string, unknown>)[key];
		if (isAllowed(rule, value)) kept[key] = value;
	}
	return Object.keys(kept).length > 0 ? kept : null;
}
