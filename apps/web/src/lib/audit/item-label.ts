import { hasWords, words } from '@concordia/instruments';
import { parseVersionId } from '@concordia/session';
import { typeName } from '#lib/board/item-name.ts';
import { locale, t } from '#lib/i18n/index.svelte.ts';
import { instrumentOf } from '#lib/instruments/known.svelte.ts';
import type { NamedItem, NamedItems } from './client.ts';
import { shorten } from './shorten.ts';

/** What an item is called in a sentence: the start of its text, and what kind of thing it is. */
export function labelOf(item: NamedItem): string {
	const text = shorten(item.text ?? '');
	const type = kindName(item);
	return text === '' ? t('log.item-unnamed', { type }) : t('log.item-named', { type, text });
}

/** What the log names, in a sentence: an item, or a frozen version of one; null when it is not on the board (any more). */
export function nameIn(items: NamedItems, id: string): string | null {
	const version = parseVersionId(id);
	const item = items.get(version?.frame ?? id);
	const name = item === undefined ? null : labelOf(item);
	if (version === null) return name;
	// The wording of a decision: its id is no item's.
	if (version.frame.startsWith('d~')) return t('log.item-decision');
	return t('log.item-version', { number: version.number, what: name ?? t('log.item-gone') });
}

/** Cards of an instrument by the instrument's own word: "Problem", not "Card". */
function kindName(item: NamedItem): string {
	const { instrument, kind } = item;
	const definition = instrument === undefined ? undefined : instrumentOf({ instrument });
	const key = `kind.${kind}`;
	return definition && hasWords(definition, key)
		? words(definition, locale.current, key)
		: typeName(item);
}

/** What a field of a card is called: "Statement", not "statement". */
export function fieldLabelOf(item: NamedItem, field: string): string | null {
	const { instrument, kind } = item;
	const definition = instrument === undefined ? undefined : instrumentOf({ instrument });
	const key = `${kind}.${field}`;
	return definition && hasWords(definition, key) ? words(definition, locale.current, key) : null;
}
