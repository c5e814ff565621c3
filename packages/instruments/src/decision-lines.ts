import { wordingLines } from './decision.ts';
import type { DecisionFacts } from './decision.ts';
import { isDay, regionOf } from './day.ts';
import { words } from './definition.ts';
import type { InstrumentDefinition, Locale } from './definition.ts';
import type { OrganizationName } from './matrix.ts';
import { erasedName, paperWords } from './paper/words.ts';

/** A decision as labelled texts: what it came to, by which rule, the exact wording, and what every organization said. */
export function decisionLines(
	definition: InstrumentDefinition,
	facts: DecisionFacts,
	locale: Locale,
	organizations: readonly OrganizationName[]
): { readonly label: string; readonly text: string }[] {
	const word = (key: string): string => words(definition, locale, key);
	const lines = wordingLines(definition, facts.wording, { locale, organizations });
	const wording = lines
		?.map(({ label, text }) => (label === undefined ? text : `${label}: ${text}`))
		.join('\n');
	return [
		{
			label: word('decision'),
			text: `${word(`decision.${facts.status}`)} (${dayText(facts.day, locale)})`
		},
		{
			label: word('decision.rule'),
			text: ruleText(definition, facts, locale, facts.voices.length)
		},
		{ label: word('decision.wording'), text: wording ?? word('decision.erased') },
		{ label: 'SHA-256', text: facts.hash },
		...facts.voices.map((voice) => ({
			label: voice.name,
			text: voiceText(definition, voice, locale)
		})),
		...(facts.without ?? []).map(({ name, reason }) => ({
			label: `${paperWords[locale].without} ${name}`,
			text: reason || '–'
		}))
	];
}

/** The rule in words; of a majority, how many organizations it takes. */
export function ruleText(
	definition: InstrumentDefinition,
	{ rule, share, needed }: Pick<DecisionFacts, 'rule' | 'share' | 'needed'>,
	locale: Locale,
	organizations: number
): string {
	const text = words(definition, locale, `decision.rule.${rule}`);
	return text
		.replace('{share}', String(share ?? 100))
		.replace('{needed}', String(needed))
		.replace('{of}', String(organizations));
}

function voiceText(
	definition: InstrumentDefinition,
	{ answer, people, missing }: DecisionFacts['voices'][number],
	locale: Locale
): string {
	const word = (key: string): string => words(definition, locale, `decision.answer.${key}`);
	const nameOf = (name: string | null): string => name ?? erasedName[locale];
	const said = people.map(
		(one) =>
			`${nameOf(one.name)}: ${word(one.answer)}${one.reason === '' ? '' : ` – ${one.reason}`}`
	);
	const silent = missing.map((name) => `${nameOf(name)}: ${word('missing')}`);
	return [word(answer ?? 'missing'), ...said, ...silent].join('\n');
}

function dayText(day: string, locale: Locale): string {
	if (!isDay(day)) return day;
	const format = new Intl.DateTimeFormat(regionOf(locale), {
		dateStyle: 'long',
		timeZone: 'UTC'
	});
	return format.format(new Date(`${day}T00:00:00Z`));
}
