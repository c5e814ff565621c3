import { defineInstrument } from '../define.ts';
import { german } from './de.ts';
import { english } from './en.ts';

/**
 * The problem set: what can none of us solve alone? Every organization says how it sees each problem,
 * problems are linked to what they feed, and solutions wait in the parking until all have been heard.
 */
export const problemSet = defineInstrument({
	id: 'problem-set',
	version: 1,
	step: 1,
	isCore: true,
	frameSize: [1920, 1280],
	kinds: [
		{
			id: 'problem',
			color: 'orange',
			size: [280, 160],
			zone: 'problems',
			isAddable: true,
			fields: [
				{ id: 'evidence', type: 'text' },
				{ id: 'affected', type: 'organizations' }
			]
		},
		{
			id: 'perspective',
			color: 'blue',
			size: [240, 140],
			zone: 'perspectives',
			ownedBy: 'organization',
			isAddable: false,
			fields: [
				{ id: 'problem', type: 'item', of: 'problem', required: true },
				{ id: 'organization', type: 'organization', required: true },
				{ id: 'passed', type: 'flag' }
			]
		},
		{
			id: 'parked-solution',
			color: 'lime',
			size: [240, 160],
			zone: 'parking',
			isAddable: false,
			fields: [
				{ id: 'organization', type: 'organization' },
				{ id: 'problem', type: 'item', of: 'problem' },
				{ id: 'parkedAt', type: 'date', isHidden: true }
			]
		},
		{
			id: 'parking-placeholder',
			color: 'gray',
			size: [240, 160],
			zone: 'parking',
			isAddable: false,
			isAside: true,
			fields: [
				{ id: 'organization', type: 'organization', isHidden: true },
				{ id: 'parkedAt', type: 'date', isHidden: true }
			]
		}
	],
	links: [{ id: 'feeds-into', from: 'problem', to: 'problem' }],
	zones: [
		{ id: 'problems', x: 0, y: 0, width: 0.8, height: 0.54 },
		{ id: 'perspectives', x: 0, y: 0.54, width: 0.8, height: 0.46 },
		{ id: 'parking', x: 0.8, y: 0, width: 0.2, height: 1 }
	],
	prompts: ['alone', 'see', 'feed', 'same'],
	rules: ['parked'],
	views: [
		{
			id: 'table',
			type: 'matrix',
			rows: 'problem',
			rowFields: ['evidence', 'affected'],
			cells: 'perspective',
			rowField: 'problem',
			organizationField: 'organization',
			passedField: 'passed'
		},
		{ id: 'causes', type: 'graph', link: 'feeds-into' },
		{ id: 'same', type: 'agreement', rows: 'problem' },
		{ id: 'parking', type: 'parking' },
		{ id: 'document', type: 'document' },
		{ id: 'versions', type: 'versions' }
	],
	parking: {
		kind: 'parked-solution',
		placeholder: 'parking-placeholder',
		organizationField: 'organization',
		rowField: 'problem'
	},
	words: { en: english, de: german }
});
