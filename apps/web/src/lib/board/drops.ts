import { applyPatches, type Item, type Patch } from '@concordia/board';
import { fieldByPlace, fieldOf, fieldText, kindOf, words } from '@concordia/instruments';
import { locale, t } from '#lib/i18n/index.svelte.ts';
import { cardTitle } from '#lib/instruments/card-title.ts';
import { mayEdit } from '#lib/instruments/context.ts';
import { namingOf } from '#lib/instruments/naming.ts';
import type { Connection } from '#lib/session/connection.svelte.ts';
import { toast } from '#lib/ui/toast.svelte.ts';
import type { BoardStore } from './board-store.svelte.ts';
import { instrumentAround } from './parking.ts';

type Items = ReadonlyMap<string, Item>;

/**
 * A card that is dragged into a zone or a lane of its instrument says so from then on. It is one step with the
 * move, made by the hand that moved it and by nobody else's page.
 */
export function followDrops(connection: Connection, board: BoardStore): void {
	// What is said about it is on its way before anybody has dragged something.
	void locale.loadAll();
	board.onDrop = (moves) => {
		const before = board.peek();
		const moved = moves.flatMap(({ id }) => before.get(id) ?? []);
		const after = new Map(before);
		for (const item of applyPatches(moved, moves)) after.set(item.id, item);
		const said: string[] = [];
		const patches = moves.map((move): Patch => {
			const change = changeOf({ connection, board, before, after }, move.id);
			if (!change) return move;
			said.push(change.text);
			return { ...move, fields: { [change.field]: change.value } };
		});
		if (said.length === 1) toast(said[0]!);
		else if (said.length > 1) toast(t('views.all-by-place', { count: said.length }));
		return patches;
	};
}

interface Moved {
	readonly connection: Connection;
	readonly board: BoardStore;
	readonly before: Items;
	readonly after: Items;
}

/** What a card says by where it has been put, if this person may say it. */
function changeOf(
	{ connection, board, before, after }: Moved,
	id: string
): { field: string; value: string; text: string } | undefined {
	const [from, card] = [before.get(id), after.get(id)];
	const place = card && instrumentAround(card, after);
	if (!from || !card || !place || card.type !== 'card') return undefined;
	const { definition, frame } = place;
	const { organizations } = connection.state;
	const boardOf = (items: Items) => ({
		definition,
		frame: items.get(frame.id)!,
		items: [...items.values()].filter(({ parent }) => parent === frame.id),
		organizations
	});
	const wasHere = instrumentAround(from, before)?.frame.id === frame.id;
	const change = fieldByPlace(card, boardOf(after), wasHere ? [from, boardOf(before)] : undefined);
	if (!change) return undefined;
	const mine = connection.participant?.organization ?? null;
	const context = { board, organizations, mine };
	const isOwner = change.field === kindOf(definition, card.kind)?.ownedBy;
	if (!mayEdit(context, definition, from) || (isOwner && change.value !== mine)) return undefined;
	const field = fieldOf(definition, card.kind, change.field)!;
	const text = t('views.by-place', {
		title: cardTitle(definition, card, locale.current),
		field: words(definition, locale.current, `${card.kind}.${field.id}`),
		value: fieldText(namingOf(context, definition), card.kind!, field, change.value)
	});
	return { ...change, text };
}
