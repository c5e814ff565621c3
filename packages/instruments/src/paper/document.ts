import type { Item } from '@concordia/board';
import { cleanDoc } from '@concordia/board/document';
import { documentBlocks } from '@concordia/exchange';
import type { LiveBlocks, Paper } from '@concordia/exchange';
import type { Locale } from '../definition.ts';
import type { PaperMeta } from './paper.ts';
import { formatDay } from './rows.ts';
import { paperWords } from './words.ts';

/** A document that people wrote together, for paper; `kind` says in a word what it is. */
export function documentPaper(
	item: Item,
	locale: Locale,
	meta: PaperMeta & { readonly kind: string },
	live?: LiveBlocks
): Paper {
	const { title, blocks } = documentBlocks(cleanDoc(item.doc), live);
	return {
		language: locale,
		kind: meta.kind,
		title: title || paperWords[locale].untitled,
		session: meta.session,
		...(meta.purpose?.trim() && { purpose: meta.purpose.trim() }),
		date: formatDay(meta.day, locale, 'long'),
		parties: meta.parties,
		isSigned: false,
		words: paperWords[locale],
		blocks
	};
}
