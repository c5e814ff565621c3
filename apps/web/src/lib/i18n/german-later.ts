import type { Catalogue } from './catalogue.ts';

export const others: Catalogue = import.meta.glob(
	['./messages/de/*.json', '!./messages/de/{board,common,errors,presence}.json'],
	{ eager: true, import: 'default' }
);
