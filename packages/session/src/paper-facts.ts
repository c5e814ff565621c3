import { confirmedBy } from './confirmation.ts';
import { partiesOf } from './participation.ts';
import type { SessionState } from './types.ts';
import { versionsOf, type Version } from './version.ts';

/** A frozen version on the cover of a document. */
export interface VersionFacts extends Pick<Version, 'number' | 'hash'> {
	readonly confirmed: ReturnType<typeof confirmedBy>;
	/** The day on which all had confirmed it, as `2026-11-22`. */
	readonly agreedOn?: string;
}

/** The newest frozen version of an instrument whose wording has this hash. */
export function versionFrozenAs(
	{ versions }: Pick<SessionState, 'versions'>,
	frame: string,
	hash: string
): Version | undefined {
	return versionsOf(versions, frame).findLast((version) => version.hash === hash);
}

/** What a document says of a frozen version; `dayOf` names the day of a moment (ms since 1970). */
export function versionFacts(
	state: SessionState,
	version: Version,
	dayOf: (at: number) => string
): VersionFacts {
	const { number, hash, agreedAt } = version;
	return {
		number,
		hash,
		confirmed: confirmedBy(state, version),
		...(agreedAt !== undefined && { agreedOn: dayOf(agreedAt) })
	};
}

/** What the cover of a document says of the session; `day` is the one on which it is made, as `2026-11-22`. */
export function paperFacts(
	state: SessionState,
	day: string
): {
	readonly session: string;
	readonly purpose: string;
	readonly day: string;
	readonly parties: ReturnType<typeof partiesOf>;
} {
	return { session: state.title, purpose: state.purpose, day, parties: partiesOf(state) };
}
