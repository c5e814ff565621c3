import type { AuthoredRun } from '@concordia/board/authorship';
import { isDocText, type DocElement, type DocNode } from '@concordia/board/document';
import type { Node } from '@tiptap/pm/model';
import type { Stretch } from './mark-layer.ts';

/** Who wrote a paragraph: one list for each of its texts, the same as long as that is. */
export type ParagraphRuns = readonly (readonly AuthoredRun[])[];

/** How words are shown whose author is known. */
export interface Look {
	readonly class: string;
	readonly title: string;
	readonly sign?: string;
}

export type LookOf = (origin: AuthoredRun['origin']) => Look;

/** Pieces of a text that lie within one run and one node, in order; null when the two don't fit (for a moment). */
function* piecesOf(
	lengths: readonly number[],
	runs: readonly AuthoredRun[]
): Iterable<{ node: number; at: number; length: number; run: AuthoredRun; begins: boolean }> {
	let [node, at] = [0, 0];
	for (const run of runs) {
		let begins = true;
		for (let left = run.text.length; left > 0;) {
			while (at === lengths[node]) [node, at] = [node + 1, 0];
			const length = Math.min(left, (lengths[node] ?? Infinity) - at);
			yield { node, at, length, run, begins };
			begins = false;
			at += length;
			left -= length;
		}
	}
}

const sum = (lengths: readonly number[]): number => lengths.reduce((all, one) => all + one, 0);

const lettersIn = (runs: readonly AuthoredRun[]): number =>
	sum(runs.map(({ text }) => text.length));

/** A paragraph of the editor as it is shown; null when it isn't what the runs are of (for a moment). */
export function stretchesIn(
	paragraph: Node,
	pos: number,
	lists: ParagraphRuns,
	lookOf: LookOf
): Stretch[] | null {
	const starts: number[] = [];
	const lengths: number[] = [];
	paragraph.forEach((child, offset) => {
		if (!child.isText) return;
		starts.push(pos + 1 + offset);
		lengths.push(child.nodeSize);
	});
	const runs = lists.flat();
	if (lettersIn(runs) !== sum(lengths)) return null;
	const stretches: Stretch[] = [];
	for (const { node, at, length, run, begins } of piecesOf(lengths, runs)) {
		const from = starts[node]! + at;
		const { sign, ...look } = lookOf(run.origin);
		stretches.push({ from, to: from + length, ...look, ...(begins && sign && { sign }) });
	}
	return stretches;
}

/** The content of a document with who wrote it as marks of its words, for those who read. */
export function withAuthors(
	nodes: readonly DocNode[],
	paragraphs: readonly ParagraphRuns[],
	lookOf: LookOf
): DocNode[] {
	let next = 0;
	const mark = (node: DocNode): DocNode => {
		if (isDocText(node)) return node;
		if (node.type !== 'paragraph') {
			return { ...node, ...(node.content && { content: node.content.map(mark) }) };
		}
		const lists = paragraphs[next];
		next += 1;
		return lists ? markParagraph(node, lists.flat(), lookOf) : node;
	};
	return nodes.map(mark);
}

function markParagraph(node: DocElement, runs: readonly AuthoredRun[], lookOf: LookOf): DocElement {
	const content = node.content ?? [];
	const texts = content.filter(isDocText);
	const lengths = texts.map(({ text }) => text.length);
	if (lettersIn(runs) !== sum(lengths)) return node;
	const marked = texts.map((): DocNode[] => []);
	for (const { node: index, at, length, run, begins } of piecesOf(lengths, runs)) {
		const { text, marks } = texts[index]!;
		const { sign, ...look } = lookOf(run.origin);
		const author = { ...look, ...(begins && sign && { sign }) };
		marked[index]!.push({ text: text.slice(at, at + length), marks: { author, ...marks } });
	}
	let next = 0;
	return {
		...node,
		content: content.flatMap((child) => {
			if (!isDocText(child)) return [child];
			next += 1;
			return marked[next - 1]!;
		})
	};
}
