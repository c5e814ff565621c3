import type { Item } from '@concordia/board';
import {
	kindOf,
	stringField,
	type InstrumentDefinition,
	type KindDefinition
} from '@concordia/instruments';
import type { Organization } from '@concordia/session';
import type { BoardStore } from '#lib/board/board-store.svelte.ts';

/** What every view of an instrument needs: the board, who takes part, and for whom the reader speaks. */
export interface InstrumentContext {
	readonly board: BoardStore;
	readonly organizations: readonly Organization[];
	/** The reader's own organization; null for mediators and others who speak for none. */
	readonly mine: string | null;
	/** Title and purpose of the session. */
	readonly title?: string;
	readonly purpose?: string;
	/** Shows a card on the board; offered when given. */
	readonly onshow?: ((id: string) => void) | undefined;
}

/** May the reader change this card? What speaks for an organization is changed by its people only. */
export function mayEdit(
	{ board, mine }: InstrumentContext,
	definition: InstrumentDefinition,
	item: Item
): boolean {
	if (!board.canEdit) return false;
	const owner = kindOf(definition, item.kind)?.ownedBy;
	if (owner === undefined) return true;
	const organization = stringField(item, owner);
	return organization === '' || organization === mine;
}

/** May the reader add cards of this kind? What speaks for an organization needs one. */
export function mayAdd({ board, mine }: InstrumentContext, kind: KindDefinition): boolean {
	if (!board.canEdit) return false;
	return kind.ownedBy === undefined ? kind.isAddable : mine !== null;
}
