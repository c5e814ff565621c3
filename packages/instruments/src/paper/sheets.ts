import type { Item } from '@concordia/board';
import { confirmationFacts } from '@concordia/exchange';
import type { Sheet, SheetCell } from '@concordia/exchange';
import { decisionLines } from '../decision-lines.ts';
import { wordingLines } from '../decision.ts';
import type { DecisionFacts } from '../decision.ts';
import type { InstrumentDefinition, Locale, MatrixView } from '../definition.ts';
import { hasText, rawField } from '../fields.ts';
import { matrix } from '../matrix.ts';
import type { Cell, OrganizationName } from '../matrix.ts';
import { figureRows } from './figures.ts';
import { paperVersion } from './paper.ts';
import type { MetaVersion } from './paper.ts';
import { cardRows, linkRows, shownKinds, sourceOf } from './rows.ts';
import type { Source } from './rows.ts';
import { paperWords } from './words.ts';

/** What was settled about the tables. */
export interface Settled {
	/** The frozen version that they say the same as. */
	readonly version?: MetaVersion;
	/** What was put to decision in the session, in that order. */
	readonly decisions?: readonly DecisionFacts[];
}

/**
 * Everything in an instrument as tables: each matrix, each kind of card and each kind of link that has any, and
 * what is computed from them; then what was decided, and who stands by the version.
 * At least one, if only with headings.
 */
export function instrumentSheets(
	definition: InstrumentDefinition,
	items: Iterable<Item>,
	frameId: string,
	organizations: readonly OrganizationName[],
	locale: Locale,
	{ version, decisions = [] }: Settled = {}
): readonly Sheet[] {
	const source = sourceOf(definition, items, frameId, organizations, locale);
	const matrices = definition.views
		.filter((view) => view.type === 'matrix')
		.map((view) => matrixSheet(source, view, frameId));
	const kinds = shownKinds(definition).map((kind) => cardRows(source, kind));
	const links = definition.links.map((link) => linkRows(source, link));
	const sheets = [
		...matrices,
		...[...kinds, ...links, ...figureRows(source, frameId)].map(toSheet)
	];
	const filled = sheets.filter(({ rows }) => rows.length > 0);
	const own = decisions.filter(({ frame }) => frame === frameId);
	return [
		...(filled.length > 0 ? filled : sheets.slice(0, 1)),
		...(own.length > 0 ? [decisionSheet(source, own)] : []),
		...(version ? [versionSheet(version, locale)] : [])
	];
}

/** Everything that was put to decision: what it came to, by which rule, the exact wording, who said what. */
function decisionSheet(source: Source, decisions: readonly DecisionFacts[]): Sheet {
	const { definition, organizations, locale, word } = source;
	const view = definition.views.find(({ type }) => type === 'decision');
	const kind = view?.type === 'decision' ? word(`kind.${view.kind}`) : '';
	return {
		name: word('decision'),
		columns: [kind, word('decision'), ''].map((title) => ({ title })),
		rows: decisions.flatMap((decision) => {
			const named = { locale, organizations };
			const title = wordingLines(definition, decision.wording, named)?.[0]?.text ?? '';
			return decisionLines(definition, decision, locale, organizations).map(({ label, text }) => [
				title,
				label,
				text
			]);
		})
	};
}

function versionSheet(version: MetaVersion, locale: Locale): Sheet {
	const known = paperWords[locale];
	return {
		name: known.version,
		columns: [{ title: known.version }, { title: String(version.number) }],
		rows: [
			[known.hash, version.hash],
			...confirmationFacts({ version: paperVersion(version, locale), words: known })
		]
	};
}

function toSheet({ title, columns, rows }: ReturnType<typeof cardRows>): Sheet {
	return {
		name: title,
		columns: columns.map(({ title: name, isMoney }) => ({
			title: name,
			...(isMoney && { isMoney })
		})),
		rows
	};
}

/** One row per card, one column per organization, in the cells what each says on it. */
function matrixSheet(source: Source, view: MatrixView, frameId: string): Sheet {
	const { definition, items, organizations, word } = source;
	const table = matrix(definition, view, items, frameId, organizations);
	const others = table.rows.some((row) => row.others.length > 0);
	return {
		name: word(`view.${view.id}`),
		columns: [
			{ title: word(`kind.${view.rows}`) },
			...organizations.map(({ name }) => ({ title: name })),
			...(others ? [{ title: word('document.others') }] : [])
		],
		rows: table.rows.map((row): readonly SheetCell[] => [
			(row.item.text ?? '').trim(),
			...row.cells.map((cell) => cellText(source, view, cell)),
			...(others ? [entriesText(source, view, row.others)] : [])
		])
	};
}

function cellText(source: Source, view: MatrixView, { entries, state }: Cell): string {
	if (state !== 'given') return source.word(`state.${state}`);
	return entriesText(source, view, entries);
}

function entriesText({ word }: Source, view: MatrixView, entries: readonly Item[]): string {
	return entries
		.map((entry) => {
			const value = view.valueField === undefined ? undefined : rawField(entry, view.valueField);
			const answer =
				value === undefined ? [] : [word(`${view.cells}.${view.valueField}.${String(value)}`)];
			return [...answer, ...(hasText(entry) ? [entry.text!.trim()] : [])].join(': ');
		})
		.filter((text) => text !== '')
		.join('\n');
}
