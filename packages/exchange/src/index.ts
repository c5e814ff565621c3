export { encodeCanvas } from './canvas/encode.ts';
export { decodeCanvas } from './canvas/decode.ts';
export { encodeExcalidraw, encodeExcalidrawClipboard } from './excalidraw/encode.ts';
export type { Encoded } from './excalidraw/encode.ts';
export { decodeExcalidraw } from './excalidraw/decode.ts';
export type { DecodedExcalidraw, Picture } from './excalidraw/decode.ts';
export { lossKinds } from './loss.ts';
export type { Decoded, Loss, LossKind, Refusal } from './loss.ts';
