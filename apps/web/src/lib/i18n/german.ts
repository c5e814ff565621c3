import type { Catalogue } from './catalogue.ts';

/** What the board needs to open. Loaded only by those who read German, as `german-later.ts`. */
export const german: Catalogue = import.meta.glob(
	'./messages/de/{board,common,errors,presence}.json',
	{ eager: true, import: 'default' }
);
