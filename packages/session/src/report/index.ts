export { writeDigest } from './digest.ts';
export { writeMinutes } from './minutes.ts';
export { reportedKinds } from './facts.ts';
export type { ReportContext, ReportEntry } from './facts.ts';
export type { ReportLanguage } from './words.ts';
