import type { Splice } from '#lib/board/text-splice.ts';

/** What a key or a button does to a marked text: replacements in it, in order, and the selection afterwards. */
export interface TextEdit {
	readonly splices: readonly Splice[];
	readonly start: number;
	readonly end: number;
}

/** How bold, italic and struck out letters are written. */
export type Sign = '**' | '*' | '~~';

const MARKER = /^[ \t]*(?:- |\d{1,3}\. )/u;
const WORD = /[\p{L}\p{M}\p{N}_'’-]/u;

/** Gives the selection, or the word at the caret, a look, or takes it away when all of it has it. */
export function toggleSign(value: string, start: number, end: number, sign: Sign): TextEdit {
	const caret = start === end;
	const [from, to] = caret ? wordAt(value, start) : [start, end];
	const parts = partsOf(value, from, to);
	if (parts.length === 0) {
		const at = start + sign.length;
		return { splices: [{ index: start, remove: 0, insert: sign + sign }], start: at, end: at };
	}
	const signs = parts.map((part) => signsAround(value, part, sign));
	const splices: Splice[] = [];
	if (signs.every((found) => found !== null)) {
		for (const [open, close] of signs) {
			splices.push({ index: open, remove: sign.length, insert: '' });
			splices.push({ index: close, remove: sign.length, insert: '' });
		}
	} else {
		for (const [index, part] of parts.entries()) {
			if (signs[index]) continue;
			splices.push({ index: part.from, remove: 0, insert: sign });
			splices.push({ index: part.to, remove: 0, insert: sign });
		}
	}
	return { splices, start: moved(splices, start, caret), end: moved(splices, end, true) };
}

interface Part {
	readonly from: number;
	readonly to: number;
}

function wordAt(value: string, at: number): [number, number] {
	let [from, to] = [at, at];
	while (from > 0 && WORD.test(value[from - 1]!)) from--;
	while (to < value.length && WORD.test(value[to]!)) to++;
	return [from, to];
}

/** The selection line by line, without list markers and the spaces around: a look never spans lines. */
function partsOf(value: string, start: number, end: number): Part[] {
	const parts: Part[] = [];
	let lineStart = value.lastIndexOf('\n', start - 1) + 1;
	while (lineStart <= end) {
		const found = value.indexOf('\n', lineStart);
		const lineEnd = found < 0 ? value.length : found;
		const marker = MARKER.exec(value.slice(lineStart, lineEnd))?.[0].length ?? 0;
		let from = Math.max(start, lineStart + marker);
		let to = Math.min(end, lineEnd);
		while (from < to && /\s/u.test(value[from]!)) from++;
		while (to > from && /\s/u.test(value[to - 1]!)) to--;
		if (from < to) parts.push({ from, to });
		lineStart = lineEnd + 1;
	}
	return parts;
}

/** Where the signs of a part stand that give it this look: just outside it, or at its own ends. */
function signsAround(value: string, { from, to }: Part, sign: Sign): [number, number] | null {
	let left = from;
	let right = to;
	while (left > 0 && '*~'.includes(value[left - 1]!)) left--;
	while (right < value.length && '*~'.includes(value[right]!)) right++;
	let inner = from;
	let outer = to;
	while (inner < to && '*~'.includes(value[inner]!)) inner++;
	while (outer > inner && '*~'.includes(value[outer - 1]!)) outer--;
	const before = value.slice(left, inner);
	const after = value.slice(outer, right);
	if (!holds(before, sign) || !holds(after, sign)) return null;
	return [left + before.lastIndexOf(sign), outer + after.indexOf(sign)];
}

/** Two stars are bold, one or three are (also) italic. */
function holds(signs: string, sign: Sign): boolean {
	if (sign === '~~') return signs.includes('~~');
	const stars = signs.replaceAll('~', '').length;
	return sign === '**' ? stars >= 2 : stars % 2 === 1;
}

/** Where an offset is after the replacements. `stays`: what is put in right there comes behind it. */
function moved(splices: readonly Splice[], offset: number, stays: boolean): number {
	let shift = 0;
	for (const { index, remove, insert } of splices) {
		if (index > offset || (index === offset && stays)) break;
		shift += insert.length - Math.min(remove, Math.max(0, offset - index));
	}
	return offset + shift;
}

/** Enter in a list: the next entry, or the end of the list after an empty one. Null outside lists. */
export function continueList(value: string, caret: number): TextEdit | null {
	const lineStart = value.lastIndexOf('\n', caret - 1) + 1;
	const line = /^([ \t]*)(?:(- )|(\d{1,3})\. )/u.exec(value.slice(lineStart));
	if (!line || caret < lineStart + line[0].length) return null;
	const end = value.indexOf('\n', caret);
	const content = value.slice(lineStart + line[0].length, end < 0 ? undefined : end);
	if (content.trim() === '') {
		const splice = { index: lineStart, remove: line[0].length + content.length, insert: '' };
		return { splices: [splice], start: lineStart, end: lineStart };
	}
	const marker = line[2] ?? `${Math.min(999, Number(line[3]) + 1)}. `;
	const insert = `\n${line[1]}${marker}`;
	const at = caret + insert.length;
	return { splices: [{ index: caret, remove: 0, insert }], start: at, end: at };
}

/** Makes every line of the selection an entry of a list, or takes the markers away when all have one. */
export function toggleList(
	value: string,
	start: number,
	end: number,
	isNumbered: boolean
): TextEdit {
	const lines: { readonly at: number; readonly text: string }[] = [];
	let at = value.lastIndexOf('\n', start - 1) + 1;
	while (at <= end) {
		const found = value.indexOf('\n', at);
		const lineEnd = found < 0 ? value.length : found;
		lines.push({ at, text: value.slice(at, lineEnd) });
		at = lineEnd + 1;
	}
	const wanted = isNumbered ? /^[ \t]*\d{1,3}\. /u : /^[ \t]*- /u;
	const isOff = lines.every(({ text }) => wanted.test(text));
	const splices = lines.map(({ at: index, text }, place): Splice => {
		const remove = MARKER.exec(text)?.[0].length ?? 0;
		return { index, remove, insert: isOff ? '' : isNumbered ? `${place + 1}. ` : '- ' };
	});
	return { splices, start: moved(splices, start, false), end: moved(splices, end, false) };
}

/** Whether a text is an address that a link may lead to. */
export function isAddress(text: string): boolean {
	return /^(?:https?:\/\/[^\s<>"']+|mailto:[^\s<>"']+@[^\s<>"']+)$/u.test(text);
}

/** What somebody typed as an address, with its scheme; null when it can't be one. */
export function addressOf(typed: string): string | null {
	const text = typed.trim();
	if (isAddress(text)) return escapeAddress(text);
	if (/^[^\s@/:]+@[^\s@/]+\.[^\s@/]+$/u.test(text)) return `mailto:${text}`;
	if (/^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+(?:[/?#:]\S*)?$/u.test(text)) {
		return escapeAddress(`https://${text}`);
	}
	return null;
}

/** Brackets would end the link. */
function escapeAddress(address: string): string {
	return address.replaceAll('(', '%28').replaceAll(')', '%29');
}

/** Makes the selection, or the word at the caret, a link. */
export function makeLink(value: string, start: number, end: number, address: string): TextEdit {
	const [from, to] = start === end ? wordAt(value, start) : [start, end];
	const words = value.slice(from, to);
	if (words.trim() === '' || words.includes('\n')) {
		const at = to + address.length;
		return { splices: [{ index: to, remove: 0, insert: address }], start: at, end: at };
	}
	const tail = `](${address})`;
	const at = to + 1 + tail.length;
	return {
		splices: [
			{ index: from, remove: 0, insert: '[' },
			{ index: to, remove: 0, insert: tail }
		],
		start: at,
		end: at
	};
}
