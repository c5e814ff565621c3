export { Authorship, isSame, suggestersIn } from './authorship.ts';
export type { AuthoredRun, Origin } from './authorship.ts';
export { paragraphAround, paragraphsIn, ParagraphVersions } from './paragraphs.ts';
export { BoardPast } from './past.ts';
export type { Edit } from './past.ts';
export { AuthoredTexts, paragraphTexts, textsIn, textsOfItem } from './texts.ts';
export type { ItemText } from './texts.ts';
