import type { Item } from '@concordia/board';
import { axisValues } from './axis.ts';
import type { AxisNaming, AxisValue } from './axis.ts';
import { fieldOf } from './definition.ts';
import type { FieldDefinition, PlaneView } from './definition.ts';
import { numberField, ratingField, stringField } from './fields.ts';
import { cardsOf, scopeOf } from './scope.ts';
import type { Scope } from './scope.ts';

export interface PlaneAxis {
	readonly field: FieldDefinition;
	/** What stands along it, from the low end to the high one; empty for numbers. */
	readonly values: readonly AxisValue[];
	/** For numbers: the least and the greatest value of the axis. */
	readonly from: number;
	readonly to: number;
}

export interface PlanePoint {
	readonly item: Item;
	/** From 0 (low) to 1 (high) on each axis. */
	readonly x: number;
	readonly y: number;
}

export interface Plane {
	readonly x: PlaneAxis | undefined;
	readonly y: PlaneAxis | undefined;
	readonly points: readonly PlanePoint[];
	/** Cards that lack a value for one of the two. */
	readonly unplaced: readonly Item[];
}

/** Cards as points by two of their fields, each exactly once. */
export function plane(
	naming: AxisNaming,
	view: PlaneView,
	items: Iterable<Item>,
	frameId: string
): Plane {
	const scope = scopeOf(naming.definition, items, frameId);
	const cards = cardsOf(scope, view.kind);
	const x = axisOf(naming, view.kind, view.x, scope);
	const y = axisOf(naming, view.kind, view.y, scope);
	const points: PlanePoint[] = [];
	const unplaced: Item[] = [];
	for (const item of cards) {
		const [left, bottom] = [x && placeOn(x, item), y && placeOn(y, item)];
		if (left === undefined || bottom === undefined) unplaced.push(item);
		else points.push({ item, x: left, y: bottom });
	}
	return { x, y, points, unplaced };
}

function axisOf(naming: AxisNaming, kind: string, id: string, scope: Scope): PlaneAxis | undefined {
	const field = fieldOf(naming.definition, kind, id);
	if (!field) return undefined;
	if (field.type !== 'number') {
		return { field, values: axisValues(naming, kind, field, scope), from: 0, to: 0 };
	}
	let [from, to] = [field.min ?? 0, field.max ?? 0];
	for (const card of cardsOf(scope, kind)) {
		const value = numberField(card, id);
		if (value === undefined) continue;
		from = Math.min(from, value);
		to = Math.max(to, value);
	}
	return { field, values: [], from, to };
}

/** Where a card stands on an axis, from 0 to 1. Values that are named stand in the middle of their share. */
function placeOn({ field, values, from, to }: PlaneAxis, item: Item): number | undefined {
	if (field.type === 'number') {
		const value = numberField(item, field.id);
		if (value === undefined) return undefined;
		// Halves first: the whole way from the least to the greatest number may be no number any more.
		return to > from ? (value / 2 - from / 2) / (to / 2 - from / 2) : 0.5;
	}
	const id =
		field.type === 'rating'
			? String(ratingField(item, field.id) ?? '')
			: stringField(item, field.id).trim();
	const index = values.findIndex((value) => value.id === id);
	return index === -1 ? undefined : (index + 0.5) / values.length;
}

/** The value at a place along an axis, from 0 to 1: what a card says that is put there. */
export function valueAt(
	{ field, values, from, to }: PlaneAxis,
	share: number
): string | number | undefined {
	const part = Math.min(Math.max(share, 0), 1);
	if (field.type === 'number') {
		if (!(to > from)) return undefined;
		const value = from * (1 - part) + to * part;
		// No more digits than a hand can mean.
		const digits = Math.min(Math.max(2 - Math.floor(Math.log10(to - from)), 0), 20);
		return Number.isFinite(to - from) ? Number(value.toFixed(digits)) : value;
	}
	const value = values[Math.min(Math.floor(part * values.length), values.length - 1)];
	if (!value) return undefined;
	return field.type === 'rating' ? Number(value.id) : value.id;
}
