import { describe, expect, it, vi } from 'vitest';
import { evenMeasurer, item, link, note, sceneOf } from '../test-board.ts';
import { makeTheme } from '../theme.ts';
import { paintDrawing, type Painter2D, type PaintOptions } from './canvas.ts';
import { paintSvg } from './svg.ts';
import { placeTitle } from './title.ts';

const theme = makeTheme('light');

/** A context that only writes down what it is told. */
function recorder(): { context: Painter2D; calls: string[] } {
	const calls: string[] = [];
	const names = [
		'save',
		'restore',
		'translate',
		'beginPath',
		'moveTo',
		'lineTo',
		'roundRect',
		'rect',
		'fill',
		'stroke',
		'fillRect',
		'strokeRect',
		'fillText',
		'drawImage',
		'clip',
		'setLineDash'
	];
	const context = Object.fromEntries(
		names.map((name) => [
			name,
			(...args: unknown[]) => calls.push(`${name} ${args.join(' ')}`.trim())
		])
	);
	return { context: context as unknown as Painter2D, calls };
}

function painted(
	of: ReturnType<typeof note>,
	zoom: number,
	more: Partial<PaintOptions> = {}
): string[] {
	const scene = sceneOf(of);
	const entry = scene.get(of.id)!;
	const { context, calls } = recorder();
	paintDrawing(context, scene.drawingOf(entry), entry.maxX - entry.minX, entry.maxY - entry.minY, {
		theme,
		measurer: evenMeasurer,
		zoom,
		image: () => null,
		...more
	});
	return calls;
}

const does = (calls: string[], what: string): boolean =>
	calls.some((call) => call.startsWith(what));

function svg(...items: ReturnType<typeof note>[]): string {
	return paintSvg({ scene: sceneOf(...items), theme, measurer: evenMeasurer });
}

describe('canvas painter', () => {
	const words = note('a', 0, 0, { text: 'Some words' });

	it('paints text where it can be read, bars where it can not, one colour from afar', () => {
		expect(does(painted(words, 1), 'fillText Some words')).toBe(true);
		expect(does(painted(words, 0.1), 'fillText')).toBe(false);
		expect(does(painted(words, 0.1), 'fillRect')).toBe(true);
		expect(painted(words, 0.04)).toEqual(['fillRect 0 0 200 200']);
	});

	it('leaves out the text that an editor shows', () => {
		expect(does(painted(words, 1, { withoutText: true }), 'fillText')).toBe(false);
		expect(does(painted(words, 1, { withoutText: true }), 'roundRect')).toBe(true);
	});

	it('paints lines from afar in a few pieces', () => {
		const points: number[] = [];
		for (let i = 0; i < 300; i++) points.push(i, i % 7, 0.5);
		const calls = painted(item('i', { type: 'ink', size: [300, 7], points }), 0.08);
		expect(calls.filter((call) => call.startsWith('lineTo')).length).toBeLessThan(20);
		expect(calls.at(-1)).toBe('stroke');
	});

	it('leaves more out while the board moves', () => {
		vi.stubGlobal('Path2D', Object);
		const points = Array.from({ length: 300 }, (_, i) => [i, i % 7, 0.5]).flat();
		const ink = item('i', { type: 'ink', size: [300, 7], points });
		expect(does(painted(ink, 0.2), 'lineTo')).toBe(false);
		expect(does(painted(ink, 0.2, { rough: true }), 'lineTo')).toBe(true);
		expect(does(painted(ink, 1, { rough: true }), 'lineTo')).toBe(false);
		vi.unstubAllGlobals();
		const bars = (rough: boolean): number =>
			painted(words, 0.06, { rough }).filter((call) => call.startsWith('fillRect')).length;
		expect(bars(true)).toBeLessThan(bars(false));
		expect(does(painted(words, 1, { rough: true }), 'fillText Some words')).toBe(true);
	});

	it('keeps what an eraser is about to take away faded, shadow and lines of text too', () => {
		const { context } = recorder();
		const alphas: number[] = [];
		const fill = (): unknown => alphas.push(context.globalAlpha);
		Object.assign(context, { fillRect: fill, fill, globalAlpha: 0.3 });
		const scene = sceneOf(words);
		const drawing = scene.drawingOf(scene.get('a')!);
		const options = { theme, measurer: evenMeasurer, zoom: 0.2, image: () => null };
		paintDrawing(context, drawing, 200, 200, options);
		expect(alphas.length).toBeGreaterThan(4);
		expect(Math.max(...alphas)).toBe(0.3);
		expect(context.globalAlpha).toBe(0.3);
	});

	it('leaves out of a shadow what the note hides anyway', () => {
		const fills = painted(words, 4).filter((call) => call === 'fill evenodd');
		expect(fills).toHaveLength(3);
		expect(does(painted(words, 4), 'rect 4 ')).toBe(true);
	});

	it('paints a frame’s title, shortened to the frame, unless it is tiny', () => {
		const frame = item('f', {
			type: 'frame',
			size: [300, 200],
			text: 'A long title of a frame that goes on and on'
		});
		expect(painted(frame, 1).find((call) => call.startsWith('fillText'))).toMatch(
			/^fillText A long title.*… 2 -8$/u
		);
		expect(does(painted(frame, 0.1), 'fillText')).toBe(false);
	});
});

describe('a short connector', () => {
	const near = [note('a', 0, 0), note('b', 230, 0)] as const;

	it('shows its head as long as one can be seen', () => {
		vi.stubGlobal('Path2D', Object);
		const entry = sceneOf(...near, link('k', 'a', 'b')).get('k')!;
		const scene = sceneOf(...near, link('k', 'a', 'b'));
		const strokes = (zoom: number): number => {
			const { context, calls } = recorder();
			const options = { theme, measurer: evenMeasurer, zoom, image: () => null };
			paintDrawing(context, scene.drawingOf(entry), 22, 0, options);
			return calls.filter((call) => call.startsWith('stroke')).length;
		};
		expect([1, 0.5, 0.2].map(strokes)).toEqual([2, 2, 1]);
		vi.unstubAllGlobals();
	});

	it('has its label beside it, on a ground of its own', () => {
		const text = svg(...near, link('k', 'a', 'b', { text: 'leads to' }));
		const [, baseline = ''] =
			/<text[^>]* y="([^"]+)"[^>]*>(?:<tspan[^>]*>)?leads to/u.exec(text) ?? [];
		const connector = text.slice(text.lastIndexOf('<g '));
		expect(connector).toContain('<rect');
		expect(connector.match(/<path/gu)).toHaveLength(2);
		expect(Number(baseline)).toBeLessThan(90);
	});

	it('that has the room keeps its label in its middle', () => {
		const text = svg(note('a', 0, 0), note('b', 500, 0), link('k', 'a', 'b', { text: 'leads to' }));
		expect(text.slice(text.lastIndexOf('<g '))).not.toContain('<rect');
	});
});

describe('title', () => {
	it('keeps its size on the screen from afar and its size on the board from near', () => {
		expect(placeTitle('Title', 2000, 0.25, evenMeasurer)).toMatchObject({ size: 52, above: 32 });
		expect(placeTitle('Title', 2000, 2, evenMeasurer)).toMatchObject({ size: 16, above: 8 });
	});
});

describe('svg painter', () => {
	it('writes a document with everything in it', () => {
		const text = svg(
			note('a', 0, 0, { text: 'First' }),
			note('b', 400, 0, { text: 'Second' }),
			item('s', { type: 'shape', shape: 'diamond', pos: [0, 300], text: 'Shape' }),
			item('i', { type: 'ink', pos: [300, 300], size: [9, 9], points: [0, 0, 0.5, 9, 9, 0.5] }),
			item('f', { type: 'frame', pos: [0, 600], text: 'Frame' }),
			item('c', { type: 'card', pos: [0, 900], text: 'Card' }),
			link('k', 'a', 'b', { text: 'link' })
		);
		for (const word of ['First', 'Second', 'Shape', 'Frame', 'Card', 'link'])
			expect(text).toContain(`>${word}<`);
		expect(text.startsWith('<svg xmlns=')).toBe(true);
		expect(text.endsWith('</svg>')).toBe(true);
	});

	it('lets no text out of its element', () => {
		const text = svg(
			note('a', 0, 0, {
				text: '<script>alert("x")</script> & \u0000\u001b\uD800',
				color: '"><script>'
			}),
			item('f', { type: 'frame', text: "</text><image href='x'/>" })
		);
		expect(text).not.toContain('<script');
		expect(text).not.toContain('<image');
		expect(text).toContain('&lt;script&gt;');
		expect(text).not.toMatch(/(?!\n)\p{Cc}|\p{Cs}/u);
	});

	it('takes only what is asked for', () => {
		const scene = sceneOf(
			note('a', 0, 0, { text: 'First' }),
			note('b', 9000, 0, { text: 'Second' })
		);
		const text = paintSvg({
			scene,
			theme,
			measurer: evenMeasurer,
			ids: new Set(['a']),
			padding: 10
		});
		expect(text).not.toContain('Second');
		expect(text).toContain('viewBox="-10 -10 220 220"');
	});

	it('shows images only at addresses the host allows', () => {
		const scene = sceneOf(item('i', { type: 'image', src: 'https://example.org/x.png' }));
		const options = { scene, theme, measurer: evenMeasurer };
		expect(paintSvg(options)).not.toContain('example.org');
		expect(paintSvg({ ...options, resolveImage: () => '/api/images/x' })).toContain(
			'href="/api/images/x"'
		);
	});

	it('of an empty board is an empty picture', () => {
		expect(svg()).toContain('viewBox="-32 -32 64 64"');
	});
});
