import { defineInstrument } from '../define.ts';
import { german } from './de.ts';
import { english } from './en.ts';

/**
 * Decisions: proposals with what they rest on, the rule they are decided by, and what each organization thinks
 * before it answers.
 */
export const decisions = defineInstrument({
	id: 'decisions',
	version: 1,
	step: 4,
	isCore: true,
	frameSize: [1920, 1240],
	kinds: [
		{
			id: 'proposal',
			color: 'orange',
			size: [320, 180],
			zone: 'proposals',
			isAddable: true,
			fields: [
				{ id: 'reasons', type: 'text' },
				{ id: 'rule', type: 'choice', options: ['consent', 'unanimity', 'majority'] },
				{ id: 'majority', type: 'number', unit: 'percent', min: 50, max: 100 },
				{
					// What was decided is what the session says. Set by hand in boards of before.
					id: 'status',
					type: 'choice',
					options: ['draft', 'open', 'adopted', 'rejected', 'withdrawn'],
					isHidden: true,
					isAside: true
				},
				{ id: 'organization', type: 'organization' },
				{ id: 'basis', type: 'items', of: 'information' },
				{ id: 'by', type: 'date' }
			]
		},
		{
			id: 'information',
			color: 'white',
			size: [240, 140],
			zone: 'information',
			isAddable: true,
			fields: [{ id: 'source', type: 'text' }]
		},
		{
			id: 'option',
			color: 'lime',
			size: [240, 140],
			zone: 'options',
			isAddable: true,
			fields: [
				{ id: 'proposal', type: 'item', of: 'proposal' },
				{ id: 'advantages', type: 'text' },
				{ id: 'disadvantages', type: 'text' }
			]
		},
		{
			id: 'statement',
			color: 'blue',
			size: [240, 140],
			zone: 'statements',
			ownedBy: 'organization',
			isAddable: false,
			fields: [
				{ id: 'proposal', type: 'item', of: 'proposal', required: true },
				{ id: 'organization', type: 'organization', required: true },
				{ id: 'leaning', type: 'choice', options: ['for', 'concern', 'aside', 'against'] },
				{ id: 'passed', type: 'flag' }
			]
		}
	],
	links: [],
	zones: [
		{ id: 'proposals', x: 0, y: 0, width: 0.4, height: 1 },
		{ id: 'information', x: 0.4, y: 0, width: 0.3, height: 0.5 },
		{ id: 'options', x: 0.7, y: 0, width: 0.3, height: 0.5 },
		{ id: 'statements', x: 0.4, y: 0.5, width: 0.6, height: 0.5 }
	],
	prompts: ['decide', 'know', 'options', 'view'],
	rules: ['equal', 'seen', 'consent'],
	views: [
		{
			id: 'sheet',
			type: 'decision',
			kind: 'proposal',
			rule: 'rule',
			share: 'majority',
			status: 'status'
		},
		{
			id: 'statements',
			type: 'matrix',
			rows: 'proposal',
			rowFields: ['reasons', 'rule', 'by'],
			cells: 'statement',
			rowField: 'proposal',
			organizationField: 'organization',
			passedField: 'passed',
			valueField: 'leaning'
		},
		{ id: 'table', type: 'table', kinds: ['proposal', 'information', 'option', 'statement'] },
		{ id: 'document', type: 'document' }
	],
	words: { en: english, de: german }
});
