export { linksIn, parseMarks, plainText } from './marks.ts';
export type { Mark, MarkedLine, Span } from './marks.ts';
export { fitRich } from './rich.ts';
export type { Rich, RichFitted } from './rich.ts';
