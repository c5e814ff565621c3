import type { Change, Item } from '@concordia/board';
import { expect, test } from 'vitest';
import { divide, isGone, redo, textsOf, thin } from './refusal.ts';

const note = (text: string, more: Partial<Item> = {}): Item => ({
	id: 'n',
	type: 'note',
	pos: [0, 0],
	size: [200, 200],
	z: 'a0',
	text,
	...more
});
const edit = (name: string, ...items: string[]) => ({
	name,
	changes: items.map((id): Change => ({ id, after: note('', { id }) }))
});
const names = (edits: readonly { name: string }[]) => edits.map(({ name }) => name).join(' ');

test('one refused edit is dropped, the others are offered again', () => {
	const { dropped, again } = divide([edit('bad', 'x')], [edit('good', 'y')], {
		code: 'shape',
		items: ['x']
	});
	expect([names(dropped), names(again)]).toEqual(['bad', 'good']);
});

test('of many edits in one refused message only those the server names are dropped', () => {
	const refused = [edit('a', 'x'), edit('b', 'y'), edit('c', 'z')];
	const { dropped, again } = divide(refused, [edit('d', 'w')], { code: 'shape', items: ['y'] });
	expect([names(dropped), names(again)]).toEqual(['b', 'a c d']);
});

test('when nobody is named, each is offered again alone', () => {
	const { dropped, again } = divide([edit('a', 'x'), edit('b', 'y')], [], {
		code: 'gap',
		items: []
	});
	expect([names(dropped), names(again)]).toEqual(['', 'a b']);
});

test('a refusal of the person drops everything', () => {
	const { dropped, again } = divide([edit('a', 'x')], [edit('b', 'y')], {
		code: 'read-only',
		items: []
	});
	expect([names(dropped), names(again)]).toEqual(['a b', '']);
});

test('keeps the newest words per item, of texts and of fields, and none that were there before', () => {
	const before = note('old', {
		fields: { evidence: 'known', organization: 'PN' },
		textFields: ['evidence']
	});
	const texts = textsOf([
		{ id: 'n', before, after: { ...before, text: 'new' } },
		{
			id: 'n',
			before,
			after: { ...before, text: 'newer', fields: { evidence: 'found', organization: 'HI' } }
		},
		{ id: 'm', before: note('moved', { id: 'm' }), after: note('moved', { id: 'm', pos: [5, 5] }) }
	]);
	expect(texts).toEqual([{ item: 'n', type: 'note', text: 'newer\nfound' }]);
});

const before = note('a');
interface Redone {
	name: string;
	change: Change;
	current: Item | undefined;
	step: object;
}
const redone: Redone[] = [
	{
		name: 'a new item is inserted',
		change: { id: 'n', after: note('a') },
		current: undefined,
		step: { do: 'insert', item: note('a') }
	},
	{
		name: 'what arrived after all is left alone',
		change: { id: 'n', after: note('a') },
		current: note('a'),
		step: { do: 'nothing' }
	},
	{
		name: 'a move is done again, without touching what others changed',
		change: { id: 'n', before, after: note('a', { pos: [9, 9] }) },
		current: note('b'),
		step: { do: 'update', patch: { id: 'n', pos: [9, 9] } }
	},
	{
		name: 'a text is written again where nobody wrote',
		change: { id: 'n', before, after: note('ab') },
		current: note('a'),
		step: { do: 'update', patch: { id: 'n', text: 'ab' } }
	},
	{
		name: 'a text that others changed is kept for the person',
		change: { id: 'n', before, after: note('ab') },
		current: note('x'),
		step: { do: 'keep-text', texts: [{ item: 'n', type: 'note', text: 'ab' }] }
	},
	{
		name: 'words in an item that is gone are kept for the person',
		change: { id: 'n', before, after: note('ab') },
		current: undefined,
		step: { do: 'keep-text', texts: [{ item: 'n', type: 'note', text: 'ab' }] }
	},
	{
		name: 'a removed field is removed again',
		change: { id: 'n', before: note('a', { color: 'red' }), after: note('a') },
		current: note('a', { color: 'red' }),
		step: { do: 'update', patch: { id: 'n', color: null } }
	},
	{
		name: 'a card field is written key by key',
		change: {
			id: 'n',
			before: note('a', { fields: { x: 1, y: 1 } }),
			after: note('a', { fields: { x: 2, y: 1 } })
		},
		current: note('a', { fields: { x: 1, y: 7 } }),
		step: { do: 'update', patch: { id: 'n', fields: { x: 2 } } }
	},
	{
		name: 'a removal is done again',
		change: { id: 'n', before },
		current: note('a'),
		step: { do: 'remove', id: 'n' }
	}
];

test.each(redone)('$name', ({ change, current, step }) => {
	expect(redo(change, current)).toEqual(step);
});

const block = (text: string) => ({ type: 'paragraph', content: [{ text }] });

test('of a document only the blocks that differ are kept, as words to be copied', () => {
	const page = (...texts: string[]) => note('', { type: 'document', doc: texts.map(block) });
	const change = thin({
		id: 'n',
		before: page('a', 'b', 'c'),
		after: page('a', 'b and more', 'c')
	});
	expect([change.before?.doc, change.after?.doc]).toEqual([[block('b')], [block('b and more')]]);
	expect(redo(change, page('a', 'b', 'c'))).toEqual({
		do: 'keep-text',
		texts: [{ item: 'n', type: 'document', text: 'b and more' }]
	});
	const moved = thin({ id: 'n', before: page('a'), after: { ...page('a'), pos: [5, 5] } });
	expect(redo(moved, page('a'))).toEqual({ do: 'update', patch: { id: 'n', pos: [5, 5] } });
});

test('a note is gone when it was removed, and when a placeholder stands in its place', () => {
	const was = note('one', { kind: 'solution' });
	expect(isGone({ id: 'n', before: was })).toBe(true);
	expect(isGone({ id: 'n', before: was, after: note('Parked', { kind: 'parked' }) })).toBe(true);
	expect(isGone({ id: 'n', before: was, after: note('one', { kind: 'problem' }) })).toBe(false);
	expect(isGone({ id: 'n', before: was, after: { ...was, text: 'two' } })).toBe(false);
	expect(isGone({ id: 'n', after: was })).toBe(false);
});
