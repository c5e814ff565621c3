import type { english } from './en.ts';

/** The words of the glossary in German. */
export const german: Readonly<Record<keyof typeof english, string>> = {
	title: 'Glossar',
	about:
		'Dasselbe Wort kann in verschiedenen Organisationen Verschiedenes bedeuten. Jede sagt, was sie darunter versteht, dann wird eine Bedeutung vereinbart.',
	when: 'Sobald jemand fragt: „Was ist damit gemeint?“, und bevor Texte vereinbart werden.',
	'kind.term': 'Begriff',
	'kind.term.many': 'Begriffe',
	'kind.term.add': 'Begriff hinzufügen',
	'term.text': 'Begriff',
	'term.text.prompt': 'Ein Wort, das wir oft gebrauchen',
	'term.agreed': 'Vereinbarte Bedeutung',
	'term.agreed.prompt': 'Was wir alle von jetzt an damit meinen',
	'term.forms': 'Andere Formen',
	'term.forms.prompt': 'Mehrzahl, Abkürzung, gleichbedeutendes Wort; durch Kommas getrennt',
	'kind.definition': 'Bedeutung',
	'kind.definition.many': 'Bedeutungen',
	'kind.definition.add': 'Bedeutung hinzufügen',
	'definition.text': 'Was wir darunter verstehen',
	'definition.text.prompt': 'Was versteht unsere Organisation unter diesem Wort?',
	'definition.term': 'Des Begriffs',
	'definition.organization': 'Organisation',
	'definition.passed': 'Wir gebrauchen dieses Wort nicht',
	'zone.terms': 'Begriffe',
	'zone.definitions': 'Was jede Organisation darunter versteht',
	'view.meanings': 'Bedeutungen',
	'prompt.words': 'Welche Wörter gebrauchen wir ständig?',
	'prompt.mean': 'Was versteht jede Organisation darunter?',
	'prompt.agree': 'Was meinen wir alle von jetzt an damit?',
	'rule.own': 'Jede Organisation schreibt ihre eigene Bedeutung, bevor eine vereinbart wird.',
	'rule.agreed': 'Von da an gilt die vereinbarte Bedeutung in jedem Text der Allianz.'
};
