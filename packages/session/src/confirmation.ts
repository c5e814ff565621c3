import { isDelegate } from './answer.ts';
import { sessionLimits } from './limits.ts';
import { lookUp } from './look-up.ts';
import { mayRecordSeen } from './participation.ts';
import { refuse, type Refusal } from './refuse.ts';
import { countedBut, leftOut, type LeftOut } from './taking-part.ts';
import type { Participant, SessionEvent, SessionState } from './types.ts';
import {
	versionId,
	versionsOf,
	type Version,
	type VersionError,
	type Versions
} from './version.ts';

/** Names a version by all it is known by: none is confirmed by mistake. */
interface NamedVersion {
	/** Id of the instrument's frame. */
	readonly frame: string;
	readonly number: number;
	/** SHA-256 (hex) of its text. */
	readonly hash: string;
}

export interface ConfirmCommand extends NamedVersion {
	readonly type: 'version-confirm';
	/** "I have read it": counts for those of whom it isn't recorded what is on their screen. */
	readonly isRead: boolean;
	/** Written by the server, never by a client: whether the log says that it was on their screen. */
	readonly isSeen?: boolean | undefined;
}

export interface UnconfirmCommand extends NamedVersion {
	readonly type: 'version-unconfirm';
}

export type ConfirmationCommand = ConfirmCommand | UnconfirmCommand;

type ConfirmationDecision =
	| { readonly ok: true; readonly events: readonly Omit<SessionEvent, 'at'>[] }
	| Refusal<VersionError>;

/** Decides the word of a delegate for a version, or that they take it back. */
export function decideConfirmation(
	state: SessionState,
	command: ConfirmationCommand,
	delegate: Participant,
	now: number
): ConfirmationDecision {
	const { frame, number, hash } = command;
	if (frame === '' || frame.length > sessionLimits.idLength) return refuse('version-unknown');
	const versions = versionsOf(state.versions, frame);
	const version = versions.find((one) => one.number === number && one.hash === hash);
	if (version === undefined) return refuse('version-unknown');
	if (version.agreedAt !== undefined) return refuse('version-agreed');
	const isConfirmed = Object.hasOwn(version.confirmed ?? {}, delegate.id);
	const { id: by, organization } = delegate;
	const event = {
		by,
		...(organization !== null && { organization }),
		subject: [frame],
		changes: [versionWord(number)],
		hash
	};
	if (command.type === 'version-unconfirm') {
		if (!isConfirmed) return refuse('version-unconfirmed');
		return { ok: true, events: [{ ...event, kind: 'version.unconfirm' }] };
	}
	if (version !== versions.at(-1)) return refuse('version-succeeded');
	if (isConfirmed) return refuse('version-confirmed');
	const isAcknowledged = command.isRead && !mayRecordSeen(state, delegate);
	if (command.isSeen !== true && !isAcknowledged) return refuse('version-unseen');
	const confirm = { ...event, kind: 'version.confirm' } as const;
	const after = evolveConfirmations(state, { ...confirm, at: now });
	const confirmed = versionsOf(after, frame).at(-1);
	return {
		ok: true,
		events: [
			...(command.isSeen === true ? [] : [acknowledgement(state, version, frame, delegate)]),
			confirm,
			...(confirmed !== undefined && isComplete(confirmationsOf(state, confirmed))
				? [{ ...event, kind: 'version.agree' } as const]
				: [])
		]
	};
}

function acknowledgement(
	{ id: room }: SessionState,
	{ number, seq }: Version,
	frame: string,
	{ id: by, organization }: Participant
): Omit<SessionEvent, 'at'> {
	return {
		kind: 'ack',
		by,
		...(organization !== null && { organization }),
		subject: [versionId(frame, number)],
		room,
		seq
	};
}

/** The versions after an event that speaks of who confirms one. */
export function evolveConfirmations(state: SessionState, event: SessionEvent): Versions {
	const { versions } = state;
	const { subject, changes, hash, by, at, organization } = event;
	const frame = subject?.[0] ?? '';
	const number = numberIn(changes?.[0]);
	const change = (version: Version): Version => {
		const { confirmed = {} } = version;
		if (event.kind === 'version.agree') {
			const counted = Object.entries(confirmed).filter(([person]) => isDelegate(state, person));
			const without = leftOut(state);
			return {
				...version,
				confirmed: Object.fromEntries(counted),
				agreedAt: at,
				...(without.length > 0 && { without })
			};
		}
		if (by === undefined) return version;
		const { [by]: _, ...others } = confirmed;
		if (event.kind === 'version.unconfirm') return withConfirmed(version, others);
		return withConfirmed(version, {
			...others,
			[by]: { at, organization: organization ?? null }
		});
	};
	const list = versionsOf(versions, frame);
	const index = list.findIndex((version) => version.number === number && version.hash === hash);
	const version = list[index];
	if (version === undefined || version.agreedAt !== undefined) return versions;
	return { ...versions, [frame]: list.with(index, change(version)) };
}

function withConfirmed(version: Version, confirmed: NonNullable<Version['confirmed']>): Version {
	const { confirmed: _, ...rest } = version;
	return Object.keys(confirmed).length === 0 ? rest : { ...rest, confirmed };
}

/** How an entry of the log says of which version it speaks. */
function versionWord(number: number): string {
	return `version:${number}`;
}

/** The number in what `versionWord` gave. */
export function numberIn(word: string | undefined): number | null {
	const [, digits] = /^version:([1-9]\d{0,8})$/.exec(word ?? '') ?? [];
	return digits === undefined ? null : Number(digits);
}

/** Where one organization stands with a version. */
export interface OrganizationConfirmations {
	readonly organization: string;
	/** Delegates who have confirmed it, in the order in which they did. */
	readonly confirmed: readonly string[];
	/** Delegates who have not. */
	readonly missing: readonly string[];
}

/**
 * Where every organization that takes part stands with a version, in the session's order. Until it is agreed, the word of those
 * counts who are delegates now; once it is, nothing changes any more, whoever comes or goes.
 */
export function confirmationsOf(
	state: SessionState,
	version: Version
): OrganizationConfirmations[] {
	const { confirmed = {}, agreedAt } = version;
	const isAgreed = agreedAt !== undefined;
	const counted = countedBut(state, leftOutOfVersion(state, version));
	const delegates = Object.values(state.participants).filter(({ id }) => isDelegate(state, id));
	return counted.map(({ id: organization }) => ({
		organization,
		confirmed: Object.entries(confirmed)
			.filter(
				([id, one]) => one.organization === organization && (isAgreed || isDelegate(state, id))
			)
			.toSorted(([, a], [, b]) => a.at - b.at)
			.map(([id]) => id),
		missing: isAgreed
			? []
			: delegates
					.filter((one) => one.organization === organization && !Object.hasOwn(confirmed, one.id))
					.map(({ id }) => id)
	}));
}

/** The organizations that a version does without, and why: as it was when it was agreed, else as it is now. */
export function leftOutOfVersion(
	state: SessionState,
	{ agreedAt, without = [] }: Version
): readonly LeftOut[] {
	return agreedAt === undefined ? leftOut(state) : without;
}

/** All delegates of all organizations: of an organization that has none here nobody agrees to anything. */
export function isComplete(organizations: readonly OrganizationConfirmations[]): boolean {
	return (
		organizations.length > 0 &&
		organizations.every(({ confirmed, missing }) => confirmed.length > 0 && missing.length === 0)
	);
}

/** Of every organization by name, who confirmed a version for it; null for a name that was erased. */
export function confirmedBy(
	state: SessionState,
	version: Version
): { readonly name: string; readonly people: readonly (string | null)[] }[] {
	const names = new Map(state.organizations.map(({ id, name }) => [id, name]));
	return confirmationsOf(state, version).map(({ organization, confirmed }) => ({
		name: names.get(organization) ?? organization,
		people: confirmed.map((id) => lookUp(state.participants, id)?.name ?? null)
	}));
}
