import { isLocked, type Item } from '@concordia/board';
import type { ActionContext } from '#lib/actions/action.ts';
import { mayEdit } from '#lib/instruments/context.ts';
import { instrumentOf } from '#lib/instruments/known.svelte.ts';

/** Whether this person may change the words of an item. */
export function mayReword({ board, connection }: ActionContext, item: Item): boolean {
	if (!board.canEdit || isLocked(item)) return false;
	const definition = instrumentOf(item);
	if (definition === undefined) return true;
	const { organizations } = connection.state;
	const mine = connection.participant?.organization ?? null;
	return mayEdit({ board, organizations, mine }, definition, item);
}
