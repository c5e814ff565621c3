import { insertItems, newDocument, readItem } from '@concordia/board/doc';
import { docWords, type DocElement } from '@concordia/board/document';
import { ySyncPluginKey } from 'y-prosemirror';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { fragmentOf } from './fragment.ts';
import { splitSharedParagraph, watchSplits } from './split.ts';
import { createDocUndo } from './undo.ts';

const blocksOf = (doc: Y.Doc): readonly DocElement[] =>
	readItem(doc.getMap('items').get('d'), 'd')!.doc as readonly DocElement[];
const wordsOf = (doc: Y.Doc): string => docWords(blocksOf(doc));

class Writer {
	readonly doc = newDocument();
	readonly inbox: Uint8Array[] = [];
	readonly undo: Y.UndoManager;

	constructor(client: number, start: Uint8Array, send: (from: Writer, update: Uint8Array) => void) {
		Y.applyUpdate(this.doc, start);
		this.doc.clientID = client;
		this.doc.on('update', (update: Uint8Array, _: unknown, __: Y.Doc, { local }: Y.Transaction) => {
			if (local) send(this, update);
		});
		watchSplits(this.fragment, this.doc);
		this.undo = createDocUndo(this.fragment, this.doc);
		this.undo.captureTimeout = 0;
	}

	get fragment(): Y.XmlFragment {
		return fragmentOf(this.doc, 'd')!;
	}

	get blocks(): readonly DocElement[] {
		return blocksOf(this.doc);
	}

	get lines(): string[] {
		return this.blocks.map((block) => docWords([block]));
	}

	split(line: number, at: number): void {
		this.#change(() => splitSharedParagraph(this.#line(line), at, {}));
	}

	write(line: number, at: number, text: string): void {
		this.#change(() => {
			const paragraph = this.#line(line);
			if (paragraph.length === 0) paragraph.insert(0, [new Y.XmlText()]);
			const first = paragraph.get(0) as Y.XmlText;
			first.insert(Math.min(at, first.length), text);
		});
	}

	deliver(most = Infinity): void {
		for (const update of this.inbox.splice(0, most)) Y.applyUpdate(this.doc, update, 'remote');
	}

	#line(line: number): Y.XmlElement {
		return this.fragment.get(line) as Y.XmlElement;
	}

	#change(run: () => void): void {
		this.doc.transact(run, ySyncPluginKey);
	}
}

const paragraph = (...content: readonly object[]) => ({ type: 'paragraph', content });

function together(content: readonly object[], clients: readonly number[]): Writer[] {
	const first = newDocument();
	first.clientID = 1;
	insertItems(
		first,
		[{ id: 'd', type: 'document', pos: [0, 0], doc: content as DocElement[] }],
		null
	);
	const start = Y.encodeStateAsUpdate(first);
	const writers: Writer[] = [];
	const send = (from: Writer, update: Uint8Array): void => {
		for (const writer of writers) if (writer !== from) writer.inbox.push(update);
	};
	for (const client of clients) writers.push(new Writer(client, start, send));
	return writers;
}

/** Until nobody has anything to tell any more. */
function meet(writers: readonly Writer[]): void {
	while (writers.some(({ inbox }) => inbox.length > 0)) for (const one of writers) one.deliver();
	for (const { blocks } of writers) expect(blocks).toEqual(writers[0]!.blocks);
}

function randomFrom(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
}

const sixLetters = [paragraph({ text: 'abcdef' })];

describe.each([
	['the first of them comes first', [2, 3]],
	['the second of them comes first', [3, 2]]
] as const)('two who split one paragraph at once (%s)', (_, clients) => {
	it('at the same place have its end once', () => {
		const [anna, ben] = together(sixLetters, clients) as [Writer, Writer];
		anna.split(0, 3);
		ben.split(0, 3);
		meet([anna, ben]);
		expect(anna.lines).toEqual(['abc', '', 'def']);
	});

	it('at different places have each letter once, in order', () => {
		const [anna, ben] = together(sixLetters, clients) as [Writer, Writer];
		anna.split(0, 2);
		ben.split(0, 4);
		meet([anna, ben]);
		expect(anna.lines.join('')).toBe('abcdef');
		expect(anna.lines).toHaveLength(3);
	});

	it('keep what they write meanwhile', () => {
		const [anna, ben] = together(sixLetters, clients) as [Writer, Writer];
		anna.split(0, 3);
		anna.write(1, 2, 'X');
		ben.write(0, 5, 'Y');
		ben.split(0, 3);
		ben.write(1, 0, 'Z');
		meet([anna, ben]);
		const letters = Array.from(anna.lines.join('')).toSorted().join('');
		expect(letters).toBe('XYZabcdef');
	});

	it('have line breaks, looks and signs of two units once', () => {
		const content = [
			paragraph(
				{ text: 'a𝄞' },
				{ type: 'break' },
				{ text: 'b', marks: { bold: {} } },
				{ text: '𝄞c' }
			)
		];
		const [anna, ben] = together(content, clients) as [Writer, Writer];
		anna.split(0, 1);
		ben.split(0, 1);
		meet([anna, ben]);
		expect(anna.lines).toEqual(['a', '', '𝄞\nb𝄞c']);
		expect(anna.blocks[2]?.content).toContainEqual({ text: 'b', marks: { bold: {} } });
	});

	it('lose nothing when they take it back', () => {
		const [anna, ben] = together(sixLetters, clients) as [Writer, Writer];
		anna.split(0, 3);
		ben.split(0, 3);
		meet([anna, ben]);
		for (const { undo } of [anna, ben]) {
			undo.undo();
			meet([anna, ben]);
			expect(anna.lines.join('')).toMatch(/^abc(def)+$/);
		}
	});
});

describe('what was split at once', () => {
	it('is mended by whoever opens it next', () => {
		const [anna, ben, late] = together(sixLetters, [2, 3, 4]) as [Writer, Writer, Writer];
		anna.split(0, 3);
		ben.split(0, 3);
		const doc = newDocument();
		for (const update of late.inbox) Y.applyUpdate(doc, update);
		Y.applyUpdate(doc, Y.encodeStateAsUpdate(anna.doc));
		expect(wordsOf(doc)).toMatch(/def.*def/s);
		watchSplits(fragmentOf(doc, 'd')!, doc);
		expect(wordsOf(doc)).toMatch(/^abc\s+def$/);
	});

	it('keeps letters that only say that they are the same', () => {
		const [anna] = together([paragraph({ text: 'one' }), paragraph({ text: 'two' })], [2]) as [
			Writer
		];
		const claim = (line: number): void => {
			const one = anna.fragment.get(line) as Y.XmlElement;
			const { _start: first } = one.get(0) as Y.XmlText;
			one.setAttribute('split', `9.1.${first!.id.clock.toString(36)}.3`);
		};
		claim(0);
		claim(1);
		watchSplits(anna.fragment, anna.doc);
		expect(anna.lines).toEqual(['one', 'two']);
		for (const split of ['', '1', '1.2.3.4.5-', '....', 'zzzzzzzzzzzzzzz.1.1.1', '1.1.1.zzzzzzz']) {
			(anna.fragment.get(0) as Y.XmlElement).setAttribute('split', split);
			watchSplits(anna.fragment, anna.doc);
		}
		expect(anna.lines).toEqual(['one', 'two']);
	});
});

const seeds = Array.from({ length: 100 }, (_, index) => index + 1);

describe('three who write and split at once', () => {
	const start = 'abcdefghijklmnop';

	const play = (seed: number, takesBack: boolean): { writers: Writer[]; typed: string[] } => {
		const random = randomFrom(seed);
		const clients = [
			[2, 3, 4],
			[4, 3, 2],
			[3, 4, 2]
		][random(3)]!;
		const writers = together([paragraph({ text: start })], clients);
		const typed: string[] = [];
		for (let step = 0; step < 40; step += 1) {
			const writer = writers[random(writers.length)]!;
			const line = random(writer.fragment.length);
			const text = (writer.fragment.get(line) as Y.XmlElement).get(0);
			const at = random((text instanceof Y.XmlText ? text.length : 0) + 1);
			const what = random(10);
			if (what < 4) writer.split(line, at);
			else if (takesBack && what < 6) writer.undo.undo();
			else {
				const letter = String.fromCharCode(0x4e00 + step);
				typed.push(letter);
				writer.write(line, at, letter);
			}
			if (random(3) === 0) writers[random(writers.length)]!.deliver(1 + random(5));
		}
		meet(writers);
		return { writers, typed };
	};

	it.each(seeds)('have every letter once, in order (seed %i)', (seed) => {
		const { writers, typed } = play(seed, false);
		const text = writers[0]!.lines.join('');
		expect(
			Array.from(text)
				.filter((letter) => start.includes(letter))
				.join('')
		).toBe(start);
		expect(
			Array.from(text)
				.filter((letter) => !start.includes(letter))
				.toSorted()
		).toEqual(typed.toSorted());
	});

	it.each(seeds)('lose nothing when they take back (seed %i)', (seed) => {
		const { writers } = play(seed, true);
		const text = writers[0]!.lines.join('');
		for (const letter of start) expect(text).toContain(letter);
	});
});
