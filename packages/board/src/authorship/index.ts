export { Authorship, originsIn, suggestersIn } from './authorship.ts';
export type { AuthoredRun, Origin } from './authorship.ts';
export { ParagraphVersions } from './paragraphs.ts';
