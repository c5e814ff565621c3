import type { Item } from '@concordia/board';
import { axisIds, axisValues } from './axis.ts';
import type { AxisNaming, AxisValue } from './axis.ts';
import { fieldOf } from './definition.ts';
import type { FieldDefinition, RadarView } from './definition.ts';
import { numberField, ratingField } from './fields.ts';
import { cardsOf, scopeOf } from './scope.ts';

/** What one line says on one axis. */
export interface RadarMean {
	/** Undefined where nobody said anything: the line has a gap there. */
	readonly mean: number | undefined;
	readonly items: readonly Item[];
}

export interface RadarLine {
	/** Undefined: all cards, or those that belong to no line. */
	readonly value: AxisValue | undefined;
	/** One per axis. */
	readonly means: readonly RadarMean[];
}

export interface Radar {
	readonly axes: readonly AxisValue[];
	readonly lines: readonly RadarLine[];
	/** The outermost ring, and the innermost. */
	readonly from: number;
	readonly to: number;
	/** Cards without a dimension or without a value. */
	readonly unplaced: readonly Item[];
}

/** Means per dimension, one line per value of the series; each card counts in exactly one of them. */
export function radar(
	naming: AxisNaming,
	view: RadarView,
	items: Iterable<Item>,
	frameId: string
): Radar {
	const { definition } = naming;
	const scope = scopeOf(definition, items, frameId);
	const cards = cardsOf(scope, view.kind);
	const axisField = fieldOf(definition, view.kind, view.axis);
	const valueField = fieldOf(definition, view.kind, view.value);
	const seriesField =
		view.series === undefined ? undefined : fieldOf(definition, view.kind, view.series);
	const axes = axisField ? axisValues(naming, view.kind, axisField, scope) : [];
	const series = seriesField ? axisValues(naming, view.kind, seriesField, scope) : [];
	const axisAt = new Map(axes.map(({ id }, index) => [id, index]));
	const lineAt = new Map(series.map(({ id }, index) => [id, index]));
	const sorted = [...series, undefined].map(() => axes.map((): Item[] => []));
	const unplaced: Item[] = [];
	for (const card of cards) {
		const axis = axisField && placeOf(card, axisField, axisAt);
		if (!valueField || axis === undefined || valueOf(card, valueField) === undefined) {
			unplaced.push(card);
			continue;
		}
		const line = (seriesField && placeOf(card, seriesField, lineAt)) ?? series.length;
		sorted[line]![axis]!.push(card);
	}
	const lines = sorted
		.map((cells, index): RadarLine => {
			return {
				value: series[index],
				means: cells.map((at) => ({ mean: valueField && meanOf(at, valueField), items: at }))
			};
		})
		.filter(({ means }) => means.some((one) => one.items.length > 0));
	return { axes, lines, ...ringsOf(valueField, lines), unplaced };
}

function placeOf(
	card: Item,
	field: FieldDefinition,
	places: ReadonlyMap<string, number>
): number | undefined {
	const id = axisIds(card, field).find((candidate) => places.has(candidate));
	return id === undefined ? undefined : places.get(id);
}

function valueOf(card: Item, field: FieldDefinition): number | undefined {
	return field.type === 'rating' ? ratingField(card, field.id) : numberField(card, field.id);
}

function meanOf(cards: readonly Item[], field: FieldDefinition): number | undefined {
	if (cards.length === 0) return undefined;
	// Shares are added up, not values: their sum may be no number any more.
	return cards.reduce((sum, card) => sum + valueOf(card, field)! / cards.length, 0);
}

function ringsOf(
	field: FieldDefinition | undefined,
	lines: readonly RadarLine[]
): { readonly from: number; readonly to: number } {
	if (field?.type === 'rating') return { from: 0, to: 5 };
	let [from, to] = [field?.min ?? 0, field?.max ?? 0];
	for (const { means } of lines) {
		for (const { mean = 0 } of means) {
			from = Math.min(from, mean);
			to = Math.max(to, mean);
		}
	}
	return { from, to };
}

/** The values at which rings are drawn: whole ones where there are few of these. */
export function ringValues({ from, to }: Pick<Radar, 'from' | 'to'>): readonly number[] {
	const span = to - from;
	const count = Number.isInteger(from) && Number.isInteger(span) && span <= 10 ? span : 5;
	// Shares are added up: the whole way from the least to the greatest number may be no number any more.
	return Array.from(
		{ length: count },
		(_, index) => from * (1 - (index + 1) / count) + to * ((index + 1) / count)
	);
}
