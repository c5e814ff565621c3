import { planSettlement } from '../annual-plan/settlement.ts';
import { readPlan } from '../annual-plan/read.ts';
import type { SettlementRow } from '../annual-plan/settlement.ts';
import { planTotals } from '../annual-plan/totals.ts';
import type { Amount } from '../annual-plan/totals.ts';
import type { LoadView, PlanView } from '../definition.ts';
import { load } from '../load.ts';
import type { LoadRow } from '../load.ts';
import { fieldOf } from '../definition.ts';
import type { Rows, Source } from './rows.ts';
import { figureWords } from './words.ts';

/** What views compute from the cards, as rows with a sum below: what each partner bears and carries. */
export function figureRows(source: Source, frameId: string): Rows[] {
	return source.definition.views.flatMap((view): Rows[] => {
		if (view.type === 'load') return loadRows(source, view, frameId);
		if (view.type === 'plan' && view.figure === 'costs') return costRows(source, view, frameId);
		return [];
	});
}

/** Amounts are counted in hundredths. */
const amount = (hundredths: number): number => hundredths / 100;

const nothing = { borne: 0, share: 0, balance: 0 };

function costRows(source: Source, { id }: PlanView, frameId: string): Rows[] {
	const { word, locale } = source;
	const say = figureWords[locale];
	const plan = readPlan(source.items, frameId, source.organizations, source.definition);
	if (plan.contributions.length === 0) return [];
	const totals = planTotals(plan);
	const settlement = planSettlement(plan);
	const shares = new Map(settlement.rows.map((row) => [row.organization, row]));
	return [
		{
			title: word(`view.${id}`),
			columns: [
				{ title: word('contribution.organization'), isFigure: false },
				{ title: word('contribution.days'), isFigure: true },
				{ title: `${word('contribution.money')} (€)`, isFigure: true, isMoney: true },
				{ title: say.borne, isFigure: true, isMoney: true },
				{ title: say.share, isFigure: true, isMoney: true },
				{ title: say.balance, isFigure: true, isMoney: true }
			],
			rows: [
				...totals.rows.map(({ organization, total }) =>
					costLine(nameOf(source, organization), total, shares.get(organization) ?? nothing)
				),
				costLine(say.total, totals.total, settlement.total)
			],
			hasTotal: true
		}
	];
}

function costLine(
	name: string,
	{ days, money }: Amount,
	{ borne, share, balance }: Omit<SettlementRow, 'organization'>
): Rows['rows'][number] {
	return [name, ...[days, money, borne, share, balance].map(amount)];
}

const rest = ['before', 'after', 'undated'] as const;

function loadRows(source: Source, view: LoadView, frameId: string): Rows[] {
	const { definition, items, organizations, locale, word } = source;
	const say = figureWords[locale];
	return view.amounts.flatMap((field): Rows[] => {
		const model = load(definition, view, items, frameId, organizations, { amount: field });
		if (model.total.total === 0 || model.year === undefined) return [];
		const others = rest.filter((key) => model.total[key] > 0);
		const line = (name: string, row: Omit<LoadRow, 'organization'>): Rows['rows'][number] => [
			name,
			...row.months.map(amount),
			...others.map((key) => amount(row[key])),
			amount(row.total)
		];
		const unit = fieldOf(definition, view.kind, field)?.unit;
		const look = { isFigure: true, isShare: true, ...(unit === 'eur' && { isMoney: true }) };
		const name = unit === undefined ? word(`${view.kind}.${field}`) : word(`unit.${unit}`);
		return [
			{
				title: `${word(`view.${view.id}`)} ${model.year} (${name})`,
				columns: [
					{ title: word(`${view.kind}.${view.organizationField}`), isFigure: false },
					...monthNames(locale).map((title) => ({ title, ...look })),
					...others.map((key) => ({ title: say[key], ...look })),
					{ title: say.total, ...look }
				],
				rows: [
					...model.rows.map((row) => line(nameOf(source, row.organization), row)),
					line(say.total, model.total)
				],
				hasTotal: true
			}
		];
	});
}

function nameOf({ organizations, word }: Source, id: string | undefined): string {
	return organizations.find((one) => one.id === id)?.name ?? word('document.others');
}

function monthNames(locale: string): string[] {
	const format = new Intl.DateTimeFormat(locale, { month: 'short', timeZone: 'UTC' });
	return Array.from({ length: 12 }, (_, month) => format.format(Date.UTC(2024, month, 1)));
}
