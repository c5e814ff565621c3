import { docMarks, docNodes, isAllowed, isDocLink, ruleOf } from '@concordia/board/document';
import { Mark, markInputRule, Node, type Attribute } from '@tiptap/core';
import type { DOMOutputSpec, Node as DocNode } from '@tiptap/pm/model';

/** An attribute as it stands in the element it is drawn with, so that copying and pasting keeps it. */
function readAttribute(element: HTMLElement, node: string, name: string): unknown {
	const raw = element.dataset[name] ?? null;
	if (name === 'heading') {
		const level = Number(/^H([1-6])$/.exec(element.tagName)?.[1] ?? NaN);
		return Number.isNaN(level) ? null : Math.min(level, 3);
	}
	if (raw === null || name === 'id' || name === 'split') return null;
	const rule = ruleOf(docNodes[node]?.attributes ?? {}, name);
	const value = rule?.kind === 'number' ? Number(raw) : rule?.kind === 'true' ? true : raw;
	return rule && isAllowed(rule, value) ? value : null;
}

/** The attributes of a node by the schema: absent is null, which is never written. */
function attributesOf(node: string): Record<string, Attribute> {
	return Object.fromEntries(
		Object.keys(docNodes[node]?.attributes ?? {}).map((name) => [
			name,
			{
				default: null,
				rendered: false,
				parseHTML: (element: HTMLElement) => readAttribute(element, node, name)
			}
		])
	);
}

function dataOf(node: DocNode): Record<string, string> {
	const data: Record<string, string> = {};
	for (const [name, value] of Object.entries(node.attrs)) {
		if (value !== null && name !== 'split')
			data[`data-${name}`] = `${value as string | number | boolean}`;
	}
	return data;
}

const Doc = Node.create({ name: 'doc', topNode: true, content: 'block+' });

const Text = Node.create({ name: 'text', group: 'inline' });

const Paragraph = Node.create({
	name: 'paragraph',
	group: 'block',
	content: 'inline*',
	addAttributes: () => attributesOf('paragraph'),
	parseHTML: () => ['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'li', 'pre'].map((tag) => ({ tag })),
	renderHTML({ node }): DOMOutputSpec {
		const { heading } = node.attrs as { heading: number | null };
		return [heading === null ? 'p' : `h${heading}`, dataOf(node), 0];
	}
});

const Break = Node.create({
	name: 'break',
	group: 'inline',
	inline: true,
	selectable: false,
	linebreakReplacement: true,
	parseHTML: () => [{ tag: 'br' }],
	renderHTML: (): DOMOutputSpec => ['br'],
	renderText: () => '\n'
});

// Whatever two people did at once, a table, a row or a cell may come to hold nothing: that has to be allowed,
// or the binding would take it out of the document.
const Table = Node.create({
	name: 'table',
	group: 'block',
	content: 'row*',
	isolating: true,
	addAttributes: () => attributesOf('table'),
	parseHTML: () => [{ tag: 'table' }],
	renderHTML: ({ node }): DOMOutputSpec => ['table', dataOf(node), ['tbody', 0]]
});

const Row = Node.create({
	name: 'row',
	content: 'cell*',
	parseHTML: () => [{ tag: 'tr' }],
	renderHTML: (): DOMOutputSpec => ['tr', 0]
});

const Cell = Node.create({
	name: 'cell',
	content: 'paragraph*',
	isolating: true,
	addAttributes: () => attributesOf('cell'),
	parseHTML: () => [{ tag: 'td' }, { tag: 'th' }],
	renderHTML: ({ node }): DOMOutputSpec => ['td', dataOf(node), 0]
});

const Live = Node.create({
	name: 'live',
	group: 'block',
	atom: true,
	draggable: true,
	addAttributes: () => attributesOf('live'),
	parseHTML: () => [{ tag: 'div[data-item][data-live]' }],
	renderHTML: ({ node }): DOMOutputSpec => ['div', { ...dataOf(node), 'data-live': '' }]
});

const Bold = Mark.create({
	name: 'bold',
	parseHTML: () => [{ tag: 'strong' }, { tag: 'b' }],
	renderHTML: (): DOMOutputSpec => ['strong', 0],
	addInputRules() {
		return [markInputRule({ find: /(?:^|\s)(\*\*(?!\s)([^*]+)(?<!\s)\*\*)$/, type: this.type })];
	}
});

const Italic = Mark.create({
	name: 'italic',
	parseHTML: () => [{ tag: 'em' }, { tag: 'i' }],
	renderHTML: (): DOMOutputSpec => ['em', 0],
	addInputRules() {
		return [markInputRule({ find: /(?:^|[^*])(\*(?![\s*])([^*]+)(?<!\s)\*)$/, type: this.type })];
	}
});

const Strike = Mark.create({
	name: 'strike',
	parseHTML: () => [{ tag: 's' }, { tag: 'strike' }],
	renderHTML: (): DOMOutputSpec => ['s', 0],
	addInputRules() {
		return [markInputRule({ find: /(?:^|\s)(~~(?!\s)([^~]+)(?<!\s)~~)$/, type: this.type })];
	}
});

const Link = Mark.create({
	name: 'link',
	inclusive: false,
	addAttributes: () => ({
		href: { default: null, parseHTML: (element: HTMLElement) => element.getAttribute('href') }
	}),
	parseHTML: () => [
		{
			tag: 'a[href]',
			getAttrs: (element) => (isDocLink(element.getAttribute('href')) ? null : false)
		}
	],
	renderHTML({ mark }): DOMOutputSpec {
		const href: unknown = mark.attrs['href'];
		if (!isDocLink(href)) return ['span', 0];
		return ['a', { href, title: href, rel: 'noopener noreferrer nofollow' }, 0];
	}
});

/** Words that somebody would add or take out. Pasting makes none: what is pasted is there. */
function suggestion(name: 'insertion' | 'deletion', tag: 'ins' | 'del'): Mark {
	return Mark.create({
		name,
		inclusive: false,
		addAttributes: () => ({ id: { default: null, rendered: false } }),
		renderHTML: ({ mark }): DOMOutputSpec => [
			tag,
			{ 'data-suggestion': String(mark.attrs['id']) },
			0
		]
	});
}

/** Nodes and marks of the editor, those of the schema of documents and no others. */
export const docExtensions = [
	Doc,
	Text,
	Paragraph,
	Break,
	Table,
	Row,
	Cell,
	Live,
	Bold,
	Italic,
	Strike,
	Link,
	suggestion('insertion', 'ins'),
	suggestion('deletion', 'del')
];

/** What the editor and the schema would each know alone: nothing, or the editor must not be bound. */
export function unmatched(names: readonly string[]): string[] {
	const known = new Set(['doc', 'text', ...Object.keys(docNodes), ...Object.keys(docMarks)]);
	return [...new Set(names).symmetricDifference(known)];
}
