import { depthOf, docText, entryNumbers, groupBlocks } from './text.ts';
import { isDocText, type DocElement, type DocNode, type DocText } from './tree.ts';

/** What a live field is written as; the words come from who knows the board. */
export type LiveText = (item: string, view: string | undefined) => string;

/** A document as Markdown. Suggestions that nobody has accepted are left out: what stands is what is written. */
export function docMarkdown(blocks: readonly DocElement[], live: LiveText = () => ''): string {
	const parts = groupBlocks(blocks).map((group) => {
		if (group.kind === 'list') return list(group.entries);
		if (group.kind === 'quote') return group.entries.map(quote).join('\n>\n');
		return block(group.block, live);
	});
	return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function block(node: DocElement, live: LiveText): string {
	if (node.type === 'table') return table(node);
	if (node.type === 'live') {
		const { item, view } = node.attrs ?? {};
		return live(typeof item === 'string' ? item : '', typeof view === 'string' ? view : undefined);
	}
	const text = inline(node.content);
	const level = node.attrs?.['heading'];
	if (typeof level === 'number' && text !== '') return `${'#'.repeat(level)} ${text}`;
	// What begins like a heading, a list or a quote would become one.
	return text.replace(/^(\s*)([#>+-]|\d+[.)])/u, (_, space: string, sign: string) =>
		/^\d/.test(sign) ? `${space}${sign.slice(0, -1)}\\${sign.slice(-1)}` : `${space}\\${sign}`
	);
}

function quote(node: DocElement): string {
	return `> ${inline(node.content).replaceAll('\n', '\n> ')}`;
}

function list(entries: readonly DocElement[]): string {
	const numbers = entryNumbers(entries);
	return entries
		.map(({ attrs, content }, index) => {
			const kind = attrs?.['list'];
			const task = kind === 'task' ? (attrs?.['checked'] === true ? '[x] ' : '[ ] ') : '';
			const sign = kind === 'numbered' ? `${numbers[index]}.` : '-';
			const space = '   '.repeat(depthOf(attrs));
			return `${space}${sign} ${task}${inline(content).replaceAll('\n', `\n${space}   `)}`;
		})
		.join('\n');
}

function table({ content = [] }: DocElement): string {
	const rows = content.filter((row): row is DocElement => !isDocText(row)).map(cellsOf);
	const [first, ...rest] = rows;
	if (first === undefined) return '';
	const width = Math.max(...rows.map((row) => row.length));
	const line = (cells: readonly string[]): string =>
		`| ${Array.from({ length: width }, (_, at) => cells[at] ?? '').join(' | ')} |`;
	return [line(first), `|${' --- |'.repeat(width)}`, ...rest.map(line)].join('\n');
}

function cellsOf(row: DocElement): string[] {
	return (row.content ?? []).map((cell) =>
		(isDocText(cell) ? [cell] : (cell.content ?? []))
			.map((part) => (isDocText(part) ? part.text : inline(part.content)))
			.join(' ')
			.replaceAll('|', '\\|')
			.replaceAll('\n', ' ')
	);
}

function inline(content: readonly DocNode[] = []): string {
	return content
		.map((node) => {
			if (!isDocText(node)) return node.type === 'break' ? '\\\n' : docText(node);
			return node.marks?.['insertion'] ? '' : marked(node);
		})
		.join('');
}

function marked({ text, marks = {} }: DocText): string {
	const [, before = '', inner = '', after = ''] = /^(\s*)(.*?)(\s*)$/su.exec(text) ?? [];
	if (inner === '') return text;
	let words = inner.replaceAll(/[\\`*_[\]<>~]/gu, (sign) => `\\${sign}`);
	if (marks['strike']) words = `~~${words}~~`;
	if (marks['italic']) words = `*${words}*`;
	if (marks['bold']) words = `**${words}**`;
	const href = marks['link']?.['href'];
	if (typeof href === 'string')
		words = `[${words}](<${href.replaceAll(/[<>]/gu, encodeURIComponent)}>)`;
	return before + words + after;
}
