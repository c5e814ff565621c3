import { defineInstrument } from '../define.ts';
import { german } from './de.ts';
import { english } from './en.ts';

/**
 * Glossary: what each organization means by a word, and what all mean by it from now on.
 */
export const glossary = defineInstrument({
	id: 'glossary',
	version: 1,
	step: 1,
	isCore: false,
	frameSize: [1760, 1100],
	kinds: [
		{
			id: 'term',
			color: 'yellow',
			size: [280, 120],
			zone: 'terms',
			isAddable: true,
			fields: [
				{ id: 'agreed', type: 'text' },
				{ id: 'forms', type: 'text' }
			]
		},
		{
			id: 'definition',
			color: 'blue',
			size: [240, 140],
			zone: 'definitions',
			ownedBy: 'organization',
			isAddable: false,
			fields: [
				{ id: 'term', type: 'item', of: 'term', required: true },
				{ id: 'organization', type: 'organization', required: true },
				{ id: 'passed', type: 'flag' }
			]
		}
	],
	links: [],
	zones: [
		{ id: 'terms', x: 0, y: 0, width: 0.4, height: 1 },
		{ id: 'definitions', x: 0.4, y: 0, width: 0.6, height: 1 }
	],
	prompts: ['words', 'mean', 'agree'],
	rules: ['own', 'agreed'],
	views: [
		{
			id: 'meanings',
			type: 'matrix',
			rows: 'term',
			rowFields: ['agreed'],
			cells: 'definition',
			rowField: 'term',
			organizationField: 'organization',
			passedField: 'passed'
		},
		{ id: 'table', type: 'table', kinds: ['term', 'definition'] },
		{ id: 'document', type: 'document' }
	],
	words: { en: english, de: german }
});
