// A new instrument is data alone: the one below is nowhere in the product, and every view, form and export has it.
import type { Item, NewItem } from '@concordia/board';
import { formatMarkdown } from '@concordia/exchange';
import {
	checkField,
	defineInstrument,
	instrumentPaper,
	newCard,
	newInstrument,
	type FieldDefinition,
	type KindDefinition
} from '@concordia/instruments';
import { noParking, type Organization } from '@concordia/session';
import { render } from 'svelte/server';
import { beforeAll, expect, test, vi } from 'vitest';
import type { BoardStore } from '#lib/board/board-store.svelte.ts';
import { describeItem } from '#lib/board/describe.ts';
import { itemName, typeName } from '#lib/board/item-name.ts';
import { addableKinds } from '#lib/board/add.ts';
import { findInstruments } from '#lib/gallery/search.ts';
import type { Connection } from '#lib/session/connection.svelte.ts';
import { locale } from '#lib/i18n/index.svelte.ts';
import CardForm from './CardForm.svelte';
import type { InstrumentContext } from './context.ts';
import { allInstruments } from './known.svelte.ts';
import OnPage from './testing/OnPage.svelte';
import { partOf, shownViews, viewTypes } from './views/parts.ts';

const states = ['planned', 'running', 'done', 'late', 'stopped'];
function statuses(kind: string): Record<string, string> {
	return Object.fromEntries(states.map((id) => [`${kind}.status.${id}`, `It is ${id}`]));
}
const english = {
	title: 'Community garden',
	about: 'Plots, what grows on them, and who tends them.',
	when: 'When the beds are to be shared out.',
	'kind.plot': 'Plot',
	'kind.plot.many': 'Plots',
	'kind.plot.add': 'Add plot',
	'plot.text': 'Name of the plot',
	'plot.soil': 'Soil',
	'plot.soil.clay': 'Clay',
	'plot.soil.sand': 'Sand',
	'plot.area': 'Area',
	'plot.sun': 'Sun',
	'plot.from': 'Tended from',
	'plot.to': 'Tended until',
	'plot.tended': 'Tended by',
	'plot.helpers': 'Helpers',
	'plot.beside': 'Lies beside',
	'plot.near': 'Close to',
	'plot.fenced': 'Fenced',
	'plot.story': 'Story',
	'plot.yield': 'Harvested',
	'plot.hoped': 'Hoped for',
	'kind.view': 'View of a plot',
	'kind.view.many': 'Views of plots',
	'kind.view.add': 'Add view',
	'view.text': 'Why',
	'view.plot': 'On the plot',
	'view.organization': 'Organization',
	'view.stance': 'Stance',
	'view.stance.keen': 'Keen',
	'view.stance.doubtful': 'Doubtful',
	'view.passed': 'Passed',
	'link.waters': 'waters',
	'link.waters.to': 'Waters',
	'link.waters.from': 'Watered by',
	'zone.beds': 'Beds',
	'zone.voices': 'Voices',
	'unit.square-metres': 'm²',
	'view.voices': 'Voices',
	'view.soils': 'By soil',
	'view.flow': 'Water',
	'view.light': 'Light and area',
	'view.web': 'Sun by soil',
	'view.table': 'Table',
	'view.list': 'List',
	'view.document': 'Document',
	'view.season': 'Season',
	'view.work': 'Work',
	'view.figures': 'Figures',
	'view.rows': 'Rows',
	'kind.effort': 'Effort',
	'kind.effort.many': 'Efforts',
	'kind.effort.add': 'Add effort',
	'effort.text': 'What is done',
	'effort.plot': 'On the plot',
	'effort.organization': 'Organization',
	'effort.days': 'Days',
	'kind.own': 'Own wish',
	'kind.own.many': 'Own wishes',
	'kind.own.add': 'Lay open own wish',
	'own.text': 'Own wish',
	'own.organization': 'Organization',
	'kind.name': 'Other name',
	'kind.name.many': 'Other names',
	'kind.name.add': 'Propose other name',
	'name.text': 'Other name',
	'name.plot': 'Of the plot',
	'kind.doubt': 'Doubt',
	'kind.doubt.many': 'Doubts',
	'kind.doubt.add': 'Add doubt',
	'doubt.text': 'Doubt',
	'doubt.about': 'About',
	'doubt.organization': 'Organization',
	'kind.hidden': 'Idea that waits',
	'kind.hidden.many': 'Ideas that wait',
	'kind.hidden.add': 'Let an idea wait',
	'hidden.text': 'Idea',
	'hidden.organization': 'Organization',
	'hidden.default': 'An idea waits here',
	'kind.idea': 'Idea',
	'kind.idea.many': 'Ideas',
	'kind.idea.add': 'Add idea',
	'idea.text': 'Idea',
	'idea.organization': 'Organization',
	'view.effort': 'Effort',
	'view.where': 'Where we stand',
	'view.names': 'Names',
	'view.states': 'Versions',
	'view.understood': 'Understood',
	'view.unseen': 'Unseen',
	'view.waiting': 'What waits',
	'view.same': 'Do we see the same',
	'prompt.who': 'Who likes to dig?',
	'rule.share': 'Tools are shared.',
	'view.shares': 'Who bears what',
	'view.quarters': 'Quarters',
	'view.lacks': 'What is missing',
	'view.years': 'Two years',
	'kind.objective': 'Harvest goal',
	'kind.objective.many': 'Harvest goals',
	'kind.objective.add': 'Add harvest goal',
	'objective.text': 'Harvest goal',
	'objective.indicator': 'Counted in',
	'objective.baseline': 'Last year',
	'objective.target': 'Wanted',
	'objective.due': 'By',
	'kind.activity': 'Garden work',
	'kind.activity.many': 'Garden work',
	'kind.activity.add': 'Add garden work',
	'activity.text': 'Garden work',
	'activity.objective': 'For the harvest goal',
	'activity.lead': 'Gardener',
	'activity.from': 'From',
	'activity.to': 'Until',
	'activity.status': 'State',
	...statuses('activity'),
	'kind.contribution': 'Helping hand',
	'kind.contribution.many': 'Helping hands',
	'kind.contribution.add': 'Add helping hand',
	'contribution.text': 'Helping hand',
	'contribution.activity': 'With',
	'contribution.organization': 'Club',
	'contribution.level': 'Where',
	'contribution.level.strategic': 'Shed',
	'contribution.level.tactical': 'Path',
	'contribution.level.operational': 'Bed',
	'contribution.days': 'Days of digging',
	'contribution.money': 'Seed money',
	'kind.terms': 'Agreement on seeds',
	'kind.terms.many': 'Agreements on seeds',
	'kind.terms.add': 'Add agreement',
	'terms.text': 'Agreement on seeds',
	'terms.method': 'Shared',
	'terms.method.own': 'Own',
	'terms.method.equal': 'Alike',
	'terms.method.size': 'By plots',
	'terms.method.use': 'By harvest',
	'terms.rate': 'Costs of a day',
	'kind.measure': 'Size of a club',
	'kind.measure.many': 'Sizes of clubs',
	'kind.measure.add': 'Add size',
	'measure.text': 'Size of a club',
	'measure.organization': 'Club',
	'measure.size': 'Plots',
	'measure.use': 'Harvest',
	'kind.review': 'Look at the beds',
	'kind.review.many': 'Looks at the beds',
	'kind.review.add': 'Add look',
	'review.text': 'Why',
	'review.subject': 'Of',
	'review.quarter': 'Quarter',
	'review.quarter.q1': 'Winter',
	'review.quarter.q2': 'Spring',
	'review.quarter.q3': 'Summer',
	'review.quarter.q4': 'Autumn',
	'review.actual': 'Harvested',
	'review.status': 'State',
	...statuses('review'),
	'unit.eur': '€'
};
const plain = (id: string, fields: readonly FieldDefinition[]): KindDefinition => ({
	id,
	color: 'gray',
	size: [240, 140],
	zone: 'voices',
	isAddable: false,
	fields
});
const garden = defineInstrument({
	id: 'community-garden',
	version: 1,
	step: 3,
	isCore: false,
	frameSize: [1600, 1000],
	kinds: [
		{
			id: 'plot',
			color: 'green',
			size: [240, 140],
			zone: 'beds',
			isAddable: true,
			fields: [
				{ id: 'soil', type: 'choice', options: ['clay', 'sand'] },
				{ id: 'area', type: 'number', unit: 'square-metres', min: 1, max: 500 },
				{ id: 'sun', type: 'rating' },
				{ id: 'from', type: 'date' },
				{ id: 'to', type: 'date' },
				{ id: 'tended', type: 'organization' },
				{ id: 'helpers', type: 'organizations' },
				{ id: 'beside', type: 'item', of: 'plot' },
				{ id: 'near', type: 'items', of: ['plot'] },
				{ id: 'fenced', type: 'flag' },
				{ id: 'story', type: 'text' },
				{ id: 'yield', type: 'number' },
				{ id: 'hoped', type: 'number' }
			]
		},
		{
			id: 'view',
			color: 'blue',
			size: [240, 140],
			zone: 'voices',
			ownedBy: 'organization',
			isAddable: false,
			fields: [
				{ id: 'plot', type: 'item', of: 'plot', required: true },
				{ id: 'organization', type: 'organization', required: true },
				{ id: 'stance', type: 'choice', options: ['keen', 'doubtful'] },
				{ id: 'passed', type: 'flag' }
			]
		},
		plain('effort', [
			{ id: 'plot', type: 'item', of: 'plot' },
			{ id: 'organization', type: 'organization' },
			{ id: 'days', type: 'number', unit: 'person-days' }
		]),
		plain('own', [{ id: 'organization', type: 'organization' }]),
		plain('name', [{ id: 'plot', type: 'item', of: 'plot' }]),
		plain('doubt', [
			{ id: 'about', type: 'item', of: ['plot', 'name'] },
			{ id: 'organization', type: 'organization' }
		]),
		plain('hidden', [{ id: 'organization', type: 'organization' }]),
		plain('idea', [{ id: 'organization', type: 'organization' }]),
		// What the figures of a plan are read from.
		plain('objective', [
			{ id: 'indicator', type: 'text' },
			{ id: 'baseline', type: 'number' },
			{ id: 'target', type: 'number' },
			{ id: 'due', type: 'date' }
		]),
		plain('activity', [
			{ id: 'objective', type: 'item', of: 'objective' },
			{ id: 'lead', type: 'organization' },
			{ id: 'from', type: 'date' },
			{ id: 'to', type: 'date' },
			{ id: 'status', type: 'choice', options: states }
		]),
		plain('contribution', [
			{ id: 'activity', type: 'item', of: 'activity' },
			{ id: 'organization', type: 'organization' },
			{ id: 'level', type: 'choice', options: ['strategic', 'tactical', 'operational'] },
			{ id: 'days', type: 'number', unit: 'person-days' },
			{ id: 'money', type: 'number', unit: 'eur' }
		]),
		plain('terms', [
			{ id: 'method', type: 'choice', options: ['own', 'equal', 'size', 'use'] },
			{ id: 'rate', type: 'number', unit: 'eur' }
		]),
		plain('measure', [
			{ id: 'organization', type: 'organization' },
			{ id: 'size', type: 'number' },
			{ id: 'use', type: 'number' }
		]),
		plain('review', [
			{ id: 'subject', type: 'item', of: ['objective', 'activity'] },
			{ id: 'quarter', type: 'choice', options: ['q1', 'q2', 'q3', 'q4'] },
			{ id: 'actual', type: 'number' },
			{ id: 'status', type: 'choice', options: states }
		])
	],
	parking: {
		kind: 'idea',
		placeholder: 'hidden',
		organizationField: 'organization',
		rowField: 'plot'
	},
	links: [{ id: 'waters', from: 'plot', to: 'plot' }],
	zones: [
		{ id: 'beds', x: 0, y: 0, width: 0.6, height: 1 },
		{ id: 'voices', x: 0.6, y: 0, width: 0.4, height: 1 }
	],
	prompts: ['who'],
	rules: ['share'],
	views: [
		{
			id: 'voices',
			type: 'matrix',
			rows: 'plot',
			rowFields: ['soil'],
			cells: 'view',
			rowField: 'plot',
			organizationField: 'organization',
			passedField: 'passed',
			valueField: 'stance'
		},
		{ id: 'soils', type: 'grid', kind: 'plot', columns: 'soil', rows: 'tended' },
		{ id: 'flow', type: 'graph', link: 'waters' },
		{ id: 'light', type: 'plane', kind: 'plot', x: 'sun', y: 'area' },
		{ id: 'web', type: 'radar', kind: 'plot', axis: 'soil', value: 'sun', series: 'tended' },
		{ id: 'table', type: 'table', kinds: ['plot', 'view'] },
		{ id: 'list', type: 'list', kinds: ['plot'], groupBy: 'soil' },
		{
			id: 'season',
			type: 'timeline',
			kind: 'plot',
			from: 'from',
			to: 'to',
			organizationField: 'tended'
		},
		{
			id: 'figures',
			type: 'scorecard',
			kinds: ['plot'],
			indicator: 'story',
			target: 'hoped',
			actual: 'yield'
		},
		{ id: 'rows', type: 'lanes', kind: 'plot', laneField: 'tended', links: ['waters'] },
		{
			id: 'effort',
			type: 'load',
			kind: 'effort',
			organizationField: 'organization',
			amounts: ['days'],
			of: 'plot',
			from: 'from',
			to: 'to'
		},
		{
			id: 'where',
			type: 'stances',
			columns: 'plot',
			cells: 'view',
			columnField: 'plot',
			organizationField: 'organization',
			valueField: 'stance',
			beside: 'own'
		},
		{
			id: 'names',
			type: 'wordings',
			paragraphs: ['plot'],
			alternatives: 'name',
			ofField: 'plot',
			objections: 'doubt',
			aboutField: 'about',
			organizationField: 'organization'
		},
		{ id: 'states', type: 'versions' },
		{ id: 'understood', type: 'restate', of: 'view', kind: 'name', ofField: 'plot' },
		{ id: 'unseen', type: 'sealed', kinds: ['view'], of: { kind: 'plot', field: 'plot' } },
		{ id: 'waiting', type: 'parking' },
		{ id: 'same', type: 'agreement', rows: 'plot' },
		{
			id: 'asked',
			type: 'survey',
			kind: 'plot',
			axis: 'soil',
			result: { kind: 'plot', series: 'area', value: 'yield', answers: 'hoped' }
		},
		{ id: 'settled', type: 'decision', kind: 'plot', rule: 'soil', share: 'area' },
		{ id: 'shares', type: 'plan', figure: 'costs' },
		{ id: 'quarters', type: 'plan', figure: 'review' },
		{ id: 'lacks', type: 'plan', figure: 'missing' },
		{ id: 'years', type: 'plan', figure: 'compare' },
		{ id: 'document', type: 'document' }
	],
	words: { en: english, de: english }
});

// The only thing that has to know of it: the list of what can be fetched, which is data as well.
vi.mock('@concordia/instruments/loaders', () => ({
	loaders: { 'community-garden': () => Promise.resolve(garden) }
}));

const organization = (id: string, name: string, color: string): Organization => {
	return { id, name, color, pattern: 'solid', initials: id };
};
const organizations = [
	organization('PN', 'Physician network', 'teal'),
	organization('CC', 'Community centre', 'orange')
];

const onBoard = (item: NewItem): Item => ({ ...item, size: item.size ?? [0, 0], z: 'a0' });
const items: Item[] = newInstrument(garden, {
	newId: () => 'frame',
	pos: [0, 0],
	locale: 'en'
}).map(onBoard);
const frame = items[0]!;
function add(id: string, kind: string, text: string, fields: NonNullable<Item['fields']>): Item {
	const card = onBoard(newCard(garden, items, frame, { id, kind, text, fields }));
	items.push(card);
	return card;
}
const north = add('north', 'plot', 'North bed', {
	soil: 'clay',
	area: 40,
	sun: 2,
	from: '2027-03-01',
	to: '2027-10-31',
	tended: 'PN',
	helpers: ['CC'],
	story: 'It was a car park',
	yield: 12,
	hoped: 20
});
const south = add('south', 'plot', 'South bed', {
	soil: 'sand',
	area: 'rather large',
	sun: 5,
	from: 'in spring',
	tended: 'CC',
	beside: 'north',
	near: ['north'],
	fenced: true
});
add('dig', 'effort', 'Digging', { plot: 'north', organization: 'PN', days: 12 });
add('wish', 'own', 'Quiet benches', { organization: 'CC' });
add('other-name', 'name', 'Bed of the car park', { plot: 'north' });
add('doubted', 'doubt', 'Nobody knows it so', { about: 'other-name', organization: 'PN' });
add('beans', 'objective', 'Two sacks of beans', { indicator: 'sacks', baseline: 1, target: 2 });
add('sow', 'activity', 'Sow beans', {
	objective: 'beans',
	lead: 'PN',
	from: '2027-04-01',
	to: '2027-05-31',
	status: 'running'
});
add('seeds', 'contribution', 'Seeds', { activity: 'sow', organization: 'CC', days: 3, money: 120 });
add('alike', 'terms', 'Alike', { method: 'equal', rate: 10 });
add('plots', 'measure', '', { organization: 'CC', size: 4 });
add('looked', 'review', 'Too wet', {
	subject: 'beans',
	quarter: 'q2',
	actual: 1.5,
	status: 'late'
});
/** The garden of the year before. */
const earlier: Item = { ...frame, id: 'earlier', text: 'Garden of last year' };
items.push(earlier, {
	...items.find(({ id }) => id === 'sow')!,
	id: 'weed',
	parent: 'earlier',
	text: 'Weed'
});
add('keen', 'view', 'Our patients dig', { plot: 'north', organization: 'PN', stance: 'keen' });
items.push(
	onBoard({
		id: 'water',
		type: 'connector',
		pos: [0, 0],
		instrument: garden.id,
		kind: 'waters',
		from: { item: 'north' },
		to: { item: 'south' }
	})
);

const byId = new Map(items.map((item) => [item.id, item]));
/** What components read of a board. */
const board = {
	items: byId,
	frames: [frame, earlier],
	selection: [],
	canEdit: true,
	mayEdit: true,
	isPreview: false,
	peek: () => byId,
	get: (id: string) => byId.get(id),
	isWaiting: () => false
} as unknown as BoardStore;
const connection = {
	session: 's',
	me: 'anna',
	participant: null,
	peers: [],
	present: [],
	state: {
		organizations,
		participants: {},
		status: 'open',
		answers: {},
		votes: {},
		surveys: {},
		decisions: {},
		versions: {},
		parking: noParking,
		seals: {}
	}
} as unknown as Connection;
const context: InstrumentContext = { board, organizations, mine: 'PN', title: 'T', purpose: 'P' };

/** What is read on the page: without tags, with the values of fields. */
function textOf(html: string): string {
	return html
		.replaceAll(/<!--.*?-->/gsu, '')
		.replaceAll(/(?:data-text|value|aria-label|placeholder|title)="([^"]*)"/gu, '> $1 <')
		.replaceAll(/<[^>]*>/gu, ' ')
		.replaceAll(/&#8203;|\u200B/gu, '')
		.replaceAll(/\s+/gu, ' ');
}

beforeAll(async () => {
	vi.stubGlobal('document', { documentElement: {} });
	await locale.loadAll();
	vi.unstubAllGlobals();
	await allInstruments();
});

test('the gallery offers it by its words', async () => {
	const all = await allInstruments();
	expect(findInstruments(all, 'beds garden', 'en')).toEqual([garden]);
});

/** What has to be read in each view, beside that nothing throws. */
const shown: Readonly<Record<string, readonly string[]>> = {
	voices: ['North bed', 'South bed', 'Keen: Our patients dig', 'Nothing yet'],
	soils: ['Clay', 'Sand', 'North bed', 'South bed', 'Community centre'],
	flow: ['North bed', 'South bed'],
	light: ['North bed, Sun: 2 – little, Area: 40', 'South bed'],
	web: ['Clay', 'Sand', 'Physician network', 'Community centre'],
	table: ['North bed'],
	list: ['Clay', 'North bed', '40 m²', '2 / 5', 'South bed', 'rather large', 'Lies beside'],
	season: ['North bed', 'South bed'],
	figures: ['North bed'],
	effort: ['Physician network', 'Community centre', '12'],
	where: ['North bed', 'Quiet benches', 'Keen', 'Our patients dig'],
	names: ['North bed', 'Bed of the car park', 'Nobody knows it so', 'Propose other name'],
	states: ['No version has been frozen yet'],
	understood: ['Our patients dig', 'In nobody’s other words yet'],
	unseen: ['No cards are being sealed'],
	waiting: ['No solution is parked'],
	same: ['North bed', 'South bed'],
	asked: ['No evaluation is open'],
	settled: ['North bed', 'South bed', 'Consent of all', 'Not put to decision'],
	rows: ['North bed', 'South bed', 'Physician network'],
	shares: ['Helping hands', 'Days of digging', 'Shed', 'Community centre', '120', 'Alike', '75.00'],
	quarters: ['Two sacks of beans', 'Sow beans', 'Summer', 'Too wet', '1.5'],
	lacks: ['Harvest goal: Two sacks of beans', 'Seeds', 'Where'],
	years: ['Garden of last year', 'Weed', 'Sow beans', 'Days of digging'],
	document: ['North bed', 'Our patients dig', 'rather large']
};

test('every type of view it has is offered', () => {
	expect(shownViews(garden).map(({ id }) => id)).toEqual(garden.views.map(({ id }) => id));
	expect(Object.keys(shown).toSorted()).toEqual(garden.views.map(({ id }) => id).toSorted());
	const types = new Set(garden.views.map(({ type }) => type));
	expect(viewTypes.filter((type) => !types.has(type))).toEqual([]);
	const figures = garden.views.flatMap((view) => (view.type === 'plan' ? [view.figure] : []));
	expect(figures.toSorted()).toEqual(['compare', 'costs', 'missing', 'review']);
});

for (const view of garden.views) {
	test(`the view "${view.type}" shows its cards`, async () => {
		const part = partOf(view);
		expect(part).toBeDefined();
		const { default: View } = await part!();
		const props = { context, definition: garden, view, frameId: frame.id };
		const { body } = render(OnPage, { props: { board, connection, shown: View as never, props } });
		const text = textOf(body);
		for (const word of shown[view.id]!) expect(text).toContain(word);
		expect(text).not.toMatch(/\b(?:kind|plot|view|state|document)\.[a-z]/u);
	});
}

test('the form has a field for every type, and says what is wrong without taking it away', () => {
	const props = { context, itemId: south.id };
	const text = textOf(
		render(OnPage, { props: { board, connection, shown: CardForm as never, props } }).body
	);
	for (const { id } of garden.kinds[0]!.fields) {
		expect(text).toContain(english[`plot.${id}` as keyof typeof english]);
	}
	for (const word of ['rather large', 'Not a number', 'in spring', 'Not a date', 'm²', 'Waters']) {
		expect(text).toContain(word);
	}
	expect(checkField(garden.kinds[0]!.fields[1]!, 'rather large')).toBe('check.number');
});

test('canvas and outline call its cards by their words', () => {
	expect(describeItem(north, { locale: 'en', organizations })).toMatchObject({
		label: 'Plot',
		accent: 'teal',
		details: [{ label: 'Story', text: 'It was a car park' }]
	});
	expect(typeName(south)).toBe('Plot');
	expect(itemName(south)).toBe('South bed');
	expect(addableKinds(south, byId)).toEqual(['plot']);
});

test('its document is exported to Markdown', () => {
	const meta = { session: 'S', day: '2026-11-22', parties: [] };
	const markdown = formatMarkdown(
		instrumentPaper(garden, items, frame.id, organizations, 'en', meta)
	);
	for (const word of [
		'# Community garden',
		'North bed',
		'Keen',
		'Our patients dig',
		'Waters',
		'Who bears what',
		String.raw`150\.00`
	]) {
		expect(markdown).toContain(word);
	}
});
