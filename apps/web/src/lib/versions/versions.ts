import type { Item } from '@concordia/board';
import {
	formatFrozen,
	frozenOf,
	parseFrozen,
	type Frozen,
	type InstrumentDefinition
} from '@concordia/instruments';
import { can, type Participant, type Version } from '@concordia/session';
import { hashText } from '@concordia/transparency';
import type { CommandResult } from '@concordia/protocol';
import type { Connection } from '#lib/session/connection.svelte.ts';

/** What freezing needs of the connection. */
export type FreezeLink = Pick<Connection, 'session' | 'state' | 'participant' | 'command'>;

/** A wording and its hash. */
export interface Wording {
	readonly frozen: Frozen;
	/** SHA-256 in hex. */
	readonly hash: string;
}

/** The wording of an instrument as it stands on this screen. */
export function presentWording(
	definition: InstrumentDefinition,
	items: Iterable<Item>,
	frameId: string
): Wording {
	const frozen = frozenOf(definition, items, frameId);
	return { frozen, hash: hashText(formatFrozen(frozen)) };
}

/** Whether this person may freeze a wording. */
export function mayFreeze({ state, participant }: FreezeLink): boolean {
	return (
		participant !== null &&
		participant.status === 'active' &&
		participant.consent &&
		state.status === 'open' &&
		can(participant.role, 'freeze')
	);
}

/** Freezes the wording that was shown. Refused when the board says something else by now. */
export function freeze(
	connection: FreezeLink,
	frame: string,
	hash: string
): Promise<CommandResult> {
	return connection.command({ type: 'freeze', frame, room: connection.session, hash });
}

/** The delegate at this page, who may confirm a version; null for everybody else. */
export function delegateHere({ state, participant }: FreezeLink): Participant | null {
	const isDelegate = participant?.status === 'active' && can(participant.role, 'answer');
	return isDelegate && participant.consent && state.status === 'open' ? participant : null;
}

/** Confirms a frozen version for one's own organization, or takes that back. */
export function confirmVersion(
	connection: FreezeLink,
	deed: 'confirm' | 'unconfirm',
	frame: string,
	{ number, hash }: Version
): Promise<CommandResult> {
	const named = { frame, number, hash };
	return connection.command(
		deed === 'confirm'
			? { type: 'version-confirm', ...named, isRead: true }
			: { type: 'version-unconfirm', ...named }
	);
}

/** Why a version can't be shown. */
export type VersionProblem = 'unreachable' | 'changed' | 'unreadable';

/** What reading a version gave. */
export type Read =
	| { readonly ok: true; readonly value: Frozen }
	| { readonly ok: false; readonly problem: VersionProblem };

/** Reads a frozen version, and checks that it is what was frozen: its hash is computed here. */
export async function readVersion(
	session: string,
	frame: string,
	{ number, hash }: Pick<Version, 'number' | 'hash'>,
	fetch: (url: string) => Promise<Response> = (url) => globalThis.fetch(url)
): Promise<Read> {
	let text: string;
	try {
		const response = await fetch(`/api/sessions/${session}/versions/${frame}/${number}`);
		if (!response.ok) return { ok: false, problem: 'unreachable' };
		text = await response.text();
	} catch {
		return { ok: false, problem: 'unreachable' };
	}
	if (hashText(text) !== hash) return { ok: false, problem: 'changed' };
	const value = parseFrozen(text);
	return value === null ? { ok: false, problem: 'unreadable' } : { ok: true, value };
}

/** A hash short enough to be read out. */
export function shortHash(hash: string): string {
	return hash.slice(0, 12);
}
