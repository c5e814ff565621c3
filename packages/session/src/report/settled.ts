import { numberIn } from '../confirmation.ts';
import { lookUp } from '../look-up.ts';
import { rankItems } from '../vote.ts';
import { itemNamed, organizationNamed, textIn, type ReportEntry, type Reporting } from './facts.ts';

/** What an entry settled, in one line; null for entries that settle nothing. */
export function settledBy(entry: ReportEntry, report: Reporting): string | null {
	const { state, words, date } = report;
	const stage = state.stages.find(({ id }) => id === entry.item);
	const vote = entry.item === null ? undefined : lookUp(state.votes, entry.item);
	const survey = entry.item === null ? undefined : lookUp(state.surveys, entry.item);
	const seals = entry.item === null ? undefined : lookUp(state.seals, entry.item);
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
			if (entry.kind === 'version.agree') return words.agreed(item, number);
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
