import { describe, expect, it } from 'vitest';
import { actionFor, type KeyPress } from './commands.ts';

const press = (keys: string): KeyPress => {
	const parts = keys.split(' ');
	return {
		key: parts.at(-1)!,
		shift: parts.includes('shift'),
		alt: parts.includes('alt'),
		ctrl: parts.includes('ctrl')
	};
};

describe('keys', () => {
	const cases: Record<string, string | null> = {
		v: 'select',
		N: 'note',
		t: 'text',
		r: 'rectangle',
		o: 'ellipse',
		a: 'arrow',
		l: 'line',
		p: 'pen',
		f: 'frame',
		e: 'eraser',
		h: 'hand',
		q: 'keep-tool',
		k: 'laser',
		i: 'describe',
		u: 'show-waiting',
		'/': 'chat',
		'shift ?': 'help',
		'alt F10': 'selection-bar',
		'shift F10': null,
		'ctrl a': 'select-all',
		'ctrl d': 'duplicate',
		'ctrl z': 'undo',
		'ctrl shift Z': 'redo',
		'ctrl y': 'redo',
		'ctrl f': 'search',
		'ctrl k': 'palette',
		'ctrl g': 'group',
		'ctrl shift G': 'ungroup',
		'ctrl 0': 'zoom-reset',
		'ctrl ]': 'forward',
		'ctrl [': 'backward',
		'shift L': 'lock',
		'shift K': 'point-at',
		'shift !': 'zoom-fit',
		'shift 1': 'zoom-fit',
		'shift @': 'zoom-selection',
		'shift "': 'zoom-selection',
		ArrowLeft: 'nudge-left',
		'shift ArrowUp': 'nudge-up-far',
		'ctrl ArrowDown': 'select-down',
		Tab: 'select-next',
		'shift Tab': 'select-previous',
		Enter: 'edit',
		'ctrl Enter': 'next-note-below',
		Escape: 'cancel',
		Delete: 'remove',
		Backspace: 'remove',
		// Left to the browser: its clipboard events say more than the keys.
		'ctrl c': null,
		'ctrl x': null,
		'ctrl v': null,
		'ctrl +': null,
		'ctrl -': null,
		'ctrl alt a': null,
		'+': 'zoom-in',
		'-': 'zoom-out',
		'alt n': null,
		F5: null,
		ä: null
	};
	for (const [keys, meaning] of Object.entries(cases)) {
		it(`${keys} means ${meaning ?? 'nothing to us'}`, () => {
			const action = actionFor(press(keys), { singleKeys: true });
			expect(action && (action.type === 'tool' ? action.tool : action.command)).toBe(meaning);
		});
	}

	it('single letters can be switched off; what needs a modifier or names a place stays', () => {
		for (const keys of ['v', 'n', 'q', '/', 'shift L', '+']) {
			expect(actionFor(press(keys), { singleKeys: false })).toBeNull();
		}
		for (const keys of ['ctrl a', 'Delete', 'ArrowLeft', 'Escape', 'Enter']) {
			expect(actionFor(press(keys), { singleKeys: false })).not.toBeNull();
		}
	});
});
