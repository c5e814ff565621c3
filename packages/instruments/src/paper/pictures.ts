import type { PaperPicture } from '@concordia/exchange';
import type { Item } from '@concordia/board';
import { dayNumber } from '../day.ts';
import type { InstrumentDefinition, Locale, View } from '../definition.ts';
import type { OrganizationName } from '../matrix.ts';
import { graphPicture } from './graph-picture.ts';
import { mapPicture } from './map-picture.ts';
import { radarPicture } from './radar-picture.ts';
import { sourceOf } from './rows.ts';
import type { Source } from './rows.ts';
import { timelinePictures } from './timeline-picture.ts';

/** A view that is a drawing, on as many pages as it takes. */
export interface Pictures {
	readonly title: string;
	readonly pictures: readonly PaperPicture[];
}

/** The views of an instrument that are drawings and have something to show. `day` is today's. */
export function instrumentPictures(
	definition: InstrumentDefinition,
	items: Iterable<Item>,
	frameId: string,
	organizations: readonly OrganizationName[],
	locale: Locale,
	day: string
): readonly Pictures[] {
	const source = sourceOf(definition, items, frameId, organizations, locale);
	return definition.views.flatMap((view): Pictures[] => {
		const pictures = drawn(source, view, frameId, day);
		return pictures.length > 0 ? [{ title: source.word(`view.${view.id}`), pictures }] : [];
	});
}

function drawn(source: Source, view: View, frameId: string, day: string): readonly PaperPicture[] {
	switch (view.type) {
		case 'timeline':
			return timelinePictures(source, view, frameId, dayNumber(day));
		case 'radar':
			return one(radarPicture(source, view, frameId));
		case 'lanes':
			return one(mapPicture(source, view, frameId));
		case 'graph':
			return one(graphPicture(source, view, frameId));
		default:
			return [];
	}
}

const one = (picture: PaperPicture | undefined): readonly PaperPicture[] =>
	picture ? [picture] : [];
