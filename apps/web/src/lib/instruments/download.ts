/** Offers a text as a file, as if the reader had followed a download link. */
export function downloadText(name: string, text: string, type: string): void {
	downloadBlob(name, new Blob([text], { type: `${type};charset=utf-8` }));
}

/** The same for bytes. */
export function downloadBlob(name: string, blob: Blob): void {
	const url = URL.createObjectURL(blob);
	const link = document.createElement('a');
	link.href = url;
	link.download = name;
	link.click();
	URL.revokeObjectURL(url);
}

const maxLength = 80;

/** A file name from words people chose: nothing in it that any system takes for a path. Only `last` is never cut off. */
export function fileName(words: string, extension: string, last = ''): string {
	const end = last === '' ? '' : `-${safeName(last)}`;
	const room = maxLength - end.length;
	const name = Array.from(safeName(words)).slice(0, room).join('').replace(/-$/u, '');
	return `${name || 'document'}${end}.${extension}`;
}

function safeName(words: string): string {
	return words
		.normalize('NFC')
		.replace(/[^\p{L}\p{N}]+/gu, '-')
		.replace(/^-+|-+$/gu, '');
}
