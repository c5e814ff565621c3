import { describe, expect, it } from 'vitest';
import { Glide } from './glide.ts';
import type { Gesture } from './intents.ts';
import { RemoteGestures } from './remote.ts';
import { note, sceneOf } from './test-board.ts';

const moveBy = (dx: number, dy: number): Gesture => ({
	type: 'move',
	ids: ['a', 'b'],
	dx,
	dy,
	anchor: [0, 0]
});

describe('what others drag', () => {
	it('glides to where it is told, for all items alike', () => {
		const scene = sceneOf(note('a', 0, 0), note('b', 300, 0));
		const gestures = new RemoteGestures();
		gestures.set([{ id: 'anna', gesture: moveBy(100, 0) }], 0);
		const first = gestures.previews(scene, 16, false);
		expect(first.get('a')!.pos![0]).toBeGreaterThan(0);
		expect(first.get('a')!.pos![0]).toBeLessThan(100);
		expect(first.get('b')!.pos![0]).toBe(first.get('a')!.pos![0] + 300);
		let last = first;
		for (let time = 32; time < 1500; time += 16) last = gestures.previews(scene, time, false);
		expect(last.get('a')!.pos).toEqual([100, 0]);
		expect(gestures.isMoving).toBe(false);
	});

	it('arrives at once where motion is not wanted', () => {
		const gestures = new RemoteGestures();
		gestures.set([{ id: 'anna', gesture: moveBy(100, 0) }], 0);
		expect(gestures.previews(sceneOf(note('a', 0, 0)), 1, true).get('a')!.pos).toEqual([100, 0]);
	});

	it('is not shown twice when the result is written before the gesture ends', () => {
		const scene = sceneOf(note('a', 0, 0), note('b', 300, 0));
		const gestures = new RemoteGestures();
		gestures.set([{ id: 'anna', gesture: moveBy(100, 0) }], 0);
		gestures.previews(scene, 1, true);
		scene.apply([
			{ id: 'a', after: note('a', 100, 0) },
			{ id: 'b', after: note('b', 400, 0) }
		]);
		expect(gestures.previews(scene, 20, true).size).toBe(0);
	});

	it('leaves where the own hand has put it what both held, until the other hand moves on', () => {
		const scene = sceneOf(note('a', 0, 0), note('b', 300, 0));
		const gestures = new RemoteGestures();
		gestures.set([{ id: 'anna', gesture: moveBy(100, 0) }], 0);
		// The other hand has let go of them, which it tells later; then so does this one.
		scene.apply([
			{ id: 'a', after: note('a', 100, 0) },
			{ id: 'b', after: note('b', 400, 0) }
		]);
		gestures.previews(scene, 1, true, ['a']);
		scene.apply([{ id: 'a', after: note('a', 0, 50) }]);
		gestures.set([{ id: 'anna', gesture: moveBy(100, 0) }], 10);
		expect(gestures.previews(scene, 20, true).has('a')).toBe(false);
		gestures.set([{ id: 'anna', gesture: moveBy(120, 0) }], 30);
		expect(gestures.previews(scene, 40, true).get('a')!.pos).toEqual([120, 0]);
	});

	it('stays until the result is written when the gesture ends before', () => {
		const scene = sceneOf(note('a', 0, 0));
		const gestures = new RemoteGestures();
		gestures.set([{ id: 'anna', gesture: moveBy(100, 0) }], 0);
		gestures.previews(scene, 1, true);
		gestures.set([], 20);
		expect(gestures.previews(scene, 30, true).get('a')!.pos).toEqual([100, 0]);
		scene.apply([{ id: 'a', after: note('a', 100, 0) }]);
		expect(gestures.previews(scene, 40, true).size).toBe(0);
		expect(gestures.isMoving).toBe(false);
	});

	it('goes back after a while when nothing is ever written', () => {
		const scene = sceneOf(note('a', 0, 0));
		const gestures = new RemoteGestures();
		gestures.set([{ id: 'anna', gesture: moveBy(100, 0) }], 0);
		gestures.set([], 20);
		gestures.previews(scene, 100, true);
		expect(gestures.previews(scene, 2_000, true).size).toBe(0);
		expect(gestures.isMoving).toBe(false);
	});

	it('of items that are not here is nothing', () => {
		const gestures = new RemoteGestures();
		gestures.set([{ id: 'anna', gesture: moveBy(1, 1) }], 0);
		expect(gestures.previews(sceneOf(), 1, true).size).toBe(0);
	});

	it('shows resizing as told', () => {
		const scene = sceneOf(note('a', 0, 0));
		const gestures = new RemoteGestures();
		gestures.set([{ id: 'anna', gesture: { type: 'resize', boxes: { a: [5, 6, 70, 80] } } }], 0);
		expect(gestures.previews(scene, 1, false).get('a')).toEqual({ pos: [5, 6], size: [70, 80] });
	});
});

describe('glide', () => {
	it('starts where it is first told, then follows, then rests', () => {
		const glide = new Glide();
		glide.set(new Map([['anna', [0, 0] as const]]));
		glide.advance(0, false);
		expect(glide.at('anna')).toEqual([0, 0]);
		glide.set(new Map([['anna', [100, 0] as const]]));
		glide.advance(16, false);
		expect(glide.at('anna')![0]).toBeGreaterThan(5);
		expect(glide.isMoving).toBe(true);
		for (let time = 32; time < 1500; time += 16) glide.advance(time, false);
		expect(glide.at('anna')).toEqual([100, 0]);
		expect(glide.isMoving).toBe(false);
	});

	it('forgets who left', () => {
		const glide = new Glide();
		glide.set(new Map([['anna', [0, 0] as const]]));
		glide.advance(0, false);
		glide.set(new Map());
		expect(glide.at('anna')).toBeUndefined();
	});
});
