type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** A key that writes a letter. */
export function isLetter({ key, ctrlKey, metaKey, altKey }: Key): boolean {
	return Array.from(key).length === 1 && !ctrlKey && !metaKey && !altKey;
}

/** A key that does nothing by itself. */
export function isModifier({ key }: Key): boolean {
	return ['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'Dead'].includes(key);
}

/** Whether a key would begin to change a table, and not only go about in it. */
export function begins(event: Key): boolean {
	if (isLetter(event)) return true;
	if (event.ctrlKey || event.metaKey) return ['d', 'enter'].includes(event.key.toLowerCase());
	return !event.altKey && ['Enter', 'F2', 'Delete', 'Backspace'].includes(event.key);
}

/** Does on the page what a key would have done that was pressed a moment ago. */
export function pressAgain(event: KeyboardEvent): void {
	const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
	const again = new KeyboardEvent('keydown', {
		key,
		shiftKey,
		ctrlKey,
		metaKey,
		altKey,
		bubbles: true,
		cancelable: true
	});
	const isFree = document.activeElement?.dispatchEvent(again) === true;
	const field = document.activeElement;
	const isField = field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement;
	if (!isFree || !isField) return;
	// Pages may not type: what the key puts into a field is put there by hand.
	const [start, end] = [field.selectionStart ?? 0, field.selectionEnd ?? 0];
	if (isLetter(event)) field.setRangeText(key, start, end, 'end');
	else if (key === 'Backspace')
		field.setRangeText('', start === end ? Math.max(0, start - 1) : start, end, 'end');
	else return;
	field.dispatchEvent(new InputEvent('input', { bubbles: true }));
}
