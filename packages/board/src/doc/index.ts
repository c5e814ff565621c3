export { createBoard, openBoard, readMeta, SCHEMA } from './roots.ts';
export type { Board } from './roots.ts';
export { getItem, readBoard, readItem } from './read.ts';
export { observeBoard } from './observe.ts';
export type { BoardListener } from './observe.ts';
export { insertItems, removeItems, updateItems } from './write.ts';
export { diffText, ensureText, itemText, setText } from './text.ts';
export type { Splice } from './text.ts';
