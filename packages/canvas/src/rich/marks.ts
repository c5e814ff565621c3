/** How a piece of text is to look. */
export interface Mark {
	readonly bold?: true;
	readonly italic?: true;
	readonly strike?: true;
	readonly href?: string;
}

/** A piece of text of one look. */
export interface Span {
	readonly text: string;
	readonly mark: Mark;
}

/** One line as it was written; lists are lines with a marker. */
export interface MarkedLine {
	readonly spans: readonly Span[];
	/** `•`, `1.`, or empty outside lists. */
	readonly marker: string;
	/** How deep in a list, from 0. */
	readonly level: number;
}

const NO_MARK: Mark = {};
const LIST = /^([ \t]*)(?:(-)|(\d{1,3}\.)) +(?=\S)/u;
const MAX_LEVEL = 4;
const LINK =
	/\[([^\]\n]{1,500})\]\(((?:https?:\/\/|mailto:)[^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)*)\)/y;
const ADDRESS = /https?:\/\/[^\s<>()[\]"'*~]*[^\s<>()[\]"'*~.,;:!?]/y;
const marks = [
	['**', 'bold'],
	['~~', 'strike'],
	['*', 'italic']
] as const;

/** Reads the light marks of a text: bold, italic, struck out, links, lists. Total: what is no mark stays as it is. */
export function parseMarks(text: string): MarkedLine[] {
	return text.split('\n').map((line) => {
		const list = LIST.exec(line);
		const spans: Span[] = [];
		readInto(spans, list ? line.slice(list[0].length) : line, NO_MARK);
		if (!list) return { spans, marker: '', level: 0 };
		const indent = list[1]!.replaceAll('\t', '  ').length;
		return {
			spans,
			marker: list[2] ? '•' : list[3]!,
			level: Math.min(MAX_LEVEL, Math.floor(indent / 2))
		};
	});
}

/** The text without its marks, as it reads. */
export function plainText(lines: readonly MarkedLine[]): string {
	return lines
		.map(({ spans, marker }) => {
			const text = spans.map((span) => span.text).join('');
			return marker === '' ? text : `${marker} ${text}`;
		})
		.join('\n');
}

/** The addresses a text links to, in order, each once. */
export function linksIn(text: string): string[] {
	const found = new Set<string>();
	for (const { spans } of parseMarks(text)) {
		for (const { mark } of spans) if (mark.href !== undefined) found.add(mark.href);
	}
	return [...found];
}

function readInto(spans: Span[], text: string, mark: Mark): void {
	/** Marks that are closed nowhere in the rest: not looked for again. */
	const dead = new Set<string>();
	let plain = 0;
	let at = 0;
	const put = (end: number): void => {
		if (end > plain) spans.push({ text: text.slice(plain, end), mark });
	};
	while (at < text.length) {
		const link = mark.href === undefined ? linkAt(text, at) : null;
		const found = link ?? markAt(text, at, mark, dead);
		if (!found) {
			at += 1;
			continue;
		}
		put(at);
		readInto(spans, found.inner, { ...mark, ...found.mark });
		at = found.end;
		plain = at;
	}
	put(text.length);
}

interface Found {
	readonly inner: string;
	readonly mark: Mark;
	readonly end: number;
}

function linkAt(text: string, at: number): Found | null {
	const pattern = text[at] === '[' ? LINK : text[at] === 'h' ? ADDRESS : null;
	if (!pattern || (pattern === ADDRESS && /\w/u.test(text[at - 1] ?? ''))) return null;
	pattern.lastIndex = at;
	const match = pattern.exec(text);
	if (!match) return null;
	const [all, inner = all, href = all] = match;
	return { inner, mark: { href }, end: at + all.length };
}

function markAt(text: string, at: number, mark: Mark, dead: Set<string>): Found | null {
	for (const [sign, name] of marks) {
		if (!text.startsWith(sign, at)) continue;
		if (mark[name] || dead.has(sign) || !opens(text, at, sign)) continue;
		const close = closeOf(text, at + sign.length, sign);
		if (close === null) {
			dead.add(sign);
			continue;
		}
		return {
			inner: text.slice(at + sign.length, close),
			mark: { [name]: true },
			end: close + sign.length
		};
	}
	return null;
}

/** `2*3*4` and `a * b` are no marks. */
function opens(text: string, at: number, sign: string): boolean {
	const next = text[at + sign.length];
	if (next === undefined || /\s/u.test(next)) return false;
	// A single star that is half of a double one.
	if (sign === '*' && (next === '*' || text[at - 1] === '*')) return false;
	return !(isDigit(text[at - 1]) && isDigit(next));
}

function closeOf(text: string, from: number, sign: string): number | null {
	for (let at = text.indexOf(sign, from + 1); at >= 0; at = text.indexOf(sign, at + 1)) {
		if (/\s/u.test(text[at - 1]!)) continue;
		const after = text[at + sign.length];
		if (sign === '*') {
			if (text[at - 1] === '*' || after === '*') continue;
		} else if (after === sign[0]) continue;
		if (!(isDigit(text[at - 1]) && isDigit(after))) return at;
	}
	return null;
}

function isDigit(character: string | undefined): boolean {
	return character !== undefined && character >= '0' && character <= '9';
}
