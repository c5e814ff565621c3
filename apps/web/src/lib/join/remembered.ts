/** A session joined on this device. Kept in this browser only, so that a used-up link isn't a dead end. */
export interface Remembered {
	readonly session: string;
	readonly title: string;
	readonly name: string;
}

const key = 'concordia.sessions';
const most = 20;

type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Newest first. Whatever else lies under our key is ignored. */
export function rememberedSessions(shelf: Shelf | undefined = deviceShelf()): Remembered[] {
	try {
		const stored: unknown = JSON.parse(shelf?.getItem(key) ?? '[]');
		return Array.isArray(stored) ? stored.filter(isRemembered).slice(0, most) : [];
	} catch {
		return [];
	}
}

export function remember(joined: Remembered, shelf: Shelf | undefined = deviceShelf()): void {
	const others = rememberedSessions(shelf).filter(({ session }) => session !== joined.session);
	store([joined, ...others].slice(0, most), shelf);
}

export function forget(session: string, shelf: Shelf | undefined = deviceShelf()): void {
	store(
		rememberedSessions(shelf).filter((kept) => kept.session !== session),
		shelf
	);
}

function store(sessions: readonly Remembered[], shelf: Shelf | undefined): void {
	try {
		if (sessions.length === 0) shelf?.removeItem(key);
		else shelf?.setItem(key, JSON.stringify(sessions));
	} catch {
		// Full or closed storage: the session is still open, only the shortcut is missing.
	}
}

function deviceShelf(): Shelf | undefined {
	try {
		return localStorage;
	} catch {
		return undefined; // the browser was told to keep nothing
	}
}

function isRemembered(value: unknown): value is Remembered {
	if (typeof value !== 'object' || value === null) return false;
	const { session, title, name } = value as Record<string, unknown>;
	return (
		typeof session === 'string' &&
		/^[a-z0-9]{10,64}$/.test(session) &&
		typeof title === 'string' &&
		typeof name === 'string'
	);
}
