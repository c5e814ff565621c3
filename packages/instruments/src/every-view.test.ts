// Every type of view of every instrument, on anything that can be on a board: it never fails, each card stands in
// exactly one place, and totals are the sum of their parts. A new type of view has to be entered below.
import type { Item } from '@concordia/board';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { comparePlans } from './annual-plan/compare.ts';
import { planMissing } from './annual-plan/missing.ts';
import { readPlan } from './annual-plan/read.ts';
import { planReviews } from './annual-plan/review.ts';
import { planSettlement } from './annual-plan/settlement.ts';
import { planTotals } from './annual-plan/totals.ts';
import { agreementOn, ratedRows } from './agreement.ts';
import { linkGraph } from './causes.ts';
import { proposalTerms, proposalWording, wordingLines } from './decision.ts';
import type { InstrumentDefinition, View } from './definition.ts';
import { instrumentDocument } from './document.ts';
import { hundredths, sum } from './exact.ts';
import { hasText, numberField } from './fields.ts';
import { formatFrozen, frozenOf, parseFrozen } from './frozen.ts';
import { grid } from './grid.ts';
import { laneMap } from './lanes.ts';
import { list } from './list.ts';
import { load } from './load.ts';
import { matrix } from './matrix.ts';
import { isSolution, solutionsIn, unheard } from './parking.ts';
import { plane } from './plane.ts';
import { radar } from './radar.ts';
import { restated } from './restate.ts';
import { instruments } from './registry.ts';
import { cardsOf, scopeOf } from './scope.ts';
import {
	isSealable,
	revealedCard,
	sealedContent,
	sealedParties,
	sealedSubjects
} from './sealed.ts';
import { scorecard } from './scorecard.ts';
import { stances } from './stances.ts';
import { cellsOf, cellText, tableColumns, tableRows } from './table.ts';
import { anyBoard, anyId, organizations } from './testing/any-board.ts';
import { askedIn, resultCards, resultFields, withResults } from './survey.ts';
import { timeline } from './timeline.ts';
import { wordings } from './wordings.ts';

interface Case {
	readonly definition: InstrumentDefinition;
	readonly items: readonly Item[];
	readonly frame: string;
}

const cards = ({ definition, items, frame }: Case, ...kinds: readonly string[]): Item[] => {
	const scope = scopeOf(definition, items, frame);
	return kinds.flatMap((kind) => cardsOf(scope, kind));
};

function once(given: readonly Item[], shown: readonly Item[]): void {
	expect(shown.map(({ id }) => id).toSorted()).toEqual(given.map(({ id }) => id).toSorted());
}

const checks: {
	readonly [Type in View['type']]: (view: Extract<View, { type: Type }>, on: Case) => void;
} = {
	matrix(view, on) {
		const { definition, items, frame } = on;
		const table = matrix(definition, view, items, frame, organizations);
		once(
			cards(on, view.rows),
			table.rows.flatMap(({ item, wordings: merged }) => [item, ...merged])
		);
		// Answers may lie anywhere on the board; those in the frame are all shown.
		const shown = [
			...table.rows.flatMap((row) => [
				...row.cells.flatMap(({ entries }) => entries),
				...row.others
			]),
			...table.loose
		];
		expect(new Set(shown).size).toBe(shown.length);
		expect(cards(on, view.cells).filter((card) => !shown.some(({ id }) => id === card.id))).toEqual(
			[]
		);
		const { given, passed, gaps } = table.totals;
		expect(given + passed + gaps).toBe(table.rows.length * organizations.length);
		expect(sum(table.rows.map((row) => row.gaps))).toBe(gaps);
		expect(sum(table.gapsByOrganization)).toBe(gaps);
	},
	list(view, on) {
		const groups = list({ ...on, locale: 'en', organizations }, view, on.items, on.frame);
		once(
			cards(on, ...view.kinds),
			groups.flatMap((group) => group.items)
		);
	},
	grid(view, on) {
		const found = grid({ ...on, locale: 'de', organizations }, view, on.items, on.frame);
		once(cards(on, view.kind), [...found.cells.flat(2), ...found.unplaced]);
	},
	plane(view, on) {
		const found = plane({ ...on, locale: 'en', organizations }, view, on.items, on.frame);
		once(cards(on, view.kind), [...found.points.map(({ item }) => item), ...found.unplaced]);
		for (const { x, y } of found.points) {
			expect(Math.min(x, y) >= 0 && Math.max(x, y) <= 1).toBe(true);
		}
	},
	radar(view, on) {
		const found = radar({ ...on, locale: 'de', organizations }, view, on.items, on.frame);
		const means = found.lines.flatMap((line) => line.means);
		once(cards(on, view.kind), [...means.flatMap((mean) => mean.items), ...found.unplaced]);
		for (const { mean, items: of } of means) expect(mean === undefined).toBe(of.length === 0);
	},
	restate(view, on) {
		const { rows, loose } = restated(on.definition, view, on.items, on.frame);
		once(
			cards(on, view.of),
			rows.map(({ item }) => item)
		);
		once(cards(on, view.kind), [...rows.flatMap((row) => row.restatements), ...loose]);
	},
	sealed(view, on) {
		const { definition, items, frame } = on;
		once(
			view.of === undefined ? [] : cards(on, view.of.kind),
			sealedSubjects(definition, view, items, frame)
		);
		for (const subject of sealedSubjects(definition, view, items, frame)) {
			expect(sealedParties(definition, view, subject, organizations)).not.toEqual([]);
		}
		// What a card says comes back as it was sealed, whatever somebody wrote into it.
		for (const item of cards(on, ...view.kinds)) {
			const content = sealedContent(definition, view, item);
			expect(isSealable(definition, view, content)).toBe(true);
			const about = { organization: 'PN', item: 'somewhere' };
			const card = revealedCard(definition, view, 'new', content, about);
			const shown = { ...item, text: card.text ?? '', fields: card.fields ?? {} };
			expect(sealedContent(definition, view, shown)).toEqual(content);
		}
	},
	decision(view, on) {
		for (const card of cards(on, view.kind)) {
			const { rule, share } = proposalTerms(view, card);
			expect(rule === 'majority' || share === null).toBe(true);
			const wording = proposalWording(on.definition, view, on.items, on.frame, card.id);
			expect(wording === null).toBe(!hasText(card));
			const lines = wordingLines(on.definition, wording ?? '', { locale: 'de', organizations });
			expect(lines?.[0]?.text).toBe(wording === null ? undefined : card.text);
		}
	},
	survey(view, on) {
		const { asked, leftOut } = askedIn(on.definition, view, on.items, on.frame);
		once(cards(on, view.kind), [...asked.map(({ item }) => item), ...leftOut]);
		expect(asked.every(({ item }) => hasText(item))).toBe(true);
		const means = { culture: 2.5, content: 4 };
		const result = { year: 2027, answers: 9, means };
		const shown = withResults(on.definition, view, on.items, on.frame, [result]);
		const ofYear = resultCards(on.definition, view, shown, on.frame, 2027);
		const isThere = on.items.some(({ id }) => id === on.frame);
		if (isThere) expect(ofYear.map(({ fields }) => fields)).toEqual(resultFields(view, result));
	},
	graph(view, on) {
		const { nodes, edges, roots, loops } = linkGraph(on.definition, view.link, on.items, on.frame);
		const link = on.definition.links.find(({ id }) => id === view.link)!;
		once(
			cards(on, ...new Set([link.from, link.to])),
			nodes.flatMap(({ item, wordings: merged }) => [item, ...merged])
		);
		const known = new Set(nodes.map(({ item }) => item.id));
		expect(edges.every(({ from, to }) => known.has(from) && known.has(to))).toBe(true);
		expect([...roots, ...loops.flat()].every(({ id }) => known.has(id))).toBe(true);
	},
	table(view, on) {
		for (const kind of view.kinds) {
			const columns = tableColumns(on.definition, view, kind);
			const cells = cellsOf(on.definition, kind, on.items, on.frame, organizations, 'en');
			for (const { id } of columns) {
				const groups = tableRows(cells, columns, on.items, on.frame, {
					sort: { column: id, isDown: true },
					groupBy: id
				});
				once(
					cards(on, kind),
					groups.flatMap(({ rows }) => rows)
				);
				for (const column of columns) {
					for (const card of cards(on, kind))
						expect(cellText(cells, column, card)).toBeTypeOf('string');
				}
			}
		}
	},
	timeline(view, on) {
		const lines = timeline(on.definition, view, on.items, on.frame, organizations, {
			groupBy: view.organizationField
		});
		once(
			cards(on, view.kind),
			lines.groups.flatMap(({ bars }) => bars.map(({ item }) => item))
		);
		once(view.milestones ? cards(on, view.milestones.kind) : [], [
			...lines.milestones.map(({ item }) => item),
			...lines.undated
		]);
	},
	load(view, on) {
		for (const amount of view.amounts) {
			const found = load(on.definition, view, on.items, on.frame, organizations, { amount });
			const given = cards(on, view.kind).map(
				(card) => hundredths(numberField(card, amount), 1e8) ?? 0
			);
			expect(found.total.total).toBe(sum(given));
			expect(sum(found.rows.map(({ total }) => total))).toBe(found.total.total);
			for (const row of [...found.rows, found.total]) {
				expect(row.before + sum(row.months) + row.after + row.undated).toBe(row.total);
			}
		}
	},
	scorecard(view, on) {
		const found = scorecard(on.definition, view, on.items, on.frame);
		const given = cards(on, ...view.kinds);
		once(
			given,
			found.parts.flatMap(({ rows }) => rows.map(({ item }) => item))
		);
		expect(sum(Object.values(found.counts))).toBe(given.length);
	},
	lanes(view, on) {
		const map = laneMap(on.definition, view, on.items, on.frame, organizations);
		once(
			cards(on, view.kind),
			map.lanes.flatMap(({ steps }) => steps)
		);
		once(cards(on, view.kind), map.steps);
		if (view.pin)
			once(
				cards(on, view.pin.kind),
				map.pins.map(({ item }) => item)
			);
	},
	plan(_, on) {
		const plan = readPlan(on.items, on.frame, organizations);
		const totals = planTotals(plan);
		expect(sum(totals.rows.map(({ total }) => total.money))).toBe(totals.total.money);
		const { total } = planSettlement(plan);
		expect([total.share, total.balance]).toEqual([total.borne, 0]);
		const reviews = planReviews(plan);
		const said = reviews.rows.flatMap(({ cells, others }) => [
			...cells.flatMap(({ entries }) => entries),
			...others
		]);
		once(
			cards(on, 'review'),
			[...said, ...reviews.loose].map(({ item }) => item)
		);
		once(
			cards(on, 'objective', 'activity'),
			reviews.rows.map(({ subject }) => subject.item)
		);
		const { objectives } = comparePlans(plan, plan);
		once(
			cards(on, 'objective'),
			objectives.flatMap(({ now }) => now?.item ?? [])
		);
		expect(planMissing(plan).every(({ code }) => code !== undefined)).toBe(true);
	},
	stances(view, on) {
		const found = stances(on.definition, view, on.items, on.frame, organizations);
		once(cards(on, view.columns), found.columns);
		const shown = found.rows.flatMap((row) => [
			...row.own,
			...row.cells.flatMap((cell) => cell.cards)
		]);
		once(
			[...cards(on, view.cells), ...cards(on, view.beside).filter(hasText)],
			[...shown, ...found.loose]
		);
		for (const [at, counts] of found.totals.entries()) {
			const answered = found.rows.filter(({ cells }) => cells[at]!.value !== undefined);
			expect(sum(Object.values(counts))).toBe(answered.length);
		}
	},
	wordings(view, on) {
		const found = wordings(on.definition, view, on.items, on.frame);
		once(
			cards(on, ...view.paragraphs),
			found.paragraphs.map(({ paragraph }) => paragraph)
		);
		once(
			[...cards(on, view.alternatives), ...cards(on, view.objections).filter(hasText)],
			[
				...found.paragraphs.flatMap(({ alternatives, objections }) => [
					...alternatives,
					...[...objections.values()].flat()
				]),
				...found.loose
			]
		);
	},
	versions(_, on) {
		const frozen = frozenOf(on.definition, on.items, on.frame);
		expect(parseFrozen(formatFrozen(frozen))).toEqual(frozen);
		const known = new Set(frozen.cards.map(({ id }) => id));
		expect(known.size).toBe(frozen.cards.length);
		expect(frozen.links.every(({ from, to }) => known.has(from) && known.has(to))).toBe(true);
	},
	parking(_, on) {
		const { parked, open } = solutionsIn(on.definition, on.items, on.frame);
		const { kind, placeholder } = on.definition.parking!;
		once(cards(on, kind, placeholder), [...parked, ...open]);
		expect(open.every((item) => isSolution(on.definition, item))).toBe(true);
		for (const { gaps } of unheard(on.definition, on.items, on.frame, organizations)) {
			expect(gaps).toBeGreaterThan(0);
		}
	},
	agreement(view, on) {
		const rows = ratedRows(on.definition, view, on.items, on.frame);
		once(
			cards(on, view.rows),
			rows.flatMap(({ item, wordings: merged }) => [item, ...merged])
		);
		// Ratings are no part of the board: one per card and organization stands for them.
		const ratings = cards(on, view.rows).map((card, at) => ({
			organization: ['PN', 'CC', 'gone', null][at % 4]!,
			grade: numberField(card, 'grade') ?? at % 7
		}));
		const found = agreementOn(ratings, organizations);
		expect(sum(found.grades)).toBe(found.count);
		expect(sum(found.byOrganization.map(({ count }) => count))).toBe(found.count);
	},
	document(_, on) {
		const model = instrumentDocument(on.definition, on.items, on.frame, organizations, 'de');
		expect(model.blocks.length).toBeGreaterThan(0);
	}
};

for (const definition of instruments) {
	test(`the views of "${definition.id}" never fail, show each card once, and their totals agree`, () => {
		expect(definition.views.filter(({ type }) => !Object.hasOwn(checks, type))).toEqual([]);
		fc.assert(
			fc.property(anyBoard(definition), fc.oneof(fc.constant('f'), anyId), (items, frame) => {
				for (const view of definition.views) {
					const check = checks[view.type] as (shown: View, on: Case) => void;
					check(view, { definition, items, frame });
				}
			}),
			{ numRuns: 60 }
		);
	});
}
