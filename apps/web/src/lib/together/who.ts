import { list, t } from '#lib/i18n/index.svelte.ts';
import type { ReactionCount } from './reactions.ts';

/** "Kita Nord: Ana and Ben; Town: Cem" */
export function whoText({ groups }: Pick<ReactionCount, 'groups'>): string {
	return groups
		.map(({ organization, names }) =>
			t('together.who', {
				organization: organization?.name ?? t('common.no-organization'),
				names: list(names.map((name) => name ?? t('common.erased-name')))
			})
		)
		.join('; ');
}

export const emojiName = (emoji: string): string => t(`together.emoji-${names[emoji] ?? 'other'}`);

const names: Readonly<Record<string, string>> = {
	'👍': 'agree',
	'❤️': 'love',
	'💡': 'idea',
	'✅': 'done',
	'❓': 'question',
	'⚠️': 'concern',
	'👀': 'look',
	'🎉': 'celebrate'
};
