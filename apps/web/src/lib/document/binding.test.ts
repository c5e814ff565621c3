import { insertItems, newDocument, readItem } from '@concordia/board/doc';
import { cleanDoc, docWords } from '@concordia/board/document';
import { getSchema } from '@tiptap/core';
import { EditorState, TextSelection, type Command } from '@tiptap/pm/state';
import { initProseMirrorDoc, updateYFragment, ySyncPluginKey } from 'y-prosemirror';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
	addColumn,
	addRow,
	insertTable,
	setWidths,
	tableAt,
	toggleHeading,
	toggleList,
	toggleQuote
} from './commands.ts';
import { fragmentOf } from './fragment.ts';
import { docExtensions, unmatched } from './nodes.ts';
import { splitSharedParagraph, watchSplits } from './split.ts';
import { createDocUndo } from './undo.ts';

const schema = getSchema(docExtensions);

/** A random number below a limit, from a seed. */
function randomFrom(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
}

/** Somebody with an editor, bound to their copy of the document as the page binds it. */
class Writer {
	readonly doc = newDocument();
	readonly sent: Uint8Array[] = [];
	readonly name: string;

	constructor(name: string, client: number, start: Uint8Array) {
		this.name = name;
		Y.applyUpdate(this.doc, start);
		this.doc.clientID = client;
		this.doc.on('update', (update: Uint8Array, _: unknown, __: Y.Doc, { local }: Y.Transaction) => {
			if (local) this.sent.push(update);
		});
		watchSplits(this.fragment, this.doc);
	}

	get fragment(): Y.XmlFragment {
		return fragmentOf(this.doc, 'd')!;
	}

	get content(): unknown {
		return readItem(this.doc.getMap('items').get('d'), 'd')?.doc;
	}

	/** Does what a command of the editor does, at a place of the document. */
	run(command: Command, at: number): void {
		const { doc, meta } = initProseMirrorDoc(this.fragment, schema);
		const state = EditorState.create({ doc });
		const place = doc.resolve(Math.min(at, doc.content.size));
		const selected = state.apply(state.tr.setSelection(TextSelection.near(place)));
		command(selected, (tr) => {
			const after = selected.apply(tr).doc;
			after.check();
			this.doc.transact(
				() => updateYFragment(this.doc, this.fragment, after, meta),
				ySyncPluginKey
			);
		});
	}

	/** Splits the paragraph at a place of the document, as Enter does. */
	split(at: number): void {
		const { doc } = initProseMirrorDoc(this.fragment, schema);
		const { $from } = TextSelection.near(doc.resolve(Math.min(at, doc.content.size)));
		let shared: unknown = this.fragment;
		for (let depth = 0; depth < $from.depth; depth += 1) {
			shared = (shared as Y.XmlFragment).get($from.index(depth));
		}
		this.doc.transact(
			() => splitSharedParagraph(shared as Y.XmlElement, $from.parentOffset, { list: 'bullet' }),
			ySyncPluginKey
		);
	}

	get size(): number {
		return initProseMirrorDoc(this.fragment, schema).doc.content.size;
	}

	write(text: string, at: number): void {
		this.run((state, dispatch) => {
			if (state.selection.$from.parent.isTextblock) dispatch?.(state.tr.insertText(text));
			return true;
		}, at);
	}
}

function world(seed: number): { writers: Writer[]; random: (below: number) => number } {
	const first = newDocument();
	first.clientID = 1;
	const doc = ['one two three ', 'four five six ', ''].map((text) => ({
		type: 'paragraph',
		...(text !== '' && { content: [{ text }] })
	}));
	insertItems(first, [{ id: 'd', type: 'document', pos: [0, 0], doc }], null);
	const start = Y.encodeStateAsUpdate(first);
	const writers = ['a', 'b', 'c'].map((name, index) => new Writer(name, index + 2, start));
	return { writers, random: randomFrom(seed) };
}

const looks: readonly Command[] = [
	toggleHeading(1),
	toggleHeading(2),
	toggleList('bullet'),
	toggleList('task'),
	toggleQuote,
	insertTable(2, 2),
	addRow,
	addColumn,
	(state, dispatch) => {
		const at = tableAt(state);
		if (!at) return false;
		return setWidths(at.pos, [40 + ((state.doc.content.size * 7) % 400), 80])(state, dispatch);
	},
	(state, dispatch) => {
		const { $from } = state.selection;
		const tr = state.tr.addMark($from.start(), $from.end(), schema.marks['bold']!.create());
		if (tr.docChanged) dispatch?.(tr);
		return true;
	}
];

describe('the schema of the editor', () => {
	it('has the nodes and marks of documents, and no others', () => {
		expect(unmatched([...Object.keys(schema.nodes), ...Object.keys(schema.marks)])).toEqual([]);
	});
});

describe('several who write at once', () => {
	it.each(Array.from({ length: 12 }, (_, index) => index + 1))(
		'end with the same document, which has every letter (seed %i)',
		(seed) => {
			const { writers, random } = world(seed);
			const inboxes = new Map(writers.map((writer) => [writer, [] as Uint8Array[]]));
			const deliver = (writer: Writer, most: number): void => {
				for (const update of inboxes.get(writer)!.splice(0, most)) {
					Y.applyUpdate(writer.doc, update, 'remote');
				}
			};
			const letters: string[] = [];
			for (let step = 0; step < 60; step += 1) {
				const writer = writers[random(writers.length)]!;
				const at = random(writer.size + 1);
				const what = random(10);
				if (what < 5) {
					// A letter that is nowhere else.
					const letter = String.fromCharCode(0x4e00 + step);
					letters.push(letter);
					writer.write(letter, at);
				} else if (what < 7) writer.split(at);
				else writer.run(looks[random(looks.length)]!, at);
				for (const other of writers) if (other !== writer) inboxes.get(other)!.push(...writer.sent);
				writer.sent.length = 0;
				if (random(3) === 0) deliver(writers[random(writers.length)]!, 1 + random(5));
			}
			// What is mended when others' changes come is told, too.
			for (let round = 0; round < 4; round += 1) {
				for (const writer of writers) {
					deliver(writer, Infinity);
					for (const other of writers)
						if (other !== writer) inboxes.get(other)!.push(...writer.sent);
					writer.sent.length = 0;
				}
			}
			const [first, ...others] = writers.map(({ content }) => content);
			for (const other of others) expect(other).toEqual(first);
			// Nothing is in it that the schema doesn't know, and reading it in an editor takes out no word.
			expect(cleanDoc(first)).toEqual(first);
			for (const writer of writers) {
				initProseMirrorDoc(writer.fragment, schema).doc.check();
				expect(docWords(cleanDoc(writer.content))).toBe(docWords(cleanDoc(first)));
			}
			const text = docWords(cleanDoc(first));
			for (const letter of letters) expect(text).toContain(letter);
		}
	);
});

const share = (from: Writer, to: Writer): void => {
	Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc), 'remote');
};

describe('one person’s undo', () => {
	it('leaves what another wrote into the paragraph that one made', () => {
		const { writers } = world(1);
		const [anna, ben] = writers as [Writer, Writer];
		const undo = createDocUndo(anna.fragment, anna.doc);
		anna.split(15);
		undo.stopCapturing();
		anna.write('anna', 16);
		share(anna, ben);
		ben.write('ben', 17);
		share(ben, anna);
		while (undo.canUndo()) undo.undo();
		const text = docWords(cleanDoc(anna.content));
		expect(text).toContain('ben');
		expect(text).not.toContain('anna');
		expect(text).toContain('one two three');
		share(anna, ben);
		expect(ben.content).toEqual(anna.content);
	});

	it('brings back what one took out, and only that', () => {
		const { writers } = world(2);
		const [anna, ben] = writers as [Writer, Writer];
		const undo = createDocUndo(anna.fragment, anna.doc);
		anna.run((state, dispatch) => {
			dispatch?.(state.tr.delete(1, 5));
			return true;
		}, 1);
		share(anna, ben);
		ben.write('ben', 3);
		share(ben, anna);
		undo.undo();
		expect(docWords(cleanDoc(anna.content)).split('\n')[0]).toBe('one twbeno three ');
	});
});
