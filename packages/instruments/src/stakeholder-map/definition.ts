import { defineInstrument } from '../define.ts';
import { german } from './de.ts';
import { english } from './en.ts';

/**
 * Stakeholder map: who cares, who is needed, who is to be invited.
 */
export const stakeholderMap = defineInstrument({
	id: 'stakeholder-map',
	version: 1,
	step: 3,
	isCore: false,
	frameSize: [1760, 1080],
	kinds: [
		{
			id: 'stakeholder',
			color: 'teal',
			size: [260, 150],
			zone: 'stakeholders',
			isAddable: true,
			fields: [
				{ id: 'cares', type: 'text' },
				{ id: 'knowledge', type: 'text' },
				{ id: 'influence', type: 'rating' },
				{ id: 'interest', type: 'rating' },
				{
					id: 'invitation',
					type: 'choice',
					options: ['to-invite', 'invited', 'joined', 'informed', 'declined']
				},
				{ id: 'invitedBy', type: 'organization' }
			]
		}
	],
	links: [],
	zones: [{ id: 'stakeholders', x: 0, y: 0, width: 1, height: 1 }],
	prompts: ['care', 'know', 'stop', 'ask'],
	rules: ['missing'],
	views: [
		{ id: 'plane', type: 'plane', kind: 'stakeholder', x: 'interest', y: 'influence' },
		{ id: 'list', type: 'list', kinds: ['stakeholder'], groupBy: 'invitation' },
		{ id: 'table', type: 'table', kinds: ['stakeholder'] },
		{ id: 'document', type: 'document' }
	],
	words: { en: english, de: german }
});
