import type { Item } from '@concordia/board';
import { fieldOf } from './definition.ts';
import type { InstrumentDefinition, SurveyView } from './definition.ts';
import { hasText, numberField, stringField } from './fields.ts';
import { cardsOf, scopeOf } from './scope.ts';

/** A statement that can be answered. */
export interface Asked {
	readonly item: Item;
	readonly dimension: string;
}

export interface AllAsked {
	/** By dimension in the order of its options, then as they stand on the board. */
	readonly asked: readonly Asked[];
	/** Statements without words or without a dimension: nobody is asked these. */
	readonly leftOut: readonly Item[];
}

/** What people are asked, and what not yet. */
export function askedIn(
	definition: InstrumentDefinition,
	{ kind, axis }: SurveyView,
	items: Iterable<Item>,
	frameId: string
): AllAsked {
	const options = fieldOf(definition, kind, axis)?.options ?? [];
	const cards = cardsOf(scopeOf(definition, items, frameId), kind);
	const asked = options.flatMap((dimension) =>
		cards
			.filter((item) => hasText(item) && stringField(item, axis) === dimension)
			.map((item) => ({ item, dimension }))
	);
	const known = new Set(asked.map(({ item }) => item.id));
	return { asked, leftOut: cards.filter(({ id }) => !known.has(id)) };
}

/** What the answers of one year came to, by dimension. */
export interface YearResult {
	readonly year: number;
	readonly answers: number;
	readonly means: Readonly<Record<string, number>>;
}

/** What cards of results say of a year. */
export function resultFields(
	{ axis, result }: SurveyView,
	{ year, answers, means }: YearResult
): readonly Readonly<Record<string, string | number>>[] {
	return Object.entries(means).map(([dimension, mean]) => ({
		[axis]: dimension,
		[result.series]: year,
		[result.value]: Math.round(mean * 100) / 100,
		[result.answers]: answers
	}));
}

/** The cards of the frame that say what a year came to. */
export function resultCards(
	definition: InstrumentDefinition,
	{ result }: SurveyView,
	items: Iterable<Item>,
	frameId: string,
	year: number
): readonly Item[] {
	const cards = cardsOf(scopeOf(definition, items, frameId), result.kind);
	return cards.filter((card) => numberField(card, result.series) === year);
}

/**
 * The items with what was really answered: years that were have cards made of their results, whatever cards on the
 * board say of them. Those filled in by hand count for other years.
 */
export function withResults(
	definition: InstrumentDefinition,
	view: SurveyView,
	items: Iterable<Item>,
	frameId: string,
	results: readonly YearResult[]
): readonly Item[] {
	const all = [...items];
	const frame = all.find(({ id }) => id === frameId);
	if (frame === undefined || results.length === 0) return all;
	const replaced = new Set(
		results.flatMap(({ year }) => resultCards(definition, view, all, frameId, year))
	);
	const made = results.flatMap((one) =>
		resultFields(view, one).map((fields, at): Item => ({
			id: `${frameId}/${one.year}/${at}`,
			type: 'card',
			pos: frame.pos,
			size: frame.size,
			z: frame.z,
			parent: frameId,
			instrument: definition.id,
			kind: view.result.kind,
			fields
		}))
	);
	return [...all.filter((item) => !replaced.has(item)), ...made];
}
