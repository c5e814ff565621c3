import type { Catalogue } from './catalogue.ts';

/** The areas that the board can open without: see `index.svelte.ts` for the others. */
export const others: Catalogue = import.meta.glob(
	['./messages/en/*.json', '!./messages/en/{board,common,errors,presence}.json'],
	{ eager: true, import: 'default' }
);
