/** What came by paste, drop or a file chooser and isn't simply our own items or lines of text. */
export interface Content {
	readonly files: readonly File[];
	readonly text: string;
	readonly html: string;
}

const link = /^https?:\/\/[^\s/]\S*$/i;

/** The lines of a text when each of them is an address; null otherwise. */
export function linksIn(text: string): string[] | null {
	// Line by line: a pattern that takes spaces along would walk through long rows of them again and again.
	const lines = text
		.split(/[\r\n]/)
		.map((line) => line.trim())
		.filter((line) => line !== '');
	return lines.length > 0 && lines.every((line) => link.test(line)) ? lines : null;
}

/** Whether words are more than lines for notes: addresses, or what another program copied. */
export function isForeignText(text: string): boolean {
	return (text.startsWith('{') && text.includes('"excalidraw')) || linksIn(text) !== null;
}

/** What needs the code that reads foreign things; null when a look at the text is enough. */
export function foreignContent(data: DataTransfer): Content | null {
	const [text, html] = [data.getData('text/plain'), data.getData('text/html')];
	const files = [...data.files];
	const isForeign =
		html.includes('data-tldraw') ||
		isForeignText(text) ||
		// Programs put a picture of copied words beside them: the words are meant.
		(files.length > 0 && text === '');
	return isForeign ? { files, text, html } : null;
}
