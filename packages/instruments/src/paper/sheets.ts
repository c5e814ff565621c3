import type { Item } from '@concordia/board';
import type { Sheet, SheetCell } from '@concordia/exchange';
import type { InstrumentDefinition, Locale, MatrixView } from '../definition.ts';
import { hasText, rawField } from '../fields.ts';
import { matrix } from '../matrix.ts';
import type { Cell, OrganizationName } from '../matrix.ts';
import { figureRows } from './figures.ts';
import { cardRows, linkRows, shownKinds, sourceOf } from './rows.ts';
import type { Source } from './rows.ts';

/**
 * Everything in an instrument as tables: each matrix, each kind of card and each kind of link that has any, and
 * what is computed from them.
 * At least one, if only with headings.
 */
export function instrumentSheets(
	definition: InstrumentDefinition,
	items: Iterable<Item>,
	frameId: string,
	organizations: readonly OrganizationName[],
	locale: Locale
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
	return filled.length > 0 ? filled : sheets.slice(0, 1);
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
