import { describe, expect, it } from 'vitest';
import { toBoard } from './camera.ts';
import { Desk, item, link, note } from './test-board.ts';

const two = (): Desk => new Desk([note('a', 100, 100), note('b', 500, 100, { z: 'a1' })]);

describe('selecting', () => {
	it('a click selects, a click on nothing lets go', () => {
		const desk = two();
		desk.click([150, 150]);
		desk.click([800, 700]);
		expect(desk.said('select').map(({ ids }) => ids)).toEqual([['a'], []]);
	});

	it('shift adds and takes away', () => {
		const desk = two();
		desk.click([150, 150]);
		desk.click([550, 150], { shift: true });
		expect([...desk.editor.selection]).toEqual(['a', 'b']);
		desk.click([150, 150], { shift: true });
		expect([...desk.editor.selection]).toEqual(['b']);
	});

	it('a drag over nothing selects what it touches', () => {
		const desk = two();
		desk.drag([50, 50], [520, 320]);
		expect([...desk.editor.selection]).toEqual(['a', 'b']);
		expect(desk.said('move')).toEqual([]);
	});

	it('a click in a selection of several keeps only that one', () => {
		const desk = two();
		desk.press('a', { ctrl: true });
		desk.click([550, 150]);
		expect([...desk.editor.selection]).toEqual(['b']);
	});

	it('somebody else removing a selected item takes it out of the selection, nothing more', () => {
		const desk = two();
		desk.press('a', { ctrl: true });
		desk.write({ id: 'a', before: desk.record('a')! });
		expect([...desk.editor.selection]).toEqual(['b']);
		desk.write({ id: 'c', after: note('c', 0, 0) });
		expect([...desk.editor.selection]).toEqual(['b']);
	});

	it('goes through the items in reading order with Tab, and lets the focus go at the end', () => {
		const desk = two();
		expect(desk.press('Tab')).toBe(true);
		expect(desk.press('Tab')).toBe(true);
		expect(desk.said('select').map(({ ids }) => ids)).toEqual([['a'], ['b']]);
		expect(desk.press('Tab')).toBe(false);
	});

	it('keys choose several: Tab only goes on, Ctrl+Space adds and takes out, Esc ends and keeps them', () => {
		const desk = new Desk([note('a', 0, 0), note('b', 300, 0), note('c', 600, 0)]);
		desk.press('Tab');
		desk.press(' ', { ctrl: true });
		desk.press('Tab');
		expect(desk.editor.gathering).toEqual({ atHand: 'b' });
		expect([...desk.editor.selection]).toEqual(['a']);
		desk.press('ArrowRight', { ctrl: true });
		desk.press(' ');
		expect([...desk.editor.selection]).toEqual(['a', 'c']);
		desk.press('Tab', { shift: true });
		desk.press('Tab', { shift: true });
		desk.press(' ', { shift: true });
		expect([...desk.editor.selection]).toEqual(['c']);
		desk.press('Escape');
		expect(desk.editor.isGathering).toBe(false);
		expect([...desk.editor.selection]).toEqual(['c']);
		expect(desk.said('edit', 'remove', 'move')).toEqual([]);
	});

	it('Enter with a tool in hand puts it in the middle of the view, beside what is there, to be written in', () => {
		const desk = new Desk([note('a', 400, 300)]);
		desk.press('r');
		expect(desk.press('Enter')).toBe(true);
		const [made] = desk.said('create');
		expect(made).toMatchObject({ edit: true, items: [{ type: 'shape', shape: 'rectangle' }] });
		const { pos, size } = made!.items[0]!;
		const middle = [pos[0] + size[0] / 2, pos[1] + size[1] / 2];
		expect(middle).toEqual([620, 520]);
		expect(desk.editor.tool).toBe('select');
		expect([...desk.editor.selection]).toEqual([made!.items[0]!.id]);
		// What a hand draws has no such place.
		desk.press('p');
		desk.press('Enter');
		expect(desk.said('create')).toHaveLength(1);
	});

	it('keys choose a group as a whole', () => {
		const groups = ['g'];
		const desk = new Desk([
			note('a', 0, 0),
			note('b', 300, 0, { groups }),
			note('c', 600, 0, { groups })
		]);
		desk.press('Tab');
		desk.press(' ', { ctrl: true });
		desk.press('Tab');
		desk.press(' ', { ctrl: true });
		expect([...desk.editor.selection]).toEqual(['a', 'b', 'c']);
	});

	it('while several are chosen a tap adds or takes away, and a tap on nothing changes nothing', () => {
		const desk = two();
		const finger = { kind: 'touch' } as const;
		desk.click([150, 150], finger);
		desk.editor.gather(null);
		desk.click([550, 150], finger);
		desk.click([900, 700], finger);
		expect([...desk.editor.selection]).toEqual(['a', 'b']);
		desk.click([150, 150], finger);
		desk.click([150, 150], finger);
		desk.click([150, 150], finger);
		expect([...desk.editor.selection]).toEqual(['b']);
		expect(desk.said('edit', 'create')).toEqual([]);
	});

	it('a tool in hand, and somebody removing the item at hand, are no end of what is chosen', () => {
		const desk = two();
		desk.press('a', { ctrl: true });
		desk.press(' ', { ctrl: true });
		expect(desk.editor.gathering).toEqual({ atHand: 'b' });
		desk.write({ id: 'b', before: desk.record('b')! });
		expect(desk.editor.gathering).toEqual({ atHand: null });
		desk.press('n');
		expect(desk.editor.isGathering).toBe(false);
		expect([...desk.editor.selection]).toEqual(['a']);
	});

	it('reaches connectors by Tab, too', () => {
		const desk = new Desk([
			note('a', 100, 100),
			note('b', 500, 100, { z: 'a1' }),
			link('l', 'a', 'b')
		]);
		for (let presses = 0; presses < 3; presses++) desk.press('Tab');
		expect(desk.said('select').map(({ ids }) => ids)).toEqual([['a'], ['l'], ['b']]);
	});

	it('lets Tab go on after Esc, in both directions, until something is selected again', () => {
		const desk = two();
		desk.press('Tab');
		desk.press('Escape');
		expect([...desk.editor.selection]).toEqual([]);
		expect(desk.press('Tab')).toBe(false);
		expect(desk.press('Tab', { shift: true })).toBe(false);
		desk.editor.blur();
		expect(desk.press('Tab')).toBe(true);
	});

	it('goes by direction with Ctrl and an arrow', () => {
		const desk = two();
		desk.click([150, 150]);
		desk.press('ArrowRight', { ctrl: true });
		expect([...desk.editor.selection]).toEqual(['b']);
		desk.press('ArrowLeft', { ctrl: true });
		expect([...desk.editor.selection]).toEqual(['a']);
	});
});

describe('moving', () => {
	it('writes once, at the end of the drag; others see it live', () => {
		const desk = two();
		desk.drag([150, 150], [190, 450]);
		expect(desk.said('move')).toEqual([{ type: 'move', ids: ['a'], dx: 40, dy: 300, final: true }]);
		const live = desk.said('gesture');
		expect(live[0]!.gesture).toMatchObject({ type: 'move', ids: ['a'], anchor: [100, 100] });
		expect(live.at(-1)!.gesture).toBeNull();
	});

	it('is no move below the threshold: 4 pixels with a mouse, 6 with a finger', () => {
		for (const [kind, near, far] of [
			['mouse', 3, 5],
			['touch', 5, 7]
		] as const) {
			const desk = two();
			desk.editor.snapping = false;
			desk.drag([150, 150], [150 + near, 150], { kind });
			expect(desk.said('move')).toEqual([]);
			desk.drag([150, 150], [150, 150 + far], { kind });
			expect(desk.said('move')).toHaveLength(1);
		}
	});

	it('snaps to others, unless Ctrl is held', () => {
		const desk = two();
		desk.drag([150, 150], [545, 450]);
		expect(desk.record('a')!.pos[0]).toBe(500);
		const other = two();
		other.drag([150, 150], [545, 450], { ctrl: true });
		expect(other.record('a')!.pos[0]).toBe(495);
	});

	it('shift keeps to one direction', () => {
		const desk = two();
		desk.drag([150, 150], [170, 450], { shift: true });
		expect(desk.said('move')[0]).toMatchObject({ dx: 0, dy: 300 });
	});

	it('alt leaves the item and asks for a copy', () => {
		const desk = two();
		desk.drag([150, 150], [170, 450], { alt: true, ctrl: true });
		expect(desk.said('move')).toEqual([]);
		expect(desk.said('duplicate')).toEqual([{ type: 'duplicate', ids: ['a'], dx: 20, dy: 300 }]);
	});

	it('a frame shows what lies in it moving along, and the host is told the frame', () => {
		const desk = new Desk([
			item('f', { type: 'frame', pos: [100, 100], size: [400, 400] }),
			note('in', 150, 150, { parent: 'f', z: 'a1' })
		]);
		desk.down([100, 300]);
		desk.move([150, 350], { ctrl: true });
		expect(desk.editor.scene.item('in')!.pos).toEqual([200, 200]);
		desk.up([150, 350], { ctrl: true });
		expect(desk.said('move')[0]).toMatchObject({ ids: ['f'], dx: 50, dy: 50 });
	});

	it('Esc in the middle of a drag puts everything back', () => {
		const desk = two();
		desk.down([150, 150]);
		desk.move([350, 350]);
		expect(desk.editor.scene.item('a')!.pos).not.toEqual([100, 100]);
		desk.press('Escape');
		expect(desk.editor.scene.item('a')!.pos).toEqual([100, 100]);
		desk.move([400, 400]);
		desk.up([400, 400]);
		expect(desk.said('move')).toEqual([]);
	});

	it('survives the item being removed by somebody else meanwhile', () => {
		const desk = two();
		desk.down([150, 150]);
		desk.move([350, 350]);
		desk.write({ id: 'a', before: desk.record('a')! });
		desk.move([400, 400]);
		desk.up([400, 400]);
		expect(desk.said('move')).toEqual([]);
	});

	it('keeps locked items in place', () => {
		const desk = new Desk([note('a', 100, 100, { locked: true })]);
		desk.drag([150, 150], [350, 350]);
		desk.click([150, 150]);
		desk.press('Delete');
		expect(desk.said('move', 'remove')).toEqual([]);
	});

	it('arrows nudge', () => {
		const desk = two();
		desk.click([150, 150]);
		desk.press('ArrowRight');
		desk.press('ArrowUp', { shift: true });
		expect(desk.said('move').map(({ dx, dy }) => [dx, dy])).toEqual([
			[4, 0],
			[0, -40]
		]);
	});
});

describe('resizing', () => {
	it('drags a corner; notes keep their proportions', () => {
		const desk = two();
		desk.click([150, 150]);
		desk.drag([300, 300], [400, 320], { ctrl: true });
		expect(desk.said('resize')[0]!.patches).toEqual([
			{ id: 'a', pos: [100, 100], size: [300, 300] }
		]);
	});

	it('shift lets go of the proportions', () => {
		const desk = two();
		desk.click([150, 150]);
		desk.drag([300, 300], [400, 320], { ctrl: true, shift: true });
		expect(desk.said('resize')[0]!.patches).toEqual([
			{ id: 'a', pos: [100, 100], size: [300, 220] }
		]);
	});

	it('resizes several together', () => {
		const desk = two();
		desk.press('a', { ctrl: true });
		desk.drag([700, 300], [1300, 300], { ctrl: true, shift: true });
		expect(desk.said('resize')[0]!.patches).toMatchObject([
			{ id: 'a', pos: [100, 100], size: [400, 200] },
			{ id: 'b', pos: [900, 100], size: [400, 200] }
		]);
	});
});

describe('making things', () => {
	it('a note where one clicks, ready to be written; then the select tool', () => {
		const desk = two();
		desk.press('n');
		desk.click([800, 600]);
		const [made] = desk.said('create');
		expect(made).toMatchObject({
			edit: true,
			items: [{ type: 'note', pos: [700, 500], size: [200, 200], text: '' }]
		});
		expect(made!.items[0]!.z > 'a1').toBe(true);
		expect(desk.editor.tool).toBe('select');
		expect([...desk.editor.selection]).toEqual(['new1']);
	});

	it('keeps the tool when asked to', () => {
		const desk = two();
		desk.editor.setTool('note', true);
		desk.click([800, 600]);
		desk.click([200, 600]);
		expect(desk.said('create')).toHaveLength(2);
		expect(desk.editor.tool).toBe('note');
	});

	it('a shape of the dragged size, square with shift', () => {
		const desk = two();
		desk.press('r');
		desk.drag([100, 400], [300, 500]);
		desk.press('o');
		desk.drag([600, 400], [700, 600], { shift: true });
		expect(desk.said('create').map(({ items }) => items[0])).toMatchObject([
			{ type: 'shape', shape: 'rectangle', pos: [100, 400], size: [200, 100] },
			{ type: 'shape', shape: 'ellipse', pos: [600, 400], size: [200, 200] }
		]);
	});

	it('puts new things into the frame they are made in', () => {
		const desk = new Desk([item('f', { type: 'frame', size: [900, 700] })]);
		desk.press('n');
		desk.click([400, 400]);
		expect(desk.said('create')[0]!.items[0]).toMatchObject({ parent: 'f' });
	});

	it('a double click makes text on the empty board and edits what is there', () => {
		const desk = two();
		desk.doubleClick([800, 600]);
		expect(desk.said('create')[0]).toMatchObject({
			edit: true,
			items: [{ type: 'text', size: [0, 0] }]
		});
		desk.doubleClick([150, 150]);
		expect(desk.said('edit')).toEqual([{ type: 'edit', id: 'a', point: [150, 150] }]);
	});

	it('two slow clicks are no double click', () => {
		const desk = two();
		desk.click([150, 150], { time: 1000 });
		desk.click([150, 150], { time: 2000 });
		expect(desk.said('edit')).toEqual([]);
	});

	it('a click, a drag and a click are no double click, however quick', () => {
		const desk = two();
		desk.click([150, 150], { time: 1000 });
		desk.drag([800, 600], [900, 700], { time: 1100 });
		desk.click([150, 150], { time: 1200 });
		expect(desk.said('edit')).toEqual([]);
	});

	it('an arrow from item to item is bound to both', () => {
		const desk = two();
		desk.press('a');
		desk.drag([150, 150], [550, 150]);
		expect(desk.said('create')[0]!.items[0]).toMatchObject({
			type: 'connector',
			from: { item: 'a' },
			to: { item: 'b' },
			pos: [0, 0],
			size: [0, 0]
		});
	});

	it('with Ctrl it is bound to nothing', () => {
		const desk = two();
		desk.press('a');
		desk.drag([150, 150], [550, 150], { ctrl: true });
		expect(desk.said('create')[0]!.items[0]).toMatchObject({
			from: { point: [150, 150] },
			to: { point: [550, 150] }
		});
	});

	it('an arrow can be made by two clicks, without dragging', () => {
		const desk = two();
		desk.press('a');
		desk.click([150, 150]);
		desk.move([300, 300]);
		desk.click([550, 150]);
		expect(desk.said('create')[0]!.items[0]).toMatchObject({
			from: { item: 'a' },
			to: { item: 'b' }
		});
	});

	it('an arrow from an item to itself, or of no length, is none', () => {
		const desk = two();
		desk.press('a');
		desk.drag([150, 150], [190, 190]);
		desk.drag([800, 600], [805, 600]);
		expect(desk.said('create')).toEqual([]);
	});

	it('a connector is pulled out of the side of a selected item', () => {
		const desk = two();
		desk.click([150, 150]);
		desk.drag([318, 200], [550, 150]);
		expect(desk.said('create')[0]!.items[0]).toMatchObject({
			from: { item: 'a' },
			to: { item: 'b' }
		});
	});

	it('the end of a connector can be hung elsewhere', () => {
		const desk = new Desk([
			note('a', 100, 100),
			note('b', 500, 100),
			note('c', 500, 500),
			link('k', 'a', 'b', { z: 'a5' })
		]);
		desk.click([400, 200]);
		expect([...desk.editor.selection]).toEqual(['k']);
		desk.drag([496, 200], [600, 600]);
		expect(desk.said('update')).toEqual([
			{ type: 'update', patches: [{ id: 'k', to: { item: 'c' } }] }
		]);
	});

	it('the pen writes ink and stays in hand', () => {
		const desk = two();
		desk.press('p');
		desk.drag([100, 400], [300, 500]);
		expect(desk.said('create')[0]!.items[0]).toMatchObject({
			type: 'ink',
			pos: [100, 400],
			size: [200, 100]
		});
		expect(desk.editor.tool).toBe('pen');
		expect(desk.editor.selection.size).toBe(0);
	});

	it('the eraser takes ink and nothing else', () => {
		const desk = new Desk([
			note('a', 100, 100),
			item('i', {
				type: 'ink',
				pos: [100, 150],
				size: [200, 0],
				points: [0, 0, 0.5, 200, 0, 0.5],
				z: 'a1'
			})
		]);
		desk.press('e');
		desk.drag([150, 120], [150, 200]);
		expect(desk.said('remove')).toEqual([{ type: 'remove', ids: ['i'] }]);
	});

	it('notes are chained to the right, past what stands there, and below', () => {
		const desk = two();
		desk.click([150, 150]);
		desk.editor.run('next-note-right');
		desk.editor.select(['a']);
		desk.press('Enter', { ctrl: true });
		expect(desk.said('create').map(({ items }) => items[0]!.pos)).toEqual([
			[724, 100],
			[100, 324]
		]);
	});
});

describe('the board itself', () => {
	it('a wheel pans, with Ctrl it zooms at the pointer', () => {
		const desk = two();
		desk.editor.wheel({ at: [400, 300], dx: 10, dy: 20, ctrl: false, shift: false });
		expect(desk.editor.camera).toEqual({ x: 10, y: 20, zoom: 1 });
		const before = toBoard(desk.editor.camera, [400, 300]);
		desk.editor.wheel({ at: [400, 300], dx: 0, dy: -100, ctrl: true, shift: false });
		expect(desk.editor.camera.zoom).toBeGreaterThan(1.1);
		const after = toBoard(desk.editor.camera, [400, 300]);
		expect(after[0]).toBeCloseTo(before[0]);
		expect(after[1]).toBeCloseTo(before[1]);
	});

	for (const [name, hand] of [
		['the middle button', { button: 1 }],
		['the right button', { button: 2 }]
	] as const) {
		it(`${name} drags the board, whatever lies under it`, () => {
			const desk = two();
			desk.drag([150, 150], [250, 170], hand);
			expect(desk.editor.camera).toEqual({ x: -100, y: -20, zoom: 1 });
			expect(desk.said('select', 'move', 'menu')).toEqual([]);
		});
	}

	it('so does Space', () => {
		const desk = two();
		desk.press(' ');
		desk.drag([150, 150], [250, 170]);
		desk.editor.keyUp(' ');
		expect(desk.editor.camera.x).toBe(-100);
		expect(desk.said('move')).toEqual([]);
	});

	it('a right click without a drag asks for the menu of what is there', () => {
		const desk = two();
		desk.click([150, 150], { button: 2 });
		expect(desk.said('menu')).toMatchObject([{ ids: ['a'], point: [150, 150] }]);
	});

	it('so does a long press', () => {
		const desk = two();
		desk.down([150, 150], { kind: 'touch' });
		desk.wait();
		expect(desk.said('menu')).toMatchObject([{ ids: ['a'] }]);
		desk.move([300, 300], { kind: 'touch' });
		desk.up([300, 300], { kind: 'touch' });
		expect(desk.said('move')).toEqual([]);
	});

	it('a finger that rests on the empty board and moves then selects what it spans, instead of the menu', () => {
		const desk = two();
		const { camera } = desk.editor;
		desk.down([50, 50], { kind: 'touch' });
		desk.wait();
		expect(desk.said('menu')).toMatchObject([{ ids: [] }]);
		desk.move([52, 52], { kind: 'touch' });
		expect(desk.said('menu-over')).toEqual([]);
		desk.move([200, 200], { kind: 'touch' });
		desk.move([350, 350], { kind: 'touch' });
		expect(desk.said('menu-over')).toHaveLength(1);
		expect(desk.editor.chrome.marquee).not.toBeNull();
		desk.up([350, 350], { kind: 'touch' });
		expect([...desk.editor.selection]).toEqual(['a']);
		expect(desk.editor.chrome.marquee).toBeNull();
		expect(desk.editor.camera).toEqual(camera);

		// Lifted where it rested, it leaves the menu alone.
		desk.down([800, 700], { kind: 'touch' });
		desk.wait();
		desk.up([800, 700], { kind: 'touch' });
		expect(desk.said('menu-over')).toHaveLength(1);
		desk.drag([800, 600], [700, 500], { kind: 'touch' });
		expect(desk.editor.camera).not.toEqual(camera);
	});

	it('one finger on the empty board moves the board', () => {
		const desk = two();
		desk.drag([800, 600], [700, 500], { kind: 'touch' });
		expect(desk.editor.camera.x).toBeGreaterThan(40);
	});

	it.each([
		['is locked', new Desk([note('a', 100, 100, { lock: 'open' })])],
		['can only be read', new Desk([note('a', 100, 100)], { readonly: true })]
	])('one finger on what %s moves the board, too, and chooses nothing', (_, desk) => {
		desk.drag([150, 150], [50, 50], { kind: 'touch' });
		expect(desk.editor.camera.x).toBeGreaterThan(40);
		expect([...desk.editor.selection]).toEqual([]);
		desk.click([50, 50], { kind: 'touch' });
		expect([...desk.editor.selection]).toEqual(['a']);
	});

	it('two fingers pan and zoom, and end whatever one of them had begun', () => {
		const desk = two();
		desk.down([150, 150], { kind: 'touch', pointer: 1 });
		desk.move([200, 200], { kind: 'touch', pointer: 1 });
		desk.down([400, 200], { kind: 'touch', pointer: 2 });
		expect(desk.editor.scene.item('a')!.pos).toEqual([100, 100]);
		const middle = toBoard(desk.editor.camera, [300, 200]);
		desk.move([100, 200], { kind: 'touch', pointer: 1 });
		desk.move([500, 200], { kind: 'touch', pointer: 2 });
		expect(desk.editor.camera.zoom).toBeCloseTo(2);
		expect(toBoard(desk.editor.camera, [300, 200])[0]).toBeCloseTo(middle[0]);
		desk.up([100, 200], { kind: 'touch', pointer: 1 });
		desk.up([500, 200], { kind: 'touch', pointer: 2 });
		desk.click([800, 700]);
		expect(desk.said('move')).toEqual([]);
	});

	it('once a pen was seen, fingers move the board also while drawing', () => {
		const desk = two();
		desk.editor.setTool('pen');
		desk.drag([100, 400], [200, 400], { kind: 'pen' });
		desk.drag([300, 600], [400, 600], { kind: 'touch', time: 10_000 });
		expect(desk.said('create')).toHaveLength(1);
		expect(desk.editor.camera.x).toBeLessThan(0);
	});

	it('comes along when something is dragged to an edge', () => {
		const desk = two();
		desk.down([150, 150]);
		desk.move([995, 400]);
		expect(desk.editor.pushEdges()).toBe(true);
		expect(desk.editor.camera.x).toBeGreaterThan(0);
		desk.move([500, 400]);
		expect(desk.editor.pushEdges()).toBe(false);
	});

	it('others see the pointer, and that it left', () => {
		const desk = two();
		desk.move([30, 40]);
		desk.editor.pointerLeave();
		expect(desk.said('cursor').map(({ point }) => point)).toEqual([[30, 40], null]);
	});
});

const three = (): Desk =>
	new Desk([
		note('a', 0, 0, { z: 'a0' }),
		note('b', 0, 0, { z: 'a1' }),
		note('c', 0, 0, { z: 'a2' })
	]);

const order = (desk: Desk): string =>
	desk.editor.scene
		.inOrder()
		.map((entry) => entry.item.id)
		.join('');

describe('order', () => {
	for (const [command, id, after] of [
		['to-front', 'a', 'bca'],
		['to-back', 'c', 'cab'],
		['forward', 'a', 'bac'],
		['forward', 'c', 'abc'],
		['backward', 'c', 'acb'],
		['backward', 'a', 'abc']
	] as const) {
		it(`${command} of ${id} gives ${after}`, () => {
			const desk = three();
			desk.editor.select([id]);
			desk.editor.run(command);
			expect(order(desk)).toBe(after);
		});
	}
});

describe('looking on only', () => {
	it('an observer selects and pans, and changes nothing', () => {
		const desk = new Desk([note('a', 100, 100)], { readonly: true });
		desk.drag([150, 150], [350, 350]);
		desk.click([150, 150]);
		for (const key of ['Delete', 'Enter', 'ArrowLeft', 'n', 'k']) desk.press(key);
		desk.press('d', { ctrl: true });
		desk.doubleClick([800, 600]);
		expect(desk.said('create', 'move', 'resize', 'update', 'remove', 'duplicate', 'edit')).toEqual(
			[]
		);
		expect([...desk.editor.selection]).toEqual([]);
		expect(desk.editor.tool).toBe('select');
	});

	it('losing the right in the middle of a drag ends it', () => {
		const desk = two();
		desk.down([150, 150]);
		desk.move([350, 350]);
		desk.editor.setReadonly(true);
		expect(desk.editor.scene.item('a')!.pos).toEqual([100, 100]);
		desk.up([350, 350]);
		expect(desk.said('move')).toEqual([]);
	});
});

describe('others', () => {
	it('their drags are shown, one’s own hand goes first', () => {
		const desk = two();
		desk.editor.previewOthers(new Map([['a', { pos: [0, 700] as const }]]));
		expect(desk.editor.scene.item('a')!.pos).toEqual([0, 700]);
		desk.editor.preview(new Map([['a', { pos: [50, 50] as const }]]));
		expect(desk.editor.scene.item('a')!.pos).toEqual([50, 50]);
		desk.editor.preview(new Map());
		expect(desk.editor.scene.item('a')!.pos).toEqual([0, 700]);
		expect(desk.record('a')!.pos).toEqual([100, 100]);
	});

	it('their changes move neither camera nor selection', () => {
		const desk = two();
		desk.click([150, 150]);
		const { camera } = desk.editor;
		desk.write({
			id: 'a',
			before: desk.record('a')!,
			after: note('a', 900, 900, { text: 'moved' })
		});
		expect(desk.editor.camera).toBe(camera);
		expect([...desk.editor.selection]).toEqual(['a']);
	});
});
