import { nanoid } from 'nanoid';
import { Plugin, type Transaction } from '@tiptap/pm/state';
import { isFromOthers } from './others.ts';

/**
 * Every block has a name of its own, so that others can point at it. Whoever makes a block names it; what others
 * bring is left as it is, or two pages would name one block twice.
 */
export function blockIds(): Plugin {
	return new Plugin({
		appendTransaction(transactions, _before, state) {
			if (!transactions.some((tr) => tr.docChanged && !isFromOthers(tr))) return null;
			const taken = new Set<unknown>();
			let named: Transaction | null = null;
			state.doc.descendants((node, pos) => {
				if (!('id' in node.attrs)) return !node.isTextblock;
				const id: unknown = node.attrs['id'];
				if (id === null || taken.has(id)) {
					named ??= state.tr;
					named.setNodeAttribute(pos, 'id', nanoid(10));
				}
				taken.add(id);
				return !node.isTextblock;
			});
			return named;
		}
	});
}
