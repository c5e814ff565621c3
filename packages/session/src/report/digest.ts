import {
	evidence,
	itemNamed,
	openPoints,
	organizationNamed,
	plain,
	reporting,
	section,
	type ReportContext,
	type ReportEntry
} from './facts.ts';
import { summarize } from './summary.ts';

const MOST_ITEMS = 40;

/**
 * What happened in a stretch of time, as Markdown for a mail to all partners: what changed and by which
 * organization, what was settled, what awaits whom. The same for everybody, and nothing about single people
 * but that they joined.
 */
export function writeDigest(entries: Iterable<ReportEntry>, context: ReportContext): string {
	const report = reporting(context);
	const { state, words, date } = report;
	const { work, changed, joined, exports, erasures, first, last, ...found } = summarize(
		entries,
		context
	);
	const settled = found.settled.map(({ at, text }) => `${date(at)}: ${text}`);
	if (joined.length > 0) settled.push(words.joined(joined.join(', ')));
	if (exports > 0) settled.push(words.exported(exports));
	if (erasures > 0) settled.push(words.erased(erasures));

	const items = changed.slice(0, MOST_ITEMS).map(([item, by]) => {
		const who = [...by].map(
			([home, count]) => `${organizationNamed(home, report)} (${words.times(count)})`
		);
		return `${itemNamed(item, report)}: ${who.join(', ')}`;
	});
	if (changed.length > MOST_ITEMS) items.push(words.changedMore(changed.length - MOST_ITEMS));
	const rows = [...work].map(
		([home, { changes, items: touched }]) =>
			`| ${organizationNamed(home, report)} | ${changes} | ${touched} |`
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
