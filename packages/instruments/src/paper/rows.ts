import type { SheetCell } from '@concordia/exchange';
import type { Item } from '@concordia/board';
import { isDay, regionOf } from '../day.ts';
import { hasWords, words } from '../definition.ts';
import type {
	FieldDefinition,
	InstrumentDefinition,
	KindDefinition,
	LinkDefinition,
	Locale
} from '../definition.ts';
import { hasText, numberField, rawField } from '../fields.ts';
import { namingOf } from '../document.ts';
import { fieldText } from '../field-text.ts';
import type { Naming } from '../field-text.ts';
import { linksOf } from '../links.ts';
import type { OrganizationName } from '../matrix.ts';
import { cardsOf, scopeOf } from '../scope.ts';
import type { Scope } from '../scope.ts';

/** What the rows of an instrument are made from. */
export interface Source {
	readonly definition: InstrumentDefinition;
	readonly items: readonly Item[];
	readonly scope: Scope;
	readonly organizations: readonly OrganizationName[];
	readonly locale: Locale;
	readonly naming: Naming;
	readonly word: (key: string) => string;
}

export interface RowColumn {
	readonly title: string;
	readonly isFigure: boolean;
	/** To the cent, in groups of thousands. */
	readonly isMoney?: boolean;
	/** Shares of an amount: whole or to the hundredth, so that they line up; nothing is a dash. */
	readonly isShare?: boolean;
}

/** Cards or links of one kind, one below the other, with all that is known about them. */
export interface Rows {
	readonly title: string;
	readonly columns: readonly RowColumn[];
	readonly rows: readonly (readonly SheetCell[])[];
	/** The last row is the sum of the others. */
	readonly hasTotal?: boolean;
	/** The column of the card that each row belongs to, where every row has to belong to one. */
	readonly parent?: number;
}

export function sourceOf(
	definition: InstrumentDefinition,
	items: Iterable<Item>,
	frameId: string,
	organizations: readonly OrganizationName[],
	locale: Locale
): Source {
	const all = [...items];
	const scope = scopeOf(definition, all, frameId);
	return {
		definition,
		items: all,
		scope,
		organizations,
		locale,
		naming: namingOf(scope, organizations, locale),
		word: (key) => words(definition, locale, key)
	};
}

/** The cards of a kind as rows: their text, then field by field. */
export function cardRows(source: Source, kind: KindDefinition): Rows {
	const { scope, word } = source;
	const fields = kind.fields.filter((field) => !field.isHidden);
	const parent = fields.findIndex(({ type, required }) => type === 'item' && required === true);
	return {
		title: word(`kind.${kind.id}.many`),
		...(parent !== -1 && { parent: parent + 1 }),
		columns: [
			{ title: word(`kind.${kind.id}`), isFigure: false },
			...fields.map((field) => columnOf(source, kind.id, field))
		],
		rows: cardsOf(scope, kind.id).map((item) => [
			(item.text ?? '').trim(),
			...fields.map((field) => cellOf(source, kind.id, field, item))
		])
	};
}

/** The links of a kind as rows: from where to where, what they say, then field by field. */
export function linkRows(source: Source, link: LinkDefinition): Rows {
	const { definition, items, scope, word } = source;
	const inside = new Map(scope.inside.map((item) => [item.id, item]));
	const fields = (link.fields ?? []).filter((field) => !field.isHidden);
	const columns: RowColumn[] = [
		{ title: word(`kind.${link.from}`), isFigure: false },
		{ title: firstWord(source, `link.${link.id}.to`, `link.${link.id}`), isFigure: false },
		...(hasWords(definition, `${link.id}.text`)
			? [{ title: word(`${link.id}.text`), isFigure: false }]
			: []),
		...fields.map((field) => columnOf(source, link.id, field))
	];
	const rows = linksOf(definition, link, items, inside).map(({ id, from, to }) => {
		const item = scope.byId.get(id)!;
		return [
			titleOf(source, inside.get(from)),
			titleOf(source, inside.get(to)),
			...(hasWords(definition, `${link.id}.text`) ? [(item.text ?? '').trim()] : []),
			...fields.map((field) => cellOf(source, link.id, field, item))
		];
	});
	return { title: firstWord(source, `link.${link.id}.many`, `link.${link.id}`), columns, rows };
}

function columnOf({ word }: Source, kind: string, field: FieldDefinition): RowColumn {
	const name = word(`${kind}.${field.id}`);
	const unit = field.unit === undefined ? '' : word(`unit.${field.unit}`);
	const isSaid = name.toLowerCase().includes(unit.toLowerCase());
	return {
		title: isSaid ? name : `${name} (${unit})`,
		isFigure: field.type === 'number' || field.type === 'rating',
		...(field.unit === 'eur' && { isMoney: true })
	};
}

/** The first of these words that an instrument has, as the beginning of a line. */
function firstWord({ definition, word }: Source, ...keys: readonly string[]): string {
	const found = word(keys.find((key) => hasWords(definition, key)) ?? keys.at(-1)!);
	return `${found.slice(0, 1).toUpperCase()}${found.slice(1)}`;
}

/** A field as it stands in a table. What somebody typed that is no number or day stays as typed. */
function cellOf({ naming }: Source, kind: string, field: FieldDefinition, item: Item): SheetCell {
	const value = rawField(item, field.id);
	if (field.type === 'number' || field.type === 'rating') {
		const number = numberField(item, field.id);
		if (number !== undefined) return number;
	}
	if (field.type === 'date' && typeof value === 'string' && isDay(value)) return { day: value };
	return fieldText(naming, kind, field, value) || null;
}

/** What a card is called elsewhere. */
export function titleOf({ word }: Source, item: Item | undefined): string {
	return item && hasText(item)
		? item.text!.replaceAll(/\s+/gu, ' ').trim()
		: word('document.untitled');
}

/** A day as readers write it: in full as on a cover, or short as in a table. */
export function formatDay(day: string, locale: Locale, dateStyle: 'long' | 'medium'): string {
	const language = regionOf(locale);
	const format = new Intl.DateTimeFormat(language, { dateStyle, timeZone: 'UTC' });
	const text = format.format(new Date(day));
	// In the narrow columns of a table a day isn't broken at the end of a line.
	return dateStyle === 'medium' ? text.replaceAll(' ', '\u00A0') : text;
}

const hundredths = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
const asWritten = { useGrouping: 'min2', maximumFractionDigits: 15 } as const;

/** A cell as readers read it. Figures of four digits get no mark for thousands, as one may be a year; money does. */
export function formatValue(
	cell: SheetCell,
	locale: Locale,
	{ isMoney = false, isShare = false }: Pick<RowColumn, 'isMoney' | 'isShare'> = {}
): string {
	if (cell === null || (isShare && cell === 0)) return '';
	if (typeof cell === 'number') {
		const isFine = isMoney || (isShare && !Number.isInteger(cell));
		const format = isFine ? hundredths : asWritten;
		// A hyphen could stand alone at the end of a line.
		return new Intl.NumberFormat(locale, format).format(cell).replace(/^-/u, '\u2212');
	}
	return typeof cell === 'object' ? formatDay(cell.day, locale, 'medium') : String(cell);
}

/** The kinds whose cards people fill in; placeholders, for one, are none. */
export function shownKinds({ kinds }: InstrumentDefinition): readonly KindDefinition[] {
	return kinds.filter(
		({ isAddable, fields }) => isAddable || fields.some((field) => field.isHidden !== true)
	);
}
