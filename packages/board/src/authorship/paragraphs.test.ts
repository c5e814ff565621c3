import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { insertItems, newDocument, openBoard } from '../doc/index.ts';
import { BoardPast } from './index.ts';

/** A document, what is done to it, and its stored updates from position 1 on. */
function world() {
	const past = new BoardPast();
	const doc = newDocument();
	let position = 0;
	doc.on('update', (update: Uint8Array) =>
		past.push(update, { author: null, position: (position += 1) })
	);
	insertItems(doc, [{ id: 'd', type: 'document', pos: [0, 0], doc: [] }], null);
	const fragment = (openBoard(doc).items.get('d') as Y.Map<Y.XmlFragment>).get('doc')!;
	const textOf = (id: string): Y.XmlText => {
		const walker = fragment.createTreeWalker(
			(node) => node instanceof Y.XmlElement && node.getAttribute('id') === id
		);
		const [found] = walker as Iterable<Y.XmlElement>;
		return found?.get(0) as Y.XmlText;
	};
	return {
		doc,
		fragment,
		textOf,
		told: () => Object.fromEntries(past.paragraphs.versionsIn('d'))
	};
}

function paragraph(id: string, text: string): Y.XmlElement {
	const made = new Y.XmlElement('paragraph');
	made.setAttribute('id', id);
	made.insert(0, [new Y.XmlText(text)]);
	return made;
}

it('knows when each paragraph was changed last', () => {
	const { fragment, textOf, told } = world();
	fragment.insert(0, [paragraph('a', 'one'), paragraph('b', 'two')]); // 2
	expect(told()).toEqual({ a: 2, b: 2 });
	textOf('b').insert(0, 'twenty-'); // 3
	fragment.insert(1, [paragraph('c', 'between')]); // 4
	expect(told()).toEqual({ a: 2, b: 3, c: 4 });
	textOf('a').delete(0, 1); // 5
	expect(told()).toEqual({ a: 5, b: 3, c: 4 });
});

it('another look is another version, and what is gone is left out', () => {
	const { fragment, told } = world();
	fragment.insert(0, [paragraph('a', 'one'), paragraph('b', 'two')]); // 2
	(fragment.get(0) as Y.XmlElement).setAttribute('heading', '1'); // 3
	fragment.delete(1, 1); // 4
	expect(told()).toEqual({ a: 3 });
});

it('cells of tables are paragraphs like others', () => {
	const { doc, fragment, textOf, told } = world();
	doc.transact(() => {
		const [table, row, cell] = ['table', 'row', 'cell'].map((name) => new Y.XmlElement(name));
		cell!.insert(0, [paragraph('x', 'in a cell')]);
		row!.insert(0, [cell!]);
		table!.insert(0, [row!]);
		fragment.insert(0, [paragraph('a', 'one'), table!]);
	}); // 2
	textOf('x').insert(0, 'still '); // 3
	expect(told()).toEqual({ a: 2, x: 3 });
});

it('other items and other documents change nothing', () => {
	const { doc, fragment, told } = world();
	fragment.insert(0, [paragraph('a', 'one')]); // 2
	insertItems(doc, [{ id: 'e', type: 'document', pos: [0, 0], doc: [] }], null); // 3
	const other = (openBoard(doc).items.get('e') as Y.Map<Y.XmlFragment>).get('doc')!;
	other.insert(0, [paragraph('a', 'elsewhere')]); // 4
	expect(told()).toEqual({ a: 2 });
});
