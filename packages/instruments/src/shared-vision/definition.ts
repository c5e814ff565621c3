import { defineInstrument } from '../define.ts';
import { german } from './de.ts';
import { english } from './en.ts';

const paragraphs = ['vision', 'mission', 'value', 'goal'] as const;

/**
 * The shared vision: one objective that belongs to no single partner. Beside it every organization lays its
 * own objectives open and says where they support the goals and where they conflict with them.
 */
export const sharedVision = defineInstrument({
	id: 'shared-vision',
	version: 1,
	step: 4,
	isCore: true,
	frameSize: [2240, 1760],
	kinds: [
		{
			id: 'vision',
			color: 'indigo',
			size: [420, 200],
			zone: 'shared',
			isAddable: true,
			fields: []
		},
		{
			id: 'mission',
			color: 'purple',
			size: [420, 200],
			zone: 'shared',
			isAddable: true,
			fields: []
		},
		{ id: 'value', color: 'pink', size: [240, 120], zone: 'shared', isAddable: true, fields: [] },
		{
			id: 'goal',
			color: 'teal',
			size: [320, 220],
			zone: 'goals',
			isAddable: true,
			fields: [
				{ id: 'indicator', type: 'text' },
				{ id: 'unit', type: 'text' },
				{ id: 'baseline', type: 'number' },
				{ id: 'target', type: 'number' },
				{ id: 'date', type: 'date' }
			]
		},
		{
			id: 'own-objective',
			color: 'blue',
			size: [240, 140],
			zone: 'own',
			ownedBy: 'organization',
			isAddable: true,
			isAside: true,
			fields: [{ id: 'organization', type: 'organization', required: true }]
		},
		{
			id: 'stance',
			color: 'white',
			size: [240, 140],
			zone: 'stances',
			ownedBy: 'organization',
			isAddable: false,
			isAside: true,
			fields: [
				{ id: 'goal', type: 'item', of: 'goal', required: true },
				{ id: 'organization', type: 'organization', required: true },
				{
					id: 'stance',
					type: 'choice',
					options: ['supports', 'neutral', 'conflicts'],
					required: true
				}
			]
		},
		{
			id: 'alternative',
			color: 'yellow',
			size: [320, 160],
			zone: 'wording',
			isAddable: true,
			isAside: true,
			fields: [{ id: 'of', type: 'item', of: paragraphs, required: true }]
		},
		{
			id: 'objection',
			color: 'red',
			size: [240, 140],
			zone: 'wording',
			ownedBy: 'organization',
			isAddable: true,
			isAside: true,
			fields: [
				{ id: 'about', type: 'item', of: [...paragraphs, 'alternative'] },
				{ id: 'organization', type: 'organization', required: true }
			]
		}
	],
	links: [],
	zones: [
		{ id: 'shared', x: 0, y: 0, width: 0.5, height: 0.36 },
		{ id: 'goals', x: 0, y: 0.36, width: 0.5, height: 0.64 },
		{ id: 'own', x: 0.5, y: 0, width: 0.5, height: 0.36 },
		{ id: 'stances', x: 0.5, y: 0.36, width: 0.5, height: 0.34 },
		{ id: 'wording', x: 0.5, y: 0.7, width: 0.5, height: 0.3 }
	],
	prompts: ['see', 'for', 'measure', 'own', 'conflict'],
	rules: ['nobody', 'open', 'version'],
	views: [
		{ id: 'document', type: 'document', isSigned: true },
		{
			id: 'stances',
			type: 'stances',
			columns: 'goal',
			cells: 'stance',
			columnField: 'goal',
			organizationField: 'organization',
			valueField: 'stance',
			beside: 'own-objective'
		},
		{
			id: 'wordings',
			type: 'wordings',
			paragraphs,
			alternatives: 'alternative',
			ofField: 'of',
			objections: 'objection',
			aboutField: 'about',
			organizationField: 'organization'
		},
		{ id: 'versions', type: 'versions' },
		{ id: 'goals', type: 'table', kinds: ['goal'] }
	],
	words: { en: english, de: german }
});
