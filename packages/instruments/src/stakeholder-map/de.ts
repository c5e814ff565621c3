import type { english } from './en.ts';

/** The words of the stakeholder map in German. */
export const german: Readonly<Record<keyof typeof english, string>> = {
	title: 'Karte der Beteiligten',
	about:
		'Wem liegt das Problem am Herzen, wer wird für die Lösung gebraucht, und wer soll eingeladen werden?',
	when: 'Wenn das Problem klar ist und zu klären ist, wer an den Tisch gehört.',
	'kind.stakeholder': 'Beteiligte',
	'kind.stakeholder.many': 'Beteiligte',
	'kind.stakeholder.add': 'Beteiligte hinzufügen',
	'stakeholder.text': 'Wer',
	'stakeholder.text.prompt': 'Eine Organisation, eine Gruppe oder eine Person',
	'stakeholder.cares': 'Worauf es ihnen ankommt',
	'stakeholder.cares.prompt': 'Was wollen sie, was fürchten sie zu verlieren?',
	'stakeholder.knowledge': 'Wissen, das sie mitbringen',
	'stakeholder.knowledge.prompt': 'Was wissen sie, das wir nicht wissen?',
	'stakeholder.influence': 'Einfluss',
	'stakeholder.influence.prompt':
		'1 = kann wenig ändern, 5 = kann es gelingen oder scheitern lassen',
	'stakeholder.interest': 'Interesse',
	'stakeholder.interest.prompt': '1 = kaum berührt, 5 = nichts ist wichtiger',
	'stakeholder.invitation': 'Einladung',
	'stakeholder.invitation.to-invite': 'Einzuladen',
	'stakeholder.invitation.invited': 'Eingeladen',
	'stakeholder.invitation.joined': 'Nimmt teil',
	'stakeholder.invitation.informed': 'Wird informiert',
	'stakeholder.invitation.declined': 'Hat abgesagt',
	'stakeholder.invitedBy': 'Eingeladen von',
	'zone.stakeholders': 'Wem liegt daran, und wer wird gebraucht?',
	'view.plane': 'Einfluss und Interesse',
	'view.list': 'Einladungsliste',
	'prompt.care': 'Wem liegt an diesem Problem, auch außerhalb dieses Raums?',
	'prompt.know': 'Wer weiß etwas, das niemand von uns weiß?',
	'prompt.stop': 'Wer könnte es gelingen oder scheitern lassen?',
	'prompt.ask': 'Wer fragt sie, und mit welcher Einladung?',
	'rule.missing': 'Wer die Folgen trägt, gehört auf die Karte, mit oder ohne Einfluss.'
};
