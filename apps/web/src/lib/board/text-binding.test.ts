import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { bindTextarea } from './text-binding.ts';

/** As much of a textarea as the binding touches; a real one moves its caret to the end when set. */
class FakeTextarea extends EventTarget {
	#value = '';
	selectionStart = 0;
	selectionEnd = 0;
	selectionDirection = 'none';
	scrollTop = 0;

	get value(): string {
		return this.#value;
	}

	set value(value: string) {
		this.#value = value;
		this.setSelectionRange(value.length, value.length);
	}

	setSelectionRange(start: number, end: number): void {
		this.selectionStart = start;
		this.selectionEnd = end;
	}
}

/** `|` marks the caret, `[` and `]` a selection. */
function open(shown: string) {
	const text = new Y.Doc().getText('t');
	const plain = shown.replaceAll(/[|[\]]/g, '');
	text.insert(0, plain);
	const area = new FakeTextarea();
	const origin = Symbol('mine');
	const binding = bindTextarea(area as unknown as HTMLTextAreaElement, text, origin);
	const caret = shown.indexOf('|');
	if (caret >= 0) area.setSelectionRange(caret, caret);
	else area.setSelectionRange(shown.indexOf('['), shown.indexOf(']') - 1);
	const put = (letters: string): void => {
		const { value, selectionStart, selectionEnd } = area;
		const end = selectionStart + letters.length;
		area.value = value.slice(0, selectionStart) + letters + value.slice(selectionEnd);
		area.setSelectionRange(end, end);
		area.dispatchEvent(new Event('input'));
	};
	return {
		text,
		binding,
		put,
		event: (type: string) => area.dispatchEvent(new Event(type)),
		remote: (index: number, letters: string) =>
			text.doc!.transact(() => text.insert(index, letters), 'remote'),
		get shown(): string {
			const { value, selectionStart: start, selectionEnd: end } = area;
			return start === end
				? `${value.slice(0, start)}|${value.slice(start)}`
				: `${value.slice(0, start)}[${value.slice(start, end)}]${value.slice(end)}`;
		}
	};
}

test('typing goes into the shared text letter by letter', () => {
	const editor = open('ab|');
	editor.put('c');
	editor.put('d');
	expect(editor.text.toJSON()).toBe('abcd');
});

test("others' letters keep the caret and the selection where they were", () => {
	const caret = open('one |two');
	caret.remote(0, '> ');
	caret.remote(9, '!');
	expect(caret.shown).toBe('> one |two!');
	const selection = open('one [two] three');
	selection.remote(0, 'X');
	selection.remote(6, 'Y');
	expect(selection.shown).toBe('Xone [tYwo] three');
});

test('an undo is shown like a change by somebody else', () => {
	const editor = open('ab|');
	editor.text.doc!.transact(() => editor.text.delete(0, 1), Symbol('undo'));
	expect(editor.shown).toBe('b|');
});

test('a composition is not disturbed, and its text lands where it belongs by then', () => {
	const editor = open('ab|');
	editor.event('compositionstart');
	editor.put('に');
	editor.remote(0, '123 ');
	expect(editor.shown).toBe('abに|');
	expect(editor.text.toJSON()).toBe('123 ab');
	editor.event('compositionend');
	expect(editor.text.toJSON()).toBe('123 abに');
	expect(editor.shown).toBe('123 abに|');
	editor.put('x');
	expect(editor.text.toJSON()).toBe('123 abにx');
});

test('a composition that is cut off by leaving the field is kept', () => {
	const editor = open('|');
	editor.event('compositionstart');
	editor.put('é');
	editor.binding.unbind();
	expect(editor.text.toJSON()).toBe('é');
	editor.remote(0, 'later ');
	expect(editor.shown).toBe('é|');
});
