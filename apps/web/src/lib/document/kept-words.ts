import { paragraphAround, paragraphsIn } from '@concordia/board/authorship';
import * as Y from 'yjs';

type Part = Y.AbstractType<unknown>;

/**
 * Tells of the words of a paragraph that others take away while this person writes in it: they join it to another one,
 * or remove it, and don't know the newest words yet. Nothing is told when the words stand somewhere in the document.
 */
export function watchWords(
	fragment: Y.XmlFragment,
	isSaved: () => boolean,
	lost: (text: string) => void
): () => void {
	/** What those paragraphs say that were written in last, and all with words that are not saved. */
	const written = new Map<Y.XmlElement, string>();

	const observe = (
		events: readonly { readonly target: unknown }[],
		{ local }: Y.Transaction
	): void => {
		const touched = events.map(({ target }) => paragraphAround(target as Part));
		if (local && isSaved()) written.clear();
		// What is taken away is no change of its own.
		if (written.size > 0 && touched.includes(null)) dropLost(local ? () => {} : lost);
		for (const paragraph of touched) {
			if (paragraph && (local || written.has(paragraph))) written.set(paragraph, textOf(paragraph));
		}
	};

	const dropLost = (tell: (text: string) => void): void => {
		const here = [...paragraphsIn(fragment)];
		const lines = here.map(textOf);
		for (const [paragraph, text] of written) {
			if (here.includes(paragraph)) continue;
			written.delete(paragraph);
			if (text.trim() !== '' && !lines.some((line) => line.includes(text))) tell(text);
		}
	};

	const observer = observe as unknown as Parameters<typeof fragment.observeDeep>[0];
	fragment.observeDeep(observer);
	return () => fragment.unobserveDeep(observer);
}

function textOf(paragraph: Y.XmlElement): string {
	return paragraph
		.toArray()
		.map((child) =>
			child instanceof Y.XmlText
				? (child.toDelta() as { insert: unknown }[])
						.map(({ insert }) => (typeof insert === 'string' ? insert : ''))
						.join('')
				: '\n'
		)
		.join('');
}
