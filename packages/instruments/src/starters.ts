import type { Item, NewItem, Point } from '@concordia/board';
import { words } from './definition.ts';
import type { InstrumentDefinition, Locale } from './definition.ts';
import { newLink } from './links.ts';
import { newCards, newFrame } from './place.ts';

/** The frame of an instrument with the cards that lie in it from the start, and the links between them. */
export function newInstrument(
	definition: InstrumentDefinition,
	{ newId, pos, locale }: { newId: () => string; pos: Point; locale: Locale }
): NewItem[] {
	const { starters = [] } = definition;
	const frame: Item = {
		...newFrame(definition, { id: newId(), pos, locale }),
		size: definition.frameSize,
		z: ''
	};
	const ids = new Map(starters.map(({ id }) => [id, newId()]));
	const cards = newCards(
		definition,
		[],
		frame,
		starters.map(({ id, kind, fields = {} }) => ({
			id: ids.get(id)!,
			kind,
			text: words(definition, locale, `starter.${id}`),
			fields
		}))
	);
	const links = starters.flatMap(({ id, links: ends = [] }) =>
		ends.flatMap(({ link, to }) => {
			const kind = definition.links.find((candidate) => candidate.id === link);
			const target = ids.get(to);
			if (!kind || target === undefined) return [];
			return [newLink(definition, kind, { id: newId(), from: ids.get(id)!, to: target })];
		})
	);
	return [frame, ...cards, ...links];
}
