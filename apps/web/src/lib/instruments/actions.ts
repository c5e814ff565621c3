import type { Item } from '@concordia/board';
import {
	connectorsOf,
	newCard,
	newLink,
	type InstrumentDefinition,
	type Link,
	type LinkDefinition,
	type MatrixView
} from '@concordia/instruments';
import { newItemId, type BoardStore } from '#lib/board/board-store.svelte.ts';

/** Adds an empty card of a kind where it belongs in the frame. Returns its id. */
export function addCard(
	board: BoardStore,
	definition: InstrumentDefinition,
	frame: Item,
	kind: string,
	fields: NonNullable<Item['fields']> = {}
): string {
	const id = newItemId();
	board.insert([newCard(definition, board.peek().values(), frame, { id, kind, fields })]);
	return id;
}

/** What an organization says on a row: an empty card to write in, or a pass. */
export function addAnswer(
	board: BoardStore,
	definition: InstrumentDefinition,
	view: MatrixView,
	frame: Item,
	answer: { readonly row: string; readonly organization: string; readonly passed?: boolean }
): string {
	return addCard(board, definition, frame, view.cells, {
		[view.rowField]: answer.row,
		[view.organizationField]: answer.organization,
		...(answer.passed === true && view.passedField !== undefined && { [view.passedField]: true })
	});
}

export function addLink(
	board: BoardStore,
	definition: InstrumentDefinition,
	link: LinkDefinition,
	ends: Omit<Link, 'id'>
): void {
	board.insert([newLink(definition, link, { id: newItemId(), ...ends })]);
}

/** Takes away every connector that says this, as people may have drawn it twice. */
export function removeLink(
	board: BoardStore,
	link: LinkDefinition,
	ends: Link,
	of?: (id: string) => string
): void {
	board.remove(connectorsOf(link, board.peek().values(), ends, of));
}
