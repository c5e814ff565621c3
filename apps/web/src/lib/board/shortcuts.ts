import { toolKeys } from '#lib/canvas/tool-keys.ts';

/** One line of the help: what it does, and the keys that do it. Several keys of one line mean "or". */
export interface Shortcut {
	readonly id: string;
	readonly keys: readonly string[];
}

export interface ShortcutGroup {
	readonly id: string;
	readonly shortcuts: readonly Shortcut[];
}

/** The keys of the board, as the help shows them. What each does is the engine's table; a test compares. */
export const shortcutGroups: readonly ShortcutGroup[] = [
	{
		id: 'tools',
		shortcuts: [
			...Object.entries(toolKeys).map(([tool, key]) => ({ id: `tool-${tool}`, keys: [key] })),
			{ id: 'keep-tool', keys: ['Q'] }
		]
	},
	{
		id: 'view',
		shortcuts: [
			{ id: 'zoom-fit', keys: ['Shift+1'] },
			{ id: 'zoom-selection', keys: ['Shift+2'] },
			{ id: 'zoom-reset', keys: ['Ctrl+0'] },
			{ id: 'zoom-in', keys: ['+'] },
			{ id: 'zoom-out', keys: ['-'] }
		]
	},
	{
		id: 'select',
		shortcuts: [
			{ id: 'select-next', keys: ['Tab'] },
			{ id: 'select-previous', keys: ['Shift+Tab'] },
			{ id: 'select-direction', keys: ['Ctrl+ArrowRight'] },
			{ id: 'select-all', keys: ['Ctrl+A'] },
			{ id: 'gather', keys: ['Ctrl+Space', 'Shift+Space'] },
			{ id: 'selection-bar', keys: ['Alt+F10'] },
			{ id: 'cancel', keys: ['Escape'] }
		]
	},
	{
		id: 'edit',
		shortcuts: [
			{ id: 'edit', keys: ['Enter'] },
			{ id: 'nudge', keys: ['ArrowRight'] },
			{ id: 'nudge-far', keys: ['Shift+ArrowRight'] },
			{ id: 'duplicate', keys: ['Ctrl+D'] },
			{ id: 'remove', keys: ['Delete'] },
			{ id: 'undo', keys: ['Ctrl+Z'] },
			{ id: 'redo', keys: ['Ctrl+Shift+Z', 'Ctrl+Y'] },
			{ id: 'forward', keys: ['Ctrl+]'] },
			{ id: 'backward', keys: ['Ctrl+['] },
			{ id: 'copy-style', keys: ['Ctrl+Alt+C'] },
			{ id: 'paste-style', keys: ['Ctrl+Alt+V'] }
		]
	},
	{
		id: 'together',
		shortcuts: [
			{ id: 'comment', keys: ['C'] },
			{ id: 'react', keys: ['Shift+R'] },
			{ id: 'point-at', keys: ['Shift+K'] },
			{ id: 'chat', keys: ['/'] }
		]
	},
	{
		id: 'help',
		shortcuts: [
			{ id: 'palette', keys: ['Ctrl+K'] },
			{ id: 'search', keys: ['Ctrl+F'] },
			{ id: 'describe', keys: ['I'] },
			{ id: 'show-waiting', keys: ['U'] },
			{ id: 'help', keys: ['?'] }
		]
	}
];

/** Keys the browser's clipboard events bring; the engine leaves them alone. */
export const clipboardShortcuts: readonly Shortcut[] = [
	{ id: 'copy', keys: ['Ctrl+C'] },
	{ id: 'cut', keys: ['Ctrl+X'] },
	{ id: 'paste', keys: ['Ctrl+V'] },
	{ id: 'paste-one', keys: ['Ctrl+Shift+V'] }
];
