interface Raw {
	readonly type?: unknown;
	readonly text?: unknown;
	readonly attrs?: { readonly heading?: unknown } | null;
	readonly content?: unknown;
}

const deepest = 4;

/** The title of a document, whatever it holds: its first heading, else the beginning of its first words. */
export function docTitle(raw: unknown): string {
	let first = '';
	for (const block of nodesOf(raw)) {
		const isHeading = typeof block.attrs?.heading === 'number';
		if (!isHeading && first !== '') continue;
		const text = wordsOf(block).trim();
		if (isHeading && text !== '') return text;
		first ||= text;
	}
	return first.length > 80 ? `${first.slice(0, 80)}…` : first;
}

const isNode = (one: unknown): one is Raw => typeof one === 'object' && one !== null;

function nodesOf(raw: unknown): Raw[] {
	return Array.isArray(raw) ? raw.filter(isNode) : [];
}

function wordsOf({ type, text, content }: Raw, depth = 0): string {
	if (typeof text === 'string') return text;
	if (type === 'break' || depth > deepest) return ' ';
	return nodesOf(content)
		.map((node) => wordsOf(node, depth + 1))
		.join(type === 'paragraph' ? '' : ' ');
}
