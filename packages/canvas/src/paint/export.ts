export { contentBox, paintSvg } from './svg.ts';
export type { SvgOptions } from './svg.ts';
export { paintBitmap } from './bitmap.ts';
export type { BitmapOptions } from './bitmap.ts';
