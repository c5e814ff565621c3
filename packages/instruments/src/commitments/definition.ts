import { defineInstrument } from '../define.ts';
import { german } from './de.ts';
import { english } from './en.ts';

/**
 * Commitments: who does what by when.
 */
export const commitments = defineInstrument({
	id: 'commitments',
	version: 1,
	step: 5,
	isCore: true,
	frameSize: [1760, 1080],
	kinds: [
		{
			id: 'commitment',
			color: 'green',
			size: [260, 150],
			zone: 'commitments',
			ownedBy: 'organization',
			isAddable: true,
			fields: [
				{ id: 'organization', type: 'organization', required: true },
				{ id: 'person', type: 'text' },
				{
					id: 'by',
					type: 'date',
					due: { settledBy: 'status', when: ['done', 'withdrawn'] }
				},
				{ id: 'resources', type: 'text' },
				{ id: 'status', type: 'choice', options: ['open', 'done', 'late', 'withdrawn'] }
			]
		}
	],
	links: [],
	zones: [{ id: 'commitments', x: 0, y: 0, width: 1, height: 1 }],
	prompts: ['open', 'will', 'need'],
	rules: ['delegate', 'return'],
	views: [
		{ id: 'table', type: 'table', kinds: ['commitment'] },
		{ id: 'status', type: 'list', kinds: ['commitment'], groupBy: 'status' },
		{ id: 'organization', type: 'list', kinds: ['commitment'], groupBy: 'organization' },
		{ id: 'document', type: 'document' }
	],
	words: { en: english, de: german }
});
