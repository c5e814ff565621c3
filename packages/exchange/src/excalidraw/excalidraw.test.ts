import type { Item } from '@concordia/board';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boards, counter, garbage, item, sorted } from '../testing.ts';
import { decodeExcalidraw } from './decode.ts';
import { encodeExcalidraw, encodeExcalidrawClipboard } from './encode.ts';

const runs = 300;

type Element = Record<string, unknown> & { id: string };
type File = Record<string, unknown> & { elements: Element[] };

const written = (items: readonly Item[]): File => JSON.parse(encodeExcalidraw(items).json) as File;

function read(file: unknown): Extract<ReturnType<typeof decodeExcalidraw>, { ok: true }> {
	const text = typeof file === 'string' ? file : JSON.stringify(file);
	const result = decodeExcalidraw(text, counter());
	if (!result.ok) throw new Error(result.reason);
	return result;
}

const scene = (...elements: object[]): object => ({ type: 'excalidraw', version: 2, elements });
const element = (type: string, more: object = {}): object => ({
	id: type,
	type,
	x: 10,
	y: 20,
	width: 100,
	height: 50,
	angle: 0,
	isDeleted: false,
	strokeColor: '#1e1e1e',
	backgroundColor: 'transparent',
	groupIds: [],
	opacity: 100,
	...more
});
const label = (containerId: string, text: string, more: object = {}): object =>
	element('text', { id: `${containerId}-label`, containerId, text, originalText: text, ...more });
const one = (type: string, more: object = {}): Item => read(scene(element(type, more))).items[0]!;

const board: Item[] = [
	item({ id: 'f', type: 'frame', size: [500, 400], z: 'a0', text: 'Problems' }),
	item({ id: 'n', pos: [10, 20], size: [100, 100], z: 'a1', text: 'Hello', parent: 'f' }),
	item({ id: 'e', type: 'shape', shape: 'ellipse', pos: [300, 20], z: 'a2', color: 'red' }),
	item({ id: 'i', type: 'ink', pos: [5, 5], size: [5, 5], z: 'a3', points: [0, 0, 1, 5, 5, 0.2] }),
	item({
		id: 'c',
		type: 'connector',
		z: 'a4',
		text: 'feeds into',
		kind: 'feeds-into',
		from: { item: 'n', side: 'right' },
		to: { item: 'e' }
	}),
	item({ id: 't', type: 'text', pos: [0, 500], size: [0, 26], z: 'a5', text: 'Free' }),
	item({ id: 'd', type: 'connector', z: 'a6', from: { item: 'n' }, to: { item: 'gone' } })
];

describe('a board written for Excalidraw', () => {
	it('is an Excalidraw file: containers with labels, arrows bound at both ends, ink, a frame', () => {
		const file = written(board);
		expect(file).toMatchObject({ type: 'excalidraw', version: 2, files: {} });
		const byId = new Map(file.elements.map((entry) => [entry.id, entry]));
		expect(file.elements.map(({ type }) => type)).toEqual([
			'frame',
			'rectangle',
			'text',
			'ellipse',
			'freedraw',
			'arrow',
			'text',
			'text'
		]);
		expect(byId.get('n')).toMatchObject({
			frameId: 'f',
			x: 10,
			y: 20,
			width: 100,
			height: 100,
			backgroundColor: '#fdeea3',
			boundElements: [
				{ id: 'n:text', type: 'text' },
				{ id: 'c', type: 'arrow' }
			]
		});
		expect(byId.get('n:text')).toMatchObject({ containerId: 'n', text: 'Hello', frameId: 'f' });
		expect(byId.get('c')).toMatchObject({
			x: 110,
			y: 70,
			elbowed: false,
			startArrowhead: null,
			endArrowhead: 'arrow',
			points: [
				[0, 0],
				[190, 10]
			],
			startBinding: { elementId: 'n', fixedPoint: [1, 0.5] },
			endBinding: { elementId: 'e', fixedPoint: [0, 0.5] }
		});
		expect(byId.get('i')).toMatchObject({
			points: [
				[0, 0],
				[5, 5]
			],
			pressures: [1, 0.2]
		});
		expect(encodeExcalidraw(board).lost).toEqual([
			{ item: 'd', what: 'left-out', value: 'connector' }
		]);
	});

	it('has ids that occur once, and fields that are all JSON', () => {
		fc.assert(
			fc.property(boards, (items) => {
				const { elements } = written(items);
				expect(new Set(elements.map(({ id }) => id)).size).toBe(elements.length);
				for (const { x, y, width, height } of elements) {
					expect([x, y, width, height].every(Number.isFinite)).toBe(true);
				}
			}),
			{ numRuns: runs }
		);
	});

	const forms = [
		{ name: 'a file', encode: encodeExcalidraw },
		{ name: 'a clipboard', encode: encodeExcalidrawClipboard }
	];
	it.each(forms)('comes back from $name as it was, with nothing lost', ({ encode }) => {
		fc.assert(
			fc.property(boards, (items) => {
				const back = read(encode(items).json);
				expect(sorted(back.items)).toEqual(sorted(items));
				expect(back.lost).toEqual([]);
			}),
			{ numRuns: runs }
		);
	});
});

describe('a board that was changed in Excalidraw', () => {
	const changes: [name: string, id: string, change: object, item: string, expected: object][] = [
		['a place', 'n', { x: 40 }, 'n', { pos: [40, 20], size: [100, 100], z: 'a1' }],
		['a size', 'n', { width: 90 }, 'n', { size: [90, 100] }],
		['a label', 'n:text', { originalText: 'Bye', text: 'By\ne' }, 'n', { text: 'Bye' }],
		['no label', 'n:text', { isDeleted: true }, 'n', { text: '' }],
		['a colour', 'n', { backgroundColor: '#d0bfff' }, 'n', { color: 'purple' }],
		['a title', 'f', { name: 'Options' }, 'f', { text: 'Options' }],
		['words', 't', { originalText: 'Bound' }, 't', { text: 'Bound', size: [0, 26] }],
		['a lock', 'n', { locked: true }, 'n', { lock: 'open' }],
		['a group', 'n', { groupIds: ['g'] }, 'n', { groups: ['new1'] }],
		['a turn', 'n', { angle: Math.PI / 2 }, 'n', { rotation: 90 }],
		['a stroke moved', 'i', { x: 9 }, 'i', { pos: [9, 5], points: [0, 0, 1, 5, 5, 0.2] }],
		['an arrow let go', 'c', { endBinding: null }, 'c', { to: { point: [300, 80] } }],
		['two heads', 'c', { startArrowhead: 'arrow' }, 'c', { heads: 'both', kind: 'feeds-into' }],
		['a bent arrow', 'c', { elbowed: true }, 'c', { shape: 'elbow', text: 'feeds into' }]
	];
	it.each(changes)('has %s', (_, id, change, itemId, expected) => {
		const file = written(board);
		Object.assign(
			file.elements.find((entry) => entry.id === id)!,
			change
		);
		const back = read(file).items;
		expect(back.find((entry) => entry.id === itemId)).toMatchObject(expected);
		expect(back).toHaveLength(board.length);
	});

	it('lacks what was removed, and items outside their frame are out', () => {
		const file = written(board);
		const byId = new Map(file.elements.map((entry) => [entry.id, entry]));
		byId.get('e')!['isDeleted'] = true;
		Object.assign(byId.get('c')!, { endBinding: null });
		byId.get('n')!['frameId'] = null;
		const back = read(file).items;
		expect(back.map(({ id }) => id)).toEqual(['f', 'n', 'i', 'c', 't', 'd']);
		expect(back[1]).not.toHaveProperty('parent');
		expect(back[3]).toMatchObject({
			kind: 'feeds-into',
			text: 'feeds into',
			from: { item: 'n', side: 'right' },
			to: { point: [300, 80] }
		});
	});

	it('has copies made there as items of their own, arrows at the copies', () => {
		const file = written(board);
		const copy = (id: string, more: object): Element => ({
			...file.elements.find((entry) => entry.id === id)!,
			...more
		});
		file.elements.push(
			copy('n', { id: 'n2', x: 700 }),
			copy('c', { id: 'c2', startBinding: { elementId: 'n2', fixedPoint: [1, 0.5] } })
		);
		const back = read(file).items.filter(({ id }) => id.startsWith('new'));
		expect(back).toMatchObject([
			{ id: 'new1', type: 'note', pos: [700, 20], z: 'a7' },
			{ id: 'new2', from: { item: 'new1', side: 'right' }, to: { item: 'e' }, kind: 'feeds-into' }
		]);
	});
});

describe('a drawing of Excalidraw', () => {
	const kinds: [name: string, type: string, more: object, expected: object][] = [
		['rectangles', 'rectangle', {}, { type: 'shape', shape: 'rectangle', color: 'white' }],
		['ellipses', 'ellipse', { backgroundColor: '#a5d8ff' }, { shape: 'ellipse', color: 'blue' }],
		['diamonds', 'diamond', { strokeColor: '#e03131' }, { shape: 'diamond', color: 'red' }],
		['turned boxes', 'rectangle', { width: -100 }, { pos: [-90, 20], size: [100, 50] }],
		['texts', 'text', { text: 'a\nb', originalText: 'a b' }, { type: 'text', text: 'a b' }],
		['large texts', 'text', { text: 'A', fontSize: 36 }, { text: 'A', textSize: 36 }],
		['frames', 'frame', { name: 'Title' }, { type: 'frame', text: 'Title' }],
		['frames of no name', 'magicframe', { name: null }, { type: 'frame', text: '' }],
		['images', 'image', { fileId: 'x' }, { type: 'image', size: [100, 50] }],
		['pages', 'embeddable', { link: 'https://a.org' }, { type: 'card', url: 'https://a.org' }],
		['scripts as text', 'iframe', { link: 'javascript:alert(1)' }, { text: 'javascript:alert(1)' }],
		['what is locked', 'rectangle', { locked: true }, { lock: 'open' }],
		['what is turned', 'rectangle', { angle: (3 * Math.PI) / 2 }, { rotation: -90 }]
	];
	it.each(kinds)('has %s', (_, type, more, expected) => {
		expect(one(type, more)).toMatchObject(expected);
	});

	it('has pages of scripts without an address', () => {
		expect(one('iframe', { link: 'javascript:alert(1)' })).not.toHaveProperty('src');
	});

	const points = [
		[0, 0],
		[30, 40]
	];
	const lines: [name: string, type: string, more: object, expected: object][] = [
		['free arrows', 'arrow', {}, { from: { point: [10, 20] }, to: { point: [40, 60] } }],
		['lines', 'line', {}, { type: 'connector', heads: 'none', shape: 'straight' }],
		['two heads', 'arrow', { startArrowhead: 'arrow', endArrowhead: 'bar' }, { heads: 'both' }],
		['no heads', 'arrow', { endArrowhead: null }, { heads: 'none' }],
		[
			'a head at the start',
			'arrow',
			{ startArrowhead: 'arrow', endArrowhead: null },
			{ from: { point: [40, 60] }, to: { point: [10, 20] } }
		],
		['curves', 'arrow', { roundness: { type: 2 } }, { shape: 'curved' }],
		['elbows', 'arrow', { elbowed: true }, { shape: 'elbow' }],
		[
			'dashes',
			'arrow',
			{ strokeStyle: 'dotted', strokeColor: '#2f9e44' },
			{ dash: 'dotted', color: 'green' }
		]
	];
	it.each(lines)('has lines: %s', (_, type, more, expected) => {
		expect(one(type, { points, ...more })).toMatchObject(expected);
	});

	it('has labels in what they stand on, and arrows at what they are bound to', () => {
		const back = read(
			scene(
				element('rectangle', { frameId: 'frame', groupIds: ['inner', 'g'] }),
				label('rectangle', 'In the box'),
				element('ellipse', { groupIds: ['g'] }),
				element('arrow', {
					points,
					startBinding: { elementId: 'rectangle', focus: 0.3, gap: 4 },
					endBinding: { elementId: 'ellipse', fixedPoint: [0.5001, -0.02], mode: 'orbit' }
				}),
				label('arrow', 'why', { frameId: 'frame' }),
				label('nowhere', 'left over'),
				element('frame', { name: 'F' })
			)
		);
		expect(back.items).toMatchObject([
			{ id: 'new1', text: 'In the box', parent: 'new5', groups: ['new6', 'new7'] },
			{ id: 'new2', groups: ['new6'] },
			{ from: { item: 'new1' }, to: { item: 'new2', side: 'top' }, text: 'why' },
			{ type: 'text', text: 'left over' },
			{ type: 'frame', text: 'F' }
		]);
		expect(back.items[2]!.from).not.toHaveProperty('side');
		expect(back.lost).toEqual([]);
		const again = read(encodeExcalidraw(back.items).json);
		expect(sorted(again.items)).toEqual(sorted(back.items));
	});

	it('has ink with its pressure, and drawings of lines as ink', () => {
		const stroke = { points: [...points, [-10, 5]], pressures: [0.1, 0.5, 0.9], strokeWidth: 2 };
		expect(one('freedraw', { ...stroke, simulatePressure: false })).toMatchObject({
			type: 'ink',
			pos: [0, 20],
			size: [40, 40],
			width: 8.5,
			points: [10, 0, 0.1, 40, 40, 0.5, 0, 5, 0.9]
		});
		const lineArt = read(scene(element('line', { points: [...points, [0, 40], [0, 0]] })));
		expect(lineArt.items[0]).toMatchObject({ type: 'ink', pos: [10, 20], size: [30, 40] });
		expect(lineArt.lost).toEqual([{ item: 'new1', what: 'type', value: 'line' }]);
	});

	const losses: [name: string, type: string, more: object, lost: object[]][] = [
		['nothing', 'rectangle', {}, []],
		['the rotation of a frame', 'frame', { angle: 1 }, [{ what: 'rotation' }]],
		['transparency', 'rectangle', { opacity: 40 }, [{ what: 'style' }]],
		[
			'an address',
			'ellipse',
			{ link: 'https://a.org' },
			[{ what: 'link', value: 'https://a.org' }]
		],
		['a shade', 'rectangle', { backgroundColor: '#ffc9c9' }, [{ what: 'color', value: '#ffc9c9' }]],
		['the picture', 'image', {}, [{ what: 'picture' }]],
		['a head', 'arrow', { points, endArrowhead: 'crowfoot_many' }, [{ what: 'heads' }]],
		['the route', 'arrow', { points: [...points, [9, 9]] }, [{ what: 'route' }]]
	];
	it.each(losses)('says what is lost: %s', (_, type, more, lost) => {
		const found = read(scene(element(type, more))).lost;
		expect(found).toEqual(lost.map((loss) => ({ item: 'new1', ...loss })));
	});

	it('lacks what was deleted there, and says which types it has no item for', () => {
		const back = read(
			scene(element('rectangle', { isDeleted: true }), element('hologram'), element('selection'))
		);
		expect(back).toMatchObject({
			items: [],
			lost: [
				{ item: 'hologram', what: 'left-out', value: 'hologram' },
				{ item: 'selection', what: 'left-out', value: 'selection' }
			]
		});
	});

	it('comes with the bytes of its pictures, unless they could run', () => {
		const png = 'data:image/png;base64,iVBORw0KGgo=';
		const files = {
			a: { mimeType: 'image/png', dataURL: png },
			b: { mimeType: 'image/svg+xml', dataURL: 'data:image/svg+xml;base64,PHN2Zz4=' }
		};
		const images = ['a', 'b', 'toString'].map((fileId) => element('image', { id: fileId, fileId }));
		const back = read({ type: 'excalidraw/clipboard', elements: images, files });
		expect(back.pictures).toEqual([{ item: 'new1', dataUrl: png }]);
		expect(back.items).toHaveLength(3);
	});
});

describe('a hostile Excalidraw file', () => {
	const many = `{"type":"excalidraw","elements":[${Array(100_001).fill('{}').join()}]}`;
	const refused: [name: string, text: string, reason: string][] = [
		['no text', '', 'not-json'],
		['another format', '{"nodes":[]}', 'not-excalidraw'],
		['a library', '{"type":"excalidrawlib","elements":[]}', 'not-excalidraw'],
		['no elements', '{"type":"excalidraw","elements":{"length":1}}', 'not-excalidraw'],
		['too many elements', many, 'too-many'],
		['a book', `"${'x'.repeat(65_000_000)}"`, 'too-large'],
		['a million brackets', '['.repeat(1_000_000), 'not-json']
	];
	it.each(refused)('is refused: %s', (_, text, reason) => {
		expect(decodeExcalidraw(text, counter())).toEqual({ ok: false, reason });
	});

	it('never throws, whatever stands in its fields', () => {
		const types = ['rectangle', 'text', 'arrow', 'line', 'freedraw', 'frame', 'image', 'iframe'];
		const keys = [
			'id',
			'type',
			'x',
			'y',
			'width',
			'points',
			'pressures',
			'text',
			'containerId',
			'link',
			'startBinding',
			'groupIds',
			'frameId',
			'name',
			'strokeColor',
			'strokeWidth',
			'angle',
			'customData',
			'opacity',
			'fontSize',
			'isDeleted',
			'endArrowhead',
			'roundness',
			'fileId'
		];
		const points = [
			[0, 0],
			[1e308, -1e308]
		];
		for (const value of garbage) {
			for (const key of keys) {
				const broken = types.map((type) => element(type, { points, x: 1e308, [key]: value }));
				read(scene(...broken));
				const file = written(board);
				for (const entry of file.elements) entry[key] = value;
				read(file);
			}
			read({ type: 'excalidraw', elements: [value], files: value, concordia: { rest: [value] } });
			read(scene(element('frame', { customData: { concordia: { item: value } } })));
		}
		expect(read(scene(element('text', { points, x: 1e308 }))).items[0]!.pos).toEqual([1e7, 20]);
	});

	it('of 100,000 things that are none is read in time', () => {
		const back = read(`{"type":"excalidraw","elements":[${Array(100_000).fill('{}').join()}]}`);
		expect(back.items).toEqual([]);
	});

	it('is read however deep its fields are nested', () => {
		const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
		const { elements } = written(board);
		for (const key of Object.keys({ ...elements[1], ...elements[4], ...elements[5] })) {
			const entries = elements.map((entry) => ({ ...entry, [key]: 'DEEP' }));
			const text = JSON.stringify(scene(...entries)).replaceAll('"DEEP"', deep);
			expect(decodeExcalidraw(text, counter()).ok).toBe(true);
		}
	});

	it('with frames in themselves and ids that occur twice is put right', () => {
		const back = read(
			scene(
				element('frame', { id: 'a', frameId: 'b' }),
				element('frame', { id: 'b', frameId: 'a' }),
				element('frame', { id: 'b', frameId: 'b' })
			)
		);
		expect(back.items.map(({ parent }) => parent)).toEqual(['new2', undefined, 'new2']);
		expect(back.lost).toEqual([
			{ item: 'new3', what: 'duplicate', value: 'b' },
			{ item: 'new2', what: 'frame', value: 'new1' }
		]);
	});
});
