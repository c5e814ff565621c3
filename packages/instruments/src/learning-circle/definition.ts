import { defineInstrument } from '../define.ts';
import { german } from './de.ts';
import { english } from './en.ts';

/**
 * Learning circle and alliance memory: what is kept, dropped and tried, and how past problems were solved.
 */
export const learningCircle = defineInstrument({
	id: 'learning-circle',
	version: 1,
	step: 6,
	isCore: false,
	frameSize: [1920, 1320],
	kinds: [
		{
			id: 'kept',
			color: 'green',
			size: [240, 140],
			zone: 'kept',
			isAddable: true,
			fields: [{ id: 'organization', type: 'organization' }]
		},
		{
			id: 'dropped',
			color: 'red',
			size: [240, 140],
			zone: 'dropped',
			isAddable: true,
			fields: [{ id: 'organization', type: 'organization' }]
		},
		{
			id: 'try',
			color: 'yellow',
			size: [240, 140],
			zone: 'try',
			isAddable: true,
			fields: [
				{ id: 'organization', type: 'organization' },
				{ id: 'by', type: 'date' }
			]
		},
		{
			id: 'past-problem',
			color: 'indigo',
			size: [320, 180],
			zone: 'memory',
			isAddable: true,
			fields: [
				{ id: 'arose', type: 'text' },
				{ id: 'chosen', type: 'text' },
				{ id: 'rejected', type: 'text' },
				{ id: 'year', type: 'number', min: 1900, max: 2200 }
			]
		}
	],
	links: [],
	zones: [
		{ id: 'kept', x: 0, y: 0, width: 0.333, height: 0.52 },
		{ id: 'dropped', x: 0.333, y: 0, width: 0.334, height: 0.52 },
		{ id: 'try', x: 0.667, y: 0, width: 0.333, height: 0.52 },
		{ id: 'memory', x: 0, y: 0.52, width: 1, height: 0.48 }
	],
	prompts: ['keep', 'drop', 'try', 'remember'],
	rules: ['blame', 'rejected'],
	views: [
		{ id: 'circle', type: 'list', kinds: ['kept', 'dropped', 'try'] },
		{ id: 'memory', type: 'list', kinds: ['past-problem'] },
		{ id: 'table', type: 'table', kinds: ['kept', 'dropped', 'try', 'past-problem'] },
		{ id: 'document', type: 'document' }
	],
	words: { en: english, de: german }
});
