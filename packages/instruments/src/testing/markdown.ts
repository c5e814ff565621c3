import type { Item } from '@concordia/board';
import { formatMarkdown } from '@concordia/exchange';
import type { InstrumentDefinition, Locale } from '../definition.ts';
import type { OrganizationName } from '../matrix.ts';
import { instrumentPaper } from '../paper/paper.ts';

/** The document of an instrument as it is downloaded, for tests that look for words in it. */
export function markdownOf(
	definition: InstrumentDefinition,
	items: Iterable<Item>,
	frameId: string,
	organizations: readonly OrganizationName[],
	locale: Locale
): string {
	const meta = { session: 'Workshop', day: '2026-11-22', parties: [] };
	return formatMarkdown(instrumentPaper(definition, items, frameId, organizations, locale, meta));
}
