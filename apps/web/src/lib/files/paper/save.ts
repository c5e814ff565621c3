import {
	encodeCalendar,
	formatMarkdown,
	formatSheet,
	type Paper,
	type Sheet
} from '@concordia/exchange';
import { withDescendants, type Item } from '@concordia/board';
import {
	documentPaper,
	formatFrozen,
	frozenOf,
	instrumentDates,
	instrumentPaper,
	instrumentPictures,
	instrumentSheets,
	itemsOfFrozen,
	type Frozen,
	type InstrumentDefinition,
	type Locale
} from '@concordia/instruments';
import {
	decisionFacts,
	paperFacts,
	versionFacts,
	versionFrozenAs,
	type SessionState,
	type Version
} from '@concordia/session';
import { hashText } from '@concordia/transparency';
import { downloadBlob, downloadText, fileName } from '#lib/instruments/download.ts';
import { dayOf } from '#lib/instruments/local-day.ts';
import { printRoot } from '../export/print-root.ts';
import type { PaperFormat } from './formats.ts';
import { paperPage, paperStyle } from './page.ts';

/** An instrument on a board, for a reader of a language. */
export interface PaperSource {
	readonly definition: InstrumentDefinition;
	readonly items: Iterable<Item>;
	readonly frameId: string;
	readonly state: SessionState;
	/** Where the instrument can be read. */
	readonly url: string;
	readonly locale: Locale;
	readonly now: Date;
}

/** Makes the file and offers it, or prints. False when there is nothing to put into it. */
export async function savePaper(format: PaperFormat, source: PaperSource): Promise<boolean> {
	const { definition, frameId, state, locale, now } = source;
	const items = [...source.items];
	const { organizations } = state;
	const title = items.find(({ id }) => id === frameId)?.text?.trim() || definition.id;
	const name = (ending: string): string => fileName(`${state.title} ${title}`, ending);
	const drawn = () =>
		instrumentPictures(definition, items, frameId, organizations, locale, dayOf(now));
	const settled = () => {
		const hash = hashText(formatFrozen(frozenOf(definition, items, frameId)));
		const version = versionFrozenAs(state, frameId, hash);
		return {
			decisions: decisionFacts(state, dayOf),
			...(version && { version: versionFacts(state, version, dayOf) })
		};
	};
	switch (format) {
		case 'xlsx':
		case 'csv': {
			const sheets = instrumentSheets(definition, items, frameId, organizations, locale, settled());
			await (format === 'xlsx' ? saveWorkbook(sheets, name) : saveTables(sheets, name, locale));
			return true;
		}
		case 'svg': {
			const files = drawn().flatMap(({ title: chart, pictures }) =>
				pictures.map(({ svg }, page) => {
					const number = pictures.length > 1 ? ` ${page + 1}` : '';
					return { name: `${title} ${chart}${number}`, text: svg };
				})
			);
			return saveTexts(files, name, 'svg', 'image/svg+xml');
		}
		case 'ics': {
			const events = instrumentDates(definition, items, frameId, organizations, locale, source.url);
			if (events.length === 0) return false;
			const stamp = now.toISOString();
			const calendar = encodeCalendar({ name: `${state.title}: ${title}`, stamp, events });
			downloadText(name('ics'), calendar, 'text/calendar');
			return true;
		}
		default: {
			const paper = instrumentPaper(definition, items, frameId, organizations, locale, {
				...paperFacts(state, dayOf(now)),
				...settled(),
				...(format !== 'md' && { pictures: drawn() })
			});
			await writePaper(format, paper, name);
			return true;
		}
	}
}

/** A frozen version and what it says. */
export interface VersionSource extends PaperSource {
	readonly version: Version;
	readonly frozen: Frozen;
}

/** Makes the file of a frozen version and offers it, or prints: what it says, whatever the board says by now. */
export async function saveVersion(format: PaperFormat, source: VersionSource): Promise<void> {
	const { definition, frameId, state, locale, now, version, frozen } = source;
	const items = [...source.items];
	const places = new Map(items.map(({ id }, index) => [id, index]));
	const own = itemsOfFrozen(frozen, frameId, (id) => places.get(id));
	// What it points at in other instruments is only named.
	const inFrame = withDescendants(items, [frameId]);
	const others = items.filter(({ id }) => !inFrame.has(id));
	const shown = [...own, ...others];
	const { organizations } = state;
	const day = dayOf(now);
	const paper = instrumentPaper(definition, shown, frameId, organizations, locale, {
		...paperFacts(state, day),
		...(format !== 'md' && {
			pictures: instrumentPictures(definition, shown, frameId, organizations, locale, day)
		}),
		version: versionFacts(state, version, dayOf)
	});
	const last = `${paper.words.version} ${version.number}`;
	await writePaper(format, paper, (ending) =>
		fileName(`${state.title} ${paper.title}`, ending, last)
	);
}

/** A document that people wrote together. */
export interface DocumentSource extends Pick<PaperSource, 'items' | 'state' | 'locale' | 'now'> {
	readonly itemId: string;
}

/** Makes the file of a document and offers it, or prints. False when the document is gone. */
export async function saveDocument(format: PaperFormat, source: DocumentSource): Promise<boolean> {
	const { itemId, state, locale, now } = source;
	const items = [...source.items];
	const item = items.find(({ id }) => id === itemId);
	if (!item) return false;
	const paper = documentPaper(item, items, locale, paperFacts(state, dayOf(now)));
	await writePaper(format, paper, (ending) => fileName(`${state.title} ${paper.title}`, ending));
	return true;
}

async function writePaper(format: PaperFormat, paper: Paper, name: Name): Promise<void> {
	if (format === 'md') downloadText(name('md'), formatMarkdown(paper), 'text/markdown');
	else if (format === 'pdf') await printRoot(paperPage(paper), paperStyle(paper), paper.title);
	else {
		const [{ encodeDocx }, { withPixels }] = await Promise.all([
			import('@concordia/exchange/docx'),
			import('./charts.ts')
		]);
		downloadBlob(name('docx'), blobOf(await encodeDocx(await withPixels(paper)), wordType));
	}
}

const office = 'application/vnd.openxmlformats-officedocument';
const wordType = `${office}.wordprocessingml.document`;
const workbookType = `${office}.spreadsheetml.sheet`;

type Name = (ending: string) => string;

async function saveWorkbook(sheets: readonly Sheet[], name: Name): Promise<void> {
	const { encodeXlsx } = await import('@concordia/exchange/xlsx');
	downloadBlob(name('xlsx'), blobOf(await encodeXlsx(sheets), workbookType));
}

async function saveTables(sheets: readonly Sheet[], name: Name, locale: Locale): Promise<void> {
	const files = sheets.map((sheet, index) => ({
		name: `${index + 1} ${sheet.name}`,
		text: csvOf(sheet, locale)
	}));
	await saveTexts(files, name, 'csv', 'text/csv');
}

/** One text is one file; several come together in a zip. False when there is none. */
async function saveTexts(
	files: readonly { readonly name: string; readonly text: string }[],
	name: Name,
	ending: string,
	type: string
): Promise<boolean> {
	const [only, ...others] = files;
	if (!only) return false;
	if (others.length === 0) {
		downloadText(name(ending), only.text, type);
		return true;
	}
	const { strToU8, zipSync } = await import('fflate');
	const entries = files.map((file) => [fileName(file.name, ending), strToU8(file.text)]);
	downloadBlob(name('zip'), blobOf(zipSync(Object.fromEntries(entries)), 'application/zip'));
	return true;
}

/** As a spreadsheet of the reader's language expects it; the mark in front says that it is UTF-8. */
function csvOf(sheet: Sheet, locale: Locale): string {
	const marks = locale === 'de' ? ({ separator: ';', decimal: ',' } as const) : {};
	return `\uFEFF${formatSheet(sheet, marks)}`;
}

function blobOf(bytes: Uint8Array, type: string): Blob {
	return new Blob([bytes as BlobPart], { type });
}
