import type * as Y from 'yjs';
import { mapOffset, mapSplice, spliceBetween, type Splice, type TextDelta } from './text-splice.ts';

/**
 * Binds a textarea to a shared text, letter by letter in both directions.
 *
 * Others' letters never move this person's caret or selection. While an input method composes, the
 * textarea is left alone (setting its value would end the composition): others' changes wait and the
 * composed text is put where it belongs by then.
 */
export function bindTextarea(
	textarea: HTMLTextAreaElement,
	text: Y.Text,
	origin: unknown
): { unbind(): void } {
	/** What both sides agreed on last. */
	let known = text.toJSON();
	let isComposing = false;
	let isWriting = false;
	/** Others' changes since the composition began. */
	let missed: TextDelta[] = [];
	textarea.value = known;

	const write = ({ index, remove, insert }: Splice): void => {
		isWriting = true;
		text.doc?.transact(() => {
			if (remove > 0) text.delete(index, remove);
			if (insert !== '') text.insert(index, insert);
		}, origin);
		isWriting = false;
	};

	const onInput = (): void => {
		if (isComposing) return;
		const splice = spliceBetween(known, textarea.value, textarea.selectionEnd);
		known = textarea.value;
		if (splice !== null) write(splice);
	};

	const show = (start: number, end: number): void => {
		const { selectionDirection, scrollTop } = textarea;
		known = text.toJSON();
		textarea.value = known;
		textarea.setSelectionRange(start, end, selectionDirection);
		textarea.scrollTop = scrollTop;
		// The height follows the text, whoever wrote it.
		textarea.dispatchEvent(new CustomEvent('remotetext'));
	};

	// Everything not written right here is foreign, be it another person, an undo or another view.
	const onChange = (event: Y.YTextEvent): void => {
		if (isWriting) return;
		const delta = event.delta as TextDelta;
		if (isComposing) missed.push(delta);
		else show(mapOffset(textarea.selectionStart, delta), mapOffset(textarea.selectionEnd, delta));
	};

	const onCompositionStart = (): void => {
		isComposing = true;
		missed = [];
	};

	const onCompositionEnd = (): void => {
		isComposing = false;
		if (missed.length === 0) {
			onInput();
			return;
		}
		const caret = textarea.selectionEnd;
		const composed = spliceBetween(known, textarea.value, caret);
		// The caret is in the composed text; the rest of the page moved on without it.
		const placed = missed.reduce(mapSplice, composed ?? { index: caret, remove: 0, insert: '' });
		missed = [];
		write(placed);
		const end = placed.index + placed.insert.length;
		show(end, end);
	};

	textarea.addEventListener('input', onInput);
	textarea.addEventListener('compositionstart', onCompositionStart);
	textarea.addEventListener('compositionend', onCompositionEnd);
	text.observe(onChange);
	return {
		unbind() {
			if (isComposing) onCompositionEnd();
			textarea.removeEventListener('input', onInput);
			textarea.removeEventListener('compositionstart', onCompositionStart);
			textarea.removeEventListener('compositionend', onCompositionEnd);
			text.unobserve(onChange);
		}
	};
}
