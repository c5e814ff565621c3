import { openLocalCopy } from '#lib/session/local-copy.ts';
import { KeyShelf } from '#lib/sign/keys.ts';
import { RecordStore } from '#lib/witness/browser-record.ts';

/**
 * Removes what this browser kept of a person's session: edits that never reached the server, and the keys it signed
 * and cosigned with. The newest signed state of the log stays, which says of nobody that they were here.
 */
export async function clearLocalCopy(session: string, participant: string): Promise<void> {
	const copy = openLocalCopy({ session, participant, failed: () => undefined });
	const record = new RecordStore(session, participant);
	const shelf = await KeyShelf.open();
	// Where nothing can be opened, nothing is kept.
	await Promise.allSettled([copy.clear(), shelf?.forget(session, participant), record.forget()]);
	record.close();
}
