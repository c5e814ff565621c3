import * as Y from 'yjs';
import { addNote, addPerspective, items, ME, openDoc, OTHER, textOf } from './board.ts';

type Id = readonly [client: number, clock: number];

/**
 * A small board with something to protect: `P1` and `P2` are perspectives of another organization,
 * `N1` is a note of theirs that everybody may edit, `M1` a note of mine, `X1` was deleted,
 * `C1` is a comment of theirs, and they reacted to `N1`.
 */
function build(): Uint8Array {
	const other = openDoc(OTHER);
	addPerspective(other, 'P1', 'HC', 'first view');
	addPerspective(other, 'P2', 'HC', 'second view');
	addNote(other, 'N1', 'free note');
	addNote(other, 'X1', 'deleted');
	addNote(other, 'C1', 'they said so', { type: 'comment', on: 'N1' });
	items(other).get('N1')!.set('reaction:👍 other', true);
	other.getMap('meta').set('schema', 1);
	(items(other).get('N1')!.get('comments') as Y.Array<number>).push([1, 2, 3]);
	items(other).delete('X1');
	const mine = openDoc(ME);
	Y.applyUpdate(mine, Y.encodeStateAsUpdate(other));
	addNote(mine, 'M1', 'my note');
	textOf(mine, 'N1').insert(4, 'XYZ');
	textOf(mine, 'P1').insert(3, 'mine'); // written before it was a perspective, say
	return Y.encodeStateAsUpdate(mine);
}

const STATE = build();

export function hostileBoard(): Y.Doc {
	const doc = openDoc();
	Y.applyUpdate(doc, STATE);
	return doc;
}

/** What must look the same after anything that was accepted from me. Where things lie may change. */
export function protectedContent(doc: Y.Doc): string {
	const parts = ['P1', 'P2'].map((id) => {
		const { pos: _, ...content } = items(doc).get(id)?.toJSON() ?? {};
		return Object.entries(content).toSorted(([a], [b]) => (a < b ? -1 : 1));
	});
	const { pos: _, resolved: __, ...comment } = items(doc).get('C1')?.toJSON() ?? {};
	parts.push(Object.entries(comment).toSorted(([a], [b]) => (a < b ? -1 : 1)));
	const note = items(doc).get('N1')?.toJSON();
	const said = note && Object.entries(note).filter(([key]) => key.startsWith('reaction:'));
	if (said) parts.push(said.filter(([key]) => !key.endsWith(' me')));
	else parts.push([['reaction:👍 other', true]]);
	return JSON.stringify([...parts, doc.getMap('meta').get('schema') ?? null]);
}

const board = hostileBoard();
const idOf = ({ id }: { id: Y.ID }): Id => [id.client, id.clock];
const slot = (map: Y.AbstractType<unknown>, key: string): Y.Item => {
	const { _map: entries } = map;
	return entries.get(key)!;
};
const typeOf = (item: Y.Item): Y.AbstractType<unknown> => (item.content as Y.ContentType).type;

/** Ids of the structs of one item. */
function idsOf(id: string): Record<'item' | 'pos' | 'text' | 'start' | 'list', Id> {
	const item = slot(board.getMap('items') as never, id);
	const map = typeOf(item);
	const text = slot(map, 'text');
	const { _start: start } = typeOf(text);
	return {
		item: idOf(item),
		pos: idOf(slot(map, 'pos')),
		text: idOf(text),
		start: idOf(start!),
		list: idOf(slot(map, 'comments'))
	};
}

export const N1 = idsOf('N1');
export const M1 = idsOf('M1');
export const P1 = idsOf('P1');
export const P1_ORGANIZATION = idOf(
	slot(typeOf(slot(typeOf(slot(board.getMap('items') as never, 'P1')), 'fields')), 'organization')
);
export const SCHEMA_SLOT = idOf(slot(board.getMap('meta') as never, 'schema'));

/** Something that was deleted, together with what it lay in. */
export const REMOVED: Id = idOf(
	board.store.clients.get(OTHER)!.find((struct) => struct instanceof Y.GC)!
);

/** The next clock of each client. */
export const MINE = Y.getState(board.store, ME);
export const THEIRS = Y.getState(board.store, OTHER);
