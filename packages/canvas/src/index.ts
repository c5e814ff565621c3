export { createBoardView } from './view/view.ts';
export type {
	BoardView,
	BoardViewOptions,
	PageRect,
	PictureSource,
	Remote,
	RemoteCursor,
	RemoteGesture,
	RemoteSelection,
	Scheduler,
	TextBox
} from './view/types.ts';
export type { PenMode } from './gestures.ts';
export type { Gesture, HostCommand, Intent, LaserGesture } from './intents.ts';
export { actionFor } from './commands.ts';
export type { EngineCommand, KeyAction, KeyPress } from './commands.ts';
export type { Look, LookKind, Looks } from './tools/looks.ts';
export { shapeOutline } from './shapes.ts';
export { toolNames } from './tools/names.ts';
export type { ToolName } from './tools/names.ts';
export type { Badge, Describe, Description } from './describe.ts';
export { colorOf, DEFAULT_FONT, makeTheme } from './theme.ts';
export type { Colors, Scheme, Theme } from './theme.ts';
export {
	fitBox,
	MAX_ZOOM,
	MIN_ZOOM,
	pan,
	toBoard,
	toScreen,
	visibleBox,
	zoomAt
} from './camera.ts';
export type { Camera, Viewport } from './camera.ts';
export { flattenOutline, outline, outlineInSteps, walkingOrder } from './outline.ts';
export type { OutlineNode, OutlineOptions, Relation } from './outline.ts';
export { Scene } from './scene.ts';
export type { Entry, Preview, SceneOptions } from './scene.ts';
export { hitTest, itemsIn } from './hit.ts';
export { createMeasurer } from './text/measure.ts';
export type { Measurer } from './text/measure.ts';
export { fitText } from './text/fit.ts';
export type { Fitted, FitRequest } from './text/fit.ts';
export { wrapText } from './text/wrap.ts';
export type { Box } from './box.ts';
export type { TablePlaces } from './table/index.ts';
