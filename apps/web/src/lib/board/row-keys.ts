import { kept } from '#lib/kept.ts';
import { actionFor } from '@concordia/canvas';

/** What rows of the outline take from the keys of the canvas: what concerns items, not the view. */
const taken: ReadonlySet<string> = new Set([
	'undo',
	'redo',
	'duplicate',
	'group',
	'ungroup',
	'lock',
	'react',
	'comment',
	'point-at',
	'describe',
	'show-waiting',
	'copy-style',
	'paste-style',
	'forward',
	'backward',
	'to-front',
	'to-back'
]);

type Press = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey'>;

/** The action that a key means on a row, as it does on the canvas; null for none. */
export function rowCommand(
	{ key, shiftKey, altKey, ctrlKey, metaKey }: Press,
	singleKeys: boolean
): string | null {
	const press = { key, shift: shiftKey, alt: altKey, ctrl: ctrlKey || metaKey };
	const action = actionFor(press, { singleKeys });
	return action && action.type !== 'tool' && taken.has(action.command) ? action.command : null;
}

/** Whether single keys are on, as chosen in the help. */
export function hasSingleKeys(): boolean {
	return kept('single-keys') !== 'off';
}
