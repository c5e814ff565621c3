import { getItem } from '@concordia/board/doc';
import {
	instrumentOf,
	isInstrumentFrame,
	isKind,
	isSealable,
	sealedView,
	type InstrumentDefinition,
	type SealedView
} from '@concordia/instruments';
import type { SealCommand } from '@concordia/session';
import type { Room } from './room.ts';

type Checked = Extract<SealCommand, { type: 'seal-open' | 'seal-put' }>;

/** Why cards can't be sealed so by what stands on the board, or null when they can. Says nothing of their texts. */
export function checkSeal(room: Room, command: Checked): string | null {
	if (room.isPrivate) return 'room-unknown';
	if (command.type === 'seal-open') {
		const place = sealingIn(room, command.frame);
		if (place === null) return 'seal-invalid';
		const { of } = place.view;
		if (command.item === undefined) return of === undefined ? null : 'seal-invalid';
		const item = getItem(room.doc, command.item);
		const isAbout = of !== undefined && item && isKind(place.definition, item, of.kind);
		return isAbout ? null : 'seal-invalid';
	}
	// Of a round that is not there, or over, the session itself says so.
	const round = room.session.state?.seals[command.round];
	if (round?.status !== 'open') return null;
	const place = sealingIn(room, round.frame);
	if (place === null) return 'seal-frame-gone';
	const { definition, view } = place;
	return command.cards.every((card) => isSealable(definition, view, card)) ? null : 'seal-invalid';
}

/** The instrument in this frame, if it seals cards. */
export function sealingIn(
	room: Room,
	id: string
): { readonly definition: InstrumentDefinition; readonly view: SealedView } | null {
	const frame = getItem(room.doc, id);
	const definition = frame && isInstrumentFrame(frame) ? instrumentOf(frame) : undefined;
	const view = definition && sealedView(definition);
	return definition && view ? { definition, view } : null;
}
