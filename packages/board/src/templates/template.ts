import type { Item, NewItem } from '../item.ts';
import { keysBetween } from '../order.ts';
import { withDefaults } from './defaults.ts';

/**
 * A part of a board to begin with. Texts of built-in templates are names of words, so that they come in the
 * reader's language.
 */
export interface Template {
	readonly id: string;
	readonly items: readonly NewItem[];
}

/** The items of a template as records, with the words filled in. */
export function fillTemplate(template: Template, word: (key: string) => string): Item[] {
	const keys = keysBetween(null, null, template.items.length);
	return template.items.map((item, index) =>
		withDefaults({
			...item,
			z: keys[index]!,
			...(item.text !== undefined && { text: item.text === '' ? '' : word(item.text) })
		})
	);
}
