import { instrumentOfWording, instruments, wordingLines } from '@concordia/instruments';
import {
	writeDigest,
	writeMinutes,
	type ReportContext,
	type ReportEntry,
	type ReportLanguage
} from '@concordia/session/report';
import type { SessionState } from '@concordia/session';
import {
	codeOf,
	parseCheckpoint,
	parseLeaf,
	parseLogLine,
	toBase64
} from '@concordia/transparency';
import { writeFile } from 'node:fs/promises';
import type { Config } from '../config.ts';
import { accepted, Refused, withHost, type Host } from './host.ts';
import type { Output } from './sessions.ts';
import { WrongUsage, type Arguments } from './usage.ts';

const DAY_MS = 24 * 3_600_000;
const ENTRIES_AT_ONCE = 5000;
const NAME_LENGTH = 60;

type Write = (entries: Iterable<ReportEntry>, context: ReportContext) => string;

/** What happened in the last days, as a mail to all partners. */
export function digest(config: Config, given: Arguments): Promise<Output> {
	return report(config, given, writeDigest, 7);
}

/** The skeleton of minutes, of the whole session unless days are given. */
export function minutes(config: Config, given: Arguments): Promise<Output> {
	return report(config, given, writeMinutes, null);
}

async function report(
	config: Config,
	given: Arguments,
	write: Write,
	usualDays: number | null
): Promise<Output> {
	given.only('days', 'language', 'out');
	const [session = ''] = given.after(1, 'the id of the session');
	const typed = given.optional('days');
	const days = typed === undefined ? usualDays : Number(typed);
	if (days !== null && !(days > 0 && days <= 36_500))
		throw new WrongUsage('--days is a number of days');
	const language = given.optional('language') ?? 'en';
	if (language !== 'en' && language !== 'de') throw new WrongUsage('--language is en or de');
	const out = given.optional('out') === undefined ? null : given.file('out');
	const text = await withHost(config, (host) => reportOf(host, session, { write, days, language }));
	if (out === null) return { text, json: { session, text } };
	await writeFile(out, text);
	return { text: `${out}: ${text.length} characters`, json: { session, file: out } };
}

async function reportOf(
	host: Host,
	session: string,
	{ write, days, language }: { write: Write; days: number | null; language: ReportLanguage }
): Promise<string> {
	const path = `/api/sessions/${encodeURIComponent(session)}`;
	const view = await accepted<{ state: SessionState; url: string }>(await host.get(path));
	const note = await host.get(`${path}/log/checkpoint`);
	const checkpoint = note.ok ? parseCheckpoint(await note.text()) : null;
	const board = await accepted<{ items?: readonly { id: string; text?: string; type: string }[] }>(
		await host.get(`${path}/board`)
	);
	const names = new Map(
		(board.items ?? []).map(({ id, text = '', type }) => [
			id,
			text === '' ? `(${type})` : `“${text.slice(0, NAME_LENGTH)}” (${type})`
		])
	);
	const to = Date.now();
	const from = days === null ? view.state.createdAt : to - days * DAY_MS;
	return write(await entriesSince(host, path, from), {
		state: view.state,
		language,
		timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
		from,
		to,
		itemName: (id) => names.get(id) ?? null,
		wordingLines: (wording) => readWording(wording, view.state, language),
		link: `${view.url}/log`,
		checkpoint: checkpoint?.ok
			? {
					size: checkpoint.value.size,
					root: toBase64(checkpoint.value.root),
					code: codeOf(checkpoint.value)
				}
			: null
	});
}

function readWording(
	wording: string,
	{ organizations }: SessionState,
	locale: ReportLanguage
): string[] | null {
	const definition = instruments.find(({ id }) => id === instrumentOfWording(wording));
	const lines = definition && wordingLines(definition, wording, { locale, organizations });
	return lines?.map(({ label, text }) => (label ? `${label}: ${text}` : text)) ?? null;
}

async function entriesSince(host: Host, path: string, since: number): Promise<ReportEntry[]> {
	const entries: ReportEntry[] = [];
	for (let from = new Date(since).toISOString(); ;) {
		const answer = await host.get(
			`${path}/log?from=${encodeURIComponent(from)}&limit=${ENTRIES_AT_ONCE}`
		);
		if (!answer.ok) await accepted(answer);
		const lines = (await answer.text()).split('\n').filter((line) => line !== '');
		for (const line of lines) entries.push(readEntry(line));
		const last = entries.at(-1);
		if (lines.length < ENTRIES_AT_ONCE || last === undefined) return entries;
		from = String(last.index + 1);
	}
}

function readEntry(text: string): ReportEntry {
	const line = parseLogLine(text);
	const leaf = line.ok ? parseLeaf(line.value.leaf) : line;
	if (!line.ok || !leaf.ok) throw new Refused('the log cannot be read');
	const { i, t, k, a, og, o, c, h } = leaf.value;
	return {
		index: i,
		at: t,
		kind: k,
		participant: a ?? null,
		organization: og ?? null,
		item: o?.[0] ?? null,
		count: o?.length ?? 0,
		change: c?.[0] ?? null,
		payload: payloadOf(line.value.payload),
		...(h !== undefined && { hash: h })
	};
}

function payloadOf(text: string | null): ReportEntry['payload'] {
	if (text === null) return null;
	const value: unknown = JSON.parse(text);
	return typeof value === 'object' ? (value as ReportEntry['payload']) : null;
}
