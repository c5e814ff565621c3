import { defineInstrument } from '../define.ts';
import { german } from './de.ts';
import { english } from './en.ts';

/**
 * Motives and resistance: why each organization would act, and what holds it back.
 */
export const motives = defineInstrument({
	id: 'motives',
	version: 1,
	step: 2,
	isCore: false,
	frameSize: [1920, 1080],
	kinds: [
		{
			id: 'motive',
			color: 'green',
			size: [240, 140],
			zone: 'motives',
			ownedBy: 'organization',
			isAddable: true,
			fields: [
				{ id: 'organization', type: 'organization', required: true },
				{
					id: 'motive',
					type: 'choice',
					options: [
						'better-service',
						'less-burden',
						'fewer-errors',
						'efficiency',
						'innovation',
						'other'
					]
				},
				{ id: 'weight', type: 'rating' }
			]
		},
		{
			id: 'resistance',
			color: 'red',
			size: [240, 140],
			zone: 'resistance',
			ownedBy: 'organization',
			isAddable: true,
			fields: [
				{ id: 'organization', type: 'organization', required: true },
				{
					id: 'resistance',
					type: 'choice',
					options: ['loss-of-autonomy', 'imposed', 'unreachable', 'cost-benefit', 'other']
				},
				{ id: 'weight', type: 'rating' },
				{ id: 'needed', type: 'text' }
			]
		}
	],
	links: [],
	zones: [
		{ id: 'motives', x: 0, y: 0, width: 0.5, height: 1 },
		{ id: 'resistance', x: 0.5, y: 0, width: 0.5, height: 1 }
	],
	prompts: ['gain', 'hesitate', 'help'],
	rules: ['private', 'welcome'],
	views: [
		{ id: 'voices', type: 'list', kinds: ['motive', 'resistance'], groupBy: 'organization' },
		{ id: 'sealed', type: 'sealed', kinds: ['motive', 'resistance'] },
		{ id: 'motives', type: 'grid', kind: 'motive', columns: 'motive', rows: 'organization' },
		{
			id: 'resistance',
			type: 'grid',
			kind: 'resistance',
			columns: 'resistance',
			rows: 'organization'
		},
		{ id: 'table', type: 'table', kinds: ['motive', 'resistance'] },
		{ id: 'document', type: 'document' }
	],
	words: { en: english, de: german }
});
