import { describe, expect, test } from 'vitest';
import { decodeTldraw } from './decode.ts';
import { unpackLz } from './lz.ts';

function counter(): () => string {
	let next = 0;
	return () => `n${(next += 1)}`;
}

function clipboard(content: object): string {
	const file = { type: 'application/tldraw', kind: 'content', version: 2, data: content };
	return `<meta charset="utf-8"><div data-tldraw>${JSON.stringify(file)}</div>`;
}

function shape(type: string, id: string, more: object = {}): object {
	return {
		id: `shape:${id}`,
		typeName: 'shape',
		type,
		x: 0,
		y: 0,
		rotation: 0,
		index: `a${id}`,
		parentId: 'page:page',
		isLocked: false,
		opacity: 1,
		meta: {},
		...more
	};
}

const rich = (...lines: string[]): object => ({
	type: 'doc',
	content: lines.map((text) => ({
		type: 'paragraph',
		...(text !== '' && { content: [{ type: 'text', text }] })
	}))
});

function read(...shapes: object[]) {
	const decoded = decodeTldraw(clipboard({ shapes, assets: [], bindings: [] }), counter());
	if (!decoded.ok) throw new Error(decoded.reason);
	return decoded;
}

describe('a clipboard of tldraw', () => {
	test('gives notes, shapes, texts and frames', () => {
		const { items, lost } = read(
			shape('note', '1', { x: 10, y: 20, props: { color: 'black', richText: rich('one', 'two') } }),
			shape('geo', '2', {
				x: 5,
				props: { w: 100, h: 50, geo: 'ellipse', color: 'violet', richText: rich('label') }
			}),
			shape('text', '3', {
				props: { w: 80, color: 'red', size: 'l', autoSize: true, text: 'older' }
			}),
			shape('frame', '4', { props: { w: 400, h: 300, name: 'Plan' } })
		);
		expect(items).toMatchObject([
			{ type: 'note', pos: [10, 20], size: [200, 200], color: 'yellow', text: 'one\ntwo' },
			{
				type: 'shape',
				shape: 'ellipse',
				pos: [5, 0],
				size: [100, 50],
				color: 'purple',
				text: 'label'
			},
			{ type: 'text', size: [0, 47], textSize: 36, color: 'red', text: 'older' },
			{ type: 'frame', size: [400, 300], text: 'Plan' }
		]);
		expect(lost).toEqual([]);
	});

	test('keeps what is bound together: arrows, frames, groups', () => {
		const shapes = [
			shape('frame', '1', { x: 100, y: 100, props: { w: 400, h: 300, name: '' } }),
			shape('group', '2', { parentId: 'shape:1', x: 10, y: 10, props: {} }),
			shape('geo', '3', { parentId: 'shape:2', x: 5, y: 5, props: { w: 10, h: 10 } }),
			shape('note', '4', { props: { color: 'blue' } }),
			shape('arrow', '5', {
				props: { kind: 'elbow', start: { x: 0, y: 0 }, end: { x: 9, y: 9 }, arrowheadEnd: 'arrow' }
			})
		];
		const bindings = [
			{ fromId: 'shape:5', toId: 'shape:3', props: { terminal: 'start' } },
			{ fromId: 'shape:5', toId: 'shape:gone', props: { terminal: 'end' } }
		];
		const decoded = decodeTldraw(clipboard({ shapes, bindings, assets: [] }), counter());
		if (!decoded.ok) throw new Error(decoded.reason);
		const [frame, geo, , arrow] = decoded.items;
		expect(geo).toMatchObject({ pos: [115, 115], parent: frame?.id });
		expect(geo?.groups).toHaveLength(1);
		expect(arrow).toMatchObject({ from: { item: geo?.id }, to: { point: [9, 9] }, shape: 'elbow' });
	});

	test('turns things about their middle', () => {
		const { items } = read(
			shape('geo', '1', { x: 100, y: 0, rotation: Math.PI / 2, props: { w: 100, h: 40 } })
		);
		// The upper left corner stays at [100, 0] when turned by a quarter: the middle is at [80, 50].
		expect(items).toMatchObject([{ pos: [30, 30], size: [100, 40], rotation: 90 }]);
	});

	test('brings pictures along, and says what it could not read', () => {
		const dataUrl = 'data:image/png;base64,iVBORw0KGgo=';
		const shapes = [
			shape('image', '1', { props: { w: 10, h: 10, assetId: 'asset:1' } }),
			shape('bookmark', '2', { props: { w: 300, h: 100, url: 'https://example.org/x' } }),
			shape('bookmark', '3', { props: { w: 300, h: 100, url: 'javascript:alert(1)' } }),
			shape('video', '4', { props: {} }),
			shape('geo', '5', { opacity: 0.5, props: { w: 1, h: 1, geo: 'cloud', color: 'light-blue' } })
		];
		const assets = [{ id: 'asset:1', type: 'image', props: { src: dataUrl } }];
		const decoded = decodeTldraw(clipboard({ shapes, assets }), counter());
		if (!decoded.ok) throw new Error(decoded.reason);
		const [image, link, unsafe] = decoded.items;
		expect(decoded.pictures).toEqual([{ item: image?.id, dataUrl }]);
		expect(link).toMatchObject({ type: 'card', url: 'https://example.org/x' });
		expect(unsafe?.url).toBeUndefined();
		expect(decoded.lost.map(({ what }) => what).toSorted()).toEqual([
			'color',
			'left-out',
			'link',
			'picture',
			'style',
			'type'
		]);
	});

	test('is read in its packed forms, too', () => {
		const packed =
			'N4IgzgFghgDgpmEAuA2gRgDSbQXQyAFzgA8DkQAtAewGuACQXg3AAPbsAIQQYRBBBEE8C4QQDhBAnCAgAvkA';
		expect(unpackLz(packed, 1000)).toBe('{"shapes":[1,1,1],"text":"Zoë 😀 Русский"}');
		expect(unpackLz(packed, 10)).toBeNull();
		const file = { version: 3, data: { assets: [], otherCompressed: packed } };
		for (const inner of [JSON.stringify(file), JSON.stringify(file).replaceAll('"', '&quot;')])
			expect(decodeTldraw(`<div data-tldraw>${inner}</div>`, counter())).toMatchObject({
				ok: true,
				items: []
			});
	});

	test.each([
		['nothing', ''],
		['other HTML', '<p>hello</p>'],
		['no JSON', '<div data-tldraw>{</div>'],
		['packed nonsense', '<div data-tldraw>{"data":{"otherCompressed":"AAAA////"}}</div>'],
		['no shapes', '<div data-tldraw>{"data":{}}</div>']
	])('is refused when it holds %s', (_name, html) => {
		expect(decodeTldraw(html, counter())).toEqual({ ok: false, reason: 'not-tldraw' });
	});

	test('is given up at once when it only begins', () => {
		// With steps that grow with the square of the length it took a minute, and the test ran out of time.
		for (const html of ['<div data-tldraw', '<div data-tldraw>'])
			expect(decodeTldraw(html.repeat(50_000), counter()).ok).toBe(false);
	});

	test('never throws, whatever its values are', () => {
		const odd = [null, 1, 'x', {}, [], { x: NaN }, true, -1e30];
		const types = ['geo', 'note', 'text', 'arrow', 'line', 'draw', 'frame', 'image', 'bookmark'];
		for (const value of odd) {
			const props = Object.fromEntries(
				['w', 'h', 'geo', 'color', 'richText', 'segments', 'points', 'start', 'url'].map((key) => [
					key,
					value
				])
			);
			const shapes = types.flatMap((type, at) => [
				shape(type, String(at), { props, rotation: value, parentId: `shape:${at}`, x: value }),
				value
			]);
			expect(decodeTldraw(clipboard({ shapes, bindings: value }), counter()).ok).toBe(true);
		}
	});
});
