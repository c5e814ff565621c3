/**
 * Remembers where the focus is. What this returns leads back there, in a list to the row that Tab leads to now,
 * and elsewhere when that is gone.
 */
export function rememberFocus(otherwise: () => void): () => void {
	const before = document.activeElement;
	const list = before?.closest('[data-rows]');
	return () => {
		const row = list?.querySelector<HTMLElement>('[data-row] .entry[tabindex="0"]');
		const target = row ?? (before instanceof HTMLElement ? before : null);
		if (target !== null && target !== document.body && target.checkVisibility()) target.focus();
		else otherwise();
	};
}
