import { dateField } from '../day.ts';
import type { Item } from '@concordia/board';
import type { CalendarEvent } from '@concordia/exchange';
import type { InstrumentDefinition, Locale } from '../definition.ts';
import type { OrganizationName } from '../matrix.ts';
import { cardsOf } from '../scope.ts';
import { cardRows, formatValue, sourceOf, titleOf } from './rows.ts';

/**
 * The days by which something is to be reached: milestones, commitments, goals. A kind with one date says
 * such a day; kinds with several say how long something takes, which no calendar needs to ring for.
 */
export function instrumentDates(
	definition: InstrumentDefinition,
	items: Iterable<Item>,
	frameId: string,
	organizations: readonly OrganizationName[],
	locale: Locale,
	/** Where the instrument can be read; the ids of events hold its host and path. */
	url: string
): readonly CalendarEvent[] {
	const source = sourceOf(definition, items, frameId, organizations, locale);
	return definition.kinds.flatMap((kind) => {
		const [date, ...others] = kind.fields.filter(({ type }) => type === 'date');
		if (!date || others.length > 0) return [];
		const { columns, rows } = cardRows(source, kind);
		return cardsOf(source.scope, kind.id).flatMap((item, index): CalendarEvent[] => {
			const day = dateField(item, date.id);
			if (day === undefined) return [];
			const known = columns
				.map(({ title }, column) => [title, formatValue(rows[index]![column]!, locale)] as const)
				.slice(1)
				.filter(([, value]) => value !== '');
			return [
				{
					uid: `${item.id}@${url.replace(/^\w+:\/\//u, '')}`,
					from: day,
					title: `${source.word(`kind.${kind.id}`)}: ${titleOf(source, item)}`,
					description: known.map(([title, value]) => `${title}: ${value}`).join('\n'),
					url
				}
			];
		});
	});
}
