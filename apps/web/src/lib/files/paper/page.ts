import {
	hasTitles,
	isDense,
	isRightToLeft,
	isTurned,
	isWide,
	kindAbove,
	columnShares,
	confirmationFacts,
	hasShortContents,
	lettersAcross,
	partyText,
	plainText,
	safeLink,
	signatureShares,
	signing,
	spansOf
} from '@concordia/exchange';
import type { Inline, ListEntry, Paper, PaperBlock, PaperColumn, Span } from '@concordia/exchange';
import { svgNodes } from '../export/svg-nodes.ts';

/** A document as elements to print. The contents lead to the headings; the browser knows no page for them. */
export function paperPage(paper: Paper): HTMLElement {
	const root = element('main', { class: 'paper', lang: paper.language });
	const anchors = new Map<string, string>();
	for (const block of paper.blocks) {
		if (block.type === 'heading') anchors.set(block.anchor ?? '', `paper-${anchors.size}`);
	}
	anchors.delete('');
	root.append(
		cover(paper),
		...contents(paper),
		...paper.blocks.map((block, index) => blockElement(block, index, anchors)),
		...(paper.isSigned ? [signatures(paper)] : [])
	);
	return root;
}

type Anchors = ReadonlyMap<string, string>;

function cover(paper: Paper): HTMLElement {
	const { words, version } = paper;
	const kind = kindAbove(paper);
	const facts: [string, string][] = [
		[words.session, paper.session],
		...(paper.purpose ? [[words.purpose, paper.purpose] as [string, string]] : []),
		[words.date, paper.date],
		[words.version, version ? String(version.number) : words.draft],
		...(version
			? [[words.hash, version.hash.match(/.{1,8}/gu)?.join(' ') ?? ''] as [string, string]]
			: []),
		...confirmationFacts(paper)
	];
	const people = paper.parties.map((party): Inline[] => [
		[{ text: party.name, isStrong: true }],
		partyText(party, words)
	]);
	return element(
		'header',
		{ class: 'cover' },
		...(kind === undefined ? [] : [element('p', { class: 'kind' }, kind)]),
		element('h1', {}, paper.title || words.untitled),
		...(paper.about === undefined ? [] : [element('p', { class: 'about' }, paper.about)]),
		element(
			'dl',
			{},
			...facts.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)])
		),
		...(people.length > 0
			? [table([{ title: words.organization }, { title: words.participants }], people)]
			: [])
	);
}

function contents({ words, blocks, isSigned }: Paper): HTMLElement[] {
	const entries = blocks.flatMap((block, index) => {
		if (block.type !== 'heading' || block.level === 4) return [];
		const text = `${block.number ?? ''} ${plainText(block.text)}`.trim();
		const link = element('a', { href: `#${headingId(index)}` }, text);
		return [element('li', { class: `level-${block.level}` }, link)];
	});
	if (entries.length === 0) return [];
	if (isSigned) {
		const link = element('a', { href: `#${signaturesId}` }, words.signatures);
		entries.push(element('li', { class: 'level-2' }, link));
	}
	return [
		element(
			'nav',
			{ class: hasShortContents(blocks) ? 'contents' : 'contents long' },
			element('h2', {}, words.contents),
			element('ol', {}, ...entries)
		)
	];
}

const signaturesId = 'paper-signatures';
const headingId = (index: number): string => `paper-heading-${index}`;

function blockElement(block: PaperBlock, index: number, anchors: Anchors): HTMLElement {
	switch (block.type) {
		case 'heading': {
			const number = block.number ? element('span', { class: 'number' }, `${block.number} `) : '';
			return element(
				`h${Math.max(2, block.level)}`,
				{ id: headingId(index), ...direction(block.text) },
				element(
					'span',
					{ id: anchors.get(block.anchor ?? '') ?? '' },
					number,
					...inline(block.text, anchors)
				)
			);
		}
		case 'text': {
			const label = block.label === undefined ? [] : [element('strong', {}, `${block.label}: `)];
			return element('p', direction(block.text), ...label, ...inline(block.text, anchors));
		}
		case 'quote':
			return element('blockquote', direction(block.text), ...inline(block.text, anchors));
		case 'list':
			return list(block.entries, anchors);
		case 'table':
			return table(block.columns, block.rows, anchors, block);
		default: {
			const { svg, description } = block.picture;
			const picture = svgNodes(svg);
			picture.setAttribute('role', 'img');
			picture.setAttribute('aria-label', description);
			return element('figure', isTurned(block) ? { class: 'wide' } : {}, picture);
		}
	}
}

/** Nested lists from entries with depths. */
function list(entries: readonly ListEntry[], anchors: Anchors): HTMLElement {
	const root = element('div', { class: 'list' });
	const open: { list: HTMLElement; depth: number; isOrdered: boolean }[] = [];
	for (const { text, depth, isOrdered } of entries) {
		while (open.length > 0) {
			const last = open.at(-1)!;
			if (last.depth < depth || (last.depth === depth && last.isOrdered === isOrdered)) break;
			open.pop();
		}
		if (open.at(-1)?.depth !== depth) {
			const made = element(isOrdered ? 'ol' : 'ul', {});
			(open.at(-1)?.list.lastElementChild ?? root).append(made);
			open.push({ list: made, depth, isOrdered });
		}
		open.at(-1)!.list.append(element('li', direction(text), ...inline(text, anchors)));
	}
	return root;
}

interface TableLook {
	readonly groups?: ReadonlyMap<number, Inline>;
	readonly hasTotal?: boolean;
	readonly shares?: readonly number[];
}

function table(
	columns: readonly PaperColumn[],
	rows: readonly (readonly Inline[])[],
	anchors: Anchors = new Map(),
	{ groups, hasTotal = false, shares = sharesOf(columns, rows) }: TableLook = {}
): HTMLElement {
	const group = element('colgroup', {});
	const whole = shares.reduce((all, share) => all + share, 0);
	for (const share of shares) {
		const column = element('col', {});
		column.style.width = `${((share / whole) * 100).toFixed(2)}%`;
		group.append(column);
	}
	const made = element(
		'table',
		{ class: `${isWide(columns) ? 'wide' : ''} ${isDense(columns) ? 'dense' : ''}`.trim() },
		group,
		...(hasTitles(columns)
			? [
					element(
						'thead',
						{},
						element(
							'tr',
							{},
							...columns.map((column) =>
								element('th', { scope: 'col', ...look(column) }, column.title)
							)
						)
					)
				]
			: []),
		element(
			'tbody',
			{},
			...rows.flatMap((row, at) => {
				const heading = groups?.get(at);
				const isTotal = hasTotal && at === rows.length - 1;
				const line = element(
					'tr',
					isTotal ? { class: 'total' } : {},
					...columns.map((column, index) => {
						const text = row[index] ?? '';
						return element('td', { ...look(column), ...direction(text) }, ...inline(text, anchors));
					})
				);
				if (heading === undefined) return [line];
				const span = { class: 'group', scope: 'colgroup', colspan: String(columns.length) };
				return [element('tr', {}, element('th', span, ...inline(heading, anchors))), line];
			})
		)
	);
	// As wide as somebody has pulled it.
	if (whole < 0.995) made.style.inlineSize = `${(whole * 100).toFixed(2)}%`;
	return made;
}

const look = ({ isFigure }: PaperColumn): Attributes => (isFigure ? { class: 'figure' } : {});

function sharesOf(
	columns: readonly PaperColumn[],
	rows: readonly (readonly Inline[])[]
): readonly number[] {
	const letters = lettersAcross[isDense(columns) ? 'dense' : isWide(columns) ? 'wide' : 'upright'];
	return columnShares(columns, rows, letters);
}

function signatures({ words, parties: all, version }: Paper): HTMLElement {
	const parties = signing(all);
	const state = version ? `${words.version} ${version.number}` : words.draft;
	const columns = [words.organization, words.name, words.place, words.signature];
	return element(
		'section',
		{ class: 'signatures' },
		element('h2', { id: signaturesId }, words.signatures),
		element('p', {}, `${words.signaturesAbout} ${state}.`),
		table(
			columns.map((title) => ({ title })),
			parties.map(({ name }) => [name]),
			new Map(),
			{ shares: signatureShares(parties) }
		)
	);
}

function inline(text: Inline, anchors: Anchors): (Node | string)[] {
	return spansOf(text).map((span) => spanNode(span, anchors));
}

function spanNode(span: Span, anchors: Anchors): Node | string {
	let node: Node | string = span.text;
	if (span.isCode) node = element('code', {}, node);
	if (span.isStruck) node = element('s', {}, node);
	if (span.isEmphasis) node = element('em', {}, node);
	if (span.isStrong) node = element('strong', {}, node);
	if (span.isQuiet) node = element('span', { class: 'quiet' }, node);
	const link = safeLink(span.link);
	const anchor = anchors.get(span.target ?? '');
	if (link !== undefined) return element('a', { href: link }, node);
	return anchor === undefined ? node : element('a', { href: `#${anchor}` }, node);
}

const direction = (text: Inline): Attributes =>
	isRightToLeft(plainText(text)) ? { dir: 'rtl' } : {};

type Attributes = Readonly<Record<string, string>>;

function element(
	name: string,
	attributes: Attributes,
	...children: readonly (Node | string)[]
): HTMLElement {
	const made = document.createElement(name);
	for (const [key, value] of Object.entries(attributes))
		if (value !== '') made.setAttribute(key, value);
	made.append(...children);
	return made;
}

/** Paper of A4: tables of many columns on pages turned sideways, page numbers below. */
export function paperStyle({ title, session, date, version, words }: Paper): string {
	const state = version ? `${words.version} ${version.number}` : words.draft;
	const mark = version ? version.hash.slice(0, 16) : date;
	const box = 'color: #55636f; font: 8pt var(--font);';
	return `
		@page {
			size: A4; margin: 24mm 20mm 22mm;
			@top-left { content: ${quoted(title, 70)}; ${box} }
			@top-right { content: ${quoted(state, 40)}; ${box} }
			@bottom-left { content: ${quoted(`${session} · ${mark}`, 80)}; ${box} }
			@bottom-right { content: ${quoted(words.page, 20)} ' ' counter(page) ' ' ${quoted(words.of, 20)} ' ' counter(pages); ${box} }
		}
		@page :first {
			@top-left { content: none; } @top-right { content: none; }
			@bottom-left { content: none; } @bottom-right { content: none; }
		}
		@page wide { size: A4 landscape; }
		@media print {
			.paper { color: #1b2733; font: 10.5pt/1.4 var(--font); overflow-wrap: anywhere; hyphens: auto; }
			.paper p, .paper blockquote, .paper li, .paper td { white-space: pre-line; }
			.paper p { margin: 0 0 6pt; max-inline-size: none; }
			.paper h1, .paper h2, .paper h3, .paper h4 { margin: 0; line-height: 1.25; break-after: avoid; text-wrap: balance; hyphens: none; }
			.paper h1 { margin: 6pt 0 14pt; padding-block-end: 12pt; border-block-end: 1.5pt solid #1d4e79; color: #1d4e79; font-size: 27pt; }
			.paper h2 { margin: 20pt 0 6pt; color: #1d4e79; font-size: 16pt; }
			.paper h3 { margin: 14pt 0 5pt; color: #1d4e79; font-size: 12.5pt; }
			.paper h4 { margin: 10pt 0 4pt; font-size: 11pt; }
			.paper .number { font-variant-numeric: tabular-nums; }
			.paper .cover { padding-block-start: 40mm; }
			.paper .kind { color: #55636f; font-size: 12pt; }
			.paper .about { margin-block-end: 14pt; font-size: 12pt; }
			.paper dl { display: grid; grid-template-columns: 34mm 1fr; gap: 2pt 6mm; margin: 0 0 18pt; }
			.paper dt, .paper .quiet { color: #55636f; }
			.paper dd { margin: 0; }
			.paper .quiet { font-style: italic; }
			.paper .contents { break-before: page; }
			.paper .long { break-after: page; }
			.paper .contents h2 { margin-block-start: 0; }
			.paper .contents ol { margin: 0; padding: 0; list-style: none; }
			.paper .contents li { margin-block-end: 3pt; }
			.paper .level-2 { margin-block-start: 7pt; font-weight: 600; }
			.paper .level-3 { padding-inline-start: 6mm; }
			.paper a { color: #1d4e79; text-decoration: none; }
			.paper .list { margin-block-end: 8pt; }
			.paper ul, .paper ol { margin: 0; padding-inline-start: 6mm; }
			.paper li { margin-block-end: 2pt; }
			.paper ul { list-style: disc; }
			.paper blockquote { margin: 0 0 6pt; padding-inline-start: 4mm; border-inline-start: 2pt solid #a9b4bf; }
			.paper table { inline-size: 100%; margin: 0 0 12pt; border-collapse: collapse; table-layout: fixed; font-size: 9pt; line-height: 1.3; }
			.paper .wide { page: wide; }
			.paper h2:has(+ .wide), .paper h3:has(+ .wide) { page: wide; }
			.paper th, .paper td { padding: 3pt 4pt; border: 0.5pt solid #a9b4bf; text-align: start; vertical-align: top; }
			.paper th { background: #e6edf3; font-weight: 600; hyphens: manual; overflow-wrap: break-word; }
			.paper .dense { font-size: 7.5pt; }
			.paper .group { background: #f3f6f9; break-after: avoid; }
			.paper .total { background: #e6edf3; font-weight: 600; }
			.paper .figure { text-align: end; font-variant-numeric: tabular-nums; }
			.paper tr { break-inside: avoid; }
			.paper figure { margin: 0 0 12pt; break-inside: avoid; }
			.paper figure svg { display: block; max-inline-size: 100%; max-block-size: 225mm; block-size: auto; }
			.paper .wide svg { max-block-size: 145mm; }
			.paper .signatures { break-inside: avoid; }
			.paper .signatures td { block-size: 17mm; vertical-align: bottom; }
		}`;
}

/** A text as a string of CSS, on one line and not too long. */
function quoted(text: string, length: number): string {
	const letters = Array.from(text.replaceAll(/\s+/gu, ' ').trim());
	const short =
		letters.length > length ? `${letters.slice(0, length - 1).join('')}…` : letters.join('');
	return `"${short.replaceAll(/[^\p{L}\p{N}\p{Zs}]/gu, (sign) => `\\${sign.codePointAt(0)!.toString(16)} `)}"`;
}
