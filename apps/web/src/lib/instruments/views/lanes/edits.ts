import type { Item } from '@concordia/board';
import {
	arrangeMap,
	newCard,
	newLink,
	type InstrumentDefinition,
	type LaneMap,
	type LanesView,
	type LinkContent,
	type LinkDefinition,
	type Locale,
	type Ranks
} from '@concordia/instruments';
import { newItemId, type BoardStore } from '#lib/board/board-store.svelte.ts';

export interface NewStep {
	readonly text: string;
	readonly lane: string;
	/** The step it follows; empty for none. */
	readonly after: string;
}

/** Adds a step in its lane, and the link from the step before: one step of undo. Returns its id. */
export function addStep(
	board: BoardStore,
	definition: InstrumentDefinition,
	view: LanesView,
	frame: Item,
	{ text, lane, after }: NewStep
): string {
	const id = newItemId();
	const fields = lane === '' ? {} : { [view.laneField]: lane };
	const card = { id, kind: view.kind, text, fields };
	const link = definition.links.find((one) => one.id === view.links[0]);
	board.insert([
		newCard(definition, board.peek().values(), frame, card),
		...(after !== '' && link
			? [newLink(definition, link, { id: newItemId(), from: after, to: id })]
			: [])
	]);
	return id;
}

/** Adds a link that says something; without a target it hangs free beside its step. */
export function addFlow(
	board: BoardStore,
	definition: InstrumentDefinition,
	link: LinkDefinition,
	{ from, to, frame }: { readonly from: Item; readonly to: string; readonly frame: Item },
	content: LinkContent
): string {
	const id = newItemId();
	const flow = newLink(definition, link, { id, from: from.id, to: to || from.id }, content);
	const [x, y] = [from.pos[0] + from.size[0] + 120, from.pos[1] + from.size[1] / 2];
	board.insert([to === '' ? { ...flow, to: { point: [x, y] }, parent: frame.id } : flow]);
	return id;
}

/** Takes a step away with all that is drawn to it and pinned at it: one step of undo. */
export function removeStep(board: BoardStore, map: LaneMap, step: string): void {
	const flows = map.flows.filter(({ from, to }) => from?.id === step || to?.id === step);
	const pins = map.pins.filter((pin) => pin.step?.id === step);
	board.remove([step, ...flows.map(({ id }) => id), ...pins.map(({ item }) => item.id)]);
}

/** Says where somebody stands: their pin moves, or is set for the first time. */
export function pinAt(
	board: BoardStore,
	definition: InstrumentDefinition,
	view: LanesView,
	map: LaneMap,
	where: { readonly frame: Item; readonly step: Item },
	who: { readonly name: string; readonly organization: string | null }
): void {
	const { pin } = view;
	if (!pin) return;
	const { step, frame } = where;
	const pos = [step.pos[0], step.pos[1] + step.size[1] + 12] as const;
	const own = map.pins.find(({ item }) => isWhose(item, view, who));
	if (own) board.update([{ id: own.item.id, pos, fields: { [pin.stepField]: step.id } }]);
	else {
		const fields = {
			[pin.stepField]: step.id,
			...(who.organization !== null && { [pin.organizationField]: who.organization })
		};
		const card = { id: newItemId(), kind: pin.kind, text: who.name, fields };
		board.insert([{ ...newCard(definition, board.peek().values(), frame, card), pos }]);
	}
}

/** Is this the pin of that person or organization? */
export function isWhose(
	pin: Item,
	view: LanesView,
	who: { readonly name: string; readonly organization: string | null }
): boolean {
	const organization = pin.fields?.[view.pin?.organizationField ?? ''];
	return (pin.text ?? '').trim() === who.name && (organization ?? null) === who.organization;
}

/** Lays the map out on the board: one step of undo. Returns whether anything had to change. */
export function arrangeOnBoard(
	board: BoardStore,
	definition: InstrumentDefinition,
	map: LaneMap,
	frameId: string,
	options: { readonly ranks: Ranks; readonly locale: Locale }
): boolean {
	const edit = arrangeMap(definition, map, board.peek().values(), frameId, {
		...options,
		newId: newItemId
	});
	const changes = edit.insert.length + edit.update.length + edit.remove.length;
	if (changes > 0) board.change(edit);
	return changes > 0;
}

/** A lane of its own: the card of somebody who acts. */
export function addActor(
	board: BoardStore,
	definition: InstrumentDefinition,
	view: LanesView,
	frame: Item,
	{ text, isCitizen }: { readonly text: string; readonly isCitizen: boolean }
): void {
	const { actor } = view;
	if (!actor) return;
	const fields = isCitizen ? { [actor.citizenField]: true } : {};
	const card = { id: newItemId(), kind: actor.kind, text, fields };
	board.insert([newCard(definition, board.peek().values(), frame, card)]);
}
