/** An element as a person would ask Excalidraw for it. */
export type Skeleton = { readonly type: string } & Readonly<Record<string, unknown>>;

export interface Scene {
	readonly name: string;
	readonly elements: readonly Skeleton[];
	readonly files?: Readonly<Record<string, unknown>>;
}

const dot =
	'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const box = (id: string, x: number, y: number, more: object = {}): Skeleton => ({
	type: 'rectangle',
	id,
	x,
	y,
	width: 160,
	height: 80,
	...more
});

/** Ten drawings, together with everything people draw there. */
export const scenes: readonly Scene[] = [
	{
		name: 'shapes with labels',
		elements: [
			box('a', 0, 0, { label: { text: 'Too few physicians' }, backgroundColor: '#a5d8ff' }),
			{ ...box('b', 200, 0), type: 'ellipse', label: { text: 'Zu wenige Ärzte' } },
			{
				...box('c', 400, 0),
				type: 'diamond',
				label: { text: 'мало врачей' },
				strokeColor: '#e03131'
			}
		]
	},
	{
		name: 'arrows that are bound',
		elements: [
			box('a', 0, 0),
			box('b', 400, 200),
			{ type: 'arrow', id: 'c', x: 160, y: 40, start: { id: 'a' }, end: { id: 'b' } },
			{
				type: 'arrow',
				id: 'd',
				x: 0,
				y: 300,
				points: [
					[0, 0],
					[120, -40]
				],
				startArrowhead: 'dot',
				endArrowhead: 'bar',
				label: { text: 'leads to' }
			}
		]
	},
	{
		name: 'lines and dashes',
		elements: [
			{
				type: 'line',
				id: 'a',
				x: 0,
				y: 0,
				points: [
					[0, 0],
					[100, 50]
				],
				strokeStyle: 'dashed'
			},
			{
				type: 'line',
				id: 'b',
				x: 0,
				y: 100,
				points: [
					[0, 0],
					[100, 0],
					[100, 100],
					[0, 0]
				],
				strokeStyle: 'dotted',
				strokeWidth: 4
			},
			{
				type: 'arrow',
				id: 'c',
				x: 200,
				y: 0,
				points: [
					[0, 0],
					[50, 80],
					[120, 90]
				],
				roundness: { type: 2 }
			}
		]
	},
	{
		name: 'texts',
		elements: [
			{ type: 'text', id: 'a', x: 0, y: 0, text: 'One line' },
			{
				type: 'text',
				id: 'b',
				x: 0,
				y: 60,
				text: 'Two\nlines',
				fontSize: 36,
				strokeColor: '#2f9e44'
			},
			{ type: 'text', id: 'c', x: 0, y: 200, text: 'عربي 😀', fontFamily: 3, textAlign: 'right' }
		]
	},
	{
		name: 'frames',
		elements: [
			box('a', 20, 20, { label: { text: 'inside' } }),
			box('b', 600, 20),
			{ type: 'frame', id: 'f', children: ['a'], name: 'Problems' },
			{ type: 'frame', id: 'g', children: ['b'], name: 'Options' }
		]
	},
	{
		name: 'groups in groups',
		elements: [
			box('a', 0, 0, { groupIds: ['inner', 'outer'] }),
			box('b', 200, 0, { groupIds: ['inner', 'outer'] }),
			box('c', 400, 0, { groupIds: ['outer'] })
		]
	},
	{
		name: 'ink',
		elements: [
			{
				type: 'freedraw',
				id: 'a',
				x: 10,
				y: 10,
				width: 60,
				height: 40,
				points: [
					[0, 0],
					[20, 30],
					[60, 40]
				],
				pressures: [0.2, 0.5, 0.9],
				simulatePressure: false
			},
			{
				type: 'freedraw',
				id: 'b',
				x: 100,
				y: 100,
				width: 30,
				height: 10,
				points: [
					[0, 0],
					[-30, 10]
				],
				pressures: [],
				simulatePressure: true
			}
		]
	},
	{
		name: 'what is turned, locked, see-through and linked',
		elements: [
			box('a', 0, 0, { angle: Math.PI / 6 }),
			box('b', 200, 0, { locked: true }),
			box('c', 400, 0, { opacity: 40, fillStyle: 'cross-hatch' }),
			box('d', 600, 0, { link: 'https://example.org' })
		]
	},
	{
		name: 'pictures and pages',
		elements: [
			{
				type: 'image',
				id: 'a',
				x: 0,
				y: 0,
				width: 300,
				height: 200,
				fileId: 'file1',
				status: 'saved'
			},
			{
				type: 'embeddable',
				id: 'b',
				x: 400,
				y: 0,
				width: 300,
				height: 200,
				link: 'https://example.org/film'
			}
		],
		files: { file1: { id: 'file1', mimeType: 'image/png', dataURL: dot, created: 1 } }
	},
	{
		name: 'a whole workshop',
		elements: Array.from({ length: 120 }, (_, n): Skeleton => {
			const [x, y] = [(n % 12) * 220, Math.floor(n / 12) * 140];
			if (n % 5 === 4) {
				return {
					type: 'arrow',
					id: `i${n}`,
					x,
					y,
					start: { id: `i${n - 1}` },
					end: { id: `i${n - 2}` }
				};
			}
			return box(`i${n}`, x, y, {
				label: { text: `Note ${n}` },
				backgroundColor: ['#ffec99', '#b2f2bb', '#ffc9c9', 'transparent'][n % 4]
			});
		})
	}
];
