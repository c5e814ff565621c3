export { Authorship, originsIn, suggestersIn } from './authorship.ts';
export type { AuthoredRun, Origin } from './authorship.ts';
