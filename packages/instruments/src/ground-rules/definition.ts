import { defineInstrument } from '../define.ts';
import { german } from './de.ts';
import { english } from './en.ts';

/**
 * Ground rules: how we deal with each other.
 */
export const groundRules = defineInstrument({
	id: 'ground-rules',
	version: 1,
	step: 4,
	isCore: false,
	frameSize: [960, 1000],
	kinds: [
		{
			id: 'rule',
			color: 'white',
			size: [400, 110],
			zone: 'rules',
			isAddable: true,
			fields: [{ id: 'reason', type: 'text' }]
		}
	],
	links: [],
	zones: [{ id: 'rules', x: 0, y: 0, width: 1, height: 1 }],
	prompts: ['respect', 'outside', 'names', 'absent', 'broken'],
	rules: ['before', 'view'],
	views: [
		{ id: 'list', type: 'list', kinds: ['rule'] },
		{ id: 'table', type: 'table', kinds: ['rule'] },
		{ id: 'document', type: 'document' }
	],
	words: { en: english, de: german }
});
