import type { ColorToken, Item, Size } from '@concordia/board';

export type Locale = 'en' | 'de';

/**
 * How a field is filled in: a shared text, one of some options, a number, a day (`2026-11-21`), several
 * organizations or other words, one organization, another item, yes or no.
 */
export type FieldType =
	| 'text'
	| 'choice'
	| 'number'
	| 'date'
	| 'organizations'
	| 'organization'
	| 'item'
	| 'flag';

export interface FieldDefinition {
	readonly id: string;
	readonly type: FieldType;
	readonly required?: boolean;
	/** For `choice`: the values, each with its word under `<kind>.<field>.<value>`. */
	readonly options?: readonly string[];
	/** For `item`: the kind it points at. */
	readonly of?: string;
	/** Set by the program; not offered in forms. */
	readonly isHidden?: boolean;
}

export interface KindDefinition {
	readonly id: string;
	readonly color: ColorToken;
	readonly size: Size;
	/** The zone where new ones are put. */
	readonly zone: string;
	/** Fields beside the text every card has. */
	readonly fields: readonly FieldDefinition[];
	/** The field with the organization whose voice the card is: only its people are offered to change it. */
	readonly ownedBy?: string;
	/** People add these one by one; others come about by parking or in a table. */
	readonly isAddable: boolean;
}

export interface LinkDefinition {
	readonly id: string;
	readonly from: string;
	readonly to: string;
}

/** A part of the frame, in fractions of its width and height below the title. */
export interface ZoneDefinition {
	readonly id: string;
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

/** One row per card of a kind, one column per organization, in the cells what each organization says on it. */
export interface MatrixView {
	readonly id: string;
	readonly type: 'matrix';
	readonly rows: string;
	/** Fields of the row shown beside its text. */
	readonly rowFields: readonly string[];
	readonly cells: string;
	/** Fields of a cell's card: the row it belongs to, whose it is, whether they pass. */
	readonly rowField: string;
	readonly organizationField: string;
	readonly passedField: string;
}

export interface GraphView {
	readonly id: string;
	readonly type: 'graph';
	readonly link: string;
}

export interface DocumentView {
	readonly id: string;
	readonly type: 'document';
}

export type View = MatrixView | GraphView | DocumentView;

/** Where cards go that come too early, and what stays in their place. */
export interface ParkingDefinition {
	readonly kind: string;
	readonly placeholder: string;
	readonly organizationField: string;
	readonly rowField: string;
}

/** A structured exercise as data: what may be on it, how it is filled in, how it is shown. */
export interface InstrumentDefinition {
	readonly id: string;
	readonly version: number;
	readonly frameSize: Size;
	readonly kinds: readonly KindDefinition[];
	readonly links: readonly LinkDefinition[];
	readonly zones: readonly ZoneDefinition[];
	/** Ids of the questions to the room, in order; their words are under `prompt.<id>`. */
	readonly prompts: readonly string[];
	/** Ids of the rules; their words are under `rule.<id>`. */
	readonly rules: readonly string[];
	readonly views: readonly View[];
	readonly parking?: ParkingDefinition;
	readonly words: Readonly<Record<Locale, Readonly<Record<string, string>>>>;
}

/** The word for a key in a language; English where the language lacks it, the key where nobody has it. */
export function words(definition: InstrumentDefinition, locale: Locale, key: string): string {
	for (const table of [definition.words[locale], definition.words.en]) {
		if (table && Object.hasOwn(table, key)) return table[key]!;
	}
	return key;
}

/** Has this key a word? For prompts and hints that not every field has. */
export function hasWords(definition: InstrumentDefinition, key: string): boolean {
	return Object.hasOwn(definition.words.en, key);
}

export function kindOf(
	definition: InstrumentDefinition,
	kind: string | undefined
): KindDefinition | undefined {
	return definition.kinds.find(({ id }) => id === kind);
}

/** Is the item a card of this instrument and kind? */
export function isKind(definition: InstrumentDefinition, item: Item, kind: string): boolean {
	return item.instrument === definition.id && item.kind === kind && item.type !== 'connector';
}

/** Is the item the frame of an instrument? */
export function isInstrumentFrame(item: Item): boolean {
	return item.type === 'frame' && item.instrument !== undefined && item.kind === undefined;
}
