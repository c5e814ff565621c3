import {
	evidence,
	homeOf,
	itemNamed,
	openPoints,
	organizationNamed,
	personNamed,
	plain,
	reporting,
	section,
	type ReportContext,
	type ReportEntry
} from './facts.ts';
import { settledBy } from './settled.ts';
import { lookUp } from '../look-up.ts';

const MOST_ITEMS = 40;

interface Work {
	changes: number;
	readonly items: Set<string>;
}

/**
 * What happened in a stretch of time, as Markdown for a mail to all partners: what changed and by which
 * organization, what was settled, what awaits whom. The same for everybody, and nothing about single people
 * but that they joined.
 */
export function writeDigest(entries: Iterable<ReportEntry>, context: ReportContext): string {
	const report = reporting(context);
	const { state, words, date } = report;
	const work = new Map<string | null, Work>(
		state.organizations.map(({ id }) => [id, { changes: 0, items: new Set() }])
	);
	const changed = new Map<string, Map<string | null, number>>();
	const settled: string[] = [];
	const joined: string[] = [];
	let [exports, erasures] = [0, 0];
	let first: number | null = null;
	let last: number | null = null;
	for (const entry of entries) {
		if (entry.at < context.from || entry.at >= context.to) continue;
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
		const line = settledBy(entry, report);
		if (line !== null) settled.push(`${date(entry.at)}: ${line}`);
	}
	if (joined.length > 0) settled.push(words.joined(joined.join(', ')));
	if (exports > 0) settled.push(words.exported(exports));
	if (erasures > 0) settled.push(words.erased(erasures));

	const byItem = [...changed].toSorted(([, a], [, b]) => sum(b) - sum(a));
	const items = byItem.slice(0, MOST_ITEMS).map(([item, by]) => {
		const who = [...by].map(
			([home, count]) => `${organizationNamed(home, report)} (${words.times(count)})`
		);
		return `${itemNamed(item, report)}: ${who.join(', ')}`;
	});
	if (byItem.length > MOST_ITEMS) items.push(words.changedMore(byItem.length - MOST_ITEMS));
	const rows = [...work].map(
		([home, { changes, items: touched }]) =>
			`| ${organizationNamed(home, report)} | ${changes} | ${touched.size} |`
	);
	return [
		`# ${words.digest(plain(state.title))}`,
		'',
		`${words.period}: ${date(context.from)} – ${date(context.to)}`,
		'',
		words.same,
		'',
		`## ${words.byOrganization}`,
		'',
		`| ${words.organization} | ${words.changes} | ${words.items} |`,
		'| --- | ---: | ---: |',
		...rows,
		'',
		words.byOrganizationNote,
		'',
		...section(words.changed, items, words.nothing),
		...section(words.settled, settled, words.nothing),
		...section(words.waits, openPoints(report), words.waitsNothing),
		...section(words.evidence, evidence(report, first, last), '')
	].join('\n');
}

function sum(counts: ReadonlyMap<unknown, number>): number {
	return [...counts.values()].reduce((total, count) => total + count, 0);
}
