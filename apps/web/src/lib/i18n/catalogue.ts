/** Messages by file, as the bundler collects them: './messages/en/join.json' → {title: 'Join'}. */
export type Catalogue = Record<string, Record<string, string>>;

export const locales = ['en', 'de'] as const;
export type Locale = (typeof locales)[number];

/**
 * One flat table: area and key, joined by a dot. The area is the file's name up to its first dot: `board.json`
 * holds what a board shows at once, `board.later.json` the rest.
 */
export function flatten(files: Catalogue): Map<string, string> {
	const messages = new Map<string, string>();
	for (const [file, texts] of Object.entries(files)) {
		const [area] = file.slice(file.lastIndexOf('/') + 1).split('.');
		for (const [key, text] of Object.entries(texts)) messages.set(`${area}.${key}`, text);
	}
	return messages;
}

/** The language to start in: the one chosen earlier, else the first of the browser's that we have. */
export function chooseLocale(
	preferred: string | null | undefined,
	browser: readonly string[]
): Locale {
	for (const tag of [preferred, ...browser]) {
		const language = tag?.toLowerCase().split('-')[0];
		const known = locales.find((locale) => locale === language);
		if (known) return known;
	}
	return 'en';
}
