import type { DocNode } from './document/tree.ts';

/** A position on the board in board units; y grows downwards. */
export type Point = readonly [x: number, y: number];

/** Width and height in board units. */
export type Size = readonly [width: number, height: number];

export type Side = 'top' | 'right' | 'bottom' | 'left';

/** Where a connector ends: at an item (at one of its sides, or wherever fits best) or free on the board. */
export type End =
	| { readonly item: string; readonly side?: Side }
	| { readonly point: Point; readonly side?: never };

/** A value of an instrument card. A list is a set: no order, no duplicates, read in sorted order. */
export type FieldValue = string | number | boolean | null | readonly string[];

export type Fields = Readonly<Record<string, FieldValue>>;

/** A column of a table. */
export interface Column {
	readonly id: string;
	/** Place among the columns, a fractional index; equal places are ordered by id. */
	readonly order: string;
	/** In board units. */
	readonly width: number;
}

/** A row of a table. */
export interface Row {
	readonly id: string;
	/** Place among the rows, a fractional index; equal places are ordered by id. */
	readonly order: string;
	/** The least height in board units: a row grows with what its cells say. */
	readonly height: number;
}

/** The item types this version draws. Items of other types are kept untouched and drawn as a labelled box. */
export const itemTypes = [
	'note',
	'text',
	'shape',
	'connector',
	'ink',
	'frame',
	'image',
	'table',
	'card',
	'document',
	'comment'
] as const;

export type ItemType = (typeof itemTypes)[number];

/** Names of the colours an item may have. What they look like is decided by who draws. */
export const colorTokens = [
	'yellow',
	'orange',
	'red',
	'pink',
	'purple',
	'indigo',
	'blue',
	'teal',
	'green',
	'lime',
	'gray',
	'white'
] as const;

export type ColorToken = (typeof colorTokens)[number];

/**
 * One thing on the board as a plain record. The document holds the truth; a record is what it said at
 * one moment, made safe: positions are finite, every field has its type, whatever a program wrote.
 */
export interface Item {
	readonly id: string;
	/** One of `itemTypes`, or a type this version doesn't know. */
	readonly type: string;
	/** Top left corner. Connectors keep [0, 0]: where they run follows from their ends. */
	readonly pos: Point;
	readonly size: Size;
	/** Place in the stack, a fractional index; equal places are ordered by id (`byOrder`). */
	readonly z: string;
	/** Id of the frame the item lies in. Positions stay absolute; the frame may be missing. */
	readonly parent?: string;
	/** Usually one of `colorTokens`. */
	readonly color?: string;
	/** The text of the item, or the label of a connector or frame. */
	readonly text?: string;
	/** Kind of a shape: rectangle, ellipse, diamond, … */
	readonly shape?: string;
	readonly from?: End;
	readonly to?: End;
	/** What a connector has at its start and its end (`headsOf` reads them). */
	readonly headFrom?: string;
	readonly headTo?: string;
	/** How a line or outline is dashed: `dashed`, `dotted`, else solid. */
	readonly dash?: string;
	/** Width of a connector or outline in board units. */
	readonly stroke?: number;
	/** `none`: a shape of which only the outline is drawn. */
	readonly fill?: string;
	/** `marker`: ink that what lies below can be read through. */
	readonly brush?: string;
	/** Ink: flat [x, y, pressure, …], relative to `pos`. */
	readonly points?: readonly number[];
	/** Of an image: `sha256:` and the hash in hex of the file that the server keeps. */
	readonly src?: string;
	/** What a picture shows, in words, for those who can't see it. */
	readonly alt?: string;
	/** Where a link card leads: an address with http or https. */
	readonly url?: string;
	/** Id of the instrument definition that gives this frame, card or connector its meaning. */
	readonly instrument?: string;
	/** Kind of card or link within the instrument. */
	readonly kind?: string;
	readonly fields?: Fields;
	/** Comment: id of the item it is about. It may be gone; `pos` says where the comment stands then. */
	readonly on?: string;
	/** Comment: id of the comment it replies to. Absent on the first one of a thread. */
	readonly thread?: string;
	/** Comment: the thread it begins is settled. Absent otherwise. */
	readonly resolved?: true;
	/** Who reacted how, sorted: see `parseReaction`. Written by `setReaction` only, never copied. */
	readonly reactions?: readonly string[];
	/** Names of the fields that are shared texts, sorted. Follows from the document; says what `insertItems` shall make. */
	readonly textFields?: readonly string[];
	/** Degrees clockwise about the centre, in (-180, 180]; absent: upright. Only some types turn (`rotationOf`). */
	readonly rotation?: number;
	/** Ids of the groups it belongs to, outermost first, each once (`unitOf`). */
	readonly groups?: readonly string[];
	/** It can't be moved, edited or deleted. */
	readonly lock?: Lock;
	/** Frame: what lies in it is shown only as far as it lies inside. */
	readonly clip?: boolean;
	/** Frame: its place in a presentation; without one it comes behind those with one, in reading order. */
	readonly slide?: number;
	/** Table: its columns from left to right. */
	readonly columns?: readonly Column[];
	/** Table: its rows from top to bottom. */
	readonly rows?: readonly Row[];
	/** Table: what its cells say, by `cellKey`; empty cells are left out. */
	readonly cells?: Readonly<Record<string, string>>;
	/** Table: the first row names the columns. */
	readonly headerRow?: boolean;
	/** Document: its content as it stands; `cleanDoc` makes it safe to show. */
	readonly doc?: readonly DocNode[];
	/** Document: the number of the schema it is written by. */
	readonly docSchema?: number;
	/** Fields this version doesn't know; only plain JSON values are shown. */
	readonly [other: string]: unknown;
}

/** An item that is about to be inserted: what is left out gets its default. */
export interface NewItem {
	readonly id: string;
	readonly type: string;
	readonly pos: Point;
	readonly size?: Size;
	/** Empty or absent: on top of everything. */
	readonly z?: string;
	readonly parent?: string;
	readonly color?: string;
	readonly text?: string;
	readonly shape?: string;
	readonly from?: End;
	readonly to?: End;
	readonly headFrom?: string;
	readonly headTo?: string;
	readonly dash?: string;
	readonly stroke?: number;
	readonly fill?: string;
	readonly brush?: string;
	readonly points?: readonly number[];
	readonly src?: string;
	readonly alt?: string;
	readonly url?: string;
	readonly instrument?: string;
	readonly kind?: string;
	readonly fields?: Fields;
	readonly on?: string;
	readonly thread?: string;
	readonly resolved?: true;
	readonly textFields?: readonly string[];
	readonly rotation?: number;
	readonly groups?: readonly string[];
	readonly lock?: Lock;
	readonly clip?: boolean;
	readonly slide?: number;
	readonly columns?: readonly Column[];
	readonly rows?: readonly Row[];
	readonly cells?: Readonly<Record<string, string>>;
	readonly headerRow?: boolean;
	readonly doc?: readonly DocNode[];
	readonly docSchema?: number;
	readonly [other: string]: unknown;
}

/**
 * A change to one item: named fields get the value, `null` or `undefined` removes them, fields not named
 * stay. `fields` is merged key by key in the same manner; a string for `text` becomes a minimal edit. Of a
 * table, `columns` and `rows` are the whole lists, `cells` is merged, and a `size` scales columns and rows.
 * Of a document, `doc` is the whole content; blocks that stay as they are are left alone.
 */
export interface Patch {
	readonly id: string;
	readonly type?: string;
	readonly pos?: Point;
	readonly size?: Size;
	readonly z?: string;
	readonly parent?: string | null | undefined;
	readonly color?: string | null | undefined;
	readonly text?: string | null | undefined;
	readonly shape?: string | null | undefined;
	readonly from?: End | null | undefined;
	readonly to?: End | null | undefined;
	readonly headFrom?: string | null | undefined;
	readonly headTo?: string | null | undefined;
	readonly dash?: string | null | undefined;
	readonly stroke?: number | null | undefined;
	readonly fill?: string | null | undefined;
	readonly brush?: string | null | undefined;
	readonly points?: readonly number[] | null | undefined;
	readonly src?: string | null | undefined;
	readonly alt?: string | null | undefined;
	readonly url?: string | null | undefined;
	readonly instrument?: string | null | undefined;
	readonly kind?: string | null | undefined;
	readonly fields?: Readonly<Record<string, FieldValue | undefined>> | null | undefined;
	readonly rotation?: number | null | undefined;
	readonly groups?: readonly string[] | null | undefined;
	readonly lock?: Lock | null | undefined;
	readonly clip?: boolean | null | undefined;
	readonly slide?: number | null | undefined;
	readonly on?: string | null | undefined;
	readonly resolved?: true | null | undefined;
	readonly columns?: readonly Column[] | undefined;
	readonly rows?: readonly Row[] | undefined;
	readonly cells?: Readonly<Record<string, string>> | undefined;
	readonly headerRow?: boolean | null | undefined;
	readonly doc?: readonly DocNode[] | undefined;
	readonly [other: string]: unknown;
}

/** `open`: anybody who may edit takes the lock off again. `mediator`: only the mediator changes the item. */
export type Lock = 'open' | 'mediator';

/** What happened to one item: `before` absent = it is new, `after` absent = it is gone. */
export interface Change {
	readonly id: string;
	readonly before?: Item;
	readonly after?: Item;
}

const sizes: Readonly<Record<string, Size>> = {
	note: [200, 200],
	text: [240, 48],
	shape: [200, 120],
	connector: [0, 0],
	ink: [100, 100],
	frame: [960, 640],
	image: [320, 240],
	table: [480, 320],
	card: [260, 160],
	document: [420, 560],
	comment: [240, 120]
};

/** Under which name a table keeps the text of a cell. */
export function cellKey(row: string, column: string): string {
	return `${row}:${column}`;
}

/** The size an item of this type gets when nobody says another. */
export function defaultSize(type: string): Size {
	return Object.hasOwn(sizes, type) ? sizes[type]! : [200, 120];
}
