import { lookUp } from '../look-up.ts';
import {
	evidence,
	openPoints,
	organizationNamed,
	personNamed,
	plain,
	reporting,
	section,
	within,
	withoutLines,
	type ReportContext,
	type ReportEntry,
	type Reporting
} from './facts.ts';
import { isLeftOut, leftOut } from '../taking-part.ts';
import { decisionLines, resultOf, settledBy } from './settled.ts';
import { answerLines } from './summary.ts';

/**
 * The skeleton of minutes, as Markdown: who was there, the course, decisions word for word, votes with their results, frozen
 * versions, answers of delegates, what is parked and what is open. What people said is for them to add.
 */
export function writeMinutes(entries: Iterable<ReportEntry>, context: ReportContext): string {
	const report = reporting(context);
	const { state, words, date } = report;
	const here = new Set<string>();
	const course: string[] = [];
	const votes: string[] = [];
	const versions: string[] = [];
	const decided: string[] = [];
	let first: number | null = null;
	let last: number | null = null;
	for (const entry of within(entries, context)) {
		first ??= entry.index;
		last = entry.index;
		if (entry.participant !== null) here.add(entry.participant);
		const line = settledBy(entry, report);
		if (line === null) continue;
		course.push(`${date(entry.at)}: ${line}`);
		if (entry.kind.startsWith('version.')) versions.push(line);
		if (entry.kind === 'decision.close') decided.push('', ...decisionLines(entry.item, report));
		if (entry.kind === 'vote.close') votes.push('', ...voteLines(entry, report));
	}
	return [
		`# ${words.minutes(plain(state.title))}`,
		'',
		...(state.purpose === '' ? [] : [plain(state.purpose), '']),
		`${words.period}: ${date(context.from)} – ${date(context.to)}`,
		'',
		words.draft,
		'',
		...section(words.present, presentLines(here, report), words.nothing),
		words.presentNote,
		'',
		...section(words.course, course, words.nothing),
		`## ${words.decided}`,
		...(decided.length === 0 ? ['', words.nothing] : decided),
		'',
		`## ${words.votes}`,
		...(votes.length === 0 ? ['', words.nothing] : votes),
		'',
		...section(words.versions, versions, words.nothing),
		...section(words.decisions, answerLines(report), words.nothing),
		...section(words.openPoints, openPoints(report), words.waitsNothing),
		...section(words.evidence, evidence(report, first, last), '')
	].join('\n');
}

function presentLines(here: ReadonlySet<string>, report: Reporting): string[] {
	const { state, words } = report;
	const people = Object.values(state.participants).filter(
		({ id, consent }) => consent && here.has(id)
	);
	const lines: string[] = [];
	const absent: string[] = [];
	const left = leftOut(state);
	for (const id of [...state.organizations.map((one) => one.id), null]) {
		const names = people
			.filter(({ organization }) => organization === id)
			.map((person) => `${personNamed(person, report)} (${words.role[person.role]})`);
		const organization = organizationNamed(id, report);
		if (names.length > 0) lines.push(`${organization}: ${names.join(', ')}`);
		else if (id !== null && !isLeftOut(left, id)) absent.push(organization);
	}
	if (absent.length > 0) lines.push(`${words.absent}: ${absent.join(', ')}`);
	lines.push(...withoutLines(left, report));
	return lines;
}

function voteLines(entry: ReportEntry, report: Reporting): string[] {
	const { state, words, date } = report;
	const vote = entry.item === null ? undefined : lookUp(state.votes, entry.item);
	const weight = vote?.weight === 'organization' ? words.weightOrganization : words.weightPerson;
	const result = resultOf(entry.item, report);
	return [
		`### ${plain(vote?.title ?? '…')}`,
		'',
		`${date(entry.at)}, ${weight}`,
		'',
		...(result.length === 0 ? [words.nothing] : result)
	];
}
