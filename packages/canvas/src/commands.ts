import type { ToolName } from './tools/names.ts';
import type { HostCommand } from './intents.ts';

/** What the engine does itself when a key or a menu entry asks for it. */
export type EngineCommand =
	| 'select-all'
	| 'select-none'
	| 'select-next'
	| 'select-previous'
	| 'select-left'
	| 'select-right'
	| 'select-up'
	| 'select-down'
	| 'edit'
	| 'remove'
	| 'duplicate'
	| 'nudge-left'
	| 'nudge-right'
	| 'nudge-up'
	| 'nudge-down'
	| 'nudge-left-far'
	| 'nudge-right-far'
	| 'nudge-up-far'
	| 'nudge-down-far'
	| 'forward'
	| 'backward'
	| 'to-front'
	| 'to-back'
	| 'zoom-in'
	| 'zoom-out'
	| 'zoom-reset'
	| 'zoom-fit'
	| 'zoom-selection'
	| 'turn-left'
	| 'turn-right'
	| 'turn-upright'
	| 'next-note-right'
	| 'next-note-below'
	| 'keep-tool'
	/** Begins choosing several; while several are chosen, adds the item at hand or takes it out. */
	| 'gather'
	| 'cancel';

export type KeyAction =
	| { readonly type: 'engine'; readonly command: EngineCommand }
	| { readonly type: 'host'; readonly command: HostCommand }
	| { readonly type: 'tool'; readonly tool: ToolName };

/** The part of a keyboard event that matters. */
export interface KeyPress {
	/** The typed character or the key's name, as `KeyboardEvent.key`. */
	readonly key: string;
	readonly shift: boolean;
	readonly alt: boolean;
	/** Ctrl, or Cmd on a Mac. */
	readonly ctrl: boolean;
}

const plainTools: Readonly<Record<string, ToolName>> = {
	v: 'select',
	h: 'hand',
	n: 'note',
	t: 'text',
	r: 'rectangle',
	o: 'ellipse',
	d: 'diamond',
	a: 'arrow',
	l: 'line',
	p: 'pen',
	f: 'frame',
	e: 'eraser',
	m: 'marker',
	s: 'shape',
	k: 'laser'
};

const arrows: Readonly<Record<string, 'left' | 'right' | 'up' | 'down'>> = {
	ArrowLeft: 'left',
	ArrowRight: 'right',
	ArrowUp: 'up',
	ArrowDown: 'down'
};

// Ctrl with + and - stays with the browser: it is how people make the whole page larger.
const ctrlEngine: Readonly<Record<string, EngineCommand>> = {
	a: 'select-all',
	d: 'duplicate',
	'0': 'zoom-reset',
	']': 'forward',
	'[': 'backward',
	'}': 'to-front',
	'{': 'to-back'
};

const ctrlHost: Readonly<Record<string, HostCommand>> = {
	z: 'undo',
	y: 'redo',
	f: 'search',
	k: 'palette',
	g: 'group'
};

/**
 * What a key means, by the typed character, so that it is the letter that is printed on the key.
 * Null leaves the key to the browser; copy, cut and paste are left to its clipboard events.
 */
export function actionFor(
	press: KeyPress,
	options: { readonly singleKeys: boolean }
): KeyAction | null {
	const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
	const arrow = arrows[press.key];
	if (arrow) {
		if (press.ctrl) return engine(`select-${arrow}`);
		return engine(press.shift ? `nudge-${arrow}-far` : `nudge-${arrow}`);
	}
	if (key === ' ') return press.ctrl || press.shift ? engine('gather') : null;
	if (press.ctrl) {
		if (press.alt) return styleCommand(key);
		if (key === 'z' && press.shift) return { type: 'host', command: 'redo' };
		if (key === 'g' && press.shift) return { type: 'host', command: 'ungroup' };
		if (key === 'Enter') return engine('next-note-below');
		const command = ctrlEngine[key];
		if (command) return engine(command);
		const host = ctrlHost[key];
		return host ? { type: 'host', command: host } : null;
	}
	switch (key) {
		case 'Tab':
			return engine(press.shift ? 'select-previous' : 'select-next');
		case 'Enter':
			return engine('edit');
		case 'Escape':
			return engine('cancel');
		case 'F10':
			return press.alt ? { type: 'host', command: 'selection-bar' } : null;
		case 'Delete':
		case 'Backspace':
			return engine('remove');
	}
	if (press.alt || !options.singleKeys) return null;
	if (press.shift) {
		// By the character where the layout gives one ("!" is Shift+1 on many), by the digit elsewhere.
		if (key === '!' || key === '1') return engine('zoom-fit');
		if (key === '@' || key === '"' || key === '2') return engine('zoom-selection');
		if (key === 'l') return { type: 'host', command: 'lock' };
		if (key === 'k') return { type: 'host', command: 'point-at' };
		if (key === 'r') return { type: 'host', command: 'react' };
		if (key === '?') return { type: 'host', command: 'help' };
		if (key === '/') return { type: 'host', command: 'chat' };
		return null;
	}
	if (key === '?') return { type: 'host', command: 'help' };
	if (key === '/') return { type: 'host', command: 'chat' };
	if (key === 'i') return { type: 'host', command: 'describe' };
	if (key === 'u') return { type: 'host', command: 'show-waiting' };
	if (key === 'c') return { type: 'host', command: 'comment' };
	if (key === 'q') return engine('keep-tool');
	if (key === '+') return engine('zoom-in');
	if (key === '-') return engine('zoom-out');
	const tool = plainTools[key];
	return tool ? { type: 'tool', tool } : null;
}

function styleCommand(key: string): KeyAction | null {
	if (key === 'c') return { type: 'host', command: 'copy-style' };
	return key === 'v' ? { type: 'host', command: 'paste-style' } : null;
}

function engine(command: EngineCommand): KeyAction {
	return { type: 'engine', command };
}
