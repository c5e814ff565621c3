/** What this browser knows of a session's log: the newest checkpoint it verified, and the log's key then. */
export interface Remembered {
	readonly note: string;
	readonly verifierKey: string;
	/** When it was verified, in ms. */
	readonly at: number;
}

type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const keyOf = (session: string) => `concordia.log.${session}`;

export function recall(shelf: Shelf | null, session: string): Remembered | null {
	try {
		const value: unknown = JSON.parse(shelf?.getItem(keyOf(session)) ?? 'null');
		return isRemembered(value) ? value : null;
	} catch {
		return null; // storage is closed, or somebody else's text lies there
	}
}

/** False when the browser keeps nothing: then the next visit starts anew. */
export function remember(shelf: Shelf | null, session: string, what: Remembered): boolean {
	try {
		shelf?.setItem(keyOf(session), JSON.stringify(what));
		return shelf !== null;
	} catch {
		return false;
	}
}

export function forget(shelf: Shelf | null, session: string): void {
	try {
		shelf?.removeItem(keyOf(session));
	} catch {
		// Nothing is kept there anyway.
	}
}

/** The browser's storage; null where it is closed, as in some private windows. */
export function localShelf(): Shelf | null {
	try {
		return localStorage;
	} catch {
		return null;
	}
}

function isRemembered(value: unknown): value is Remembered {
	if (typeof value !== 'object' || value === null) return false;
	const { note, verifierKey, at } = value as Record<string, unknown>;
	return typeof note === 'string' && typeof verifierKey === 'string' && typeof at === 'number';
}
