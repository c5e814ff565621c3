import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { insertItems, newDocument, openBoard } from '../doc/index.ts';
import { Authorship } from './index.ts';
import { findMatches } from './match.ts';

/** People who write in one document, one after the other, and the log of it. */
class Session {
	readonly authorship = new Authorship('d');
	readonly #people = new Map<string, Y.Doc>();
	#all = newDocument();

	constructor(...lines: string[]) {
		this.#all.clientID = 1;
		const content = lines.map((text) => ({
			type: 'paragraph',
			...(text !== '' && { content: [{ text }] })
		}));
		insertItems(this.#all, [{ id: 'd', type: 'document', pos: [0, 0], doc: content }], null);
		this.authorship.push(Y.encodeStateAsUpdate(this.#all), null);
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
			this.authorship.push(update, who);
		}
		doc.destroy();
		this.#people.delete(who);
	}

	/** Each text with who wrote it: `Anna:words`, and `Anna<Ben:words` for what Ben brought back. */
	get told(): string[] {
		return this.authorship.texts().map((runs) => {
			const joined: { by: string; text: string }[] = [];
			for (const { origin, text } of runs) {
				const by =
					(origin.author ?? '-') + (origin.restoredBy === undefined ? '' : `<${origin.restoredBy}`);
				const last = joined.at(-1);
				if (last?.by === by) last.text += text;
				else joined.push({ by, text });
			}
			return joined.map(({ by, text }) => `${by}:${text}`).join('|');
		});
	}
}

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
		session.authorship.push(null, 'Anna');
		expect(session.told).toEqual(['-:one']);
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
