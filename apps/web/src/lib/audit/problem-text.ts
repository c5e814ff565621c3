import type { Translate } from './sentence.ts';

/** What the readers of a log and of an export find wrong. */
interface Found {
	readonly code: string;
	readonly where: string;
	readonly line?: number;
	readonly entry?: number;
	readonly item?: string;
	readonly name?: string;
}

/** The first wrong thing in the reader's words. Entries are counted from 0, as on the log page. */
export function problemText({ code, where, line, entry, item, name }: Found, t: Translate): string {
	return t(`verify.problem-${code}`, {
		where,
		line: line ?? 0,
		entry: entry ?? 0,
		item: item ?? '',
		name: name ?? ''
	});
}
