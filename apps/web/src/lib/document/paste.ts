import {
	cleanDoc,
	docLimits,
	isDocLink,
	isDocText,
	type DocElement,
	type DocNode
} from '@concordia/board/document';

type Marks = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

interface Context {
	readonly marks: Marks;
	readonly list: 'bullet' | 'numbered' | null;
	readonly depth: number;
	readonly quote: boolean;
}

const top: Context = { marks: {}, list: null, depth: -1, quote: false };
const deepest = 200;

/** Elements whose content is no text of the document. */
const left = new Set(
	'SCRIPT STYLE TITLE HEAD META LINK NOSCRIPT TEMPLATE OBJECT EMBED IFRAME SVG MATH CANVAS VIDEO AUDIO SELECT TEXTAREA BUTTON INPUT'.split(
		' '
	)
);
const blockTags = new Set(
	'P DIV H1 H2 H3 H4 H5 H6 LI UL OL BLOCKQUOTE PRE TABLE SECTION ARTICLE HEADER FOOTER MAIN ASIDE NAV BODY FIGURE FIGCAPTION DL DT DD ADDRESS HR'.split(
		' '
	)
);

/**
 * Pasted HTML of any program as the blocks of a document, and nothing else: no styles, scripts, pictures or handlers.
 * It is read by the browser in a document of its own, in which nothing runs or is fetched.
 */
export function readPasted(html: string): DocElement[] {
	const { body } = new DOMParser().parseFromString(trusted(html), 'text/html');
	const reader = new Reader();
	reader.read(body, top, 0);
	return cleanDoc(reader.end());
}

interface Policies {
	createPolicy(
		name: string,
		rules: { createHTML(html: string): string }
	): {
		createHTML(html: string): string;
	};
}

let policy: ReturnType<Policies['createPolicy']> | null = null;

/** Browsers that watch over what is read as HTML are told that this is meant to be. */
function trusted(html: string): string {
	const { trustedTypes } = globalThis as { trustedTypes?: Policies };
	if (!trustedTypes) return html;
	policy ??= trustedTypes.createPolicy('document-paste', { createHTML: (text) => text });
	return policy.createHTML(html);
}

class Reader {
	readonly #blocks: DocElement[] = [];
	#line: DocNode[] = [];
	#attrs: Record<string, unknown> = {};

	end(): DocElement[] {
		this.#close();
		return this.#blocks;
	}

	read(node: Node, context: Context, depth: number): void {
		if (depth > deepest) return;
		for (const child of node.childNodes) {
			if (child.nodeType === 3) this.#text(child.nodeValue ?? '', context);
			else if (child instanceof Element) this.#element(child, context, depth);
		}
	}

	#element(element: Element, context: Context, depth: number): void {
		const tag = element.tagName.toUpperCase();
		if (left.has(tag)) return;
		if (tag === 'BR') {
			this.#line.push({ type: 'break' });
			return;
		}
		if (!blockTags.has(tag)) {
			this.read(element, { ...context, marks: marksOf(element, tag, context.marks) }, depth + 1);
			return;
		}
		this.#close();
		if (tag === 'TABLE') {
			this.#table(element, depth);
			return;
		}
		const inner = contextOf(tag, context);
		this.#attrs = attributesOf(element, tag, inner);
		this.read(element, inner, depth + 1);
		this.#close();
	}

	#text(raw: string, { marks }: Context): void {
		const isFirst = this.#line.length === 0;
		const text = raw.replaceAll(/[\s\u00A0]+/gu, ' ');
		const shown = isFirst ? text.trimStart() : text;
		if (shown !== '')
			this.#line.push({ text: shown, ...(Object.keys(marks).length > 0 && { marks }) });
	}

	#close(): void {
		const last = this.#line.at(-1);
		if (last && !isDocText(last)) this.#line.pop();
		if (this.#line.length > 0) {
			const content = wordList(this.#line, this.#attrs);
			this.#blocks.push({ type: 'paragraph', attrs: this.#attrs, content });
		}
		this.#line = [];
		this.#attrs = {};
	}

	/** Tables in tables are read as their text. */
	#table(table: Element, depth: number): void {
		const rows = [...table.querySelectorAll('tr')].filter((row) => row.closest('table') === table);
		const content = rows.slice(0, 1000).map((row): DocElement => {
			const cells = [...row.children].filter(({ tagName }) => /^T[DH]$/i.test(tagName));
			return {
				type: 'row',
				content: cells.slice(0, 100).map((cell) => {
					const inner = new Reader();
					inner.read(cell, top, depth + 1);
					const paragraphs = inner.end().filter(({ type }) => type === 'paragraph');
					return {
						type: 'cell',
						content: paragraphs.length > 0 ? paragraphs : [{ type: 'paragraph' }]
					};
				})
			};
		});
		const isHeader = rows[0]?.querySelector('th') !== null && rows.length > 0;
		if (content.some((row) => row.content?.length)) {
			this.#blocks.push({
				type: 'table',
				...(isHeader && { attrs: { headerRow: true } }),
				content
			});
		}
	}
}

function contextOf(tag: string, context: Context): Context {
	switch (tag) {
		case 'UL':
			return { ...context, list: 'bullet', depth: context.depth + 1 };
		case 'OL':
			return { ...context, list: 'numbered', depth: context.depth + 1 };
		case 'BLOCKQUOTE':
			return { ...context, quote: true };
		default:
			return context;
	}
}

function attributesOf(element: Element, tag: string, context: Context): Record<string, unknown> {
	const level = /^H([1-6])$/.exec(tag)?.[1];
	if (level !== undefined) return { heading: Math.min(3, Number(level)) };
	const isEntry = context.list !== null && element.closest('li') !== null;
	if (isEntry) {
		const box = element
			.closest('li')
			?.querySelector(':scope > input[type=checkbox], :scope > label > input[type=checkbox]');
		return {
			list: box ? 'task' : context.list,
			...(context.depth > 0 && { indent: Math.min(8, context.depth) }),
			...(box?.hasAttribute('checked') && { checked: true })
		};
	}
	// Word says which entry of which list a paragraph is in a style only it knows.
	const word = /mso-list:\s*l\d+\s+level(\d)/i.exec(element.getAttribute('style') ?? '');
	if (word) return { list: 'bullet', wordLevel: Number(word[1]) - 1 };
	return context.quote ? { quote: true } : {};
}

const MARKER = /^\s*(?:(\d{1,3}|[a-z])[.)]|[·•o§▪‣–-])\s+/iu;

/** An entry of a list of Word begins with its marker as text: it tells what list it is, and is taken away. */
function wordList(line: DocNode[], attrs: Record<string, unknown>): DocNode[] {
	const level = attrs['wordLevel'];
	if (typeof level !== 'number') return line;
	delete attrs['wordLevel'];
	if (level > 0) attrs['indent'] = level;
	const whole = line.map((node) => (isDocText(node) ? node.text : '')).join('');
	const found = MARKER.exec(whole);
	if (!found) return line;
	if (found[1] !== undefined) attrs['list'] = 'numbered';
	let toCut = found[0].length;
	return line.flatMap((node): DocNode[] => {
		if (!isDocText(node) || toCut === 0) return [node];
		const cut = Math.min(toCut, node.text.length);
		toCut -= cut;
		const text = node.text.slice(cut);
		return text === '' ? [] : [{ ...node, text }];
	});
}

function marksOf(element: Element, tag: string, marks: Marks): Marks {
	// The text of the attribute: styles of what is pasted are never applied, so that none can be asked for.
	const style = element.getAttribute('style') ?? '';
	const weight = /font-weight:\s*(\w+)/i.exec(style)?.[1] ?? '';
	const more: Record<string, Readonly<Record<string, unknown>>> = { ...marks };
	// Google wraps all it copies in a bold element that is not bold.
	if (weight === 'normal' || weight === '400') delete more['bold'];
	else if (tag === 'B' || tag === 'STRONG' || weight === 'bold' || Number(weight) >= 600) {
		more['bold'] = {};
	}
	if (tag === 'I' || tag === 'EM' || /font-style:\s*italic/i.test(style)) more['italic'] = {};
	if (/^(?:S|STRIKE|DEL)$/.test(tag) || /text-decoration[^;]*line-through/i.test(style)) {
		more['strike'] = {};
	}
	const href = tag === 'A' ? element.getAttribute('href')?.trim() : undefined;
	if (isDocLink(href)) more['link'] = { href };
	return more;
}

/** Blocks as HTML that the editor reads back as they are. */
export function writeHtml(blocks: readonly DocElement[]): string {
	const page = document.implementation.createHTMLDocument('');
	for (const block of blocks) page.body.append(elementOf(block, page));
	return page.body.innerHTML;
}

const tags: Readonly<Record<string, string>> = {
	row: 'tr',
	cell: 'td',
	break: 'br',
	table: 'table'
};
const markTags: Readonly<Record<string, string>> = {
	bold: 'strong',
	italic: 'em',
	strike: 's',
	link: 'a'
};

function elementOf(node: DocNode, page: Document): Node {
	if (isDocText(node)) {
		let inner: Node = page.createTextNode(node.text);
		for (const [name, attrs] of Object.entries(node.marks ?? {})) {
			const element = page.createElement(markTags[name] ?? 'span');
			if (name === 'link') element.setAttribute('href', String(attrs['href']));
			element.append(inner);
			inner = element;
		}
		return inner;
	}
	const { heading, ...rest } = (node.attrs ?? {}) as Record<string, unknown>;
	const element = page.createElement(
		typeof heading === 'number' ? `h${heading}` : (tags[node.type] ?? 'p')
	);
	for (const [name, value] of Object.entries(rest)) element.dataset[name] = String(value);
	for (const part of node.content ?? []) element.append(elementOf(part, page));
	return element;
}

/** What is pasted, made into what a document can hold; what was copied in an editor comes as it is. */
export function cleanPasted(html: string): string {
	if (html.length > docLimits.total) return '';
	return html.includes('data-pm-slice') ? html : writeHtml(readPasted(html));
}
