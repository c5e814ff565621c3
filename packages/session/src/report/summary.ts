import { answerScales } from '../answer.ts';
import { lookUp } from '../look-up.ts';
import {
	homeOf,
	itemNamed,
	organizationNamed,
	personNamed,
	plain,
	reporting,
	within,
	type ReportContext,
	type ReportEntry,
	type Reporting
} from './facts.ts';
import { settledBy } from './settled.ts';

/** What one organization did to the board. */
export interface Work {
	readonly changes: number;
	readonly items: number;
}

/** One thing that was settled, in a line. */
export interface SettledLine {
	readonly at: number;
	readonly entry: number;
	readonly text: string;
}

/** What happened in a stretch of time, by organization and never by person but for who joined. */
export interface Summary {
	/** Every partner, and null for what belongs to none. */
	readonly work: ReadonlyMap<string | null, Work>;
	/** Items that were changed, most changes first: how often, by organization. */
	readonly changed: readonly (readonly [string, ReadonlyMap<string | null, number>])[];
	readonly settled: readonly SettledLine[];
	/** Answers of delegates that were given in this time and still stand, one line for each item. */
	readonly answers: readonly string[];
	readonly joined: readonly string[];
	readonly exports: number;
	readonly erasures: number;
	/** First and last entry of the stretch; null: there are none. */
	readonly first: number | null;
	readonly last: number | null;
}

/** Counts what happened, for a digest and for who wants to know what changed. */
export function summarize(entries: Iterable<ReportEntry>, context: ReportContext): Summary {
	const report = reporting(context);
	const { state } = report;
	const work = new Map<string | null, { changes: number; readonly items: Set<string> }>(
		state.organizations.map(({ id }) => [id, { changes: 0, items: new Set() }])
	);
	const changed = new Map<string, Map<string | null, number>>();
	const settled: SettledLine[] = [];
	const joined: string[] = [];
	let [exports, erasures] = [0, 0];
	let first: number | null = null;
	let last: number | null = null;
	for (const entry of within(entries, context)) {
		first ??= entry.index;
		last = entry.index;
		const home = homeOf(entry, state);
		if (entry.kind === 'edit' || entry.kind === 'edit.host') {
			const done = work.get(home) ?? { changes: 0, items: new Set<string>() };
			work.set(home, done);
			done.changes++;
			if (entry.item === null || entry.item === 'meta') continue;
			done.items.add(entry.item);
			const by = changed.get(entry.item) ?? new Map<string | null, number>();
			changed.set(entry.item, by.set(home, (by.get(home) ?? 0) + 1));
		}
		if (entry.kind === 'join' && entry.participant !== null) {
			const person = lookUp(state.participants, entry.participant);
			if (person)
				joined.push(`${personNamed(person, report)} (${organizationNamed(home, report)})`);
		}
		if (entry.kind === 'export') exports++;
		if (entry.kind === 'redact') erasures++;
		const text = settledBy(entry, report);
		if (text !== null) settled.push({ at: entry.at, entry: entry.index, text });
	}
	const counted = [...work].map(
		([home, { changes, items }]) => [home, { changes, items: items.size }] as const
	);
	return {
		work: new Map(counted),
		changed: [...changed].toSorted(([, a], [, b]) => sum(b) - sum(a)),
		settled,
		answers: answerLines(report, ({ at }) => at >= context.from && at < context.to),
		joined,
		exports,
		erasures,
		first,
		last
	};
}

/** What delegates answered, one line for each item. */
export function answerLines(
	report: Reporting,
	isWanted: (answer: { readonly at: number }) => boolean = () => true
): string[] {
	const { state, words } = report;
	return Object.entries(state.answers).flatMap(([item, given]) => {
		const answers = Object.values(given)
			.filter(isWanted)
			.map(({ organization, grade, scale, text }) => {
				const said = text === '' ? '' : `: ${plain(text)}`;
				return `${organizationNamed(organization, report)} ${words.grade(grade, answerScales[scale])}${said}`;
			});
		return answers.length === 0 ? [] : [`${itemNamed(item, report)} – ${answers.join('; ')}`];
	});
}

function sum(counts: ReadonlyMap<unknown, number>): number {
	return [...counts.values()].reduce((total, count) => total + count, 0);
}
