import { numberIn } from '../confirmation.ts';
import { lookUp } from '../look-up.ts';
import { leftOutOf } from '../decision-result.ts';
import { rankItems } from '../vote.ts';
import { factsOf, type DecisionFacts } from '../paper-facts.ts';
import { versionsOf } from '../version.ts';
import {
	itemNamed,
	organizationNamed,
	plain,
	proposalNamed,
	wordingOf,
	withoutLines,
	textIn,
	type ReportEntry,
	type Reporting
} from './facts.ts';

/** What an entry settled, in one line; null for entries that settle nothing. */
export function settledBy(entry: ReportEntry, report: Reporting): string | null {
	const { state, words, date } = report;
	const stage = state.stages.find(({ id }) => id === entry.item);
	const vote = entry.item === null ? undefined : lookUp(state.votes, entry.item);
	const survey = entry.item === null ? undefined : lookUp(state.surveys, entry.item);
	const seals = entry.item === null ? undefined : lookUp(state.seals, entry.item);
	const decision = entry.item === null ? undefined : lookUp(state.decisions, entry.item);
	const title = (known: string | null | undefined): string =>
		entry.payload?.['title'] === undefined && known ? known : textIn(entry, 'title');
	switch (entry.kind) {
		case 'stage.start':
			return words.stageStarted(title(stage?.title));
		case 'stage.reveal':
			return words.stageRevealed(title(stage?.title), stage?.notes ?? 0);
		case 'stage.cancel':
			return words.stageCancelled(title(stage?.title));
		case 'vote.open':
			return words.voteOpened(title(vote?.title));
		case 'vote.close':
			return words.voteClosed(title(vote?.title), vote?.voters.length ?? 0);
		case 'vote.cancel':
			return words.voteCancelled(title(vote?.title));
		case 'seal.open':
			return words.sealsOpened(
				(seals?.parties ?? []).map((id) => organizationNamed(id, report)).join(', ')
			);
		case 'seal.without':
			return words.sealsWithout;
		case 'seal.reveal':
			return words.sealsRevealed(Math.max(0, entry.count - 2));
		case 'seal.cancel':
			return words.sealsCancelled;
		case 'survey.open':
			return words.surveyOpened(survey?.year ?? 0);
		case 'survey.close':
			return words.surveyClosed(survey?.year ?? 0, survey?.result?.answers ?? 0);
		case 'survey.cancel':
			return words.surveyCancelled(survey?.year ?? 0);
		case 'decision.present':
			return words.decisionPresented(proposalNamed(decision, report));
		case 'decision.open':
			return [
				words.decisionOpened(proposalNamed(decision, report)),
				...withoutLines(decision?.without ?? [], report)
			].join('. ');
		case 'decision.close':
			return words.decisionClosed(
				proposalNamed(decision, report),
				words.outcome[decision?.result?.outcome ?? 'none']
			);
		case 'decision.withdraw':
			return words.decisionWithdrawn(proposalNamed(decision, report));
		case 'version.freeze': {
			const versions = entry.item === null ? [] : (lookUp(state.versions, entry.item) ?? []);
			const version = versions.find(({ at }) => at === entry.at);
			const who = organizationNamed(entry.organization, report);
			const text = words.frozen(
				itemNamed(entry.item, report),
				version?.number ?? 0,
				(version?.hash ?? entry.hash ?? '…').slice(0, 16)
			);
			return entry.organization === null ? text : `${text}, ${who}`;
		}
		case 'version.confirm':
		case 'version.unconfirm':
		case 'version.agree': {
			const number = numberIn(entry.change ?? undefined) ?? 0;
			const item = itemNamed(entry.item, report);
			if (entry.kind === 'version.agree') {
				const versions = entry.item === null ? [] : versionsOf(state.versions, entry.item);
				const version = versions.find((one) => one.number === number);
				return [words.agreed(item, number), ...withoutLines(version?.without ?? [], report)].join(
					'. '
				);
			}
			const who = organizationNamed(entry.organization, report);
			return entry.kind === 'version.confirm'
				? words.confirmed(item, number, who)
				: words.unconfirmed(item, number, who);
		}
		case 'park.release':
			return entry.count > 1 ? words.released(entry.count - 1) : null;
		case 'organization.add': {
			const known = state.organizations.find(({ id }) => id === entry.item);
			const text = words.partner(organizationNamed(entry.item, report));
			return known?.since === undefined ? text : `${text}; ${words.since(date(known.since))}`;
		}
		case 'organization.absent':
			return words.becameAbsent(organizationNamed(entry.item, report), textIn(entry, 'reason'));
		case 'organization.return':
			return words[entry.change === 'joined' ? 'joinedAgain' : 'returned'](
				organizationNamed(entry.item, report)
			);
		case 'session.close':
			return words.closed;
		default:
			return null;
	}
}

/** The result of a vote: the first items with their dots. */
export function resultOf(id: string | null, report: Reporting): string[] {
	const vote = id === null ? undefined : lookUp(report.state.votes, id);
	if (!vote?.result) return [];
	const { words } = report;
	return rankItems(vote, vote.result)
		.filter(({ dots }) => dots > 0)
		.map(({ item, dots, rank }) => `${rank}. ${itemNamed(item, report)}: ${words.dots(dots)}`);
}

/** A decision word for word: its exact text, the rule, the result, and what every organization said. */
export function decisionLines(id: string | null, report: Reporting): string[] {
	const { state, words, date } = report;
	const decision = id === null ? undefined : lookUp(state.decisions, id);
	if (decision?.result === undefined) return [];
	const { voices, needed } = factsOf(state, decision, date);
	const { rule, share, hash } = decision;
	const wording = wordingOf(decision, report) ?? [words.erasedWording];
	const terms = share === null ? '' : ` (${share} %: ${needed} / ${voices.length})`;
	return [
		`### ${words.outcome[decision.result.outcome]}: ${proposalNamed(decision, report)}`,
		'',
		...wording.flatMap((line) => [`> ${line}`, '>']).slice(0, -1),
		'',
		`${words.rule[rule]}${terms}`,
		'',
		...voices.map((voice) => voiceLine(voice, report)),
		...withoutLines(leftOutOf(state, decision), report).map((line) => `- ${line}`),
		'',
		`SHA-256 \`${hash}\``
	];
}

function voiceLine(
	{ name, answer, people, missing }: DecisionFacts['voices'][number],
	{ words }: Reporting
): string {
	const nameOf = (person: string | null): string =>
		person === null ? words.erasedName : plain(person);
	const said = people.map((one) => {
		const reason = one.reason === '' ? '' : ` – ${plain(one.reason)}`;
		return `${nameOf(one.name)}: ${words.answer[one.answer]}${reason}`;
	});
	const silent = missing.map((person) => `${nameOf(person)}: ${words.answer.missing}`);
	const details = [...said, ...silent].join('; ');
	const text = `- ${plain(name)}: ${words.answer[answer ?? 'missing']}`;
	return details === '' ? text : `${text} (${details})`;
}
