import { defineInstrument } from '../define.ts';
import { german } from './de.ts';
import { english } from './en.ts';

/**
 * Stage check: three aspects, each in one of three stages, year after year.
 */
export const stageCheck = defineInstrument({
	id: 'stage-check',
	version: 1,
	step: 6,
	isCore: false,
	frameSize: [1920, 1080],
	kinds: [
		{
			id: 'assessment',
			color: 'purple',
			size: [240, 140],
			zone: 'strategic-focus',
			zoneField: 'aspect',
			isAddable: true,
			fields: [
				{
					id: 'aspect',
					type: 'choice',
					options: ['strategic-focus', 'operational-model', 'visibility'],
					required: true
				},
				{
					id: 'stage',
					type: 'choice',
					options: ['opportunism', 'procedure', 'culture'],
					required: true
				},
				{ id: 'year', type: 'number', min: 2000, max: 2200, required: true },
				{ id: 'organization', type: 'organization' },
				{ id: 'next', type: 'text' }
			]
		}
	],
	links: [],
	zones: [
		{ id: 'strategic-focus', x: 0, y: 0, width: 0.333, height: 1 },
		{ id: 'operational-model', x: 0.333, y: 0, width: 0.334, height: 1 },
		{ id: 'visibility', x: 0.667, y: 0, width: 0.333, height: 1 }
	],
	prompts: ['where', 'moved', 'next'],
	rules: ['example', 'growth'],
	views: [
		{ id: 'stages', type: 'grid', kind: 'assessment', columns: 'stage', rows: 'aspect' },
		{ id: 'years', type: 'list', kinds: ['assessment'], groupBy: 'year' },
		{ id: 'table', type: 'table', kinds: ['assessment'] },
		{ id: 'document', type: 'document' }
	],
	words: { en: english, de: german }
});
