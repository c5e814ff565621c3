import { actionGroups, obstacle, type Action, type ActionContext } from './action.ts';
import { accessActions } from './access.ts';
import { arrangeActions } from './arrange.ts';
import { editActions } from './edit.ts';
import { fileActions } from './files.ts';
import { handsActions } from './hands.ts';
import { togetherActions } from './together.ts';
import { lookActions } from './looks.ts';
import { orderActions } from './order.ts';
import { perform } from './perform.ts';
import { templateActions } from './template.ts';
import { historyActions } from './history.ts';
import { textActions } from './text.ts';
import { voteActions } from './vote.ts';
import { viewActions } from './view.ts';

export { perform };

/** Everything that can be done, in the order of the menus. Loaded when a menu, the palette or a key asks. */
export const actions: readonly Action[] = [
	...editActions,
	...fileActions,
	...accessActions,
	...handsActions,
	...textActions,
	...viewActions,
	...historyActions,
	...togetherActions,
	...voteActions,
	...lookActions,
	...arrangeActions,
	...orderActions,
	...templateActions
].toSorted((a, b) => actionGroups.indexOf(a.group) - actionGroups.indexOf(b.group));

/** What a context menu offers now: for items, or for the empty board. */
export function menuActions(context: ActionContext): readonly Action[] {
	const place = context.ids.length > 0 ? 'items' : 'board';
	return actions.filter(
		(action) =>
			(action.menu === place || action.menu === 'both') && obstacle(action, context) === null
	);
}

/** What a list of things to add offers beside its own: whatever can be added here and now. */
export function actionsToAdd(context: ActionContext): readonly Action[] {
	return actions.filter(
		(action) =>
			action.group === 'add' && action.id !== 'note-here' && obstacle(action, context) === null
	);
}

/** What the menu of the top bar offers. */
export function mainActions(context: ActionContext): readonly Action[] {
	return actions.filter((action) => action.isMain === true && obstacle(action, context) === null);
}

/** Does what the name says, if it can be done now. */
export async function runAction(id: string, context: ActionContext): Promise<boolean> {
	const action = actions.find((one) => one.id === id);
	if (action === undefined || obstacle(action, context) !== null) return false;
	await perform(action, context);
	return true;
}
