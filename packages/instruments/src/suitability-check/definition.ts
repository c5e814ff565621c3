import { defineInstrument } from '../define.ts';
import { german } from './de.ts';
import { english } from './en.ts';

/**
 * Suitability check: four conditions that every organization answers, and other forms of working together on
 * the plane of integration and duration.
 */
export const suitabilityCheck = defineInstrument({
	id: 'suitability-check',
	version: 1,
	step: 1,
	isCore: false,
	frameSize: [1920, 1400],
	kinds: [
		{
			id: 'condition',
			color: 'yellow',
			size: [280, 160],
			zone: 'conditions',
			isAddable: true,
			fields: [{ id: 'otherwise', type: 'text' }]
		},
		{
			id: 'answer',
			color: 'blue',
			size: [240, 140],
			zone: 'answers',
			ownedBy: 'organization',
			isAddable: false,
			fields: [
				{ id: 'condition', type: 'item', of: 'condition', required: true },
				{ id: 'organization', type: 'organization', required: true },
				{ id: 'met', type: 'choice', options: ['yes', 'partly', 'no'] },
				{ id: 'passed', type: 'flag' }
			]
		},
		{
			id: 'form',
			color: 'teal',
			size: [240, 140],
			zone: 'forms',
			isAddable: true,
			fields: [
				{
					id: 'form',
					type: 'choice',
					options: [
						'alliance',
						'covenant',
						'customer-supplier',
						'shared-service-centre',
						'joint-venture',
						'merger'
					]
				},
				{ id: 'organization', type: 'organization' },
				{ id: 'integration', type: 'rating' },
				{ id: 'duration', type: 'rating' }
			]
		}
	],
	links: [],
	zones: [
		{ id: 'conditions', x: 0, y: 0, width: 0.36, height: 0.48 },
		{ id: 'forms', x: 0.36, y: 0, width: 0.64, height: 0.48 },
		{ id: 'answers', x: 0, y: 0.48, width: 1, height: 0.52 }
	],
	starters: [
		{ id: 'intensive', kind: 'condition' },
		{ id: 'part', kind: 'condition' },
		{ id: 'inseparable', kind: 'condition' },
		{ id: 'long-term', kind: 'condition' }
	],
	prompts: ['joint', 'each', 'differ', 'form'],
	rules: ['each'],
	views: [
		{
			id: 'answers',
			type: 'matrix',
			rows: 'condition',
			rowFields: ['otherwise'],
			cells: 'answer',
			rowField: 'condition',
			organizationField: 'organization',
			passedField: 'passed',
			valueField: 'met'
		},
		{ id: 'continuum', type: 'plane', kind: 'form', x: 'duration', y: 'integration' },
		{ id: 'table', type: 'table', kinds: ['condition', 'answer', 'form'] },
		{ id: 'document', type: 'document' }
	],
	words: { en: english, de: german }
});
