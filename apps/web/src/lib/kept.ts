const prefix = 'concordia.';

/** What was kept on this device; null: nothing, or its storage is closed. */
export function kept(key: string): string | null {
	try {
		return localStorage.getItem(prefix + key);
	} catch {
		return null; // private window, or no browser
	}
}

/** Keeps it on this device; null: forgets it. Where storage is full or closed it holds until reload. */
export function keep(key: string, value: string | null): void {
	try {
		if (value === null) localStorage.removeItem(prefix + key);
		else localStorage.setItem(prefix + key, value);
	} catch {
		// It simply isn't remembered.
	}
}
