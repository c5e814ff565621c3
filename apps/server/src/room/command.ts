import { wordingOf } from '@concordia/board';
import { getItem } from '@concordia/board/doc';
import { encodeResult, type ClientMessage, type CommandResult } from '@concordia/protocol';
import {
	decisionSeenId,
	parseCommand,
	type Actor,
	type ClientCommand,
	type Decision
} from '@concordia/session';
import { hashText } from '@concordia/transparency';
import { readAuthor } from '../gate/index.ts';
import type { Turn } from '../log/turn.ts';
import { withCommitment } from '../session/sealed-cards.ts';
import { checkSeal } from './check-seal.ts';
import { checkSurvey } from './check-survey.ts';
import { confirmVersion } from './confirm.ts';
import type { Connection } from './connection.ts';
import { decideSeen, presentDecision } from './decision.ts';
import { freeze } from './freeze.ts';
import type { Room } from './room.ts';

type Outcome = Omit<CommandResult, 'id'>;

/** A command that came over the socket; the result goes back once it is durable. */
export function takeCommand(
	room: Room,
	connection: Connection,
	message: Extract<ClientMessage, { type: 'command' }>,
	turn: Turn
): void {
	const actor: Actor = { type: 'participant', id: connection.participant };
	const parsed = parseCommand(message.command);
	const later = parsed.ok ? inOwnTurn(room, parsed.value, actor) : null;
	if (later !== null) {
		void outcomeOf(room, later).then((done) =>
			connection.send(encodeResult({ id: message.id, ...done }))
		);
		return;
	}
	const outcome = executeCommand(room, message.command, actor, turn);
	turn.afterwards(() => connection.send(encodeResult({ id: message.id, ...outcome })));
}

// Needs other rooms or the log, which may have to be read first: a turn of its own, soon.
function inOwnTurn(room: Room, command: ClientCommand, actor: Actor): Promise<Decision> | null {
	switch (command.type) {
		case 'stage-reveal':
		case 'stage-late':
			return room.services.putOnBoard(command, actor);
		case 'park':
		case 'park-own':
		case 'park-withdraw':
		case 'park-release':
			return room.services.moveSolutions(command, actor);
		case 'seal-reveal':
			return room.services.revealSealed(command, actor);
		case 'version-confirm':
			return confirmVersion(room, command, actor);
		case 'decision-open':
		case 'decision-answer':
			return decideSeen(room, command, actor);
		default:
			return null;
	}
}

async function outcomeOf(room: Room, later: Promise<Decision>): Promise<Outcome> {
	try {
		const decision = await later;
		return decision.ok ? { ok: true } : decision;
	} catch (error) {
		room.services.watch.failed(error);
		return { ok: false, code: 'failed' };
	}
}

/** Reads and decides a command that came from outside. */
export function executeCommand(room: Room, value: unknown, actor: Actor, turn: Turn): Outcome {
	const parsed = parseCommand(value);
	if (!parsed.ok) return parsed;
	const command = parsed.value;
	if (command.type === 'acknowledge') {
		const problem = checkAcknowledged(room, command);
		if (problem !== null) return { ok: false, code: problem };
	}
	if (command.type === 'vote-open' || command.type === 'vote-cast') {
		const problem = checkVotedOn(room, command, actor);
		if (problem !== null) return { ok: false, code: problem };
	}
	if (command.type === 'answer') {
		const problem = checkAnswered(room, command);
		if (problem !== null) return { ok: false, code: problem };
	}
	if (command.type === 'survey-open' || command.type === 'survey-answer') {
		const problem = checkSurvey(room, command);
		if (problem !== null) return { ok: false, code: problem };
	}
	if (command.type === 'seal-open' || command.type === 'seal-put') {
		const problem = checkSeal(room, command);
		if (problem !== null) return { ok: false, code: problem };
	}
	if (command.type === 'freeze') return freeze(room, command, actor, turn);
	// Here a client's word for what they have seen would count: see `inOwnTurn`.
	if (
		command.type === 'version-confirm' ||
		command.type === 'decision-open' ||
		command.type === 'decision-answer'
	)
		return { ok: false, code: 'not-allowed' };
	if (command.type === 'decision-present') return presentDecision(room, command, actor, turn);
	const decision = room.session.execute(turn, completed(room, command, actor), actor);
	if (decision.ok) {
		turn.afterwards(() => room.session.grew());
		return { ok: true };
	}
	return decision;
}

// An answer is to the wording that stands there now: nobody agrees to what they have not seen.
function checkAnswered(
	room: Room,
	{ subject, version }: Extract<ClientCommand, { type: 'answer' }>
): string | null {
	if (room.isPrivate) return 'room-unknown';
	const item = getItem(room.doc, subject);
	if (item === undefined) return 'items-invalid';
	return hashText(wordingOf(item)) === version ? null : 'answer-outdated';
}

function completed(room: Room, command: ClientCommand, actor: Actor): ClientCommand {
	return command.type === 'seal-put'
		? withCommitment(room.session.state, command, actor)
		: withAuthor(room, command);
}

// Whom the mediator asks to park something is found in the document, not in what a client says.
function withAuthor(room: Room, command: ClientCommand): ClientCommand {
	if (command.type !== 'park-ask') return command;
	const author = room.isPrivate ? null : readAuthor(room.doc, room.session.clients, command.item);
	return author === null ? command : { ...command, author };
}

// What is voted on is there when the vote opens; later nobody adds dots to what was removed since.
function checkVotedOn(
	room: Room,
	command: Extract<ClientCommand, { type: 'vote-open' | 'vote-cast' }>,
	actor: Actor
): string | null {
	if (room.isPrivate) return 'room-unknown';
	const there = room.doc.getMap('items');
	if (command.type === 'vote-open') {
		if (command.room !== room.key || command.seq > room.durableSeq) return 'room-unknown';
		return command.items.every((item) => there.has(item)) ? null : 'vote-item-removed';
	}
	const me = actor.type === 'participant' ? actor.id : '';
	const before = room.session.ballots.dotsOf(command.vote, me);
	const isAdded = ([item, count]: [string, number]): boolean => count > (before[item] ?? 0);
	const isGone = Object.entries(command.dots).some(
		(given) => isAdded(given) && !there.has(given[0])
	);
	return isGone ? 'vote-item-removed' : null;
}

// The session knows nothing of documents: that the items are there and the version exists is checked here.
function checkAcknowledged(
	room: Room,
	command: Extract<ClientCommand, { type: 'acknowledge' }>
): string | null {
	// Of a private room nothing gets into the log, not even by its author's own wish.
	if (room.isPrivate || command.room !== room.key) return 'room-unknown';
	const items = room.doc.getMap('items');
	const { decisions } = room.session.shown;
	const wordings = new Set(Object.keys(decisions).map(decisionSeenId));
	const areThere = command.items.every((item) => items.has(item) || wordings.has(item));
	return areThere && command.seq <= room.durableSeq ? null : 'items-invalid';
}
