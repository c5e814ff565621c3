export { readUpdate } from './guard.ts';
export type { Update } from './update.ts';
export { precheck, type Findings } from './precheck.ts';
export { sharedType, type RootName, type Touch } from './touch.ts';
export { boardFields, touchedWords } from './words.ts';

export { replayBoard } from './replay.ts';

export { refuse, Refusal } from './refusal.ts';
export { ByteReader } from './byte-reader.ts';
export { hasPrototypeKey } from './value.ts';
