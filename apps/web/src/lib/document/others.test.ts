import { getSchema } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { EditorState, TextSelection } from '@tiptap/pm/state';
import { ySyncPluginKey } from 'y-prosemirror';
import { describe, expect, it } from 'vitest';
import { docExtensions } from './nodes.ts';
import { asSmallChange } from './others.ts';

const schema = getSchema(docExtensions);

type Block = string | readonly string[];

/** Paragraphs, and tables of one row. */
function doc(...blocks: readonly Block[]): Node {
	const line = (text: string): Node =>
		schema.node('paragraph', null, text ? schema.text(text) : []);
	const cells = (texts: readonly string[]): Node[] =>
		texts.map((text) => schema.node('cell', null, line(text)));
	return schema.node(
		'doc',
		null,
		blocks.map((block) =>
			typeof block === 'string'
				? line(block)
				: schema.node('table', null, schema.node('row', null, cells(block)))
		)
	);
}

/** The change as the binding makes it: all in the place of all. */
function received(before: Node, after: Node) {
	const state = EditorState.create({ doc: before });
	const tr = state.tr.replaceWith(0, before.content.size, after.content);
	tr.setSelection(TextSelection.near(tr.doc.resolve(1)));
	return { state, tr: tr.setMeta(ySyncPluginKey, { isChangeOrigin: true }) };
}

describe('what comes from others', () => {
	it.each<[string, Node, Node]>([
		['a letter', doc('one', 'two', 'three'), doc('one', 'twoo', 'three')],
		['a letter taken out', doc('one', 'twoo', 'three'), doc('one', 'two', 'three')],
		['a new paragraph', doc('one', 'three'), doc('one', 'two', 'three')],
		['a paragraph like the one before', doc('one', 'one'), doc('one', 'one', 'one')],
		['a paragraph divided', doc('onetwo', 'x'), doc('one', 'two', 'x')],
		['two joined', doc('one', 'two', 'x'), doc('onetwo', 'x')],
		['letters in two places', doc('one', 'two', 'three'), doc('1one', 'two', 'three3')],
		['a table in the place of a paragraph', doc('one', 'two'), doc('one', ['two', ''])],
		['a cell', doc('one', ['a', 'b'], 'x'), doc('one', ['a', 'bb'], 'x')],
		['a column', doc(['a', 'b']), doc(['a', 'b', ''])],
		['everything', doc('one'), doc(['a'], 'b', 'c')],
		['nothing', doc('one'), doc('one')]
	])('is %s and no more', (_, before, after) => {
		const { state, tr } = received(before, after);
		const small = asSmallChange(state, tr);
		expect(small.doc.eq(after)).toBe(true);
		expect(small.getMeta(ySyncPluginKey)).toEqual({ isChangeOrigin: true });
		expect(small.selection.anchor).toBe(tr.selection.anchor);
		small.doc.check();
	});

	it('leaves alone what is known about places elsewhere', () => {
		const { state, tr } = received(doc('one', 'two', 'three'), doc('one', 'and two', 'three'));
		const { mapping } = asSmallChange(state, tr);
		expect([mapping.mapResult(2).deleted, mapping.map(2)]).toEqual([false, 2]);
		expect([mapping.mapResult(12).deleted, mapping.map(12)]).toEqual([false, 16]);
	});

	it('is made of any document from any other', () => {
		let seed = 7;
		const random = (below: number): number => {
			seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
			return Math.floor((seed / 2 ** 32) * below);
		};
		const any = (): Node =>
			doc(
				...Array.from({ length: 1 + random(4) }, (): Block => {
					const text = 'aab'.slice(0, random(4));
					return random(3) === 0 ? [text, 'a'.repeat(random(3))] : text;
				})
			);
		for (let round = 0; round < 500; round += 1) {
			const [before, after] = [any(), any()];
			const { state, tr } = received(before, after);
			expect(
				asSmallChange(state, tr).doc.eq(after),
				`${before.toString()} to ${after.toString()}`
			).toBe(true);
		}
	});

	it('is what a person does, left as it is', () => {
		const state = EditorState.create({ doc: doc('one') });
		const tr = state.tr.insertText('x', 1);
		expect(asSmallChange(state, tr)).toBe(tr);
	});
});
