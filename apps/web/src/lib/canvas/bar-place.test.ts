import { expect, test } from 'vitest';
import { barPlace } from './bar-place.ts';

const board = { width: 860, height: 740 };
const note = { x: 300, y: 300, width: 200, height: 200 };
/** Nearly all of the board: the bar stands at its foot. */
const frame = { x: 60, y: 80, width: 900, height: 640 };
const views = { x: 550, y: 690, width: 290, height: 40 };
const recording = { x: 12, y: 690, width: 160, height: 32 };

test('the bar stands above the selection, or below where there is no room, and never off the board', () => {
	expect(barPlace(note, board, 250, [])).toEqual({ x: 400, y: 224 });
	expect(barPlace({ ...note, y: 20 }, board, 250, [])).toEqual({ x: 400, y: 252 });
	expect(barPlace({ ...note, x: -80 }, board, 250, [])).toEqual({ x: 137, y: 224 });
	expect(barPlace({ ...note, y: 800 }, board, 250, [])).toBeNull();
});

test('at the foot of the board it stands beside the buttons for the view, or above them', () => {
	expect(barPlace(frame, board, 250, [views, recording])).toEqual({ x: 417, y: 676 });
	expect(barPlace(frame, board, 400, [views, recording])).toEqual({ x: 510, y: 632 });
	expect(barPlace(note, board, 250, [views, recording])).toEqual({ x: 400, y: 224 });
});
