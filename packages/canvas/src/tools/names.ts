/** Every tool a hand can hold. `shape` draws the shape that was chosen last, the others their own. */
export type ToolName =
	| 'select'
	| 'hand'
	| 'note'
	| 'text'
	| 'rectangle'
	| 'ellipse'
	| 'diamond'
	| 'shape'
	| 'arrow'
	| 'line'
	| 'pen'
	| 'marker'
	| 'frame'
	| 'eraser'
	| 'laser';

export const toolNames: readonly ToolName[] = [
	'select',
	'hand',
	'note',
	'text',
	'rectangle',
	'ellipse',
	'diamond',
	'shape',
	'arrow',
	'line',
	'pen',
	'marker',
	'frame',
	'eraser',
	'laser'
];
