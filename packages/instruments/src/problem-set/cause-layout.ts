import { components } from '../components.ts';

interface Cause {
	readonly id: string;
	readonly feeds_into?: readonly string[] | undefined;
}

/** Where a card stands: its column counted from the first causes, and its top, 0 for the highest of all. */
export interface CausePlace {
	readonly column: number;
	readonly y: number;
}

interface Node {
	readonly id: string;
	readonly column: number;
	/** Stands for a link that passes this column on its way to a later one. */
	readonly isPassage: boolean;
	/** What leads to it from the column before. */
	readonly before: Node[];
	y: number;
}

/**
 * Places cards in columns by cause, `step` apart within one. Each card stands near the middle of what feeds
 * it; where a link passes a column a gap is kept for it, so that lines do not run through cards.
 */
export function placeByCause(
	causes: readonly Cause[],
	step: number
): ReadonlyMap<string, CausePlace> {
	const columns = columnsOf(causes);
	for (const column of columns) spread(column, step);
	const cards = columns.flat().filter(({ isPassage }) => !isPassage);
	const top = Math.min(...cards.map(({ y }) => y));
	return new Map(cards.map(({ id, column, y }) => [id, { column, y: y - top }]));
}

function columnsOf(causes: readonly Cause[]): Node[][] {
	const links = causes.flatMap(({ id, feeds_into: targets = [] }) =>
		targets.map((to) => ({ from: id, to }))
	);
	const { groups, layers } = components(
		causes.map(({ id }) => id),
		links
	);
	const columns: Node[][] = [];
	const nodes = new Map<string, Node>();
	const add = (id: string, column: number, isPassage: boolean): Node => {
		const node: Node = { id, column, isPassage, before: [], y: 0 };
		(columns[column] ??= []).push(node);
		return node;
	};
	for (const [index, group] of groups.entries()) {
		for (const id of group) nodes.set(id, add(id, layers[index]!, false));
	}
	for (const { from, to } of links) {
		const target = nodes.get(to);
		let last = nodes.get(from);
		if (!target || !last || target.column <= last.column) continue;
		for (let column = last.column + 1; column < target.column; column += 1) {
			const passage = add(`${from}>${to}`, column, true);
			passage.before.push(last);
			last = passage;
		}
		target.before.push(last);
	}
	return columns;
}

/** Gives each its wish as far as there is room; the column as a whole stays where its wishes are. */
function spread(column: readonly Node[], step: number): void {
	const wishes = new Map(column.map((node) => [node, wishOf(node)]));
	const known = [...wishes.values()].filter((wish) => wish !== undefined);
	const middle = meanOf(known) ?? 0;
	const wishIn = (node: Node): number => wishes.get(node) ?? middle;
	const sorted = column.toSorted((a, b) => wishIn(a) - wishIn(b));
	let lowest = -Infinity;
	for (const node of sorted) {
		node.y = Math.max(wishIn(node), lowest);
		lowest = node.y + step;
	}
	const shift = (meanOf(sorted.map(wishIn)) ?? 0) - (meanOf(sorted.map(({ y }) => y)) ?? 0);
	for (const node of sorted) node.y += shift;
}

/** A link that comes from afar is kept straight: it has gaps of its own to run through. */
function wishOf({ before }: Node): number | undefined {
	const passages = before.filter(({ isPassage }) => isPassage);
	return meanOf((passages.length > 0 ? passages : before).map(({ y }) => y));
}

function meanOf(values: readonly number[]): number | undefined {
	return values.length === 0
		? undefined
		: values.reduce((sum, value) => sum + value, 0) / values.length;
}
