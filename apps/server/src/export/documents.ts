import type { Item } from '@concordia/board';
import {
	instrumentDocument,
	instrumentOf,
	isInstrumentFrame,
	toMarkdown,
	type Locale
} from '@concordia/instruments';
import type { SessionState } from '@concordia/session';

const locales: readonly Locale[] = ['en', 'de'];

/** Every instrument on the board as a document, in each language: path and Markdown. */
export function writeDocuments(items: readonly Item[], state: SessionState): Map<string, string> {
	const documents = new Map<string, string>();
	const counts = new Map<string, number>();
	for (const frame of items) {
		const definition = instrumentOf(frame);
		if (definition === undefined || !isInstrumentFrame(frame)) continue;
		const count = (counts.get(definition.id) ?? 0) + 1;
		counts.set(definition.id, count);
		const name = count === 1 ? definition.id : `${definition.id}-${count}`;
		for (const locale of locales) {
			const model = instrumentDocument(definition, items, frame.id, state.organizations, locale, {
				title: state.title,
				purpose: state.purpose
			});
			documents.set(`documents/${name}.${locale}.md`, toMarkdown(model));
		}
	}
	return documents;
}
