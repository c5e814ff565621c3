import { hasWords, words, type InstrumentDefinition, type Locale } from '@concordia/instruments';

/** What asks for the text or a field of a card while it is empty; nothing where the instrument asks nothing. */
export function promptOf(
	definition: InstrumentDefinition,
	locale: Locale,
	kind: string | undefined,
	field = 'text'
): string {
	const key = `${kind}.${field}.prompt`;
	return hasWords(definition, key) ? words(definition, locale, key) : '';
}
