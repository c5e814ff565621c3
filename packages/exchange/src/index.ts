export { encodeCanvas } from './canvas/encode.ts';
export { decodeCanvas } from './canvas/decode.ts';
export { lossKinds } from './loss.ts';
export type { Decoded, Loss, LossKind, Refusal } from './loss.ts';
