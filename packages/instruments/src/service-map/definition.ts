import { defineInstrument } from '../define.ts';
import { german } from './de.ts';
import { english } from './en.ts';

/**
 * The service map: the sub-processes of a service that citizens help to produce, what follows what, and which
 * information goes to whom. Not every actor needs all information.
 */
export const serviceMap = defineInstrument({
	id: 'service-map',
	version: 1,
	step: 5,
	isCore: true,
	frameSize: [1920, 1280],
	kinds: [
		{
			id: 'actor',
			color: 'gray',
			size: [144, 110],
			zone: 'actors',
			isAddable: true,
			fields: [
				{ id: 'organization', type: 'organization' },
				{ id: 'citizen', type: 'flag' }
			]
		},
		{
			id: 'sub-process',
			color: 'teal',
			size: [200, 120],
			zone: 'map',
			isAddable: true,
			fields: [
				{ id: 'actor', type: 'item', of: 'actor', required: true },
				{ id: 'coproduced', type: 'flag' },
				{ id: 'decides', type: 'item', of: 'actor', required: true },
				{ id: 'stops', type: 'item', of: 'actor', required: true }
			]
		}
	],
	links: [
		{ id: 'activity-flow', from: 'sub-process', to: 'sub-process' },
		{
			id: 'information-flow',
			from: 'sub-process',
			to: 'sub-process',
			look: { dash: 'dotted', color: 'purple' },
			fields: [
				{ id: 'when', type: 'text' },
				{ id: 'permission', type: 'flag' }
			]
		}
	],
	zones: [
		{ id: 'actors', x: 0, y: 0, width: 0.14, height: 1 },
		{ id: 'map', x: 0.14, y: 0, width: 0.86, height: 1 }
	],
	starters: [{ id: 'citizen', kind: 'actor', fields: { citizen: true } }],
	prompts: ['who', 'together', 'needs', 'gaps'],
	rules: ['need'],
	views: [
		{
			id: 'map',
			type: 'lanes',
			kind: 'sub-process',
			laneField: 'actor',
			actor: { kind: 'actor', citizenField: 'citizen' },
			links: ['activity-flow', 'information-flow'],
			star: 'coproduced',
			information: 'information-flow',
			decided: ['decides', 'stops'],
			mustArrive: ['information-flow']
		},
		{ id: 'table', type: 'table', kinds: ['sub-process', 'actor'] },
		{ id: 'document', type: 'document' }
	],
	words: { en: english, de: german }
});
