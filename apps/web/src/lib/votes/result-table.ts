import { formatRows } from '@concordia/exchange';
import { rankItems, type RankedItem, type Vote, type VoteResult } from '@concordia/session';

/** Words that the table needs from the page's language. */
export interface TableWords {
	readonly rank: string;
	readonly item: string;
	readonly dots: string;
	readonly weight: string;
}

/** Ids of organizations that voted, in the session's order. */
export function votersOf(
	result: Pick<VoteResult, 'organizations'>,
	organizations: readonly { readonly id: string }[]
): string[] {
	return organizations.map(({ id }) => id).filter((id) => Object.hasOwn(result.organizations, id));
}

/** How long the bar of an item is: 1 for the first, 0 without any dot. */
export function barOf(one: RankedItem, ranked: readonly RankedItem[]): number {
	const most = Math.max(...ranked.map(({ score }) => score));
	return most > 0 ? one.score / most : 0;
}

/** A result as a table of comma-separated values, for spreadsheets. */
export function resultCsv(
	vote: Vote,
	result: Pick<VoteResult, 'organizations'>,
	given: {
		readonly organizations: readonly { readonly id: string; readonly name: string }[];
		readonly words: TableWords;
		readonly nameOf: (item: string) => string;
	}
): string {
	const { organizations, words, nameOf } = given;
	const voted = votersOf(result, organizations);
	const nameOfOrganization = (id: string): string =>
		organizations.find((one) => one.id === id)?.name ?? id;
	const isWeighted = vote.weight === 'organization';
	const head = [words.rank, words.item, words.dots, ...(isWeighted ? [words.weight] : [])];
	const rows = rankItems(vote, result).map(({ item, dots, score, rank, byOrganization }) => [
		String(rank),
		nameOf(item),
		String(dots),
		...(isWeighted ? [score.toFixed(4)] : []),
		...voted.map((id) => String(byOrganization[id] ?? 0))
	]);
	// The mark by which spreadsheets know the encoding.
	return `\uFEFF${formatRows([[...head, ...voted.map(nameOfOrganization)], ...rows])}`;
}

/** All dots on each item. */
export function totalsOf(
	vote: Pick<Vote, 'items'>,
	{ organizations }: Pick<VoteResult, 'organizations'>
): Map<string, number> {
	const sums = Object.values(organizations);
	return new Map(
		vote.items.map((id, at) => [id, sums.reduce((all, { dots }) => all + (dots[at] ?? 0), 0)])
	);
}
