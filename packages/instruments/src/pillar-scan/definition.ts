import { defineInstrument } from '../define.ts';
import { german } from './de.ts';
import { english } from './en.ts';

/**
 * Pillar scan: how firm the eight pillars stand, seen by each organization, and which of the eighteen building
 * blocks are missing.
 */
export const pillarScan = defineInstrument({
	id: 'pillar-scan',
	version: 1,
	step: 6,
	isCore: false,
	frameSize: [2304, 1420],
	kinds: [
		{
			id: 'pillar',
			color: 'purple',
			size: [240, 120],
			zone: 'culture',
			zoneField: 'dimension',
			isAddable: true,
			fields: [
				{
					id: 'dimension',
					type: 'choice',
					options: ['culture', 'relation', 'procedure', 'content'],
					required: true
				},
				{ id: 'finding', type: 'text' }
			]
		},
		{
			id: 'block',
			color: 'orange',
			size: [220, 100],
			zone: 'blocks',
			isAddable: true,
			fields: [
				{ id: 'state', type: 'choice', options: ['works', 'partly', 'missing', 'not-needed'] },
				{ id: 'carries', type: 'items', of: 'pillar' },
				{ id: 'step', type: 'text' }
			]
		},
		{
			id: 'score',
			color: 'blue',
			size: [240, 140],
			zone: 'scores',
			ownedBy: 'organization',
			isAddable: false,
			fields: [
				{ id: 'pillar', type: 'item', of: 'pillar', required: true },
				{ id: 'organization', type: 'organization', required: true },
				{ id: 'rating', type: 'rating' },
				{ id: 'year', type: 'number', min: 2000, max: 2200 },
				{ id: 'passed', type: 'flag' }
			]
		}
	],
	links: [],
	zones: [
		{ id: 'culture', x: 0.0, y: 0, width: 0.25, height: 0.28 },
		{ id: 'relation', x: 0.25, y: 0, width: 0.25, height: 0.28 },
		{ id: 'procedure', x: 0.5, y: 0, width: 0.25, height: 0.28 },
		{ id: 'content', x: 0.75, y: 0, width: 0.25, height: 0.28 },
		{ id: 'blocks', x: 0, y: 0.28, width: 1, height: 0.34 },
		{ id: 'scores', x: 0, y: 0.62, width: 1, height: 0.38 }
	],
	starters: [
		{ id: 'mindset', kind: 'pillar', fields: { dimension: 'culture' } },
		{ id: 'playing-field', kind: 'pillar', fields: { dimension: 'culture' } },
		{ id: 'trust', kind: 'pillar', fields: { dimension: 'relation' } },
		{ id: 'dialogue', kind: 'pillar', fields: { dimension: 'relation' } },
		{ id: 'structure', kind: 'pillar', fields: { dimension: 'procedure' } },
		{ id: 'transparency', kind: 'pillar', fields: { dimension: 'procedure' } },
		{ id: 'knowledge', kind: 'pillar', fields: { dimension: 'content' } },
		{ id: 'objective', kind: 'pillar', fields: { dimension: 'content' } },
		{ id: 'alliance-board', kind: 'block' },
		{ id: 'key-alliance-manager', kind: 'block' },
		{ id: 'line-managers', kind: 'block' },
		{ id: 'alliance-coordinator', kind: 'block' },
		{ id: 'alliance-agency', kind: 'block' },
		{ id: 'decision-making-model', kind: 'block' },
		{ id: 'meeting-structure', kind: 'block' },
		{ id: 'reporting', kind: 'block' },
		{ id: 'information-infrastructure', kind: 'block' },
		{ id: 'financing', kind: 'block' },
		{ id: 'autonomous-professional', kind: 'block' },
		{ id: 'coaching-manager', kind: 'block' },
		{ id: 'soft-skills', kind: 'block' },
		{ id: 'learning-circle', kind: 'block' },
		{ id: 'alliance-map', kind: 'block' },
		{ id: 'annual-alliance-plan', kind: 'block' },
		{ id: 'alliance-conference', kind: 'block' },
		{ id: 'annual-evaluation', kind: 'block' }
	],
	prompts: ['firm', 'differ', 'carry', 'first'],
	rules: ['own', 'difference'],
	views: [
		{
			id: 'ratings',
			type: 'matrix',
			rows: 'pillar',
			rowFields: ['finding'],
			cells: 'score',
			rowField: 'pillar',
			organizationField: 'organization',
			passedField: 'passed',
			valueField: 'rating'
		},
		{
			id: 'web',
			type: 'radar',
			kind: 'score',
			axis: 'pillar',
			value: 'rating',
			series: 'organization'
		},
		{ id: 'years', type: 'radar', kind: 'score', axis: 'pillar', value: 'rating', series: 'year' },
		{ id: 'blocks', type: 'list', kinds: ['block'], groupBy: 'state' },
		{ id: 'table', type: 'table', kinds: ['pillar', 'block', 'score'] },
		{ id: 'document', type: 'document' }
	],
	words: { en: english, de: german }
});
