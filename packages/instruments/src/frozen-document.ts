import { diffWords } from '@concordia/board';
import type { WordRun } from '@concordia/board';
import { cleanDoc, docText, docTitle, isDocText } from '@concordia/board/document';
import type { DocElement, DocNode, DocText } from '@concordia/board/document';

/** A document of the frame as a frozen version keeps it: words, looks and structure. */
export interface FrozenDocument {
	readonly id: string;
	readonly blocks: readonly DocElement[];
}

/**
 * The content as it stands. Suggestions that nobody has accepted are no part of it, neither new words nor the wish
 * to take some out: so only accepting one makes another text. Names of blocks are left out, too.
 */
export function freezeBlocks(doc: unknown): DocElement[] {
	return cleanDoc(doc).map(frozenElement);
}

/** Whether there is nothing to freeze. */
export function isBlank(blocks: readonly DocElement[]): boolean {
	return blocks.every(
		(block) => block.type !== 'live' && (block.content ?? []).map(docText).join('').trim() === ''
	);
}

function frozenElement({ type, attrs, content = [] }: DocElement): DocElement {
	const { id: _, ...kept } = attrs ?? {};
	const inner = joined(content.flatMap(frozenNode));
	return {
		type,
		...(Object.keys(kept).length > 0 && { attrs: kept }),
		...(inner.length > 0 && { content: inner })
	};
}

function frozenNode(node: DocNode): DocNode[] {
	if (!isDocText(node)) return [frozenElement(node)];
	const { insertion, deletion: _, ...marks } = node.marks ?? {};
	if (insertion !== undefined) return [];
	return [{ text: node.text, ...(Object.keys(marks).length > 0 && { marks }) }];
}

/** Words of one look that only a suggestion stood between are one text again. */
function joined(nodes: readonly DocNode[]): DocNode[] {
	const made: DocNode[] = [];
	for (const node of nodes) {
		const last = made.at(-1);
		if (last && isDocText(last) && isDocText(node) && looksAlike(last, node)) {
			made[made.length - 1] = { ...last, text: last.text + node.text };
		} else made.push(node);
	}
	return made;
}

const looksAlike = (one: DocText, other: DocText): boolean =>
	JSON.stringify(one.marks) === JSON.stringify(other.marks);

/** What a line of a document is: a paragraph, a heading of a level, an entry of a list, a row of a table, … */
export type LineShape =
	| 'paragraph'
	| 'heading-1'
	| 'heading-2'
	| 'heading-3'
	| 'bullet'
	| 'numbered'
	| 'task'
	| 'task-done'
	| 'quote'
	| 'row'
	| 'live';

interface Line {
	readonly shape: LineShape;
	/** Of `live`, the id of what it shows. */
	readonly text: string;
	/** All there is to it: lines with one key are the same. */
	readonly key: string;
}

/** A line of a document in two versions, word by word. */
export interface ComparedLine {
	readonly state: 'same' | 'added' | 'removed' | 'changed';
	readonly shape: LineShape;
	/** What it was before, where that is something else. */
	readonly was?: LineShape;
	readonly runs: readonly WordRun[];
}

export interface ComparedDocument {
	readonly id: string;
	readonly title: string;
	readonly state: ComparedLine['state'];
	readonly lines: readonly ComparedLine[];
}

/** Every document of two versions, those of the newer one first. */
export function compareDocuments(
	before: readonly FrozenDocument[],
	after: readonly FrozenDocument[]
): ComparedDocument[] {
	const old = new Map(before.map((one) => [one.id, one.blocks]));
	const now = new Map(after.map((one) => [one.id, one.blocks]));
	const gone = before.filter(({ id }) => !now.has(id));
	return [...after, ...gone].map(({ id }) => {
		const [was, is] = [old.get(id), now.get(id)];
		const lines = compareLines((was ?? []).flatMap(linesOf), (is ?? []).flatMap(linesOf));
		const isSame = lines.every(({ state }) => state === 'same');
		const state = was === undefined ? 'added' : is === undefined ? 'removed' : 'changed';
		const title = docTitle(is ?? was ?? []);
		return { id, title, state: was && is && isSame ? 'same' : state, lines };
	});
}

/** A block is a line, a table one for each of its rows. */
function linesOf(block: DocElement): Line[] {
	if (block.type !== 'table') {
		const shown = block.attrs?.['item'];
		const text = typeof shown === 'string' ? shown : docText(block);
		return [{ shape: shapeOf(block), text, key: JSON.stringify(block) }];
	}
	const rows = (block.content ?? []).filter((node): node is DocElement => !isDocText(node));
	return rows.map((row, index) => ({
		shape: 'row',
		text: docText(row).replaceAll('\t', ' | '),
		key: JSON.stringify(index === 0 ? [block.attrs, row] : row)
	}));
}

function shapeOf({ type, attrs = {} }: DocElement): LineShape {
	if (type === 'live') return 'live';
	const { heading, list, checked, quote } = attrs;
	if (heading === 1 || heading === 2 || heading === 3) return `heading-${heading}`;
	if (list === 'task') return checked === true ? 'task-done' : 'task';
	if (list === 'bullet' || list === 'numbered') return list;
	return quote === true ? 'quote' : 'paragraph';
}

/** More lines than this on both sides are not compared with each other: it would take seconds. */
const maxCells = 4_000_000;

/** Lines that both have stay; of those between them the first is compared with the first, and so on. */
function compareLines(old: readonly Line[], now: readonly Line[]): ComparedLine[] {
	const made: ComparedLine[] = [];
	let [i, j] = [0, 0];
	for (const [at, to] of [...commonLines(old, now), [old.length, now.length] as const]) {
		for (; i < at && j < to; i += 1, j += 1) made.push(changedLine(old[i]!, now[j]!));
		for (; i < at; i += 1) made.push(oneSided(old[i]!, 'removed'));
		for (; j < to; j += 1) made.push(oneSided(now[j]!, 'added'));
		if (i < old.length && j < now.length) made.push(sameLine(now[j]!));
		i += 1;
		j += 1;
	}
	return made;
}

function changedLine(was: Line, is: Line): ComparedLine {
	return {
		state: 'changed',
		shape: is.shape,
		...(was.shape !== is.shape && { was: was.shape }),
		runs: diffWords(was.text, is.text)
	};
}

const oneSided = ({ shape, text }: Line, state: 'added' | 'removed'): ComparedLine => ({
	state,
	shape,
	runs: text === '' ? [] : [{ kind: state, text }]
});

const sameLine = ({ shape, text }: Line): ComparedLine => ({
	state: 'same',
	shape,
	runs: text === '' ? [] : [{ kind: 'same', text }]
});

/** Pairs of places of the longest run of lines that both have in this order. */
function commonLines(old: readonly Line[], now: readonly Line[]): (readonly [number, number])[] {
	let start = 0;
	while (start < old.length && start < now.length && old[start]!.key === now[start]!.key)
		start += 1;
	let end = 0;
	const rest = Math.min(old.length, now.length) - start;
	while (end < rest && old.at(-1 - end)!.key === now.at(-1 - end)!.key) end += 1;
	const pairs: [number, number][] = Array.from({ length: start }, (_, at) => [at, at]);
	const [rows, columns] = [old.length - end - start, now.length - end - start];
	if (rows * columns <= maxCells) {
		const width = columns + 1;
		const lengths = new Uint16Array((rows + 1) * width);
		for (let i = rows - 1; i >= 0; i -= 1) {
			for (let j = columns - 1; j >= 0; j -= 1) {
				const isSame = old[start + i]!.key === now[start + j]!.key;
				lengths[i * width + j] = isSame
					? lengths[(i + 1) * width + j + 1]! + 1
					: Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
			}
		}
		for (let [i, j] = [0, 0]; i < rows && j < columns;) {
			if (old[start + i]!.key === now[start + j]!.key) {
				pairs.push([start + i, start + j]);
				i += 1;
				j += 1;
			} else if (lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!) i += 1;
			else j += 1;
		}
	}
	for (let at = end; at > 0; at -= 1) pairs.push([old.length - at, now.length - at]);
	return pairs;
}
