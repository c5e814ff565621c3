import { expect, test } from 'vitest';
import { undoByInput, undoByKey } from './text-field.ts';

const asked: string[] = [];
const board = { undo: () => void asked.push('undo'), redo: () => void asked.push('redo') };

const cases = [
	{ keys: { key: 'z', ctrlKey: true }, does: 'undo' },
	{ keys: { key: 'Z', ctrlKey: true, shiftKey: true }, does: 'redo' },
	{ keys: { key: 'z', metaKey: true }, does: 'undo' },
	{ keys: { key: 'y', ctrlKey: true }, does: 'redo' },
	{ keys: { key: 'z' }, does: null },
	{ keys: { key: 'y', ctrlKey: true, altKey: true }, does: null }
];
for (const { keys, does } of cases) {
	test(`${JSON.stringify(keys)} in a field: ${does ?? 'left to the field'}`, () => {
		asked.length = 0;
		const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
		expect(undoByKey({ ...none, ...keys }, board)).toBe(does !== null);
		expect(asked).toEqual(does === null ? [] : [does]);
	});
}

test('the menu of the browser undoes what this person did, not what stood in the field', () => {
	asked.length = 0;
	let prevented = 0;
	const preventDefault = (): void => void (prevented += 1);
	for (const inputType of ['historyUndo', 'historyRedo', 'insertText']) {
		undoByInput({ inputType, preventDefault }, board);
	}
	expect(prevented).toBe(2);
	expect(asked).toEqual(['undo', 'redo']);
});
