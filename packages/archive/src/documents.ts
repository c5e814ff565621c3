import type { Item } from '@concordia/board';
import { cleanDoc, docMarkdown } from '@concordia/board/document';
import { formatMarkdown } from '@concordia/exchange';
import {
	formatFrozen,
	frozenOf,
	instrumentOf,
	instrumentPaper,
	isInstrumentFrame,
	type Locale
} from '@concordia/instruments';
import {
	decisionFacts,
	paperFacts,
	versionFacts,
	versionFrozenAs,
	type SessionState
} from '@concordia/session';
import { hashText } from '@concordia/transparency';

const locales: readonly Locale[] = ['en', 'de'];

/**
 * Every instrument on the board as a document, in each language: path and Markdown. `day` is today's. The same
 * board gives the same documents, in whatever order its items come.
 */
export function writeDocuments(
	board: readonly Item[],
	state: SessionState,
	day: string
): Map<string, string> {
	const items = board.toSorted((a, b) => (a.id < b.id ? -1 : 1));
	const documents = new Map<string, string>();
	const counts = new Map<string, number>();
	const facts = { ...paperFacts(state, day), decisions: decisionFacts(state, utcDay) };
	for (const frame of items) {
		const definition = instrumentOf(frame);
		if (definition === undefined || !isInstrumentFrame(frame)) continue;
		const count = (counts.get(definition.id) ?? 0) + 1;
		counts.set(definition.id, count);
		const name = count === 1 ? definition.id : `${definition.id}-${count}`;
		const hash = hashText(formatFrozen(frozenOf(definition, items, frame.id)));
		const version = versionFrozenAs(state, frame.id, hash);
		const { organizations } = state;
		const meta = {
			...facts,
			...(version && { version: versionFacts(state, version, utcDay) })
		};
		for (const locale of locales) {
			const paper = instrumentPaper(definition, items, frame.id, organizations, locale, meta);
			documents.set(`documents/${name}.${locale}.md`, formatMarkdown(paper));
		}
	}
	for (const [path, text] of writtenDocuments(items)) documents.set(path, text);
	return documents;
}

/** Everywhere the same, whoever writes the documents. */
function utcDay(at: number): string {
	return new Date(at).toISOString().slice(0, 10);
}

/** The documents that people wrote on the board; live fields say what they show as it is now. */
function writtenDocuments(items: readonly Item[]): [path: string, text: string][] {
	const byId = new Map(items.map((item) => [item.id, item]));
	const shown = (id: string): string => {
		const text = byId.get(id)?.text?.trim() ?? '';
		return text === '' ? '' : `> ${text.replaceAll('\n', '\n> ')}`;
	};
	return items
		.filter(({ type }) => type === 'document')
		.map(({ id, doc }) => [
			`documents/document-${id.replaceAll(/[^\w-]/g, '_')}.md`,
			docMarkdown(cleanDoc(doc), shown)
		]);
}
