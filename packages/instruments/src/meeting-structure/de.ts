import type { english } from './en.ts';

/** The words of the meeting structure in German. */
export const german: Readonly<Record<keyof typeof english, string>> = {
	title: 'Gremienstruktur',
	about:
		'Welche Gremien braucht die Allianz, wer trifft sich wie oft, und wohin geht eine Frage, die sich dort nicht klären lässt, wo sie entsteht?',
	when: 'Wenn Pläne mehr brauchen als guten Willen, und wenn Fragen stecken bleiben.',
	'kind.body': 'Gremium',
	'kind.body.many': 'Gremien',
	'kind.body.add': 'Gremium hinzufügen',
	'body.text': 'Name und Aufgabe',
	'body.text.prompt': 'Was klärt es?',
	'body.level': 'Ebene',
	'body.level.board': 'Allianzvorstand',
	'body.level.manager': 'Allianzmanagement',
	'body.level.coordinator': 'Koordination',
	'body.level.operational': 'Tägliche Arbeit',
	'body.members': 'Mitglieder',
	'body.members.prompt': 'Welche Organisationen gehören dazu?',
	'body.often': 'Wie oft',
	'body.often.prompt': 'Treffen im Jahr',
	'body.chair': 'Leitung',
	'body.chair.prompt': 'Wer leitet, und wechselt die Leitung?',
	'body.decides': 'Entscheidet über',
	'body.decides.prompt': 'Was darf es selbst klären?',
	'link.escalates-to': 'gibt weiter an',
	'link.escalates-to.to': 'Gibt weiter an',
	'link.escalates-to.from': 'Übernimmt Fragen von',
	'zone.board': 'Allianzvorstand',
	'zone.manager': 'Allianzmanagement',
	'zone.coordinator': 'Koordination',
	'zone.operational': 'Tägliche Arbeit',
	'view.escalation': 'Weitergabe',
	'view.levels': 'Nach Ebene',
	'prompt.need': 'Welche Fragen kommen immer wieder, und auf welcher Ebene?',
	'prompt.who': 'Wer muss dabei sein, damit sie geklärt werden können?',
	'prompt.stuck': 'Wohin geht eine Frage, die feststeckt, und wie schnell?',
	'rule.low':
		'Eine Frage wird dort geklärt, wo sie entsteht; nur was feststeckt, geht eine Ebene höher.',
	'rule.all': 'Jede Organisation kann eine Frage auf jede Ebene bringen.',
	'starter.board':
		'Allianzvorstand: gibt die Richtung vor und klärt, was unten nicht zu klären war',
	'starter.manager': 'Allianzmanagement: hält den Jahresplan auf Kurs',
	'starter.coordinator': 'Koordination: klärt, was mehrere Organisationen betrifft',
	'starter.operational': 'Arbeitstreffen: die tägliche Arbeit über Organisationen hinweg'
};
