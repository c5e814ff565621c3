import { german } from './common/de.ts';
import { english } from './common/en.ts';
import type { InstrumentDefinition } from './definition.ts';

/** A definition with the words that all instruments share; its own come first. */
export function defineInstrument(definition: InstrumentDefinition): InstrumentDefinition {
	const { en, de } = definition.words;
	return { ...definition, words: { en: { ...english, ...en }, de: { ...german, ...de } } };
}
