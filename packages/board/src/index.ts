export { cellKey, colorTokens, defaultSize, itemTypes } from './item.ts';
export type {
	Change,
	ColorToken,
	Column,
	End,
	Fields,
	FieldValue,
	Item,
	ItemType,
	Lock,
	NewItem,
	Patch,
	Point,
	Row,
	Side,
	Size
} from './item.ts';
export {
	dashNames,
	dashOf,
	headNames,
	headsOf,
	routeNames,
	routeOf,
	shapeNames,
	strokeOf,
	strokeWidths
} from './look.ts';
export type { DashName, HeadName, RouteName, ShapeName } from './look.ts';
export { isEqual } from './normalize.ts';
export { validateItem } from './validate.ts';
export type { Validated } from './validate.ts';
export { bottomKey, byOrder, keyBetween, keysBetween, topKey } from './order.ts';
export { anchorOf, boundsOf, centerOf, contains, endPoint, intersects, union } from './geometry.ts';
export type { Rect } from './geometry.ts';
export {
	asTurnable,
	canTurn,
	centreOfAll,
	rotationOf,
	turnItems,
	turnPoint,
	turnRect
} from './rotation.ts';
export type { Turnable } from './rotation.ts';
export {
	commonGroups,
	groupItems,
	groupKey,
	isInGroup,
	scopeOf,
	ungroupItems,
	unitOf,
	unitsOf
} from './groups.ts';
export { isLocked, mayUnlock } from './lock.ts';
export { childrenOf, frameAt, withDescendants } from './tree.ts';
export { applyPatches, mergePatches, moveItems, reparent } from './move.ts';
export {
	formatReaction,
	formatReactionKey,
	isReactionKey,
	parseReaction,
	parseReactionKey,
	reactionEmojis
} from './reaction.ts';
export type { Reaction, ReactionEmoji } from './reaction.ts';
export { decodeClipboard, duplicateItems, encodeClipboard, pasteItems } from './copy.ts';
export { changesBetween, enterChanges } from './changes.ts';
export { differenceOf, differencesBetween } from './difference.ts';
export type { Difference, FieldDifference } from './difference.ts';
export { filledIn, wordingOf } from './wording.ts';
export { diffWords } from './words.ts';
export type { WordRun } from './words.ts';
export { isNothing, reattach, restoredTogether, restoreItems, restoreText } from './restore.ts';
export type { Restoration } from './restore.ts';
