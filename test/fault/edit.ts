import { insertItems, itemText, removeItems, updateItems } from '@concordia/board/doc';
import type * as Y from 'yjs';
import type { Random } from '../harness/random.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Makes one random change as a person would: a new note, a move, some text, a deletion. */
export function editAtRandom(doc: Y.Doc, random: Random): void {
	const ids = [...doc.getMap('items').keys()];
	const id = random.pick(ids);
	const dice = random.below(10);
	if (id === undefined || dice < 3) {
		const fresh = Array.from({ length: 12 }, () => LETTERS[random.below(36)]).join('');
		insertItems(
			doc,
			[
				{
					id: fresh,
					type: 'note',
					pos: [random.below(2000), random.below(2000)],
					size: [200, 200],
					z: 'a0',
					text: `note ${fresh}`
				}
			],
			'person'
		);
	} else if (dice < 6) {
		updateItems(doc, [{ id, pos: [random.below(2000), random.below(2000)] }], 'person');
	} else if (dice < 9) {
		const text = itemText(doc, id);
		text?.insert(random.below(text.length + 1), `<${random.below(1000)}>`);
	} else {
		removeItems(doc, [id], 'person');
	}
}
