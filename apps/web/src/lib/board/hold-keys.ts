/** Keeps what is typed until the field that it is meant for is there; what this returns writes it there. */
export function holdKeys(): () => void {
	const keys: string[] = [];
	const hold = (event: KeyboardEvent): void => {
		if (event.ctrlKey || event.metaKey || event.altKey) return;
		event.preventDefault();
		event.stopImmediatePropagation();
		keys.push(event.key);
	};
	addEventListener('keydown', hold, true);
	return () => {
		removeEventListener('keydown', hold, true);
		for (const key of keys) {
			const init = { key, bubbles: true, cancelable: true };
			if (key.length === 1) document.execCommand('insertText', false, key);
			else if (key === 'Backspace') document.execCommand('delete');
			else document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', init));
		}
	};
}
