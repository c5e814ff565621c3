import { limits as defaults, type Limits } from '@concordia/protocol';
import * as Y from 'yjs';
import { checkUpdate, type Accepted, type Rejected } from '../check.ts';
import { ClientIds } from '../clients.ts';
import type { Actor } from '../policy.ts';

/** The client id of the person whose updates are judged, and of somebody of another organization. */
export const ME = 777;
export const OTHER = 4242;

export const me: Actor = {
	participant: 'me',
	organization: 'PN',
	role: 'delegate',
	consent: true
};

export function openDoc(client?: number): Y.Doc {
	const doc = new Y.Doc();
	doc.getMap('items');
	doc.getMap('meta');
	if (client !== undefined) doc.clientID = client;
	return doc;
}

export const items = (doc: Y.Doc): Y.Map<Y.Map<unknown>> => doc.getMap('items');
export const textOf = (doc: Y.Doc, item: string): Y.Text =>
	items(doc).get(item)!.get('text') as Y.Text;

export function addNote(
	doc: Y.Doc,
	id: string,
	text: string,
	more: Record<string, unknown> = {}
): void {
	const note = new Y.Map<unknown>(Object.entries({ type: 'note', pos: [0, 0], ...more }));
	note.set('text', new Y.Text(text));
	note.set('comments', new Y.Array());
	items(doc).set(id, note);
}

/** A card that speaks for an organization. */
export function addPerspective(doc: Y.Doc, id: string, organization: string, text: string): void {
	const fields = new Y.Map(Object.entries({ organization }));
	addNote(doc, id, text, { kind: 'perspective', fields });
}

/** What one person does in a copy of a document, as the updates they would send. */
export function editsOf(doc: Y.Doc, client: number, edit: (copy: Y.Doc) => void): Uint8Array[] {
	const copy = openDoc();
	Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
	copy.clientID = client; // not before: Yjs leaves an id that others seem to write under
	const updates: Uint8Array[] = [];
	copy.on('update', (update: Uint8Array) => updates.push(update));
	edit(copy);
	return updates;
}

export function editOf(doc: Y.Doc, client: number, edit: (copy: Y.Doc) => void): Uint8Array {
	return Y.mergeUpdates(editsOf(doc, client, (copy) => copy.transact(() => edit(copy))));
}

export interface Judge {
	readonly actor?: Actor;
	readonly clients?: ClientIds;
	readonly limits?: Partial<Limits>;
}

/** `me` owns `ME`, `other` owns `OTHER`; everything else stands free. */
export function claims(): ClientIds {
	return new ClientIds(defaults.clientIdsPerParticipant, [
		{ client: ME, participant: 'me' },
		{ client: OTHER, participant: 'other' }
	]);
}

export function check(doc: Y.Doc, bytes: Uint8Array, judge: Judge = {}): Accepted | Rejected {
	return checkUpdate({
		doc,
		bytes,
		actor: judge.actor ?? me,
		clients: judge.clients ?? claims(),
		limits: { ...defaults, ...judge.limits }
	});
}

/** What came of it, in one word. */
export function verdict(doc: Y.Doc, bytes: Uint8Array, judge: Judge = {}): string {
	const result = check(doc, bytes, judge);
	return result.ok ? 'accepted' : result.code;
}
