import { boundsOf, defaultSize, intersects, type Point } from '@concordia/board';
import { newItemId, type BoardStore } from '#lib/board/board-store.svelte.ts';
import type { BoardCanvas } from './board-canvas.svelte.ts';

/** Pixels that a hand may tremble in a click. */
const threshold = 6;
const gap = 24;
const most = 60;

export interface Pull {
	readonly board: BoardStore;
	readonly canvas: BoardCanvas;
	readonly color: string;
}

/** A blank note follows the pointer from a stack; where it is dropped on the board it is written in. */
export function pullNote(event: PointerEvent, { board, canvas, color }: Pull): void {
	if (event.button !== 0 || !board.canEdit) return;
	const ghost = document.createElement('div');
	const side = defaultSize('note')[0] * canvas.camera.zoom;
	Object.assign(ghost.style, {
		position: 'fixed',
		zIndex: '50',
		width: `${side}px`,
		height: `${side}px`,
		marginInlineStart: `${-side / 2}px`,
		marginBlockStart: `${-side / 2}px`,
		borderRadius: '4px',
		background: `var(--note-${color})`,
		boxShadow: 'var(--shadow-2)',
		opacity: '0.85',
		pointerEvents: 'none'
	});
	let isPulled = false;
	const move = (moved: PointerEvent): void => {
		const by = Math.hypot(moved.clientX - event.clientX, moved.clientY - event.clientY);
		if (!isPulled && by < threshold) return;
		if (!isPulled) document.body.append(ghost);
		isPulled = true;
		ghost.style.left = `${moved.clientX}px`;
		ghost.style.top = `${moved.clientY}px`;
	};
	const stop = (): void => {
		ghost.remove();
		removeEventListener('pointermove', move);
		removeEventListener('pointerup', drop);
		removeEventListener('pointercancel', stop);
		removeEventListener('keydown', cancel, true);
	};
	const drop = (dropped: PointerEvent): void => {
		stop();
		const { view } = canvas;
		const under = document.elementFromPoint(dropped.clientX, dropped.clientY);
		if (!isPulled || view === null || !view.element.contains(under)) return;
		addNote({ board, canvas, color }, view.toBoard([dropped.clientX, dropped.clientY]));
	};
	const cancel = (pressed: KeyboardEvent): void => {
		if (pressed.key !== 'Escape') return;
		pressed.preventDefault();
		pressed.stopPropagation();
		stop();
	};
	addEventListener('pointermove', move);
	addEventListener('pointerup', drop);
	addEventListener('pointercancel', stop);
	addEventListener('keydown', cancel, true);
}

/** A note from a stack without a hand: in the middle of what is shown, beside what stands there. */
export function takeNote(pull: Pull): void {
	const [w, h] = defaultSize('note');
	let [x, y] = pull.canvas.middle;
	const items = [...pull.board.peek().values()].filter(
		({ type }) => type !== 'frame' && type !== 'connector'
	);
	for (let tries = 0; tries < most; tries++) {
		const wanted = { x: x - w / 2, y: y - h / 2, width: w, height: h };
		const inTheWay = items.map((item) => boundsOf(item)).find((box) => intersects(box, wanted));
		if (!inTheWay) break;
		x = inTheWay.x + inTheWay.width + gap + w / 2;
	}
	addNote(pull, [x, y]);
}

function addNote({ board, canvas, color }: Pull, [x, y]: Point): void {
	const id = newItemId();
	const size = defaultSize('note');
	const pos: Point = [Math.round(x - size[0] / 2), Math.round(y - size[1] / 2)];
	const frame = frameAround(board, [x, y]);
	board.insert([
		{ id, type: 'note', pos, size, color, text: '', ...(frame !== null && { parent: frame }) }
	]);
	canvas.setTool('select');
	board.select([id]);
	board.edit(id);
}

/** The smallest frame that holds a point. */
function frameAround(board: BoardStore, [x, y]: Point): string | null {
	const around = [...board.peek().values()].filter(({ type, pos, size }) => {
		if (type !== 'frame') return false;
		return x >= pos[0] && y >= pos[1] && x <= pos[0] + size[0] && y <= pos[1] + size[1];
	});
	const [smallest] = around.toSorted((a, b) => a.size[0] * a.size[1] - b.size[0] * b.size[1]);
	return smallest?.id ?? null;
}
