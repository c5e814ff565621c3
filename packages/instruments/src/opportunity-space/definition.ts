import { defineInstrument } from '../define.ts';
import { german } from './de.ts';
import { english } from './en.ts';

/**
 * Opportunity space: four zones of what becomes possible together, below the reasons for it.
 */
export const opportunitySpace = defineInstrument({
	id: 'opportunity-space',
	version: 1,
	step: 4,
	isCore: false,
	frameSize: [1920, 1400],
	kinds: [
		{
			id: 'reason',
			color: 'yellow',
			size: [240, 140],
			zone: 'reasons',
			isAddable: true,
			fields: [
				{ id: 'reason', type: 'choice', options: ['efficiency', 'repackaging', 'new-service'] },
				{ id: 'organization', type: 'organization' }
			]
		},
		{
			id: 'governance',
			color: 'purple',
			size: [240, 140],
			zone: 'governance',
			isAddable: true,
			fields: [
				{ id: 'organization', type: 'organization' },
				{ id: 'advantages', type: 'text' },
				{ id: 'barriers', type: 'text' }
			]
		},
		{
			id: 'resource',
			color: 'green',
			size: [240, 140],
			zone: 'resources',
			isAddable: true,
			fields: [
				{ id: 'organization', type: 'organization' },
				{ id: 'nature', type: 'choice', options: ['tangible', 'intangible'] },
				{ id: 'interdependence', type: 'choice', options: ['pooled', 'sequential', 'reciprocal'] },
				{ id: 'advantages', type: 'text' },
				{ id: 'barriers', type: 'text' }
			]
		},
		{
			id: 'asset',
			color: 'teal',
			size: [240, 140],
			zone: 'assets',
			isAddable: true,
			fields: [
				{ id: 'organization', type: 'organization' },
				{ id: 'advantages', type: 'text' },
				{ id: 'barriers', type: 'text' }
			]
		},
		{
			id: 'routine',
			color: 'blue',
			size: [240, 140],
			zone: 'routines',
			isAddable: true,
			fields: [
				{ id: 'organization', type: 'organization' },
				{ id: 'advantages', type: 'text' },
				{ id: 'barriers', type: 'text' }
			]
		}
	],
	links: [],
	zones: [
		{ id: 'reasons', x: 0, y: 0, width: 1, height: 0.2 },
		{ id: 'governance', x: 0, y: 0.2, width: 0.5, height: 0.4 },
		{ id: 'resources', x: 0.5, y: 0.2, width: 0.5, height: 0.4 },
		{ id: 'assets', x: 0, y: 0.6, width: 0.5, height: 0.4 },
		{ id: 'routines', x: 0.5, y: 0.6, width: 0.5, height: 0.4 }
	],
	prompts: ['why', 'whom', 'bring', 'invest', 'steer'],
	rules: ['both'],
	views: [
		{ id: 'resources', type: 'grid', kind: 'resource', columns: 'interdependence', rows: 'nature' },
		{
			id: 'organization',
			type: 'list',
			kinds: ['reason', 'governance', 'resource', 'asset', 'routine'],
			groupBy: 'organization'
		},
		{ id: 'table', type: 'table', kinds: ['reason', 'governance', 'resource', 'asset', 'routine'] },
		{ id: 'document', type: 'document' }
	],
	words: { en: english, de: german }
});
