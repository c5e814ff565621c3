import type { Item } from '@concordia/board';
import type { InstrumentDefinition, WordingsView } from './definition.ts';
import { hasText, stringField } from './fields.ts';
import { cardsOf, scopeOf } from './scope.ts';

/** A paragraph and the other ways that were proposed to word it. */
export interface Wordings {
	readonly paragraph: Item;
	readonly alternatives: readonly Item[];
	/** Objections by id of what they are to: the paragraph or one of its alternatives. */
	readonly objections: ReadonlyMap<string, readonly Item[]>;
}

export interface AllWordings {
	/** In the order of kinds, then as they stand on the board. */
	readonly paragraphs: readonly Wordings[];
	/** Alternatives whose paragraph is gone, and objections to nothing that is there. */
	readonly loose: readonly Item[];
}

/** Every paragraph with its alternatives and the objections to each. */
export function wordings(
	definition: InstrumentDefinition,
	view: WordingsView,
	items: Iterable<Item>,
	frameId: string
): AllWordings {
	const scope = scopeOf(definition, items, frameId);
	const paragraphs = view.paragraphs.flatMap((kind) => cardsOf(scope, kind));
	const known = new Set(paragraphs.map(({ id }) => id));
	const alternatives = cardsOf(scope, view.alternatives);
	const isPlaced = (item: Item): boolean => known.has(stringField(item, view.ofField));
	const shown = new Set([...known, ...alternatives.filter(isPlaced).map(({ id }) => id)]);
	const objections = Map.groupBy(cardsOf(scope, view.objections).filter(hasText), (item) =>
		stringField(item, view.aboutField)
	);
	return {
		paragraphs: paragraphs.map((paragraph) => {
			const others = alternatives.filter(
				(item) => stringField(item, view.ofField) === paragraph.id
			);
			return {
				paragraph,
				alternatives: others,
				objections: new Map([paragraph, ...others].map(({ id }) => [id, objections.get(id) ?? []]))
			};
		}),
		loose: [
			...alternatives.filter((item) => !isPlaced(item)),
			...[...objections].flatMap(([id, list]) => (shown.has(id) ? [] : list))
		]
	};
}
