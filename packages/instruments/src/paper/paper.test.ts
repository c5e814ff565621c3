import type { Item } from '@concordia/board';
import { formatMarkdown, plainText } from '@concordia/exchange';
import type { Inline, Paper, PaperBlock } from '@concordia/exchange';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { annualEvaluation } from '../annual-evaluation/definition.ts';
import { annualPlan } from '../annual-plan/definition.ts';
import { decisions } from '../decisions/definition.ts';
import type { InstrumentDefinition, Locale } from '../definition.ts';
import { pillarScan } from '../pillar-scan/definition.ts';
import { sharedVision } from '../shared-vision/definition.ts';
import { problemSet } from '../problem-set/definition.ts';
import { instruments } from '../registry.ts';
import { instrumentDates } from './calendar.ts';
import { instrumentPaper } from './paper.ts';
import { instrumentPictures } from './pictures.ts';
import { formatValue } from './rows.ts';
import { instrumentSheets } from './sheets.ts';
import { paperWords } from './words.ts';

const organizations = [
	{ id: 'PN', name: 'Physician network' },
	{ id: 'CC', name: 'Community centre' }
];
const meta = {
	session: 'Workshop',
	purpose: 'Better care',
	day: '2026-11-22',
	parties: [
		{ name: 'Physician network', people: ['Ada'] },
		{ name: 'Community centre', people: [] }
	]
};

const frameOf = ({ id }: InstrumentDefinition): Item => ({
	id: 'f',
	type: 'frame',
	pos: [0, 0],
	size: [1000, 1000],
	z: 'a0',
	instrument: id,
	text: 'Ours'
});

/** Cards of a kind, one below the other. */
function cards(
	definition: InstrumentDefinition,
	kind: string,
	of: readonly Partial<Item>[]
): Item[] {
	return of.map((more, index) => ({
		id: `${kind}${index}`,
		type: 'card',
		parent: 'f',
		pos: [0, index * 200],
		size: [100, 100],
		z: 'a1',
		instrument: definition.id,
		kind,
		...more
	}));
}

const paperOf = (
	definition: InstrumentDefinition,
	items: readonly Item[],
	locale: Locale = 'en'
): Paper =>
	instrumentPaper(definition, [frameOf(definition), ...items], 'f', organizations, locale, {
		...meta,
		pictures: instrumentPictures(
			definition,
			[frameOf(definition), ...items],
			'f',
			organizations,
			locale,
			meta.day
		)
	});

const textOf = (block: PaperBlock): string => {
	switch (block.type) {
		case 'table':
			return block.rows.flat().map(plainText).join(' ');
		case 'list':
			return block.entries.map(({ text }) => plainText(text)).join(' ');
		case 'picture':
			return block.picture.description;
		default:
			return plainText(block.text);
	}
};

test('headings are numbered from the top, and what refers to one says its number', () => {
	const [first, second] = ['Too little time', 'Too few physicians'];
	const items = [
		...cards(problemSet, 'problem', [{ text: first }, { text: second }]),
		{
			...frameOf(problemSet),
			id: 'c',
			type: 'connector',
			kind: 'feeds-into',
			from: { item: 'problem0' },
			to: { item: 'problem1' }
		} as Item
	];
	const { blocks } = paperOf(problemSet, items);
	const headings = blocks.flatMap((block) =>
		block.type === 'heading' ? [`${block.number} ${plainText(block.text)}`] : []
	);
	expect(headings).toEqual([
		'1 Overview',
		'2 Problems',
		'2.1 Too little time',
		'2.2 Too few physicians',
		'3 Causes',
		'4 Parked solutions'
	]);
	const reference = blocks.find((block) => block.type === 'text' && block.label === 'Feeds into');
	expect(reference).toMatchObject({
		text: [{ text: '2.2 Too few physicians', target: 'problem1' }]
	});
});

const plan = [
	...cards(annualPlan, 'objective', [
		{ text: 'Shorter ways', fields: { target: 12.5, due: '2026-12-31', perspective: 'users' } }
	]),
	...cards(annualPlan, 'activity', [
		{
			text: '=Build',
			fields: {
				objective: 'objective0',
				lead: 'PN',
				from: '2026-02-01',
				to: 'in spring',
				progress: 40
			}
		}
	]),
	...cards(annualPlan, 'contribution', [
		{ fields: { activity: 'activity0', organization: 'XX', days: 'a few', level: 'tactical' } }
	]),
	...cards(annualPlan, 'milestone', [
		{ text: 'Opening', fields: { activity: 'activity0', date: '2026-09-01' } },
		{ text: 'Some day', fields: { date: 'soon' } }
	])
];

test('a plan ends with lines to sign, and leaves out columns that nobody filled in', () => {
	const paper = paperOf(annualPlan, plan, 'de');
	expect(paper).toMatchObject({ title: 'Ours', date: '22. November 2026', isSigned: true });
	expect(paper.words).toBe(paperWords.de);
	const tables = paper.blocks.flatMap((block) => (block.type === 'table' ? [block] : []));
	const rows = tables.flatMap((table) =>
		table.rows.map((row: readonly Inline[]) => row.map(plainText))
	);
	expect(rows).toContainEqual([
		'3.1',
		'=Build',
		'Physician network',
		'01.02.2026',
		'in spring',
		'40'
	]);
	expect(
		tables.every((table) => table.rows.every((row) => row.length === table.columns.length))
	).toBe(true);
});

test('what nobody filled in is a dash on paper, so that nobody fills it in after signing', () => {
	const tables = paperOf(annualPlan, plan).blocks.filter((block) => block.type === 'table');
	const [numbered] = tables.filter(({ rows }) => plainText(rows[0]![0]!).includes('.'));
	expect(numbered).toBeDefined();
	const cells = tables.flatMap(({ rows }) => rows.flat().map(plainText));
	expect(cells).toContain('–');
	expect(cells).not.toContain('');
});

test('large figures are grouped by the language, and years are not', () => {
	expect(formatValue(28_000, 'de')).toBe('28.000');
	expect(formatValue(28_000, 'en')).toBe('28,000');
	// Parts of an amount line up, and nothing is no part.
	const share = { isShare: true };
	expect([14.9, 8.41, 185, 0].map((part) => formatValue(part, 'de', share))).toEqual([
		'14,90',
		'8,41',
		'185',
		''
	]);
	expect(formatValue(1_234_567.89, 'de', { isMoney: true })).toBe('1.234.567,89');
	expect(formatValue(-8458.18, 'de', { isMoney: true })).toBe('\u22128.458,18');
	expect(formatValue(2027, 'de')).toBe('2027');
	expect(formatValue(2027, 'en')).toBe('2027');
});

const overview = (items: readonly Item[]): string =>
	textOf(paperOf(sharedVision, items).blocks[1]!);

test('a frozen version, which has none of what is aside, does not say that there was none', () => {
	const goals = cards(sharedVision, 'goal', [{ text: 'Shorter ways' }]);
	expect(overview(goals)).toBe('Vision: 0 Mission: 0 Shared values: 0 Goals: 1');
	const own = cards(sharedVision, 'own-objective', [{ text: 'Ours' }]);
	expect(overview([...goals, ...own])).toContain('Own objectives: 1');
});

test.each(['2027-11-20', '2027-12-10', '2027-12-20', '2027-12-31', '2028-06-10', '2031-12-31'])(
	'no year or month is cut off at the end of a timeline to %s',
	(to) => {
		const activity = cards(annualPlan, 'activity', [
			{ text: 'A', fields: { lead: 'PN', from: '2027-01-10', to } }
		]);
		const picture = paperOf(annualPlan, activity).blocks.find(({ type }) => type === 'picture');
		const { svg, width } = (picture as Extract<PaperBlock, { type: 'picture' }>).picture;
		const labels = [...svg.matchAll(/<text x="([\d.]+)" y="(?:12|28)[.]15"[^>]*>([^<]*)/gu)];
		expect(labels.map(([, , text]) => text)).toContain('2027');
		for (const [, x, text] of labels) expect(Number(x) + text!.length * 5.2).toBeLessThan(width);
	}
);

test('tables have figures as figures, days as days, and what was typed otherwise as it was typed', () => {
	const sheets = instrumentSheets(
		annualPlan,
		[frameOf(annualPlan), ...plan],
		'f',
		organizations,
		'en'
	);
	expect(sheets.map(({ name }) => name)).toEqual([
		'Objectives of the year',
		'Activities',
		'Contributions',
		'Milestones',
		'Costs'
	]);
	const activity = sheets[1]!;
	expect(activity.columns.length).toBe(activity.rows[0]!.length);
	expect(activity.rows[0]).toEqual(
		expect.arrayContaining(['=Build', 'Shorter ways', { day: '2026-02-01' }, 'in spring', 40])
	);
	expect(sheets[2]!.rows[0]).toEqual(expect.arrayContaining(['XX', 'a few']));
});

test('tables say who stands by the version they are of, and what was decided', () => {
	const version = {
		number: 2,
		hash: 'ab12',
		confirmed: [
			{ name: 'Physician network', people: ['Ana', null] },
			{ name: 'Community centre', people: [] }
		],
		without: [{ name: 'Insurer', reason: 'Sends nobody' }]
	};
	const items = [frameOf(annualPlan), ...plan];
	const sheets = instrumentSheets(annualPlan, items, 'f', organizations, 'en', { version });
	expect(sheets.at(-1)).toEqual({
		name: 'Version',
		columns: [{ title: 'Version' }, { title: '2' }],
		rows: [
			['SHA-256', 'ab12'],
			['Confirmed by', 'Physician network: Ana, (name erased)'],
			['Not confirmed by', 'Community centre'],
			['Without', 'Insurer: Sends nobody']
		]
	});

	const decision = {
		item: 'card',
		frame: 'f',
		hash: 'cd34',
		wording: '',
		rule: 'consent',
		share: null,
		status: 'adopted',
		day: '2027-03-31',
		needed: 2,
		voices: [{ name: 'Physician network', answer: 'consent', people: [], missing: [] }]
	} as const;
	const other = { ...decision, frame: 'elsewhere' };
	const decided = instrumentSheets(decisions, [frameOf(decisions)], 'f', organizations, 'en', {
		decisions: [decision, other]
	}).at(-1)!;
	expect(decided.rows.map(([, label]) => label)).toContain('Physician network');
	expect(decided.rows.filter(([, label]) => label === 'SHA-256')).toHaveLength(1);
	expect(JSON.stringify(decided.rows)).toContain('31 March 2027');
});

test('what is computed stands below the cards, and its last row is the sum of the others', () => {
	const items = [
		...cards(annualPlan, 'activity', [{ fields: { from: '2026-01-05', to: '2026-02-27' } }]),
		...cards(annualPlan, 'contribution', [
			{ fields: { activity: 'activity0', organization: 'PN', days: 10, money: 1000.1 } },
			{ fields: { activity: 'activity0', organization: 'CC', days: 7.5, money: 500 } },
			{ fields: { activity: 'gone', organization: 'XX', days: 1 } }
		]),
		...cards(annualPlan, 'terms', [{ fields: { method: 'equal', rate: 100 } }])
	];
	const sheets = instrumentSheets(
		annualPlan,
		[frameOf(annualPlan), ...items],
		'f',
		organizations,
		'en'
	);
	const computed = sheets.filter(({ name }) => /^(?:Load|Costs)/u.test(name));
	expect(computed.map(({ name }) => name)).toEqual([
		'Load 2026 (person-days)',
		'Load 2026 (€)',
		'Costs'
	]);
	for (const { rows } of computed) {
		const [sum, ...parts] = rows.toReversed();
		for (const [column, value] of sum!.entries()) {
			if (column === 0) continue;
			const total = parts.reduce((all, row) => all + Number(row[column]), 0);
			expect(total).toBeCloseTo(Number(value), 6);
		}
	}
});

test('milestones and what is due are dates, periods are not', () => {
	const url = 'https://example.org/s/1/d/f';
	const dates = instrumentDates(
		annualPlan,
		[frameOf(annualPlan), ...plan],
		'f',
		organizations,
		'en',
		url
	);
	expect(dates.map(({ uid, from, title }) => [uid, from, title])).toEqual([
		['objective0@example.org/s/1/d/f', '2026-12-31', 'Objective: Shorter ways'],
		['milestone0@example.org/s/1/d/f', '2026-09-01', 'Milestone: Opening']
	]);
});

const anything = fc.oneof(
	fc.string({ unit: 'binary' }),
	fc.double(),
	fc.boolean(),
	fc.constant(null),
	fc.array(fc.string())
);

test('whatever cards hold, every instrument becomes a document, tables and dates, with each card in it', () => {
	fc.assert(
		fc.property(
			fc.constantFrom(...instruments),
			fc.infiniteStream(anything),
			fc.constantFrom('en', 'de'),
			(definition, values, locale) => {
				const kinds = definition.kinds.filter(({ isAddable }) => isAddable);
				const items = kinds.flatMap(({ id, fields }) =>
					cards(
						definition,
						id,
						[0, 1].map((index) => ({
							text: `card ${id} ${index}.`,
							fields: Object.fromEntries(
								fields.map((field) => [field.id, values.next().value])
							) as never
						}))
					)
				);
				const paper = paperOf(definition, items, locale);
				expect(() => formatMarkdown(paper)).not.toThrow();
				const sheets = instrumentSheets(
					definition,
					[frameOf(definition), ...items],
					'f',
					organizations,
					locale
				);
				for (const { rows, columns } of sheets) {
					expect(rows.filter((row) => row.length !== columns.length)).toEqual([]);
				}
				instrumentDates(
					definition,
					[frameOf(definition), ...items],
					'f',
					organizations,
					locale,
					'http://x'
				);
				const written = [paper.title, ...paper.blocks.map(textOf)].join('\n');
				const tabled = sheets
					.flatMap(({ rows }) => rows.flat())
					.map((cell) => formatValue(cell, locale))
					.join('\n');
				for (const { text = '' } of items) {
					expect([text, tabled.includes(text)]).toEqual([text, true]);
					expect([definition.id, text, written.includes(text)]).toEqual([
						definition.id,
						text,
						true
					]);
				}
			}
		),
		{ numRuns: 200 }
	);
});

const titles = (svg: string): string[] =>
	[...svg.matchAll(/<text[^>]*>([^<]*)/g)].map(([, text]) => text!);

test('a plan has its timeline in the document: bars, milestones, today, and a page for every so many lines', () => {
	const activities = cards(
		annualPlan,
		'activity',
		Array.from({ length: 40 }, (_, index) => ({
			text: `Activity <${index}>`,
			fields: { lead: index % 2 === 0 ? 'PN' : 'CC', from: '2026-02-01', to: '2026-10-31' }
		}))
	);
	const { blocks } = paperOf(annualPlan, [...plan.slice(-2), ...activities]);
	const pictures = blocks.flatMap((block) => (block.type === 'picture' ? [block.picture] : []));
	expect(pictures.length).toBeGreaterThan(1);
	const [first] = pictures;
	expect(first!.description).toMatch(/^1.Feb.2026 – 31.Oct.2026\. Activities: 40, Milestones: 1/u);
	const drawn = pictures.flatMap(({ svg }) => titles(svg));
	expect(drawn).toEqual(
		expect.arrayContaining(['2026', 'Aug', 'Opening', '22 Nov 2026', 'Community centre'])
	);
	for (const index of activities.keys()) {
		expect(drawn.filter((text) => text === `Activity &lt;${index}&gt;`)).toHaveLength(1);
	}
	for (const { height } of pictures) expect(height).toBeLessThan(640);
});

test('a spider web is drawn, with bars instead where there are fewer than three axes', () => {
	const dimensions = ['content', 'procedure', 'relation', 'culture'];
	const items = cards(
		annualEvaluation,
		'result',
		dimensions.map((dimension, index) => ({ fields: { dimension, mean: index + 1.5, year: 2026 } }))
	);
	const [web] = instrumentPictures(
		annualEvaluation,
		[frameOf(annualEvaluation), ...items],
		'f',
		organizations,
		'de',
		meta.day
	);
	expect(web!.pictures[0]!.svg).toContain('<polygon');
	expect(web!.pictures[0]!.description).toContain('2026: ');
	const two = cards(pillarScan, 'pillar', [{ text: 'Trust' }, { text: 'Order' }]);
	const scores = cards(pillarScan, 'score', [
		{ fields: { pillar: 'pillar0', organization: 'PN', rating: 4 } }
	]);
	const [bars] = instrumentPictures(
		pillarScan,
		[frameOf(pillarScan), ...two, ...scores],
		'f',
		organizations,
		'en',
		meta.day
	);
	expect(bars!.pictures[0]!.svg).not.toContain('<polygon');
	expect(titles(bars!.pictures[0]!.svg)).toEqual(
		expect.arrayContaining(['Trust', 'Order', 'Physician network', '4', '–'])
	);
});
