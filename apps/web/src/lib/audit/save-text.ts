/** Hands a text to the reader as a file. */
export function saveText(text: string, name: string): void {
	const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
	const link = document.createElement('a');
	link.href = url;
	link.download = name;
	link.click();
	// The browser has taken the blob by the next turn.
	setTimeout(() => URL.revokeObjectURL(url), 0);
}
