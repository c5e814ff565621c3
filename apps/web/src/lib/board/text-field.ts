import { untrack } from 'svelte';
import type { Text } from 'yjs';
import type { BoardStore } from './board-store.svelte.ts';
import { bindTextarea } from './text-binding.ts';

export interface FieldOptions {
	/** Makes the field as high as its words; called whenever these change, whoever changes them. */
	readonly grow: () => void;
	/** What was typed to begin with. */
	readonly typed?: string | null | undefined;
	/** What was typed takes the place of what is there; without it all of that is selected. */
	readonly replaces?: boolean;
}

/**
 * Opens a field on a shared text: the two are one, the focus is in it, the caret at the end. Returns what
 * ends that.
 */
export function openField(
	area: HTMLTextAreaElement,
	text: Text,
	board: Pick<BoardStore, 'origin'>,
	{ grow, typed, replaces = false }: FieldOptions
): () => void {
	const binding = bindTextarea(area, text, board.origin);
	area.addEventListener('input', grow);
	area.addEventListener('remotetext', grow);
	area.focus({ preventScroll: true });
	const end = area.value.length;
	const start = replaces ? 0 : end;
	area.setSelectionRange(start, end);
	if (typed) {
		area.setRangeText(typed, start, end, 'end');
		untrack(() => area.dispatchEvent(new Event('input')));
	}
	grow();
	return () => {
		binding.unbind();
		area.removeEventListener('input', grow);
		area.removeEventListener('remotetext', grow);
	};
}

type Undoing = Pick<BoardStore, 'undo' | 'redo'>;

/** The browser's own undo knows nothing of the others' letters. */
export function undoByInput(
	event: Pick<InputEvent, 'inputType' | 'preventDefault'>,
	board: Undoing
): void {
	if (event.inputType === 'historyUndo') board.undo();
	else if (event.inputType === 'historyRedo') board.redo();
	else return;
	event.preventDefault();
}

/** Whether the key was one that undoes or does again. */
export function undoByKey(
	event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
	board: Undoing
): boolean {
	const key = event.key.toLowerCase();
	if (!(event.ctrlKey || event.metaKey) || event.altKey) return false;
	if (key === 'y' || (key === 'z' && event.shiftKey)) board.redo();
	else if (key === 'z') board.undo();
	else return false;
	return true;
}

/** Whether the focus goes into the format bar, which belongs to the text: whoever goes there is still writing. */
export function goesToTools(event: FocusEvent): boolean {
	const to = event.relatedTarget;
	return to instanceof Element && to.closest('[data-text-tools]') !== null;
}
