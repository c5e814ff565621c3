// A document as it goes on paper: what is written in it, and nothing of how a format says so.

/** A piece of a text in one style. */
export interface Span {
	readonly text: string;
	readonly isStrong?: boolean;
	readonly isEmphasis?: boolean;
	readonly isStruck?: boolean;
	readonly isCode?: boolean;
	/** Said by the program, not by a person: gaps, remarks. */
	readonly isQuiet?: boolean;
	/** An address (http, https, mailto); others are not followed. */
	readonly link?: string;
	/** The anchor of a heading. */
	readonly target?: string;
}

/** Line breaks are kept. */
export type Inline = string | readonly Span[];

export interface ListEntry {
	readonly text: Inline;
	/** 0 for the outermost; at most 3. */
	readonly depth: number;
	readonly isOrdered: boolean;
}

export interface PaperColumn {
	readonly title: string;
	/** Figures stand at the end of the line. */
	readonly isFigure?: boolean;
	/** What part of the page's width it takes, where somebody has said so for all columns. */
	readonly part?: number;
}

export type PaperBlock =
	| {
			readonly type: 'heading';
			readonly level: 1 | 2 | 3 | 4;
			readonly text: Inline;
			/** Written in front of the text, as in `2.1`. */
			readonly number?: string;
			readonly anchor?: string;
	  }
	| { readonly type: 'text'; readonly text: Inline; readonly label?: string }
	| { readonly type: 'quote'; readonly text: Inline }
	| { readonly type: 'list'; readonly entries: readonly ListEntry[] }
	| {
			readonly type: 'table';
			readonly columns: readonly PaperColumn[];
			readonly rows: readonly (readonly Inline[])[];
			/** Headings within the table, by the number of the row above which they stand. */
			readonly groups?: ReadonlyMap<number, Inline>;
			/** The last row is the sum of the others. */
			readonly hasTotal?: boolean;
	  }
	| { readonly type: 'picture'; readonly picture: PaperPicture };

/** A drawing: as vectors, and as pixels for programs that read no vectors. */
export interface PaperPicture {
	readonly svg: string;
	readonly png?: Uint8Array;
	readonly width: number;
	readonly height: number;
	/** Says the same in words. */
	readonly description: string;
}

/** What was frozen, as it is named on the cover and on every page. */
export interface PaperVersion {
	readonly number: number;
	/** SHA-256 in hex of the frozen wording. */
	readonly hash: string;
	/** Who confirmed it for which organization; those for which nobody has are named, too. */
	readonly confirmed?: readonly PaperParty[];
	/** The day since which all delegates of all organizations had, as readers write it. */
	readonly agreed?: string;
	/** Organizations that it does without, and why. */
	readonly without?: readonly { readonly name: string; readonly reason: string }[];
}

export interface PaperParty {
	readonly name: string;
	readonly people: readonly string[];
	/** Why it takes no part; absent: it does. */
	readonly absent?: string;
}

/** What stands beside a party on the cover: its people, or why there are none. */
export function partyText({ people, absent }: PaperParty, words: PaperWords): Inline {
	if (absent !== undefined)
		return [{ text: absent === '' ? words.absent : `${words.absent}: ${absent}`, isQuiet: true }];
	return people.length > 0 ? people.join(', ') : [{ text: words.nobody, isQuiet: true }];
}

/** Those who are to sign. */
export function signing(parties: readonly PaperParty[]): readonly PaperParty[] {
	return parties.filter(({ absent }) => absent === undefined);
}

/** The words around the content, in the language of the document. */
export interface PaperWords {
	readonly contents: string;
	readonly date: string;
	readonly session: string;
	readonly purpose: string;
	readonly version: string;
	readonly hash: string;
	readonly draft: string;
	readonly agreed: string;
	readonly confirmed: string;
	readonly unconfirmed: string;
	readonly organization: string;
	readonly participants: string;
	readonly nobody: string;
	/** Of an organization that takes no part. */
	readonly absent: string;
	/** Organizations that a version does without. */
	readonly without: string;
	readonly signatures: string;
	readonly signaturesAbout: string;
	readonly name: string;
	readonly place: string;
	readonly signature: string;
	readonly page: string;
	readonly of: string;
	readonly untitled: string;
}

export interface Paper {
	/** `en`, `de`. */
	readonly language: string;
	/** What kind of document it is: `Annual alliance plan`. */
	readonly kind: string;
	readonly title: string;
	/** What it is for, in a sentence or two. */
	readonly about?: string;
	readonly session: string;
	readonly purpose?: string;
	/** The day as readers write it. */
	readonly date: string;
	readonly version?: PaperVersion;
	readonly parties: readonly PaperParty[];
	/** A line to sign on for each party. */
	readonly isSigned: boolean;
	readonly words: PaperWords;
	readonly blocks: readonly PaperBlock[];
}

/** What the cover says of who stands by the version: name and value of each fact. */
export function confirmationFacts({
	version,
	words
}: Pick<Paper, 'version' | 'words'>): [name: string, value: string][] {
	const { agreed, confirmed = [], without = [] } = version ?? {};
	const given = confirmed.filter(({ people }) => people.length > 0);
	const missing = confirmed.filter(({ people }) => people.length === 0);
	const facts: [string, string][] = [
		[words.agreed, agreed ?? ''],
		[words.confirmed, given.map(({ name, people }) => `${name}: ${people.join(', ')}`).join('; ')],
		[words.unconfirmed, missing.map(({ name }) => name).join('; ')],
		[
			words.without,
			without.map(({ name, reason }) => (reason ? `${name}: ${reason}` : name)).join('; ')
		]
	];
	return facts.filter(([, value]) => value !== '');
}

export function spansOf(text: Inline): readonly Span[] {
	return typeof text === 'string' ? [{ text }] : text;
}

export function plainText(text: Inline): string {
	return typeof text === 'string' ? text : text.map((span) => span.text).join('');
}

/** Characters that no XML may hold, and half ones, are left out; line ends become one kind. */
export function cleanText(text: string): string {
	return text
		.replaceAll(/\r\n?|[\u2028\u2029\v\f]/gu, '\n')
		.toWellFormed()
		.replaceAll(unwritable, '');
}

// oxlint-disable-next-line no-control-regex
const unwritable = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/gu;

/** Does the first letter of a text belong to a script that is written from right to left? */
export function isRightToLeft(text: string): boolean {
	const letter = /\p{L}/u.exec(text)?.[0];
	return letter !== undefined && rightToLeft.test(letter);
}

const rightToLeft =
	/\p{Script=Hebrew}|\p{Script=Arabic}|\p{Script=Syriac}|\p{Script=Thaana}|\p{Script=Nko}/u;

/** An address that may be followed from a document; undefined for all others. */
export function safeLink(link: string | undefined): string | undefined {
	return link !== undefined && /^(?:https?:\/\/|mailto:)[^\s]+$/iu.test(link) ? link : undefined;
}

/** How many letters of a table of usual width fit beside each other. */
export const lettersAcross = { upright: 88, wide: 134, dense: 162 } as const;

/**
 * How the columns share a width of so many letters, adding up to 1 unless somebody has set their widths: none so narrow that words break more
 * than they must, the rest by what usually stands in them.
 */
export function columnShares(
	columns: readonly PaperColumn[],
	rows: readonly (readonly Inline[])[],
	letters: number
): readonly number[] {
	const given = columns.flatMap(({ part }) => part ?? []);
	if (given.length === columns.length) return given;
	const found = columns.map(({ title }, index) => {
		const texts = rows.slice(0, sampleRows).map((row) => plainText(row[index] ?? ''));
		const longest = Math.max(longestWordIn(title) * bold, ...texts.map(longestWordIn));
		const mean = texts.reduce((sum, { length }) => sum + length, 0) / Math.max(1, texts.length);
		// Two lines of heading above short texts are no more than look well.
		return { longest, usual: Math.max(mean, title.length / 2) };
	});
	// Where there isn't room for all words, the longest break first.
	let longestWord = 40;
	const padding = letters === lettersAcross.dense ? densePadding : cellPadding;
	const leastOf = ({ longest }: { longest: number }): number =>
		Math.min(longest, longestWord) + padding;
	while (longestWord > 10 && found.reduce((sum, one) => sum + leastOf(one), 0) > letters) {
		longestWord -= 0.25;
	}
	const needs = found.map((one) => {
		const least = leastOf(one);
		return { least, more: Math.max(0, Math.min(one.usual, 80) - least) };
	});
	const least = needs.reduce((sum, need) => sum + need.least, 0);
	const more = needs.reduce((sum, need) => sum + need.more, 0);
	const left = Math.max(0, letters - least);
	const widths = needs.map((need) => {
		const part = more === 0 ? need.least / least : need.more / more;
		return need.least + left * part;
	});
	const sum = widths.reduce((a, b) => a + b, 0);
	return widths.map((width) => width / sum);
}

const sampleRows = 200;
const bold = 1.12;
/** Left and right of a cell's text, and the line: in smaller letters these are more of them. */
const cellPadding = 1.8;
const densePadding = 2.2;
/** Texts of so many letters stay on one line: amounts with their unit, days. */
const shortText = 12;

function longestWordIn(text: string): number {
	let longest = 0;
	for (const word of text.length <= shortText ? [text] : text.split(/[ \t\n/-]+/u)) {
		let width = 0;
		for (const letter of word) width += letterWidth(letter);
		longest = Math.max(longest, width);
	}
	return longest;
}

/** Widths of Arial in thousandths of the size; most letters are as wide as a figure. */
const narrowOrWide = new Map(
	(
		[
			[222, "ijl'’|"],
			[278, 'ft.,:;/!I[]()\\'],
			[333, 'r"„“”'],
			[500, 'ckJsvxyz'],
			[611, 'FTZ'],
			[667, 'ABEKPSVXYÄ'],
			[722, 'CDHNRUwÜ'],
			[778, 'GOQÖ'],
			[833, 'mM'],
			[889, '%'],
			[944, 'W']
		] as const
	).flatMap(([width, letters]) => Array.from(letters, (letter) => [letter, width] as const))
);
const usualWidth = 556;
/** What `lettersAcross` counts with. */
const countedWidth = 594;
const fullWidth =
	/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}]/u;

function letterWidth(letter: string): number {
	const found = narrowOrWide.get(letter);
	if (found !== undefined) return found / countedWidth;
	if (letter > '\u{2FF}' && fullWidth.test(letter)) return 1000 / countedWidth;
	return usualWidth / countedWidth;
}

/** How the columns of the lines to sign share the width: whose, who, where and when, signature. */
export function signatureShares(parties: readonly PaperParty[]): readonly number[] {
	const longest = Math.max(0, ...parties.map(({ name }) => longestWordIn(name)));
	const first = Math.min(Math.max(0.28, (longest + cellPadding) / lettersAcross.upright), 0.4);
	return [first, ...[1 / 3, 0.3, 11 / 30].map((part) => part * (1 - first))];
}

/** A short table of contents leaves room for the beginning of the body below it. */
export function hasShortContents(blocks: readonly PaperBlock[]): boolean {
	return blocks.filter((block) => block.type === 'heading').length <= 18;
}

/** What kind of document it is, above its title; undefined where the title says just that. */
export function kindAbove({ kind, title }: Paper): string | undefined {
	return kind.trim() === title.trim() ? undefined : kind;
}

/** A table that people made themselves may have none. */
export function hasTitles(columns: readonly PaperColumn[]): boolean {
	return columns.some(({ title }) => title !== '');
}

/** So many columns that the letters get smaller, too. */
export function isDense(columns: readonly PaperColumn[]): boolean {
	return columns.length > 9;
}

/** More columns than an upright page has room for. */
export function isWide(columns: readonly PaperColumn[]): boolean {
	return columns.length > 7;
}

/** Does a block need a page turned sideways? */
export function isTurned(block: PaperBlock): boolean {
	if (block.type === 'picture') return block.picture.width > widestUpright;
	return block.type === 'table' && isWide(block.columns);
}

/** Drawings that are wider get too small on an upright page. */
const widestUpright = 660;
