import type { PaperPicture } from '@concordia/exchange';

/** How wide a drawing is: what an upright page has room for, in pixels of a word processor. */
export const drawingWidth = 624;

export const colors = {
	ink: '#1b2733',
	quiet: '#55636f',
	line: '#a9b4bf',
	faint: '#dfe5ea',
	shade: '#f3f6f9',
	bar: '#b8e8e3',
	barLine: '#0b6b66',
	done: '#5fb3ad',
	danger: '#b3261e',
	accent: '#1d4e79'
} as const;

type Attributes = Readonly<Record<string, string | number>>;

/** An element of a drawing; what stands in it is markup already. */
export function mark(name: string, attributes: Attributes, content = ''): string {
	const said = Object.entries(attributes)
		.map(
			([key, value]) => ` ${key}="${typeof value === 'number' ? rounded(value) : escape(value)}"`
		)
		.join('');
	return content === '' ? `<${name}${said}/>` : `<${name}${said}>${content}</${name}>`;
}

interface TextLook {
	readonly x: number;
	readonly y: number;
	/** Letters that don't fit are left out. */
	readonly width?: number;
	readonly size?: number;
	readonly isStrong?: boolean;
	readonly isQuiet?: boolean;
	readonly anchor?: 'start' | 'middle' | 'end';
}

/** A line of text; `y` is its middle. */
export function textMark(text: string, look: TextLook): string {
	const { x, y, width = Infinity, size = 10, isStrong = false, isQuiet = false } = look;
	return mark(
		'text',
		{
			x,
			y: y + size * 0.35,
			'font-size': size,
			fill: isQuiet ? colors.quiet : colors.ink,
			...(isStrong && { 'font-weight': 'bold' }),
			...(look.anchor && { 'text-anchor': look.anchor })
		},
		escape(cut(text, width / (size * (isStrong ? 1.08 : 1))))
	);
}

export function drawing(
	height: number,
	parts: readonly string[],
	description: string,
	width: number = drawingWidth
): PaperPicture {
	const size = { width: Math.ceil(width), height: Math.ceil(height) };
	const svg = mark(
		'svg',
		{
			xmlns: 'http://www.w3.org/2000/svg',
			viewBox: `0 0 ${size.width} ${size.height}`,
			...size,
			'font-family': 'Arial, Helvetica, sans-serif'
		},
		parts.join('')
	);
	return { svg, ...size, description };
}

/** A text on so many lines at most, broken between words; `width` in pixels. */
export function wrapped(
	text: string,
	{ width, most, size = 10 }: { width: number; most: number; size?: number }
): readonly string[] {
	const lines: string[] = [];
	let line = '';
	for (const word of text.replaceAll(/\s+/gu, ' ').trim().split(' ')) {
		const next = line === '' ? word : `${line} ${word}`;
		if (line === '' || lines.length + 1 >= most || cut(next, width / size) === next) line = next;
		else {
			lines.push(line);
			line = word;
		}
	}
	return [...lines, cut(line, width / size)];
}

/** A text on one line, of at most so many times the height of its letters. */
function cut(text: string, width: number): string {
	const letters = Array.from(text.replaceAll(/\s+/gu, ' ').trim());
	let used = 0;
	let fitting = 0;
	for (const [index, letter] of letters.entries()) {
		used += widthOf(letter);
		if (used > width) return `${letters.slice(0, fitting).join('').trimEnd()}…`;
		if (used <= width - 1) fitting = index + 1;
	}
	return letters.join('');
}

/** How wide a letter of Arial is at most, about. */
function widthOf(letter: string): number {
	if (/[iljtfrI.,;:'|!()[\] ]/u.test(letter)) return 0.34;
	if (/[mwMWÄÖÜA-HJ-Z@%…–]/u.test(letter)) return 0.76;
	return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}]/u.test(
		letter
	)
		? 1.05
		: 0.56;
}

const rounded = (value: number): string => String(Math.round(value * 100) / 100);

const signs: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;'
};

/** Text as it may stand in XML; what no XML may hold is left out. */
function escape(text: string): string {
	return text
		.toWellFormed()
		.replaceAll(/\p{Cc}/gu, '')
		.replaceAll(/[\uFFFE\uFFFF]/gu, '')
		.replaceAll(/[&<>"]/gu, (sign) => signs[sign]!);
}
