import type { english } from './en.ts';

/** The words of the ground rules in German. */
export const german: Readonly<Record<keyof typeof english, string>> = {
	title: 'Grundregeln',
	about:
		'Wie wir miteinander umgehen: von allen vereinbart, bevor die Arbeit beginnt, und immer im Blick.',
	when: 'Vor der ersten Sitzung, und immer wenn jemand neu dazukommt.',
	'kind.rule': 'Regel',
	'kind.rule.many': 'Regeln',
	'kind.rule.add': 'Regel hinzufügen',
	'rule.text': 'Regel',
	'rule.text.prompt': 'Wie gehen wir miteinander um?',
	'rule.reason': 'Warum wir sie brauchen',
	'rule.reason.prompt': 'Was ging ohne sie schief, oder was könnte schiefgehen?',
	'zone.rules': 'Wie wir miteinander umgehen',
	'prompt.respect': 'Was brauchen wir voneinander, um offen zu sprechen?',
	'prompt.outside': 'Was darf außerhalb dieses Raums erzählt werden, und von wem?',
	'prompt.names': 'Tragen Karten einen Namen, eine Organisation oder keins von beiden?',
	'prompt.absent': 'Was gilt für Beschlüsse, wenn eine Organisation fehlt?',
	'prompt.broken': 'Was tun wir, wenn eine Regel gebrochen wird?',
	'rule.before': 'Die Regeln werden von allen vereinbart, bevor die Sitzung beginnt.',
	'rule.view': 'Sie bleiben für alle die ganze Zeit im Blick.'
};
