import * as Y from 'yjs';
import { ClientIds } from '../clients.ts';
import { check, items, openDoc } from './board.ts';
import { seeded, type Random } from './random.ts';
import { limits } from '@concordia/protocol';
import type { Touch } from '@concordia/updates';

/** Somebody who edits: online or not, with a history to undo. */
interface Editor {
	readonly name: string;
	readonly doc: Y.Doc;
	readonly undo: Y.UndoManager;
	online: boolean;
	readonly outbox: Uint8Array[];
}

interface Change {
	readonly root: boolean;
	readonly fields: Set<string>;
	text: boolean;
	list: boolean;
	format: boolean;
}

/** A server that checks each update and then compares what was announced with what Yjs reports. */
export class World {
	readonly random: Random;
	readonly server = openDoc();
	readonly clients = new ClientIds(limits.clientIdsPerParticipant);
	readonly editors: Editor[];
	updates = 0;
	deletesOnly = 0;
	/** What was accepted and was new, in order, and by whom. */
	readonly accepted: { readonly update: Uint8Array; readonly participant: string }[] = [];
	#events: Y.YEvent<Y.AbstractType<unknown>>[] = [];
	#nextItem = 0;

	constructor(seed: number) {
		this.random = seeded(seed);
		for (const root of [items(this.server), this.server.getMap('meta')]) {
			root.observeDeep((events) => this.#events.push(...(events as never[])));
		}
		this.editors = ['a', 'b', 'c', 'd', 'e'].map((name, at) => this.#editor(name, 1000 + at * 7));
	}

	#editor(name: string, client: number): Editor {
		const doc = openDoc(client);
		const roots = [items(doc), doc.getMap('meta')] as Y.AbstractType<unknown>[];
		const undo = new Y.UndoManager(roots, { captureTimeout: 0 });
		const editor: Editor = { name, doc, undo, online: true, outbox: [] };
		doc.on('update', (update: Uint8Array, origin: unknown) => {
			if (origin !== 'net' && editor.online) editor.outbox.push(update);
		});
		return editor;
	}

	step(): void {
		const { random } = this;
		const editor = random.pick(this.editors);
		if (random.chance(0.004)) this.#toggle(editor);
		const edits = random.chance(0.1) ? 1 + random.below(5) : 1;
		// Undo makes its own transactions, so it stays out of the bigger ones.
		if (edits === 1) this.#edit(editor, true);
		else
			editor.doc.transact(() => {
				for (let at = 0; at < edits; at++) this.#edit(editor, false);
			});
		for (const { outbox, name } of this.editors.filter(({ online }) => online)) {
			while (outbox.length > 0 && random.chance(0.6)) this.#receive(name, outbox.shift()!);
		}
	}

	finish(): void {
		for (const editor of this.editors) {
			if (!editor.online) this.#toggle(editor);
			for (const update of editor.outbox.splice(0)) this.#receive(editor.name, update);
		}
		for (const { doc } of this.editors) this.#bringUpToDate(doc);
	}

	#bringUpToDate(doc: Y.Doc): void {
		Y.applyUpdate(doc, Y.encodeStateAsUpdate(this.server, Y.encodeStateVector(doc)), 'net');
	}

	#toggle(editor: Editor): void {
		editor.online = !editor.online;
		editor.outbox.length = 0;
		if (!editor.online) return;
		this.#bringUpToDate(editor.doc);
		this.#receive(editor.name, Y.encodeStateAsUpdate(editor.doc, Y.encodeStateVector(this.server)));
	}

	#edit({ doc, undo }: Editor, mayUndo: boolean): void {
		const { random } = this;
		const ids = [...items(doc).keys()];
		const id = random.pick(ids);
		const item = ids.length === 0 ? undefined : items(doc).get(id);
		const dice = random.below(100);
		if (item === undefined || dice < 12)
			return void items(doc).set(`i${this.#nextItem++}`, this.#newItem());
		const text = item.get('text');
		const votes = item.get('votes');
		const comments = item.get('comments');
		if (dice < 30) {
			item.set('pos', [random.below(1000), 1]);
			item.set('size', [random.below(9), 1]);
		} else if (dice < 55) {
			if (text instanceof Y.Text)
				text.insert(random.below(text.length + 1), 'abc'.slice(random.below(3)));
		} else if (dice < 65) {
			if (text instanceof Y.Text && text.length > 2)
				text.delete(random.below(text.length - 2), 1 + random.below(2));
		} else if (dice < 68) {
			if (text instanceof Y.Text && text.length > 3)
				text.format(random.below(text.length - 2), 2, { bold: random.chance(0.5) ? true : null });
		} else if (dice < 73) {
			if (votes instanceof Y.Map) votes.set(`p${random.below(4)}`, 1);
		} else if (dice < 75) {
			if (votes instanceof Y.Map) votes.delete(`p${random.below(4)}`);
		} else if (dice < 79) {
			if (comments instanceof Y.Array) comments.push([{ said: random.below(9) }]);
		} else if (dice < 81) {
			if (comments instanceof Y.Array && comments.length > 0)
				comments.delete(random.below(comments.length));
		} else if (dice < 85) items(doc).delete(id);
		else if (dice < 87) items(doc).set(id, this.#newItem());
		else if (dice < 89) item.set('text', new Y.Text('again'));
		else if (dice < 91) doc.getMap('meta').set(`m${random.below(5)}`, random.below(9));
		else if (!mayUndo) item.set('color', 'red');
		else if (dice < 96) undo.undo();
		else undo.redo();
	}

	#newItem(): Y.Map<unknown> {
		const item = new Y.Map<unknown>(Object.entries({ type: 'note', pos: [0, 0] }));
		item.set('text', new Y.Text('hello'));
		item.set('votes', new Y.Map());
		item.set('comments', new Y.Array());
		return item;
	}

	#receive(participant: string, update: Uint8Array): void {
		const actor = { participant, organization: null, role: 'participant', consent: true } as const;
		const result = check(this.server, update, { actor, clients: this.clients });
		if (!result.ok) throw new Error(`refused: ${result.code} ${result.detail}`);
		for (const client of result.claims) this.clients.claim(client, participant);
		this.updates++;
		if (!result.empty) this.accepted.push({ update, participant });
		if (!result.empty && update[0] === 0) this.deletesOnly++;
		let sent: Uint8Array | null = null;
		let observed = new Map<string, Change>();
		this.server.once('update', (bytes: Uint8Array) => {
			sent = bytes;
		});
		// Paths are computed while the transaction is still open to questions.
		this.server.once('afterTransaction', () => {
			observed = summarize(this.#events);
		});
		this.#events = [];
		Y.applyUpdate(this.server, update, participant);
		const { pendingStructs, pendingDs } = this.server.store;
		requireThat(pendingStructs === null && pendingDs === null, 'Yjs parked something');
		requireThat(!result.empty || observed.size === 0, 'an empty update changed something');
		for (const [key, change] of observed) requireAnnounced(key, change, result.touches);
		for (const { doc, online, name } of this.editors) {
			if (online && name !== participant && sent !== null) Y.applyUpdate(doc, sent, 'net');
		}
	}
}

/** What Yjs says has changed, item by item. */
function summarize(events: readonly Y.YEvent<Y.AbstractType<unknown>>[]): Map<string, Change> {
	const changes = new Map<string, Change>();
	const at = (key: string, root = false): Change => {
		const change = changes.get(key) ?? {
			root,
			fields: new Set(),
			text: false,
			list: false,
			format: false
		};
		changes.set(key, root ? { ...change, root } : change);
		return changes.get(key)!;
	};
	for (const event of events) {
		let top: Y.AbstractType<unknown> = event.target;
		for (let above = top.parent; above !== null; above = top.parent) top = above as never;
		const isMeta = top.doc?.getMap('meta') === top;
		const [id, ...path] = event.path.map((step) => (typeof step === 'number' ? '*' : step));
		if (id === undefined && !isMeta) {
			for (const key of event.changes.keys.keys()) at(`items ${key}`, true);
			continue;
		}
		const change = at(isMeta ? 'meta meta' : `items ${id}`);
		const steps = isMeta ? event.path.map(String) : path;
		for (const key of event.changes.keys.keys()) change.fields.add([...steps, key].join('/'));
		if (event.target instanceof Y.Map) continue;
		const isText = event.target instanceof Y.Text;
		for (const part of event.delta) {
			if (part.insert !== undefined || part.delete !== undefined)
				change[isText ? 'text' : 'list'] = true;
			if (part.retain !== undefined && part.attributes !== undefined) change.format = true;
		}
	}
	return changes;
}

function requireAnnounced(key: string, change: Change, touches: readonly Touch[]): void {
	const touch = touches.find(({ root, item }) => `${root} ${item}` === key);
	if (touch === undefined) throw new Error(`${key} was touched unannounced`);
	requireThat(touch.visible, `${key} was said to be invisible`);
	const whole = touch.created || touch.replaced || touch.deleted;
	requireThat(whole || !change.root, `${key} came or went unannounced`);
	if (whole) return;
	for (const field of change.fields) requireThat(touch.fields.has(field), `${key}: field ${field}`);
	requireThat(!change.text || touch.text || touch.format, `${key}: text`);
	requireThat(!change.list || touch.list, `${key}: list`);
	requireThat(!change.format || touch.format, `${key}: format`);
}

function requireThat(isSo: boolean, what: string): void {
	if (!isSo) throw new Error(what);
}
