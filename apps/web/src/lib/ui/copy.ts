/** Copies text; false when the browser refuses. Works without https too, where the clipboard API is missing. */
export async function copyText(text: string): Promise<boolean> {
	if (navigator.clipboard) {
		try {
			await navigator.clipboard.writeText(text);
			return true;
		} catch {
			// Refused, e.g. the window isn't focused: the old way may still work.
		}
	}
	const previous = document.activeElement as HTMLElement | null;
	const area = document.createElement('textarea');
	area.value = text;
	area.readOnly = true;
	area.className = 'visually-hidden';
	// Inside an open dialog everything else is inert and can't hold a selection.
	(previous?.closest('dialog') ?? document.body).append(area);
	area.select();
	const copied = document.execCommand('copy');
	area.remove();
	previous?.focus();
	return copied;
}
