import type { Item } from '@concordia/board';
import { dateField, dayNumber, dayOf } from './day.ts';
import { fieldOf, isKind, kindOf, targetsOf } from './definition.ts';
import type { FieldDefinition, InstrumentDefinition, TimelineView } from './definition.ts';
import { numberField, stringField } from './fields.ts';
import { linksOf } from './links.ts';
import type { OrganizationName } from './matrix.ts';
import { cardsOf, scopeOf } from './scope.ts';

/** A card with a beginning and an end; days as numbers (`dayNumber`). */
export interface Bar {
	readonly item: Item;
	/** Both undefined when one is missing or the end lies before the beginning. */
	readonly from: number | undefined;
	readonly to: number | undefined;
	/** 0 to 100. */
	readonly progress: number | undefined;
	readonly organization: string | undefined;
}

export interface TimelineGroup {
	/** Id of the organization or card; undefined for bars of none. */
	readonly key: string | undefined;
	readonly bars: readonly Bar[];
}

export interface Dependency {
	readonly from: string;
	readonly to: string;
	/** The later one begins before the earlier one has ended. */
	readonly isBroken: boolean;
}

export interface Milestone {
	readonly item: Item;
	readonly date: number;
}

export interface Timeline {
	/** Every bar once, with or without dates. Groups without bars are left out. */
	readonly groups: readonly TimelineGroup[];
	readonly dependencies: readonly Dependency[];
	/** In the order of their dates. */
	readonly milestones: readonly Milestone[];
	/** Cards with one date that have none yet. */
	readonly undated: readonly Item[];
	/** First and last day of anything in it; undefined when nothing has dates. */
	readonly range: { readonly from: number; readonly to: number } | undefined;
}

/** The fields by which bars can be grouped: one organization, or one other card. */
export function groupFields(
	definition: InstrumentDefinition,
	view: TimelineView
): readonly FieldDefinition[] {
	const fields = kindOf(definition, view.kind)?.fields ?? [];
	return fields.filter(({ type }) => type === 'organization' || type === 'item');
}

export interface TimelineOptions {
	/** Id of one of `groupFields`; without it all bars are in one group. */
	readonly groupBy?: string | undefined;
	/** Ids of bars that keep their places, so that nothing moves away under somebody's hand. */
	readonly order?: readonly string[];
}

/** Cards over time, each bar in exactly one group; within a group they stand as on the board. */
export function timeline(
	definition: InstrumentDefinition,
	view: TimelineView,
	items: Iterable<Item>,
	frameId: string,
	organizations: readonly OrganizationName[],
	{ groupBy, order = [] }: TimelineOptions = {}
): Timeline {
	const scope = scopeOf(definition, items, frameId);
	const organizationIds = new Set(organizations.map(({ id }) => id));
	const places = new Map(order.map((id, index) => [id, index]));
	const placeOf = ({ item }: Bar): number => places.get(item.id) ?? order.length;
	const bars = cardsOf(scope, view.kind)
		.map((item) => barOf(item, view, organizationIds))
		.toSorted((a, b) => placeOf(a) - placeOf(b));
	const field = groupBy === undefined ? undefined : fieldOf(definition, view.kind, groupBy);
	const keys =
		field?.type === 'organization'
			? [...organizationIds]
			: scope.inside
					.filter(
						(item) => field && targetsOf(field).some((kind) => isKind(definition, item, kind))
					)
					.map(({ id }) => id);
	const points = view.milestones ? cardsOf(scope, view.milestones.kind) : [];
	const milestones = points
		.flatMap((item): Milestone[] => {
			const date = dayIn(item, view.milestones!.date);
			return date === undefined ? [] : [{ item, date }];
		})
		.toSorted((a, b) => a.date - b.date);
	const dated = new Set(milestones.map(({ item }) => item.id));
	return {
		groups: grouped(bars, field, keys),
		dependencies: dependenciesOf(definition, view, scope.byId, bars),
		milestones,
		undated: points.filter(({ id }) => !dated.has(id)),
		range: rangeOf(bars, milestones)
	};
}

function barOf(item: Item, view: TimelineView, organizations: ReadonlySet<string>): Bar {
	const [from, to] = [dayIn(item, view.from), dayIn(item, view.to)];
	const isSpan = from !== undefined && to !== undefined && from <= to;
	const progress = view.progress === undefined ? undefined : numberField(item, view.progress);
	const lead = stringField(item, view.organizationField ?? '');
	return {
		item,
		from: isSpan ? from : undefined,
		to: isSpan ? to : undefined,
		progress: progress !== undefined && progress >= 0 && progress <= 100 ? progress : undefined,
		organization: organizations.has(lead) ? lead : undefined
	};
}

/** The number of the day in a field; undefined when there is none. */
export function dayIn(item: Item, field: string): number | undefined {
	const day = dateField(item, field);
	return day === undefined ? undefined : dayNumber(day);
}

function grouped(
	bars: readonly Bar[],
	field: FieldDefinition | undefined,
	keys: readonly string[]
): TimelineGroup[] {
	const known = new Set(keys);
	const byKey = Map.groupBy(bars, ({ item }) => {
		const key = field ? stringField(item, field.id) : '';
		return known.has(key) ? key : undefined;
	});
	return [...known, undefined].flatMap((key) => {
		const own = byKey.get(key);
		return own ? [{ key, bars: own }] : [];
	});
}

function dependenciesOf(
	definition: InstrumentDefinition,
	view: TimelineView,
	items: ReadonlyMap<string, Item>,
	bars: readonly Bar[]
): Dependency[] {
	const link = definition.links.find(({ id }) => id === view.link);
	if (!link) return [];
	const byId = new Map(bars.map((bar) => [bar.item.id, bar]));
	const cards = new Map(bars.map(({ item }) => [item.id, item]));
	return linksOf(definition, link, items.values(), cards).map(({ from, to }) => ({
		from,
		to,
		isBroken: beginsEarly(byId.get(to), byId.get(from))
	}));
}

/** Does one begin before the other, which it waits for, has ended? */
export function beginsEarly(
	bar: Pick<Bar, 'from'> | undefined,
	awaited: Pick<Bar, 'to'> | undefined
): boolean {
	return bar?.from !== undefined && awaited?.to !== undefined && bar.from <= awaited.to;
}

function rangeOf(bars: readonly Bar[], milestones: readonly Milestone[]): Timeline['range'] {
	let [from, to] = [Infinity, -Infinity];
	const enter = (day: number | undefined): void => {
		if (day === undefined) return;
		from = Math.min(from, day);
		to = Math.max(to, day);
	};
	for (const bar of bars) {
		enter(bar.from);
		enter(bar.to);
	}
	for (const { date } of milestones) enter(date);
	return from <= to ? { from, to } : undefined;
}

const firstDay = dayNumber('0001-01-01');
const lastDay = dayNumber('9999-12-31');

const limit = (day: number): number => Math.min(Math.max(day, firstDay), lastDay);

/** The dates of a span moved by days at its beginning and its end. It keeps at least one day. */
export function moveSpan(
	span: { readonly from: number; readonly to: number },
	byStart: number,
	byEnd: number
): { readonly from: string; readonly to: string } {
	const from = limit(span.from + byStart);
	const to = limit(span.to + byEnd);
	if (byEnd === 0) return { from: dayOf(Math.min(from, to)), to: dayOf(to) };
	return { from: dayOf(from), to: dayOf(Math.max(from, to)) };
}
