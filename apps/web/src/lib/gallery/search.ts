import { words, type InstrumentDefinition, type Locale } from '@concordia/instruments';

/** The instruments in which every word of the question occurs: in their name, what they are, when they are used. */
export function findInstruments(
	definitions: readonly InstrumentDefinition[],
	question: string,
	locale: Locale
): readonly InstrumentDefinition[] {
	const wanted = plain(question, locale)
		.split(/\s+/u)
		.filter((word) => word !== '');
	return definitions.filter((definition) => {
		const keys = ['title', 'about', 'when', ...definition.kinds.map(({ id }) => `kind.${id}`)];
		const text = plain(keys.map((key) => words(definition, locale, key)).join(' '), locale);
		return wanted.every((word) => text.includes(word));
	});
}

/** Without capitals and accents, which nobody has to type. */
function plain(text: string, locale: Locale): string {
	return text.toLocaleLowerCase(locale).normalize('NFD').replace(/\p{M}/gu, '');
}
