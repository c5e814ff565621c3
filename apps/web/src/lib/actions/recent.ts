const key = 'concordia.recent-actions';
const most = 8;

/** The ids of the actions chosen last in this browser, newest first. */
export function recentActions(): readonly string[] {
	try {
		const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
		return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string').slice(0, most) : [];
	} catch {
		return [];
	}
}

export function rememberAction(id: string): void {
	try {
		const others = recentActions().filter((one) => one !== id);
		localStorage.setItem(key, JSON.stringify([id, ...others].slice(0, most)));
	} catch {
		// No storage in this browser: the palette keeps its own order.
	}
}
