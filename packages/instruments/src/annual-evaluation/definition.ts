import { defineInstrument } from '../define.ts';
import { german } from './de.ts';
import { english } from './en.ts';

/**
 * Annual evaluation: statements in four dimensions, what the answers came to year by year, and what is improved.
 * The answers themselves are secret and never on the board.
 */
export const annualEvaluation = defineInstrument({
	id: 'annual-evaluation',
	version: 1,
	step: 6,
	isCore: true,
	frameSize: [2304, 1240],
	kinds: [
		{
			id: 'statement',
			color: 'blue',
			size: [240, 140],
			zone: 'culture',
			zoneField: 'dimension',
			isAddable: true,
			fields: [
				{
					id: 'dimension',
					type: 'choice',
					options: ['culture', 'relation', 'procedure', 'content'],
					required: true
				}
			]
		},
		{
			id: 'result',
			color: 'purple',
			size: [240, 140],
			zone: 'results',
			isAddable: true,
			fields: [
				{
					id: 'dimension',
					type: 'choice',
					options: ['culture', 'relation', 'procedure', 'content'],
					required: true
				},
				{ id: 'year', type: 'number', min: 2000, max: 2200, required: true },
				{ id: 'mean', type: 'number', min: 1, max: 5, required: true },
				{ id: 'answers', type: 'number', unit: 'people', min: 0 }
			]
		},
		{
			id: 'improvement',
			color: 'green',
			size: [240, 140],
			zone: 'improvements',
			isAddable: true,
			fields: [
				{
					id: 'dimension',
					type: 'choice',
					options: ['culture', 'relation', 'procedure', 'content']
				},
				{ id: 'organization', type: 'organization' },
				{ id: 'by', type: 'date' }
			]
		}
	],
	links: [],
	zones: [
		{ id: 'culture', x: 0.0, y: 0, width: 0.25, height: 0.5 },
		{ id: 'relation', x: 0.25, y: 0, width: 0.25, height: 0.5 },
		{ id: 'procedure', x: 0.5, y: 0, width: 0.25, height: 0.5 },
		{ id: 'content', x: 0.75, y: 0, width: 0.25, height: 0.5 },
		{ id: 'results', x: 0, y: 0.5, width: 0.5, height: 0.5 },
		{ id: 'improvements', x: 0.5, y: 0.5, width: 0.5, height: 0.5 }
	],
	starters: [
		{ id: 'leaders', kind: 'statement', fields: { dimension: 'culture' } },
		{ id: 'rewarded', kind: 'statement', fields: { dimension: 'culture' } },
		{ id: 'objective-first', kind: 'statement', fields: { dimension: 'culture' } },
		{ id: 'trust', kind: 'statement', fields: { dimension: 'relation' } },
		{ id: 'counterpart', kind: 'statement', fields: { dimension: 'relation' } },
		{ id: 'open', kind: 'statement', fields: { dimension: 'relation' } },
		{ id: 'decides', kind: 'statement', fields: { dimension: 'procedure' } },
		{ id: 'meetings', kind: 'statement', fields: { dimension: 'procedure' } },
		{ id: 'news', kind: 'statement', fields: { dimension: 'procedure' } },
		{ id: 'aim', kind: 'statement', fields: { dimension: 'content' } },
		{ id: 'words', kind: 'statement', fields: { dimension: 'content' } },
		{ id: 'part', kind: 'statement', fields: { dimension: 'content' } }
	],
	prompts: ['web', 'differ', 'change'],
	rules: ['secret', 'three', 'dialogue'],
	views: [
		{
			id: 'survey',
			type: 'survey',
			kind: 'statement',
			axis: 'dimension',
			result: { kind: 'result', series: 'year', value: 'mean', answers: 'answers' }
		},
		{ id: 'web', type: 'radar', kind: 'result', axis: 'dimension', value: 'mean', series: 'year' },
		{ id: 'statements', type: 'list', kinds: ['statement'], groupBy: 'dimension' },
		{ id: 'improvements', type: 'list', kinds: ['improvement'], groupBy: 'dimension' },
		{ id: 'table', type: 'table', kinds: ['statement', 'result', 'improvement'] },
		{ id: 'document', type: 'document' }
	],
	words: { en: english, de: german }
});
