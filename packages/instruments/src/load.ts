import type { Item } from '@concordia/board';
import { dayNumber, dayOf } from './day.ts';
import type { InstrumentDefinition, LoadView } from './definition.ts';
import { hundredths, splitExactly, sum } from './exact.ts';
import { numberField, stringField } from './fields.ts';
import type { OrganizationName } from './matrix.ts';
import { cardsOf, scopeOf } from './scope.ts';
import { dayIn } from './timeline.ts';
import { workingDays } from './working-days.ts';

/** Amounts in whole hundredths, so that sums are exact. */
export interface LoadRow {
	/** Undefined: amounts of no organization of the session. */
	readonly organization: string | undefined;
	/** January to December of the year. */
	readonly months: readonly number[];
	/** What falls before and after the year, and what has no dates. */
	readonly before: number;
	readonly after: number;
	readonly undated: number;
	readonly total: number;
}

export interface Load {
	/** The year shown; undefined when nothing has dates. */
	readonly year: number | undefined;
	/** All years in which something happens, in order. */
	readonly years: readonly number[];
	/** One per organization in their order; a last one of no organization only where it is needed. */
	readonly rows: readonly LoadRow[];
	readonly total: Omit<LoadRow, 'organization'>;
	/** The largest month of any row: what shades are measured by. */
	readonly peak: number;
}

/** The largest amount that counts: with it the sums of ten thousand cards stay exact. */
const maxAmount = 100_000_000;
const months = 12;
/** Before the year, its months, after it, without dates. */
const slots = months + 3;
const maxYears = 50;

interface Span {
	readonly from: number;
	readonly to: number;
}

/**
 * An amount per organization and month: it is spread evenly over the days from Monday to Friday of the card
 * it belongs to (over all days where there are none). Sums equal what was entered, to the hundredth.
 * Without `year` the one in which most begins is shown.
 */
export function load(
	definition: InstrumentDefinition,
	view: LoadView,
	items: Iterable<Item>,
	frameId: string,
	organizations: readonly OrganizationName[],
	{ amount, year: wanted }: { readonly amount: string; readonly year?: number | undefined }
): Load {
	const scope = scopeOf(definition, items, frameId);
	const insideIds = new Set(scope.inside.map(({ id }) => id));
	const spans = new Map<string, Span | undefined>();
	const cards = cardsOf(scope, view.kind);
	for (const card of cards) {
		const id = stringField(card, view.of);
		if (insideIds.has(id)) spans.set(id, spanOf(scope.byId.get(id)!, view));
	}
	const years = yearsOf(spans.values());
	const year = wanted ?? usualYear(spans.values());
	const weights = new Map<string, readonly number[]>();
	const rows = new Map<string | undefined, number[]>(organizations.map(({ id }) => [id, empty()]));
	for (const card of cards) {
		const on = stringField(card, view.of);
		let own = weights.get(on);
		if (!own) weights.set(on, (own = slotWeights(spans.get(on), year)));
		const organization = stringField(card, view.organizationField);
		const key = rows.has(organization) ? organization : undefined;
		let row = rows.get(key);
		if (!row) rows.set(key, (row = empty()));
		const value = hundredths(numberField(card, amount), maxAmount) ?? 0;
		for (const [slot, share] of splitExactly(value, own)!.entries()) row[slot]! += share;
	}
	const named = [...rows].map(([organization, row]) => ({ organization, ...rowOf(row) }));
	return {
		year,
		years,
		rows: named,
		total: rowOf(empty().map((_, slot) => sum([...rows.values()].map((row) => row[slot]!)))),
		peak: Math.max(0, ...named.flatMap((row) => row.months))
	};
}

const empty = (): number[] => Array.from({ length: slots }, () => 0);

function rowOf(row: readonly number[]): Omit<LoadRow, 'organization'> {
	return {
		before: row[0]!,
		months: row.slice(1, months + 1),
		after: row[months + 1]!,
		undated: row[months + 2]!,
		total: sum(row)
	};
}

function spanOf(item: Item, view: LoadView): Span | undefined {
	const [from, to] = [dayIn(item, view.from), dayIn(item, view.to)];
	return from !== undefined && to !== undefined && from <= to ? { from, to } : undefined;
}

const yearIn = (day: number): number => Number(dayOf(day).slice(0, 4));

function yearsOf(spans: Iterable<Span | undefined>): number[] {
	const years = new Set<number>();
	for (const span of spans) {
		if (!span) continue;
		const last = yearIn(span.to);
		// A slip of the key in a year must not make thousands of choices.
		const first = Math.max(yearIn(span.from), last - maxYears);
		for (let year = first; year <= last; year += 1) years.add(year);
	}
	return [...years].toSorted((a, b) => a - b);
}

function usualYear(spans: Iterable<Span | undefined>): number | undefined {
	const counts = new Map<number, number>();
	for (const span of spans) {
		if (!span) continue;
		const year = yearIn(span.from);
		counts.set(year, (counts.get(year) ?? 0) + 1);
	}
	return [...counts].toSorted(([a, n], [b, m]) => m - n || a - b)[0]?.[0];
}

/** How the days of a span lie before the year, in its months, after it; all undated without dates. */
function slotWeights(span: Span | undefined, year: number | undefined): number[] {
	const weights = empty();
	if (span === undefined || year === undefined) {
		weights[slots - 1] = 1;
		return weights;
	}
	const { from, to } = span;
	const count = workingDays(from, to) > 0 ? workingDays : daysBetween;
	const starts = [-Infinity, ...monthStarts(year), Infinity];
	for (let slot = 0; slot < months + 2; slot += 1) {
		weights[slot] = count(Math.max(from, starts[slot]!), Math.min(to, starts[slot + 1]! - 1));
	}
	return weights;
}

/** The first days of all months of a year, and of the January after it. */
function monthStarts(year: number): number[] {
	const prefix = String(year).padStart(4, '0');
	const starts = Array.from({ length: months }, (_, month) =>
		dayNumber(`${prefix}-${String(month + 1).padStart(2, '0')}-01`)
	);
	return [...starts, dayNumber(`${prefix}-12-31`) + 1];
}

const daysBetween = (from: number, to: number): number => Math.max(0, to - from + 1);
