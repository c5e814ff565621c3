import type { Catalogue } from './catalogue.ts';

/** Loaded only by those who read German: one chunk with all areas. */
export const german: Catalogue = import.meta.glob('./messages/de/*.json', {
	eager: true,
	import: 'default'
});
