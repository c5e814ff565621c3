import { isLocked } from '@concordia/board';
import Lightbulb from '@lucide/svelte/icons/lightbulb';
import AlignCenterHorizontal from '@lucide/svelte/icons/align-center-horizontal';
import AlignCenterVertical from '@lucide/svelte/icons/align-center-vertical';
import AlignEndHorizontal from '@lucide/svelte/icons/align-end-horizontal';
import AlignEndVertical from '@lucide/svelte/icons/align-end-vertical';
import AlignStartHorizontal from '@lucide/svelte/icons/align-start-horizontal';
import AlignStartVertical from '@lucide/svelte/icons/align-start-vertical';
import DistributeX from '@lucide/svelte/icons/align-horizontal-distribute-center';
import DistributeY from '@lucide/svelte/icons/align-vertical-distribute-center';
import Boxes from '@lucide/svelte/icons/boxes';
import Columns from '@lucide/svelte/icons/columns-3';
import FlipHorizontal from '@lucide/svelte/icons/flip-horizontal-2';
import FlipVertical from '@lucide/svelte/icons/flip-vertical-2';
import Building from '@lucide/svelte/icons/building-2';
import Grid from '@lucide/svelte/icons/grid-3x3';
import Rows from '@lucide/svelte/icons/rows-3';
import Scaling from '@lucide/svelte/icons/scaling';
import SortAZ from '@lucide/svelte/icons/arrow-down-a-z';
import SwatchBook from '@lucide/svelte/icons/swatch-book';
import {
	align,
	arrangeable,
	distribute,
	flip,
	grid,
	patchesOf,
	sameSize,
	stack,
	tidy,
	type Edge,
	type Move,
	type Unit
} from '@concordia/board/arrange';
import { colorTokens } from '@concordia/board';
import { organizationOf } from '#lib/arrange/clusters.ts';
import { locale } from '#lib/i18n/index.svelte.ts';
import type { Action, ActionContext } from './action.ts';

const gap = 24;

/** Moves what is chosen in one step. */
export function arrange(
	{ board, ids }: ActionContext,
	moves: (units: readonly Unit[]) => readonly Move[]
): void {
	const patches = patchesOf(board.peek().values(), moves(arrangeable(board.peek(), ids)));
	if (patches.length > 0) board.resize(patches);
}

/** Puts what is chosen into a grid, in the order of the values. */
function sort(context: ActionContext, compare: (a: Unit, b: Unit) => number): void {
	arrange(context, (units) => {
		const free = units.filter(({ isFixed }) => !isFixed).toSorted(compare);
		const around = units.filter(({ isFixed }) => isFixed);
		return grid(free, { columns: Math.ceil(Math.sqrt(free.length)), gap, around });
	});
}

const textOf = (unit: Unit): string => unit.items[0]?.text ?? '';

/** Things without a colour, or with one of another program, come last. */
function colorRank(unit: Unit): number {
	const rank = colorTokens.findIndex((color) => color === unit.items[0]?.color);
	return rank < 0 ? colorTokens.length : rank;
}

const edges: readonly (readonly [Edge, NonNullable<Action['icon']>])[] = [
	['left', AlignStartVertical],
	['center', AlignCenterVertical],
	['right', AlignEndVertical],
	['top', AlignStartHorizontal],
	['middle', AlignCenterHorizontal],
	['bottom', AlignEndHorizontal]
];

const arranging = { group: 'arrange', needs: ['edit', 'two'] } as const;

/** Bringing order into what is chosen. */
export const arrangeActions: readonly Action[] = [
	...edges.map(([edge, icon]): Action => ({
		...arranging,
		id: `align-${edge}`,
		icon,
		run: (context) => arrange(context, (units) => align(units, edge))
	})),
	{
		...arranging,
		id: 'distribute-x',
		icon: DistributeX,
		needs: ['edit', 'three'],
		run: (context) => arrange(context, (units) => distribute(units, 'x'))
	},
	{
		...arranging,
		id: 'distribute-y',
		icon: DistributeY,
		needs: ['edit', 'three'],
		run: (context) => arrange(context, (units) => distribute(units, 'y'))
	},
	{
		...arranging,
		id: 'stack-row',
		icon: Columns,
		run: (context) => arrange(context, (units) => stack(units, 'x', gap))
	},
	{
		...arranging,
		id: 'stack-column',
		icon: Rows,
		run: (context) => arrange(context, (units) => stack(units, 'y', gap))
	},
	{
		...arranging,
		id: 'tidy',
		icon: Grid,
		menu: 'items',
		run: (context) => arrange(context, (units) => tidy(units, gap))
	},
	{
		...arranging,
		id: 'same-size',
		icon: Scaling,
		run: ({ board, items }) => board.resize(sameSize(items))
	},
	{
		...arranging,
		id: 'flip-x',
		icon: FlipHorizontal,
		run: (context) => arrange(context, (units) => flip(units, 'x'))
	},
	{
		...arranging,
		id: 'flip-y',
		icon: FlipVertical,
		run: (context) => arrange(context, (units) => flip(units, 'y'))
	},
	{
		...arranging,
		id: 'sort-text',
		icon: SortAZ,
		run: (context) => {
			const { compare } = new Intl.Collator(locale.current, { numeric: true });
			sort(context, (a, b) => compare(textOf(a), textOf(b)));
		}
	},
	{
		...arranging,
		id: 'sort-color',
		icon: SwatchBook,
		run: (context) => sort(context, (a, b) => colorRank(a) - colorRank(b))
	},
	{
		...arranging,
		id: 'sort-organization',
		icon: Building,
		async run(context) {
			const { compare } = new Intl.Collator(locale.current, { numeric: true });
			const { session, state } = context.connection;
			const { organizations } = state;
			const nameless = context.items.filter((item) => organizationOf(item) === null);
			const { makersOf } = await import('#lib/arrange/makers.ts');
			const makers = await makersOf(
				session,
				nameless.map(({ id }) => id)
			);
			// By their names, as people know them; what names none counts for who made it, or comes last.
			const nameOf = ({ items: [item] }: Unit): string => {
				const id = item ? (organizationOf(item) ?? makers.get(item.id) ?? null) : null;
				return organizations.find((one) => one.id === id)?.name ?? id ?? '\uffff';
			};
			sort(context, (a, b) => compare(nameOf(a), nameOf(b)));
		}
	},
	{
		...arranging,
		id: 'cluster',
		icon: Boxes,
		menu: 'items',
		run: ({ ids, open }) => open('cluster', { ids })
	},
	{
		id: 'frame-title',
		group: 'arrange',
		icon: Lightbulb,
		menu: 'items',
		needs: ['edit', 'one'],
		when: ({ items: [item] }) => item?.type === 'frame' && !isLocked(item),
		run: ({ ids: [id], open }) => open('frame-title', { id })
	}
];
