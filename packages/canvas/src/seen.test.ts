import type { Item, NewItem } from '@concordia/board';
import { describe, expect, it } from 'vitest';
import { boxAt } from './box.ts';
import type { Scene } from './scene.ts';
import { IDLE_MS, SeenTracker, visibleItems, type Attention, type SeenView } from './seen.ts';
import { item, link, note, sceneOf } from './test-board.ts';

const viewport = { width: 1000, height: 800 };
const camera = { x: 0, y: 0, zoom: 1 };
const words = { text: 'Some words' };

/** A note over the others. */
function over(more: Partial<NewItem>): Item {
	return note('over', 0, 0, { z: 'a5', ...words, ...more });
}

function see(scene: Scene, more: Partial<SeenView> = {}): string[] {
	return visibleItems({ scene, camera, viewport, ...more });
}

/** A tracker and its clock: look(time, what is visible as `id@version`). */
function world() {
	let now = 0;
	const tracker = new SeenTracker(() => now);
	return (at: number, visible: string[], attention: Partial<Attention> = {}) => {
		now = at;
		const all = visible.map((entry) => {
			const [id, version] = entry.split('@');
			return { id: id!, version: Number(version ?? 1) };
		});
		return tracker
			.update(all, { visible: true, focused: true, lastInput: at, ...attention })
			.map(({ id, version }) => `${id}@${version}`);
	};
}

describe('visibleItems', () => {
	it('needs half of an item on the screen', () => {
		const scene = sceneOf(note('most', -90, 0, words), note('less', -110, 300, words));
		expect(see(scene)).toEqual(['most']);
	});

	it('needs less of what is larger than the screen', () => {
		const wide = { type: 'card', size: [2500, 700] as const, ...words };
		expect(see(sceneOf(item('wide', wide)))).toEqual(['wide']);
		expect(see(sceneOf(item('wider', { ...wide, size: [4000, 700] })))).toEqual([]);
	});

	it('needs text large enough to read', () => {
		const scene = sceneOf(note('a', 0, 0, words));
		expect(see(scene, { camera: { x: 0, y: 0, zoom: 0.4 } })).toEqual(['a']);
		expect(see(scene, { camera: { x: 0, y: 0, zoom: 0.3 } })).toEqual([]);
	});

	it('what has no text counts by its size', () => {
		const scene = sceneOf(
			item('i', { type: 'ink', size: [100, 100], points: [0, 0, 0.5, 100, 100, 0.5] })
		);
		expect(see(scene, { camera: { x: 0, y: 0, zoom: 0.3 } })).toEqual(['i']);
		expect(see(scene, { camera: { x: 0, y: 0, zoom: 0.2 } })).toEqual([]);
	});

	it('does not count what a dialog covers', () => {
		const scene = sceneOf(note('a', 0, 0, words));
		expect(see(scene, { overlays: [boxAt(0, 0, 200, 90)] })).toEqual(['a']);
		expect(see(scene, { overlays: [boxAt(0, 0, 200, 60), boxAt(0, 40, 200, 70)] })).toEqual([]);
		expect(see(scene, { overlays: [boxAt(0, 0, 120, 200), boxAt(60, 0, 50, 200)] })).toEqual([]);
	});

	it('does not count what other items cover', () => {
		const under = note('under', 0, 0, words);
		expect(see(sceneOf(under, over({ ...words, pos: [110, 0] })))).toEqual(['under', 'over']);
		expect(see(sceneOf(under, over({ pos: [90, 0] })))).toEqual(['over']);
		expect(see(sceneOf(under, over({ pos: [90, 0], type: 'image' })))).toEqual(['over']);
		expect(see(sceneOf(under, over({ pos: [90, 0], type: 'shape' })))).toEqual(['over']);
	});

	it('sees through what has no ground, and what lies below', () => {
		const under = note('under', 0, 0, words);
		const both = ['under', 'over'];
		expect(see(sceneOf(under, over({ type: 'shape', fill: 'none' })))).toEqual(both);
		expect(see(sceneOf(under, over({ type: 'text' })))).toEqual(both);
		expect(see(sceneOf(under, over({ type: 'frame', size: [800, 600] })))).toEqual(['under']);
	});

	it('adds up what several things cover', () => {
		const scene = sceneOf(
			note('under', 0, 0, words),
			note('left', -160, 0, { z: 'a5', ...words }),
			note('right', 150, 0, { z: 'a6', ...words })
		);
		expect(see(scene)).toContain('under');
		expect(see(scene, { overlays: [boxAt(0, 190, 1000, 300)] })).toContain('under');
		expect(see(scene, { overlays: [boxAt(0, 120, 1000, 300)] })).not.toContain('under');
	});

	it('looks only at what is asked for', () => {
		const scene = sceneOf(note('a', 0, 0, words), note('b', 300, 0, words));
		expect(see(scene, { asksFor: (id) => id === 'b' })).toEqual(['b']);
	});

	it('leaves out frames, connectors and documents', () => {
		const scene = sceneOf(
			item('d', { type: 'document', size: [400, 300] }),
			item('f', { type: 'frame', size: [800, 600] }),
			link('k', [0, 0], [300, 300])
		);
		expect(see(scene)).toEqual([]);
	});
});

describe('SeenTracker', () => {
	it('needs a whole second, then tells once', () => {
		const look = world();
		expect(look(0, ['a'])).toEqual([]);
		expect(look(900, ['a'])).toEqual([]);
		expect(look(1000, ['a'])).toEqual(['a@1']);
		expect(look(5000, ['a'])).toEqual([]);
	});

	it('starts again after a break', () => {
		const look = world();
		look(0, ['a']);
		look(600, []);
		look(700, ['a']);
		expect(look(1200, ['a'])).toEqual([]);
		expect(look(1700, ['a'])).toEqual(['a@1']);
	});

	it('tells each version by itself', () => {
		const look = world();
		look(0, ['a@1']);
		expect(look(1000, ['a@1'])).toEqual(['a@1']);
		look(1100, ['a@2']);
		expect(look(1500, ['a@2'])).toEqual([]);
		expect(look(2100, ['a@2'])).toEqual(['a@2']);
	});

	const breaks: [string, Partial<Attention>][] = [
		['the page is hidden', { visible: false }],
		['the window has no focus', { focused: false }],
		['nobody has touched anything for a minute', { lastInput: 500 - IDLE_MS - 1 }]
	];
	for (const [name, attention] of breaks) {
		it(`does not count while ${name}`, () => {
			const look = world();
			look(0, ['a']);
			look(500, ['a'], attention);
			expect(look(1400, ['a'])).toEqual([]);
			expect(look(2400, ['a'])).toEqual(['a@1']);
		});
	}

	it('does not repeat what is known already', () => {
		let now = 0;
		const tracker = new SeenTracker(() => now);
		tracker.markTold('a', 3);
		const attention = { visible: true, focused: true, lastInput: 0 };
		tracker.update([{ id: 'a', version: 3 }], attention);
		now = 2000;
		expect(tracker.update([{ id: 'a', version: 3 }], attention)).toEqual([]);
	});
});
