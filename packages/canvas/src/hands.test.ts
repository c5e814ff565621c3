import type { Item, Point } from '@concordia/board';
import { describe, expect, it } from 'vitest';
import { toScreen } from './camera.ts';
import { gripsOf } from './grips.ts';
import { knobOf } from './handles.ts';
import { hitTest, itemsIn } from './hit.ts';
import { boxAt } from './box.ts';
import { Desk, item, link, note, sceneOf } from './test-board.ts';

const selected = (desk: Desk): string[] => [...desk.editor.selection].toSorted();
const grouped = (): Desk =>
	new Desk([
		note('a', 0, 100, { groups: ['H', 'G'], text: 'a' }),
		note('b', 250, 100, { groups: ['H', 'G'], z: 'a1' }),
		note('c', 500, 100, { groups: ['H'], z: 'a2' }),
		note('d', 750, 100, { z: 'a3' })
	]);
const A: Point = [50, 200];
const C: Point = [550, 200];
const D: Point = [800, 200];

const locked = (): Desk =>
	new Desk([note('a', 100, 100, { lock: 'open' }), note('b', 500, 100, { z: 'a1' })]);

const bar = (more: Partial<Item> = {}): Item =>
	item('s', { type: 'shape', shape: 'rectangle', pos: [300, 290], size: [200, 60], ...more });

const framed = (): Desk =>
	new Desk([
		item('big', { type: 'frame', pos: [0, 0], size: [400, 600], clip: true }),
		item('other', { type: 'frame', pos: [500, 0], size: [400, 600], z: 'a1' }),
		note('n', 300, 100, { parent: 'big', z: 'a2' })
	]);

describe('groups', () => {
	it('are taken as a whole by a click, one level further in by a double click, and left by Esc', () => {
		const desk = grouped();
		desk.click(A);
		expect(selected(desk)).toEqual(['a', 'b', 'c']);
		desk.doubleClick(A);
		expect(selected(desk)).toEqual(['a', 'b']);
		desk.doubleClick(A);
		expect(selected(desk)).toEqual(['a']);
		expect(desk.said('edit')).toEqual([]);
		desk.doubleClick(A);
		expect(desk.said('edit')).toMatchObject([{ id: 'a' }]);
		desk.press('Escape');
		expect(selected(desk)).toEqual(['a', 'b']);
		desk.press('Escape');
		expect(selected(desk)).toEqual(['a', 'b', 'c']);
		desk.press('Escape');
		expect(selected(desk)).toEqual([]);
	});

	it('are gone into with Enter', () => {
		const desk = grouped();
		desk.click(A);
		desk.press('Enter');
		expect(selected(desk)).toEqual(['a', 'b']);
		desk.press('Enter');
		expect(selected(desk)).toEqual(['a']);
	});

	it('stay entered for clicks beside, and are left by a click outside', () => {
		const desk = grouped();
		desk.click(A);
		desk.doubleClick(A);
		desk.click(C);
		expect(selected(desk)).toEqual(['c']);
		desk.click(D);
		expect(selected(desk)).toEqual(['d']);
		desk.click(C);
		expect(selected(desk)).toEqual(['a', 'b', 'c']);
	});

	it('come whole into a marquee, and into a selection with Shift or Ctrl', () => {
		const desk = grouped();
		desk.drag([-50, 50], [60, 400]);
		expect(selected(desk)).toEqual(['a', 'b', 'c']);
		desk.click(D, { ctrl: true });
		expect(selected(desk)).toEqual(['a', 'b', 'c', 'd']);
		desk.click(A, { ctrl: true });
		expect(selected(desk)).toEqual(['d']);
		desk.click(C, { shift: true });
		expect(selected(desk)).toEqual(['a', 'b', 'c', 'd']);
	});

	it('move as one', () => {
		const desk = grouped();
		desk.drag(A, [A[0], A[1] + 300]);
		expect(desk.said('move')[0]).toMatchObject({ ids: ['a', 'b', 'c'], dy: 300 });
	});

	it('that others break up meanwhile leave their items usable', () => {
		const desk = grouped();
		desk.click(A);
		const before = desk.record('b')!;
		const { groups: _, ...alone } = before;
		desk.write({ id: 'b', before, after: alone });
		desk.click(A, { time: 5_000 });
		expect(selected(desk)).toEqual(['a', 'c']);
		desk.click([300, 200]);
		expect(selected(desk)).toEqual(['b']);
	});
});

describe('locked items', () => {
	it('can be selected, and that is all', () => {
		const desk = locked();
		desk.click([150, 150]);
		expect(selected(desk)).toEqual(['a']);
		for (const key of ['Delete', 'ArrowLeft', 'Enter']) desk.press(key);
		desk.press('[', { ctrl: true });
		desk.editor.run('turn-right');
		desk.drag([150, 150], [400, 400]);
		expect(desk.said('move', 'remove', 'edit', 'update', 'resize')).toEqual([]);
		expect(gripsOf(desk.editor)).toBeNull();
	});

	it('say so to a key that would change them', () => {
		const desk = locked();
		desk.editor.select(['a']);
		for (const key of ['Delete', 'ArrowLeft', 'Enter']) desk.press(key);
		expect(desk.said('locked')).toHaveLength(3);
		desk.press('d', { ctrl: true });
		expect(desk.said('duplicate')).toHaveLength(1);
	});

	it('are left out by marquee and Ctrl+A', () => {
		const desk = locked();
		desk.drag([50, 50], [900, 500]);
		expect(selected(desk)).toEqual(['b']);
		desk.press('a', { ctrl: true });
		expect(selected(desk)).toEqual(['b']);
	});

	it('stay when the rest of the selection or their frame moves', () => {
		const desk = new Desk([
			item('f', { type: 'frame', size: [900, 700] }),
			note('a', 100, 100, { lock: 'mediator', parent: 'f' }),
			note('b', 400, 100, { parent: 'f', z: 'a1' })
		]);
		desk.down([450, 0]);
		desk.move([460, 30]);
		expect(desk.editor.scene.item('b')!.pos).toEqual([410, 130]);
		expect(desk.editor.scene.item('a')!.pos).toEqual([100, 100]);
		desk.up([460, 30]);
	});

	it('are not rubbed out', () => {
		const ink = item('i', {
			type: 'ink',
			pos: [100, 100],
			size: [100, 0],
			points: [0, 0, 0.5, 100, 0, 0.5],
			lock: 'open'
		});
		const desk = new Desk([ink]);
		desk.editor.setTool('eraser');
		desk.drag([150, 50], [150, 150]);
		expect(desk.said('remove')).toEqual([]);
	});
});

describe('turning', () => {
	it('is hit, caught and bounded as it stands', () => {
		const scene = sceneOf(bar({ rotation: 90 }));
		const hit = (x: number, y: number): string | null => hitTest(scene, [x, y], { unit: 1 });
		expect(hit(400, 230)).toBe('s');
		expect(hit(310, 320)).toBeNull();
		const box = scene.boxOf('s')!;
		expect([box.minX, box.minY, box.maxX, box.maxY].map(Math.round)).toEqual([370, 220, 430, 420]);
		expect(itemsIn(scene, boxAt(390, 200, 20, 40))).toEqual(['s']);
		const slanted = sceneOf(bar({ rotation: 45 }));
		const around = slanted.boxOf('s')!;
		expect(itemsIn(slanted, boxAt(around.minX, around.maxY - 20, 20, 20))).toEqual([]);
		expect(itemsIn(slanted, boxAt(around.minX, around.minY, 30, 30))).toEqual(['s']);
	});

	it('goes by its handle, in steps of 15 degrees with Shift', () => {
		const desk = new Desk([bar()]);
		desk.click([400, 320]);
		const knob = knobOf(gripsOf(desk.editor)!.box, false);
		const about = (degrees: number): Point => {
			const angle = (degrees * Math.PI) / 180;
			const [dx, dy] = [knob[0] - 400, knob[1] - 320];
			return [
				400 + dx * Math.cos(angle) - dy * Math.sin(angle),
				320 + dx * Math.sin(angle) + dy * Math.cos(angle)
			];
		};
		desk.drag(knob, about(37), { shift: true });
		expect(desk.record('s')!.rotation).toBe(30);
		expect(desk.said('gesture').some(({ gesture }) => gesture?.type === 'turn')).toBe(true);
		const grips = gripsOf(desk.editor)!;
		expect(grips.turned!.degrees).toBe(30);
		desk.editor.run('turn-right');
		expect(desk.record('s')!.rotation).toBe(45);
		desk.editor.run('turn-upright');
		expect(desk.record('s')!.rotation).toBeUndefined();
	});

	it('is resized along its own sides: the opposite corner stays', () => {
		const desk = new Desk([bar({ rotation: 90 })]);
		desk.click([400, 320]);
		// The lower right corner of the upright bar stands at the lower left now.
		desk.drag([370, 420], [370, 520], { ctrl: true });
		const record = desk.record('s')!;
		expect(record.size).toEqual([300, 60]);
		const box = desk.editor.scene.boxOf('s')!;
		expect([box.minX, box.minY, box.maxX, box.maxY].map(Math.round)).toEqual([370, 220, 430, 520]);
	});

	it('takes several about their common middle, and loose ends along', () => {
		const desk = new Desk([
			bar(),
			item('t', { type: 'shape', pos: [700, 290], size: [200, 60], z: 'a1' }),
			link('l', [300, 320], [900, 320])
		]);
		desk.press('a', { ctrl: true });
		for (let i = 0; i < 6; i += 1) desk.editor.run('turn-right');
		expect(desk.record('s')).toMatchObject({ rotation: 90, pos: [500, 90] });
		expect(desk.record('t')).toMatchObject({ rotation: 90, pos: [500, 490] });
		const { from } = desk.record('l')!;
		expect('point' in from! ? from.point.map(Math.round) : null).toEqual([600, 20]);
	});
});

describe('frames', () => {
	it('cut off what lies outside when they are told to', () => {
		const { scene } = framed().editor;
		expect(hitTest(scene, [350, 150], { unit: 1 })).toBe('n');
		expect(hitTest(scene, [450, 150], { unit: 1 })).toBeNull();
		expect(itemsIn(scene, boxAt(450, 120, 30, 30))).toEqual([]);
	});

	it('light up and take what is dropped on them', () => {
		const desk = framed();
		desk.down([320, 150]);
		desk.move([420, 150]);
		desk.move([520, 150]);
		expect(desk.editor.chrome.target).toBe('other');
		// On its way out it is seen whole.
		expect(desk.editor.scene.clipOf(desk.editor.scene.get('n')!)).toBeNull();
		desk.up([520, 150]);
		expect(desk.editor.chrome.target).toBeNull();
		expect(desk.said('move')).toMatchObject([{ ids: ['n'], into: 'other' }]);
	});

	it('of the same size take no frames', () => {
		const desk = framed();
		desk.editor.select(['big']);
		desk.down([200, 0]);
		desk.move([600, 100]);
		expect(desk.editor.chrome.target).toBeNull();
		desk.up([600, 100]);
	});
});

describe('two hands at one item', () => {
	it('the last release counts, from where its own hand has it', () => {
		const desk = new Desk([note('a', 100, 100)]);
		desk.down([150, 150]);
		desk.move([250, 150]);
		desk.move([350, 150]);
		const before = desk.record('a')!;
		desk.write({ id: 'a', before, after: { ...before, pos: [100, 600] } });
		expect(desk.editor.scene.item('a')!.pos).toEqual([300, 100]);
		desk.move([360, 150], { ctrl: true });
		expect(desk.editor.scene.item('a')!.pos).toEqual([310, 100]);
		desk.up([360, 150], { ctrl: true });
		expect(desk.record('a')!.pos).toEqual([310, 100]);
	});

	it('what somebody removes under the hand ends the drag, and is said', () => {
		const desk = new Desk([note('a', 100, 100), note('b', 600, 600)]);
		desk.down([150, 150]);
		desk.move([250, 150]);
		desk.write({ id: 'a', before: desk.record('a')! });
		expect(desk.said('gone')).toHaveLength(1);
		desk.move([300, 150]);
		desk.up([300, 150]);
		expect(desk.said('move')).toEqual([]);
		expect(desk.said('gesture').at(-1)!.gesture).toBeNull();
	});

	it('what the mediator locks under the hand goes back', () => {
		const desk = new Desk([note('a', 100, 100)]);
		desk.down([150, 150]);
		desk.move([250, 150]);
		const before = desk.record('a')!;
		desk.write({ id: 'a', before, after: { ...before, lock: 'mediator' } });
		desk.up([250, 150]);
		expect(desk.said('move')).toEqual([]);
		expect(desk.editor.scene.item('a')!.pos).toEqual([100, 100]);
	});
});

describe('touch and pen', () => {
	it('a palm beside the pen does nothing', () => {
		const desk = new Desk([]);
		desk.editor.setTool('pen');
		desk.down([100, 100], { kind: 'pen' });
		desk.move([150, 150], { kind: 'pen' });
		desk.down([300, 400], { kind: 'touch', pointer: 2 });
		desk.down([350, 450], { kind: 'touch', pointer: 3 });
		desk.move([300, 600], { kind: 'touch', pointer: 2 });
		desk.move([200, 200], { kind: 'pen' });
		desk.up([200, 200], { kind: 'pen' });
		desk.up([300, 600], { kind: 'touch', pointer: 2 });
		desk.up([350, 450], { kind: 'touch', pointer: 3 });
		expect(desk.said('create')).toHaveLength(1);
		expect(desk.editor.camera).toMatchObject({ x: 0, y: 0, zoom: 1 });
	});

	it('a palm that came before the pen lets go', () => {
		const desk = new Desk([]);
		desk.editor.setTool('pen');
		desk.down([300, 400], { kind: 'touch', pointer: 2 });
		desk.move([310, 420], { kind: 'touch', pointer: 2 });
		desk.down([100, 100], { kind: 'pen' });
		desk.move([200, 200], { kind: 'pen' });
		desk.up([200, 200], { kind: 'pen' });
		const made = desk.said('create').flatMap(({ items }) => items);
		expect(made.map(({ pos }) => pos)).toEqual([[100, 100]]);
		expect(desk.said('pen')).toHaveLength(1);
	});

	it('with a pen fingers move the board and still select by a tap; the switch decides', () => {
		const desk = new Desk([note('a', 100, 100)]);
		desk.editor.setPenMode('on');
		desk.drag([150, 150], [250, 150], { kind: 'touch' });
		expect(desk.said('move')).toEqual([]);
		expect(desk.editor.camera.x).toBeLessThan(0);
		const [x, y] = toScreen(desk.editor.camera, [150, 150]);
		desk.click([x, y], { kind: 'touch' });
		expect(selected(desk)).toEqual(['a']);
		desk.editor.setPenMode('off');
		desk.drag([x, y], [x + 100, y], { kind: 'touch', time: 60_000 });
		expect(desk.said('move')).toHaveLength(1);
	});

	it('a resting finger is shown until it moves or the menu opens', () => {
		const desk = new Desk([note('a', 100, 100)]);
		desk.down([150, 150], { kind: 'touch' });
		expect(desk.editor.chrome.press).toEqual([150, 150]);
		desk.move([170, 150], { kind: 'touch' });
		expect(desk.editor.chrome.press).toBeNull();
		desk.up([170, 150], { kind: 'touch' });
		desk.down([150, 150], { kind: 'touch' });
		desk.wait();
		expect(desk.editor.chrome.press).toBeNull();
		expect(desk.said('menu')).toHaveLength(1);
	});

	it('two fingers zoom and pan at once', () => {
		const desk = new Desk([]);
		const [one, two] = [1, 2].map((pointer) => ({ kind: 'touch', pointer }) as const);
		desk.down([300, 300], one);
		desk.down([500, 300], two);
		desk.move([300, 400], one);
		desk.move([700, 400], two);
		expect(desk.editor.camera.zoom).toBeCloseTo(2);
		const [x, y] = toScreen(desk.editor.camera, [400, 300]);
		expect([Math.round(x), Math.round(y)]).toEqual([500, 400]);
	});
});

describe('snapping while dragging', () => {
	it('goes to the grid where nothing else is near', () => {
		const desk = new Desk([note('a', 100, 100)]);
		desk.editor.grid = 24;
		desk.drag([150, 150], [163, 150]);
		expect(desk.record('a')!.pos).toEqual([120, 96]);
		desk.drag([170, 150], [178, 150], { ctrl: true });
		expect(desk.record('a')!.pos).toEqual([128, 96]);
	});

	it('goes to the grid though it does not line up with others', () => {
		const shape = note('a', 100, 100, { type: 'shape' });
		const desk = new Desk([shape, note('b', 127, 500, { z: 'a1' })]);
		desk.editor.snapping = false;
		desk.editor.grid = 24;
		desk.drag([150, 150], [174, 150]);
		expect(desk.record('a')!.pos).toEqual([120, 96]);
		desk.drag([320, 296], [330, 310]);
		expect(desk.record('a')!.size).toEqual([216, 216]);
	});

	it('keeps the proportions of a note whose corner lines up', () => {
		const desk = new Desk([note('a', 100, 100), note('b', 500, 404, { z: 'a1' })]);
		desk.click([150, 150]);
		desk.drag([300, 300], [398, 398]);
		expect(desk.record('a')!.size).toEqual([304, 304]);
	});
});
