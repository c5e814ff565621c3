import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { Actor } from './policy.ts';
import {
	addNote,
	addPerspective,
	check,
	editOf,
	items,
	me,
	ME,
	openDoc,
	OTHER,
	textOf,
	verdict
} from './testing/board.ts';
import { hostileBoard } from './testing/hostile-board.ts';

const as = (changes: Partial<Actor>): { actor: Actor } => ({ actor: { ...me, ...changes } });
const note = (copy: Y.Doc): void => addNote(copy, 'new', 'text');
const judge = (edit: (copy: Y.Doc) => void, actor: Partial<Actor>, doc = hostileBoard()): string =>
	verdict(doc, editOf(doc, ME, edit), as(actor));

const writePerspective = (copy: Y.Doc): void => addPerspective(copy, 'new', 'HC', 'our view');
const changePerspective = (copy: Y.Doc): void => textOf(copy, 'P1').insert(0, 'x');
const removePerspective = (copy: Y.Doc): void => items(copy).delete('P1');
const movePerspective = (copy: Y.Doc): void => {
	items(copy).get('P1')!.set('pos', [9, 9]);
	items(copy).get('P1')!.set('parent', 'frame');
};
const giveAway = (copy: Y.Doc): void => {
	(items(copy).get('P1')!.get('fields') as Y.Map<unknown>).set('organization', 'PN');
};
const turnIntoPerspective = (copy: Y.Doc): void =>
	void items(copy).get('card')!.set('kind', 'perspective');
const writeUnsigned = (copy: Y.Doc): void => addNote(copy, 'new', 'text', { kind: 'perspective' });
const setSchema =
	(number: number) =>
	(copy: Y.Doc): void =>
		void copy.getMap('meta').set('schema', number);

describe('who may edit', () => {
	it.each<[Partial<Actor>, string]>([
		[{ role: 'mediator', organization: null }, 'accepted'],
		[{ role: 'delegate' }, 'accepted'],
		[{ role: 'participant' }, 'accepted'],
		[{ role: 'observer' }, 'read-only'],
		[{ role: 'delegate', consent: false }, 'consent-missing'],
		[{ role: 'observer', consent: false }, 'consent-missing']
	])('%o: %s', (actor, expected) => {
		expect(judge(note, actor)).toBe(expected);
	});

	it('observers may send what is known already', () => {
		const doc = hostileBoard();
		expect(verdict(doc, Y.encodeStateAsUpdate(doc), as({ role: 'observer' }))).toBe('accepted');
	});
});

describe('a perspective', () => {
	it.each<[string, (copy: Y.Doc) => void, Partial<Actor>, string]>([
		['its own people write it', writePerspective, { organization: 'HC' }, 'accepted'],
		['its own people change it', changePerspective, { organization: 'HC' }, 'accepted'],
		['its own people remove it', removePerspective, { organization: 'HC' }, 'accepted'],
		['others don’t write it', writePerspective, { organization: 'PN' }, 'other-organization'],
		['others don’t change it', changePerspective, { organization: 'PN' }, 'other-organization'],
		['others don’t remove it', removePerspective, { organization: 'PN' }, 'other-organization'],
		[
			'a mediator doesn’t write it',
			writePerspective,
			{ role: 'mediator', organization: null },
			'other-organization'
		],
		[
			'a mediator doesn’t change it',
			changePerspective,
			{ role: 'mediator', organization: null },
			'other-organization'
		],
		[
			'a mediator doesn’t remove it',
			removePerspective,
			{ role: 'mediator', organization: null },
			'other-organization'
		],
		['anybody moves it', movePerspective, { organization: 'PN' }, 'accepted'],
		[
			'observers don’t move it',
			movePerspective,
			{ organization: 'PN', role: 'observer' },
			'read-only'
		]
	])('%s', (_, edit, actor, expected) => {
		expect(judge(edit, actor)).toBe(expected);
	});

	it('stays with its organization', () => {
		expect(judge(giveAway, { organization: 'HC' })).toBe('other-organization');
		expect(judge(giveAway, { organization: 'PN' })).toBe('other-organization');
	});

	it('can’t be made from a card that names another organization', () => {
		const doc = openDoc();
		addNote(doc, 'card', 'text', { fields: new Y.Map([['organization', 'HC']]) });
		expect(judge(turnIntoPerspective, { organization: 'PN' }, doc)).toBe('other-organization');
		expect(judge(turnIntoPerspective, { organization: 'HC' }, doc)).toBe('accepted');
	});

	it('can’t be written without an organization', () => {
		expect(judge(writeUnsigned, { organization: 'PN' })).toBe('other-organization');
	});
});

/** A board with motives: `HC` and `PN` of these organizations, `free` of none. */
function motives(): Y.Doc {
	const doc = openDoc();
	for (const organization of ['HC', 'PN', '']) addMotive(doc, organization || 'free', organization);
	return doc;
}

const addMotive = (doc: Y.Doc, id: string, organization: string, kind = 'motive'): void =>
	addNote(doc, id, 'We gain time', {
		instrument: 'motives',
		kind,
		fields: new Y.Map(organization === '' ? [] : [['organization', organization]])
	});

const sign =
	(id: string, organization: string | undefined) =>
	(copy: Y.Doc): void => {
		const fields = items(copy).get(id)!.get('fields') as Y.Map<unknown>;
		if (organization === undefined) fields.delete('organization');
		else fields.set('organization', organization);
	};

describe('a card that speaks for an organization', () => {
	it.each<[string, (copy: Y.Doc) => void, string]>([
		['own people write it', (copy) => addMotive(copy, 'new', 'HC'), 'accepted'],
		['others don’t write it', (copy) => addMotive(copy, 'new', 'PN'), 'other-organization'],
		[
			'anybody writes one that has no organization',
			(copy) => addMotive(copy, 'new', ''),
			'accepted'
		],
		['own people change it', (copy) => textOf(copy, 'HC').insert(0, 'x'), 'accepted'],
		['others don’t change it', (copy) => textOf(copy, 'PN').insert(0, 'x'), 'other-organization'],
		[
			'anybody changes one that has none',
			(copy) => textOf(copy, 'free').insert(0, 'x'),
			'accepted'
		],
		['others don’t remove it', (copy) => items(copy).delete('PN'), 'other-organization'],
		['anybody moves it', (copy) => items(copy).get('PN')!.set('pos', [9, 9]), 'accepted'],
		['one that has none is made one’s own', sign('free', 'HC'), 'accepted'],
		['and not given to others', sign('free', 'PN'), 'other-organization'],
		['one’s own is not given to others', sign('HC', 'PN'), 'other-organization'],
		['one of others is not taken over', sign('PN', 'HC'), 'other-organization'],
		['nor taken from them', sign('PN', undefined), 'other-organization'],
		[
			'nor turned into something else',
			(copy) => items(copy).get('PN')!.delete('instrument'),
			'other-organization'
		],
		[
			'nor made from a card that names another',
			(copy) => items(copy).get('other')!.set('kind', 'motive'),
			'other-organization'
		]
	])('%s', (_, edit, expected) => {
		const doc = motives();
		addMotive(doc, 'other', 'PN', 'unknown');
		expect(judge(edit, { organization: 'HC' }, doc)).toBe(expected);
	});

	it('mediators write none for an organization', () => {
		const mediator: Partial<Actor> = { role: 'mediator', organization: null };
		expect(judge((copy) => addMotive(copy, 'new', 'HC'), mediator, motives())).toBe(
			'other-organization'
		);
		expect(judge((copy) => addMotive(copy, 'new', ''), mediator, motives())).toBe('accepted');
	});

	it('the same word in another instrument is another kind of card', () => {
		expect(judge(addStatement, { organization: 'HC' })).toBe('accepted');
	});
});

/** Owned in `decisions`, not here. */
const addStatement = (copy: Y.Doc): void =>
	addNote(copy, 'new', 'text', {
		instrument: 'annual-evaluation',
		kind: 'statement',
		fields: new Y.Map([['organization', 'PN']])
	});

/** A board on which somebody else said `C1` about `N1` and agreed with it, and I said `mine`. */
function talk(): Y.Doc {
	const doc = openDoc();
	for (const [client, id] of [
		[OTHER, 'C1'],
		[ME, 'mine']
	] as const) {
		const copy = openDoc(client);
		Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
		copy.clientID = client;
		if (!items(copy).has('N1')) addNote(copy, 'N1', 'a note');
		addNote(copy, id, 'I think so', { type: 'comment', on: 'N1' });
		items(copy)
			.get('N1')!
			.set(`reaction:👍 ${client === ME ? 'me' : 'other'}`, true);
		addNote(copy, `gone-${id}`, 'taken back', { type: 'comment' });
		items(copy).delete(`gone-${id}`);
		Y.applyUpdate(doc, Y.encodeStateAsUpdate(copy));
	}
	return doc;
}

const set =
	(item: string, key: string, value: unknown = true) =>
	(copy: Y.Doc): void =>
		void items(copy).get(item)!.set(key, value);
const drop =
	(item: string, key: string) =>
	(copy: Y.Doc): void =>
		items(copy).get(item)!.delete(key);
const write =
	(item: string) =>
	(copy: Y.Doc): void =>
		textOf(copy, item).insert(0, 'not ');
const remove =
	(item: string) =>
	(copy: Y.Doc): void =>
		items(copy).delete(item);
const add =
	(id: string, more: Record<string, unknown>) =>
	(copy: Y.Doc): void =>
		addNote(copy, id, 'said', more);

describe('a comment', () => {
	it.each<[string, (copy: Y.Doc) => void, string]>([
		['anybody who edits writes one', add('new', { type: 'comment' }), 'accepted'],
		['its author changes it', write('mine'), 'accepted'],
		['its author removes it', remove('mine'), 'accepted'],
		['others don’t change its words', write('C1'), 'other-author'],
		[
			'others don’t mark its words',
			(copy) => textOf(copy, 'C1').format(0, 2, { bold: true }),
			'other-author'
		],
		['others don’t replace its text', set('C1', 'text', new Y.Text('no')), 'other-author'],
		['others don’t remove it', remove('C1'), 'other-author'],
		['others don’t put another in its place', add('C1', { type: 'comment' }), 'other-author'],
		['others don’t put a note in its place', add('C1', { type: 'note' }), 'other-author'],
		['others don’t turn it into a note', set('C1', 'type', 'note'), 'other-author'],
		['others don’t say what it is about', set('C1', 'on', 'other'), 'other-author'],
		['nobody makes others say something', set('N1', 'type', 'comment'), 'other-author'],
		['nobody writes under an id of others', add('gone-C1', { type: 'comment' }), 'other-author'],
		['one may say again what one took back', add('gone-mine', { type: 'comment' }), 'accepted'],
		['anybody who edits settles it', set('C1', 'resolved'), 'accepted'],
		['anybody who edits reopens it', drop('C1', 'resolved'), 'accepted'],
		['anybody who edits moves it', set('C1', 'pos', [9, 9]), 'accepted']
	])('%s', (_, edit, expected) => {
		expect(judge(edit, {}, talk())).toBe(expected);
	});

	it('is not touched by observers', () => {
		for (const edit of [add('new', { type: 'comment' }), set('C1', 'resolved')]) {
			expect(judge(edit, { role: 'observer' }, talk())).toBe('read-only');
		}
	});

	it('is not the mediator’s to change either', () => {
		const mediator = { role: 'mediator', organization: null } as const;
		expect(judge(write('C1'), mediator, talk())).toBe('other-author');
	});
});

describe('a reaction', () => {
	it.each<[string, (copy: Y.Doc) => void, string]>([
		['one’s own is given', set('N1', 'reaction:🎉 me'), 'accepted'],
		['one’s own is given to a comment of others', set('C1', 'reaction:👍 me'), 'accepted'],
		['one’s own is taken back', drop('N1', 'reaction:👍 me'), 'accepted'],
		['nobody reacts for others', set('N1', 'reaction:🎉 other'), 'other-reaction'],
		['nobody takes back for others', drop('N1', 'reaction:👍 other'), 'other-reaction'],
		['nobody overwrites others’', set('N1', 'reaction:👍 other', false), 'shape'],
		[
			'a new item brings none of others',
			add('new', { 'reaction:👍 other': true }),
			'other-reaction'
		],
		[
			'an item in place of another brings none',
			add('N1', { 'reaction:👍 other': true }),
			'other-reaction'
		],
		['with the item all go', remove('N1'), 'accepted'],
		['words are no reaction', set('N1', 'reaction:shame me'), 'shape'],
		['nothing is hung under one', set('N1', 'reaction:👍 me', new Y.Map()), 'shape']
	])('%s', (_, edit, expected) => {
		expect(judge(edit, {}, talk())).toBe(expected);
	});

	it('isn’t taken away under the cover of an item that was deleted at once', () => {
		const doc = talk();
		const forged = editOf(doc, ME, (copy) => {
			addNote(copy, 'cover', 'text');
			items(copy).delete('cover');
		});
		const gone = editOf(doc, OTHER, drop('N1', 'reaction:👍 other'));
		expect(verdict(doc, Y.mergeUpdates([forged, gone]), as({}))).toBe('other-reaction');
	});

	it('is not an observer’s', () => {
		expect(judge(set('N1', 'reaction:👍 me'), { role: 'observer' }, talk())).toBe('read-only');
	});
});

describe('the schema', () => {
	it('may be written where there is none, as it is', () => {
		expect(judge(setSchema(1), {}, openDoc())).toBe('accepted');
		expect(judge(setSchema(2), {}, openDoc())).toBe('schema-fixed');
	});

	it('is not changed', () => {
		expect(judge(setSchema(2), { role: 'mediator' })).toBe('schema-fixed');
	});
});

const locked = (): Y.Doc => {
	const doc = hostileBoard();
	items(doc).get('N1')!.set('lock', 'mediator');
	items(doc).get('M1')!.set('lock', 'open');
	return doc;
};
const both = (copy: Y.Doc): void => {
	set('M1', 'color', 'red')(copy);
	set('N1', 'color', 'red')(copy);
};

describe('what the mediator locked', () => {
	const edits: [string, (copy: Y.Doc) => void][] = [
		['set', set('N1', 'color', 'red')],
		['moved', set('N1', 'pos', [5, 5])],
		['put into a frame', set('N1', 'parent', 'f')],
		['written into', (copy) => textOf(copy, 'N1').insert(0, 'x')],
		[
			'commented in a list',
			(copy) => (items(copy).get('N1')!.get('comments') as Y.Array<number>).push([4])
		],
		['deleted', (copy) => items(copy).delete('N1')],
		['replaced', (copy) => addNote(copy, 'N1', 'other')],
		['unlocked', (copy) => items(copy).get('N1')!.delete('lock')],
		['made open', set('N1', 'lock', 'open')]
	];

	it.each(edits)('is not %s by anybody else', (_, edit) => {
		expect(judge(edit, {}, locked())).toBe('locked');
		expect(judge(edit, { role: 'participant' }, locked())).toBe('locked');
		expect(judge(edit, { role: 'mediator', organization: null }, locked())).toBe('accepted');
	});

	it('takes the rest of an update with it, and names the item', () => {
		const doc = locked();
		expect(check(doc, editOf(doc, ME, both), as({}))).toMatchObject({
			ok: false,
			code: 'locked',
			items: ['N1']
		});
	});

	it('is locked by nobody else', () => {
		expect(judge(set('M1', 'lock', 'mediator'), {}, locked())).toBe('locked');
		expect(judge((copy) => addNote(copy, 'new', '', { lock: 'mediator' }), {})).toBe('locked');
		expect(judge(set('M1', 'lock', 'mediator'), { role: 'mediator' }, locked())).toBe('accepted');
		expect(judge((copy) => addNote(copy, 'new', '', { lock: 'open' }), {})).toBe('accepted');
		expect(judge(set('M1', 'lock', new Y.Map()), {}, locked())).toBe('shape');
	});

	it('may be reacted to', () => {
		expect(judge(set('N1', 'reaction:👍 me'), {}, locked())).toBe('accepted');
		expect(judge(drop('N1', 'reaction:👍 other'), {}, locked())).toBe('other-reaction');
	});

	it('locked openly, it is everybody’s to change and unlock', () => {
		expect(judge(set('M1', 'color', 'red'), {}, locked())).toBe('accepted');
		expect(judge((copy) => items(copy).get('M1')!.delete('lock'), {}, locked())).toBe('accepted');
	});
});
