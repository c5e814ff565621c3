import {
	cleanText,
	confirmationFacts,
	partyText,
	plainText,
	safeLink,
	signing,
	spansOf
} from './paper.ts';
import type { Inline, ListEntry, Paper, PaperBlock, PaperColumn, Span } from './paper.ts';

/**
 * The document as Markdown (CommonMark, tables as GitHub writes them), its cover on top. What people wrote
 * stays text: nothing in it becomes a heading, a link, an image or HTML.
 */
export function formatMarkdown(paper: Paper): string {
	const { words } = paper;
	const parts = [
		`# ${inline(paper.title) || inline(words.untitled)}`,
		cover(paper),
		paper.about === undefined ? '' : paragraphs(paper.about),
		...paper.blocks.map((block) => formatBlock(block, words.untitled)),
		...(paper.isSigned ? signatures(paper) : [])
	];
	return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function cover(paper: Paper): string {
	const { kind, session, purpose, date, version, parties, words } = paper;
	const facts: (readonly [string, Inline])[] = [
		[words.session, session],
		...(purpose ? [[words.purpose, purpose] as const] : []),
		[words.date, date],
		[words.version, version ? String(version.number) : words.draft],
		...(version ? [[words.hash, [{ text: version.hash, isCode: true }]] as const] : []),
		...confirmationFacts(paper),
		...parties.map((party): readonly [string, Inline] => [party.name, partyText(party, words)])
	];
	return [
		`*${inline(kind)}*\n`,
		...facts.map(([name, value]) => `- **${inline(name)}:** ${inline(value)}`)
	].join('\n');
}

function signatures({ words, parties, version }: Paper): string[] {
	const state = version ? `${words.version} ${version.number}` : words.draft;
	const columns = [words.organization, words.name, words.place, words.signature];
	return [
		`## ${inline(words.signatures)}`,
		`${inline(words.signaturesAbout)} ${inline(state)}.`,
		table(
			columns.map((title) => ({ title })),
			signing(parties).map(({ name }) => [name])
		)
	];
}

function formatBlock(block: PaperBlock, untitled: string): string {
	switch (block.type) {
		case 'heading': {
			const number = block.number === undefined ? '' : `${block.number.replaceAll('.', '\\.')} `;
			return `${'#'.repeat(block.level)} ${number}${inline(block.text) || inline(untitled)}`;
		}
		case 'text': {
			const label = block.label === undefined ? '' : `**${inline(block.label)}:** `;
			return `${label}${paragraphs(block.text)}`;
		}
		case 'quote':
			return paragraphs(block.text).replaceAll(/^/gmu, '> ');
		case 'list':
			return list(block.entries);
		case 'table':
			return table(block.columns, block.rows, block.groups);
		default:
			return paragraphs(block.picture.description);
	}
}

/** Entries under numbered ones are set in further than under bullets: by the width of what is in front. */
function list(entries: readonly ListEntry[]): string {
	const counts: number[] = [];
	return entries
		.map(({ text, depth, isOrdered }) => {
			counts.length = Math.min(counts.length, depth + 1);
			counts[depth] = (counts[depth] ?? 0) + 1;
			const mark = isOrdered ? `${counts[depth]}.` : '-';
			return `${'   '.repeat(depth)}${mark} ${inline(text)}`;
		})
		.join('\n');
}

const tableLine = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function table(
	columns: readonly PaperColumn[],
	rows: readonly (readonly Inline[])[],
	groups?: ReadonlyMap<number, Inline>
): string {
	return [
		tableLine(columns.map(({ title }) => inline(title))),
		tableLine(columns.map(({ isFigure }) => (isFigure ? '---:' : '---'))),
		...rows.flatMap((row, at) => {
			const group = groups?.get(at);
			const line = tableLine(columns.map((_, index) => cell(row[index] ?? '')));
			if (group === undefined) return [line];
			return [
				tableLine(columns.map((_, index) => (index === 0 ? `**${cell(group)}**` : ''))),
				line
			];
		})
	].join('\n');
}

/** Line breaks would end the row. */
function cell(text: Inline): string {
	return cleanText(plainText(text))
		.trim()
		.split(/\n+/u)
		.map((line) => inline(line))
		.join('<br>');
}

/** Text on one line: line breaks would end the paragraph, heading or list entry. */
function inline(text: Inline): string {
	return spansOf(text)
		.map((span) => formatSpan(span))
		.join('')
		.trim();
}

function formatSpan(span: Span): string {
	const text = cleanText(span.text).replaceAll(/\s+/gu, ' ');
	const bare = text.trim();
	if (bare === '') return text;
	const emphasis = span.isEmphasis || span.isQuiet ? '*' : '';
	const marks = `${span.isStrong ? '**' : ''}${emphasis}${span.isStruck ? '~~' : ''}`;
	const words = span.isCode ? code(bare) : escape(bare);
	const marked = `${marks}${words}${Array.from(marks).toReversed().join('')}`;
	const link = safeLink(span.link)?.replaceAll(/[<>]/gu, encodeURIComponent);
	// Marks hold only where they touch the words: blanks stay outside.
	return [
		text.startsWith(' ') ? ' ' : '',
		link === undefined ? marked : `[${marked}](<${link}>)`,
		text.endsWith(' ') ? ' ' : ''
	].join('');
}

function code(text: string): string {
	const longest = Math.max(0, ...(text.match(/`+/gu) ?? []).map(({ length }) => length));
	const fence = '`'.repeat(longest + 1);
	const room = /^`|`$/u.test(text) ? ' ' : '';
	return `${fence}${room}${text}${room}${fence}`;
}

/** Text with its own paragraphs and lines. */
function paragraphs(text: Inline): string {
	if (typeof text !== 'string') return inline(text);
	return cleanText(text)
		.trim()
		.split(/\n{2,}/u)
		.map((paragraph) => paragraph.split('\n').map(inline).join('\\\n'))
		.join('\n\n');
}

/** Signs that mean something anywhere, and those that do at the beginning of a line. */
function escape(text: string): string {
	return text
		.replaceAll(/[\\`*_[\]<>&~|]/gu, '\\$&')
		.replace(/^([#+=-])/u, '\\$1')
		.replace(/^(\d{1,9})([.)])/u, '$1\\$2');
}
