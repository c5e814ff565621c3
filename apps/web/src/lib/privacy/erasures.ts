import { redactedBy } from '@concordia/transparency';
import { readEntries, textIn, type Entry } from '#lib/audit/entry.ts';
import { date, t } from '#lib/i18n/index.svelte.ts';

/** What an entry says was erased, when and why. */
export interface Erasure extends ReturnType<typeof redactedBy> {
	readonly at: number;
	readonly reason: string | undefined;
	readonly isExpiry: boolean;
}

/** All erasures that the log tells of. Empty when they can't be read: then it is said without a reason. */
export async function readErasures(session: string): Promise<Erasure[]> {
	try {
		const response = await fetch(`/api/sessions/${session}/log?kind=redact`);
		const entries = readEntries(response.ok ? await response.text() : '');
		return entries.ok ? entries.value.map(readErasure) : [];
	} catch {
		return [];
	}
}

export function readErasure(entry: Entry): Erasure {
	const { leaf } = entry;
	const isExpiry = leaf.c?.[0] === 'session';
	return { ...redactedBy(leaf), at: leaf.t, reason: textIn(entry, 'reason'), isExpiry };
}

/** The erasure that took something of this entry: by its number, or because it was somebody's. */
export function erasureOf(
	{ leaf, erased }: Entry,
	erasures: readonly Erasure[]
): Erasure | undefined {
	return erasures.find(
		({ payloads, updates, people }) =>
			updates.includes(leaf.i) ||
			(erased && (payloads.includes(leaf.i) || people.some((person) => person === leaf.a)))
	);
}

export function saysErasure({ at, reason, isExpiry }: Erasure): string {
	const when = date(at);
	if (isExpiry) return t('privacy.erased-time', { when });
	return reason === undefined
		? t('privacy.erased', { when })
		: t('privacy.erased-because', { when, reason });
}
