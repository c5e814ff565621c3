import type { english } from './en.ts';

/** The words of the stage check in German. */
export const german: Readonly<Record<keyof typeof english, string>> = {
	title: 'Reifegrad',
	about:
		'Wie weit ist die Allianz gewachsen? Drei Seiten, jede von der Gelegenheit über das Verfahren bis zur gelebten Kultur, Jahr für Jahr betrachtet.',
	when: 'Einmal im Jahr, zusammen mit der jährlichen Auswertung.',
	'kind.assessment': 'Einschätzung',
	'kind.assessment.many': 'Einschätzungen',
	'kind.assessment.add': 'Einschätzung hinzufügen',
	'assessment.text': 'Woran wir es erkennen',
	'assessment.text.prompt': 'Welches Beispiel zeigt, dass wir dort stehen?',
	'assessment.aspect': 'Seite',
	'assessment.aspect.strategic-focus': 'Strategische Ausrichtung',
	'assessment.aspect.operational-model': 'Arbeitsweise',
	'assessment.aspect.visibility': 'Sichtbarkeit',
	'assessment.stage': 'Stufe',
	'assessment.stage.opportunism': 'Von Gelegenheit zu Gelegenheit',
	'assessment.stage.procedure': 'Nach Verfahren',
	'assessment.stage.culture': 'In der Kultur verankert',
	'assessment.organization': 'Organisation',
	'assessment.year': 'Jahr',
	'assessment.next': 'Was uns weiterbringt',
	'assessment.next.prompt': 'Wie sähe hier die nächste Stufe aus?',
	'zone.strategic-focus': 'Strategische Ausrichtung',
	'zone.operational-model': 'Arbeitsweise',
	'zone.visibility': 'Sichtbarkeit',
	'view.stages': 'Stufen',
	'view.years': 'Nach Jahr',
	'prompt.where': 'Wo stehen wir auf jeder Seite, und woran erkennen wir es?',
	'prompt.moved': 'Was hat sich seit dem letzten Jahr bewegt?',
	'prompt.next': 'Was bringt uns eine Stufe weiter?',
	'rule.example': 'Zu jeder Einschätzung gehört ein Beispiel.',
	'rule.growth': 'Eine frühe Stufe ist kein Versagen; unbemerkter Stillstand schon.'
};
