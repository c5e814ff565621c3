import type { InstrumentDefinition } from '@concordia/instruments';

export const paperFormats = ['docx', 'pdf', 'md', 'xlsx', 'csv', 'svg', 'ics'] as const;
export type PaperFormat = (typeof paperFormats)[number];

const drawnViews: readonly string[] = ['timeline', 'radar', 'lanes', 'graph'];

/** The formats that make sense for an instrument: charts and dates only where it has such. */
export function formatsOf(definition: InstrumentDefinition): readonly PaperFormat[] {
	const hasDates = definition.kinds.some(
		({ fields }) => fields.filter(({ type }) => type === 'date').length === 1
	);
	const isDrawn = definition.views.some(({ type }) => drawnViews.includes(type));
	const has = { svg: isDrawn, ics: hasDates } as const;
	return paperFormats.filter((format) =>
		format === 'svg' || format === 'ics' ? has[format] : true
	);
}

/** A text has no tables and dates of its own. */
export const documentFormats: readonly PaperFormat[] = ['docx', 'pdf', 'md'];
