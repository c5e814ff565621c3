import { dataUrlOf } from './pictures.ts';

/** The page's fonts that these words need, as CSS with the fonts inside: so a drawing looks the same elsewhere. */
export async function embedFonts(words: string): Promise<string> {
	const needed = [...new Set(words)].map((letter) => letter.codePointAt(0) ?? 0);
	const rules: string[] = [];
	for (const face of fontFaces()) {
		const range = face.style.getPropertyValue('unicode-range');
		if (!needed.some((point) => isInRange(point, range))) continue;
		const source = face.style.getPropertyValue('src');
		const url = /url\("?([^")]+)"?\)/.exec(source)?.[1];
		if (url === undefined) continue;
		try {
			const base = face.parentStyleSheet?.href ?? document.baseURI;
			const response = await fetch(new URL(url, base));
			if (!response.ok) continue;
			const inside = source.replace(url, await dataUrlOf(await response.blob()));
			rules.push(face.cssText.replace(source, inside));
		} catch {
			// The reader's own fonts then stand in.
		}
	}
	return rules.join('\n');
}

function* fontFaces(): Iterable<CSSFontFaceRule> {
	for (const sheet of document.styleSheets) {
		let rules: CSSRuleList;
		try {
			rules = sheet.cssRules;
		} catch {
			continue; // a sheet of another origin
		}
		for (const rule of rules) if (rule instanceof CSSFontFaceRule) yield rule;
	}
}

/** Whether a CSS unicode-range names a character; without one a font is for all. */
export function isInRange(point: number, range: string): boolean {
	if (range.trim() === '') return true;
	return range.split(',').some((part) => {
		const [, first = '', last] = /^\s*U\+([\dA-F?]+)(?:-([\dA-F]+))?\s*$/i.exec(part) ?? [];
		if (first === '') return false;
		const from = Number.parseInt(first.replaceAll('?', '0'), 16);
		const to = Number.parseInt(last ?? first.replaceAll('?', 'F'), 16);
		return point >= from && point <= to;
	});
}
