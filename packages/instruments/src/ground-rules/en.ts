/** The words of the ground rules in English. */
export const english = {
	title: 'Ground rules',
	about: 'How we deal with each other, agreed by all before the work begins and always in view.',
	when: 'Before the first session, and whenever somebody new joins.',
	'kind.rule': 'Rule',
	'kind.rule.many': 'Rules',
	'kind.rule.add': 'Add rule',
	'rule.text': 'Rule',
	'rule.text.prompt': 'How do we deal with each other?',
	'rule.reason': 'Why we need it',
	'rule.reason.prompt': 'What went wrong without it, or what could?',
	'zone.rules': 'How we deal with each other',
	'prompt.respect': 'What do you need from the others to speak openly?',
	'prompt.outside': 'What may be told outside this room, and by whom?',
	'prompt.names': 'Do cards carry a name, an organization, or nobody’s?',
	'prompt.absent': 'What happens to what is decided while an organization is absent?',
	'prompt.broken': 'What do we do when a rule is broken?',
	'rule.before': 'The rules are agreed by all before the session starts.',
	'rule.view': 'They stay in view for everybody, all the time.'
} as const;
