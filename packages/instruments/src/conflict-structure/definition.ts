import { defineInstrument } from '../define.ts';
import { german } from './de.ts';
import { english } from './en.ts';

/**
 * Conflict structure: issues, where each organization stands and why, what is shared, what could serve more than
 * one, and how it ended.
 */
export const conflictStructure = defineInstrument({
	id: 'conflict-structure',
	version: 1,
	step: 4,
	isCore: true,
	frameSize: [2240, 1400],
	kinds: [
		{
			id: 'issue',
			color: 'orange',
			size: [320, 160],
			zone: 'issues',
			isAddable: true,
			fields: [
				{
					id: 'status',
					type: 'choice',
					options: ['raised', 'heard', 'options', 'agreed', 'escalated']
				},
				{ id: 'parties', type: 'organizations' }
			]
		},
		{
			id: 'position',
			color: 'red',
			size: [240, 140],
			zone: 'positions',
			ownedBy: 'organization',
			isAddable: true,
			fields: [
				{ id: 'issue', type: 'item', of: 'issue', required: true },
				{ id: 'organization', type: 'organization', required: true },
				{ id: 'passed', type: 'flag' }
			]
		},
		{
			id: 'interest',
			color: 'blue',
			size: [240, 140],
			zone: 'interests',
			ownedBy: 'organization',
			isAddable: true,
			fields: [
				{ id: 'issue', type: 'item', of: 'issue', required: true },
				{ id: 'organization', type: 'organization', required: true },
				{ id: 'why', type: 'text' }
			]
		},
		{
			id: 'question',
			color: 'yellow',
			size: [240, 140],
			zone: 'interests',
			ownedBy: 'organization',
			isAddable: true,
			fields: [
				{ id: 'issue', type: 'item', of: 'issue', required: true },
				{ id: 'organization', type: 'organization', required: true }
			]
		},
		{
			id: 'fair',
			color: 'pink',
			size: [240, 140],
			zone: 'interests',
			ownedBy: 'organization',
			isAddable: true,
			fields: [
				{ id: 'issue', type: 'item', of: 'issue', required: true },
				{ id: 'organization', type: 'organization', required: true }
			]
		},
		{
			id: 'restatement',
			color: 'indigo',
			size: [240, 140],
			zone: 'interests',
			ownedBy: 'organization',
			isAddable: true,
			fields: [
				{ id: 'interest', type: 'item', of: 'interest', required: true },
				{ id: 'organization', type: 'organization', required: true }
			]
		},
		{
			id: 'common-ground',
			color: 'teal',
			size: [240, 140],
			zone: 'common-ground',
			isAddable: true,
			fields: [
				{ id: 'issue', type: 'item', of: 'issue' },
				{ id: 'organizations', type: 'organizations' }
			]
		},
		{
			id: 'option',
			color: 'lime',
			size: [240, 140],
			zone: 'options',
			isAddable: true,
			fields: [
				{ id: 'issue', type: 'item', of: 'issue' },
				{ id: 'advantages', type: 'text' },
				{ id: 'disadvantages', type: 'text' }
			]
		},
		{
			id: 'agreement',
			color: 'green',
			size: [240, 140],
			zone: 'outcome',
			isAddable: true,
			fields: [
				{ id: 'issue', type: 'item', of: 'issue' },
				{ id: 'parties', type: 'organizations' },
				{ id: 'date', type: 'date' }
			]
		},
		{
			id: 'escalation',
			color: 'purple',
			size: [240, 140],
			zone: 'outcome',
			isAddable: true,
			fields: [
				{ id: 'issue', type: 'item', of: 'issue' },
				{ id: 'body', type: 'text' },
				{ id: 'by', type: 'date' }
			]
		}
	],
	links: [{ id: 'serves', from: 'option', to: 'interest' }],
	zones: [
		{ id: 'issues', x: 0, y: 0, width: 0.2, height: 0.5 },
		{ id: 'positions', x: 0.2, y: 0, width: 0.4, height: 0.5 },
		{ id: 'interests', x: 0.6, y: 0, width: 0.4, height: 0.5 },
		{ id: 'common-ground', x: 0, y: 0.5, width: 0.2, height: 0.5 },
		{ id: 'options', x: 0.2, y: 0.5, width: 0.4, height: 0.5 },
		{ id: 'outcome', x: 0.6, y: 0.5, width: 0.4, height: 0.5 }
	],
	prompts: ['about', 'stand', 'matter', 'share', 'serve', 'settle'],
	rules: ['mediator', 'sealed', 'heard', 'present', 'outcome'],
	views: [
		{
			id: 'positions',
			type: 'matrix',
			rows: 'issue',
			rowFields: ['status', 'parties'],
			cells: 'position',
			rowField: 'issue',
			organizationField: 'organization',
			passedField: 'passed'
		},
		{
			id: 'interests',
			type: 'matrix',
			rows: 'issue',
			rowFields: ['status', 'parties'],
			cells: 'interest',
			rowField: 'issue',
			organizationField: 'organization'
		},
		{
			id: 'questions',
			type: 'matrix',
			rows: 'issue',
			rowFields: ['status', 'parties'],
			cells: 'question',
			rowField: 'issue',
			organizationField: 'organization'
		},
		{
			id: 'fairness',
			type: 'matrix',
			rows: 'issue',
			rowFields: ['status', 'parties'],
			cells: 'fair',
			rowField: 'issue',
			organizationField: 'organization'
		},
		{
			id: 'sealed',
			type: 'sealed',
			kinds: ['position', 'interest', 'question', 'fair'],
			of: { kind: 'issue', field: 'issue', parties: 'parties' }
		},
		{
			id: 'restate',
			type: 'restate',
			of: 'interest',
			kind: 'restatement',
			ofField: 'interest'
		},
		{ id: 'serves', type: 'graph', link: 'serves' },
		{ id: 'status', type: 'list', kinds: ['issue'], groupBy: 'status' },
		{
			id: 'table',
			type: 'table',
			kinds: [
				'issue',
				'position',
				'interest',
				'question',
				'fair',
				'restatement',
				'common-ground',
				'option',
				'agreement',
				'escalation'
			]
		},
		{ id: 'document', type: 'document' }
	],
	words: { en: english, de: german }
});
