export { writeDigest } from './digest.ts';
export { writeMinutes } from './minutes.ts';
export { summarize } from './summary.ts';
export type { Summary } from './summary.ts';
export { reportedKinds, unmarked } from './facts.ts';
export type { ReportContext, ReportEntry } from './facts.ts';
export type { ReportLanguage } from './words.ts';
