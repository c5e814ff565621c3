import { isDocText, type DocElement, type DocNode } from './tree.ts';

/** The words of a node without looks; a line break is a line end, what is suggested to go is still there. */
export function docText(node: DocNode): string {
	if (isDocText(node)) return node.text;
	if (node.type === 'break') return '\n';
	const between = node.type === 'row' ? '\t' : node.type === 'table' ? '\n' : '';
	return (node.content ?? []).map(docText).join(between);
}

/** All words of a document, a line for each block. */
export function docWords(blocks: readonly DocElement[]): string {
	return blocks.map(docText).join('\n');
}

export interface DocHeading {
	readonly level: number;
	readonly text: string;
	/** The number of its block. */
	readonly block: number;
}

/** What a document consists of, for lists of its parts. */
export function docHeadings(blocks: readonly DocElement[]): DocHeading[] {
	return blocks.flatMap((node, block) => {
		const level = node.attrs?.['heading'];
		return typeof level === 'number' ? [{ level, text: docText(node), block }] : [];
	});
}

/** Runs of blocks that are entries of lists, with everything else between them, in order. */
export type DocGroup =
	| { readonly kind: 'block'; readonly block: DocElement }
	| { readonly kind: 'list'; readonly entries: readonly DocElement[] }
	| { readonly kind: 'quote'; readonly entries: readonly DocElement[] };

export function groupBlocks(blocks: readonly DocElement[]): DocGroup[] {
	const groups: DocGroup[] = [];
	for (const block of blocks) {
		const kind =
			block.attrs?.['list'] !== undefined
				? 'list'
				: block.attrs?.['quote'] === true
					? 'quote'
					: null;
		const last = groups.at(-1);
		if (kind === null) groups.push({ kind: 'block', block });
		else if (last?.kind === kind) (last.entries as DocElement[]).push(block);
		else groups.push({ kind, entries: [block] });
	}
	return groups;
}

/** The numbers of a list's entries: each level counts for itself, and anew below another entry. */
export function entryNumbers(entries: readonly DocElement[]): number[] {
	const counts: number[] = [];
	return entries.map(({ attrs }) => {
		const depth = depthOf(attrs);
		counts.length = depth + 1;
		const isNumbered = attrs?.['list'] === 'numbered';
		counts[depth] = isNumbered ? (counts[depth] ?? 0) + 1 : 0;
		return counts[depth];
	});
}

/** How deep an entry of a list lies, from 0. */
export function depthOf(attrs: DocElement['attrs']): number {
	const indent = attrs?.['indent'];
	return typeof indent === 'number' ? indent : 0;
}
