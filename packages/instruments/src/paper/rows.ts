import type { Day, SheetCell } from '@concordia/exchange';
import type { FieldValue, Item } from '@concordia/board';
import { isDay } from '../day.ts';
import { hasWords, words } from '../definition.ts';
import type {
	FieldDefinition,
	InstrumentDefinition,
	KindDefinition,
	LinkDefinition,
	Locale
} from '../definition.ts';
import { hasText, numberField, rawField } from '../fields.ts';
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
	readonly word: (key: string) => string;
}

export interface RowColumn {
	readonly title: string;
	readonly isFigure: boolean;
}

/** Cards or links of one kind, one below the other, with all that is known about them. */
export interface Rows {
	readonly title: string;
	readonly columns: readonly RowColumn[];
	readonly rows: readonly (readonly SheetCell[])[];
}

export function sourceOf(
	definition: InstrumentDefinition,
	items: Iterable<Item>,
	frameId: string,
	organizations: readonly OrganizationName[],
	locale: Locale
): Source {
	const all = [...items];
	return {
		definition,
		items: all,
		scope: scopeOf(definition, all, frameId),
		organizations,
		locale,
		word: (key) => words(definition, locale, key)
	};
}

/** The cards of a kind as rows: their text, then field by field. */
export function cardRows(source: Source, kind: KindDefinition): Rows {
	const { scope, word } = source;
	const fields = kind.fields.filter((field) => !field.isHidden);
	return {
		title: word(`kind.${kind.id}.many`),
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
		{ title: word(`link.${link.id}`), isFigure: false },
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
	return { title: word(`link.${link.id}`), columns, rows };
}

function columnOf({ word }: Source, kind: string, field: FieldDefinition): RowColumn {
	const name = word(`${kind}.${field.id}`);
	const unit = field.unit === undefined ? '' : word(`unit.${field.unit}`);
	const isSaid = name.toLowerCase().includes(unit.toLowerCase());
	return {
		title: isSaid ? name : `${name} (${unit})`,
		isFigure: field.type === 'number' || field.type === 'rating'
	};
}

/** A field as it stands in a table. What somebody typed that is no number or day stays as typed. */
function cellOf(source: Source, kind: string, field: FieldDefinition, item: Item): SheetCell {
	const { word } = source;
	const value = rawField(item, field.id);
	if (value === undefined || value === null || value === '') return null;
	switch (field.type) {
		case 'number':
		case 'rating':
			return numberField(item, field.id) ?? typed(value);
		case 'date':
			return typeof value === 'string' && isDay(value) ? { day: value } : typed(value);
		case 'flag':
			return word(value === true ? 'flag.yes' : 'flag.no');
		case 'choice': {
			const isKnown = typeof value === 'string' && (field.options ?? []).includes(value);
			return isKnown ? word(`${kind}.${field.id}.${value}`) : typed(value);
		}
		case 'organization':
			return organizationName(source, typed(value));
		case 'organizations':
			return listOf(value)
				.map((id) => organizationName(source, id))
				.join('; ');
		case 'item':
		case 'items':
			return listOf(value)
				.map((id) => source.scope.byId.get(id))
				.filter((card) => card !== undefined)
				.map((card) => titleOf(source, card))
				.join('; ');
		default:
			return typed(value).trim();
	}
}

function typed(value: FieldValue): string {
	return Array.isArray(value) ? value.join('; ') : String(value);
}

function listOf(value: FieldValue): readonly string[] {
	return Array.isArray(value) ? value.map(String) : [String(value)];
}

function organizationName({ organizations }: Source, id: string): string {
	return organizations.find((organization) => organization.id === id)?.name ?? id;
}

/** What a card is called elsewhere. */
export function titleOf({ word }: Source, item: Item | undefined): string {
	return item && hasText(item)
		? item.text!.replaceAll(/\s+/gu, ' ').trim()
		: word('document.untitled');
}

/** A day as readers write it. */
export function formatDay({ day }: Day, locale: Locale): string {
	const [year = '', month = '', date = ''] = day.split('-');
	if (locale === 'de') return `${Number(date)}.${Number(month)}.${year}`;
	return `${Number(date)} ${months[Number(month) - 1] ?? ''} ${year}`;
}

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** A day in full, as on a cover. */
export function formatDate(day: string, locale: Locale): string {
	return new Intl.DateTimeFormat(locale === 'de' ? 'de-DE' : 'en-GB', {
		dateStyle: 'long',
		timeZone: 'UTC'
	}).format(new Date(day));
}

/** A cell as readers read it. */
export function formatValue(cell: SheetCell, locale: Locale): string {
	if (cell === null) return '';
	if (typeof cell === 'number') {
		return new Intl.NumberFormat(locale, { maximumFractionDigits: 10 }).format(cell);
	}
	return typeof cell === 'object' ? formatDay(cell, locale) : String(cell);
}

/** Is the card of a kind that a view of this instrument shows? Placeholders, for one, are not. */
export function isShown(kind: KindDefinition): boolean {
	return kind.isAddable || kind.fields.some((field) => !field.isHidden);
}
