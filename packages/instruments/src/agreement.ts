import type { Item } from '@concordia/board';
import { linkGraph } from './causes.ts';
import { isKind } from './definition.ts';
import type { AgreementView, InstrumentDefinition } from './definition.ts';
import type { OrganizationName } from './matrix.ts';
import { mergesOf } from './merges.ts';
import { cardsOf, scopeOf } from './scope.ts';

/** A card that is rated, with those that were merged into it. */
export interface RatedRow {
	readonly item: Item;
	readonly wordings: readonly Item[];
}

/** What is rated: in the order of cause where the instrument links it, else as it stands on the board. */
export function ratedRows(
	definition: InstrumentDefinition,
	{ rows }: AgreementView,
	items: Iterable<Item>,
	frameId: string
): readonly RatedRow[] {
	const link = definition.links.find(({ from }) => from === rows);
	if (link) {
		return linkGraph(definition, link.id, items, frameId)
			.nodes.filter(({ item }) => isKind(definition, item, rows))
			.toSorted((a, b) => a.layer - b.layer);
	}
	const cards = cardsOf(scopeOf(definition, items, frameId), rows);
	const merges = mergesOf(new Map(cards.map((item) => [item.id, item])));
	return cards
		.filter(({ id }) => merges.of(id) === id)
		.map((item) => ({ item, wordings: merges.wordings(item.id) }));
}

/** How far one delegate sees it the same way, from 1 to 5. */
export interface Rating {
	readonly organization: string | null;
	readonly grade: number;
}

export interface Agreement {
	readonly count: number;
	/** Null without any rating. */
	readonly mean: number | null;
	readonly least: number | null;
	readonly most: number | null;
	/** How often each grade was given, from 1 to 5. */
	readonly grades: readonly number[];
	/** Per organization, in their order, those that answered; what no known organization said comes last as null. */
	readonly byOrganization: readonly (Spread & { readonly organization: string | null })[];
}

interface Spread {
	readonly count: number;
	readonly mean: number;
	readonly least: number;
	readonly most: number;
}

const grades = [1, 2, 3, 4, 5];

/** What ratings come to: all together, and how far they lie apart within each organization. */
export function agreementOn(
	ratings: readonly Rating[],
	organizations: readonly OrganizationName[]
): Agreement {
	const sound = ratings.filter(({ grade }) => grades.includes(grade));
	const known = new Set(organizations.map(({ id }) => id));
	const groups = [...organizations.map(({ id }): string | null => id), null].map((id) => ({
		organization: id,
		own: sound.filter(({ organization }) =>
			id === null ? organization === null || !known.has(organization) : organization === id
		)
	}));
	const all = spreadOf(sound);
	return {
		count: sound.length,
		mean: all?.mean ?? null,
		least: all?.least ?? null,
		most: all?.most ?? null,
		grades: grades.map((grade) => sound.filter((one) => one.grade === grade).length),
		byOrganization: groups.flatMap(({ organization, own }) => {
			const spread = spreadOf(own);
			return spread === null ? [] : [{ organization, ...spread }];
		})
	};
}

function spreadOf(ratings: readonly Rating[]): Spread | null {
	if (ratings.length === 0) return null;
	const values = ratings.map(({ grade }) => grade);
	return {
		count: values.length,
		mean: values.reduce((sum, value) => sum + value, 0) / values.length,
		least: Math.min(...values),
		most: Math.max(...values)
	};
}
