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

/** A file name from words people chose: nothing in it that any system takes for a path. */
export function fileName(words: string, extension: string): string {
	const safe = words
		.normalize('NFC')
		.replace(/[^\p{L}\p{N}]+/gu, '-')
		.replace(/^-+|-+$/gu, '');
	const name = Array.from(safe).slice(0, maxLength).join('') || 'document';
	return `${name}.${extension}`;
}
