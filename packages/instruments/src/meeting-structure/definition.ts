import { defineInstrument } from '../define.ts';
import { german } from './de.ts';
import { english } from './en.ts';

/**
 * Meeting structure: the bodies of the alliance on four levels, and where a question goes when it is stuck.
 */
export const meetingStructure = defineInstrument({
	id: 'meeting-structure',
	version: 1,
	step: 5,
	isCore: false,
	frameSize: [1760, 1360],
	kinds: [
		{
			id: 'body',
			color: 'indigo',
			size: [300, 150],
			zone: 'operational',
			zoneField: 'level',
			isAddable: true,
			fields: [
				{
					id: 'level',
					type: 'choice',
					options: ['board', 'manager', 'coordinator', 'operational'],
					required: true
				},
				{ id: 'members', type: 'organizations' },
				{ id: 'often', type: 'number', unit: 'times-a-year', min: 0, max: 366 },
				{ id: 'chair', type: 'text' },
				{ id: 'decides', type: 'text' }
			]
		}
	],
	links: [{ id: 'escalates-to', from: 'body', to: 'body' }],
	zones: [
		{ id: 'board', x: 0, y: 0.0, width: 1, height: 0.25 },
		{ id: 'manager', x: 0, y: 0.25, width: 1, height: 0.25 },
		{ id: 'coordinator', x: 0, y: 0.5, width: 1, height: 0.25 },
		{ id: 'operational', x: 0, y: 0.75, width: 1, height: 0.25 }
	],
	starters: [
		{ id: 'board', kind: 'body', fields: { level: 'board' } },
		{
			id: 'manager',
			kind: 'body',
			fields: { level: 'manager' },
			links: [{ link: 'escalates-to', to: 'board' }]
		},
		{
			id: 'coordinator',
			kind: 'body',
			fields: { level: 'coordinator' },
			links: [{ link: 'escalates-to', to: 'manager' }]
		},
		{
			id: 'operational',
			kind: 'body',
			fields: { level: 'operational' },
			links: [{ link: 'escalates-to', to: 'coordinator' }]
		}
	],
	prompts: ['need', 'who', 'stuck'],
	rules: ['low', 'all'],
	views: [
		{ id: 'escalation', type: 'graph', link: 'escalates-to' },
		{ id: 'levels', type: 'list', kinds: ['body'], groupBy: 'level' },
		{ id: 'table', type: 'table', kinds: ['body'] },
		{ id: 'document', type: 'document' }
	],
	words: { en: english, de: german }
});
