import { beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { insertItems, itemText, newDocument, openBoard, removeItems } from '../doc/index.ts';
import {
	AuthoredTexts,
	BoardPast,
	paragraphTexts,
	textsOfItem,
	type AuthoredRun
} from './index.ts';
import { findMatches } from './match.ts';

/** People who write in one document, one after the other, and the log of it. */
class Session {
	readonly past = new BoardPast();
	#position = 0;
	readonly #people = new Map<string, Y.Doc>();
	#all = newDocument();

	constructor(...lines: string[]) {
		this.#all.clientID = 1;
		const content = lines.map((text) => ({
			type: 'paragraph',
			...(text !== '' && { content: [{ text }] })
		}));
		insertItems(this.#all, [{ id: 'd', type: 'document', pos: [0, 0], doc: content }], null);
		this.store(Y.encodeStateAsUpdate(this.#all), null);
	}

	edit(who: string, change: (fragment: Y.XmlFragment) => void): void {
		let doc = this.#people.get(who);
		if (!doc) this.#people.set(who, (doc = newDocument()));
		Y.applyUpdate(doc, Y.encodeStateAsUpdate(this.#all));
		const updates: Uint8Array[] = [];
		doc.on('update', (update: Uint8Array) => updates.push(update));
		doc.transact(() => change(fragmentOf(doc)));
		for (const update of updates) {
			Y.applyUpdate(this.#all, update);
			this.store(update, who);
		}
		doc.destroy();
		this.#people.delete(who);
	}

	store(update: Uint8Array | null, author: string | null): void {
		this.past.push(update, { author, position: (this.#position += 1) });
	}

	/** Each text with who wrote it: `Anna:words`, and `Anna<Ben:words` for what Ben brought back. */
	get told(): string[] {
		return paragraphTexts(fragmentOf(this.past.doc)).map((texts) =>
			tell(texts.flatMap((text) => this.past.authorship.runsOf(text)))
		);
	}
}

const tell = (runs: readonly AuthoredRun[]): string =>
	runs
		.map(({ origin, text }) => {
			const restored = origin?.restoredBy === undefined ? '' : `<${origin.restoredBy}`;
			return `${origin === undefined ? '?' : (origin.author ?? '-')}${restored}:${text}`;
		})
		.join('|');

const fragmentOf = (doc: Y.Doc): Y.XmlFragment =>
	(openBoard(doc).items.get('d') as Y.Map<Y.XmlFragment>).get('doc')!;
const textAt = (fragment: Y.XmlFragment, at = 0): Y.XmlText =>
	(fragment.get(at) as Y.XmlElement).get(0) as Y.XmlText;

function paragraph(text: string): Y.XmlElement {
	const made = new Y.XmlElement('paragraph');
	made.insert(0, [new Y.XmlText(text)]);
	return made;
}

const write = (session: Session, who: string, index: number, text: string, at = 0): void =>
	session.edit(who, (fragment) => textAt(fragment, at).insert(index, text));
const cut = (session: Session, who: string, index: number, length: number, at = 0): void =>
	session.edit(who, (fragment) => textAt(fragment, at).delete(index, length));

describe('who wrote which words', () => {
	it('follows the letters of several people in one text', () => {
		const session = new Session('We care. ');
		write(session, 'Anna', 9, 'For all.');
		write(session, 'Ben', 12, ' of us and');
		expect(session.told).toEqual(['-:We care. |Anna:For|Ben: of us and|Anna: all.']);
	});

	it('keeps the author of what is split off with its paragraph', () => {
		const session = new Session('start ');
		write(session, 'Anna', 6, 'and the second half');
		session.edit('Ben', (fragment) => {
			textAt(fragment).delete(10, 15);
			fragment.insert(1, [paragraph('second half')]);
			textAt(fragment, 1).insert(0, 'the ');
		});
		expect(session.told).toEqual(['-:start |Anna:and ', 'Anna:the second half']);
	});

	it('keeps the author through marks', () => {
		const session = new Session('x');
		write(session, 'Anna', 1, ' bold words');
		session.edit('Ben', (fragment) => textAt(fragment).format(2, 4, { bold: {} }));
		expect(session.told).toEqual(['-:x|Anna: bold words']);
	});

	it('keeps the first author of what is taken out and brought back', () => {
		const session = new Session('We ');
		write(session, 'Anna', 3, 'share what we know');
		cut(session, 'Ben', 3, 18);
		expect(session.told).toEqual(['-:We ']);
		write(session, 'Ben', 3, 'share what we know');
		expect(session.told).toEqual(['-:We |Anna<Ben:share what we know']);
	});

	it('also when it was taken out letter by letter', () => {
		const session = new Session('A ');
		write(session, 'Anna', 2, 'word');
		for (let i = 5; i >= 2; i -= 1) cut(session, 'Ben', i, 1);
		write(session, 'Ben', 2, 'word');
		expect(session.told).toEqual(['-:A |Anna<Ben:word']);
	});

	it('and when it is moved to another paragraph in two edits', () => {
		const session = new Session('one ', 'two ');
		write(session, 'Anna', 4, 'what Anna wrote');
		cut(session, 'Ben', 4, 15);
		write(session, 'Ben', 4, 'what Anna wrote', 1);
		expect(session.told).toEqual(['-:one ', '-:two |Anna<Ben:what Anna wrote']);
	});

	it('does not give somebody the same short word that another types later', () => {
		const session = new Session('A ');
		write(session, 'Anna', 2, 'with');
		cut(session, 'Anna', 2, 4);
		write(session, 'Ben', 2, 'with');
		expect(session.told).toEqual(['-:A |Ben:with']);
	});

	it('gives what is copied to who copied it', () => {
		const session = new Session('one ', 'two ');
		write(session, 'Anna', 4, 'what Anna wrote');
		write(session, 'Ben', 4, 'what Anna wrote', 1);
		expect(session.told[1]).toBe('-:two |Ben:what Anna wrote');
	});

	it('leaves out what was erased', () => {
		const session = new Session('one');
		session.store(null, 'Anna');
		expect(session.told).toEqual(['-:one']);
	});
});

describe('who wrote the texts of cards and notes', () => {
	let session: Session;
	const edit = (who: string, change: (doc: Y.Doc) => void): void =>
		session.edit(who, (fragment) => change(fragment.doc!));
	const told = (id: string): string[] =>
		textsOfItem(session.past.doc, id).map(
			({ field, cell, text }) =>
				`${field ?? cell ?? 'text'} ${tell(session.past.authorship.runsOf(text))}`
		);
	const put = (who: string, id: string, text: string): void =>
		edit(who, (doc) =>
			insertItems(
				doc,
				[{ id, type: 'card', pos: [0, 0], text, fields: { why: '' }, textFields: ['why'] }],
				null
			)
		);
	beforeEach(() => {
		session = new Session('');
	});

	it('are told for the text and each field', () => {
		put('Anna', 'c', 'We care');
		edit('Ben', (doc) => itemText(doc, 'c')!.insert(7, ' together'));
		edit('Ida', (doc) => itemText(doc, 'c', 'why')!.insert(0, 'because'));
		expect(told('c')).toEqual(['text Anna:We care|Ben: together', 'why Ida:because']);
	});

	it('stay theirs when words go from one card to another', () => {
		put('Anna', 'a', 'what Anna wrote');
		put('Ben', 'b', 'Ben says ');
		edit('Ben', (doc) => {
			itemText(doc, 'a')!.delete(0, 15);
			itemText(doc, 'b')!.insert(9, 'what Anna wrote');
		});
		expect(told('b')).toEqual(['text Ben:Ben says |Anna:what Anna wrote', 'why ']);
	});

	it('stay theirs when somebody removes the card and brings it back', () => {
		put('Anna', 'a', 'no');
		edit('Ben', (doc) => removeItems(doc, ['a'], null));
		put('Ben', 'a', 'no');
		expect(told('a')).toEqual(['text Anna<Ben:no', 'why ']);
	});

	it('are those of each update, also when one client id wrote for several', () => {
		put('Anna', 'a', 'one');
		const doc = newDocument();
		Y.applyUpdate(doc, Y.encodeStateAsUpdate(session.past.doc));
		doc.clientID = 77;
		doc.on('update', (update: Uint8Array) =>
			session.store(update, itemText(doc, 'a')!.toJSON().endsWith('!') ? 'Ida' : 'Ben')
		);
		itemText(doc, 'a')!.insert(3, ' two');
		itemText(doc, 'a')!.insert(7, '!');
		expect(told('a')).toEqual(['text Anna:one|Ben: two|Ida:!', 'why ']);
	});

	it('are kept until the text changes, or the log knows more of it', () => {
		put('Anna', 'a', 'one');
		put('Anna', 'b', 'two');
		const doc = newDocument();
		Y.applyUpdate(doc, Y.encodeStateAsUpdate(session.past.doc));
		const texts = new AuthoredTexts(doc, session.past.authorship);
		const [a, b] = [itemText(doc, 'a')!, itemText(doc, 'b')!];
		const first = texts.runsOf(a, 1);
		const other = texts.runsOf(b, 1);
		const updates: Uint8Array[] = [];
		doc.on('update', (update: Uint8Array) => updates.push(update));
		a.insert(3, '!');
		expect(tell(first)).toBe('Anna:one');
		expect(tell(texts.runsOf(a, 1))).toBe('Anna:one|?:!');
		expect(texts.runsOf(b, 1)).toBe(other);
		for (const update of updates) session.store(update, 'Ben');
		expect(tell(texts.runsOf(a, 1))).toBe('Anna:one|?:!');
		const known = texts.runsOf(a, 2);
		expect(tell(known)).toBe('Anna:one|Ben:!');
		expect(texts.runsOf(a, 3)).toBe(known);
		expect(texts.runsOf(b, 3)).toBe(other);
		texts.stop();
	});
});

describe('what of a text was in another', () => {
	it.each([
		['hello', 'hello', 3, [[0, 0, 5]]],
		['say hello', 'oh, hello there', 4, [[3, 3, 6]]],
		['ab', 'xab', 3, []],
		['one two one two', 'one two', 4, [[0, 0, 7]]]
	])('%j in %j', (text, source, least, expected) => {
		const found = findMatches(text, source, least);
		expect(found.map(({ at, from, length }) => [at, from, length])).toEqual(expected);
	});
});
