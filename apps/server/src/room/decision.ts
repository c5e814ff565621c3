import { readBoard } from '@concordia/board/doc';
import {
	instrumentOf,
	isInstrumentFrame,
	proposalTerms,
	proposalWording
} from '@concordia/instruments';
import {
	isDelegate,
	decisionSeenId,
	type Actor,
	type Decision,
	type DecisionCommand
} from '@concordia/session';
import { hashText } from '@concordia/transparency';
import type { Turn } from '../log/turn.ts';
import { executeSeen, type HasSeen } from './execute-seen.ts';
import type { Room } from './room.ts';

type Of<Type extends DecisionCommand['type']> = Extract<DecisionCommand, { type: Type }>;

/**
 * Puts a card to decision in the wording that stands on the board at this moment. The text and the rule come from the
 * board alone: whoever asks only says, by its hash, which text they mean.
 */
export function presentDecision(
	room: Room,
	{ type, item, frame: id, room: key, hash }: Of<'decision-present'>,
	actor: Actor,
	turn: Turn
): Decision {
	if (room.isPrivate || key !== room.key) return { ok: false, code: 'room-unknown' };
	const items = readBoard(room.doc);
	const frame = items.find((one) => one.id === id);
	const definition = frame && isInstrumentFrame(frame) ? instrumentOf(frame) : undefined;
	const card = items.find((one) => one.id === item);
	const view = definition?.views.find((one) => one.type === 'decision' && one.kind === card?.kind);
	if (definition === undefined || card === undefined || view?.type !== 'decision')
		return { ok: false, code: 'items-invalid' };
	const wording = proposalWording(definition, view, items, id, item);
	if (wording === null) return { ok: false, code: 'decision-empty' };
	if (hashText(wording) !== hash) return { ok: false, code: 'decision-outdated' };
	const terms = proposalTerms(view, card);
	const command = { type, item, frame: id, room: key, hash, wording, terms, seq: room.seq };
	const decision = room.session.execute(turn, command, actor);
	turn.afterwards(() => room.session.grew());
	return decision;
}

/** Opens a decision for answers, or takes one: nothing is decided unseen. */
export function decideSeen(
	room: Room,
	command: Of<'decision-open' | 'decision-answer'>,
	actor: Actor
): Promise<Decision> {
	return executeSeen(room, actor, (hasSeen) => withSeen(room, command, actor, hasSeen));
}

function withSeen(
	{ session }: Room,
	command: Of<'decision-open' | 'decision-answer'>,
	actor: Actor,
	hasSeen: HasSeen
): DecisionCommand {
	const name = decisionSeenId(command.decision);
	if (command.type === 'decision-answer') {
		const { type, decision, answer, reason } = command;
		const isSeen = actor.type === 'participant' && hasSeen(actor.id, name);
		return { type, decision, answer, reason, isSeen };
	}
	const { type, decision } = command;
	const { state } = session;
	const people = Object.keys(state?.participants ?? {});
	const delegates = people.filter((id) => state !== null && isDelegate(state, id));
	return { type, decision, seen: delegates.filter((id) => hasSeen(id, name)) };
}
