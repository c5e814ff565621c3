import {
	reportedKinds,
	writeDigest,
	writeMinutes,
	type ReportContext,
	type ReportEntry,
	type ReportLanguage
} from '@concordia/session/report';
import { codeOf, parseCheckpoint } from '@concordia/transparency';
import { instrumentOfWording, wordingLines } from '@concordia/instruments';
import { comingInstrument } from '#lib/instruments/known.svelte.ts';
import type { Entry } from './entry.ts';
import type { LogTable } from './log-table.ts';
import type { SessionLog } from './session-log.svelte.ts';

/** Which report is written, and of which time (ms; `to` is not included). */
export interface ReportWish {
	readonly kind: 'digest' | 'minutes';
	readonly from: number;
	readonly to: number;
	readonly language: ReportLanguage;
	readonly timeZone: string;
	readonly link: string;
	readonly itemName: (id: string) => string | null;
}

/** Writes a report from what the page knows of the log; entries whose texts it needs are fetched. */
export async function writeReport(log: SessionLog, wish: ReportWish): Promise<string | null> {
	const source = await readReported(log, wish);
	if (source === null) return null;
	const write = wish.kind === 'digest' ? writeDigest : writeMinutes;
	return write(source.entries, source.context);
}

/** What a report is made from; null before the log is there. */
export async function readReported(
	log: SessionLog,
	wish: Omit<ReportWish, 'kind'>
): Promise<{
	readonly entries: Iterable<ReportEntry>;
	readonly context: ReportContext;
	/** Entries of the stretch; the last one is not included. */
	readonly span: { readonly from: number; readonly to: number };
} | null> {
	const { view, table } = log;
	if (view === null) return null;
	await log.nameItems();
	const span = { from: table.firstSince(wish.from), to: table.firstSince(wish.to) };
	const reported = new Set(reportedKinds.map((kind) => table.kinds.find(kind)));
	const needed: number[] = [];
	for (let index = span.from; index < span.to; index++)
		if (reported.has(table.kind[index] ?? 0)) needed.push(index);
	const whole = new Map((await log.read(needed)).map((entry) => [entry.leaf.i, entry]));
	const checkpoint = log.checkpoint === null ? null : parseCheckpoint(log.checkpoint.note);
	const signed =
		log.checkpoint && checkpoint?.ok
			? { size: log.checkpoint.size, root: log.checkpoint.root, code: codeOf(checkpoint.value) }
			: null;
	return {
		entries: reportEntries(table, span, whole),
		context: {
			...wish,
			state: view.state,
			checkpoint: signed,
			wordingLines: await wordingReader(view.state, wish.language)
		},
		span
	};
}

/** Reads wordings that were put to decision in the words of their instruments, which are fetched first. */
async function wordingReader(
	{ decisions, organizations }: ReportContext['state'],
	locale: ReportLanguage
): Promise<NonNullable<ReportContext['wordingLines']>> {
	const ids = new Set(
		Object.values(decisions).flatMap(({ wording }) => instrumentOfWording(wording) ?? [])
	);
	const found = await Promise.all([...ids].map((id) => comingInstrument(id)));
	const definitions = new Map(found.flatMap((one) => (one ? [[one.id, one]] : [])));
	return (wording) => {
		const definition = definitions.get(instrumentOfWording(wording) ?? '');
		const lines = definition && wordingLines(definition, wording, { locale, organizations });
		return lines?.map(({ label, text }) => (label ? `${label}: ${text}` : text)) ?? null;
	};
}

/** Entries as a report takes them, one after the other. */
export function* reportEntries(
	table: LogTable,
	{ from, to }: { readonly from: number; readonly to: number },
	whole: ReadonlyMap<number, Entry>
): Generator<ReportEntry> {
	for (let index = from; index < to; index++) {
		if (!table.has(index)) continue;
		const entry = whole.get(index);
		const hash = entry?.leaf.h;
		yield {
			index,
			at: table.at[index]!,
			kind: table.kindOf(index),
			participant: table.people.name(table.person[index]!) ?? null,
			organization: table.organizations.name(table.organization[index]!) ?? null,
			item: table.items.name(table.item[index]!) ?? null,
			count: table.count[index]!,
			change: entry?.leaf.c?.[0] ?? table.changes.name(table.change[index]!) ?? null,
			payload: entry?.payload ?? null,
			...(hash !== undefined && { hash })
		};
	}
}
