import { readBoard } from '@concordia/board/doc';
import type { CommandResult } from '@concordia/protocol';
import { formatFrozen, frozenOf, instrumentOf, isInstrumentFrame } from '@concordia/instruments';
import { sessionLimits, versionsOf, type Actor, type FreezeCommand } from '@concordia/session';
import { hashText } from '@concordia/transparency';
import type { Turn } from '../log/turn.ts';
import type { Room } from './room.ts';

/**
 * Freezes the wording of an instrument as it stands on the board at this moment. What is kept comes from the
 * board alone: whoever asks only says, by its hash, which text they mean.
 */
export function freeze(
	room: Room,
	command: FreezeCommand,
	actor: Actor,
	turn: Turn
): Omit<CommandResult, 'id'> {
	if (room.isPrivate || command.room !== room.key) return refuse('room-unknown');
	const items = readBoard(room.doc);
	const frame = items.find(({ id }) => id === command.frame);
	const definition = frame && isInstrumentFrame(frame) ? instrumentOf(frame) : undefined;
	if (definition === undefined) return refuse('items-invalid');
	const text = formatFrozen(frozenOf(definition, items, command.frame));
	const hash = hashText(text);
	if (hash !== command.hash) return refuse('version-outdated');
	if (text.length > sessionLimits.versionLength) return refuse('version-too-large');
	const { session } = room;
	const decision = session.execute(turn, { ...command, seq: room.seq }, actor);
	if (!decision.ok) return decision;
	const version = versionsOf(session.state?.versions ?? {}, command.frame).at(-1);
	if (version === undefined) throw new Error(`no version of ${command.frame} after freezing it`);
	const { number } = version;
	turn.versions.push({ session: session.id, frame: command.frame, number, hash, text });
	turn.afterwards(() => session.grew());
	return { ok: true };
}

function refuse(code: string): Omit<CommandResult, 'id'> {
	return { ok: false, code };
}
