import type { Point } from '@concordia/board';
import { toScreen } from '../camera.ts';
import type { Editor } from '../editor.ts';
import type { PointerInput } from '../gestures.ts';
import type { Whereabouts } from './whereabouts.ts';

const LINE_PX = 18;

/** Feeds the editor with the events of an element. Returns what undoes it. */
export function listen(element: HTMLElement, editor: Editor, where: Whereabouts): () => void {
	const stop = new AbortController();
	const { signal } = stop;
	const input = (event: PointerEvent): PointerInput => {
		const { rect } = where;
		return {
			pointer: event.pointerId,
			at: [event.clientX - rect.left, event.clientY - rect.top],
			page: [event.clientX, event.clientY],
			kind: event.pointerType === 'touch' ? 'touch' : event.pointerType === 'pen' ? 'pen' : 'mouse',
			button: event.button,
			pressure: event.pressure,
			shift: event.shiftKey,
			alt: event.altKey,
			ctrl: event.ctrlKey || event.metaKey,
			time: event.timeStamp
		};
	};

	element.addEventListener(
		'pointerdown',
		(event) => {
			where.forget();
			element.focus({ preventScroll: true });
			// A middle click would start the browser's own scrolling.
			if (event.button === 1) event.preventDefault();
			element.setPointerCapture(event.pointerId);
			editor.pointerDown(input(event));
		},
		{ signal }
	);
	element.addEventListener(
		'pointermove',
		(event) => {
			const coalesced = event.getCoalescedEvents?.() ?? [];
			const all = coalesced.length > 0 ? coalesced.map(input) : [input(event)];
			editor.pointerMove(input(event), all);
		},
		{ signal }
	);
	element.addEventListener('pointerup', (event) => editor.pointerUp(input(event)), { signal });
	element.addEventListener('pointercancel', (event) => editor.pointerCancel(input(event)), {
		signal
	});
	// After a tap browsers play a mouse press, which would take the focus from a text the tap has opened.
	element.addEventListener('touchend', (event) => event.cancelable && event.preventDefault(), {
		signal,
		passive: false
	});
	element.addEventListener('pointerleave', () => editor.pointerLeave(), { signal });
	element.addEventListener('contextmenu', (event) => event.preventDefault(), { signal });
	// The mouse's back and text-dragging habits have no place on a board.
	element.addEventListener('dragstart', (event) => event.preventDefault(), { signal });
	element.addEventListener(
		'wheel',
		(event) => {
			event.preventDefault();
			const { rect } = where;
			const unit = event.deltaMode === 1 ? LINE_PX : event.deltaMode === 2 ? rect.height : 1;
			const at: Point = [event.clientX - rect.left, event.clientY - rect.top];
			editor.wheel({
				at,
				dx: event.deltaX * unit,
				dy: event.deltaY * unit,
				ctrl: event.ctrlKey || event.metaKey,
				shift: event.shiftKey
			});
		},
		{ signal, passive: false }
	);
	element.addEventListener(
		'keydown',
		(event) => {
			if (event.defaultPrevented || event.isComposing || event.target !== element) return;
			if (editor.editing !== null) return;
			if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
				openMenu(element, editor);
				event.preventDefault();
				return;
			}
			const handled = editor.keyDown({
				key: event.key,
				shift: event.shiftKey,
				alt: event.altKey,
				ctrl: event.ctrlKey || event.metaKey
			});
			if (handled) event.preventDefault();
		},
		{ signal }
	);
	element.addEventListener('keyup', (event) => editor.keyUp(event.key), { signal });
	element.addEventListener('blur', () => editor.blur(), { signal });
	return () => stop.abort();
}

/** The menu by its key: for what is selected, else for the board in the middle of what is shown. */
function openMenu(element: HTMLElement, editor: Editor): void {
	const ids = [...editor.selection];
	const { left, top, width, height } = element.getBoundingClientRect();
	const box = editor.scene.boundsOf(ids) ?? editor.visible;
	const point: Point = [(box.minX + box.maxX) / 2, (box.minY + box.maxY) / 2];
	const [x, y] = toScreen(editor.camera, point);
	const at: Point = [
		left + Math.max(0, Math.min(width, x)),
		top + Math.max(0, Math.min(height, y))
	];
	editor.emit({ type: 'menu', at, point, ids });
}
