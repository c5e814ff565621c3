import type { InstrumentDefinition, Naming } from '@concordia/instruments';
import { locale } from '#lib/i18n/index.svelte.ts';
import { cardTitle } from './card-title.ts';
import type { InstrumentContext } from './context.ts';

/** How values are told on the screen; in markup it follows the board and the language. */
export function namingOf(
	{ board, organizations }: InstrumentContext,
	definition: InstrumentDefinition
): Naming {
	return {
		definition,
		locale: locale.current,
		organizationName: (id) => organizations.find((one) => one.id === id)?.name ?? id,
		cardTitle: (id) => {
			const card = board.get(id);
			return card ? cardTitle(definition, card, locale.current) : '';
		}
	};
}
