import { actionFor, toolNames } from '@concordia/canvas';
import { expect, test } from 'vitest';
import { toolKeys } from '#lib/canvas/tool-keys.ts';
import { clipboardShortcuts, shortcutGroups } from './shortcuts.ts';

function press(keys: string) {
	const parts = keys === '+' ? ['+'] : keys.split('+');
	return {
		key: parts.at(-1)!.replace('Space', ' '),
		shift: parts.includes('Shift'),
		ctrl: parts.includes('Ctrl'),
		alt: parts.includes('Alt')
	};
}

const named = new Map([
	['nudge', 'nudge-right'],
	['nudge-far', 'nudge-right-far'],
	['select-direction', 'select-right']
]);

for (const { id, keys } of shortcutGroups.flatMap((group) => group.shortcuts)) {
	for (const key of keys) {
		test(`the help tells the truth: ${key} is ${id}`, () => {
			const action = actionFor(press(key), { singleKeys: true });
			const does = action?.type === 'tool' ? `tool-${action.tool}` : action?.command;
			expect(does).toBe(named.get(id) ?? id);
		});
	}
}

test('clipboard keys are left to the browser', () => {
	for (const { keys } of clipboardShortcuts) {
		expect(actionFor(press(keys[0]!), { singleKeys: true })).toBeNull();
	}
});

test('every tool has a key of its own', () => {
	expect(new Set(Object.values(toolKeys)).size).toBe(toolNames.length);
});
