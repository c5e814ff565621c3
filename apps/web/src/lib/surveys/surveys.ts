import { wordingOf, type Item } from '@concordia/board';
import {
	askedIn,
	withResults,
	type InstrumentDefinition,
	type RadarView,
	type SurveyView,
	type YearResult
} from '@concordia/instruments';
import {
	surveyMean,
	type SessionState,
	type Survey,
	type SurveyGroup,
	type SurveyStatement
} from '@concordia/session';
import { hashText } from '@concordia/transparency';

/** What is asked now, each with the wording that stands on this screen. */
export function statementsOf(
	definition: InstrumentDefinition,
	view: SurveyView,
	items: Iterable<Item>,
	frameId: string
): SurveyStatement[] {
	return askedIn(definition, view, items, frameId).asked.map(({ item, dimension }) => ({
		id: item.id,
		dimension,
		version: hashText(wordingOf(item))
	}));
}

/** Whether the card still says what is asked. */
export function stillSays(
	item: Item | undefined,
	{ version }: Pick<SurveyStatement, 'version'>
): boolean {
	return item !== undefined && hashText(wordingOf(item)) === version;
}

/** The one of a frame that can be answered now. */
export function openSurvey({ surveys }: Pick<SessionState, 'surveys'>, frame: string) {
	return Object.values(surveys).find((one) => one.frame === frame && one.status === 'open');
}

/** Those of a frame that have a result, the newest year first. */
export function closedSurveys(
	{ surveys }: Pick<SessionState, 'surveys'>,
	frame: string
): readonly Survey[] {
	return Object.values(surveys)
		.filter((one) => one.frame === frame && one.status === 'closed')
		.toSorted((a, b) => b.year - a.year);
}

/** The dimensions that were asked, each with the mean of a group where it is told. */
export function meansOf(survey: Survey, group: SurveyGroup): Readonly<Record<string, number>> {
	const dimensions = new Set(survey.statements.map(({ dimension }) => dimension));
	return Object.fromEntries(
		[...dimensions].flatMap((dimension) => {
			const mean = surveyMean(survey, group, dimension);
			return mean === undefined ? [] : [[dimension, mean] as const];
		})
	);
}

/** What a survey came to for all who answered; null where that is not told. */
export function yearResult(survey: Survey): YearResult | null {
	const { result, year } = survey;
	if (result?.sums === undefined) return null;
	return { year, answers: result.answers, means: meansOf(survey, result) };
}

/** The view of a definition that collects what a spider web shows. */
function collectorOf(
	definition: InstrumentDefinition,
	{ kind, axis, value, series }: RadarView
): SurveyView | undefined {
	return definition.views.find(
		(view): view is SurveyView =>
			view.type === 'survey' &&
			view.axis === axis &&
			view.result.kind === kind &&
			view.result.value === value &&
			view.result.series === series
	);
}

/** How many people a card of a result speaks of; null for cards that speak of one answer each. */
export function answersOn(
	definition: InstrumentDefinition,
	view: RadarView,
	cards: readonly Item[]
): number | null {
	const collector = collectorOf(definition, view);
	if (collector === undefined) return null;
	return cards.reduce((sum, { fields = {} }) => {
		const count = fields[collector.result.answers];
		return typeof count === 'number' ? sum + count : sum;
	}, 0);
}

/** What a spider web is drawn of: what was answered, and cards of the years in which nobody was asked. */
export function measuredItems(
	state: Pick<SessionState, 'surveys'>,
	definition: InstrumentDefinition,
	view: RadarView,
	items: Iterable<Item>,
	frameId: string
): Iterable<Item> {
	const collector = collectorOf(definition, view);
	if (collector === undefined) return items;
	const results = closedSurveys(state, frameId).flatMap((survey) => yearResult(survey) ?? []);
	return withResults(definition, collector, items, frameId, results);
}
