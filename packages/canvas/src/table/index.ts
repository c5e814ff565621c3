export { cellBox, cellStyle, layoutTable } from './table.ts';
export type { TablePlaces } from './table.ts';
