import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { flatten, locales } from '#lib/i18n/catalogue.ts';
import { noticeOf } from './notice.ts';

const terms = { seen: 'off', names: 'names', retentionDays: null, server: 'example.org' } as const;

/** The words for what is answered in secret, and for the log that says only that somebody did. */
const words = {
	en: { evaluation: /annual evaluation/, vote: /\bvote\b/, apart: /apart from the log/ },
	de: { evaluation: /jährlichen Auswertung/, vote: /abstimmen/, apart: /getrennt vom Protokoll/ }
} as const;

test.each(locales)(
	'before joining people read what the log says of secret answers: %s',
	(locale) => {
		const file = path.join(import.meta.dirname, `../i18n/messages/${locale}`);
		const messages = flatten(
			Object.fromEntries(
				['join', 'privacy'].map((area) => [
					area,
					JSON.parse(readFileSync(path.join(file, `${area}.json`), 'utf8')) as Record<
						string,
						string
					>
				])
			)
		);
		const notice = noticeOf(terms, (key) => messages.get(key) ?? '');
		const { evaluation, vote, apart } = words[locale];
		const acts = notice.recorded.find((line) => evaluation.test(line));
		const secret = notice.unrecorded.find((line) => evaluation.test(line));
		expect(acts).toMatch(vote);
		expect(secret).toMatch(vote);
		expect(secret).toMatch(apart);
	}
);
