import { isDelegate } from '../answer.ts';
import { confirmationsOf, isComplete } from '../confirmation.ts';
import { voicesOf } from '../decision-result.ts';
import type { JointDecision } from '../decision-state.ts';
import { isRunning } from '../decision.ts';
import { lookUp } from '../look-up.ts';
import { parkedIn } from '../parking.ts';
import { unsealedIn } from '../seal.ts';
import { runningStage } from '../stage.ts';
import { leftOut, takingPart, type LeftOut } from '../taking-part.ts';
import type { Participant, SessionState } from '../types.ts';
import { reportWords, type ReportLanguage, type ReportWords } from './words.ts';

/** An entry of the log, as far as a report needs it. */
export interface ReportEntry {
	readonly index: number;
	/** Milliseconds since 1970. */
	readonly at: number;
	/** Kinds of later versions are passed over. */
	readonly kind: string;
	readonly participant: string | null;
	readonly organization: string | null;
	/** The first thing it is about, and how many there are. */
	readonly item: string | null;
	readonly count: number;
	/** What happened to it, in the words of the leaf. */
	readonly change: string | null;
	/** Null where there is none, or none any more. */
	readonly payload: Readonly<Record<string, unknown>> | null;
	/** The hash of what was frozen, where the entry has one. */
	readonly hash?: string;
}

/** Kinds whose payload a report wants to see; all others are only counted. */
export const reportedKinds = [
	'session.close',
	'organization.add',
	'organization.absent',
	'organization.return',
	'join',
	'stage.start',
	'stage.reveal',
	'stage.cancel',
	'park.release',
	'vote.open',
	'vote.close',
	'vote.cancel',
	'seal.open',
	'seal.without',
	'seal.reveal',
	'seal.cancel',
	'survey.open',
	'survey.close',
	'survey.cancel',
	'decision.present',
	'decision.close',
	'version.freeze',
	'version.confirm',
	'version.unconfirm',
	'version.agree',
	'export',
	'redact'
] as const;

/** What a report is about besides its entries. */
export interface ReportContext {
	/** The session as it is when the report is written. */
	readonly state: SessionState;
	readonly language: ReportLanguage;
	/** As `Intl` names it. */
	readonly timeZone: string;
	/** Milliseconds since 1970; `to` is not included. */
	readonly from: number;
	readonly to: number;
	/** What an item on the board is called; null when it isn't there any more. */
	readonly itemName: (id: string) => string | null;
	/** A wording that was put to decision, line by line in the reader's language; null when it can't be read. */
	readonly wordingLines?: ((wording: string) => readonly string[] | null) | undefined;
	/** Address of the log. */
	readonly link: string;
	/** The newest signed state; `code` is what people read aloud to compare it. */
	readonly checkpoint: {
		readonly size: number;
		readonly root: string;
		readonly code: string;
	} | null;
}

/** A context with its words. */
export interface Reporting extends ReportContext {
	readonly words: ReportWords;
	readonly date: (at: number) => string;
}

export function reporting(context: ReportContext): Reporting {
	const format = new Intl.DateTimeFormat(context.language === 'de' ? 'de-DE' : 'en-GB', {
		dateStyle: 'medium',
		timeStyle: 'short',
		timeZone: context.timeZone
	});
	const date = (at: number): string =>
		Number.isFinite(at) && Math.abs(at) <= 8.64e15 ? format.format(at) : '…';
	return { ...context, words: reportWords[context.language], date };
}

/** The entries of the time that a report is about. */
export function* within(
	entries: Iterable<ReportEntry>,
	{ from, to }: Pick<ReportContext, 'from' | 'to'>
): Iterable<ReportEntry> {
	for (const entry of entries) {
		if (entry.at < from || entry.at >= to) continue;
		yield entry;
	}
}

/** One line of Markdown with a text somebody wrote: nothing of it is markup. */
export function plain(text: string): string {
	return text
		.replace(/\s+/g, ' ')
		.replace(/[\\`*_{}[\]<>#|~]/g, '\\$&')
		.trim();
}

/** The line as it reads where there is no markup: what `plain` guarded is bare again. */
export function unmarked(line: string): string {
	return line.replace(/\\([\\`*_{}[\]<>#|~])/g, '$1');
}

export function itemNamed(id: string | null, { itemName, words }: Reporting): string {
	const name = id === null ? null : itemName(id);
	return name === null ? words.removedItem : plain(name);
}

/** What a proposal is called: the first line of its wording. */
export function proposalNamed(decision: JointDecision | undefined, report: Reporting): string {
	const [first = ''] = (decision && wordingOf(decision, report)) ?? [];
	return first === '' ? report.words.erasedWording : `“${first.slice(0, 200)}”`;
}

/** The wording that was put to decision, line by line; null once it was erased. */
export function wordingOf(
	{ wording }: JointDecision,
	{ wordingLines }: Reporting
): readonly string[] | null {
	if (wording === '') return null;
	const lines = wordingLines?.(wording) ?? bareWording(wording);
	return lines.map(plain);
}

// Where nobody knows the words of its instrument, the texts alone are told.
function bareWording(wording: string): string[] {
	try {
		const { cards } = JSON.parse(wording) as { cards: readonly (readonly unknown[])[] };
		return cards.map(([, , text]) => (typeof text === 'string' ? text : ''));
	} catch {
		return [];
	}
}

export function organizationNamed(id: string | null, { state, words }: Reporting): string {
	if (id === null) return words.others;
	return plain(state.organizations.find((one) => one.id === id)?.name ?? id);
}

/** Organizations that something was done without, or is: a line each. */
export function withoutLines(left: readonly LeftOut[], report: Reporting): string[] {
	return left.map(({ organization, reason }) =>
		report.words.without(organizationNamed(organization, report), plain(reason))
	);
}

export function personNamed({ name }: Participant, { words }: Reporting): string {
	return name === null ? words.erasedName : plain(name);
}

/** The organization that an entry is counted for. */
export function homeOf(entry: ReportEntry, state: SessionState): string | null {
	if (entry.organization !== null) return entry.organization;
	if (entry.participant === null) return null;
	return lookUp(state.participants, entry.participant)?.organization ?? null;
}

export function textIn(entry: ReportEntry, key: string): string {
	const value = entry.payload?.[key];
	return typeof value === 'string' && value !== '' ? plain(value) : '…';
}

/** What is open when the report is written, and whom it awaits: one line each. */
export function openPoints(report: Reporting): string[] {
	const { state, words } = report;
	const { organizations } = state;
	const names = (ids: readonly string[]): string =>
		ids.map((id) => organizationNamed(id, report)).join(', ');
	const people = Object.values(state.participants);
	const isHere = (organization: string): boolean =>
		people.some((one) => one.organization === organization && one.status === 'active');
	const lines: string[] = [];
	lines.push(...withoutLines(leftOut(state), report));
	for (const { id } of takingPart(state))
		if (!isHere(id)) lines.push(words.openNobody(organizationNamed(id, report)));
	const stage = runningStage(state.stages);
	if (stage) lines.push(words.openStage(plain(stage.title ?? '…')));
	for (const vote of Object.values(state.votes)) {
		if (vote.status !== 'open') continue;
		const voted = new Set(
			vote.voters.map((person) => lookUp(state.participants, person)?.organization ?? null)
		);
		const missing = organizations.filter(({ id }) => isHere(id) && !voted.has(id));
		const title = plain(vote.title);
		lines.push(
			missing.length === 0
				? words.openVoteAll(title)
				: words.openVote(title, names(missing.map(({ id }) => id)))
		);
	}
	for (const survey of Object.values(state.surveys)) {
		if (survey.status === 'open') lines.push(words.openSurvey(survey.year));
	}
	for (const round of Object.values(state.seals)) {
		if (round.status !== 'open') continue;
		const missing = unsealedIn(round);
		lines.push(missing.length === 0 ? words.openSealsAll : words.openSeals(names(missing)));
	}
	for (const decision of Object.values(state.decisions)) {
		if (!isRunning(decision)) continue;
		const what = proposalNamed(decision, report);
		const missing = voicesOf(state, decision).filter(({ answer }) => answer === null);
		lines.push(
			decision.status === 'presented'
				? words.openDecisionUnseen(what)
				: words.openDecision(what, names(missing.map(({ organization }) => organization)))
		);
	}
	lines.push(...openAnswers(report, names), ...openVersions(report, names));
	const frames = new Set(Object.values(state.parking.solutions).map(({ frame }) => frame));
	const waiting = [...frames].reduce((sum, frame) => sum + parkedIn(state, frame).length, 0);
	if (waiting > 0) lines.push(words.openParked(waiting));
	for (const [item, { author }] of Object.entries(state.parking.asked)) {
		const home = lookUp(state.participants, author)?.organization ?? null;
		lines.push(words.openAsked(itemNamed(item, report), organizationNamed(home, report)));
	}
	return lines;
}

/** Items that some delegates answered on and others did not. */
function openAnswers(report: Reporting, names: (ids: readonly string[]) => string): string[] {
	const { state, words } = report;
	const delegates = Object.values(state.participants).filter(({ id }) => isDelegate(state, id));
	return Object.entries(state.answers).flatMap(([item, given]) => {
		const answered = new Set(Object.values(given).map(({ organization }) => organization));
		const missing = state.organizations.filter(
			({ id }) => delegates.some((one) => one.organization === id) && !answered.has(id)
		);
		if (missing.length === 0) return [];
		return [words.openAnswers(itemNamed(item, report), names(missing.map(({ id }) => id)))];
	});
}

/** Newest versions that are not agreed, with the organizations whose confirmation is missing. */
function openVersions(report: Reporting, names: (ids: readonly string[]) => string): string[] {
	const { state, words } = report;
	return Object.entries(state.versions).flatMap(([frame, versions]) => {
		const version = versions.at(-1);
		if (version === undefined || version.agreedAt !== undefined) return [];
		const missing = confirmationsOf(state, version).filter((one) => !isComplete([one]));
		if (missing.length === 0) return [];
		return [
			words.openVersion(
				itemNamed(frame, report),
				version.number,
				names(missing.map(({ organization }) => organization))
			)
		];
	});
}

/** Where everything above can be checked. */
export function evidence(report: Reporting, first: number | null, last: number | null): string[] {
	const { words, checkpoint, link } = report;
	const lines = [first === null || last === null ? words.noEntries : words.entries(first, last)];
	if (checkpoint) {
		lines.push(words.checkpoint(checkpoint.size, `\`${checkpoint.root}\``));
		lines.push(words.code(checkpoint.code));
	}
	lines.push(`${words.link}: <${link}>`);
	return lines;
}

/** A part of a report: its heading, its lines as a list, or what stands there when there are none. */
export function section(title: string, lines: readonly string[], empty: string): string[] {
	const list = lines.length === 0 ? [empty] : lines.map((line) => `- ${line}`);
	return [`## ${title}`, '', ...list, ''];
}
