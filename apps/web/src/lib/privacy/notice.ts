import type { NameSetting, SeenSetting } from '@concordia/session';
import type { Params } from '#lib/i18n/message.ts';

/** Edition of the wording: rises when what people agree to changes. */
export const NOTICE_VERSION = 2;

/** What a session records and for how long. */
export interface NoticeTerms {
	readonly seen: SeenSetting;
	readonly names: NameSetting;
	/** Days after the end; null: without end. */
	readonly retentionDays: number | null;
	/** Name of the server that keeps the log. */
	readonly server: string;
}

/** The notice in the reader's language. */
export interface NoticeText {
	readonly recorded: readonly string[];
	readonly unrecorded: readonly string[];
	readonly facts: readonly { readonly title: string; readonly text: string }[];
}

const facts = ['readers', 'duration', 'proof', 'own'] as const;

/** What the log holds and what it doesn't, in plain words. */
export function noticeOf(
	{ seen, names, retentionDays, server }: NoticeTerms,
	t: (key: string, params?: Params) => string
): NoticeText {
	const texts = (keys: readonly (string | false)[]): string[] =>
		keys.filter((key) => key !== false).map((key) => t(key));
	const duration =
		retentionDays === null
			? t('join.fact-duration-text', { server })
			: t('privacy.duration', { server, days: retentionDays });
	return {
		recorded: texts([
			names === 'names' ? 'join.recorded-joining' : 'privacy.recorded-pseudonym',
			'join.recorded-edits',
			seen === 'person' && 'join.recorded-seen',
			seen === 'organization' && 'join.recorded-seen-organization',
			'join.recorded-acts'
		]),
		unrecorded: texts([
			names === 'pseudonyms' && 'privacy.unrecorded-name',
			seen === 'off' && 'join.unrecorded-seen',
			'join.unrecorded-pointer',
			'join.unrecorded-time',
			'join.unrecorded-secret',
			'join.unrecorded-devices',
			'privacy.unrecorded-address'
		]),
		facts: facts.map((fact) => ({
			title: t(`join.fact-${fact}`),
			text: fact === 'duration' ? duration : t(`join.fact-${fact}-text`, { server })
		}))
	};
}

/** As one text, line by line: of this the hash is recorded that says what somebody agreed to. */
export function noticeLines({ recorded, unrecorded, facts: told }: NoticeText): string {
	return [...recorded, ...unrecorded, ...told.flatMap(({ title, text }) => [title, text])].join(
		'\n'
	);
}
