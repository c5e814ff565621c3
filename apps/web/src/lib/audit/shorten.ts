const LONGEST = 60;

/** A text on one line, short enough for a sentence. Cuts between characters as people see them. */
export function shorten(text: string): string {
	const line = text.trim().replaceAll(/\s+/g, ' ');
	if (line.length <= LONGEST) return line;
	let short = '';
	for (const { segment } of new Intl.Segmenter().segment(line)) {
		if (short.length + segment.length >= LONGEST) break;
		short += segment;
	}
	return `${short.trimEnd()}…`;
}
