import { defineInstrument } from '../define.ts';
import { german } from './de.ts';
import { english } from './en.ts';

/**
 * Relevance rounds: why each organization matters, on whom it depends, what value it adds.
 */
export const relevanceRounds = defineInstrument({
	id: 'relevance-rounds',
	version: 1,
	step: 2,
	isCore: false,
	frameSize: [1920, 1080],
	kinds: [
		{
			id: 'relevance',
			color: 'purple',
			size: [240, 140],
			zone: 'relevance',
			ownedBy: 'organization',
			isAddable: true,
			fields: [{ id: 'organization', type: 'organization', required: true }]
		},
		{
			id: 'dependence',
			color: 'orange',
			size: [240, 140],
			zone: 'dependence',
			ownedBy: 'organization',
			isAddable: true,
			fields: [
				{ id: 'organization', type: 'organization', required: true },
				{ id: 'on', type: 'organization', required: true },
				{ id: 'strength', type: 'rating' }
			]
		},
		{
			id: 'value',
			color: 'green',
			size: [240, 140],
			zone: 'value',
			ownedBy: 'organization',
			isAddable: true,
			fields: [
				{ id: 'organization', type: 'organization', required: true },
				{ id: 'for', type: 'organizations' }
			]
		}
	],
	links: [],
	zones: [
		{ id: 'relevance', x: 0, y: 0, width: 0.333, height: 1 },
		{ id: 'dependence', x: 0.333, y: 0, width: 0.334, height: 1 },
		{ id: 'value', x: 0.667, y: 0, width: 0.333, height: 1 }
	],
	prompts: ['matter', 'depend', 'add'],
	rules: ['rounds'],
	views: [
		{
			id: 'voices',
			type: 'list',
			kinds: ['relevance', 'dependence', 'value'],
			groupBy: 'organization'
		},
		{ id: 'dependence', type: 'grid', kind: 'dependence', columns: 'on', rows: 'organization' },
		{ id: 'table', type: 'table', kinds: ['relevance', 'dependence', 'value'] },
		{ id: 'document', type: 'document' }
	],
	words: { en: english, de: german }
});
