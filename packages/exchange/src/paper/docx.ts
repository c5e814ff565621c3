import {
	AlignmentType,
	Bookmark,
	BorderStyle,
	Document,
	ExternalHyperlink,
	Footer,
	Header,
	HeadingLevel,
	HeightRule,
	ImageRun,
	InternalHyperlink,
	LevelFormat,
	LevelSuffix,
	LineRuleType,
	Packer,
	PageBreak,
	PageNumber,
	PageOrientation,
	Paragraph,
	SectionType,
	ShadingType,
	Table,
	TableCell,
	TableLayoutType,
	TableOfContents,
	TableRow,
	TabStopType,
	TextRun,
	VerticalAlignTable,
	WidthType,
	type ISectionOptions,
	type IStylesOptions,
	type ParagraphChild
} from 'docx';
import { estimatePageNumbersWith } from 'docx/layout';
import {
	cleanText,
	columnShares,
	confirmationFacts,
	hasShortContents,
	hasTitles,
	isDense,
	isRightToLeft,
	isTurned,
	kindAbove,
	lettersAcross,
	plainText,
	safeLink,
	partyText,
	signatureShares,
	signing,
	spansOf
} from './paper.ts';
import type { Inline, ListEntry, Paper, PaperBlock, PaperColumn, Span } from './paper.ts';

type Part = Paragraph | Table | TableOfContents;
type Turn = 'upright' | 'wide';

/** Twentieths of a point: A4, and the room between the margins. */
const page = { width: 11_906, height: 16_838, margin: 1247 } as const;
const room: Readonly<Record<Turn, number>> = {
	upright: page.width - 2 * page.margin,
	wide: page.height - 2 * page.margin
};

const ink = '1B2733';
const accent = '1D4E79';
const quiet = '55636F';
const line = 'A9B4BF';
const shade = 'E6EDF3';
const lightShade = 'F3F6F9';
const shaded = { type: ShadingType.CLEAR, fill: shade, color: 'auto' } as const;
// Every word processor has it, or one of the same widths.
const font = 'Arial';

/**
 * A document for word processors: cover, contents with page numbers, body, lines to sign. Page numbers of
 * the contents are worked out here, so that nobody is asked to update fields; in very long documents, where
 * that would take too long, the word processor asks.
 */
export async function encodeDocx(paper: Paper): Promise<Uint8Array> {
	const document = new Document({
		title: cleanText(paper.title),
		subject: cleanText(paper.session),
		creator: cleanText(paper.parties.map(({ name }) => name).join(', ')),
		lastModifiedBy: 'Concordia',
		...(mayLayOut(paper.blocks) && { pageNumbers: estimatePageNumbersWith({ guess: true }) }),
		// Long words in narrow columns are broken where the language breaks them.
		hyphenation: { autoHyphenation: true, doNotHyphenateCaps: true, consecutiveHyphenLimit: 2 },
		styles: stylesOf(paper.language),
		numbering: { config: lists },
		sections: sections(paper)
	});
	return new Uint8Array(await Packer.toArrayBuffer(document));
}

const maxTexts = 2000;
const maxWord = 300;

/** Laying out takes about two milliseconds a paragraph or cell, and one for each letter of an endless word. */
function mayLayOut(blocks: readonly PaperBlock[]): boolean {
	const texts = blocks.flatMap((block): Inline[] => {
		if (block.type === 'table') return block.rows.flat();
		if (block.type === 'list') return block.entries.map(({ text }) => text);
		return block.type === 'picture' ? [] : [block.text];
	});
	return (
		texts.length <= maxTexts &&
		!texts.some((text) =>
			plainText(text)
				.split(/\s+/u)
				.some(({ length }) => length > maxWord)
		)
	);
}

function stylesOf(language: string): IStylesOptions {
	const heading = (size: number, before: number, color: string) => ({
		run: { font, size, bold: true, color },
		paragraph: { spacing: { before, after: 120 }, keepNext: true, keepLines: true }
	});
	return {
		default: {
			document: {
				run: {
					font,
					size: 21,
					color: ink,
					language: { value: language === 'de' ? 'de-DE' : 'en-GB' }
				},
				paragraph: { spacing: { after: 120, line: 276, lineRule: LineRuleType.AUTO } }
			},
			title: {
				run: { font, size: 56, bold: true, color: accent },
				paragraph: { spacing: { before: 120, after: 240 } }
			},
			heading1: heading(32, 360, accent),
			heading2: heading(26, 320, accent),
			heading3: heading(22, 240, ink),
			heading4: heading(21, 200, quiet)
		},
		paragraphStyles: [
			{
				id: 'Cell',
				name: 'Cell',
				basedOn: 'Normal',
				run: { size: 18 },
				paragraph: { spacing: { before: 0, after: 0, line: 252, lineRule: LineRuleType.AUTO } }
			},
			{
				id: 'DenseCell',
				name: 'Dense Cell',
				basedOn: 'Cell',
				run: { size: 15 }
			},
			{
				id: 'TOC1',
				name: 'toc 1',
				basedOn: 'Normal',
				run: { bold: true },
				paragraph: { spacing: { before: 120, after: 40 } }
			},
			{
				id: 'TOC2',
				name: 'toc 2',
				basedOn: 'Normal',
				paragraph: { spacing: { after: 40 }, indent: { left: 340 } }
			},
			{
				id: 'ContentsHeading',
				name: 'Contents Heading',
				basedOn: 'Normal',
				run: { size: 32, bold: true, color: accent },
				paragraph: { spacing: { after: 160 }, keepNext: true }
			}
		]
	};
}

const depths = [0, 1, 2, 3] as const;

const lists = [
	{
		reference: 'bullets',
		levels: depths.map((level) => ({
			level,
			format: LevelFormat.BULLET,
			text: ['•', '–', '•', '–'][level]!,
			suffix: LevelSuffix.TAB,
			style: { paragraph: { indent: { left: 360 * (level + 1), hanging: 300 } } }
		}))
	},
	{
		reference: 'numbers',
		levels: depths.map((level) => ({
			level,
			format: LevelFormat.DECIMAL,
			text: `%${level + 1}.`,
			suffix: LevelSuffix.TAB,
			style: { paragraph: { indent: { left: 400 * (level + 1), hanging: 400 } } }
		}))
	}
];

function pageProperties(turn: Turn): NonNullable<ISectionOptions['properties']> {
	const { margin } = page;
	return {
		type: SectionType.NEXT_PAGE,
		page: {
			size: {
				width: page.width,
				height: page.height,
				orientation: turn === 'wide' ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT
			},
			margin: { top: margin, bottom: margin, left: margin, right: margin, header: 600, footer: 600 }
		}
	};
}

/** What every page but the first says: which document in which version, and which page of how many. */
function margins(paper: Paper, turn: Turn): Pick<ISectionOptions, 'headers' | 'footers'> {
	const tabStops = [{ type: TabStopType.RIGHT, position: room[turn] }];
	const run = (text: string): TextRun => new TextRun({ text, size: 16, color: quiet });
	const { version, words } = paper;
	const state = version ? `${words.version} ${version.number}` : words.draft;
	const mark = version ? version.hash.slice(0, 16) : paper.date;
	return {
		headers: {
			default: new Header({
				children: [
					new Paragraph({
						tabStops,
						border: { bottom: { style: BorderStyle.SINGLE, size: 4, color: line, space: 4 } },
						children: [run(short(paper.title, 80)), run('\t'), run(state)]
					})
				]
			}),
			first: new Header({ children: [new Paragraph({})] })
		},
		footers: {
			default: new Footer({
				children: [
					new Paragraph({
						tabStops,
						children: [
							run(`${short(paper.session, 60)} · ${mark}`),
							run('\t'),
							new TextRun({
								size: 16,
								color: quiet,
								children: [
									`${words.page} `,
									PageNumber.CURRENT,
									` ${words.of} `,
									PageNumber.TOTAL_PAGES
								]
							})
						]
					})
				]
			}),
			first: new Footer({ children: [new Paragraph({})] })
		}
	};
}

function short(text: string, length: number): string {
	const letters = Array.from(cleanText(text).replaceAll(/\s+/gu, ' ').trim());
	return letters.length > length ? `${letters.slice(0, length - 1).join('')}…` : letters.join('');
}

function cover(paper: Paper): Part[] {
	const { words, version } = paper;
	const facts: [string, string][] = [
		[words.session, paper.session],
		...(paper.purpose ? [[words.purpose, paper.purpose] as [string, string]] : []),
		[words.date, paper.date],
		[words.version, version ? String(version.number) : words.draft],
		...(version ? [[words.hash, grouped(version.hash)] as [string, string]] : []),
		...confirmationFacts(paper)
	];
	const people = paper.parties.map((party) => [
		[{ text: party.name, isStrong: true }],
		partyText(party, words)
	]);
	return [
		new Paragraph({
			spacing: { before: 1400, after: 0 },
			children: [new TextRun({ text: cleanText(kindAbove(paper) ?? ''), size: 24, color: quiet })]
		}),
		new Paragraph({ style: 'Title', children: runs(paper.title || words.untitled) }),
		new Paragraph({
			spacing: { after: 300 },
			border: { bottom: { style: BorderStyle.SINGLE, size: 12, color: accent, space: 1 } }
		}),
		...(paper.about === undefined ? [] : [lede(paper.about)]),
		plainTable(facts, 0.26),
		...(people.length > 0
			? [
					new Paragraph({ spacing: { before: 240, after: 120 } }),
					table(
						[{ title: words.organization }, { title: words.participants }],
						people,
						[0.4, 0.6],
						room.upright
					)
				]
			: [])
	];
}

function lede(text: string): Paragraph {
	return new Paragraph({
		spacing: { after: 300 },
		children: [new TextRun({ text: cleanText(text), size: 24 })]
	});
}

/** A hash in groups that an eye can compare. */
function grouped(hash: string): string {
	return hash.match(/.{1,8}/gu)?.join(' ') ?? '';
}

function contents({ words, blocks }: Paper): Part[] {
	if (!blocks.some((block) => block.type === 'heading' && block.level > 1)) return [];
	return [
		new Paragraph({ children: [new PageBreak()] }),
		new Paragraph({ style: 'ContentsHeading', children: runs(words.contents) }),
		new TableOfContents(words.contents, { hyperlink: true, headingStyleRange: '1-2' })
	];
}

/**
 * Front and body; tables too wide for an upright page turn theirs. What is upright at the beginning goes on
 * below a short table of contents.
 */
function sections(paper: Paper): ISectionOptions[] {
	const front = [...cover(paper), ...contents(paper)];
	const made: { turn: Turn; children: Part[] }[] = [{ turn: 'upright', children: front }];
	if (!hasShortContents(paper.blocks)) front.push(new Paragraph({ children: [new PageBreak()] }));
	const put = (turn: Turn, parts: readonly Part[]): void => {
		const last = made.at(-1);
		if (last?.turn === turn) last.children.push(...parts);
		else made.push({ turn, children: [...parts] });
	};
	const numbers = new ListNumbers();
	const anchors = anchorsOf(paper.blocks);
	for (const [index, block] of paper.blocks.entries()) {
		// A heading goes with the table below it.
		const about = block.type === 'heading' ? paper.blocks[index + 1] : block;
		const turn = about && isTurned(about) ? 'wide' : 'upright';
		put(turn, blockParts(block, anchors, turn, numbers));
	}
	if (paper.isSigned) put('upright', signatures(paper));
	return made.map(({ turn, children }, index) => ({
		properties: { ...pageProperties(turn), titlePage: index === 0 },
		...margins(paper, turn),
		children
	}));
}

/** Every numbered list begins at one. */
class ListNumbers {
	#count = 0;

	next(): number {
		this.#count += 1;
		return this.#count;
	}
}

const headings = {
	1: HeadingLevel.HEADING_1,
	2: HeadingLevel.HEADING_1,
	3: HeadingLevel.HEADING_2,
	4: HeadingLevel.HEADING_3
} as const;

function blockParts(block: PaperBlock, anchors: Anchors, turn: Turn, numbers: ListNumbers): Part[] {
	switch (block.type) {
		case 'heading': {
			const number = block.number === undefined ? '' : `${block.number}  `;
			const children = [new TextRun({ text: number }), ...runs(oneLine(block.text), anchors)];
			const id = anchors.get(block.anchor ?? '');
			return [
				new Paragraph({
					heading: headings[block.level],
					bidirectional: isRightToLeft(plainText(block.text)),
					children: id === undefined ? children : [new Bookmark({ id, children })]
				})
			];
		}
		case 'text': {
			const label = block.label === undefined ? [] : [{ text: `${block.label}: `, isStrong: true }];
			return paragraphs(block.text).map(
				(text, index) =>
					new Paragraph({
						bidirectional: isRightToLeft(plainText(text)),
						children: runs(index === 0 ? [...label, ...text] : text, anchors)
					})
			);
		}
		case 'quote':
			return paragraphs(block.text).map(
				(text) =>
					new Paragraph({
						indent: { left: 400 },
						border: { left: { style: BorderStyle.SINGLE, size: 18, color: line, space: 8 } },
						children: runs(text, anchors)
					})
			);
		case 'list': {
			const instance = numbers.next();
			return block.entries.map((entry) => listParagraph(entry, instance, anchors));
		}
		case 'table': {
			const { columns, rows, groups, hasTotal = false } = block;
			const letters = lettersAcross[isDense(columns) ? 'dense' : turn];
			const shares = columnShares(columns, rows, letters);
			return [
				table(columns, rows, shares, room[turn], { hasTotal, anchors, ...(groups && { groups }) }),
				new Paragraph({ spacing: { after: 120 } })
			];
		}
		default:
			return pictureParts(block.picture, turn);
	}
}

function listParagraph(
	{ text, depth, isOrdered }: ListEntry,
	instance: number,
	anchors: Anchors
): Paragraph {
	return new Paragraph({
		numbering: {
			reference: isOrdered ? 'numbers' : 'bullets',
			level: Math.min(Math.max(depth, 0), depths.length - 1),
			instance
		},
		spacing: { after: 60 },
		bidirectional: isRightToLeft(plainText(text)),
		children: runs(text, anchors)
	});
}

interface TableLook {
	readonly hasTotal?: boolean;
	readonly groups?: ReadonlyMap<number, Inline>;
	readonly anchors?: Anchors;
}

function table(
	columns: readonly PaperColumn[],
	rows: readonly (readonly Inline[])[],
	shares: readonly number[],
	width: number,
	{ hasTotal = false, groups, anchors }: TableLook = {}
): Table {
	const widths = shares.map((share) => Math.round(share * width));
	const style = isDense(columns) ? 'DenseCell' : 'Cell';
	const cell = (text: Inline, column: number, isHeading: boolean): TableCell =>
		new TableCell({
			width: { size: widths[column] ?? 0, type: WidthType.DXA },
			...(isHeading && { shading: shaded }),
			children: paragraphs(text).map(
				(part) =>
					new Paragraph({
						style,
						alignment: columns[column]?.isFigure ? AlignmentType.END : AlignmentType.START,
						bidirectional: isRightToLeft(plainText(part)),
						children: runs(isHeading ? strong(part) : part, anchors)
					})
			)
		});
	const heading = (text: Inline): TableRow =>
		new TableRow({
			cantSplit: true,
			children: [
				new TableCell({
					columnSpan: columns.length,
					shading: { ...shaded, fill: lightShade },
					children: [
						new Paragraph({ style, keepNext: true, children: runs(strong(spansOf(text)), anchors) })
					]
				})
			]
		});
	return new Table({
		width: { size: widths.reduce((a, b) => a + b, 0), type: WidthType.DXA },
		columnWidths: widths,
		layout: TableLayoutType.FIXED,
		margins: { top: 60, bottom: 60, left: 80, right: 80 },
		borders: tableBorders,
		rows: [
			...(hasTitles(columns) || rows.length === 0
				? [
						new TableRow({
							tableHeader: true,
							cantSplit: true,
							children: columns.map(({ title }, index) => cell(title, index, true))
						})
					]
				: []),
			...rows.flatMap((row, index) => {
				const group = groups?.get(index);
				const isTotal = hasTotal && index === rows.length - 1;
				const made = new TableRow({
					// A row longer than this may take more than is left of a page.
					cantSplit: row.every((text) => plainText(text).length < 600),
					children: columns.map((_, column) => cell(row[column] ?? '', column, isTotal))
				});
				return group === undefined ? [made] : [heading(group), made];
			})
		]
	});
}

const edge = { style: BorderStyle.SINGLE, size: 4, color: line } as const;
const none = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
const tableBorders = {
	top: edge,
	bottom: edge,
	left: edge,
	right: edge,
	insideHorizontal: edge,
	insideVertical: edge
};

/** Names and what they stand for, without lines. */
function plainTable(facts: readonly (readonly [string, string])[], share: number): Table {
	const widths = [Math.round(room.upright * share), Math.round(room.upright * (1 - share))];
	const cell = (text: string, column: number): TableCell =>
		new TableCell({
			width: { size: widths[column]!, type: WidthType.DXA },
			children: paragraphs(text).map(
				(part) =>
					new Paragraph({
						spacing: { after: 40 },
						children: part.map(
							(span) =>
								new TextRun({ text: cleanText(span.text), color: column === 0 ? quiet : ink })
						)
					})
			)
		});
	return new Table({
		width: { size: room.upright, type: WidthType.DXA },
		columnWidths: widths,
		layout: TableLayoutType.FIXED,
		borders: {
			top: none,
			bottom: none,
			left: none,
			right: none,
			insideHorizontal: none,
			insideVertical: none
		},
		rows: facts.map(([name, value]) => new TableRow({ children: [cell(name, 0), cell(value, 1)] }))
	});
}

/** Pixels that a page has room for below a heading. */
const pictureHeight: Readonly<Record<Turn, number>> = { upright: 640, wide: 520 };

function pictureParts(
	picture: Extract<PaperBlock, { type: 'picture' }>['picture'],
	turn: Turn
): Part[] {
	const { svg, png, width, height, description } = picture;
	const scale = Math.min(1, room[turn] / 15 / width, pictureHeight[turn] / height);
	const transformation = { width: Math.round(width * scale), height: Math.round(height * scale) };
	const altText = { name: description.slice(0, 60), title: '', description };
	if (!png) return [new Paragraph({ children: runs(description) })];
	return [
		new Paragraph({
			children: [
				new ImageRun({
					type: 'svg',
					data: new TextEncoder().encode(svg),
					transformation,
					altText,
					fallback: { type: 'png', data: png }
				})
			]
		})
	];
}

function signatures(paper: Paper): Part[] {
	const { words, version } = paper;
	const parties = signing(paper.parties);
	const state = version ? `${words.version} ${version.number}` : words.draft;
	const columns = [words.organization, words.name, words.place, words.signature];
	const widths = signatureShares(parties).map((share) => Math.round(share * room.upright));
	// Lines to sign stay together, and with what is signed, as long as they fit a page.
	const keepNext = parties.length <= 12;
	const cell = (text: Inline, column: number): TableCell =>
		new TableCell({
			width: { size: widths[column]!, type: WidthType.DXA },
			verticalAlign: VerticalAlignTable.BOTTOM,
			children: [new Paragraph({ style: 'Cell', keepNext, children: runs(text) })]
		});
	return [
		new Paragraph({ heading: HeadingLevel.HEADING_1, children: runs(words.signatures) }),
		new Paragraph({ keepNext: true, children: runs(`${words.signaturesAbout} ${state}.`) }),
		new Table({
			width: { size: room.upright, type: WidthType.DXA },
			columnWidths: widths,
			layout: TableLayoutType.FIXED,
			margins: { top: 60, bottom: 60, left: 80, right: 80 },
			borders: tableBorders,
			rows: [
				new TableRow({
					tableHeader: true,
					cantSplit: true,
					children: columns.map((title, index) => cell(strong(spansOf(title)), index))
				}),
				...parties.map(
					({ name }) =>
						new TableRow({
							cantSplit: true,
							height: { value: 960, rule: HeightRule.ATLEAST },
							children: [cell(name, 0), cell('', 1), cell('', 2), cell('', 3)]
						})
				)
			]
		})
	];
}

const strong = (spans: readonly Span[]): Span[] =>
	spans.map((span) => ({ ...span, isStrong: true }));

function oneLine(text: Inline): Inline {
	return spansOf(text).map((span) => ({ ...span, text: span.text.replaceAll(/\s+/gu, ' ') }));
}

/** Paragraphs are what an empty line separates. */
function paragraphs(text: Inline): readonly (readonly Span[])[] {
	if (typeof text !== 'string') return [text];
	return cleanText(text)
		.trim()
		.split(/\n{2,}/u)
		.map((part) => [{ text: part }]);
}

function runs(text: Inline, anchors: Anchors = new Map()): ParagraphChild[] {
	return spansOf(text).flatMap((span) => spanRuns(span, anchors));
}

function spanRuns(span: Span, anchors: Anchors): ParagraphChild[] {
	const link = safeLink(span.link);
	const lines = cleanText(span.text).split('\n');
	const made = lines.map(
		(text, index) =>
			new TextRun({
				text,
				...(index > 0 && { break: 1 }),
				...(span.isStrong && { bold: true }),
				...(span.isEmphasis && { italics: true }),
				...(span.isStruck && { strike: true }),
				...(span.isCode && { font: 'Courier New' }),
				...(span.isQuiet && { italics: true, color: quiet }),
				...((link !== undefined || span.target !== undefined) && { color: accent }),
				...(link !== undefined && { underline: {} }),
				...(isRightToLeft(text) && { rightToLeft: true })
			})
	);
	if (link !== undefined) return [new ExternalHyperlink({ link, children: made })];
	const anchor = anchors.get(span.target ?? '');
	return anchor === undefined ? made : [new InternalHyperlink({ anchor, children: made })];
}

/** Names of bookmarks: a letter, then letters and digits, at most forty. */
type Anchors = ReadonlyMap<string, string>;

function anchorsOf(blocks: readonly PaperBlock[]): Anchors {
	const anchors = new Map<string, string>();
	for (const block of blocks) {
		if (block.type !== 'heading' || block.anchor === undefined) continue;
		if (!anchors.has(block.anchor)) anchors.set(block.anchor, `at_${anchors.size + 1}`);
	}
	return anchors;
}
