import { scoreOf } from '../scorecard.ts';
import type { Score } from '../scorecard.ts';
import { quarters } from './read.ts';
import type { Plan, PlanActivity, PlanObjective, PlanReview, Quarter } from './read.ts';

export interface ReviewCell {
	readonly quarter: Quarter;
	/** Two can arise when two people write at once: both are shown. */
	readonly entries: readonly PlanReview[];
}

export interface ReviewRow {
	readonly subject: PlanObjective | PlanActivity;
	readonly kind: 'objective' | 'activity';
	readonly score: Score;
	readonly cells: readonly ReviewCell[];
	/** Reviews of it that name no quarter. */
	readonly others: readonly PlanReview[];
}

export interface Reviews {
	/** Objectives, each followed by the activities that serve it; then activities that serve none. */
	readonly rows: readonly ReviewRow[];
	/** Reviews whose subject is gone or was never named. */
	readonly loose: readonly PlanReview[];
}

/** What was said each quarter on every objective and activity. Each review stands in one place. */
export function planReviews(plan: Plan): Reviews {
	const on = Map.groupBy(plan.reviews, ({ subject }) => subject);
	const serving = Map.groupBy(plan.activities, ({ objective }) => objective);
	const rowOf = (
		subject: PlanObjective | PlanActivity,
		kind: 'objective' | 'activity'
	): ReviewRow => {
		const entries = on.get(subject.item.id) ?? [];
		return {
			subject,
			kind,
			score: scoreOf(subject),
			cells: quarters.map((quarter) => ({
				quarter,
				entries: entries.filter((entry) => entry.quarter === quarter)
			})),
			others: entries.filter(({ quarter }) => quarter === undefined)
		};
	};
	const activityRow = (activity: PlanActivity): ReviewRow => rowOf(activity, 'activity');
	return {
		rows: [
			...plan.objectives.flatMap((objective) => [
				rowOf(objective, 'objective'),
				...(serving.get(objective.item.id) ?? []).map(activityRow)
			]),
			...(serving.get(undefined) ?? []).map(activityRow)
		],
		loose: on.get(undefined) ?? []
	};
}
