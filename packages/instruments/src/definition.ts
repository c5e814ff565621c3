import type { ColorToken, Item, Size } from '@concordia/board';

export type Locale = 'en' | 'de';

/**
 * How a field is filled in: a shared text, one of some options, a number, how much on a scale from 1 to 5, a
 * day (`2026-11-21`), several organizations or other words, one organization, another item, several items, yes
 * or no.
 */
export type FieldType =
	| 'text'
	| 'choice'
	| 'number'
	| 'rating'
	| 'date'
	| 'organizations'
	| 'organization'
	| 'item'
	| 'items'
	| 'flag';

export interface FieldDefinition {
	readonly id: string;
	readonly type: FieldType;
	readonly required?: boolean;
	/** For `choice`: the values, each with its word under `<kind>.<field>.<value>`. */
	readonly options?: readonly string[];
	/** For `item` and `items`: the kind or kinds it points at. */
	readonly of?: string | readonly string[];
	/** For `item`: the instrument its kind belongs to, where that is another one; its cards may lie anywhere. */
	readonly in?: string;
	/** For `number`: what is counted, with its word under `unit.<unit>`. */
	readonly unit?: string;
	/** For `number`: the least and the most that makes sense. */
	readonly min?: number;
	readonly max?: number;
	/** For `date`: it should be done by then; past that day it is overdue (`isOverdue`). */
	readonly due?: DueDefinition;
	/** Set by the program; not offered in forms. */
	readonly isHidden?: boolean;
	/** Says how far something has come, and is no part of the wording: not frozen with it (`frozenOf`). */
	readonly isAside?: boolean;
}

/** What says that something is settled: a flag that is set, or a choice that is one of these. */
export interface DueDefinition {
	readonly settledBy: string;
	readonly when?: readonly string[];
}

export interface KindDefinition {
	readonly id: string;
	readonly color: ColorToken;
	readonly size: Size;
	/** The zone where new ones are put. */
	readonly zone: string;
	/** A choice whose values are zones: new ones with a value are put there instead. */
	readonly zoneField?: string;
	/** Fields beside the text every card has. */
	readonly fields: readonly FieldDefinition[];
	/** The field with the organization whose voice the card is: only its people are offered to change it. */
	readonly ownedBy?: string;
	/** How many of them there should be at most: more are hard to keep in mind. A warning, not a limit. */
	readonly most?: number;
	/** People add these one by one; others come about by parking or in a table. */
	readonly isAddable: boolean;
	/** Says something about the wording and is no part of it: not frozen with it (`frozenOf`). */
	readonly isAside?: boolean;
}

/** How a connector of a kind of link is drawn, where it differs from a plain one. */
export type LinkLook = Readonly<Pick<Item, 'color' | 'dash' | 'stroke'>>;

export interface LinkDefinition {
	readonly id: string;
	readonly from: string;
	readonly to: string;
	/** What a link says beside the text it may have. */
	readonly fields?: readonly FieldDefinition[];
	readonly look?: LinkLook;
	/** A flag that shows: while it is set the connector is drawn so. */
	readonly mark?: { readonly field: string; readonly look: LinkLook };
}

/** A part of the frame, in fractions of its width and height below the title. */
export interface ZoneDefinition {
	readonly id: string;
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

/** A card that lies in the frame from the start, its text under `starter.<id>`. */
export interface StarterDefinition {
	readonly id: string;
	readonly kind: string;
	readonly fields?: Readonly<Record<string, string | boolean>>;
	/** Links to other starters. */
	readonly links?: readonly { readonly link: string; readonly to: string }[];
}

/** One row per card of a kind, one column per organization, in the cells what each organization says on it. */
export interface MatrixView {
	readonly id: string;
	readonly type: 'matrix';
	readonly rows: string;
	/** Fields of the row shown beside its text. */
	readonly rowFields: readonly string[];
	readonly cells: string;
	/** Fields of a cell's card: the row it belongs to, whose it is. */
	readonly rowField: string;
	readonly organizationField: string;
	/** A flag of a cell's card: they pass. */
	readonly passedField?: string;
	/** A choice, rating or number of a cell's card that is its answer; its text is the reason. */
	readonly valueField?: string;
}

export interface GraphView {
	readonly id: string;
	readonly type: 'graph';
	readonly link: string;
}

/** Everything in the instrument as one text to read: its rows when it has a matrix, else kind by kind. */
export interface DocumentView {
	readonly id: string;
	readonly type: 'document';
	/** On paper it ends with a line to sign on for every organization. */
	readonly isSigned?: boolean;
}

/** A spreadsheet: one row per card, one column per field. */
export interface TableView {
	readonly id: string;
	readonly type: 'table';
	/** The kinds whose cards are rows, one sheet each. */
	readonly kinds: readonly string[];
	/** The columns, for those that aren't to show all fields. */
	readonly fields?: readonly string[];
}

/** Cards one below the other, with what else is known about them. */
export interface ListView {
	readonly id: string;
	readonly type: 'list';
	readonly kinds: readonly string[];
	/** A choice, rating, flag, organization or item field whose values are the headings. */
	readonly groupBy?: string;
}

/** Two fields as axes, each card a point; numbers, ratings and choices (in their order) can be axes. */
export interface PlaneView {
	readonly id: string;
	readonly type: 'plane';
	readonly kind: string;
	/** From left to right, and from the bottom to the top. */
	readonly x: string;
	readonly y: string;
}

/** A spider web: one axis per option of a choice, on it the mean of a rating or number. */
export interface RadarView {
	readonly id: string;
	readonly type: 'radar';
	readonly kind: string;
	readonly axis: string;
	readonly value: string;
	/** A field that parts the cards into several lines: an organization or a choice (such as the year). */
	readonly series?: string;
}

/** Two fields as columns and rows; choices, ratings and organizations can be either. */
export interface GridView {
	readonly id: string;
	readonly type: 'grid';
	readonly kind: string;
	readonly columns: string;
	readonly rows: string;
}

/** Cards with a beginning and an end on the time axis, others as points on it. */
export interface TimelineView {
	readonly id: string;
	readonly type: 'timeline';
	readonly kind: string;
	readonly from: string;
	readonly to: string;
	readonly progress?: string;
	readonly organizationField?: string;
	/** Cards with one date. */
	readonly milestones?: { readonly kind: string; readonly date: string };
	/** The link that says what has to wait for what. */
	readonly link?: string;
}

/** What every organization carries in every month: amounts on cards that point at others with dates. */
export interface LoadView {
	readonly id: string;
	readonly type: 'load';
	readonly kind: string;
	readonly organizationField: string;
	/** Numbers, added up one by one. */
	readonly amounts: readonly string[];
	/** The field that points at the card with the dates, and its date fields. */
	readonly of: string;
	readonly from: string;
	readonly to: string;
}

/** Few figures: where we were, where we want to be, where we are. */
export interface ScorecardView {
	readonly id: string;
	readonly type: 'scorecard';
	readonly kinds: readonly string[];
	readonly indicator: string;
	readonly baseline?: string;
	readonly target: string;
	readonly actual: string;
	/** A text with what is counted. */
	readonly unit?: string;
	readonly date?: string;
	/** A choice whose options are the headings. */
	readonly groupBy?: string;
	/** Cards that report on these: the newest report's actual counts before the one on the card. */
	readonly reports?: ReportsDefinition;
}

/** Cards that say, period by period, how far others have come. */
export interface ReportsDefinition {
	readonly kind: string;
	/** The field that names the card it is about; a choice with the periods, the newest last; the number. */
	readonly of: string;
	readonly period: string;
	readonly actual: string;
}

/** One lane per organization or actor, in them the steps, between them what flows. */
export interface LanesView {
	readonly id: string;
	readonly type: 'lanes';
	/** The kind of the steps. */
	readonly kind: string;
	/** The field of a step that names its lane: an organization, or the card of an actor. */
	readonly laneField: string;
	/** Where actors are cards: their kind, and the flag of those who are the citizens. */
	readonly actor?: { readonly kind: string; readonly citizenField: string };
	/** The kinds of links; a plain arrow between two steps is the first. */
	readonly links: readonly string[];
	/** A flag of a step, shown as an asterisk. */
	readonly star?: string;
	/** The kind of link that carries information: who needs to know what. */
	readonly information?: string;
	/** Fields of a step that have to name a lane: who decides, who stops it. */
	readonly decided?: readonly string[];
	/** Kinds of links that must lead to a step of somebody. */
	readonly mustArrive?: readonly string[];
	/** Cards that say "I am here" at a step. */
	readonly pin?: {
		readonly kind: string;
		readonly stepField: string;
		readonly organizationField: string;
	};
}

/**
 * Figures of a plan: shared costs, quarterly review, what is missing, last year beside it. Read from the kinds
 * `objective`, `activity`, `contribution`, `milestone`, `terms`, `measure` and `review`, with the fields that the
 * annual alliance plan has.
 */
export interface PlanView {
	readonly id: string;
	readonly type: 'plan';
	readonly figure: 'costs' | 'review' | 'missing' | 'compare';
}

/** What waits until everybody has been heard. */
export interface ParkingView {
	readonly id: string;
	readonly type: 'parking';
}

/** Per row, how far each delegate sees it the same way, and their own words for it. */
export interface AgreementView {
	readonly id: string;
	readonly type: 'agreement';
	/** The kind that is rated. */
	readonly rows: string;
}

/**
 * One row per organization: what it lays open of its own, and for every card of a kind how that goes with it,
 * with the reason.
 */
export interface StancesView {
	readonly id: string;
	readonly type: 'stances';
	readonly columns: string;
	readonly cells: string;
	/** Fields of a cell's card: the column it belongs to, whose it is, which of its options (best first) it says. */
	readonly columnField: string;
	/** Also the field of the kind `beside`. */
	readonly organizationField: string;
	readonly valueField: string;
	/** The kind of what each organization lays open. */
	readonly beside: string;
}

/** Paragraphs, other wordings of each beside it, how far the delegates agree to each, and what they object. */
export interface WordingsView {
	readonly id: string;
	readonly type: 'wordings';
	readonly paragraphs: readonly string[];
	/** The kind of other wordings, and its field that names the paragraph. */
	readonly alternatives: string;
	readonly ofField: string;
	/** The kind of objections, its field that names the wording, and whose it is. */
	readonly objections: string;
	readonly aboutField: string;
	readonly organizationField: string;
}

/** The wording as it stands, frozen versions of it, and how they differ. */
export interface VersionsView {
	readonly id: string;
	readonly type: 'versions';
}

/**
 * Statements that everybody answers in secret, from 1 to 5, and what the answers came to. The means are written on
 * cards of another kind, for the spider web that shows them beside those of other years.
 */
export interface SurveyView {
	readonly id: string;
	readonly type: 'survey';
	/** The kind of what is answered, and the choice that means are made by; cards of results have the same choice. */
	readonly kind: string;
	readonly axis: string;
	readonly result: {
		readonly kind: string;
		/** Numbers: the year, the mean, how many people have answered. */
		readonly series: string;
		readonly value: string;
		readonly answers: string;
	};
}

/**
 * Cards that each organization writes unseen by the others and by the mediator, until all of them are revealed at
 * once, side by side.
 */
export interface SealedView {
	readonly id: string;
	readonly type: 'sealed';
	/** Kinds that are owned by an organization. */
	readonly kinds: readonly string[];
	/** The kind of what it is about, the field of the cards that names it, and whom it names as concerned. */
	readonly of?: { readonly kind: string; readonly field: string; readonly parties?: string };
}

/**
 * Cards that are put to all organizations in one exact wording, what their delegates answer, and the result. The
 * wording is the card with the cards it points at.
 */
export interface DecisionView {
	readonly id: string;
	readonly type: 'decision';
	readonly kind: string;
	/** A choice: `consent`, `unanimity` or `majority`; and the number, in percent, that a majority needs. */
	readonly rule: string;
	readonly share: string;
	/** A choice that people may have set by hand; it says nothing of what was decided here. */
	readonly status?: string;
}

/**
 * What an organization says, said again by others in their own words, until it says that this is what it means: its
 * delegates answer the card with the restatement, 5 for yes, else with what is missing.
 */
export interface RestateView {
	readonly id: string;
	readonly type: 'restate';
	/** The kind that is restated, owned by an organization. */
	readonly of: string;
	/** The kind of restatements, owned by whoever restates, and their field that names the card. */
	readonly kind: string;
	readonly ofField: string;
}

export type View =
	| DecisionView
	| RestateView
	| SealedView
	| StancesView
	| WordingsView
	| VersionsView
	| SurveyView
	| MatrixView
	| GraphView
	| DocumentView
	| TableView
	| ListView
	| PlaneView
	| RadarView
	| GridView
	| TimelineView
	| LoadView
	| ScorecardView
	| LanesView
	| PlanView
	| ParkingView
	| AgreementView;

/** Problem set, motivation, members, planning, organization, evaluation: the steps of an alliance. */
export type Step = 1 | 2 | 3 | 4 | 5 | 6;

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
	/** Where in the life of an alliance it has its place. */
	readonly step: Step;
	/** Among those every alliance needs; offered before the others. */
	readonly isCore: boolean;
	readonly frameSize: Size;
	readonly kinds: readonly KindDefinition[];
	readonly links: readonly LinkDefinition[];
	readonly zones: readonly ZoneDefinition[];
	/** What everybody would begin with; it can be changed and thrown away like any card. */
	readonly starters?: readonly StarterDefinition[];
	/** Ids of the questions to the room, in order; their words are under `prompt.<id>`. */
	readonly prompts: readonly string[];
	/** Ids of the rules; their words are under `rule.<id>`. */
	readonly rules: readonly string[];
	readonly views: readonly View[];
	readonly parking?: ParkingDefinition;
	/**
	 * By language: `title`, `about` (what it is), `when` (when to use it), `kind.<kind>` with `.many` and `.add`,
	 * `<kind>.text`, `<kind>.<field>`, each with an optional `.prompt`, `zone.<zone>`, `view.<view>`,
	 * `link.<link>` with `.to` and `.from`, `starter.…`, `prompt.…`, `rule.…`. What all instruments say alike is in
	 * `common/` and need not be said again.
	 */
	readonly words: Words;
}

export type Words = Readonly<Record<Locale, Readonly<Record<string, string>>>>;

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

/** The kinds a field of type `item` or `items` points at. */
export function targetsOf({ of = [] }: FieldDefinition): readonly string[] {
	return typeof of === 'string' ? [of] : of;
}

export function fieldOf(
	definition: InstrumentDefinition,
	kind: string | undefined,
	field: string
): FieldDefinition | undefined {
	return kindOf(definition, kind)?.fields.find(({ id }) => id === field);
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
