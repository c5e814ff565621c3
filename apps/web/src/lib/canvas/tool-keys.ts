import type { ToolName } from '@concordia/canvas';

/** The key that takes each tool in hand, as the rail and the help show it. */
export const toolKeys: Readonly<Record<ToolName, string>> = {
	select: 'V',
	hand: 'H',
	note: 'N',
	text: 'T',
	frame: 'F',
	rectangle: 'R',
	ellipse: 'O',
	diamond: 'D',
	shape: 'S',
	arrow: 'A',
	line: 'L',
	pen: 'P',
	marker: 'M',
	eraser: 'E',
	laser: 'K'
};
