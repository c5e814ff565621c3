import { describe, expect, test } from 'vitest';
import {
	addressOf,
	continueList,
	makeLink,
	toggleList,
	toggleSign,
	type TextEdit
} from './mark-edits.ts';

/** `|` marks the caret, `[` … `]` the selection (`⟦⟧` where brackets are text). */
function read(shown: string): { value: string; start: number; end: number } {
	const caret = shown.indexOf('|');
	if (caret >= 0) return { value: shown.replace('|', ''), start: caret, end: caret };
	const start = shown.indexOf('⟦');
	return {
		value: shown.replace('⟦', '').replace('⟧', ''),
		start,
		end: shown.indexOf('⟧') - 1
	};
}

function show(value: string, { splices, start, end }: TextEdit): string {
	let text = value;
	for (const { index, remove, insert } of splices.toReversed()) {
		text = text.slice(0, index) + insert + text.slice(index + remove);
	}
	if (start === end) return `${text.slice(0, start)}|${text.slice(start)}`;
	return `${text.slice(0, start)}⟦${text.slice(start, end)}⟧${text.slice(end)}`;
}

describe('bold, italic, struck out', () => {
	const cases: [name: string, sign: '**' | '*' | '~~', before: string, after: string][] = [
		['the selection', '**', 'a ⟦big⟧ plan', 'a **⟦big⟧** plan'],
		['the word at the caret', '*', 'a bi|g plan', 'a *bi|g* plan'],
		['nothing yet: between two signs', '~~', 'a | b', 'a ~~|~~ b'],
		['taken away again', '**', 'a **⟦big⟧** plan', 'a ⟦big⟧ plan'],
		['taken away with the signs selected', '**', 'a ⟦**big**⟧ plan', 'a ⟦big⟧ plan'],
		['italic in bold', '*', '**⟦big⟧**', '***⟦big⟧***'],
		['bold taken from both', '**', '***⟦big⟧***', '*⟦big⟧*'],
		['italic taken from both', '*', '***⟦big⟧***', '**⟦big⟧**'],
		['bold around struck out', '**', '~~⟦x⟧~~', '~~**⟦x⟧**~~'],
		['not the spaces around', '**', '⟦ big ⟧', '⟦ **big** ⟧'],
		['each line for itself, without its marker', '**', '⟦- a\n- b⟧', '⟦- **a**\n- **b⟧**']
	];
	test.each(cases)('%s', (_name, sign, before, after) => {
		const { value, start, end } = read(before);
		expect(show(value, toggleSign(value, start, end, sign))).toBe(after);
	});
});

describe('lists', () => {
	const cases: [before: string, after: string | null][] = [
		['- a|', '- a\n- |'],
		['- a|b', '- a\n- |b'],
		['  - a|', '  - a\n  - |'],
		['9. a|', '9. a\n10. |'],
		['- a\n- |', '- a\n|'],
		['a|', null],
		['|- a', null]
	];
	test.each(cases)('Enter in %j', (before, after) => {
		const { value, start } = read(before);
		const edit = continueList(value, start);
		expect(edit && show(value, edit)).toBe(after);
	});

	test('are made of lines, changed, and taken away', () => {
		expect(listed('⟦a\nb⟧', false)).toBe('- ⟦a\n- b⟧');
		expect(listed('- ⟦a\n- b⟧', true)).toBe('1. ⟦a\n2. b⟧');
		expect(listed('1. ⟦a\n2. b⟧', true)).toBe('⟦a\nb⟧');
	});
});

function listed(shown: string, isNumbered: boolean): string {
	const { value, start, end } = read(shown);
	return show(value, toggleList(value, start, end, isNumbered));
}

describe('links', () => {
	test('are made of the selection', () => {
		const { value, start, end } = read('see ⟦the plan⟧ now');
		expect(show(value, makeLink(value, start, end, 'https://a.example'))).toBe(
			'see [the plan](https://a.example)| now'
		);
	});

	test('stand alone where nothing is selected', () => {
		expect(show('see ', makeLink('see ', 4, 4, 'https://a.example'))).toBe(
			'see https://a.example|'
		);
	});

	test.each([
		['example.org/a b', null],
		['example.org/x', 'https://example.org/x'],
		['https://a.example/(1)', 'https://a.example/%281%29'],
		['a@b.example', 'mailto:a@b.example'],
		['javascript:alert(1)', null],
		['data:text/html,x', null],
		['', null]
	])('%j leads to %j', (typed, address) => {
		expect(addressOf(typed)).toBe(address);
	});
});
