import type { Item } from '@concordia/board';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCanvas } from '../index.ts';
import { boards, counter, garbage, item, sorted } from '../testing.ts';
import { encodeCanvas } from './encode.ts';
import sample from './published/sample.json' with { type: 'json' };

const runs = 300;

type File = Record<string, unknown> & {
	nodes: Record<string, unknown>[];
	edges: Record<string, unknown>[];
};

const written = (items: readonly Item[]): File => JSON.parse(encodeCanvas(items).json) as File;

function read(file: unknown): { items: readonly Item[]; lost: readonly unknown[] } {
	const result = decodeCanvas(typeof file === 'string' ? file : JSON.stringify(file), counter());
	if (!result.ok) throw new Error(result.reason);
	return result;
}

const items: Item[] = [
	item({ id: 'f', type: 'frame', size: [500.4, 400.6], z: 'a0', text: 'Problems' }),
	item({ id: 'n', pos: [10.5, 20.4], size: [100, 100], z: 'a1', text: 'Hello', color: 'green' }),
	item({ id: 'm', type: 'unheard-of', pos: [1, 2], size: [3, 4], z: 'a2', extra: { kept: true } }),
	item({ id: 'i', type: 'ink', size: [5, 5], z: 'a3', points: [0, 0, 1] }),
	item({
		id: 'c',
		type: 'connector',
		z: 'a4',
		from: { item: 'n', side: 'right' },
		to: { item: 'm' },
		text: 'feeds into'
	}),
	item({ id: 'd', type: 'connector', z: 'a5', from: { item: 'n' }, to: { point: [9, 9] } }),
	item({ id: 'e', type: 'connector', z: 'a6', from: { item: 'n' }, to: { item: 'gone' } })
];

describe('a board written as JSON Canvas', () => {
	it('is valid JSON Canvas, and keeps everything under a key of its own', () => {
		const { json, lost } = encodeCanvas(items, { session: 's', title: 'T', seq: 7 });
		expect(JSON.parse(json)).toEqual({
			nodes: [
				{ id: 'f', type: 'group', x: 0, y: 0, width: 500, height: 401, label: 'Problems' },
				{ id: 'n', type: 'text', x: 11, y: 20, width: 100, height: 100, color: '4', text: 'Hello' },
				{ id: 'm', type: 'text', x: 1, y: 2, width: 3, height: 4, text: '' }
			],
			edges: [{ id: 'c', fromNode: 'n', fromSide: 'right', toNode: 'm', label: 'feeds into' }],
			concordia: { version: 2, session: 's', title: 'T', seq: 7, items }
		});
		expect(lost).toEqual([
			{ item: 'm', what: 'type', value: 'unheard-of' },
			{ item: 'i', what: 'left-out', value: 'ink' },
			{ item: 'd', what: 'left-out', value: 'connector' },
			{ item: 'e', what: 'left-out', value: 'connector' }
		]);
	});

	const colors: [color: string | undefined, type: string, written: string | undefined][] = [
		['red', 'note', '1'],
		['teal', 'shape', '5'],
		['white', 'note', undefined],
		[undefined, 'note', '3'],
		[undefined, 'card', undefined],
		['pink', 'note', '#ad296a'],
		['mauve', 'note', '#4d5763']
	];
	it.each(colors)('writes the colour %s of a %s as %s', (color, type, expected) => {
		expect(written([item({ type, color })]).nodes[0]!['color']).toBe(expected);
	});

	it('writes pictures as what a program can find, addresses as links', () => {
		const pictures = ['https://example.org/a.png', '/api/pictures/1', ''].map((src, index) =>
			item({ id: `i${index}`, type: 'image', src, text: 'A map' })
		);
		expect(written(pictures).nodes).toMatchObject([
			{ type: 'link', url: 'https://example.org/a.png' },
			{ type: 'file', file: '/api/pictures/1' },
			{ type: 'text', text: 'A map' }
		]);
	});

	it('comes back as it was, with nothing lost', () => {
		fc.assert(
			fc.property(boards, (board) => {
				const back = read(encodeCanvas(board).json);
				expect(sorted(back.items)).toEqual(sorted(board));
				expect(back.lost).toEqual([]);
			}),
			{ numRuns: runs }
		);
	});

	it('of the first version comes back as it was, although its nodes said less', () => {
		const pink = item({ id: 'p', color: 'pink', text: 'P' });
		const old = {
			nodes: [
				{ id: 'p', type: 'text', x: 0, y: 0, width: 200, height: 200, color: '1', text: 'P' }
			],
			edges: [],
			concordia: { version: 1, session: 's', title: 'T', seq: 7, items: [pink] }
		};
		expect(read(old)).toMatchObject({ items: [pink], lost: [] });
	});
});

describe('a board that another program changed', () => {
	const changes: [name: string, change: (file: File) => void, expected: (item: Item) => unknown][] =
		[
			['a place', (file) => (file.nodes[1]!['x'] = 40), ({ pos }) => expect(pos).toEqual([40, 20])],
			['a size', (f) => (f.nodes[1]!['width'] = 90), ({ size }) => expect(size).toEqual([90, 100])],
			['words', (file) => (file.nodes[1]!['text'] = 'Bye'), ({ text }) => expect(text).toBe('Bye')],
			['a colour', (f) => (f.nodes[1]!['color'] = '6'), ({ color }) => expect(color).toBe('purple')]
		];
	it.each(changes)('has %s as it was changed', (_, change, expected) => {
		const file = written(items);
		change(file);
		const found = read(file).items.find(({ id }) => id === 'n')!;
		expected(found);
		expect(found.z).toBe('a1');
	});

	it('lacks what was removed, has what was added, and keeps what had no node', () => {
		const file = written(items);
		file.nodes.splice(2, 1, {
			id: 'z',
			type: 'text',
			x: 1,
			y: 1,
			width: 9,
			height: 9,
			text: 'New'
		});
		file.edges.splice(0, 1, { id: 'y', fromNode: 'n', toNode: 'z' });
		const back = read(file).items;
		expect(back.map(({ id }) => id)).toEqual(['f', 'n', 'i', 'd', 'e', 'new1', 'new2']);
		expect(back.slice(-2)).toMatchObject([
			{ type: 'note', text: 'New', parent: 'f', z: 'a7' },
			{ type: 'connector', from: { item: 'n' }, to: { item: 'new1' }, z: 'a8' }
		]);
	});

	it('has an edge as it was changed', () => {
		const file = written(items);
		Object.assign(file.edges[0]!, {
			fromSide: 'left',
			toEnd: 'none',
			label: 'hinders',
			color: '1'
		});
		expect(read(file).items.find(({ id }) => id === 'c')).toMatchObject({
			from: { item: 'n', side: 'left' },
			heads: 'none',
			text: 'hinders',
			color: 'red'
		});
	});
});

describe('a JSON Canvas of another program', () => {
	it('reads the sample that was published with the format, and writes what it read', () => {
		const first = read(sample);
		expect(first.items).toMatchObject([
			{ type: 'card', kind: 'file', text: 'readme.md', color: 'purple', pos: [-280, -200] },
			{ type: 'image', text: '_site/logo.svg', size: [217, 80] },
			{
				type: 'note',
				text: expect.stringMatching(/^Learn more:\n\n- \[Apps\]/) as string,
				color: 'white'
			},
			{ type: 'card', text: 'spec/1.0.md' },
			{
				type: 'connector',
				from: { item: 'new2', side: 'right' },
				to: { item: 'new3', side: 'left' }
			}
		]);
		expect(first.lost).toEqual([
			{ item: 'new1', what: 'file', value: 'readme.md' },
			{ item: 'new2', what: 'picture', value: '_site/logo.svg' },
			{ item: 'new4', what: 'file', value: 'spec/1.0.md' }
		]);
		const { json } = encodeCanvas(first.items);
		const second = read(json);
		expect(sorted(second.items)).toEqual(sorted(first.items));
		expect(encodeCanvas(second.items).json).toBe(json);
		// Other programs find again what they wrote, under other ids.
		const again = JSON.parse(json) as File;
		const ids = new Map(sample.nodes.map(({ id }, index) => [id, `new${index + 1}`]));
		expect(again.nodes).toEqual(sample.nodes.map((node) => ({ ...node, id: ids.get(node.id) })));
		expect(again.edges).toEqual([
			{ ...sample.edges[0], id: 'new5', fromNode: 'new2', toNode: 'new3' }
		]);
	});

	const edges: [ends: object, expected: object][] = [
		[{}, { from: { item: 'new1' }, to: { item: 'new2' }, color: 'gray' }],
		[{ toEnd: 'none' }, { heads: 'none' }],
		[{ fromEnd: 'arrow' }, { heads: 'both' }],
		[
			{ fromEnd: 'arrow', toEnd: 'none' },
			{ from: { item: 'new2' }, to: { item: 'new1' } }
		],
		[{ fromSide: 'top', toSide: 'up' }, { from: { item: 'new1', side: 'top' } }],
		[
			{ label: 'Why', color: '#00ff00' },
			{ text: 'Why', color: 'green' }
		]
	];
	it.each(edges)('has edges with %o', (ends, expected) => {
		const nodes = ['a', 'b'].map((id) => ({ id, type: 'text', text: id, ...box([0, 0, 9, 9]) }));
		const { items: back } = read({
			nodes,
			edges: [{ id: 'e', fromNode: 'a', toNode: 'b', ...ends }]
		});
		expect(back[2]).toMatchObject(expected);
	});

	it('has groups that hold what lies in them, the smallest that does', () => {
		const group = (id: string, place: number[]): object => ({
			id,
			type: 'group',
			label: id,
			background: 'x.png',
			...box(place)
		});
		const back = read({
			nodes: [
				group('inner', [10, 10, 50, 50]),
				group('outer', [0, 0, 100, 100]),
				group('twin', [0, 0, 100, 100]),
				{ id: 'n', type: 'text', text: 'in', ...box([20, 20, 5, 5]) },
				{ id: 'o', type: 'text', text: 'out', ...box([90, 90, 50, 5]) }
			]
		});
		expect(back.items.map(({ parent }) => parent)).toEqual([
			'new3',
			undefined,
			'new2',
			'new1',
			undefined
		]);
		expect(back.lost).toContainEqual({ item: 'new1', what: 'background', value: 'x.png' });
	});

	it('keeps links, and what it does not know as far as it has words', () => {
		const back = read({
			nodes: [
				{ id: 'l', type: 'link', url: 'https://example.org', ...box([0, 0, 9, 9]) },
				{ id: 's', type: 'sticker', text: 'Hm', ...box([0, 0, 9, 9]), shiny: true },
				{ id: 'v', type: 'video', ...box([0, 0, 9, 9]) }
			],
			theme: 'dark'
		});
		expect(back.items).toMatchObject([
			{ type: 'card', url: 'https://example.org' },
			{ type: 'note', text: 'Hm' }
		]);
		expect(back.lost).toEqual([
			{ item: 'new2', what: 'type', value: 'sticker' },
			{ item: 'v', what: 'left-out', value: 'video' }
		]);
	});

	it('may be empty', () => {
		expect(read({})).toMatchObject({ items: [], lost: [] });
		expect(read({ nodes: [] }).items).toEqual([]);
	});
});

describe('a hostile JSON Canvas', () => {
	const refused: [name: string, text: string, reason: string][] = [
		['no text', '', 'not-json'],
		['half a file', '{"nodes":[', 'not-json'],
		['a list', '[]', 'not-json'],
		['another format', '{"type":"excalidraw","elements":[]}', 'not-canvas'],
		['wrong lists', '{"nodes":{"length":3}}', 'not-canvas'],
		['100,000 nodes', `{"nodes":[${Array(100_000).fill('{}').join()}]}`, 'too-many'],
		['a book', `"${'x'.repeat(65_000_000)}"`, 'too-large'],
		['a million brackets', '['.repeat(1_000_000), 'not-json'],
		['deep nesting', `{"edges":1,"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'not-canvas']
	];
	it.each(refused)('is refused: %s', (_, text, reason) => {
		expect(decodeCanvas(text, counter())).toEqual({ ok: false, reason });
	});

	it('never throws, whatever stands in its fields', () => {
		for (const value of garbage) {
			for (const key of ['id', 'type', 'x', 'width', 'color', 'text', 'url', 'file', 'label']) {
				for (const type of ['text', 'link', 'file', 'group']) {
					const node = { id: 'n', type, ...box([0, 0, 9, 9]), [key]: value };
					read({ nodes: [node, node], edges: [{ fromNode: 'n', toNode: 'n', [key]: value }] });
				}
			}
			read({ nodes: [value], edges: [value], concordia: value });
			read({ nodes: [], concordia: { version: value, items: [value] } });
			for (const key of ['z', 'parent', 'from', 'fields', 'points', 'size', 'text', 'other']) {
				read({ concordia: { version: 2, items: [{ ...items[1], [key]: value }] }, nodes: [] });
			}
		}
		expect(read({ nodes: garbage }).items).toEqual([]);
	});

	it('is read however deep its fields are nested', () => {
		const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
		const keys = ['id', 'type', 'x', 'width', 'color', 'text', 'label', 'fromNode', 'toEnd', 'pos'];
		for (const key of keys) {
			const { nodes, edges } = written(items);
			for (const entry of [...nodes, ...edges]) entry[key] = 'DEEP';
			const own = { version: 2, items: [...items, { ...items[1], id: 'q', [key]: 'DEEP' }] };
			const text = JSON.stringify({ nodes, edges, concordia: own }).replaceAll('"DEEP"', deep);
			expect(decodeCanvas(text, counter()).ok).toBe(true);
		}
	});

	it('with ids that occur twice has each thing once, edges go to the first', () => {
		const node = { id: 'n', type: 'text', text: 'x', ...box([0, 0, 9, 9]) };
		const back = read({
			nodes: [node, node],
			edges: [{ id: 'n', fromNode: 'n', toNode: 'n' }]
		});
		expect(back.items.map(({ id }) => id)).toEqual(['new1', 'new2', 'new3']);
		expect(back.items[2]!.to).toEqual({ item: 'new1' });
		expect(back.lost).toEqual([{ item: 'new2', what: 'duplicate', value: 'n' }]);
		const ours = read({ concordia: { items: [items[1], items[1]] } });
		expect(ours.items.map(({ id }) => id)).toEqual(['n', 'new1']);
	});

	it('with frames in themselves is put right', () => {
		const ring = ['a', 'b', 'c'].map((id, index, all) =>
			item({ id, type: 'frame', parent: all[(index + 1) % 3] })
		);
		const back = read({ concordia: { items: [...ring, item({ id: 'd', parent: 'a' })] } });
		expect(back.items.map(({ parent }) => parent)).toEqual(['b', 'c', undefined, 'a']);
		expect(back.lost).toEqual([{ item: 'c', what: 'frame', value: 'a' }]);
	});

	it('with broken fields of ours loses these fields only', () => {
		const broken = { ...items[1], size: 'big', points: [null], color: 7, z: 'z'.repeat(1000) };
		const back = read({ concordia: { items: [broken, { id: 'x' }] } });
		expect(back.items).toEqual([
			{ id: 'n', type: 'note', pos: [10.5, 20.4], size: [200, 200], z: '', text: 'Hello' }
		]);
		expect(back.lost).toEqual([
			{ item: 'n', what: 'value', value: 'size' },
			{ item: 'n', what: 'value', value: 'color' },
			{ item: 'n', what: 'value', value: 'points' },
			{ item: 'n', what: 'value', value: 'z' },
			{ item: 'x', what: 'left-out' }
		]);
	});

	it('with thousands of groups in each other is read in time', () => {
		const nodes = Array.from({ length: 40_000 }, (_, n) => ({
			id: `g${n}`,
			type: n % 2 === 0 ? 'group' : 'text',
			text: '',
			...box([n, n, 100_000 - 2 * n, 100_000 - 2 * n])
		}));
		expect(read({ nodes }).items).toHaveLength(40_000);
	}, 20_000);
});

function box([x, y, width, height]: readonly number[]): object {
	return { x, y, width, height };
}
