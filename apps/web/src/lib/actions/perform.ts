import { t } from '#lib/i18n/index.svelte.ts';
import { announce, announcements } from '#lib/ui/announce.svelte.ts';
import type { Action, ActionContext } from './action.ts';

/** Does it. Who can't see that the board has changed is told so, unless the action says more itself. */
export async function perform(action: Action, context: ActionContext): Promise<void> {
	const { board } = context;
	const label = t(action.label?.(context) ?? `action.${action.id}`);
	const isAboutItems = action.needs?.some((need) => need !== 'edit') === true;
	const count = isAboutItems ? context.ids.length : 0;
	const said = announcements.polite;
	let hasChanged = false;
	const stop = board.onChanges((_, isMine) => (hasChanged ||= isMine));
	try {
		await action.run(context);
	} finally {
		stop();
	}
	if (!hasChanged || board.editing !== null || announcements.polite !== said) return;
	announce(t('action.done', { action: label.replace(/\s*…$/, ''), count }));
}
