import { expect, test } from 'vitest';
import { saveState, type SaveFacts, type SaveState } from './save-state.ts';

const calm: SaveFacts = {
	link: { kind: 'live' },
	unsaved: 0,
	keptHere: true,
	trouble: null,
	refused: 0,
	sessionClosed: false,
	isWatching: false
};

const cases: { name: string; facts: Partial<SaveFacts>; says: SaveState }[] = [
	{ name: 'everything acknowledged', facts: {}, says: { kind: 'saved' } },
	{
		name: 'an observer, who has nothing to save',
		facts: { isWatching: true },
		says: { kind: 'watching' }
	},
	{
		name: 'an edit on its way',
		facts: { unsaved: 2 },
		says: { kind: 'saving', unsaved: 2 }
	},
	{
		name: 'offline with nothing unsaved',
		facts: { link: { kind: 'offline' } },
		says: { kind: 'offline', unsaved: 0, keptHere: true }
	},
	{
		name: 'offline and the browser keeps nothing',
		facts: { link: { kind: 'offline' }, unsaved: 3, keptHere: false },
		says: { kind: 'offline', unsaved: 3, keptHere: false }
	},
	{
		name: 'connecting again with edits is not saved',
		facts: { link: { kind: 'connecting' }, unsaved: 1 },
		says: { kind: 'offline', unsaved: 1, keptHere: true }
	},
	{
		name: 'first connection',
		facts: { link: { kind: 'connecting' } },
		says: { kind: 'connecting' }
	},
	{
		name: 'the store of the server fails',
		facts: { unsaved: 4, trouble: 'storing-fails' },
		says: { kind: 'trouble', trouble: 'storing-fails', unsaved: 4 }
	},
	{
		name: 'a refusal outranks saving',
		facts: { unsaved: 1, refused: 1 },
		says: { kind: 'refused', edits: 1 }
	},
	{
		name: 'signed out outranks everything and still counts what was not saved',
		facts: { link: { kind: 'ended', why: 'signed-out' }, unsaved: 2, refused: 1 },
		says: { kind: 'signed-out', unsaved: 2 }
	},
	{
		name: 'a closed session whose last edit is still on its way',
		facts: { sessionClosed: true, unsaved: 1 },
		says: { kind: 'saving', unsaved: 1 }
	},
	{ name: 'a closed session', facts: { sessionClosed: true }, says: { kind: 'closed' } }
];

for (const { name, facts, says } of cases) {
	test(`${name}: ${says.kind}`, () => {
		expect(saveState({ ...calm, ...facts })).toEqual(says);
	});
}
