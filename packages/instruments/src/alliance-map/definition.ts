import { defineInstrument } from '../define.ts';
import type { LanesView } from '../definition.ts';
import { german } from './de.ts';
import { english } from './en.ts';

export const allianceMapView: LanesView = {
	id: 'map',
	type: 'lanes',
	kind: 'step',
	laneField: 'organization',
	links: ['hand-over'],
	mustArrive: ['hand-over'],
	pin: { kind: 'pin', stepField: 'step', organizationField: 'organization' }
};

/**
 * The alliance map: who does what from one end to the other, what goes from hand to hand, and where the
 * interfaces are difficult. Everybody can say where they stand on it.
 */
export const allianceMap = defineInstrument({
	id: 'alliance-map',
	version: 1,
	step: 5,
	isCore: true,
	frameSize: [1600, 1080],
	kinds: [
		{
			id: 'step',
			color: 'blue',
			size: [200, 120],
			zone: 'map',
			isAddable: true,
			fields: [{ id: 'organization', type: 'organization', required: true }]
		},
		{
			id: 'pin',
			color: 'yellow',
			size: [200, 100],
			zone: 'map',
			isAddable: true,
			fields: [
				{ id: 'organization', type: 'organization' },
				{ id: 'step', type: 'item', of: 'step', required: true }
			]
		}
	],
	links: [
		{
			id: 'hand-over',
			from: 'step',
			to: 'step',
			fields: [
				{ id: 'difficult', type: 'flag' },
				{ id: 'why', type: 'text' }
			],
			mark: { field: 'difficult', look: { color: 'red', dash: 'dashed', stroke: 6 } }
		}
	],
	zones: [{ id: 'map', x: 0, y: 0, width: 1, height: 1 }],
	prompts: ['end-to-end', 'here', 'difficult'],
	rules: ['jointly'],
	views: [
		allianceMapView,
		{ id: 'table', type: 'table', kinds: ['step', 'pin'] },
		{ id: 'document', type: 'document' }
	],
	words: { en: english, de: german }
});
