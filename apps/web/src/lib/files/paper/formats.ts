import type { InstrumentDefinition } from '@concordia/instruments';

export const paperFormats = ['docx', 'pdf', 'md', 'xlsx', 'csv', 'ics'] as const;
export type PaperFormat = (typeof paperFormats)[number];

/** The formats that make sense for an instrument: dates only where its cards have such. */
export function formatsOf({ kinds }: InstrumentDefinition): readonly PaperFormat[] {
	const hasDates = kinds.some(
		({ fields }) => fields.filter(({ type }) => type === 'date').length === 1
	);
	return paperFormats.filter((format) => format !== 'ics' || hasDates);
}

/** A text has no tables and dates of its own. */
export const documentFormats: readonly PaperFormat[] = ['docx', 'pdf', 'md'];
