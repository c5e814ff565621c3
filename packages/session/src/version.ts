import { sessionLimits } from './limits.ts';
import { lookUp } from './look-up.ts';
import type { LeftOut } from './taking-part.ts';
import type { SessionEvent } from './types.ts';

/** A delegate's word that their organization stands by one version. */
export interface Confirmation {
	readonly at: number;
	/** For which organization the delegate spoke. */
	readonly organization: string | null;
}

/** A wording of an instrument that was frozen. What it says is kept by the server, for good. */
export interface Version {
	/** From 1, for each instrument. */
	readonly number: number;
	/** SHA-256 (hex) of its text. */
	readonly hash: string;
	/** Position of the board whose wording it is. */
	readonly seq: number;
	readonly at: number;
	/** Who froze it. */
	readonly by: string;
	readonly organization: string | null;
	/** By delegate; absent as long as nobody has confirmed it. */
	readonly confirmed?: Readonly<Record<string, Confirmation>>;
	/** When the last of all delegates of all organizations had confirmed it; from then on for good. */
	readonly agreedAt?: number;
	/** Organizations that it was agreed without; absent: none. */
	readonly without?: readonly LeftOut[];
}

/** By the id of the instrument's frame, oldest first. */
export type Versions = Readonly<Record<string, readonly Version[]>>;

export interface FreezeCommand {
	readonly type: 'freeze';
	/** Id of the instrument's frame. */
	readonly frame: string;
	readonly room: string;
	/** SHA-256 (hex) of the text that was confirmed: another one is not frozen. */
	readonly hash: string;
	/** Written by the server, never by a client. */
	readonly seq?: number | undefined;
}

export type VersionError =
	| 'version-invalid'
	| 'version-same'
	| 'version-full'
	/** Found by the server, which has the board: it says something else by now. */
	| 'version-outdated'
	| 'version-too-large'
	| 'version-unknown'
	/** A newer one was frozen. */
	| 'version-succeeded'
	/** The log doesn't say that it was on a screen of who confirms. */
	| 'version-unseen'
	| 'version-confirmed'
	| 'version-unconfirmed'
	| 'version-agreed';

type FreezeDecision =
	| { readonly ok: true; readonly event: Omit<SessionEvent, 'at' | 'by' | 'organization'> }
	| { readonly ok: false; readonly code: VersionError; readonly detail?: string };

/** Decides the freezing of a text that the server has read from the board. */
export function decideFreeze(versions: Versions, command: FreezeCommand): FreezeDecision {
	const { frame, room, hash, seq } = command;
	if (frame === '' || frame.length > sessionLimits.idLength) return invalid('frame');
	if (!/^[0-9a-f]{64}$/.test(hash)) return invalid('hash');
	if (seq === undefined || !Number.isSafeInteger(seq) || seq < 0) return invalid('seq');
	if (versionsOf(versions, frame).at(-1)?.hash === hash) return { ok: false, code: 'version-same' };
	const count = Object.values(versions).reduce((sum, list) => sum + list.length, 0);
	if (count >= sessionLimits.versions) return { ok: false, code: 'version-full' };
	return { ok: true, event: { kind: 'version.freeze', subject: [frame], room, seq, hash } };
}

/** The versions of an instrument, oldest first. */
export function versionsOf(versions: Versions, frame: string): readonly Version[] {
	return lookUp(versions, frame) ?? [];
}

/** What a version is called where items are named, in reports of what was seen say. */
export function versionId(frame: string, number: number): string {
	return `${frame}#v${number}`;
}

/** The frame and number in what `versionId` gave; null for anything else. */
export function parseVersionId(id: string): { frame: string; number: number } | null {
	const [, frame, number] = /^(.+)#v([1-9]\d{0,8})$/.exec(id) ?? [];
	return frame === undefined ? null : { frame, number: Number(number) };
}

/** The versions after one more was frozen. Nothing of an event takes one away. */
export function evolveVersions(versions: Versions, event: SessionEvent): Versions {
	const { hash, seq, at, by, organization } = event;
	const frame = event.subject?.[0];
	if (frame === undefined || hash === undefined || seq === undefined || by === undefined)
		return versions;
	const before = versionsOf(versions, frame);
	const number = (before.at(-1)?.number ?? 0) + 1;
	const version = { number, hash, seq, at, by, organization: organization ?? null };
	return { ...versions, [frame]: [...before, version] };
}

function invalid(detail: string): FreezeDecision {
	return { ok: false, code: 'version-invalid', detail };
}
