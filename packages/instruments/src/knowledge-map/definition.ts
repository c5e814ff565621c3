import { defineInstrument } from '../define.ts';
import { german } from './de.ts';
import { english } from './en.ts';

/**
 * Knowledge map: who learns which fact, who needs it, whether it gets there, and what closes the gaps.
 */
export const knowledgeMap = defineInstrument({
	id: 'knowledge-map',
	version: 1,
	step: 1,
	isCore: false,
	frameSize: [1760, 1200],
	kinds: [
		{
			id: 'fact',
			color: 'indigo',
			size: [260, 150],
			zone: 'facts',
			isAddable: true,
			fields: [
				{ id: 'learns', type: 'organizations' },
				{ id: 'needs', type: 'organizations' },
				{ id: 'arrives', type: 'choice', options: ['yes', 'late', 'no', 'unknown'] },
				{ id: 'way', type: 'text' },
				{ id: 'consequence', type: 'text' }
			]
		},
		{
			id: 'bridge',
			color: 'lime',
			size: [240, 140],
			zone: 'bridges',
			isAddable: true,
			fields: [
				{ id: 'organization', type: 'organization' },
				{ id: 'by', type: 'date' }
			]
		}
	],
	links: [{ id: 'closes', from: 'bridge', to: 'fact' }],
	zones: [
		{ id: 'facts', x: 0, y: 0, width: 0.66, height: 1 },
		{ id: 'bridges', x: 0.66, y: 0, width: 0.34, height: 1 }
	],
	prompts: ['missed', 'first', 'arrive', 'close'],
	rules: ['need'],
	views: [
		{ id: 'gaps', type: 'list', kinds: ['fact'], groupBy: 'arrives' },
		{ id: 'bridges', type: 'graph', link: 'closes' },
		{ id: 'table', type: 'table', kinds: ['fact', 'bridge'] },
		{ id: 'document', type: 'document' }
	],
	words: { en: english, de: german }
});
