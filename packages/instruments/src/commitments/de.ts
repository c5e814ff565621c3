import type { english } from './en.ts';

/** The words of the commitments in German. */
export const german: Readonly<Record<keyof typeof english, string>> = {
	title: 'Zusagen',
	about:
		'Wer tut was bis wann, unterzeichnet von Delegierten der Organisation. Offene Zusagen stehen am Anfang der nächsten Sitzung.',
	when: 'Am Ende jeder Sitzung, und immer wenn jemand sagt: „Wir machen das.“',
	'kind.commitment': 'Zusage',
	'kind.commitment.many': 'Zusagen',
	'kind.commitment.add': 'Zusage hinzufügen',
	'commitment.text': 'Was',
	'commitment.text.prompt': 'Wir werden … so, dass man sieht, ob es getan ist',
	'commitment.organization': 'Organisation',
	'commitment.person': 'Person',
	'commitment.person.prompt': 'Wer kümmert sich darum?',
	'commitment.by': 'Bis wann',
	'commitment.resources': 'Mittel',
	'commitment.resources.prompt': 'Zeit, Geld oder Menschen, die es braucht',
	'commitment.status': 'Stand',
	'commitment.status.open': 'Offen',
	'commitment.status.done': 'Erledigt',
	'commitment.status.late': 'Überfällig',
	'commitment.status.withdrawn': 'Zurückgezogen',
	'zone.commitments': 'Wer tut was bis wann?',
	'view.status': 'Nach Stand',
	'view.organization': 'Nach Organisation',
	'prompt.open': 'Welche Zusagen vom letzten Mal sind noch offen?',
	'prompt.will': 'Was tut jede Organisation bis zum nächsten Treffen?',
	'prompt.need': 'Was braucht es dafür, und wer kümmert sich darum?',
	'rule.delegate': 'Delegierte unterzeichnen für die eigene Organisation, nie für eine andere.',
	'rule.return': 'Offene Zusagen werden zu Beginn der nächsten Sitzung vorgelesen.'
};
