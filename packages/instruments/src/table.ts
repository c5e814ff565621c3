import type { FieldValue, Item } from '@concordia/board';
import { checkField, parseField } from './check.ts';
import type { Fault } from './check.ts';
import { isKind, kindOf, targetsOf, words } from './definition.ts';
import type {
	FieldDefinition,
	InstrumentDefinition,
	LinkDefinition,
	Locale,
	TableView
} from './definition.ts';
import { numberField, rawField } from './fields.ts';
import { linksOf } from './links.ts';
import type { OrganizationName } from './matrix.ts';
import { cardsOf, scopeOf } from './scope.ts';

/** A column of a table: a field of its cards, the cards they are linked with, or, with the id `text`, what stands on them. */
export interface TableColumn {
	readonly id: string;
	readonly field: FieldDefinition | undefined;
	readonly link?: LinkColumn;
}

/** The cards at the other end of a link: those it comes `from`, or those it leads `to`. */
export interface LinkColumn {
	readonly definition: LinkDefinition;
	readonly direction: 'from' | 'to';
}

/** The column of the card's own text. No field may have this id. */
export const textColumn = 'text';

export function tableColumns(
	definition: InstrumentDefinition,
	view: TableView,
	kind: string
): readonly TableColumn[] {
	const isShown = (id: string): boolean => view.fields?.includes(id) ?? true;
	const fields = (kindOf(definition, kind)?.fields ?? []).filter(
		({ id, isHidden }) => isHidden !== true && isShown(id)
	);
	return [
		{ id: textColumn, field: undefined },
		...fields.map((field) => ({ id: field.id, field })),
		...linkColumns(definition, kind).filter(({ id }) => isShown(id))
	];
}

/** One per link that begins or ends at such cards; of one among them, what each waits for. */
function linkColumns(definition: InstrumentDefinition, kind: string): TableColumn[] {
	return definition.links
		.filter((link) => link.from === kind || link.to === kind)
		.map((link) => {
			const direction = link.to === kind ? ('from' as const) : ('to' as const);
			return {
				id: `link.${link.id}.${direction}`,
				field: undefined,
				link: { definition: link, direction }
			};
		});
}

/** The name of a column. */
export function columnLabel(
	definition: InstrumentDefinition,
	kind: string,
	{ id, link }: TableColumn,
	locale: Locale
): string {
	return words(definition, locale, link ? id : `${kind}.${id}`);
}

export interface CellOption {
	readonly value: string;
	readonly label: string;
}

/** What cells of one kind of card can mean, looked up both ways. */
export interface Cells {
	readonly definition: InstrumentDefinition;
	readonly kind: string;
	readonly locale: Locale;
	/** By column, what can be chosen in it; not for columns where anything is typed. */
	readonly options: ReadonlyMap<string, readonly CellOption[]>;
	readonly labels: ReadonlyMap<string, ReadonlyMap<string, string>>;
	/** By column of links, by card: the cards at the other end. */
	readonly linked: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
}

const maxTitle = 80;

/** A card in one short line, for those who choose among many. */
export function shortTitle(item: Item): string {
	const text = (item.text ?? '').replace(/\s+/gu, ' ').trim();
	const letters = Array.from(text);
	return letters.length > maxTitle ? `${letters.slice(0, maxTitle - 1).join('')}…` : text;
}

export function cellsOf(
	definition: InstrumentDefinition,
	kind: string,
	items: Iterable<Item>,
	frameId: string,
	organizations: readonly OrganizationName[],
	locale: Locale
): Cells {
	const all = [...items];
	const { inside } = scopeOf(definition, all, frameId);
	const byId = new Map(inside.map((item) => [item.id, item]));
	const linked = new Map<string, ReadonlyMap<string, readonly string[]>>();
	const options = new Map<string, readonly CellOption[]>();
	for (const field of kindOf(definition, kind)?.fields ?? []) {
		const found = optionsOf(definition, kind, field, locale, { all, inside, organizations });
		if (found) options.set(field.id, found);
	}
	for (const { id, link } of linkColumns(definition, kind)) {
		const { direction, definition: shown } = link!;
		const near = direction === 'from' ? 'to' : 'from';
		const links = linksOf(definition, shown, all, byId).filter(({ from, to }) => from !== to);
		const cards = Map.groupBy(links, (one) => one[near]);
		linked.set(
			id,
			new Map([...cards].map(([key, own]) => [key, own.map((one) => one[direction])]))
		);
		options.set(id, cardOptions(definition, inside, [shown[direction]], locale));
	}
	const labels = new Map(
		[...options].map(([id, list]) => [id, new Map(list.map(({ value, label }) => [value, label]))])
	);
	return { definition, kind, locale, options, labels, linked };
}

function optionsOf(
	definition: InstrumentDefinition,
	kind: string,
	field: FieldDefinition,
	locale: Locale,
	from: {
		readonly all: readonly Item[];
		readonly inside: readonly Item[];
		readonly organizations: readonly OrganizationName[];
	}
): readonly CellOption[] | undefined {
	const say = (key: string): string => words(definition, locale, key);
	switch (field.type) {
		case 'choice':
			return (field.options ?? []).map((value) => ({
				value,
				label: say(`${kind}.${field.id}.${value}`)
			}));
		case 'rating':
			return ['1', '2', '3', '4', '5'].map((value) => ({ value, label: say(`rating.${value}`) }));
		case 'flag':
			return [{ value: 'yes', label: say('flag.yes') }];
		case 'organization':
		case 'organizations':
			return from.organizations.map(({ id, name }) => ({ value: id, label: name }));
		case 'item':
		case 'items': {
			const kinds = targetsOf(field);
			if (field.in === undefined) return cardOptions(definition, from.inside, kinds, locale);
			const others = from.all.filter(
				({ instrument, type, kind: own }) =>
					instrument === field.in && type === 'card' && kinds.includes(own ?? '')
			);
			return others.map((item) => cardOption(definition, item, locale));
		}
		default:
			return undefined;
	}
}

function cardOptions(
	definition: InstrumentDefinition,
	items: readonly Item[],
	kinds: readonly string[],
	locale: Locale
): readonly CellOption[] {
	return items
		.filter((item) => kinds.some((kind) => isKind(definition, item, kind)))
		.map((item) => cardOption(definition, item, locale));
}

function cardOption(definition: InstrumentDefinition, item: Item, locale: Locale): CellOption {
	const label = shortTitle(item) || words(definition, locale, 'document.untitled');
	return { value: item.id, label };
}

/** What stands between several values of one cell. */
const separator = '; ';

/** What a cell says: what is read in it, typed into it and copied from it. */
export function cellText(cells: Cells, { id, field, link }: TableColumn, item: Item): string {
	if (link) {
		const ids = cells.linked.get(id)?.get(item.id) ?? [];
		return ids.map((one) => cells.labels.get(id)?.get(one) ?? one).join(separator);
	}
	if (!field) return item.text ?? '';
	const value = rawField(item, id);
	if (value === undefined || value === null) return '';
	const labels = cells.labels.get(id);
	if (Array.isArray(value)) {
		return (value as readonly string[]).map((one) => labels?.get(one) ?? one).join(separator);
	}
	if (typeof value === 'boolean') return value ? (labels?.get('yes') ?? 'true') : '';
	if (typeof value === 'number') {
		return labels?.get(String(value)) ?? numberText(value, cells.locale);
	}
	const text = value as string;
	if (field.type === 'date' && cells.locale === 'de') return germanDay(text);
	return labels?.get(text) ?? text;
}

const numberText = (value: number, locale: Locale): string =>
	locale === 'de' ? String(value).replace('.', ',') : String(value);

const germanDay = (text: string): string =>
	text.replace(/^(\d{4})-(\d{2})-(\d{2})$/u, (_, year, month, day) => `${day}.${month}.${year}`);

/** What is wrong with a cell; undefined when nothing is. An empty cell is never wrong, only empty. */
export function cellFault(
	cells: Cells,
	{ id, field }: TableColumn,
	item: Item
): Fault | 'check.unknown' | undefined {
	if (!field) return undefined;
	const value = rawField(item, id);
	const fault = checkField(field, value);
	if (fault !== undefined) return fault === 'check.required' ? undefined : fault;
	const labels = cells.labels.get(id);
	const pointsAt = ['item', 'items', 'organization'].includes(field.type);
	if (!labels || !pointsAt || value === undefined || value === null || value === '')
		return undefined;
	const named = Array.isArray(value) ? (value as readonly string[]) : [String(value)];
	return named.every((one) => labels.has(one)) ? undefined : 'check.unknown';
}

/** The value for what somebody typed or pasted into a cell. What fits nothing stays as it was typed. */
export function parseCell(
	cells: Cells,
	{ id, field }: TableColumn,
	typed: string
): FieldValue | undefined {
	const text = typed.trim();
	if (!field || field.type === 'text') return typed;
	if (field.type === 'organizations' || field.type === 'items') {
		return partsOf(text).map((part) => optionFor(cells, id, part) ?? part);
	}
	if (text === '') return undefined;
	const option = optionFor(cells, id, text);
	if (field.type === 'flag')
		return option === 'yes' || /^(?:1|x|true|✓)$/iu.test(text) || undefined;
	if (field.type === 'rating')
		return option === undefined ? parseField(field, text, cells.locale) : Number(option);
	return option ?? parseField(field, text, cells.locale);
}

/** What is typed into a cell of several. */
function partsOf(typed: string): string[] {
	const parts = typed.split(/[;\n]/u).map((part) => part.trim());
	return parts.filter((part) => part !== '');
}

/** What has to be linked and unlinked for what somebody typed into a cell of links. */
export interface LinkChange {
	/** Ids of the cards at the other end. */
	readonly add: readonly string[];
	readonly remove: readonly string[];
	/** What names no card, or is the beginning of several names. */
	readonly unknown: readonly string[];
}

/** Of cards of one name those stay that are linked already. */
export function parseLinks(
	cells: Cells,
	{ id }: TableColumn,
	card: string,
	typed: string
): LinkChange {
	const before = cells.linked.get(id)?.get(card) ?? [];
	const labels = cells.labels.get(id);
	const wanted = new Set<string>();
	const unknown: string[] = [];
	for (const part of partsOf(typed)) {
		const same = before.find(
			(one) => !wanted.has(one) && fold(labels?.get(one) ?? one) === fold(part)
		);
		const found = same ?? optionFor(cells, id, part);
		if (found === undefined || found === card) unknown.push(part);
		else wanted.add(found);
	}
	return {
		add: [...wanted].filter((one) => !before.includes(one)),
		remove: before.filter((one) => !wanted.has(one)),
		unknown
	};
}

/** The option somebody means: by its name, its id, or the only one that begins so. */
function optionFor(cells: Cells, column: string, text: string): string | undefined {
	const options = cells.options.get(column) ?? [];
	const wanted = fold(text);
	const exact = options.find(({ value, label }) => fold(label) === wanted || value === text);
	if (exact) return exact.value;
	const beginning = options.filter(({ label }) => fold(label).startsWith(wanted));
	return beginning.length === 1 ? beginning[0]!.value : undefined;
}

const fold = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

/** A row that keeps its place while somebody is at work in the table. */
export interface HeldRow {
	readonly id: string;
	readonly group: string;
}

export interface TableOptions {
	readonly sort?: { readonly column: string; readonly isDown: boolean } | undefined;
	/** Words that all have to be in a row. */
	readonly filter?: string;
	/** The column whose values are the headings. */
	readonly groupBy?: string | undefined;
	readonly held?: readonly HeldRow[];
}

export interface TableGroup {
	/** The value all its rows have; empty for those with none that is known, and where nothing is grouped. */
	readonly key: string;
	readonly title: string;
	readonly rows: readonly Item[];
}

/**
 * The rows of a table: filtered, sorted, in groups; each card that is left in exactly one of them. Rows that
 * are held stay where they are, whatever is changed in them; new ones come last in their group.
 */
export function tableRows(
	cells: Cells,
	columns: readonly TableColumn[],
	items: Iterable<Item>,
	frameId: string,
	{ sort, filter = '', groupBy, held = [] }: TableOptions = {}
): readonly TableGroup[] {
	const cards = cardsOf(scopeOf(cells.definition, items, frameId), cells.kind);
	const heldGroup = new Map(held.map(({ id, group }) => [id, group]));
	const wanted = fold(filter).split(/\s+/u).filter(Boolean);
	const matches = (item: Item): boolean => {
		if (wanted.length === 0 || heldGroup.has(item.id)) return true;
		const text = fold(columns.map((column) => cellText(cells, column, item)).join('\n'));
		return wanted.every((word) => text.includes(word));
	};
	const left = cards.filter(matches);
	const sorted = sort ? sortBy(cells, columns, left, sort.column, sort.isDown) : left;
	const places = new Map(held.map(({ id }, index) => [id, index]));
	const placeOf = ({ id }: Item): number => places.get(id) ?? held.length;
	const rows = held.length > 0 ? sorted.toSorted((a, b) => placeOf(a) - placeOf(b)) : sorted;
	const labels = groupBy === undefined ? undefined : cells.labels.get(groupBy);
	const groupOf = (item: Item): string => {
		const known = heldGroup.get(item.id);
		if (known !== undefined) return known;
		const value = groupBy === undefined ? '' : rawField(item, groupBy);
		return typeof value === 'string' && labels?.has(value) === true ? value : '';
	};
	const byGroup = Map.groupBy(rows, groupOf);
	const keys = new Set([...(labels?.keys() ?? []), ...byGroup.keys()].filter((key) => key !== ''));
	return [...keys, ''].flatMap((key) => {
		const own = byGroup.get(key);
		if (!own) return [];
		const none = words(cells.definition, cells.locale, 'group.none');
		return [{ key, title: labels?.get(key) ?? (groupBy === undefined ? '' : none), rows: own }];
	});
}

/** Numbers by their size, everything else by its words; empty cells come last either way. */
function sortBy(
	cells: Cells,
	columns: readonly TableColumn[],
	rows: readonly Item[],
	by: string,
	isDown: boolean
): Item[] {
	const column = columns.find(({ id }) => id === by);
	if (!column) return [...rows];
	const collator = new Intl.Collator(cells.locale, { numeric: true });
	const sign = isDown ? -1 : 1;
	const isNumber = column.field?.type === 'number' || column.field?.type === 'rating';
	const isDay = column.field?.type === 'date';
	const keyed = rows.map((item) => {
		const text = isDay ? String(rawField(item, by) ?? '') : cellText(cells, column, item).trim();
		return { item, text, number: isNumber ? numberField(item, by) : undefined };
	});
	return keyed
		.toSorted((a, b) => {
			if (a.text === '' || b.text === '') return Number(a.text === '') - Number(b.text === '');
			if (a.number !== undefined && b.number !== undefined) return sign * (a.number - b.number);
			if ((a.number === undefined) !== (b.number === undefined) && isNumber) {
				return Number(a.number === undefined) - Number(b.number === undefined);
			}
			return sign * collator.compare(a.text, b.text);
		})
		.map(({ item }) => item);
}

/** The columns by which rows can be grouped. */
export function groupColumns(columns: readonly TableColumn[]): readonly TableColumn[] {
	const types: readonly string[] = ['organization', 'choice', 'item'];
	return columns.filter(({ field }) => field && types.includes(field.type));
}
