import type { Item } from '@concordia/board';
import { words, type InstrumentDefinition, type Locale } from '@concordia/instruments';

const maxLength = 80;

/** A card in one short line, for lists to choose from. */
export function cardTitle(definition: InstrumentDefinition, item: Item, locale: Locale): string {
	const text = (item.text ?? '').replace(/\s+/gu, ' ').trim();
	if (text === '') return words(definition, locale, 'document.untitled');
	const letters = Array.from(text);
	return letters.length > maxLength ? `${letters.slice(0, maxLength - 1).join('')}…` : text;
}
