import type { Item } from '@concordia/board';
import { docTitle } from '@concordia/board/document';
import { kindOf, words } from '@concordia/instruments';
import { hasText, locale, t } from '#lib/i18n/index.svelte.ts';
import { instrumentOf } from '#lib/instruments/known.svelte.ts';

/** What kind of thing an item is, in the reader's language. */
export function typeName(
	item: Pick<Item, 'type' | 'shape' | 'instrument' | 'kind' | 'url' | 'rows' | 'columns'>
): string {
	const definition = instrumentOf(item);
	const kind = definition && kindOf(definition, item.kind);
	if (definition && kind) return words(definition, locale.current, `kind.${kind.id}`);
	for (const shape of [`board.shape-${item.shape ?? ''}`, `lines.shape-${item.shape ?? ''}`]) {
		if (item.type === 'shape' && hasText(shape)) return t(shape);
	}
	if (item.type === 'card' && item.url !== undefined) return t('board.type-link');
	const { rows, columns } = item;
	if (item.type === 'table' && rows && columns) {
		return t('board.table-of', { rows: rows.length, columns: columns.length });
	}
	const type = `board.type-${item.type}`;
	return hasText(type) ? t(type) : t('board.type-unknown', { type: item.type });
}

const longest = 80;
/** The signs of bold, struck out and linked words: names are read out without them. Others' texts may be full of brackets. */
const signs = /\[([^\]\n]{1,500})\]\((?:https?:|mailto:)[^\s)]{1,2000}\)|\*\*|~~/g;

/** A text as it reads, in a list of texts. */
export function withoutSigns(text: string): string {
	return text.replace(signs, '$1').trim();
}

/** A short name for an item: the start of its text, or what it is. */
export function itemName(item: Item): string {
	const own = item.type === 'document' ? docTitle(item.doc) : '';
	const text = withoutSigns(own || item.text || item.alt || '').replace(/\s+/g, ' ');
	if (text === '') return typeName(item);
	return text.length <= longest ? text : `${text.slice(0, longest - 1).trimEnd()}…`;
}

/** The short name of each item; a dash for what is not there. */
export function namesIn(items: { get(id: string): Item | undefined }): (id: string) => string {
	return (id) => {
		const item = items.get(id);
		return item ? itemName(item) : '–';
	};
}

/** Whether "who saw and edited this" is worth asking: a single stroke of a pen says nothing alone. */
export function hasStory(item: Item): boolean {
	return item.type !== 'ink';
}
