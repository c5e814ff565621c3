/** Every tool a hand can hold. `shape` tools differ by the shape they draw. */
export type ToolName =
	| 'select'
	| 'hand'
	| 'note'
	| 'text'
	| 'rectangle'
	| 'ellipse'
	| 'diamond'
	| 'arrow'
	| 'line'
	| 'pen'
	| 'frame'
	| 'eraser';

export const toolNames: readonly ToolName[] = [
	'select',
	'hand',
	'note',
	'text',
	'rectangle',
	'ellipse',
	'diamond',
	'arrow',
	'line',
	'pen',
	'frame',
	'eraser'
];
