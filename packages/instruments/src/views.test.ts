import type { Item } from '@concordia/board';
import { expect, test } from 'vitest';
import { causeGraph, problemTable } from './problem-set/figures.ts';
import type { MatrixView } from './definition.ts';
import { matrix } from './matrix.ts';
import { problemSet } from './problem-set/definition.ts';
import { markdownOf } from './testing/markdown.ts';

const { en: english, de: german } = problemSet.words;
const organizations = [
	{ id: 'PN', name: 'Physician network' },
	{ id: 'CC', name: 'Community centre' }
];

function item(id: string, more: Partial<Item>): Item {
	return {
		id,
		type: 'card',
		pos: [0, 0],
		size: [10, 10],
		z: 'a0',
		instrument: 'problem-set',
		...more
	};
}

const frame = item('f', { type: 'frame' });
const problem = (id: string, y: number, more: Partial<Item> = {}): Item =>
	item(id, { kind: 'problem', parent: 'f', pos: [0, y], text: `Problem ${id}`, ...more });
const perspective = (id: string, on: string, of: string, more: Partial<Item> = {}): Item =>
	item(id, {
		kind: 'perspective',
		parent: 'f',
		fields: { problem: on, organization: of },
		...more
	});
const feeds = (from: string, to: string, more: Partial<Item> = {}): Item =>
	item(`${from}>${to}`, {
		type: 'connector',
		kind: 'feeds-into',
		from: { item: from },
		to: { item: to },
		...more
	});

test('the table marks who has spoken, who passed and who is missing', () => {
	const table = problemTable(
		[
			frame,
			problem('q', 500),
			problem('p', 0),
			perspective('a', 'p', 'PN', { text: 'ours' }),
			perspective('b', 'q', 'PN', { fields: { problem: 'q', organization: 'PN', passed: true } }),
			perspective('c', 'q', 'CC', { text: ' ' })
		],
		'f',
		organizations
	);
	expect(table.rows.map(({ item: row, cells }) => [row.id, ...cells.map((c) => c.state)])).toEqual([
		['p', 'given', 'gap'],
		['q', 'passed', 'gap']
	]);
	expect(table.totals).toEqual({ given: 1, passed: 1, gaps: 2 });
	expect(table.gapsByOrganization).toEqual([0, 2]);
});

test('two cards of one organization on one problem are both kept, a text outweighs a pass', () => {
	const [row] = problemTable(
		[
			frame,
			problem('p', 0),
			perspective('a', 'p', 'PN', { fields: { problem: 'p', organization: 'PN', passed: true } }),
			perspective('b', 'p', 'PN', { text: 'ours', parent: 'elsewhere' })
		],
		'f',
		organizations
	).rows;
	expect(row?.cells[0]).toMatchObject({ state: 'given', entries: [{ id: 'a' }, { id: 'b' }] });
});

test('cards of unknown organizations and without a problem are shown, not lost', () => {
	const table = problemTable(
		[frame, problem('p', 0), perspective('a', 'p', 'XX'), perspective('b', 'gone', 'PN')],
		'f',
		organizations
	);
	expect(table.rows[0]?.others.map(({ id }) => id)).toEqual(['a']);
	expect(table.loose.map(({ id }) => id)).toEqual(['b']);
});

test('the cause graph finds roots, loops and layers, and a plain connector counts as a link', () => {
	const graph = causeGraph(
		[
			frame,
			...['a', 'b', 'c', 'd', 'e'].map((id, index) => problem(id, index * 200)),
			feeds('a', 'b'),
			item('plain', {
				type: 'connector',
				instrument: undefined,
				from: { item: 'b' },
				to: { item: 'c' }
			} as never),
			feeds('c', 'b'),
			feeds('c', 'd'),
			feeds('c', 'd', { id: 'again' }),
			feeds('d', 'gone')
		],
		'f'
	);
	expect(graph.roots.map(({ id }) => id)).toEqual(['a']);
	expect(graph.loops.map((loop) => loop.map(({ id }) => id))).toEqual([['b', 'c']]);
	expect(graph.nodes.map(({ item: node, layer }) => [node.id, layer])).toEqual([
		['a', 0],
		['b', 1],
		['c', 1],
		['d', 2],
		['e', 0]
	]);
	expect(graph.edges.filter(({ from, to }) => from === 'c' && to === 'd')).toHaveLength(1);
});

test('a chain of ten thousand problems is followed to its end', () => {
	const chain = Array.from({ length: 10_000 }, (_, i) => problem(`p${i}`, i * 200));
	const links = chain.slice(1).map((target, i) => feeds(`p${i}`, target.id));
	const graph = causeGraph([frame, ...chain, ...links], 'f');
	expect(graph.nodes.at(-1)?.layer).toBe(9999);
	expect(graph.roots).toHaveLength(1);
});

const board = [
	frame,
	problem('p', 0, {
		text: '# No <b>time</b>\nfor patients',
		fields: { evidence: 'line one\nline *two*', affected: ['PN', 'residents'] }
	}),
	problem('q', 500, { text: '' }),
	perspective('a', 'p', 'PN', { text: '[ours](http://x)' }),
	feeds('p', 'q'),
	item('h', {
		kind: 'parking-placeholder',
		parent: 'f',
		text: 'A solution is parked here',
		fields: { organization: 'PN' }
	}),
	item('s', {
		kind: 'parked-solution',
		parent: 'f',
		text: 'Hire more',
		fields: { organization: 'CC', problem: 'p' }
	})
];

test('the document as Markdown says everything, and what people wrote stays text', () => {
	const markdown = markdownOf(problemSet, board, 'f', organizations, 'en');
	for (const words of [
		'\\# No \\<b\\>time\\</b\\> for patients',
		'line \\*two\\*',
		'Physician network, residents',
		'\\[ours\\](http://x)',
		english['state.gap']!,
		english['document.roots.about']!,
		'A solution is parked here',
		'Hire more'
	]) {
		expect(markdown).toContain(words);
	}
	expect(markdown).not.toContain('<b>');
});

/** The line of the German document for a placeholder with these words. */
function parkedLine(text: string): string | undefined {
	const items = board.map((one) => (one.id === 'h' ? { ...one, text } : one));
	return markdownOf(problemSet, items, 'f', organizations, 'de')
		.split('\n')
		.find((line) => line.includes('Physician network') && line.startsWith('-'));
}

test('a parked solution is told in the language of the reader, its organization once', () => {
	expect(parkedLine('A solution is parked here')).toContain('Hier ist eine Lösung geparkt');
	const known = parkedLine('A solution is parked here\nPhysician network, 3 Nov 2026, 10:30');
	expect(known?.match(/Physician network/gu)).toHaveLength(1);
	expect(parkedLine('Come back to this')).toContain('Come back to this');
});

test('the German document speaks German throughout', () => {
	const markdown = markdownOf(problemSet, board, 'f', organizations, 'de');
	for (const key of ['document.summary', 'kind.problem.many', 'state.gap']) {
		expect(markdown).toContain(german[key]!);
		expect(markdown).not.toContain(english[key] === german[key] ? '\0' : `${english[key]}\n`);
	}
});

function rows(order: readonly string[], ...more: Item[]): string[] {
	const items = [frame, problem('a', 0), problem('b', 500), problem('c', 1000), ...more];
	const view = problemSet.views.find(({ type }) => type === 'matrix') as MatrixView;
	const table = matrix(problemSet, view, items, 'f', organizations, order);
	return table.rows.map(({ item: row }) => row.id);
}

const at = (id: string, x: number, y: number): Item =>
	problem(id, 0, { pos: [x, y], size: [100, 100] });

test('rows stand in the order of cause, and as on the board where nothing is linked', () => {
	expect(rows([])).toEqual(['a', 'b', 'c']);
	expect(rows([], feeds('c', 'a'))).toEqual(['b', 'c', 'a']);
	expect(rows(['a', 'gone', 'b'], feeds('c', 'a'))).toEqual(['a', 'b', 'c']);
});

test('cards that stand side by side are read from left to right, though not quite level', () => {
	const items = [frame, at('third', 0, 200), at('second', 300, 0), at('first', 0, 40)];
	expect(problemTable(items, 'f', []).rows.map(({ item: row }) => row.id)).toEqual([
		'first',
		'second',
		'third'
	]);
});
