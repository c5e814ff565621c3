import type { Item } from '@concordia/board';
import { expect, test } from 'vitest';
import { annualEvaluation } from './annual-evaluation/definition.ts';
import type { RadarView, SurveyView } from './definition.ts';
import { newCard } from './place.ts';
import { radar } from './radar.ts';
import { newInstrument } from './starters.ts';
import { askedIn, resultFields, withResults } from './survey.ts';

const viewOf = <Type extends 'survey' | 'radar'>(type: Type) =>
	annualEvaluation.views.find((view) => view.type === type) as Type extends 'survey'
		? SurveyView
		: RadarView;
const survey = viewOf('survey');

function evaluation(): { items: Item[]; frame: Item; add: (card: object) => void } {
	let ids = 0;
	const made = newInstrument(annualEvaluation, {
		newId: () => `id${(ids += 1)}`,
		pos: [0, 0],
		locale: 'en'
	});
	const items = made.map((item): Item => ({ ...item, size: item.size ?? [0, 0], z: 'a0' }));
	const frame = items[0]!;
	const add = (card: object): void => {
		const id = `id${(ids += 1)}`;
		const item = newCard(annualEvaluation, items, frame, { id, kind: 'result', ...card });
		items.push({ ...item, size: item.size ?? [0, 0], z: 'a0' });
	};
	return { items, frame, add };
}

test('asks all statements that have words and a dimension, by dimension', () => {
	const { items, frame, add } = evaluation();
	add({ kind: 'statement', text: ' ', fields: { dimension: 'culture' } });
	add({ kind: 'statement', text: 'Without a dimension' });
	const { asked, leftOut } = askedIn(annualEvaluation, survey, items, frame.id);
	expect(asked.map(({ dimension }) => dimension)).toEqual(
		['culture', 'relation', 'procedure', 'content'].flatMap((id) => [id, id, id])
	);
	expect(leftOut.map(({ text }) => text)).toEqual([' ', 'Without a dimension']);
});

test('what was answered stands in the web beside years filled in by hand, and before cards that say otherwise', () => {
	const { items, frame, add } = evaluation();
	add({ fields: { dimension: 'culture', year: 2026, mean: 2, answers: 40 } });
	add({ fields: { dimension: 'culture', year: 2027, mean: 5, answers: 40 } });
	const result = { year: 2027, answers: 9, means: { culture: 10 / 3, content: 4 } };
	expect(resultFields(survey, result)).toEqual([
		{ dimension: 'culture', year: 2027, mean: 3.33, answers: 9 },
		{ dimension: 'content', year: 2027, mean: 4, answers: 9 }
	]);
	const shown = withResults(annualEvaluation, survey, items, frame.id, [result]);
	const naming = { definition: annualEvaluation, locale: 'en', organizations: [] } as const;
	const web = radar(naming, viewOf('radar'), shown, frame.id);
	expect(
		web.lines.map(({ value, means }) => [value?.id, ...means.map(({ mean }) => mean)])
	).toEqual([
		['2026', 2, undefined, undefined, undefined],
		['2027', 3.33, undefined, undefined, 4]
	]);
	expect(withResults(annualEvaluation, survey, items, 'gone', [result])).toEqual(items);
});
