import { openLocalCopy } from '#lib/session/local-copy.ts';

/** Removes what this browser kept of a person's session: edits that never reached the server. */
export async function clearLocalCopy(session: string, participant: string): Promise<void> {
	const copy = openLocalCopy({ session, participant, failed: () => undefined });
	await copy.clear();
}
