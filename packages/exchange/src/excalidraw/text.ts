// Sizes of texts, roughly: there is no font here. Excalidraw measures again when a text is edited.
export const lineHeight = 1.25;

/** Width of an average letter in units of the font size. */
const letterWidth = 0.52;

export interface TextBox {
	/** With the line breaks that make it fit. */
	readonly text: string;
	readonly width: number;
	readonly height: number;
}

/** Breaks lines at spaces to fit a width; words that are too long stay whole. */
export function fitRoughly(text: string, fontSize: number, width = Infinity): TextBox {
	const room = Math.max(4, Math.floor(width / (fontSize * letterWidth)));
	const lines = text.split('\n').flatMap((line) => wrapLine(line, room));
	const longest = lines.reduce((most, line) => Math.max(most, line.length), 1);
	return {
		text: lines.join('\n'),
		width: Math.ceil(longest * fontSize * letterWidth),
		height: Math.ceil(lines.length * fontSize * lineHeight)
	};
}

function wrapLine(line: string, room: number): string[] {
	if (line.length <= room) return [line];
	const lines: string[] = [];
	let now = '';
	for (const word of line.split(' ')) {
		if (now !== '' && now.length + 1 + word.length > room) {
			lines.push(now);
			now = word;
		} else now = now === '' ? word : `${now} ${word}`;
	}
	return [...lines, now];
}
