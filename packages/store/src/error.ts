/**
 * What is wrong with the world around the store.
 * - `locked`: another server uses the data.
 * - `corrupt`: the file is damaged or something else.
 * - `newer`: a newer version of the program wrote it.
 * - `read-only`: it may not be written.
 * - `full`: no space; the same store goes on once there is some.
 * - `io`: the disk failed; nothing is written any more until the store is opened again.
 */
export type StoreErrorCode = 'locked' | 'corrupt' | 'newer' | 'read-only' | 'full' | 'io';

const hints: Readonly<Record<StoreErrorCode, string>> = {
	locked: 'Stop the other server, or give this one a data folder of its own.',
	corrupt:
		'Nothing was changed. Keep the folder, and restore the latest backup into a new one (`CONCORDIA_DATA=NEW_FOLDER pnpm concordia restore FILE`).',
	newer: 'Start the version that wrote it, or a later one.',
	'read-only': 'Give the user that runs the server write access to the data folder.',
	full: 'Free some space on the disk; the server goes on by itself.',
	io: 'Check the disk and its cables or volume, then start the server again.'
};

/** A failure of the disk or of what lies on it, with a hint what to do. */
export class StoreError extends Error {
	override readonly name = 'StoreError';
	readonly code: StoreErrorCode;
	/** One sentence for the operator. */
	readonly hint: string;

	constructor(code: StoreErrorCode, message: string, options?: { cause?: unknown }) {
		super(message, options);
		this.code = code;
		this.hint = hints[code];
	}
}
