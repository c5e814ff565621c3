import { defineInstrument } from '../define.ts';
import type { FieldDefinition, ReportsDefinition } from '../definition.ts';
import { german } from './de.ts';
import { english } from './en.ts';

const measured: readonly FieldDefinition[] = [
	{ id: 'indicator', type: 'text', required: true },
	{ id: 'unit', type: 'text' },
	{ id: 'baseline', type: 'number', required: true },
	{ id: 'target', type: 'number', required: true },
	{ id: 'actual', type: 'number', isAside: true }
];

/** The reviews: each quarter's actual is the actual of what it is about, until the next one. */
export const reviews: ReportsDefinition = {
	kind: 'review',
	of: 'subject',
	period: 'quarter',
	actual: 'actual'
};

const statuses = ['planned', 'running', 'done', 'late', 'stopped'] as const;

/**
 * The annual alliance plan: what we do this year for which goal, who brings what, what it costs whom, and each
 * quarter how far we have come. All partners draft it.
 */
export const annualPlan = defineInstrument({
	id: 'annual-plan',
	version: 1,
	step: 5,
	isCore: true,
	frameSize: [2880, 1920],
	kinds: [
		{
			id: 'objective',
			color: 'indigo',
			size: [280, 160],
			zone: 'objectives',
			isAddable: true,
			most: 7,
			fields: [
				{ id: 'goal', type: 'item', of: 'goal', in: 'shared-vision' },
				{
					id: 'perspective',
					type: 'choice',
					options: ['users', 'processes', 'learning', 'finances']
				},
				...measured,
				{ id: 'due', type: 'date', required: true }
			]
		},
		{
			id: 'activity',
			color: 'teal',
			size: [280, 160],
			zone: 'activities',
			isAddable: true,
			fields: [
				{ id: 'objective', type: 'item', of: 'objective', required: true },
				{ id: 'lead', type: 'organization', required: true },
				{ id: 'from', type: 'date', required: true },
				{
					id: 'to',
					type: 'date',
					required: true,
					due: { settledBy: 'status', when: ['done', 'stopped'] }
				},
				{ id: 'status', type: 'choice', options: statuses, isAside: true },
				{
					id: 'progress',
					type: 'number',
					unit: 'percent',
					min: 0,
					max: 100,
					isAside: true
				},
				...measured
			]
		},
		{
			id: 'contribution',
			color: 'blue',
			size: [200, 120],
			zone: 'contributions',
			isAddable: true,
			fields: [
				{ id: 'activity', type: 'item', of: 'activity', required: true },
				{ id: 'organization', type: 'organization', required: true },
				{
					id: 'level',
					type: 'choice',
					options: ['strategic', 'tactical', 'operational'],
					required: true
				},
				{ id: 'days', type: 'number', unit: 'person-days', min: 0, max: 100_000 },
				{ id: 'money', type: 'number', unit: 'eur', min: 0, max: 100_000_000 }
			]
		},
		{
			id: 'milestone',
			color: 'pink',
			size: [200, 120],
			zone: 'milestones',
			isAddable: true,
			fields: [
				{ id: 'activity', type: 'item', of: 'activity' },
				{ id: 'date', type: 'date', required: true, due: { settledBy: 'reached' } },
				{ id: 'reached', type: 'flag', isAside: true }
			]
		},
		{
			id: 'terms',
			color: 'white',
			size: [280, 160],
			zone: 'costs',
			isAddable: true,
			fields: [
				{ id: 'method', type: 'choice', options: ['own', 'equal', 'size', 'use'], required: true },
				{ id: 'rate', type: 'number', unit: 'eur', min: 0, max: 10_000 }
			]
		},
		{
			id: 'measure',
			color: 'gray',
			size: [200, 120],
			zone: 'costs',
			isAddable: true,
			fields: [
				{ id: 'organization', type: 'organization', required: true },
				{ id: 'size', type: 'number', min: 0, max: 1_000_000_000 },
				{ id: 'use', type: 'number', min: 0, max: 1_000_000_000 }
			]
		},
		{
			id: 'review',
			color: 'yellow',
			size: [240, 140],
			zone: 'reviews',
			isAddable: true,
			isAside: true,
			fields: [
				{ id: 'subject', type: 'item', of: ['objective', 'activity'], required: true },
				{ id: 'quarter', type: 'choice', options: ['q1', 'q2', 'q3', 'q4'], required: true },
				{ id: 'actual', type: 'number' },
				{ id: 'status', type: 'choice', options: statuses }
			]
		}
	],
	links: [{ id: 'needed-for', from: 'activity', to: 'activity' }],
	zones: [
		{ id: 'objectives', x: 0, y: 0, width: 0.24, height: 0.6 },
		{ id: 'activities', x: 0.24, y: 0, width: 0.36, height: 0.6 },
		{ id: 'contributions', x: 0.6, y: 0, width: 0.4, height: 0.6 },
		{ id: 'milestones', x: 0, y: 0.6, width: 0.24, height: 0.4 },
		{ id: 'reviews', x: 0.24, y: 0.6, width: 0.36, height: 0.4 },
		{ id: 'costs', x: 0.6, y: 0.6, width: 0.4, height: 0.4 }
	],
	starters: [{ id: 'terms', kind: 'terms' }],
	prompts: ['year', 'who', 'brings', 'know', 'share'],
	rules: ['all', 'few', 'open'],
	views: [
		{
			id: 'table',
			type: 'table',
			kinds: ['activity', 'objective', 'contribution', 'milestone', 'review', 'terms', 'measure']
		},
		{
			id: 'timeline',
			type: 'timeline',
			kind: 'activity',
			from: 'from',
			to: 'to',
			progress: 'progress',
			organizationField: 'lead',
			milestones: { kind: 'milestone', date: 'date' },
			link: 'needed-for'
		},
		{
			id: 'load',
			type: 'load',
			kind: 'contribution',
			organizationField: 'organization',
			amounts: ['days', 'money'],
			of: 'activity',
			from: 'from',
			to: 'to'
		},
		{
			id: 'scorecard',
			type: 'scorecard',
			kinds: ['objective'],
			indicator: 'indicator',
			unit: 'unit',
			baseline: 'baseline',
			target: 'target',
			actual: 'actual',
			date: 'due',
			groupBy: 'perspective',
			reports: reviews
		},
		{ id: 'costs', type: 'plan', figure: 'costs' },
		{ id: 'review', type: 'plan', figure: 'review' },
		{ id: 'missing', type: 'plan', figure: 'missing' },
		{ id: 'compare', type: 'plan', figure: 'compare' },
		{ id: 'document', type: 'document', isSigned: true },
		{ id: 'versions', type: 'versions' }
	],
	words: { en: english, de: german }
});
